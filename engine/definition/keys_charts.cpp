// SPDX-License-Identifier: MIT
// Plain charts: statecharts without stages, owners or titles.
#include "definition/keys_table.hpp"

namespace throughgate::definition::table {

namespace {

MapSpec chart_spec() {
    return {
        Map::chart,
        "a chart",
        "A plain statechart, one file: no stages, owners or calendars are needed.",
        false,
        {format_key(), choose("kind", must, "What makes it a plain chart.", {"chart"}),
         plain("chart", id, must, "Id of the chart."), wording("title", may, "What people read."),
         plain("calendar", id, may, "Calendar of `at`; left out: Monday to Friday."),
         plain("data", expressions, may, "What it computes with, and the first values."),
         plain("start", ids, may, "State in which it starts; left out: the first one."),
         plain("states", by_id, must, "Its states.", Map::chart_state), ignore_key()}};
}

MapSpec chart_state_spec() {
    return {
        Map::chart_state,
        "a state of a chart",
        "Atomic, or with one of `states`, `parallel`, `final` and `history`.",
        false,
        {wording("title", may, "What people read."),
         plain("on_entry", blocks, may, "Actions of entering; a list of lists: blocks."),
         plain("on_exit", blocks, may, "Actions of leaving it."),
         plain("transitions", maps, may, "Transitions, read from the top.", Map::chart_transition),
         plain("start", ids, may, "Nested state in which it starts; left out: the first one."),
         plain("on_start", actions, may,
               "Actions of starting there, after `on_entry`; of a history: of its default."),
         plain("states", by_id, may, "Nested states of which one is active.", Map::chart_state),
         plain("parallel", by_id, may, "Nested states that are active together.", Map::chart_state),
         join_key("Of a parallel state: which of them must have ended; left out: all."),
         plain("required", flag, may, "A `join: required` around it waits for it."),
         plain("final", flag, may, "The state around it, or the chart, ends here."),
         plain("gives", expressions, may, "Of a final state: data of the done event."),
         plain("gives_value", expression, may, "Of a final state: that data as one value."),
         choose("history", may, "Makes it a history of the state around it.", {"shallow", "deep"}),
         plain("to", ids, may, "Of a history: entered when nothing is remembered.")}};
}

MapSpec chart_transition_spec() {
    return {Map::chart_transition,
            "a transition",
            "Without `event` it is taken as soon as `when` is true.",
            false,
            {plain("event", ids, may, "Names of events; `job` also matches `job.done`, `*` all."),
             plain("when", expression, may, "Taken only when this is true."),
             plain("to", ids, may, "Target, several in regions side by side; left out: stays."),
             plain("internal", flag, may, "Keeps this state while moving inside it."),
             choose("restart", may, "Says that a step across regions is meant; see `events`.",
                    {"region", "all"}),
             plain("do", actions, may, "Actions, between leaving and entering.")}};
}

MapSpec chart_action_spec() {
    return {
        Map::chart_action,
        "an action",
        "Exactly one of these; `label` goes with `log`.",
        false,
        {plain("set", expressions, may, "Data and the values they get, in this order."),
         plain("raise", id, may, "Internal event, answered before any from outside."),
         plain("send", map, may, "Event that comes from outside, at once or later.",
               Map::chart_send),
         plain("cancel", text, may, "Id of delayed events that are taken back."),
         plain("cancel_from", expression, may, "The same, the id computed."),
         plain("log", expression, may, "Writes a line into the log."),
         plain("label", text, may, "Words before the value of `log`."),
         plain("choose", maps, may, "Carries out the first branch that holds.", Map::chart_branch),
         plain("each", map, may, "Carries out actions for each item of a list.", Map::chart_each)}};
}

MapSpec chart_send_spec() {
    return {Map::chart_send,
            "a sent event",
            "One word alone is its name.",
            true,
            {plain("event", id, may, "Its name."),
             plain("event_from", expression, may, "Its name, computed."),
             plain("after", text, may, "`500ms`, `1.5s`, `PT5M`, `2 hours`; left out: at once."),
             plain("after_from", expression, may, "The same, computed; a number: milliseconds."),
             plain("at", deadline, may, "A date, as in rules; its anchor is `now`."),
             plain("id", id, may, "Name by which it can be cancelled."),
             plain("id_to", id, may, "Data that is given a fresh id."),
             plain("to", text, may, "`self` or `internal`; left out: `self`."),
             plain("to_from", expression, may, "The same, computed."),
             plain("with", expressions, may, "Fields of its data."),
             plain("value", expression, may, "Its data as one value.")}};
}

MapSpec chart_branch_spec() {
    return {Map::chart_branch,
            "a branch of actions",
            "",
            false,
            {plain("when", expression, may, "Carried out when this is true."),
             plain("do", actions, may, "What is then done."),
             plain("otherwise", actions, may, "Done when none above held.")}};
}

MapSpec chart_each_spec() {
    return {Map::chart_each,
            "a loop over a list",
            "",
            false,
            {plain("of", expression, must, "The list; changes to it do not disturb the loop."),
             plain("item", id, must, "Data that holds the item."),
             plain("index", id, may, "Data that holds its place, from 0."),
             plain("do", actions, must, "What is done for each.")}};
}

}  // namespace

std::vector<MapSpec> chart_specs() {
    return {chart_spec(),      chart_state_spec(),  chart_transition_spec(), chart_action_spec(),
            chart_send_spec(), chart_branch_spec(), chart_each_spec()};
}

}  // namespace throughgate::definition::table
