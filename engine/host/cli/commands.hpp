// SPDX-License-Identifier: MIT
// The commands: each takes what was typed and gives an exit code.
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"

namespace throughgate::cli {

int run_check(const Arguments& arguments, const Console& console);
int run_fmt(const Arguments& arguments, const Console& console);
int run_eval(const Arguments& arguments, const Console& console);
int run_explain(const Arguments& arguments, const Console& console);
int run_apply(const Arguments& arguments, const Console& console);
int run_test(const Arguments& arguments, const Console& console);
int run_diff(const Arguments& arguments, const Console& console);
int run_init(const Arguments& arguments, const Console& console);
int run_schema(const Arguments& arguments, const Console& console);
int run_graph(const Arguments& arguments, const Console& console);
int run_simulate(const Arguments& arguments, const Console& console);
int run_import(const Arguments& arguments, const Console& console);
int run_case(const Arguments& arguments, const Console& console);
int place_people(const Arguments& arguments, const Console& console);
int run_handoff(const Arguments& arguments, const Console& console);
int run_report(const Arguments& arguments, const Console& console);
int run_worklist(const Arguments& arguments, const Console& console);
int run_engine(const Arguments& arguments, const Console& console);
int run_backup(const Arguments& arguments, const Console& console);
int run_restore(const Arguments& arguments, const Console& console);
int run_audit(const Arguments& arguments, const Console& console);
int run_outbox(const Arguments& arguments, const Console& console);
int show_shadowed(const Arguments& arguments, const Console& console);
int run_upstream(const Arguments& arguments, const Console& console);
int run_notice(const Arguments& arguments, const Console& console);
int run_route(const Arguments& arguments, const Console& console);
int run_live(const Arguments& arguments, const Console& console);
int run_incident(const Arguments& arguments, const Console& console);
int run_clock(const Arguments& arguments, const Console& console);
int run_doctor(const Arguments& arguments, const Console& console);
int run_health(const Arguments& arguments, const Console& console);
int run_recompute(const Arguments& arguments, const Console& console);
int run_dump(const Arguments& arguments, const Console& console);
int run_plugins(const Arguments& arguments, const Console& console);
int run_calendars(const Arguments& arguments, const Console& console);
int run_serve(const Arguments& arguments, const Console& console);
int run_token(const Arguments& arguments, const Console& console);
int run_user(const Arguments& arguments, const Console& console);
int run_plan(const Arguments& arguments, const Console& console);
int run_approve(const Arguments& arguments, const Console& console);
int apply_kept_plan(const Arguments& arguments, const Console& console);
int run_undo(const Arguments& arguments, const Console& console);
int run_stop(const Arguments& arguments, const Console& console);
int run_change(const Arguments& arguments, const Console& console);
int run_demo(const Arguments& arguments, const Console& console);

}  // namespace throughgate::cli
