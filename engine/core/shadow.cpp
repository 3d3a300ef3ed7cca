// SPDX-License-Identifier: MIT
#include "core/shadow.hpp"

#include <algorithm>
#include <array>

namespace throughgate::core {
namespace {

constexpr std::string_view begins = "shadow";
constexpr std::string_view on = "live";
constexpr std::string_view off = "off";

/// The parts of one line, between tabs.
std::array<std::string_view, 5> parts_of(std::string_view line) {
    std::array<std::string_view, 5> parts;
    for (std::string_view& part : parts) {
        const std::size_t end = std::min(line.find('\t'), line.size());
        part = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return parts;
}

void add(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void take(LiveState& state, LiveSwitch each) {
    if (each.team == every_team) {
        state.all = each.live;
        state.teams.clear();
        state.except.clear();
    } else if (state.all) {
        if (each.live)
            std::erase(state.except, each.team);
        else
            add(state.except, each.team);
    } else if (each.live) {
        add(state.teams, each.team);
    } else {
        std::erase(state.teams, each.team);
    }
    state.switches.push_back(std::move(each));
}

/// Tabs and line ends part the fields.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

}  // namespace

LiveState read_live(std::string_view written) {
    LiveState state;
    while (!written.empty()) {
        const std::size_t end = std::min(written.find('\n'), written.size());
        const auto [at, what, team, person, reason] = parts_of(written.substr(0, end));
        written.remove_prefix(std::min(end + 1, written.size()));
        const auto when = parse_instant(at);
        if (!when) continue;
        if (what == begins) {
            state.shadow = true;
            state.since = when;
        } else if (what == on || what == off) {
            take(state,
                 {*when, what == on, std::string(team), std::string(person), std::string(reason)});
        }
    }
    return state;
}

Result<LiveState> read_live(store::Reader& reader) {
    const auto written = reader.meta(meta::live);
    if (!written.ok()) return written.error();
    return read_live(written->value_or(""));
}

std::string line_of(const LiveSwitch& each, bool first) {
    const std::string_view what = first ? begins : each.live ? on : off;
    return format_instant(each.at) + "\t" + std::string(what) + "\t" + one_line(each.team) + "\t" +
           one_line(each.person) + "\t" + one_line(each.reason) + "\n";
}

bool is_live(const LiveState& state, std::string_view team) {
    if (!state.shadow) return true;
    const auto has = [team](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), team) != names.end();
    };
    return state.all ? !has(state.except) : has(state.teams);
}

Status begin_shadow(store::Store& store, Instant now) {
    auto transaction = store.begin();
    if (!transaction.ok()) return transaction.error();
    const auto state = read_live(**transaction);
    if (!state.ok()) return state.error();
    if (state->shadow && state->all && state->except.empty())
        return Error{ErrorKind::refused,
                     "every team is live in this store; leave --shadow out, or switch teams off "
                     "first (`throughgate live off`)",
                     "shadow"};
    if (state->shadow) return {};
    if (auto put = (*transaction)->put_meta(meta::live, line_of({now, true, "", "", ""}, true));
        !put.ok())
        return put;
    return (*transaction)->commit(now);
}

}  // namespace throughgate::core
