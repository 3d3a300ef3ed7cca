// SPDX-License-Identifier: MIT
#include <charconv>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

int list_incidents(const Console& console, Session& session) {
    const auto open = session.engine().incidents();
    if (!open.ok()) return console.fail(open.error());
    if (console.json()) {
        console.value(to_json_array(*open));
        return exit_clean;
    }
    std::vector<std::vector<std::string>> rows;
    for (const IncidentView& each : *open)
        rows.push_back({std::to_string(each.id),
                        each.case_reference.empty() ? "-" : each.case_reference, each.kind,
                        console.when(each.opened), each.message});
    console.table({"number", "case", "kind", "opened", "what happened"}, rows);
    return exit_clean;
}

int resolve_incident(const Arguments& a, const Console& console, Session& session) {
    const std::string& text = a.files.front();
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return console.fail(
            {ErrorKind::invalid, "'" + text + "' is not the number of an incident", text});
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    if (auto done = session.engine().resolve_incident(number, *actor, a.reason); !done.ok())
        return console.fail(done.error());
    console.line("resolved incident " + text);
    return exit_clean;
}

}  // namespace

int run_incident(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    return arguments.command.back() == "list" ? list_incidents(console, **session)
                                              : resolve_incident(arguments, console, **session);
}

}  // namespace throughgate::cli
