// SPDX-License-Identifier: MIT
// Goal: the check that a log explains how a case stands finds every kind of gap, and no other.
// Method: a small case by hand with its whole log; then the same with one entry or value changed.
#include <functional>

#include "host/cli/demo.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::cli;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Told {
    CaseView view;
    std::vector<HistoryEntry> history;
};

void add(Told& told, const std::string& kind, Fields fields) {
    HistoryEntry entry;
    entry.kind = kind;
    entry.fields = std::move(fields);
    told.history.push_back(std::move(entry));
}

CaseView standing() {
    CaseView view;
    view.row.reference = "TG-000001";
    view.row.state = "community";
    view.holders = {{"ro", "S01"}};
    PathwayView home;
    home.id = "accommodation";
    home.stage = "in_place";
    StateView settled;
    settled.id = "place.outside.settled";
    home.states = {settled};
    view.pathways = {home};
    FactView fact;
    fact.name = "living";
    fact.value = "settled";
    view.facts = {fact};
    HandoffView handoff;
    handoff.number = 1;
    handoff.acknowledged_by = "S01";
    handoff.completed_by = "S02";
    view.handoffs = {handoff};
    return view;
}

Told whole() {
    Told told{standing(), {}};
    add(told, "role.assigned", {{"role", "ro"}, {"person", "S09"}});
    add(told, "role.assigned", {{"role", "ro"}, {"person", "S01"}});
    for (const char* state : {"place", "place.outside", "place.outside.searching"})
        add(told, "state.entered", {{"pathway", "accommodation"}, {"state", state}});
    add(told, "handoff.raised", {{"handoff", "1"}});
    add(told, "handoff.acknowledged", {{"handoff", "1"}, {"by", "S01"}});
    add(told, "fact.set", {{"name", "living"}, {"value", "temporary"}});
    add(told, "fact.set", {{"name", "living"}, {"value", "settled"}});
    add(told, "state.left", {{"pathway", "accommodation"}, {"state", "place.outside.searching"}});
    add(told, "state.entered", {{"pathway", "accommodation"}, {"state", "place.outside.settled"}});
    add(told, "stage.moved", {{"pathway", "accommodation"}, {"to", "in_place"}});
    add(told, "handoff.completed", {{"handoff", "1"}, {"by", "S02"}});
    add(told, "case.moved", {{"to", "community"}});
    return told;
}

/// Without its entries of that kind.
Told lacking(const std::string& kind) {
    Told told = whole();
    std::erase_if(told.history, [&](const HistoryEntry& entry) { return entry.kind == kind; });
    return told;
}

std::string first_gap(const Told& told) {
    const auto gaps = unexplained(told.view, told.history);
    return gaps.empty() ? "" : gaps.front();
}

}  // namespace

TEST_CASE("a whole log explains its case") { CHECK(first_gap(whole()).empty()); }

TEST_CASE("a log that lacks one kind of entry leaves a gap that is named") {
    const std::vector<std::pair<std::string, std::string>> kinds{
        {"role.assigned", "who is ro is 'S01', but the log leads to ''"},
        {"state.left",
         "what is active in accommodation is 'place.outside.settled', but the log leads to "
         "'place.outside.searching place.outside.settled'"},
        {"stage.moved",
         "the stage of accommodation is 'in_place', but the log leads to 'not_started'"},
        {"fact.set", "the fact living is 'settled', but the log leads to ''"},
        {"handoff.raised", "the number of handoffs is '1', but the log leads to '0'"},
        {"handoff.acknowledged", "who acknowledged handoff 1 is 'S01', but the log leads to ''"},
        {"handoff.completed", "who completed handoff 1 is 'S02', but the log leads to ''"},
        {"case.moved", "the state is 'community', but the log leads to 'custody'"}};
    for (const auto& [kind, gap] : kinds) CHECK(first_gap(lacking(kind)) == "TG-000001: " + gap);
}

TEST_CASE("a value that the log does not lead to is a gap") {
    Told told = whole();
    told.view.facts.front().value = "homeless";
    CHECK(first_gap(told) ==
          "TG-000001: the fact living is 'homeless', but the log leads to 'settled'");
}
