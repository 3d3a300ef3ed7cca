// SPDX-License-Identifier: MIT
#include <set>

#include "host/cli/commands.hpp"
#include "host/cli/erase_command.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/export_command.hpp"
#include "host/cli/print.hpp"
#include "host/cli/session.hpp"
#include "host/cli/sheet_commands.hpp"

namespace throughgate::cli {
namespace {

Result<std::vector<Field>> to_fields(const std::vector<std::string>& pairs) {
    const auto read = split_pairs(pairs);
    if (!read.ok()) return read.error();
    std::vector<Field> fields;
    for (const auto& [name, value] : *read) fields.push_back({name, Value(value)});
    return fields;
}

Result<std::vector<Assignment>> to_assignments(const std::vector<std::string>& pairs) {
    const auto read = split_pairs(pairs);
    if (!read.ok()) return read.error();
    std::vector<Assignment> assignments;
    for (const auto& [role, person] : *read) assignments.push_back({role, person});
    return assignments;
}

int open_case(const Arguments& a, const Console& console, Session& session) {
    auto command = command_for(a, session);
    if (!command.ok()) return console.fail(command.error());
    auto facts = to_fields(a.fields);
    if (!facts.ok()) return console.fail(facts.error());
    auto assignments = to_assignments(a.assign);
    if (!assignments.ok()) return console.fail(assignments.error());
    command->what = OpenCase{{a.noms, a.crn}, std::move(*facts), std::move(*assignments)};
    return print_receipt(session.submit(a, std::move(*command)), console);
}

int send_event(const Arguments& a, const Console& console, Session& session) {
    auto command = command_for(a, session);
    if (!command.ok()) return console.fail(command.error());
    auto fields = to_fields(a.fields);
    if (!fields.ok()) return console.fail(fields.error());
    auto assignments = to_assignments(a.assign);
    if (!assignments.ok()) return console.fail(assignments.error());
    command->what =
        SendEvent{a.files[0], {}, a.files[1], std::move(*fields), std::move(*assignments)};
    return print_receipt(session.submit(a, std::move(*command)), console);
}

int correct_entry(const Arguments& a, const Console& console, Session& session) {
    auto command = command_for(a, session);
    if (!command.ok()) return console.fail(command.error());
    command->what = CorrectEntry{a.files[0], a.entry};
    return print_receipt(session.submit(a, std::move(*command)), console);
}

int list_person(const Arguments& a, const Console& console, Session& session) {
    const auto view =
        session.ask(a, [&](auto& door) { return door.find_case(a.noms.empty() ? a.crn : a.noms); });
    if (!view.ok()) return console.fail(view.error());
    print_cases({view->row}, console);
    return exit_clean;
}

int list_cases(const Arguments& a, const Console& console, Session& session) {
    if (!a.noms.empty() || !a.crn.empty()) return list_person(a, console, session);
    CaseQuery query;
    query.prison = a.prison;
    query.team = a.team;
    query.officer = a.officer;
    query.state = a.state;
    query.parked_only = a.parked;
    query.limit = a.limit;
    const auto rows = session.ask(a, [&](auto& door) { return door.list_cases(query); });
    if (!rows.ok()) return console.fail(rows.error());
    print_cases(*rows, console);
    return exit_clean;
}

/// What other systems do not have yet, or will not take.
int print_not_yet(const Arguments& a, const Console& console, Session& session) {
    UpstreamItemQuery query;
    query.case_reference = a.files.front();
    const auto items = session.ask(a, [&](auto& door) { return door.upstream_items(query); });
    if (!items.ok()) return console.fail(items.error());
    if (!items->empty()) console.line("");
    if (!items->empty()) console.line("In other records");
    for (const UpstreamItemView& each : *items)
        console.line("  " + each.standing + ": " + each.words +
                     (each.said.empty() ? "" : " (" + each.said + ")"));
    return exit_clean;
}

int show_case(const Arguments& a, const Console& console, Session& session) {
    const auto view = session.ask(a, [&](auto& door) { return door.find_case(a.files.front()); });
    if (!view.ok()) return console.fail(view.error());
    print_case(*view, console);
    return console.json() ? exit_clean : print_not_yet(a, console, session);
}

int break_glass(const Arguments& a, const Console& console, Session& session) {
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    Access access(session.engine(), {actor->person, actor->asserted_by, ""});
    const auto broken = access.break_glass(a.files.front(), a.reason);
    if (!broken.ok()) return console.fail(broken.error());
    console.line(broken->case_reference + " is open to " + actor->person + " until " +
                 console.when(broken->until) + "; the manager of its owner is told");
    return exit_clean;
}

void keep_wanted(std::vector<HistoryEntry>& entries, const Arguments& a,
                 const std::optional<Date>& from, const std::optional<Date>& until) {
    std::erase_if(entries, [&](const HistoryEntry& entry) {
        const Date day = std::chrono::floor<std::chrono::days>(entry.recorded);
        return (!a.kind.empty() && entry.kind != a.kind) || (from && day < *from) ||
               (until && day > *until);
    });
    if (a.last != 0 && entries.size() > a.last)
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(a.last));
}

/// refused: the log has no entry of that kind; names those that it has.
Status know_kind(const std::vector<HistoryEntry>& entries, const std::string& kind) {
    if (kind.empty()) return {};
    std::set<std::string> kinds;
    for (const HistoryEntry& entry : entries) kinds.insert(entry.kind);
    if (kinds.contains(kind)) return {};
    std::string known;
    for (const std::string& each : kinds) known += (known.empty() ? "" : ", ") + each;
    return Error{ErrorKind::refused,
                 "this log has no entry of the kind '" + kind + "'; it has " + known, kind};
}

int show_history(const Arguments& a, const Console& console, Session& session) {
    const auto from = day_of(a.from, "--from");
    if (!from.ok()) return console.fail(from.error());
    const auto until = day_of(a.until, "--until");
    if (!until.ok()) return console.fail(until.error());
    auto entries = session.ask(a, [&](auto& door) {
        return door.history(a.files.front(), 0, a.limit == 100 ? 100000 : a.limit);
    });
    if (!entries.ok()) return console.fail(entries.error());
    if (auto known = know_kind(*entries, a.kind); !known.ok()) return console.fail(known.error());
    keep_wanted(*entries, a, *from, *until);
    print_history(*entries, console);
    return exit_clean;
}

}  // namespace

Result<::throughgate::Command> command_for(const Arguments& a, Session& session) {
    ::throughgate::Command command;
    command.key = a.key.empty() ? fresh_key() : a.key;
    command.reason = a.reason;
    auto actor = session.actor(a);
    if (!actor.ok()) return actor.error();
    command.actor = std::move(*actor);
    if (!a.at.empty()) {
        command.effective_at = parse_instant(a.at);
        if (!command.effective_at)
            return Error{ErrorKind::invalid, "--at wants a time like 2026-03-17T09:00:00Z", "--at"};
        if (*command.effective_at > session.engine().now())
            return Error{ErrorKind::invalid,
                         "--at lies in the future; it says when something was true", "--at"};
    }
    if (a.version != 0) command.expected_version = a.version;
    return command;
}

int run_case(const Arguments& arguments, const Console& console) {
    const std::string& verb = arguments.command.back();
    if (verb == "place") return place_people(arguments, console);
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    if (verb == "open") return open_case(arguments, console, **session);
    if (verb == "send") return send_event(arguments, console, **session);
    if (verb == "correct") return correct_entry(arguments, console, **session);
    if (verb == "break-glass") return break_glass(arguments, console, **session);
    if (verb == "list") return list_cases(arguments, console, **session);
    if (verb == "erase") return erase_case(arguments, console, **session);
    if (verb == "keep") return keep_case(arguments, console, **session);
    if (verb == "export") return export_case(arguments, console, **session);
    if (verb == "facts") return print_facts_of(arguments, console, **session);
    if (verb == "needs") return print_needs_of(arguments, console, **session);
    if (verb == "sheet") return print_sheet_of(arguments, console, **session);
    if (verb == "show") return show_case(arguments, console, **session);
    return show_history(arguments, console, **session);
}

}  // namespace throughgate::cli
