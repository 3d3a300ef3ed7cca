// SPDX-License-Identifier: MIT
#include "store/sqlite/access_rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <map>

#include "store/sqlite/case_rows.hpp"
#include "store/sqlite/rows.hpp"
#include "store/summary.hpp"

namespace throughgate::store::sqlite {
namespace {

namespace json = boost::json;

json::array list(const std::vector<std::string>& texts) {
    json::array all;
    for (const std::string& text : texts) all.emplace_back(text);
    return all;
}

json::array list(const std::vector<CaseId>& cases) {
    json::array all;
    for (const CaseId each : cases) all.emplace_back(each.number);
    return all;
}

std::string to_json(const Sight& sight) {
    return json::serialize(
        json::object{{"self", sight.person},
                     {"people", list(sight.people)},
                     {"prisons", list(sight.prisons)},
                     {"teams", list(sight.teams)},
                     {"provider_teams", list(sight.provider_teams)},
                     {"provider_roles", list(sight.provider_roles)},
                     {"everything", sight.everything ? 1 : 0},
                     {"cases", list(sight.cases)},
                     {"glass_ms", sight.glass_since.time_since_epoch().count()}});
}

void fill_in(Query& query, const CaseFilter& filter, const std::string& who, CaseId after,
             CaseId last, std::size_t limit) {
    query.add(filter.prison).add(filter.team).add(filter.officer).add(filter.state);
    query.add(filter.parked_only).add(after.number).add(limit);
    query.add(who).add(last.number);
}

CaseSummary read_seen(Query& row) {
    CaseSummary summary = read_summary(row);
    summary.through_glass = row.integer(12) != 0;
    return summary;
}

/// Its nine columns, from `first` on.
Consultation consultation_at(Query& row, int first) {
    Consultation read;
    read.number = row.number<std::uint64_t>(first);
    read.at = row.instant(first + 1);
    read.person = row.text(first + 2);
    read.asserted_by = row.text(first + 3);
    read.purpose = row.text(first + 4);
    read.kind = row.text(first + 5);
    read.what = row.text(first + 6);
    read.case_id.number = row.integer(first + 7);
    read.hash = row.digest(first + 8);
    return read;
}

Consultation read_consultation(Query& row) { return consultation_at(row, 0); }

GlassRow read_glass(Query& row) {
    GlassRow read{consultation_at(row, 0), std::nullopt};
    if (!row.is_null(9)) read.reviewed = consultation_at(row, 9);
    return read;
}

Status insert_person(Connection& connection, CaseId id, std::string_view person,
                     std::string_view role) {
    Query query(connection, Sql::insert_person);
    query.add(id.number).add(person).add(role);
    return query.finish();
}

/// A line of several cases has the number of their set, below zero, where the case stands.
Status insert_consultation(LogWriter& writer, const Consultation& row, std::int64_t named) {
    Query query(writer.connection, Sql::insert_consultation);
    query.add(row.number).add(row.at).add(row.person).add(row.asserted_by).add(row.purpose);
    query.add(row.kind).add(row.what).add(named).add(row.hash);
    return query.finish();
}

Status insert_set(Connection& connection, const Digest& digest, std::int64_t number,
                  std::span<const CaseId> cases) {
    Query set(connection, Sql::insert_shown_set);
    if (Status put = set.add(digest).add(number).finish(); !put) return put;
    for (const CaseId each : cases) {
        Query query(connection, Sql::insert_shown);
        if (Status put = query.add(number).add(each.number).finish(); !put) return put;
    }
    return {};
}

Result<std::optional<std::int64_t>> first_integer(Query& query) {
    return first_row<std::int64_t>(query, [](Query& row) { return row.integer(0); });
}

/// The number of the set of these cases, which is made when it is a new one.
Result<std::int64_t> set_of(LogWriter& writer, std::span<const CaseId> cases) {
    const Digest digest = writer.hasher.shown(cases);
    Query known(writer.connection, Sql::find_shown);
    const auto found = first_integer(known.add(digest));
    if (!found) return found.error();
    if (found->has_value()) return **found;
    Query last(writer.connection, Sql::last_shown);
    const auto highest = first_integer(last);
    if (!highest) return highest.error();
    const std::int64_t number = highest->value_or(0) + 1;
    if (Status put = insert_set(writer.connection, digest, number, cases); !put) return put.error();
    return number;
}

/// Puts the cases of a set in the place of its number.
Status name_cases(Connection& connection, std::vector<Consultation>& rows) {
    std::map<std::int64_t, std::vector<CaseId>> known;
    for (Consultation& row : rows) {
        if (row.case_id.number >= 0) continue;
        const std::int64_t number = -row.case_id.number;
        if (!known.contains(number)) {
            Query query(connection, Sql::list_shown);
            auto cases = all_rows<CaseId>(query.add(number),
                                          [](Query& each) { return CaseId{each.integer(0)}; });
            if (!cases) return cases.error();
            known.emplace(number, std::move(*cases));
        }
        row.cases = known[number];
        row.case_id = {};
    }
    return {};
}

struct Wanted {
    CaseId case_id;
    std::string_view person;
    std::uint64_t from = 0;
    std::size_t limit = 0;
};

Result<std::vector<Consultation>> consultations(Connection& connection, Sql statement,
                                                const Wanted& wanted) {
    Query query(connection, statement);
    query.add(wanted.from).add(wanted.person).add(wanted.limit);
    if (wanted.case_id.number != 0) query.add(wanted.case_id.number);
    auto rows = all_rows<Consultation>(query, read_consultation);
    if (!rows) return rows;
    if (Status named = name_cases(connection, *rows); !named) return named.error();
    return rows;
}

}  // namespace

Result<std::vector<CaseSummary>> list_seen(Connection& connection, const CaseFilter& filter,
                                           CaseId after, std::size_t limit) {
    const std::string who = to_json(*filter.sight);
    Query query(connection, Sql::list_seen);
    fill_in(query, filter, who, after, CaseId{std::numeric_limits<std::int64_t>::max()}, limit);
    return all_rows<CaseSummary>(query, read_seen);
}

Result<Seen> seen(Connection& connection, CaseId id, const Sight& sight) {
    const std::string who = to_json(sight);
    const CaseFilter any;
    Query query(connection, Sql::list_seen);
    fill_in(query, any, who, CaseId{id.number - 1}, id, 1);
    const auto found = first_row<Seen>(query, [](Query& row) {
        if (row.integer(11) != 0) return Seen::restricted;
        return row.integer(12) != 0 ? Seen::through_glass : Seen::all;
    });
    if (!found) return found.error();
    return found->value_or(Seen::nothing);
}

Result<std::vector<Consultation>> list_consultations(Connection& connection, CaseId case_id,
                                                     std::string_view person, std::uint64_t after,
                                                     std::size_t limit) {
    const Sql of = case_id.number != 0 ? Sql::case_consultations : Sql::list_consultations;
    return consultations(connection, of, {case_id, person, after, limit});
}

Result<std::vector<Consultation>> last_consultations(Connection& connection, CaseId case_id,
                                                     std::string_view person, std::uint64_t before,
                                                     std::size_t limit) {
    const Sql of = case_id.number != 0 ? Sql::last_case_consultations : Sql::last_consultations;
    return consultations(connection, of, {case_id, person, before, limit});
}

Result<std::vector<GlassRow>> list_glass(Connection& connection, bool unreviewed_only,
                                         std::size_t limit) {
    Query query(connection, Sql::list_glass);
    return all_rows<GlassRow>(query.add(unreviewed_only).add(limit), read_glass);
}

Result<std::optional<GlassRow>> find_glass(Connection& connection, std::uint64_t number) {
    Query query(connection, Sql::find_glass);
    return first_row<GlassRow>(query.add(number), read_glass);
}

Status write_people(Connection& connection, const Case& the_case) {
    Query clear(connection, Sql::clear_people);
    if (Status cleared = clear.add(the_case.id.number).finish(); !cleared) return cleared;
    for (const RoleHolder& holder : the_case.holders) {
        if (holder.person.empty()) continue;
        const Status put =
            insert_person(connection, the_case.id, holder.person, holder.role.text());
        if (!put) return put;
    }
    for (const std::string& person : allowed_people(the_case))
        if (Status put = insert_person(connection, the_case.id, person, ""); !put) return put;
    return {};
}

Status fill_people(Connection& connection) {
    Query query(connection, Sql::all_case_ids);
    const auto ids = all_rows<CaseId>(query, [](Query& row) { return CaseId{row.integer(0)}; });
    if (!ids) return ids.error();
    for (const CaseId id : *ids) {
        const auto loaded = load_case(connection, id);
        if (!loaded) return loaded.error();
        if (!loaded->has_value()) continue;
        if (Status written = write_people(connection, **loaded); !written) return written;
    }
    return {};
}

Status append_consultations(LogWriter& writer, std::span<Consultation> rows) {
    if (rows.empty()) return {};
    Query query(writer.connection, Sql::last_consultation);
    auto last = first_row<Consultation>(query, [](Query& row) {
        Consultation found;
        found.number = row.number<std::uint64_t>(0);
        found.hash = row.digest(1);
        return found;
    });
    if (!last) return last.error();
    Consultation before = last->value_or(Consultation{});
    for (Consultation& row : rows) {
        row.number = before.number + 1;
        row.hash = writer.hasher.consultation(before.hash, row);
        const auto set = row.cases.empty() ? Result<std::int64_t>(0) : set_of(writer, row.cases);
        if (!set) return set.error();
        const std::int64_t named = row.cases.empty() ? row.case_id.number : -*set;
        if (Status put = insert_consultation(writer, row, named); !put) return put;
        before.number = row.number;
        before.hash = row.hash;
    }
    writer.heads.add(reads_head, before.number, before.hash, 0);
    return {};
}

}  // namespace throughgate::store::sqlite
