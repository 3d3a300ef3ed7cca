// SPDX-License-Identifier: MIT
// throughgate: one catch, one table of commands.
#include <exception>
#include <functional>
#include <map>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::cli {
namespace {

using Command = std::function<int(const Arguments&, const Console&)>;

int print_version(const Arguments&, const Console& console) {
    if (console.json())
        console.line("{\"version\":\"" + std::string(version()) + "\"}");
    else
        console.line("throughgate " + std::string(version()));
    return exit_clean;
}

/// By the first word of the command.
const std::map<std::string, Command>& commands() {
    static const std::map<std::string, Command> table{
        {"fmt", run_fmt},           {"check", run_check},
        {"eval", run_eval},         {"explain", run_explain},
        {"apply", run_apply},       {"import", run_import},
        {"case", run_case},         {"handoff", run_handoff},
        {"worklist", run_worklist}, {"run", run_engine},
        {"backup", run_backup},     {"restore", run_restore},
        {"audit", run_audit},       {"outbox", run_outbox},
        {"incident", run_incident}, {"health", run_health},
        {"dump", run_dump},         {"plugins", run_plugins},
        {"demo", run_demo},         {"simulate", run_simulate},
        {"clock", run_clock},       {"recompute", run_recompute},
        {"report", run_report},     {"version", print_version},
        {"test", run_test},         {"graph", run_graph},
        {"live", run_live},         {"doctor", run_doctor},
        {"upstream", run_upstream}, {"notice", run_notice},
        {"route", run_route},       {"calendars", run_calendars},
        {"diff", run_diff},         {"init", run_init},
        {"schema", run_schema},     {"plan", run_plan},
        {"approve", run_approve},   {"undo", run_undo},
        {"change", run_change},     {"stop", run_stop},
#ifdef TG_HTTP
        {"serve", run_serve},       {"token", run_token},
        {"user", run_user},
#endif
    };
    return table;
}

}  // namespace
}  // namespace throughgate::cli

int main(int argc, char** argv) {
    using namespace throughgate::cli;
    try {
        const Parsed parsed = parse(argc, argv);
        if (parsed.exit) return *parsed.exit;
        const Arguments& arguments = parsed.arguments;
        const Console console(arguments.output == "json" || arguments.json);
        return commands().at(arguments.command.front())(arguments, console);
    } catch (const std::exception& mistake) {
        Console(false).say(std::string("our own mistake: ") + mistake.what() +
                           "; please report it with the command you gave");
        return exit_our_error;
    }
}
