// SPDX-License-Identifier: MIT
#include "store/sqlite/case_rows.hpp"

#include "store/sqlite/access_rows.hpp"
#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"
#include "store/summary.hpp"

namespace throughgate::store::sqlite {
namespace {

constexpr unsigned all_parts = (1u << case_parts) - 1;

std::int64_t key_of(CaseId id, CasePart part = CasePart::core) {
    return id.number * 8 + static_cast<std::int64_t>(part);
}

Status write_part(Connection& connection, Sql statement, const Case& the_case, CasePart part) {
    thread_local std::string body;
    encode_part(part, the_case, body);
    Query query(connection, statement);
    query.add(key_of(the_case.id, part)).add_blob(body);
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row(reference_of(the_case.id));
    return {};
}

Status write_summary(Connection& connection, Sql statement, const Case& the_case) {
    const CaseSummary row = summary_of(the_case);
    Query query(connection, statement);
    query.add(row.reference).add(row.person.noms_number).add(row.person.crn).add(row.state);
    query.add(row.prison).add(row.team).add(row.officer).add(row.release);
    query.add(row.parked).add(row.limited_access).add(row.id.number);
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row(row.reference);
    return {};
}

/// The list whose index narrows most.
Sql list_for(const CaseFilter& filter) {
    if (filter.parked_only) return Sql::list_parked;
    if (!filter.officer.empty()) return Sql::list_by_officer;
    if (!filter.team.empty()) return Sql::list_by_team;
    if (!filter.prison.empty()) return Sql::list_by_prison;
    return Sql::list_all;
}

CaseId read_case_id(Query& row) { return CaseId{row.integer(0)}; }

}  // namespace

CaseSummary read_summary(Query& row) {
    CaseSummary summary;
    summary.id.number = row.integer(0);
    summary.reference = row.text(1);
    summary.person.noms_number = row.text(2);
    summary.person.crn = row.text(3);
    summary.state = row.text(4);
    summary.prison = row.text(5);
    summary.team = row.text(6);
    summary.officer = row.text(7);
    summary.release = row.optional_date(8);
    summary.parked = row.integer(9) != 0;
    summary.limited_access = row.integer(10) != 0;
    summary.restricted = row.integer(11) != 0;
    return summary;
}

Result<std::optional<Case>> load_case(Connection& connection, CaseId id) {
    std::optional<Case> the_case(std::in_place);
    the_case->id = id;
    unsigned seen = 0;
    Query query(connection, Sql::load_case);
    query.add(key_of(id));
    while (query.next()) {
        const auto part = query.number<std::uint8_t>(0);
        if (Status read = decode_part(static_cast<CasePart>(part), query.blob(1), *the_case); !read)
            return Error{read.error().kind, read.error().message, reference_of(id)};
        seen |= 1u << part;
    }
    if (Status status = query.status(); !status) return status.error();
    if (seen == 0) return std::optional<Case>();
    if (seen != all_parts) return malformed_row(reference_of(id), "load_case");
    return the_case;
}

Result<std::optional<CaseId>> find_reference(Connection& connection, std::string_view reference) {
    Query query(connection, Sql::find_reference);
    query.add(reference);
    return first_row<CaseId>(query, read_case_id);
}

Result<std::vector<CaseId>> find_person(Connection& connection, const PersonIdentity& person) {
    Query query(connection, Sql::find_person);
    query.add(person.noms_number).add(person.crn);
    return all_rows<CaseId>(query, read_case_id);
}

Result<std::vector<CaseSummary>> list_cases(Connection& connection, const CaseFilter& filter,
                                            CaseId after, std::size_t limit) {
    if (filter.sight != nullptr) return list_seen(connection, filter, after, limit);
    Query query(connection, list_for(filter));
    query.add(filter.prison).add(filter.team).add(filter.officer).add(filter.state);
    query.add(filter.parked_only).add(after.number).add(limit);
    return all_rows<CaseSummary>(query, read_summary);
}

Status insert_case(Connection& connection, Case& the_case) {
    Query last(connection, Sql::last_case);
    const auto id = first_row<CaseId>(last, read_case_id);
    if (!id) return id.error();
    the_case.id.number = id->value_or(CaseId{}).number + 1;
    the_case.reference = reference_of(the_case.id);
    if (Status status = write_summary(connection, Sql::insert_summary, the_case); !status)
        return status;
    for (std::size_t part = 0; part < case_parts; ++part)
        if (Status status =
                write_part(connection, Sql::insert_part, the_case, static_cast<CasePart>(part));
            !status)
            return status;
    return write_people(connection, the_case);
}

Status update_parts(Connection& connection, const Case& the_case, std::span<const CasePart> parts) {
    for (const CasePart part : parts)
        if (Status status = write_part(connection, Sql::update_part, the_case, part); !status)
            return status;
    return {};
}

Status update_summary(Connection& connection, const Case& the_case) {
    return write_summary(connection, Sql::update_summary, the_case);
}

Status park_case(Connection& connection, CaseId id, bool parked, std::string_view because) {
    auto loaded = load_case(connection, id);
    if (!loaded) return loaded.error();
    if (!loaded->has_value()) return no_such_row(reference_of(id));
    Case& the_case = **loaded;
    the_case.parked = parked;
    the_case.parked_because = parked ? because : std::string_view();
    constexpr CasePart core[] = {CasePart::core};
    if (Status status = update_parts(connection, the_case, core); !status) return status;
    return update_summary(connection, the_case);
}

}  // namespace throughgate::store::sqlite
