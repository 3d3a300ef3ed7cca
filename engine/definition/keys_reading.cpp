// SPDX-License-Identifier: MIT
// Keys of what people read and print. Nothing here changes what happens.
#include "definition/keys_table.hpp"

namespace throughgate::definition::table {

namespace {

MapSpec appointment_spec() {
    return {Map::appointment,
            "an appointment",
            "Somewhere that the person has to be. It stands on the release sheet once its day is "
            "known, and as\nmissing while it is wanted and has none. Facts that a label protects "
            "are never printed.",
            false,
            {wording("title", must, "What people read."),
             plain("day", id, must,
                   "Fact with its day: a date, or an instant that gives the time as well."),
             plain("time", id, may, "Fact with its time, a text like `10:30`; only beside a date."),
             plain("place", id, may, "Fact with its place, a text."),
             plain("travel", id, may,
                   "Fact with the minutes to it from the gate or from the appointment before, a "
                   "number."),
             plain("lasts", id, may, "Fact with how many minutes it lasts, a number."),
             plain("with", id, may, "Role that the person meets."),
             plain("at_gate", flag, may,
                   "It is at the gate itself: no journey, and no place to be named."),
             plain("wanted", guard, may,
                   "It is missing while this is true and no day is known; left out: it is never "
                   "missing.")}};
}

MapSpec checked_spec() {
    return {Map::checked,
            "an item of the checklist",
            "",
            false,
            {wording("title", must, "What people read."),
             plain("when", guard, must, "It is settled when this is true.")}};
}

MapSpec journeys_spec() {
    return {Map::journeys,
            "journeys",
            "What is reckoned with where nothing is recorded. Of those that a pathway uses, the "
            "spine's count.",
            false,
            {plain("gate", time, may, "Planned time at the gate; 09:00 if left out."),
             plain("after_gate", whole, may,
                   "Least minutes between the gate and the first appointment; 90 if left out."),
             plain("between", whole, may, "Minutes between two appointments; 30 if left out."),
             plain("appointment", whole, may, "Minutes that one lasts; 30 if left out.")}};
}

MapSpec notify_spec() {
    return {Map::notice_policy,
            "a notice policy",
            "Who is interrupted when. Of those that a pathway uses, the spine's counts; a key left "
            "out is as said here. Notices of class `critical` go at once, whatever stands here.",
            false,
            {plain("digest", time, may,
                   "When everybody gets one mail of what waits, on working days of the spine's "
                   "calendar; 08:30."),
             plain("second_digest", time, may,
                   "When another goes, only if something in it is due by the end of the next "
                   "working day; 16:00."),
             plain("quiet_from", time, may, "From then on only `critical` goes; 18:00."),
             plain("quiet_until", time, may,
                   "Until then, and all day on days that are not worked; 07:30."),
             plain("alone_a_day", whole, may,
                   "So many `action` notices go at once to a person in a day, the rest joins the "
                   "digest; 3."),
             plain("bulk_over", whole, may,
                   "More notices than this from one cause become a summary to each person and one "
                   "to each manager; 50. 0: never."),
             plain("bulk_minutes", whole, may, "Within so many minutes; 10."),
             plain("many_open", whole, may,
                   "More open items than this: the first digest of a week says so, and the "
                   "manager gets a line; 25. 0: never."),
             plain("unread_hours", whole, may,
                   "A `critical` notice that nobody has acted on for so many working hours goes to "
                   "the next person as well; 4. 0: never."),
             plain("late_minutes", whole, may,
                   "What should have gone so much earlier, because the engine was down, is caught "
                   "up in one digest; 60."),
             read_only("classes", texts, may,
                       "Class by message (`critical`, `action`, `info`), in place of the one that "
                       "ladders and states give.")}};
}

MapSpec workload_spec() {
    return {Map::workload,
            "a workload",
            "How much work a case is: the points of its risk times those of its phase. Reports add "
            "them up. Of those\nthat a pathway uses, the spine's counts; a key left out is as said "
            "here.",
            false,
            {plain("available", whole, may,
                   "Points of an officer who works five days a week; 180. Who works fewer days has "
                   "fewer."),
             plain("many_cases", whole, may,
                   "An officer with more cases than this is shown apart; 70."),
             plain("roles", ids, may, "Roles whose holders have the case; `ro` and `pom`."),
             plain("risk", map, may, "Points by `risk.rosh`.", Map::workload_risk),
             plain("phase", map, may, "Times so much in this phase.", Map::workload_phase)}};
}

MapSpec workload_risk_spec() {
    return {Map::workload_risk,
            "points by risk",
            "",
            false,
            {plain("low", whole, may, "Low risk; 2."), plain("medium", whole, may, "Medium; 3."),
             plain("high", whole, may, "High risk; 5."),
             plain("very_high", whole, may, "Very high; 6."),
             plain("unknown", whole, may, "While nobody has said; 3.")}};
}

MapSpec workload_phase_spec() {
    return {Map::workload_phase,
            "points by phase",
            "",
            false,
            {plain("custody", whole, may, "In prison; 1."),
             plain("gate", whole, may, "The last day or two before release; 2."),
             plain("released", whole, may, "Out, and not settled with the officer yet; 2."),
             plain("community", whole, may, "Settled in the community; 1."),
             plain("away", whole, may, "Recalled, unlawfully at large or elsewhere; 1.")}};
}

MapSpec catalogue_spec() {
    return {Map::catalogue,
            "a catalogue of services",
            "Services that help in some states: `common/<name>.yaml`. States of any pathway name "
            "them.",
            false,
            {format_key(), plain("catalogue", id, must, "Name of the catalogue."),
             plain("services", by_id, must, "Services, by id.", Map::service), ignore_key()}};
}

MapSpec service_spec() {
    return {Map::service,
            "a service",
            "",
            false,
            {wording("title", must, "What people read."),
             wording("who", must, "Who can get it, in words."),
             plain("offered", guard, may,
                   "It is offered when this is true, and said to be possible while it is unknown; "
                   "left out: to everybody. Facts that the pathway knows."),
             choose("cost", must,
                    "`included` in the contract, charged `per_use`, or `free` to everybody.",
                    {"included", "per_use", "free"}),
             wording("refer", must, "How to refer."),
             wording("contact", may, "Whom to ask about it; never a person's name."),
             wording("guidance", may, "Link to guidance.")}};
}

Key labels_of(std::string_view name, std::string_view doc) {
    return read_only(name, texts, may, doc);
}

MapSpec labels_spec() {
    return {Map::labels,
            "labels in another language",
            "`labels.<language>.yaml`, for what the files of its folder declare. Whatever has no "
            "label stays in\nEnglish; what happens never changes.",
            false,
            {format_key(), plain("labels", id, must, "The language, two letters: `cy`."),
             labels_of("pathways", "Titles of pathways."),
             labels_of("states", "Titles of states, by full id: `phase.inside.received`."),
             labels_of("instructions", "What the owner of a state has to do, by full id."),
             labels_of("gates", "Titles of gates."), labels_of("handoffs", "Titles of handoffs."),
             labels_of("facts", "Titles of facts."), labels_of("roles", "Labels of roles."),
             labels_of("appointments", "Titles of appointments."),
             labels_of("checklist", "Titles of items of the checklist."),
             labels_of("services", "Titles of services."),
             labels_of("sources", "What people call a system."),
             labels_of("words", "Words that the engine itself prints, listed below.")}};
}

}  // namespace

std::vector<MapSpec> reading_specs() {
    return {appointment_spec(), checked_spec(),       journeys_spec(),       notify_spec(),
            workload_spec(),    workload_risk_spec(), workload_phase_spec(), catalogue_spec(),
            service_spec(),     labels_spec()};
}

}  // namespace throughgate::definition::table
