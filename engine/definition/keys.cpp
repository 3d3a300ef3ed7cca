// SPDX-License-Identifier: MIT
#include "definition/keys.hpp"

#include "base/assert.hpp"

namespace throughgate::definition {

namespace {

using enum Form;
constexpr bool must = true;
constexpr bool may = false;

Key wording(std::string_view name, bool required, std::string_view doc) {
    return {name, text, required, doc, Map::none, {}, true};
}
Key choose(std::string_view name, bool required, std::string_view doc,
           std::initializer_list<std::string_view> names) {
    return {name, choice, required, doc, Map::none, names, false};
}
Key plain(std::string_view name, Form form, bool required, std::string_view doc,
          Map of = Map::none) {
    return {name, form, required, doc, of, {}, false};
}

std::vector<Key> joined(std::vector<Key> first, const std::vector<Key>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Key format_key() { return choose("format", must, "Version of this language.", {"1"}); }

Key stage_key() {
    return choose("stage", may,
                  "Stage of the pathway while in this state; needed in the main strand. `same` "
                  "keeps the stage that it had.",
                  {"not_started", "needed", "arranging", "arranged", "unarranged", "in_place",
                   "closed", "same"});
}

std::vector<Key> effect_keys() {
    return {
        plain("sets", pairs, may, "Facts and the values they get; `unknown` forgets one."),
        plain("raises", ids, may, "Events raised inside this pathway, answered at once."),
        plain("tells", ids, may, "Case events told to every pathway of the case."),
        plain("sends", maps, may, "Events that come back to the case later.", Map::send),
        plain("opens", ids, may, "Handoffs that are opened."),
        plain("ends", ids, may, "Handoffs that are withdrawn; the event is the reason."),
        plain("notify", map_or_maps, may, "Who is told at once.", Map::notify),
    };
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

MapSpec pathway_spec() {
    return {Map::pathway, "a pathway", "One file: `<folder>/pathway.yaml`.", false,
            {format_key(), plain("pathway", id, must, "Id of the pathway: `spine`, `ete`."),
             wording("title", must, "What people read."),
             plain("common", ids, may, "Common files that this pathway uses."),
             plain("calendar", id, must, "Calendar of its working days."),
             plain("zone", text, must, "Time zone of its dates: `Europe/London`."),
             plain("working_time", time, may, "Time of a date without `at`; 09:00 if left out."),
             plain("starts", map, may, "When the spine starts it; left out: with the case.",
                   Map::starts),
             plain("facts", by_id, may, "Facts of this pathway.", Map::fact),
             plain("gates", by_id, may, "Gates of this pathway.", Map::gate),
             plain("strands", by_id, must, "Strands side by side; the first is the main strand.",
                   Map::strand),
             plain("events", by_id, may, "Events that all states of one strand answer.",
                   Map::event),
             plain("handoffs", by_id, may, "Handoffs, by id: `H06`.", Map::handoff),
             plain("ladders", ladders, may, "Ladders, for use by name."),
             plain("messages", by_id, may, "Messages, for use by id.", Map::message)}};
}

MapSpec starts_spec() {
    return {Map::starts, "the start of a pathway", "", false,
            {plain("when", guard, must, "The pathway starts when this is true.")}};
}

MapSpec common_spec() {
    return {Map::common, "a common file", "Parts that pathways share: `common/<name>.yaml`.", false,
            {format_key(), plain("common", id, must, "Name under which pathways use it."),
             plain("facts", by_id, may, "Shared facts.", Map::fact),
             plain("roles", by_id, may, "Roles of both sides and of outside bodies.", Map::role),
             plain("ladders", ladders, may,
                   "Shared ladders. `state`, `acknowledge` and `complete` are used where a "
                   "definition names none."),
             plain("messages", by_id, may, "Shared messages.", Map::message)}};
}

MapSpec calendar_spec() {
    return {Map::calendar, "a calendar", "Working days: `common/calendars/<name>.yaml`.", false,
            {format_key(), plain("calendar", id, must, "Name under which pathways use it."),
             wording("title", may, "What people read."),
             plain("version", text, must, "Version of this list of days."),
             {"weekend", choices, must, "Days of the week that are never worked.", Map::none,
              {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
              false},
             plain("known_until", day, must, "Last day for which holidays are known."),
             plain("holidays", maps, must, "Days that are not worked.", Map::holiday),
             plain("extra_working", days, may, "Days that are worked although they would not be."),
            }};
}

MapSpec holiday_spec() {
    return {Map::holiday, "a holiday", "", false,
            {plain("date", day, must, "The day."), wording("title", must, "Its name.")}};
}

MapSpec fact_spec() {
    return {Map::fact, "a fact", "Something known about the case; exactly one type.", false,
            {plain("text", whole, may, "Type: text of at most so many bytes."),
             plain("choice", ids, may, "Type: one of these words."),
             plain("number", flag, may, "Type: a whole number."),
             plain("date", flag, may, "Type: a date."),
             plain("instant", flag, may, "Type: a date with time."),
             plain("truth", flag, may, "Type: true or false."),
             plain("per", id, may, "One value for each value of this fact."),
             plain("set_by", ids, may, "Roles that may set it; left out: whoever sends the event."),
             plain("label", id, may, "Label that protects it: `sensitive_da`."),
             wording("title", may, "What people read.")}};
}

MapSpec role_spec() {
    return {Map::role, "a role", "Somebody who owns work, whoever holds the role today.", false,
            {choose("side", must, "Where the role works; `outside` bodies have no login.",
                    {"prison", "community", "outside"}),
             wording("label", must, "What people read."),
             wording("label_crc", may, "What people read in the words of 2014 to 2021."),
             plain("assigned", flag, may, "A named person holds it for each case."),
             plain("manager", id, may, "Role that manages it.")}};
}

MapSpec gate_spec() {
    return {Map::gate, "a gate", "Blocks the events that name it until a named person clears it.",
            false,
            {wording("title", must, "What people read."),
             plain("per", id, may, "Fact that keys it: each new value starts shut."),
             plain("cleared_by", id, must, "Role that clears it, with a reason."),
             plain("countersigned_by", map, may, "Second look.", Map::countersign),
             plain("needs", guards, may, "Conditions that must all be true to clear it."),
             plain("shut_by", ids, may, "Events that shut it again.")}};
}

MapSpec countersign_spec() {
    return {Map::countersign, "a countersignature", "", true,
            {plain("role", id, must, "Role that countersigns."),
             plain("when", guard, may, "Only then; left out: always.")}};
}

MapSpec strand_spec() {
    return {Map::strand, "a strand", "States of which one is active, beside the other strands.",
            false,
            {wording("title", may, "What people read."),
             plain("start", id, must, "State in which it starts."),
             plain("starts", deadline, may, "It waits until then."),
             plain("starts_when", guard, may, "It waits until this is true."),
             plain("skip", map, may, "When there is nothing to do here.", Map::skip),
             plain("ends_when", guard, may, "It ends when this is true."),
             plain("states", by_id, must, "Its states.", Map::state),
             plain("events", by_id, may, "Events that all its states answer.", Map::event)}};
}

MapSpec skip_spec() {
    return {Map::skip, "a skipped strand", "", false,
            {plain("when", guard, must, "The strand is skipped when this is true."),
             wording("do", may, "What to do instead.")}};
}

std::vector<Key> state_keys() {
    return {
        wording("title", may, "What people read."), stage_key(),
        choose("phase", may, "Phase of the case; needed in the main strand of the spine.",
               {"custody", "gate", "released", "community", "away", "closed"}),
        plain("owner", id, may, "The one role that has to act."),
        plain("with", ids, may, "Roles that see it without owning it."),
        wording("do", may, "What the owner has to do, in one plain sentence."),
        wording("guidance", may, "Link to guidance."),
        plain("label", id, may, "Label that protects the state itself."),
        plain("due", deadline, may, "When it should be done; tells and never moves."),
        plain("ladder", ladder, may, "Who is told about `due`; left out: ladder `state`."),
        plain("on_exit", map, may, "Effects of leaving it.", Map::effects),
        plain("events", by_id, may, "Events that it answers.", Map::event),
        plain("timers", by_id, may, "Times at which it moves by itself.", Map::timer),
        plain("always", maps, may, "Branches taken without event, as soon as one is true.",
              Map::branch),
        plain("done", map, may, "Taken when all nested states have ended.", Map::event),
        plain("final", flag, may, "The strand, or the state around it, ends here."),
        plain("outcome", id, may, "Of a final state: its code, or the fact that holds it."),
        plain("suspended", flag, may, "The pathway is shown as suspended."),
        plain("declined", flag, may, "The pathway is shown as declined."),
        choose("restart", may, "As in events, for all transitions that leave this state.",
               {"region", "all"}),
        plain("start", id, may, "Nested state in which it starts."),
        plain("states", by_id, may, "Nested states.", Map::state),
        plain("parallel", by_id, may, "Regions side by side.", Map::region),
        plain("history", map, may, "Makes it a history: what was active before.", Map::history),
    };
}

MapSpec state_spec() {
    return {Map::state, "a state", "Where a strand stands, who owns it and what is to be done.",
            false, joined(state_keys(), effect_keys())};
}

MapSpec region_spec() {
    return {Map::region, "a region", "", false,
            {wording("title", may, "What people read."),
             plain("start", id, must, "State in which it starts."),
             plain("states", by_id, must, "Its states.", Map::state),
             plain("events", by_id, may, "Events that all its states answer.", Map::event)}};
}

MapSpec history_spec() {
    return {Map::history, "a history", "", false,
            {choose("remembers", must, "`shallow`: the nested state; `deep`: all below it.",
                    {"shallow", "deep"}),
             plain("of", id, may, "State it remembers; left out: the one it stands in."),
             plain("start", id, must, "Entered when nothing is remembered.")}};
}

MapSpec event_spec() {
    return {Map::event, "an event", "One word alone is its target: `resumed: sourcing`.", true,
            joined({plain("asks", ids, may, "Facts that it must bring."),
                    plain("gate", id, may, "Gate that must be cleared."),
                    plain("if_shut", map, may, "Taken while the gate is shut; left out: refused.",
                          Map::branch),
                    plain("by", ids, may, "Roles that may send it."),
                    plain("confirmed", flag, may, "A named person must confirm it.")},
                   joined(way_keys(), effect_keys()))};
}

MapSpec branch_spec() {
    return {Map::branch, "a branch", "One word alone is its target.", true,
            joined({plain("when", guard, may, "Taken when this is true."),
                    plain("otherwise", ids, may, "Taken when all above are false: its target."),
                    plain("to", ids, may, "Target state, or `stay`."),
                    plain("if_unknown", map, may,
                          "Taken when no condition is true and one is unknown.", Map::branch),
                    wording("because", may, "Plain reason, shown beside the step."),
                    choose("restart", may, "As in events.", {"region", "all"})},
                   effect_keys())};
}

MapSpec timer_spec() {
    return {Map::timer, "a timer", "Moves the case by itself; it cannot pass a gate.", false,
            joined({plain("at", deadline, must, "When.")}, joined(way_keys(), effect_keys()))};
}

MapSpec send_spec() {
    return {Map::send, "a delayed event", "", false,
            {plain("event", id, must, "Its name."), plain("at", deadline, must, "When.")}};
}

Key class_key(bool required) {
    return choose("class", required, "How urgent the notice is.", {"critical", "action", "info"});
}

MapSpec notify_spec() {
    return {Map::notify, "a notice", "", false,
            {plain("who", recipients, must, "Who is told."), class_key(may),
             plain("message", id, must, "What they are told.")}};
}

MapSpec handoff_spec() {
    return {Map::handoff, "a handoff", "Work passed from one role to another.", false,
            {wording("title", must, "What people read."),
             plain("from", id, must, "Role that passes it on."),
             plain("to", id, may, "Role that receives it."),
             plain("to_each", ids, may, "Several receivers: one handoff each."),
             plain("carries", pairs, may, "Facts that go with it, and their labels."),
             plain("about", id, may, "Fact that keys it."), class_key(may),
             plain("message", id, may, "Sent at once; left out: the ladder speaks first."),
             plain("acknowledge", clock, may, "`on reply`, or when a named person must answer."),
             plain("complete", clock, may, "When it must be done."),
             plain("ladder", ladder, may, "Ladder of the clock that ends it."),
             choose("until", may, "What ends it unanswered; `strand` if left out.",
                    {"state", "strand", "pathway", "case"}),
             plain("decline_to", id, may, "Event raised when it is declined.")}};
}

MapSpec clock_spec() {
    return {Map::clock, "a clock", "A deadline alone is its `due`.", false,
            {plain("due", deadline, must, "When."),
             plain("ladder", ladder, may, "Who is told; left out: the default ladder.")}};
}

MapSpec rung_spec() {
    return {Map::rung, "a rung", "", false,
            {plain("at", deadline, must, "When; `due` is the deadline of its clock."),
             plain("again", text, may, "Repeat: `every 2 working days`."),
             plain("at_most", whole, may, "How often in all."),
             plain("tell", recipients, must, "Who is told."), class_key(may),
             plain("message", id, must, "What they are told.")}};
}

MapSpec message_spec() {
    return {Map::message, "a message", "Words with `{{variables}}`; never a person's name.", false,
            {wording("subject", must, "First line."), wording("body", must, "At most 90 words.")}};
}

MapSpec effects_spec() {
    return {Map::effects, "effects", "", false, effect_keys()};
}

MapSpec deadline_spec() {
    return {Map::deadline, "a deadline of deadlines", "", false,
            {plain("first_of", deadlines, may, "The earliest of these."),
             plain("last_of", deadlines, may, "The latest of these."),
             plain("but_not_before", deadline, may, "Never earlier than this."),
             plain("but_not_after", deadline, may, "Never later than this.")}};
}

}  // namespace

const std::vector<MapSpec>& map_specs() {
    static const std::vector<MapSpec> specs = {
        pathway_spec(), starts_spec(),  strand_spec(),      skip_spec(),    state_spec(),
        region_spec(),  history_spec(), event_spec(),       branch_spec(),  timer_spec(),
        send_spec(),    effects_spec(), notify_spec(),  deadline_spec(),    fact_spec(),    gate_spec(),
        countersign_spec(), handoff_spec(), clock_spec(),   rung_spec(),    message_spec(),
        common_spec(),  role_spec(),    calendar_spec(),    holiday_spec()};
    return specs;
}

const MapSpec& spec_of(Map map) {
    for (const MapSpec& spec : map_specs())
        if (spec.map == map) return spec;
    TG_ASSERT_WITH(false, "no keys for this kind of mapping");
    return map_specs().front();
}

const Key* MapSpec::find(std::string_view key) const {
    for (const Key& each : keys)
        if (each.name == key) return &each;
    return nullptr;
}

std::vector<std::string> MapSpec::key_names() const {
    std::vector<std::string> names;
    for (const Key& key : keys) names.emplace_back(key.name);
    return names;
}

}  // namespace throughgate::definition
