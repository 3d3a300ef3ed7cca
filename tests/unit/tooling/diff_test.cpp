// SPDX-License-Identifier: MIT
// Goal: what differs between two versions is said in one plain sentence each, with its kind and
// whether live cases break; what has no meaning is no difference.
// Method: single edits of the small definitions, as a table: document | from | to | what is said.
#include <sstream>

#include "definition/keys.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/play.hpp"
#include "throughgate/comparison.hpp"

namespace throughgate::testing {
namespace {

using Files = std::vector<DefinitionFile>;

Files small() { return definition_files("tests/support/definitions/small"); }

std::string& bytes_of(Files& files, const std::string& path) {
    for (DefinitionFile& file : files)
        if (file.path == path) return file.bytes;
    FAIL("no file " << path);
    return files.front().bytes;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    INFO(from);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

std::string said(const std::vector<DefinitionChange>& changes) {
    std::string all;
    for (const DefinitionChange& change : changes)
        all += std::string(name_of(change.kind)) + (change.breaks ? " breaks: " : ": ") +
               change.words + "\n";
    return all;
}

std::vector<DefinitionChange> changes_between(const Files& before, const Files& after) {
    const auto changes = compare_definitions(before, after);
    REQUIRE(changes.ok());
    return *changes;
}

/// What is said of the small accommodation pathway with one edit.
std::string edited(const std::string& from, const std::string& to,
                   const std::string& path = "accommodation/pathway.yaml") {
    Files after = small();
    replace(bytes_of(after, path), from, to);
    return said(changes_between(small(), after));
}

struct Edit {
    const char* from;
    const char* to;
    const char* said;
};

const Edit edits[] = {
    {"due: 14 days before release\n", "due: 10 days before release\n",
     "dates: state place.sourcing is now due 10, not 14, days before release"},
    {"acknowledge: on reply", "acknowledge: 2 working days after raised",
     "dates: handoff H06 is now to be acknowledged 2 working days after raised, not on reply"},
    {"raised, 5 working days before release]}", "raised, 4 working days before release]}",
     "dates: handoff H06 is now due the first of 10 working days after raised and 4, not 5, "
     "working days before release"},
    {"{at: 10 working days before release, to: no_address}",
     "{at: 12 working days before release, to: no_address}",
     "dates: timer none_found of state place.sourcing now fires 12, not 10, working days before "
     "release"},
    {"        with: [acc_worker]\n", "",
     "people: state place.sourcing no longer has `with` (acc_worker)"},
    {"owner: acc_worker\n        do: Tell", "owner: ro\n        do: Tell",
     "people: state place.cas_booked is now owned by ro, not acc_worker"},
    {"tell: from, class: action", "tell: ro, class: action",
     "people: rung chase of handoff H06 now tells ro, not from"},
    {"at_most: 3", "at_most: 4",
     "dates: rung chase of handoff H06 now repeats at most so often: 4, not 3"},
    {"      manager: {at: 2 working days after due, tell: manager of ro, class: action, message: "
     "check_chase}\n",
     "",
     "people: rung manager of handoff H06 is gone (2 working days after due, tells manager of ro, "
     "message check_chase)"},
    {"to_each: [police, csc]", "to: police",
     "people breaks: handoff H06 no longer has `to_each` (police and csc)\n"
     "people: handoff H06 now goes to police"},
    {"title: Finding somewhere to live", "title: Looking for a home",
     "wording: state place.sourcing is now called 'Looking for a home', not 'Finding somewhere to "
     "live'"},
    {"Send both checks today.", "Send them today.",
     "wording: state place.address_check now says what to do as 'Send them today.', not 'Send both "
     "checks today.'"},
    {"          detained: on_hold\n        timers", "        timers",
     "structure: event detained of state place.sourcing is gone (leads to on_hold)"},
    {"          tenancy.offered: preparing", "          tenancy.offered: ready",
     "structure: event tenancy.offered of state place.confirmed now leads to ready, not preparing"},
    {"{when: address.kind is own, to:", "{when: address.kind is family, to:",
     "structure: line 1 of `choose` of event screen.done of state place.screen now holds when "
     "address.kind is family, not own"},
    {"asks: [address.kind]\n", "asks: [address.kind, address.id]\n",
     "structure: event screen.done of state place.screen now asks for address.kind and "
     "address.id, not address.kind"},
    {"        timers:\n          none_found: {at: 10 working days before release, to: "
     "no_address}\n",
     "",
     "structure breaks: timer none_found of state place.sourcing is gone (10 working days before "
     "release, leads to no_address)"},
    {"      finished: {", "      over: {",
     "structure breaks: state place.finished is renamed to over"},
    {"        due: 28 days after entry\n", "",
     "dates breaks: state place.on_hold no longer has `due` (28 days after entry)"},
    {"[own, family, private, cas]", "[own, family, cas]",
     "structure breaks: fact address.kind now has `choice` own, family and cas, not own, family, "
     "private and cas"},
    {"[own, family, private, cas]", "[own, family, private, cas, social]",
     "structure: fact address.kind now has `choice` own, family, private, cas and social, not own, "
     "family, private and cas"},
    {"{text: 40,", "{text: 60,", "structure: fact address.id now has `text` 60, not 40"},
    {"set_by: [ro, acc_worker]}", "set_by: [ro]}",
     "people: fact address.id may now be set by ro, not ro and acc_worker"},
    {"visit is done or not_needed]", "visit is done]",
     "structure: gate address now needs check.police is sufficient, check.children is sufficient "
     "and visit is done, not check.police is sufficient, check.children is sufficient and visit is "
     "done or not_needed"},
    {"shut_by: [risk.changed]", "shut_by: [risk.changed, moved]",
     "structure: gate address is now shut by risk.changed and moved, not risk.changed"},
    {"suspended: true\n", "declined: true\n",
     "structure: state place.on_hold is no longer `suspended`\n"
     "structure: state place.on_hold is now `declined`"},
    {"    starts: 56 days before release", "    starts: 50 days before release",
     "dates: strand duty_to_refer now starts 50, not 56, days before release"},
    {"starts: {when: supervised is true}", "starts: {when: supervised is false}",
     "structure: `starts` of accommodation now holds when supervised is false, not true"},
    {"calendar: england-and-wales", "calendar: scotland",
     "dates: accommodation now reckons by calendar scotland, not england-and-wales"},
    {"{{state.title}}: {{state.do}} {{link}}", "{{state.do}} {{link}}",
     "wording: message withdrawn now reads '{{state.do}} {{link}}', not '{{state.title}}: "
     "{{state.do}} {{link}}'"},
    {"sets: {booking.status: none}", "sets: {booking.status: provisional}",
     "structure: `sets` booking.status of line 1 of `choose` of event screen.done of state "
     "place.screen is now provisional, not none"},
};

TEST_CASE("each edit of a pathway is one plain sentence") {
    for (const Edit& edit : edits)
        CHECK(edited(edit.from, edit.to) == std::string(edit.said) + "\n");
}

TEST_CASE("a state that is gone or new is told with what tells it from others") {
    const std::string state =
        "      ready:\n        title: Ready to move in\n        stage: arranged\n        owner: "
        "ro\n"
        "        do: Make sure that somebody meets the person.\n        due: release\n"
        "        events:\n          address.withdrawn: {asks: [reason], to: sourcing}\n";
    CHECK(edited(state, "") ==
          "structure breaks: state place.ready is gone (stage arranged, owned by ro, due "
          "release)\n");
    const std::string fresh =
        "      hostel: {title: Hostel, stage: arranging, owner: ro, do: Ask.}\n";
    CHECK(edited("      ready:\n", fresh + "      ready:\n") ==
          "structure: state place.hostel is new (stage arranging, owned by ro)\n");
}

TEST_CASE("comments, layout, the order of keys and the short way of writing are no difference") {
    CHECK(edited("pathway: accommodation", "# by hand\npathway: accommodation").empty());
    CHECK(edited("detained: on_hold", "detained: {to: [on_hold]}").empty());
    CHECK(edited("with: [acc_worker]", "with: acc_worker").empty());
    CHECK(edited("title: Accommodation\ncommon: [facts, roles, ladders]",
                 "common: [facts, roles, ladders]\ntitle: Accommodation")
              .empty());
    CHECK(edited("complete: {first_of: [10 working days after raised, 5 working days before "
                 "release]}",
                 "complete: {due: {first_of: [10 working days after raised, 5 working days before "
                 "release]}}")
              .empty());
}

TEST_CASE("states in another order are a change of structure that breaks nothing") {
    const std::string ended =
        "      finished: {title: Finished, stage: closed, final: true, "
        "outcome: settled}\n";
    Files after = small();
    std::string& bytes = bytes_of(after, "accommodation/pathway.yaml");
    replace(bytes, ended, "");
    replace(bytes, "      screen:\n", ended + "      screen:\n");
    CHECK(said(changes_between(small(), after)) ==
          "structure: the states of strand place stand in another order\n");
}

TEST_CASE(
    "a file that is gone or new is one change, and a pathway that is gone breaks live cases") {
    Files fewer = small();
    std::erase_if(fewer, [](const auto& file) { return file.path.starts_with("accommodation/"); });
    CHECK(said(changes_between(small(), fewer)) == "structure breaks: accommodation is gone\n");
    CHECK(said(changes_between(fewer, small())) == "structure: accommodation is new\n");
}

TEST_CASE("two single files are compared whatever their ids") {
    Files before = small();
    const std::string bytes = bytes_of(before, "charts/lamp.yaml");
    std::string renamed = bytes;
    replace(renamed, "chart: lamp", "chart: lantern");
    CHECK(said(changes_between({{"a.yaml", bytes}}, {{"b.yaml", renamed}})) ==
          "structure: lantern now has `chart` lantern, not lamp\n");
}

TEST_CASE("the classes that a change of common files has") {
    Files files = small();
    CHECK(edited("manager: spo", "manager: head", "common/roles.yaml") ==
          "people: role ro is now managed by head, not spo\n");
    const std::string calendar = "common/calendars/england-and-wales.yaml";
    const std::string& bytes = bytes_of(files, calendar);
    const std::size_t at = bytes.find("  - {date:");
    REQUIRE(at != std::string::npos);
    const std::string line = bytes.substr(at, bytes.find('\n', at) - at + 1);
    CHECK(edited(line, "", calendar).starts_with("dates: holiday "));
}

TEST_CASE("every shipped definition equals itself, and nothing needs no approval") {
    const Files shipped = definition_files("workflows");
    const auto changes = changes_between(shipped, shipped);
    CHECK(changes.empty());
    CHECK(approval_for(changes).approvals == 0);
}

TEST_CASE("what a change is decides how many have to approve it") {
    const auto needed = [](ChangeClass kind, bool breaks) {
        DefinitionChange change;
        change.kind = kind;
        change.breaks = breaks;
        const ApprovalNeeded approval = approval_for({change});
        return std::to_string(approval.approvals) + (approval.reason ? " with a reason" : "");
    };
    CHECK(needed(ChangeClass::wording, false) == "1");
    CHECK(needed(ChangeClass::dates, false) == "1 with a reason");
    CHECK(needed(ChangeClass::people, false) == "1 with a reason");
    CHECK(needed(ChangeClass::structure, false) == "2 with a reason");
    CHECK(needed(ChangeClass::dates, true) == "2 with a reason");
}

TEST_CASE("files that cannot be read are all named") {
    const auto compared =
        compare_definitions({{"a.yaml", "format: 1\npathway: [\n"}}, {{"b.yaml", "nonsense: 1\n"}});
    REQUIRE_FALSE(compared.ok());
    CHECK(compared.error().kind == ErrorKind::invalid);
    CHECK(compared.error().message.find("a.yaml:") != std::string::npos);
    CHECK(compared.error().message.find("b.yaml:") != std::string::npos);
}

}  // namespace
}  // namespace throughgate::testing
