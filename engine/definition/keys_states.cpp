// SPDX-License-Identifier: MIT
#include "definition/keys_table.hpp"

#include <utility>

namespace throughgate::definition::table {

namespace {

std::vector<Key> effect_keys() {
    return {
        plain("sets", pairs, may, "Facts and the values they get; `unknown` forgets one."),
        plain("raises", ids, may, "Events raised inside this pathway, answered at once."),
        plain("tells", ids, may, "Case events told to every pathway of the case."),
        plain("sends", maps, may, "Events that come back to the case later.", Map::send),
        plain("opens", ids, may, "Handoffs that are opened."),
        plain("ends", ids, may, "Handoffs that are withdrawn; the event is the reason."),
        plain("completes", ids, may,
              "Handoffs whose work the event is: completed by whoever sent it, if it was theirs to "
              "complete, else withdrawn. `H06.police`: only the one to the police."),
        plain("notify", map_or_maps, may, "Who is told at once.", Map::notify),
        plain("record", map_or_maps, may, "What another system must have in its record too.",
              Map::record),
    };
}

Key stage_key() {
    return choose("stage", may,
                  "Stage of the pathway while in this state; needed in the main strand. `same` "
                  "keeps the stage that it had.",
                  {"not_started", "needed", "arranging", "arranged", "unarranged", "in_place",
                   "closed", "same"});
}

std::vector<Key> way_keys() {
    return {
        plain("to", ids, may, "Target state, or `stay`; several only in regions side by side."),
        plain("choose", maps, may, "Branches, read from the top.", Map::branch),
        plain("if_unknown", map, may,
              "Taken when no condition is true and one is unknown: a state, `stay` or a branch.",
              Map::branch),
        wording("because", may, "Plain reason, shown beside the step."),
        plain("internal", flag, may, "Keeps this state while moving between its nested states."),
        choose("restart", may,
               "Allows a step across regions: `region` restarts the region it leads into, `all` "
               "every region.",
               {"region", "all"}),
    };
}

Key on_start_key(std::string_view doc) { return plain("on_start", map, may, doc, Map::effects); }

Key required_key() { return plain("required", flag, may, "A `join: required` waits for it."); }

MapSpec join_spec() {
    return {
        Map::join,
        "a join",
        "One word alone: `all`, `any`, or `required` for those that say `required: true`. What "
        "then\nstill runs is left with the state or pathway that they stand in. A skipped strand "
        "is not waited\nfor, and does not count for `any` and `n_of`.",
        true,
        {plain("n_of", whole, must, "How many of them.")}};
}

MapSpec strand_spec() {
    return {Map::strand,
            "a strand",
            "States of which one is active, beside the other strands.",
            false,
            {wording("title", may, "What people read."),
             plain("start", id, must, "State in which it starts."),
             plain("starts", deadline, may, "It waits until then."),
             plain("starts_when", guard, may, "It waits until this is true."),
             plain("skip", map, may, "When there is nothing to do here.", Map::skip),
             plain("ends_when", guard, may, "It ends when this is true."), required_key(),
             on_start_key("Effects of beginning in `start`."),
             plain("events", by_id, may, "Events that all its states answer.", Map::event),
             plain("states", by_id, must, "Its states.", Map::state)}};
}

MapSpec skip_spec() {
    return {Map::skip,
            "a skipped strand",
            "",
            false,
            {plain("when", guard, must, "The strand is skipped when this is true."),
             wording("do", may, "What to do instead.")}};
}

/// Who has to do what here.
std::vector<Key> place_keys() {
    return {
        wording("title", may, "What people read."),
        read_only("services", ids, may, "Services of a catalogue that help here."),
        stage_key(),
        choose("phase", may, "Phase of the case; needed in the main strand of the spine.",
               {"custody", "gate", "released", "community", "away", "closed"}),
        plain("suspended", flag, may, "The pathway is shown as suspended."),
        plain("declined", flag, may, "The pathway is shown as declined."),
        plain("label", id, may, "Label that protects the state itself."),
        plain("owner", id, may, "The one role that has to act."),
        plain("with", ids, may, "Roles that see it without owning it."),
        wording("do", may, "What the owner has to do, in one plain sentence."),
        wording("guidance", may, "Link to guidance."),
        {"rests",
         flag,
         may,
         "Nothing is to be done until an event comes or a timer moves it: no line of a worklist, "
         "nobody's work, no warning that it has no date. `owner` and `do` may be left out.",
         Map::none,
         {},
         true},
    };
}

/// Until when, and what leads on.
std::vector<Key> course_keys() {
    return {
        plain("due", deadline, may, "When it should be done; tells and never moves."),
        plain("ladder", ladder, may, "Who is told about `due`; left out: ladder `state`."),
        plain("exempt", ids, may,
              "Exemptions that may stop the clock of `due`; never where a notice of it is "
              "critical."),
        plain("on_exit", map, may, "Effects of leaving it.", Map::effects),
        plain("final", flag, may, "The strand, or the state around it, ends here."),
        plain("outcome", id, may, "Of a final state: its code, or the fact that holds it."),
        plain("silent", flag, may,
              "Of a final state: handoffs that end with it are ended without telling anybody."),
        choose("restart", may, "As in events, for all transitions that leave this state.",
               {"region", "all"}),
        join_key("Which regions must have ended for `done`; left out: all."),
        plain("start", id, may, "Nested state in which it starts."),
        on_start_key("Effects of beginning in `start`, after those of entering; of a history: in "
                     "its `start`."),
        plain("history", map, may, "Makes it a history: what was active before.", Map::history),
        plain("always", maps, may, "Branches taken without event, as soon as one is true.",
              Map::branch),
        plain("events", by_id, may, "Events that it answers.", Map::event),
        plain("timers", by_id, may, "Times at which it moves by itself.", Map::timer),
        plain("done", map, may, "Taken when all nested states have ended.", Map::event),
        plain("parallel", by_id, may, "Regions side by side.", Map::region),
        plain("states", by_id, may, "Nested states.", Map::state),
    };
}

MapSpec state_spec() {
    return {Map::state, "a state", "Where a strand stands, who owns it and what is to be done.",
            false, joined(joined(place_keys(), effect_keys()), course_keys())};
}

MapSpec region_spec() {
    return {Map::region,
            "a region",
            "",
            false,
            {wording("title", may, "What people read."),
             plain("start", id, must, "State in which it starts."), required_key(),
             on_start_key("Effects of beginning in `start`."),
             plain("events", by_id, may, "Events that all its states answer.", Map::event),
             plain("states", by_id, must, "Its states.", Map::state)}};
}

MapSpec history_spec() {
    return {Map::history,
            "a history",
            "",
            false,
            {choose("remembers", must, "`shallow`: the nested state; `deep`: all below it.",
                    {"shallow", "deep"}),
             plain("of", id, may, "State it remembers; left out: the one it stands in."),
             plain("start", id, must, "Entered when nothing is remembered.")}};
}

MapSpec event_spec() {
    std::vector<Key> keys =
        joined({plain("asks", ids, may, "Facts that it must bring."),
                plain("by", ids, may, "Roles that may send it."),
                plain("confirmed", flag, may, "A named person must confirm it.")},
               joined(effect_keys(), {plain("gate", id, may, "Gate that must be cleared.")}));
    keys = joined(std::move(keys), way_keys());
    keys.push_back(plain("if_shut", map, may, "Taken while the gate is shut; left out: refused.",
                         Map::branch));
    return {Map::event, "an event", "One word alone is its target: `resumed: sourcing`.", true,
            std::move(keys)};
}

MapSpec branch_spec() {
    return {Map::branch, "a branch", "One word alone is its target.", true,
            joined({plain("when", guard, may, "Taken when this is true."),
                    plain("otherwise", ids, may, "Taken when all above are false: its target."),
                    plain("to", ids, may, "Target state, or `stay`."),
                    plain("if_unknown", map, may,
                          "Taken when no condition is true and one is unknown.", Map::branch),
                    wording("because", may, "Plain reason, shown beside the step."),
                    wording("refuse", may,
                            "Instead of a target: the event is refused with this sentence."),
                    choose("restart", may, "As in events.", {"region", "all"})},
                   effect_keys())};
}

MapSpec timer_spec() {
    return {Map::timer, "a timer", "Moves the case by itself; it cannot pass a gate.", false,
            joined({plain("at", deadline, must, "When.")}, joined(way_keys(), effect_keys()))};
}

MapSpec send_spec() {
    return {Map::send,
            "a delayed event",
            "",
            false,
            {plain("event", id, must, "Its name."), plain("at", deadline, must, "When.")}};
}

MapSpec effects_spec() { return {Map::effects, "effects", "", false, effect_keys()}; }

MapSpec notify_spec() {
    return {Map::notify,
            "a notice",
            "",
            false,
            {plain("who", recipients, must, "Who is told."), class_key(may),
             plain("message", id, must, "What they are told.")}};
}

MapSpec record_spec() {
    return {Map::record,
            "an entry for another system",
            "Waits, in order for each person, until the system has taken it; nothing else waits "
            "for it.",
            false,
            {plain("in", ids, must, "The systems, by their ids under `sources`."),
             wording("as", must, "What is written there: plain words, nothing of the person.")}};
}

}  // namespace

std::vector<MapSpec> drawing_specs() {
    return {strand_spec(),  join_spec(),   skip_spec(),   state_spec(), region_spec(),
            history_spec(), event_spec(),  branch_spec(), timer_spec(), send_spec(),
            effects_spec(), notify_spec(), record_spec()};
}

}  // namespace throughgate::definition::table
