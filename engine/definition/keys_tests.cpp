// SPDX-License-Identifier: MIT
// Keys of files of tests.
#include "definition/keys_table.hpp"

namespace throughgate::definition::table {

namespace {

MapSpec file_spec() {
    return {Map::test_file,
            "a file of tests",
            "One file: `<folder>/<name>.test.yaml`, anywhere below a workflows folder.",
            false,
            {format_key(), plain("test", text, must, "What the file is about."),
             plain("definitions", ids, must,
                   "Pathways that are published for these tests, with every common file."),
             plain("defaults", map, may, "For every test that does not say otherwise.",
                   Map::test_defaults),
             plain("tests", maps, must, "The tests; each has a case and a store of its own.",
                   Map::test)}};
}

MapSpec defaults_spec() {
    return {Map::test_defaults,
            "the defaults of a file of tests",
            "",
            false,
            {plain("starts", text, may, "Where the clock stands when the case is opened."),
             plain("open", map, may, "With what the case is opened.", Map::test_open)}};
}

MapSpec open_spec() {
    return {Map::test_open,
            "the opening of a case",
            "What a test says is laid over the defaults, name by name.",
            false,
            {plain("people", pairs, may,
                   "Roles with the person who holds each. Left out: every role has an invented "
                   "person, named by the role's id."),
             plain("unallocated", ids, may, "Roles that nobody holds."),
             plain("facts", pairs, may,
                   "Facts with values. Left out: `prison` and `ro_team` are those of the invented "
                   "staff."),
             plain("staff", by_id, may, "Further people, or other ones with the same id.",
                   Map::test_person)}};
}

MapSpec person_spec() {
    return {Map::test_person,
            "a person of a test",
            "",
            false,
            {plain("roles", ids, may, "Roles; left out: none."),
             plain("team", text, may,
                   "Prison or community team; left out: that of the first role's side."),
             plain("deputy", id, may, "Id of the deputy."),
             plain("manager", id, may, "Id of the manager."),
             plain("absent_from", day, may, "First day of an absence."),
             plain("absent_until", day, may, "Last day of it."),
             plain("unreachable", flag, may, "Nothing can be sent to this person."),
             plain("box", flag, may, "A shared mailbox: it can be told and cannot act.")}};
}

MapSpec test_spec() {
    return {Map::test,
            "a test",
            "",
            false,
            {plain("name", text, must, "A sentence that is true when the test passes."),
             plain("covers", ids, may, "What it shows: ids of scenarios or failures."),
             plain("starts", text, may, "Where the clock stands when the case is opened."),
             plain("open", map, may, "With what the case is opened.", Map::test_open),
             plain("steps", maps, must, "What happens, in order.", Map::test_step)}};
}

std::vector<Key> times_of_step() {
    return {plain("at", text, may,
                  "The clock runs to this time: `2026-09-14 09:00` in the zone of the definitions, "
                  "or a date rule such as `2 working days before release`. All that falls due on "
                  "the way happens."),
            plain("after", text, may, "So long after the step before: `3 days`, `2 hours`."),
            plain("until", text, may, "The same as `at`, for steps in which nobody does anything."),
            plain("stopped_until", text, may,
                  "The engine is switched off, and on again at this time.")};
}

std::vector<Key> actions_of_step() {
    return {
        plain("send", text, may, "An event."),
        plain("acknowledge", text, may, "A handoff: `H06`, or one of several: `H06.police`."),
        plain("accept", text, may, "A handoff."),
        plain("decline", text, may, "A handoff; `because` says why."),
        plain("query", text, may, "A handoff; `because` is the question."),
        plain("answer", text, may, "A handoff; `because` is the answer."),
        plain("complete", text, may, "A handoff."),
        plain("correct", text, may, "An event: its last entry is taken back; `because` says why.")};
}

std::vector<Key> words_of_step() {
    return {
        plain("by", text, may,
              "Who does it: a role or the id of a person. An outside body: whoever raised the "
              "handoff records it for them. Left out of `send`: a feed; of a handoff: whoever "
              "must act."),
        plain("with", pairs, may, "Facts that come with the event."),
        plain("assign", pairs, may, "Roles with their new holders, sent with the event."),
        plain("was", text, may, "When it was true, if earlier than now."),
        plain("note", text, may, "Evidence, or how it is known."),
        plain("because", text, may, "The reason."),
        choose("channel", may,
               "How the channel answers from this step on: it takes a notice, does not answer in "
               "time (it is tried again later), or refuses it for good.",
               {"delivers", "times_out", "refuses"}),
        plain("expect", map, may, "What is so afterwards.", Map::test_expect)};
}

MapSpec step_spec() {
    return {Map::test_step, "a step",
            "At most one time, at most one thing done, and what is so then.", false,
            joined(joined(times_of_step(), actions_of_step()), words_of_step())};
}

std::vector<Key> expected_places() {
    return {plain("states", ids, may,
                  "All of these are active: `plan`, `accommodation.plan` or "
                  "`accommodation.place.plan`."),
            plain("not_states", ids, may, "None of these is active."),
            plain("only_states", lists, may,
                  "Pathways, each with exactly the innermost states that are active in it."),
            plain("stages", pairs, may, "Pathways with their stage; `none`: not started."),
            plain("phase", id, may, "State of the case, or of the spine's main strand."),
            plain("handoffs", pairs, may,
                  "Handoffs (`H06`, `H06.police`) with the state of the newest one; `none`: never "
                  "raised."),
            plain("facts", pairs, may, "Facts with values, or `unknown`.")};
}

std::vector<Key> expected_news() {
    return {
        plain("notices", map_or_maps, may, "Each of these was sent since the step before.",
              Map::test_notice),
        plain("no_notices", map_or_maps, may, "None of these was sent; `all`: none whatever.",
              Map::test_notice),
        plain("only_notices", map_or_maps, may, "Exactly these were sent.", Map::test_notice),
        plain(
            "refused", text, may,
            "What was done is refused; a part of the reason, or its kind (`refused`, `invalid`)."),
        plain("waits_for", ids, may, "Facts that a condition waited for since the step before."),
        plain("next", map, may, "What is dated next.", Map::test_next),
        plain("log", ids, may,
              "Kinds of entry that the log gained since the step before, in this order; others "
              "may stand between."),
        plain("incidents", ids, may,
              "Parts of the messages of the incidents that are open; `none`: there are none.")};
}

MapSpec expect_spec() {
    return {Map::test_expect, "what a step expects", "", false,
            joined(expected_places(), expected_news())};
}

MapSpec notice_spec() {
    return {Map::test_notice,
            "a notice that is expected",
            "Only the keys given must match.",
            true,
            {plain("to", text, may,
                   "As the definition says it (`ro`, `manager of ro`), or the person who got it "
                   "(`ro.deputy`)."),
             plain("message", id, may, "Id of the message."),
             choose("class", may, "How urgent it is.", {"critical", "action", "info"}),
             plain("handoff", id, may, "The handoff that it speaks of."),
             plain("at", text, may, "When it was sent."),
             plain("count", whole, may, "How many such notices; left out: at least one.")}};
}

MapSpec next_spec() {
    return {Map::test_next,
            "the next dated action",
            "",
            false,
            {plain("at", text, may, "When it falls due."),
             plain("owner", id, may, "Role that owns what is due.")}};
}

}  // namespace

std::vector<MapSpec> test_specs() {
    return {file_spec(), defaults_spec(), open_spec(),   person_spec(), test_spec(),
            step_spec(), expect_spec(),   notice_spec(), next_spec()};
}

}  // namespace throughgate::definition::table
