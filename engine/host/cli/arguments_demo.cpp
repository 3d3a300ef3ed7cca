// SPDX-License-Identifier: MIT
// What is typed to play the demo, and to open it in the console.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void demo_command(CLI::App& app, Arguments& a) {
    CLI::App* demo = add(app, a, {"demo"}, "Play an invented caseload on a virtual clock");
    demo->add_option("--workflows", a.workflows, "Workflows folder");
    demo->add_option("--caseload", a.caseload, "Caseload folder");
    demo->add_option("--weeks", a.weeks, "How long to play (default: 26, or 6 with --serve)");
    demo->add_option("--days", a.days, "The same in days");
    demo->add_flag("--count", a.counts,
                   "Count notices instead of keeping them, and check all cases at the end only");
    demo->add_flag("--json", a.json_summary, "Last line: the summary as one JSON object");
    demo->add_flag("--all", a.all, "Tell every event that was refused");
    demo->add_flag("--fresh", a.fresh, "Start again instead of going on");
#ifdef TG_HTTP
    demo->add_flag("--serve", a.serve,
                   "Then open it in the console, on this machine alone, with four logins; the "
                   "store is a temporary one");
    demo->add_option("--listen", a.listen,
                     "With --serve: address and port (default 127.0.0.1:8080)");
    demo->add_flag("--quiet", a.quiet, "With --serve: log refused and failed requests only");
#endif
}

}  // namespace throughgate::cli
