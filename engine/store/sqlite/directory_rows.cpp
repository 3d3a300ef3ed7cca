// SPDX-License-Identifier: MIT
#include "store/sqlite/directory_rows.hpp"

#include <algorithm>
#include <tuple>

#include "store/sqlite/mailing_rows.hpp"
#include "store/sqlite/rows.hpp"
#include "store/symbols.hpp"

namespace throughgate::store::sqlite {
namespace {

std::string join(const std::vector<Symbol>& roles) {
    std::string text;
    for (const Symbol role : roles) {
        if (!text.empty()) text.push_back(' ');
        text.append(store::text_of(role));
    }
    return text;
}

std::vector<Symbol> split(std::string_view text) {
    std::vector<Symbol> roles;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) roles.push_back(symbol_of(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return roles;
}

StaffMember read_member(Query& row) {
    StaffMember member;
    member.id = row.text(0);
    member.name = row.text(1);
    member.email = row.text(2);
    member.login = row.text(3);
    member.roles = split(row.text(4));
    member.team = row.text(5);
    member.deputy = row.text(6);
    member.manager = row.text(7);
    member.absent_from = row.optional_date(8);
    member.absent_until = row.optional_date(9);
    member.box = row.integer(10) != 0;
    member.works = row.number<std::uint8_t>(11);
    member.no_info = row.integer(12) != 0;
    return member;
}

Status insert_member(Connection& connection, const StaffMember& member) {
    const std::string roles = join(member.roles);
    Query query(connection, Sql::insert_staff);
    query.add(member.id).add(member.name).add(member.email).add(member.login).add(roles);
    query.add(member.team).add(member.deputy).add(member.manager);
    query.add(member.absent_from).add(member.absent_until).add(member.box);
    query.add(member.works).add(member.no_info);
    return query.finish();
}

Publication read_publication(Query& row) {
    return {row.digest(0),
            row.digest(1),
            std::string(row.text(2)),
            std::string(row.text(3)),
            row.instant(4),
            std::string(row.text(5)),
            std::string(row.text(6))};
}

}  // namespace

Result<Directory> read_directory(Connection& connection) {
    const auto version = directory_version(connection);
    if (!version) return version.error();
    Query query(connection, Sql::list_staff);
    auto members = all_rows<StaffMember>(query, read_member);
    if (!members) return members.error();
    auto duties = list_duties(connection);
    if (!duties) return duties.error();
    Directory directory{*version, std::move(*members), {}, std::move(*duties)};
    directory.index();
    return directory;
}

Result<std::uint64_t> directory_version(Connection& connection) {
    Query query(connection, Sql::last_chain);
    query.add(directory_chain);
    const auto version =
        first_row<std::uint64_t>(query, [](Query& row) { return row.number<std::uint64_t>(0); });
    if (!version) return version.error();
    return version->value_or(0);
}

Status put_directory(LogWriter& writer, const Directory& directory) {
    const auto version = directory_version(writer.connection);
    if (!version) return version.error();
    Directory next{*version + 1, directory.members, {}, directory.duties};
    std::sort(next.duties.begin(), next.duties.end(), [](const Duty& a, const Duty& b) {
        return std::tie(a.team, a.day) < std::tie(b.team, b.day);
    });
    std::sort(next.members.begin(), next.members.end(),
              [](const StaffMember& a, const StaffMember& b) { return a.id < b.id; });
    Query clear(writer.connection, Sql::clear_staff);
    if (Status status = clear.finish(); !status) return status;
    for (const StaffMember& member : next.members)
        if (Status status = insert_member(writer.connection, member); !status) return status;
    if (Status status = put_duties(writer.connection, next.duties); !status) return status;
    return append_chain(writer, directory_chain, directory_head, writer.hasher.directory(next));
}

Result<std::vector<Publication>> publications(Connection& connection) {
    Query query(connection, Sql::list_publications);
    return all_rows<Publication>(query, read_publication);
}

Status put_publication(LogWriter& writer, const Publication& publication) {
    Query query(writer.connection, Sql::insert_publication);
    query.add(publication.behaviour).add(publication.text).add(publication.pathway);
    query.add(publication.resolved).add(publication.published).add(publication.published_by);
    query.add(publication.team);
    if (Status status = query.finish(); !status) return status;
    return append_chain(writer, publication_chain, publication_head,
                        writer.hasher.publication(publication));
}

}  // namespace throughgate::store::sqlite
