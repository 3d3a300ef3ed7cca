// SPDX-License-Identifier: MIT
#include <charconv>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/print.hpp"
#include "host/cli/session.hpp"
#include "host/cli/sheet_commands.hpp"

namespace throughgate::cli {
namespace {

HandoffAction action_of(const std::string& verb) {
    if (verb == "accept") return HandoffAction::accept;
    if (verb == "decline") return HandoffAction::decline;
    if (verb == "query") return HandoffAction::query;
    if (verb == "complete") return HandoffAction::complete;
    if (verb == "answer") return HandoffAction::answer;
    return HandoffAction::acknowledge;
}

/// invalid: --at is before the handoff was raised. What cannot be found the engine says.
Status check_at(const ActOnHandoff& act, const std::optional<Instant>& at, Session& session,
                const Console& console) {
    if (!at) return {};
    HandoffQuery query;
    query.case_reference = act.case_reference;
    const auto handoffs = session.engine().list_handoffs(query);
    if (!handoffs.ok()) return {};
    const std::string name = act.name.substr(0, act.name.find(':'));
    for (const HandoffView& each : *handoffs)
        if ((act.handoff != 0 ? each.number == act.handoff : each.name == name) &&
            *at < each.raised)
            return Error{ErrorKind::invalid,
                         "--at is before the handoff was raised, " + console.when(each.raised),
                         "--at"};
    return {};
}

int list_handoffs(const Arguments& a, const Console& console, Session& session) {
    HandoffQuery query;
    if (!a.files.empty()) query.case_reference = a.files.front();
    query.person = a.person;
    query.open_only = !a.all;
    query.overdue_only = a.overdue;
    query.limit = a.limit;
    const auto handoffs = session.ask(a, [&](auto& door) { return door.list_handoffs(query); });
    if (!handoffs.ok()) return console.fail(handoffs.error());
    print_handoffs(*handoffs, console);
    return exit_clean;
}

/// "3" names a handoff by its number, "H06" by its name.
ActOnHandoff target(const std::string& reference, const std::string& which) {
    ActOnHandoff act;
    act.case_reference = reference;
    const auto read = std::from_chars(which.data(), which.data() + which.size(), act.handoff);
    if (read.ec != std::errc{} || read.ptr != which.data() + which.size()) {
        act.handoff = 0;
        act.name = which;
    }
    return act;
}

}  // namespace

int run_handoff(const Arguments& arguments, const Console& console) {
    const std::string& verb = arguments.command.back();
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    if (verb == "list") return list_handoffs(arguments, console, **session);
    if (verb == "text") return print_contact_of(arguments, console, **session);
    auto command = command_for(arguments, **session);
    if (!command.ok()) return console.fail(command.error());
    ActOnHandoff act = target(arguments.files[0], arguments.files[1]);
    act.action = action_of(verb);
    if (auto fits = check_at(act, command->effective_at, **session, console); !fits.ok())
        return console.fail(fits.error());
    act.evidence = arguments.evidence;
    command->what = std::move(act);
    return print_receipt((*session)->submit(arguments, std::move(*command)), console);
}

int run_worklist(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    std::string person = arguments.person;
    if (person.empty()) {
        const auto actor = (*session)->actor(arguments);
        if (!actor.ok()) return console.fail(actor.error());
        person = actor->person;
    }
    const auto rows = (*session)->ask(arguments, [&](auto& door) { return door.worklist(person); });
    if (!rows.ok()) return console.fail(rows.error());
    print_worklist(*rows, console);
    return exit_clean;
}

}  // namespace throughgate::cli
