// SPDX-License-Identifier: MIT
#include "host/cli/erase_command.hpp"

#include "host/cli/exit_codes.hpp"
#include "host/json/erasure.hpp"
#include "throughgate/erasure.hpp"

namespace throughgate::cli {
namespace {

std::string counted(std::uint64_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string held(const Erasure& erasure) {
    return "a log of " + std::to_string(erasure.entries) +
           (erasure.entries == 1 ? " entry, " : " entries, ") + counted(erasure.facts, "fact") +
           ", " + counted(erasure.handoffs, "handoff") + ", " + counted(erasure.notices, "notice") +
           ", " + std::to_string(erasure.records) + " for other systems, " +
           counted(erasure.reads, "line") + " of the log of reads";
}

int print(const Erasure& erasure, const Console& console) {
    if (console.json()) {
        console.value(to_json(erasure));
        return exit_clean;
    }
    const std::string which = erasure.case_reference + (erasure.erased ? ": " : " would lose: ");
    if (!erasure.asked_by.empty()) console.line(which + held(erasure));
    console.line(erasure.note);
    return exit_clean;
}

Result<Viewer> who(const Arguments& a, Session& session) {
    const auto actor = session.actor(a);
    if (!actor.ok()) return actor.error();
    return Viewer{actor->person, actor->asserted_by, "", {}};
}

}  // namespace

int erase_case(const Arguments& a, const Console& console, Session& session) {
    const auto viewer = who(a, session);
    if (!viewer.ok()) return console.fail(viewer.error());
    const auto erasure =
        ::throughgate::erase_case(session.engine(), a.files.front(), *viewer, a.reason);
    if (!erasure.ok()) return console.fail(erasure.error());
    return print(*erasure, console);
}

int keep_case(const Arguments& a, const Console& console, Session& session) {
    const auto viewer = who(a, session);
    if (!viewer.ok()) return console.fail(viewer.error());
    const auto done = withdraw_erasure(session.engine(), a.files.front(), *viewer, a.reason);
    if (!done.ok()) return console.fail(done.error());
    console.line("withdrawn; " + a.files.front() + " stays as it is");
    return exit_clean;
}

}  // namespace throughgate::cli
