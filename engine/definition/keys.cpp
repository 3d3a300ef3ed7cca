// SPDX-License-Identifier: MIT
#include "definition/keys.hpp"

#include <utility>

#include "base/assert.hpp"
#include "definition/keys_table.hpp"

namespace throughgate::definition {

namespace {

using namespace table;

MapSpec pathway_spec() {
    return {
        Map::pathway,
        "a pathway",
        "One file: `<folder>/pathway.yaml`.",
        false,
        {format_key(),
         plain("pathway", id, must, "Id of the pathway: `spine`, `ete`."),
         extending_keys()[0],
         extending_keys()[1],
         wording("title", must, "What people read."),
         plain("common", ids, may, "Common files that this pathway uses."),
         plain("rules", ids, may, "Files of named rules that this pathway uses."),
         plain("calendar", id, must, "Calendar of its working days."),
         plain("zone", text, must, "Time zone of its dates: `Europe/London`."),
         plain("working_time", time, may, "Time of a date without `at`; 09:00 if left out."),
         plain("settle", text, may,
               "Spine only: how long dates that moved wait before people are told, so that a date "
               "that moves again or back is told once or not at all: `60 minutes` (if left out), "
               "`2 hours`, `at once`. Critical ones are always told at once."),
         plain("quiet", flag, may, "Notices of moved dates do not name the steps of this pathway."),
         plain("squeeze", deadline, may,
               "When a changed fact makes a date past, it is due then instead: `4 hours after "
               "now`. Left out: it is overdue at once."),
         plain("compression", map, may,
               "For short sentences and late entry: how dates reckoned back from `release` give "
               "way.",
               Map::compression),
         plain("exemptions", by_id, may, "Reasons that stop the clock of a date.", Map::exemption),
         plain("starts", map, may, "When the spine starts it; left out: with the case.",
               Map::starts),
         plain("facts", by_id, may, "Facts of this pathway.", Map::fact),
         plain("gates", by_id, may, "Gates of this pathway.", Map::gate),
         plain("strands", by_id, must, "Strands side by side; the first is the main strand.",
               Map::strand),
         join_key("Which strands must have ended for the pathway to end; left out: the main one."),
         plain("events", by_id, may, "Events that all states of one strand answer.", Map::event),
         read_only("appointments", by_id, may, "Appointments, for the release sheet.",
                   Map::appointment),
         read_only("checklist", by_id, may,
                   "What has to be settled before release, for the release sheet and the lists.",
                   Map::checked),
         plain("handoffs", by_id, may, "Handoffs, by id: `H06`.", Map::handoff),
         plain("ladders", ladders, may, "Ladders, for use by name."),
         plain("messages", by_id, may, "Messages, for use by id.", Map::message),
         read_only("migrate", map, may, "What becomes of live cases of the versions before.",
                   Map::migrate),
         ignore_key()}};
}

MapSpec starts_spec() {
    return {Map::starts,
            "the start of a pathway",
            "",
            false,
            {plain("when", guard, may,
                   "The pathway starts when this is true; left out: with the case."),
             plain("again", map, may, "When it starts anew after it has ended; left out: never.",
                   Map::again)}};
}

MapSpec again_spec() {
    return {Map::again,
            "a new start",
            "One word alone is its event. The new instance follows the version in force, keeps the "
            "facts, and finds\nits gates shut; what the old one did stays in the history.",
            true,
            {plain("event", ids, must, "Case events with which it starts anew."),
             plain("when", guard, may, "Only when this is true too.")}};
}

MapSpec compression_spec() {
    return {Map::compression,
            "a compression",
            "Holds for `due` of states and `complete` of handoffs, where the rule reads `release` "
            "and gives a day before it.",
            false,
            {plain("not_before", deadline, may,
                   "Never earlier than this: `1 working day after entry`. `entry` of a handoff is "
                   "when it was raised."),
             plain("not_after", deadline, may,
                   "Never later than this: `1 working day before release`."),
             plain("late", deadline, may,
                   "Entered after `not_after`: due then, and told as critical.")}};
}

MapSpec exemption_spec() {
    return {Map::exemption,
            "an exemption",
            "Set and cleared by a named person with a reason: events `<state>.exempt.<exemption>` "
            "and `<state>.resume`. What was overdue before stays overdue.",
            false,
            {wording("title", must, "What people read."),
             plain("set_by", ids, must, "Roles that may set and clear it."),
             plain("gives", deadline, must,
                   "When it is cleared, the date is not before this: `5 working days after now`."),
             plain("at_most", deadline, must,
                   "It ends by itself then, reckoned from the setting: `10 working days after "
                   "now`.")}};
}

MapSpec common_spec() {
    return {Map::common,
            "a common file",
            "Parts that pathways share: `common/<name>.yaml`.",
            false,
            {format_key(), plain("common", id, must, "Name under which pathways use it."),
             extending_keys()[0], extending_keys()[1],
             plain("facts", by_id, may, "Shared facts.", Map::fact),
             plain("roles", by_id, may, "Roles of both sides and of outside bodies.", Map::role),
             plain("ladders", ladders, may,
                   "Shared ladders. `state`, `acknowledge` and `complete` are used where a "
                   "definition names none."),
             plain("messages", by_id, may, "Shared messages.", Map::message),
             plain("exemptions", by_id, may, "Shared exemptions.", Map::exemption),
             read_only("journeys", map, may, "How long journeys take where nothing is recorded.",
                       Map::journeys),
             read_only("notify", map, may,
                       "When people are told, and how much at a time. Left out everywhere: each "
                       "notice goes at once.",
                       Map::notice_policy),
             read_only("workload", map, may,
                       "How many points of work a case is, and how many an officer has.",
                       Map::workload),
             read_only("sources", texts, may,
                       "Systems that facts come from, by the name that imports and feeds give, and "
                       "what people call them."),
             ignore_key()}};
}

MapSpec calendar_spec() {
    return {
        Map::calendar,
        "a calendar",
        "Working days: `common/calendars/<name>.yaml`.",
        false,
        {
            format_key(),
            plain("calendar", id, must, "Name under which pathways use it."),
            wording("title", may, "What people read."),
            plain("version", text, may,
                  "Version of this list of days; needed unless it combines others."),
            plain("all_work", ids, may,
                  "Combines calendars: a day is worked when all of these work, as in a prison that "
                  "closes on days of its own. Then none of the keys below is needed."),
            plain("any_works", ids, may,
                  "Combines calendars: a day is worked when any of these works."),
            {"weekend",
             choices,
             may,
             "Days of the week that are never worked; left out: every day is worked.",
             Map::none,
             {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
             false},
            plain("known_until", day, may,
                  "Last day for which holidays are known; needed unless it combines others."),
            plain("holidays", maps, may, "Days that are not worked.", Map::holiday),
            plain("extra_working", days, may, "Days that are worked although they would not be."),
        }};
}

MapSpec holiday_spec() {
    return {Map::holiday,
            "a holiday",
            "",
            false,
            {plain("date", day, must, "The day."), wording("title", must, "Its name.")}};
}

MapSpec fact_spec() {
    return {Map::fact,
            "a fact",
            "Something known about the case; exactly one type.",
            false,
            {plain("text", whole, may, "Type: text of at most so many bytes."),
             plain("choice", ids, may, "Type: one of these words."),
             plain("number", flag, may, "Type: a whole number."),
             plain("date", flag, may, "Type: a date."),
             plain("instant", flag, may, "Type: a date with time."),
             plain("truth", flag, may, "Type: true or false."),
             plain("per", id, may,
                   "One value for each value of this fact; while that is unknown, one for none of "
                   "them, which only rules set."),
             plain("set_by", ids, may,
                   "Roles that may set it, or `rules`: only the workflow itself does; left out: "
                   "whoever sends the event."),
             plain("label", id, may, "Label that protects it: `sensitive_da`."),
             wording("title", may, "What people read.")}};
}

MapSpec role_spec() {
    return {Map::role,
            "a role",
            "Somebody who owns work, whoever holds the role today.",
            false,
            {choose("side", must, "Where the role works; `outside` bodies have no login.",
                    {"prison", "community", "outside"}),
             wording("label", must, "What people read."),
             wording("label_crc", may, "What people read in the words of 2014 to 2021."),
             plain("assigned", flag, may, "A named person holds it for each case."),
             plain("manager", id, may, "Role that manages it."),
             read_only("provider", flag, may,
                       "Works for a provider: of its team it sees only the cases that were handed "
                       "to the role or to the person."),
             read_only("sees", ids, may, "Data labels whose content it may read.")}};
}

MapSpec gate_spec() {
    return {Map::gate,
            "a gate",
            "Blocks the events that name it until a named person clears it.",
            false,
            {wording("title", must, "What people read."),
             plain("per", id, may, "Fact that keys it: each new value starts shut."),
             plain("cleared_by", id, must, "Role that clears it, with a reason."),
             plain("countersigned_by", map, may, "Second look.", Map::countersign),
             plain("needs", guards, may, "Conditions that must all be true to clear it."),
             plain("shut_by", ids, may, "Events that shut it again.")}};
}

MapSpec countersign_spec() {
    return {Map::countersign,
            "a countersignature",
            "",
            true,
            {plain("role", id, must, "Role that countersigns."),
             plain("when", guard, may, "Only then; left out: always.")}};
}

MapSpec handoff_spec() {
    return {
        Map::handoff,
        "a handoff",
        "Work passed from one role to another.",
        false,
        {wording("title", must, "What people read."),
         plain("from", id, must, "Role that passes it on."),
         plain("to", id, may, "Role that receives it."),
         plain("to_each", ids, may, "Several receivers: one handoff each."),
         plain("about", id, may, "Fact that keys it."),
         plain("carries", pairs, may, "Facts that go with it, and their labels."), class_key(may),
         choose("until", may, "What ends it unanswered; `strand` if left out.",
                {"state", "strand", "pathway", "case"}),
         plain("message", id, may, "Sent at once; left out: the ladder speaks first."),
         plain("acknowledge", clock, may,
               "`on reply`, or when a named person must answer; left out: only `complete` is "
               "watched, of which `check` warns."),
         plain("complete", clock, may, "When it must be done."),
         plain("ladder", ladder, may, "Ladder of the clock that ends it."),
         plain("decline_to", id, may, "Event raised when it is declined."),
         plain("record", ids, may,
               "Other systems, by their ids under `sources`, that are told when it is "
               "acknowledged and when it is done."),
         wording("contact", may,
                 "The contact to be copied into the probation record, with the variables of a "
                 "message; left out: made from the handoff.")}};
}

MapSpec clock_spec() {
    return {Map::clock,
            "a clock",
            "A deadline alone is its `due`.",
            false,
            {plain("due", deadline, must, "When."),
             plain("ladder", ladder, may, "Who is told; left out: the default ladder.")}};
}

MapSpec rung_spec() {
    return {Map::rung,
            "a rung",
            "",
            false,
            {plain("at", deadline, must, "When; `due` is the deadline of its clock."),
             plain("again", text, may, "Repeat: `every 2 working days`."),
             plain("at_most", whole, may, "How often in all."),
             plain("tell", recipients, must, "Who is told."), class_key(may),
             plain("message", id, must, "What they are told.")}};
}

MapSpec message_spec() {
    return {Map::message,
            "a message",
            "Words with `{{variables}}`; never a person's name.",
            false,
            {wording("subject", must, "First line."), wording("body", must, "At most 90 words.")}};
}

MapSpec ignore_spec() {
    return {Map::ignore,
            "an ignore",
            "A warning of `throughgate check` that the authors of this file know about. Errors "
            "cannot be ignored,\nand an ignore that covers nothing is a warning itself.",
            false,
            {wording("rule", must, "Code of the warning: `TG0239`."),
             wording("at", may,
                     "Id around the place, or several joined: `screen`, `place.screen`; left "
                     "out: the whole file."),
             wording("because", must, "The reason.")}};
}

MapSpec deadline_spec() {
    return {Map::deadline,
            "a deadline of deadlines",
            "",
            false,
            {plain("first_of", deadlines, may, "The earliest of these."),
             plain("last_of", deadlines, may, "The latest of these."),
             plain("but_not_before", deadline, may, "Never earlier than this."),
             plain("but_not_after", deadline, may, "Never later than this.")}};
}

}  // namespace

const std::vector<MapSpec>& map_specs() {
    static const std::vector<MapSpec> specs = [] {
        std::vector<MapSpec> all = {pathway_spec(), starts_spec(), again_spec(), compression_spec(),
                                    exemption_spec()};
        for (MapSpec& spec : table::drawing_specs()) all.push_back(std::move(spec));
        for (MapSpec& spec : std::vector<MapSpec>{
                 deadline_spec(), fact_spec(), gate_spec(), countersign_spec(), handoff_spec(),
                 clock_spec(), rung_spec(), message_spec(), common_spec(), role_spec(),
                 calendar_spec(), holiday_spec(), ignore_spec()})
            all.push_back(std::move(spec));
        for (MapSpec& spec : table::rule_specs()) all.push_back(std::move(spec));
        for (MapSpec& spec : table::chart_specs()) all.push_back(std::move(spec));
        for (MapSpec& spec : table::reading_specs()) all.push_back(std::move(spec));
        all.push_back(table::migrate_spec());
        for (MapSpec& spec : table::test_specs()) all.push_back(std::move(spec));
        return all;
    }();
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
