// SPDX-License-Identifier: MIT
// Goal: every code has a row on the page and is given for the fault it describes.
// Method: one edit of the sound small definitions for each code; the loader must then say the code.
// Codes of the rules are shown by their own golden file.
#include <algorithm>
#include <set>

#include "definition/codes.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/definition/provoked.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";
constexpr const char* spine = "spine/pathway.yaml";
constexpr const char* roles = "common/roles.yaml";
constexpr const char* ladders = "common/ladders.yaml";
constexpr const char* visits = "common/rules/visits.yaml";
constexpr const char* calendar = "common/calendars/england-and-wales.yaml";
constexpr const char* chart = "charts/lamp.yaml";

/// A little over a year before the small calendar ends.
constexpr Date today{std::chrono::year(2027) / 12 / 30};

std::string many_states() {
    std::string text;
    for (int i = 0; i < 520; ++i)
        text += "      s" + std::to_string(i) +
                ": {title: S, stage: closed, final: true, outcome: s}\n";
    return text;
}

std::vector<Provoked> provoked_here() {
    return {
        {"TG1401", accommodation, "gates:\n",
         "migrate:\n  states: {place.begun: place.nowhere}\ngates:\n"},
        {"TG1402", accommodation, "gates:\n",
         "migrate:\n  states: {place.sourcing: place.screen}\ngates:\n"},
        {"TG1403", accommodation, "gates:\n",
         "migrate:\n  deadlines: {place.screen: later}\ngates:\n"},
        {"TG1404", accommodation, "gates:\n", "migrate:\n  drop: {H06: nobody asks}\ngates:\n"},
        {"TG1405", accommodation, "gates:\n", "migrate:\n  drop: {place.begun: \"\"}\ngates:\n"},
        {"TG0103", accommodation, "title: Accommodation", "title: " + std::string(1 << 20, 'x')},
        {"TG0220", accommodation, "      finished: {title",
         many_states() + "      finished: {title"},
        {"TG0101", accommodation, "gates:\n", "gates: [\n"},
        {"TG0102", accommodation, "title: Accommodation", "title: \x01"},
        {"TG0104", accommodation, "title: Accommodation",
         "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"},
        {"TG0105", accommodation, "title: Accommodation\n", "title: Accommodation\ntitle: Home\n"},
        {"TG0106", accommodation, "title: Accommodation", "title: &a Accommodation"},
        {"TG0107", accommodation, "detained: on_hold", "detained: on_holt"},
        {"TG0108", accommodation, "title: Accommodation", "title: !!str Accommodation"},
        {"TG0109", accommodation, "{{state.title}}: {{state.do}} {{link}}\n", "Text\n---\na: 1\n"},
        {"TG0110", accommodation, "        do: Ask where", "        doo: Ask where"},
        {"TG0111", accommodation, "calendar: england-and-wales\n", ""},
        {"TG0112", accommodation, "title: Accommodation", "title: [a]"},
        {"TG0113", accommodation, "stage: needed", "stage: neded"},
        {"TG0114", accommodation, "detained: on_hold", "no: on_hold"},
        {"TG0115", accommodation, "format: 1", "format: 2"},
        {"TG0116", accommodation, "pathway: accommodation", "pathwai: accommodation"},
        {"TG0117", accommodation, "  visit:   ", "  today:   "},
        {"TG0118", accommodation, "", "# nothing\n"},
        {"TG0201", accommodation, "papers_wanted: {title", "keys_wanted: {title"},
        {"TG0202", accommodation, "start: screen", "start: sreen"},
        {"TG0203", accommodation, "asks: [address.kind]", "asks: [adress.kind]"},
        {"TG0204", accommodation, "owner: acc_worker", "owner: acc_wroker"},
        {"TG0205", accommodation, "detained: on_hold",
         "detained: {to: on_hold, raises: [nothing.there]}"},
        {"TG0206", accommodation, "booking.status: none}", "booking.status: nune}"},
        {"TG0207", accommodation, "detained: on_hold", "detained: {sets: {nation: wales}}"},
        {"TG0208", accommodation, "choose:\n              - {when: address.kind is own",
         "choose:\n              - {otherwise: stay}\n              - {when: address.kind is own"},
        {"TG0209", accommodation,
         "              - {otherwise: sourcing, if_unknown: stay, because: nowhere to live yet}\n",
         ""},
        {"TG0210", accommodation, "      finished: {title",
         "      lost: {title: Lost, stage: closed, final: true, outcome: lost}\n      finished: "
         "{title"},
        {"TG0211", spine, "ro.allocated: allocated", "ro.allocated: {to: stay}"},
        {"TG0212", accommodation, "        owner: ro\n        do: Ask where",
         "        do: Ask where"},
        {"TG0213", accommodation, ", outcome: agreed}", "}"},
        {"TG0214", accommodation, "outcome: agreed}", "outcome: agreed, due: 1 day after entry}"},
        {"TG0215", accommodation, "keys.agreed: keys_agreed", "keys.agreed: papers_signed"},
        {"TG0216", spine, "{otherwise: day_one, if_unknown: day_one}", "{otherwise: day_one}"},
        {"TG0217", accommodation, "        suspended: true\n",
         "        suspended: true\n        always: [{to: on_hold}]\n"},
        {"TG0218", accommodation, "        suspended: true\n",
         "        suspended: true\n        always: [{when: today is after release, to: "
         "sourcing}]\n"},
        {"TG0219", accommodation, "of: preparing", "of: sourcing"},
        {"TG0221", accommodation, "  visit:   ", "  place:   "},
        {"TG0222", accommodation, "    title: Somewhere to live\n",
         "    ends_when: nation is wales\n"},
        {"TG0224", accommodation, "detained: on_hold", "detained: {to: on_hold, if_shut: stay}"},
        {"TG0225", accommodation, "messages:\n  check",
         "events: {died: {choose: [{when: nation is wales, to: finished}, {otherwise: "
         "decided}]}}\nmessages:\n  check"},
        {"TG0226", accommodation, "  visit:   ", "  nothing: {truth: true}\n  visit:   "},
        {"TG0228", accommodation, "detained: on_hold", "detained: {to: on_hold, internal: true}"},
        {"TG0229", accommodation, "detained: on_hold", "detained: {to: [on_hold, sourcing]}"},
        {"TG0230", accommodation, "outcome: agreed}",
         "outcome: agreed, history: {remembers: deep, start: keys_wanted}}"},
        {"TG0231", accommodation, "case.recalled: {to: screen}",
         "case.recalled: {to: screen, tells: [nobody.listens]}"},
        {"TG0232", accommodation, "        suspended: true\n",
         "        suspended: true\n        done: sourcing\n"},
        {"TG0233", accommodation, "still_open: {at: 2 working days before release",
         "still_open: {at: 2 working days before entry"},
        {"TG0234", accommodation, "strands:\n", "join: {n_of: 4}\nstrands:\n"},
        {"TG0235", accommodation, "        suspended: true\n",
         "        suspended: true\n        join: any\n"},
        {"TG0236", accommodation, "strands:\n", "join: required\nstrands:\n"},
        {"TG0237", accommodation, "        suspended: true\n",
         "        suspended: true\n        on_start: {sets: {nation: wales}}\n"},
        {"TG0238", accommodation, "detained: on_hold", "\"detained.*\": on_hold"},
        {"TG0240", accommodation, "        do: Ask where",
         "        rests: true\n        do: Ask where"},
        {"TG0241", accommodation, "  dtr.result:       {choice: [owed, not_owed], set_by: [ro]}",
         "  dtr.result:       {choice: [owed, not_owed], set_by: rules}"},
        {"TG0242", accommodation,
         "  visit:   ", "  worked_out: {truth: true, set_by: rules}\n  visit:   "},
        {"TG0243", accommodation, "        suspended: true\n",
         "        suspended: true\n        silent: true\n"},
        {"TG0244", accommodation, "- {otherwise: sourcing, if_unknown: stay,",
         "- {otherwise: sourcing, refuse: No., if_unknown: stay,"},
        {"TG0245", spine, "strands:\n", "starts: {again: back.inside}\nstrands:\n"},
        {"TG0401", accommodation, "        stage: same\n", ""},
        {"TG0402", accommodation, "detained: on_hold", "detained: settled"},
        {"TG0403", accommodation, "start: screen", "start: sourcing"},
        {"TG0404", accommodation, "do: Get both consents first.",
         "do: Ask.\n        stage: needed"},
        {"TG0405", spine, "        phase: gate\n", ""},
        {"TG0406", spine, "first_contact: community", "first_contact: at_gate"},
        {"TG0407", accommodation, "        stage: needed\n",
         "        stage: needed\n        phase: gate\n"},
        {"TG0408", spine, "start: in_custody", "start: at_gate"},
        {"TG0409", accommodation, ", confirmed: true}", "}"},
        {"TG0410", accommodation, "stage: closed, final", "stage: in_place, final"},
        {"TG0501", accommodation, "gate: address\n", "gate: adress\n"},
        {"TG0502", accommodation, "still_open: {at:", "still_open: {gate: address, at:"},
        {"TG0503", accommodation, "still_open: {at: 2 working days before release, to: no_address}",
         "still_open: {at: 2 working days before release, to: confirmed}"},
        {"TG0504", accommodation, "gates:\n",
         "gates:\n  spare: {title: Spare, cleared_by: ro, needs: [visit is done]}\n"},
        {"TG0505", accommodation, "gates:\n", "gates:\n  spare: {title: Spare, cleared_by: ro}\n"},
        {"TG0506", accommodation, "cleared_by: ro", "cleared_by: police"},
        {"TG0507", accommodation, "{role: spo, when", "{role: ro, when"},
        {"TG0601", accommodation, "opens: [H06]", "opens: [H60]"},
        {"TG0602", accommodation, "        suspended: true\n",
         "        suspended: true\n        ladder: nosuch\n"},
        {"TG0603", spine, "    to: ro\n", "    to: pom\n"},
        {"TG0604", spine,
         "    acknowledge: 2 working days after raised\n    complete: {first_of: [10 working days "
         "after raised, 10 working days before release]}\n",
         ""},
        {"TG0605", spine, "    until: case\n",
         "    ladder: {a: {at: due, tell: ro, message: handover}}\n"},
        {"TG0606", spine, "    until: case\n",
         "    ladder: {a: {at: due, tell: manager of to, message: handover}, b: {at: 1 day after "
         "due, tell: from, message: handover}}\n"},
        {"TG0607", spine, "    from: pom\n    to: ro\n",
         "    from: spo\n    to: ro\n    ladder: {a: {at: due, tell: manager of to, message: "
         "handover}}\n"},
        {"TG0608", accommodation, "tell: from, class", "tell: to, class"},
        {"TG0609", spine, "    until: case\n",
         "    ladder: {a: {at: due, tell: manager of head_pdu, message: handover}}\n"},
        {"TG0620", accommodation, "due: 5 working days after entry", "due: 2 days after now"},
        {"TG0610", spine, "acknowledge: 2 working days after raised",
         "acknowledge: 2 working days after due"},
        {"TG0611", spine, "first_of: [10 working days after raised",
         "first_of: [1 working day after raised"},
        {"TG0612", accommodation, "to_each: [police, csc]", "to_each: [police, pom]"},
        {"TG0613", accommodation, "acknowledge: on reply", "acknowledge: 2 days after raised"},
        {"TG0614", accommodation, "        opens: [H06]\n", ""},
        {"TG0615", accommodation, "at_most: 3, ", ""},
        {"TG0616", ladders, "  complete:\n", "  completed:\n"},
        {"TG0617", accommodation, "carries: {address.id: sensitive_da}",
         "carries: {check.police: standard}"},
        {"TG0618", accommodation, "tell: [ro, deputy of ro]", "tell: [ro, friend of ro]"},
        {"TG0619", accommodation, "    to_each: [police, csc]\n", ""},
        {"TG0622", spine, "    acknowledge: 2 working days after raised\n", ""},
        {"TG0701", accommodation, "message: withdrawn}", "message: withdrew}"},
        {"TG0702", accommodation, "{{state.title}}: {{state.do}}", "{{check.police}}"},
        {"TG0703", accommodation, "{{state.title}}: {{state.do}}", "{{visit}}"},
        {"TG0704", accommodation, "{{state.title}}: {{state.do}} {{link}}", "{{state.title"},
        {"TG0705", accommodation, "{{state.title}}: {{state.do}}",
         "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
         "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
         "a a a "},
        {"TG0706", accommodation, "message: withdrawn}", "message: check_chase}"},
        {"TG0707", ladders, "  handoff_declined:", "  handoff_refused:"},
        {"TG0708", spine, "        do: See the person today.\n",
         "        do: See the person today.\n        record: {in: nowhere, as: Out}\n"},
        {"TG0709", spine, "        do: See the person today.\n",
         "        do: See the person today.\n        label: health\n"
         "        record: {in: nowhere, as: Out}\n"},
        {"TG0801", accommodation, "common: [facts, roles, ladders]",
         "common: [facts, rolls, ladders]"},
        {"TG0802", accommodation, "calendar: england-and-wales", "calendar: scotland"},
        {"TG0803", spine, "pathway: spine", "pathway: accommodation"},
        {"TG0804", roles, "manager: head_pdu", "manager: ro"},
        {"TG0805", calendar, "{date: 2025-12-26", "{date: 2025-12-25"},
        {"TG0806", accommodation, "  visit:   ", "  nation: {truth: true}\n  visit:   "},
        {"TG0807", spine, "strands:\n  phase", "facts: {visit: {truth: true}}\nstrands:\n  phase"},
        {"TG0808", spine, "pathway: spine", "pathway: spyne"},
        {"TG0809", visits, "until: 2025-12-31", "until: 2026-12-31"},
        {"TG0810", visits, "supervised: truth}", "supervised: boolean}"},
        {"TG0811", visits, "    gives: today is on or after 2 weeks before release",
         "    gives: {code: close, choose: [{otherwise: nothing}]}"},
        {"TG0812", visits, "{when: supervised is true, gives: usual but not before 2026-01-05",
         "{otherwise: usual but not before 2026-01-05"},
        {"TG0813", accommodation, "common: [facts, roles, ladders]",
         "common: [facts, roles, ladders]\nrules: [visists]"},
        {"TG0814", calendar, "weekend: [saturday, sunday]",
         "weekend: [saturday, sunday]\nall_work: [england-and-wales]"},
        {"TG0815", calendar, "known_until: 2028-12-31", "known_until: 2028-12-28"},
        {"TG0816", accommodation, "title: Accommodation", "settle: 2 hours\ntitle: Home"},
        {"TG0817", accommodation, "title: Accommodation",
         "compression: {late: 4 hours after entry}\ntitle: Home"},
        {"TG0818", accommodation, "        do: Ask where",
         "        exempt: regime\n        do: Ask where"},
        {"TG0901", chart, "when: pressed is 1", "when: pressed = 1"},
        {"TG0902", chart, "set: {pressed", "set: {presed"},
        {"TG0903", chart, "not in bright", "not in brght"},
        {"TG0904", chart, "data: {pressed: 0}", "data: {pressed: 0, is: 1}"},
        {"TG0905", chart, "{log: pressed}", "{log: pressed, raise: done}"},
        {"TG0906", chart, "{event: press, to: bright", "{event: press..twice, to: bright"},
        {"TG0907", chart, "after: 5s", "after: 5 moments"},
        {"TG0908", chart, "after: 5s", "after: 5s, to: internal"},
        {"TG0909", chart, "final: true", "final: true, start: dark"},
        {"TG0910", chart, ", restart: all", ""},
        {"TG0911", chart, "when: not in bright, to: dim", "to: dim"},
        {"TG0912", chart, "{otherwise: [{log: pressed}]}", "{when: in dark}"},
    };
}

std::vector<Provoked> provoked() {
    std::vector<Provoked> all = provoked_here();
    const std::vector<Provoked> authors = author_faults();
    all.insert(all.end(), authors.begin(), authors.end());
    return all;
}

std::vector<std::string> codes_after(const Provoked& each) {
    auto files = testing::small_files();
    if (each.from.empty()) {
        for (SourceFile& file : files)
            if (file.path == each.path) file.bytes = each.to;
        return testing::codes_of(load(files));
    }
    return testing::codes_of(load(testing::edited(files, each.path, each.from, each.to), today));
}

TEST_CASE("the small definitions are sound") {
    const Loaded loaded = load(testing::small_files());
    INFO(testing::text_of(loaded));
    CHECK(loaded.diagnostics.empty());
}

TEST_CASE("each fault is given its code") {
    for (const Provoked& each : provoked()) {
        const auto codes = codes_after(each);
        std::string got;
        for (const std::string& code : codes) got += code + " ";
        INFO(each.code << " expected, got " << got);
        CHECK(testing::has(codes, each.code));
    }
}

TEST_CASE("what happened needs no if_unknown where no condition can be unknown") {
    const std::string drawn =
        "          - {when: supervised is false, to: ended}\n"
        "          - {otherwise: day_one, if_unknown: day_one}\n";
    const auto asks = [&](const std::string& condition) {
        const std::string other =
            "          - {when: " + condition + ", to: ended}\n          - {otherwise: day_one}\n";
        return testing::has(
            testing::codes_of(load(testing::edited(testing::small_files(), spine, drawn, other))),
            "TG0216");
    };
    CHECK(asks("supervised is false"));
    CHECK(asks("phase is in_custody and supervised is false"));
    CHECK_FALSE(asks("phase is in_custody"));
    CHECK_FALSE(asks("supervised is unknown or not (phase is in_custody)"));
}

TEST_CASE("an event that the workflow raises or tells itself cannot be refused") {
    const auto faults = [](const char* from, const char* to) {
        return testing::codes_of(
            load(testing::edited(testing::small_files(), accommodation, from, to)));
    };
    const char* const refusing =
        "settled.confirmed: {choose: [{when: nation is wales, to: finished}, {refuse: Not here.}]}";
    CHECK_FALSE(testing::has(faults("settled.confirmed: finished", refusing), "TG0244"));
    const std::string raised =
        std::string(refusing) + "\n          is.raised: {to: stay, raises: [settled.confirmed]}";
    CHECK(testing::has(faults("settled.confirmed: finished", raised.c_str()), "TG0244"));
    CHECK(testing::has(faults("case.recalled: {to: screen}",
                              "case.recalled: {choose: [{when: nation is wales, to: screen}, "
                              "{refuse: Not here.}]}"),
                       "TG0244"));  // the spine tells it
}

TEST_CASE("a state that rests needs neither owner nor instruction") {
    const auto after = [](const char* to) {
        return testing::codes_of(
            load(testing::edited(testing::small_files(), accommodation,
                                 "        owner: ro\n        do: Ask where the person will live.\n"
                                 "        due: 5 working days after entry\n",
                                 to)));
    };
    CHECK_FALSE(testing::has(after("        rests: true\n"), "TG0212"));
    CHECK(testing::has(after(""), "TG0212"));
}

TEST_CASE("a handoff that leads nowhere is told of handoffs, not of states") {
    const auto loaded = load(testing::edited(testing::small_files(), accommodation, "gates:\n",
                                             "migrate:\n  handoffs: {H05: H99}\ngates:\n"));
    const auto found = std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                                    [](const Diagnostic& each) { return each.code == "TG1401"; });
    REQUIRE(found != loaded.diagnostics.end());
    CHECK(found->message == "there is no handoff 'H99' to lead to");
    CHECK(found->hint == "name one that is declared, like 'H06'");
}

/// Codes that other tests than this one provoke, by the files in which they stand.
bool is_shown_elsewhere(const CodeRow& row) {
    const char* file = "";
    if (is_strict_only(row))
        file = "tests/unit/definition/strict_test.cpp";
    else if (row.code.starts_with("TG03"))
        file = "tests/golden/rules/faults.txt";
    if (row.code.starts_with("TG10")) file = "tests/unit/tooling/test_file_test.cpp";
    if (row.code.starts_with("TG11")) file = "tests/unit/definition/reading_matter_test.cpp";
    if (row.code.starts_with("TG16")) file = "tests/unit/definition/extends_test.cpp";
    if (row.code == "TG1406") file = "tests/simulator/change_rules_test.cpp";
    if (row.code == "TG0655") file = "tests/host/authoring_test.py";
    return *file != 0 &&
           testing::read_repository_file(file).find(std::string(row.code)) != std::string::npos;
}

TEST_CASE("each code has a row and each row a test") {
    std::set<std::string> tested;
    for (const Provoked& each : provoked()) tested.insert(each.code);
    for (const CodeRow& row : codes()) {
        INFO(row.code);
        CHECK((tested.count(std::string(row.code)) == 1 || is_shown_elsewhere(row)));
        tested.erase(std::string(row.code));
    }
    CHECK(tested.empty());
}

TEST_CASE("codes are unique, complete and sorted") {
    std::string last;
    for (const CodeRow& row : codes()) {
        INFO(row.code);
        CHECK(last < row.code);
        CHECK(row.code.size() == 6);
        CHECK_FALSE(row.title.empty());
        CHECK_FALSE(row.cause.empty());
        CHECK_FALSE(row.repair.empty());
        CHECK(find_code(row.code) == &row);
        last = row.code;
    }
    CHECK(find_code("TG9999") == nullptr);
}

TEST_CASE("a fault is a warning exactly where its row says so") {
    for (const Provoked& each : provoked()) {
        const CodeRow* row = find_code(each.code);
        REQUIRE(row != nullptr);
        if (each.from.empty()) continue;
        const Loaded loaded =
            load(testing::edited(testing::small_files(), each.path, each.from, each.to), today);
        for (const Diagnostic& diagnostic : loaded.diagnostics)
            if (diagnostic.code == each.code)
                CHECK((diagnostic.severity == Severity::warning) ==
                      (severity_of(*row) == Severity::warning));
    }
}

TEST_CASE("the page of diagnostics is the one generated from the rows") {
    testing::check_golden("../../docs/reference/diagnostics.md", codes_page());
}

}  // namespace
}  // namespace throughgate::definition
