// SPDX-License-Identifier: MIT
// Going live: placing people where they stand; what goes out in shadow; switching teams live.
#include "throughgate/going_live.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <iostream>
#include <iterator>
#include <map>
#include <tuple>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/import_report.hpp"
#include "host/cli/session.hpp"
#include "host/json/going_live.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

/// "-" is standard input.
Result<std::string> read_lines(const std::string& path) {
    if (path != "-") return read_file(path);
    std::cin >> std::noskipws;
    return std::string(std::istream_iterator<char>(std::cin), std::istream_iterator<char>());
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& each : names) text += (text.empty() ? "" : ", ") + each;
    return text;
}

std::string sentence_of(const LiveState& state) {
    if (!state.shadow) return "never in shadow: everything is sent";
    if (state.all && state.except.empty()) return "live: all teams";
    if (state.all) return "live: all teams but " + joined(state.except);
    if (state.teams.empty()) return "in shadow: nothing is sent";
    return "live: " + joined(state.teams) + "; nothing is sent to anybody else";
}

int show_live(const Console& console, Session& session) {
    const auto state = live_state(session.engine());
    if (!state.ok()) return console.fail(state.error());
    if (console.json()) return console.value(to_json(*state)), exit_clean;
    console.line(sentence_of(*state));
    const auto words = [&](Instant at) { return session.engine().in_words(at); };
    if (state->since) console.line("  in shadow since " + words(*state->since));
    for (const LiveSwitch& each : state->switches)
        console.line("  " + words(each.at) + "  " + (each.team == "*" ? "all teams" : each.team) +
                     (each.live ? " live" : " in shadow") + ", by " + each.person + ": " +
                     each.reason);
    return exit_clean;
}

int switch_team(const Arguments& a, const Console& console, Session& session, bool live) {
    if (a.team.empty() == !a.all)
        return console.fail({ErrorKind::invalid, "give either --team or --all", "--team"});
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    const std::string team = a.all ? "*" : a.team;
    if (auto done = switch_live(session.engine(), team, live, *actor, a.reason); !done.ok())
        return console.fail(done.error());
    const auto state = live_state(session.engine());
    if (!state.ok()) return console.fail(state.error());
    console.line(sentence_of(*state));
    return exit_clean;
}

void print_each(const std::vector<ShadowedNotice>& notices, const Console& console,
                const Engine& engine) {
    std::vector<std::vector<std::string>> rows;
    for (const ShadowedNotice& each : notices)
        rows.push_back({engine.in_words(each.at), each.team, each.person, each.notice_class,
                        each.case_reference, each.message});
    console.table({"when", "team", "person", "class", "case", "message"}, rows);
}

void print_counts(const std::vector<ShadowedNotice>& notices, const Console& console) {
    std::map<std::tuple<Date, std::string, std::string>, std::size_t> counts;
    for (const ShadowedNotice& each : notices) ++counts[{each.day, each.team, each.person}];
    std::vector<std::vector<std::string>> rows;
    for (const auto& [key, count] : counts)
        rows.push_back({format_date(std::get<0>(key)), std::get<1>(key), std::get<2>(key),
                        std::to_string(count)});
    console.table({"day", "team", "person", "notices"}, rows);
}

}  // namespace

int place_people(const Arguments& a, const Console& console) {
    const auto lines = read_lines(a.files.front());
    if (!lines.ok()) return console.fail(lines.error());
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto actor = (*session)->actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    const auto report =
        place_cases((*session)->engine(), *lines, a.files.front(), *actor, a.reason);
    if (!report.ok()) return console.fail(report.error());
    print_report(*report, console);
    if (auto kept = keep_rejects(a.rejects, report->rejects, {}); !kept.ok())
        return console.fail(kept.error());
    return report->problems.empty() ? exit_clean : exit_findings;
}

int run_live(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    const std::string& verb = a.command.back();
    if (verb == "status") return show_live(console, **session);
    return switch_team(a, console, **session, verb == "on");
}

int show_shadowed(const Arguments& a, const Console& console) {
    auto session = Session::open(a, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto notices = shadowed_notices((*session)->engine(), a.team);
    if (!notices.ok()) return console.fail(notices.error());
    if (console.json()) {
        json::array all;
        for (const ShadowedNotice& each : *notices) all.push_back(to_json(each));
        return console.value(all), exit_clean;
    }
    if (a.all)
        print_each(*notices, console, (*session)->engine());
    else
        print_counts(*notices, console);
    console.line(std::to_string(notices->size()) + (notices->size() == 1 ? " notice" : " notices") +
                 " that would have gone");
    return exit_clean;
}

}  // namespace throughgate::cli
