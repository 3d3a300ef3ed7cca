// SPDX-License-Identifier: MIT
// Goal: a command survives its JSON form unchanged, and bad JSON names the member at fault.
// Method: round trips of each kind of command and of generated ones.
#include "exchange/commands_json.hpp"

#include <rapidcheck.h>

#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

Command full_command() {
    Command command;
    command.key = "key-1";
    command.source = "demo";
    command.actor = Actor{"S012", "os:aspen", "lha"};
    command.reason = "a \"reason\"\nwith lines";
    command.expected_version = 18446744073709551615u;
    command.effective_at = *parse_instant("2026-10-01T09:00:00.250Z");
    command.what = SendEvent{"TG-000123",
                             {"", "X900001"},
                             "dtr.submitted",
                             {{"text", Value(std::string("né"))},
                              {"number", Value(std::int64_t{-4})},
                              {"truth", Value(false)},
                              {"unknown", Value{}},
                              {"choice", Value(Symbol::of("priority_need"))},
                              {"date", Value(*parse_date("2026-10-01"))},
                              {"instant", Value(*parse_instant("2026-10-01T09:00:00Z"))}},
                             {{"ro", "S012"}, {"pom", ""}}};
    return command;
}

void check_same(const std::vector<Field>& left, const std::vector<Field>& right) {
    REQUIRE(left.size() == right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        CHECK(left[i].name == right[i].name);
        CHECK(left[i].value == right[i].value);
    }
}

std::string refusal(std::string_view json) {
    const Result<Command> command = read_command(json);
    REQUIRE_FALSE(command.ok());
    CHECK(command.error().kind == ErrorKind::invalid);
    return command.error().message;
}

}  // namespace

TEST_CASE("an event command comes back with every field and type") {
    const Command sent = full_command();
    const Result<Command> read = read_command(to_json(sent));
    REQUIRE(read.ok());
    CHECK(read->key == sent.key);
    CHECK(read->source == sent.source);
    CHECK(read->actor.person == "S012");
    CHECK(read->actor.asserted_by == "os:aspen");
    CHECK(read->actor.on_behalf_of == "lha");
    CHECK(read->reason == sent.reason);
    CHECK(read->expected_version == sent.expected_version);
    CHECK(read->effective_at == sent.effective_at);
    const SendEvent& event = std::get<SendEvent>(read->what);
    const SendEvent& original = std::get<SendEvent>(sent.what);
    CHECK(event.case_reference == original.case_reference);
    CHECK(event.person == original.person);
    CHECK(event.name == original.name);
    check_same(event.fields, original.fields);
    REQUIRE(event.assignments.size() == 2);
    CHECK(event.assignments[0].person == "S012");
    CHECK(event.assignments[1].person.empty());
}

TEST_CASE("a command that takes back an entry comes back") {
    Command sent = full_command();
    sent.what = CorrectEntry{"TG-000123", 42};
    const Result<Command> read = read_command(to_json(sent));
    REQUIRE(read.ok());
    const CorrectEntry& correct = std::get<CorrectEntry>(read->what);
    CHECK(correct.case_reference == "TG-000123");
    CHECK(correct.sequence == 42);
}

TEST_CASE("opening and handoff commands come back too, on one line") {
    Command open;
    open.key = "k";
    open.what = OpenCase{{"A9001ZZ", "X900001"}, {{"prison", Value(std::string("ZZA"))}}, {}};
    CHECK(to_json(open).find('\n') == std::string::npos);
    const Result<Command> opened = read_command(to_json(open));
    REQUIRE(opened.ok());
    CHECK(std::get<OpenCase>(opened->what).person == PersonIdentity{"A9001ZZ", "X900001"});
    CHECK(std::get<OpenCase>(opened->what).facts.front().value == Value(std::string("ZZA")));
    Command act;
    act.key = "k";
    act.what = ActOnHandoff{"TG-000123", {"A9001ZZ", ""},         4294967295u,
                            "H06",       HandoffAction::complete, "letter"};
    const Result<Command> acted = read_command(to_json(act));
    REQUIRE(acted.ok());
    CHECK(std::get<ActOnHandoff>(acted->what).handoff == 4294967295u);
    CHECK(std::get<ActOnHandoff>(acted->what).person.noms_number == "A9001ZZ");
    CHECK(std::get<ActOnHandoff>(acted->what).name == "H06");
    CHECK(std::get<ActOnHandoff>(acted->what).action == HandoffAction::complete);
    CHECK(std::get<ActOnHandoff>(acted->what).evidence == "letter");
}

TEST_CASE("the JSON of a command is what the documentation shows") {
    Command act;
    act.key = "k-9";
    act.actor.person = "S012";
    act.what = ActOnHandoff{"TG-000123", {}, 4, "", HandoffAction::acknowledge, ""};
    CHECK(to_json(act) == R"({"key":"k-9","actor":{"person":"S012"},)"
                          R"("handoff":{"case":"TG-000123","number":4,"action":"acknowledge"}})");
}

TEST_CASE("a choice that no definition knows comes back as text and is not interned") {
    const Result<Command> command = read_command(
        R"({"key":"k","event":{"name":"a","fields":{"x":{"choice":"never_interned_word"}}}})");
    REQUIRE(command.ok());
    CHECK(std::get<SendEvent>(command->what).fields.front().value ==
          Value(std::string("never_interned_word")));
    CHECK_FALSE(Symbol::find("never_interned_word").has_value());
}

TEST_CASE("a wrong command is refused and the member named") {
    CHECK(refusal("[]") == "a command is a JSON object");
    CHECK(refusal("{").starts_with("command:1:2: "));
    CHECK(refusal(R"({"event":{}})") == "a command needs a key");
    CHECK(refusal(R"({"key":"k"})").starts_with("a command holds exactly one"));
    CHECK(
        refusal(R"({"key":"k","event":{},"open":{}})").starts_with("a command holds exactly one"));
    CHECK(refusal(R"({"key":7,"event":{}})") == "this member has the wrong type: key");
    CHECK(refusal(R"({"key":"k","event":[]})") == "this member has the wrong type: event");
    CHECK(refusal(R"({"key":"k","kee":1,"event":{}})") == "nobody reads this member: kee");
    CHECK(refusal(R"({"key":"k","event":{"fields":{"x":1.5}}})") ==
          "this member has the wrong type: x");
    CHECK(refusal(R"({"key":"k","event":{"fields":{"x":{"date":"2026-02-30"}}}})") ==
          "this member has the wrong type: x");
    CHECK(refusal(R"({"key":"k","event":{"assignments":{"ro":1}}})") ==
          "this member has the wrong type: ro");
    CHECK(refusal(R"({"key":"k","effectiveAt":"today","event":{}})") ==
          "this member has the wrong type: effectiveAt");
    CHECK(refusal(R"({"key":"k","expectedVersion":-1,"event":{}})") ==
          "this member has the wrong type: expectedVersion");
    CHECK(refusal(R"({"key":"k","handoff":{"number":4294967296,"action":"accept"}})") ==
          "this member has the wrong type: number");
    CHECK(refusal(R"({"key":"k","handoff":{"number":4,"action":"dance"}})") ==
          "this member has the wrong type: action");
    CHECK(refusal(R"({"key":")" + std::string(201, 'k') + R"(","event":{}})")
              .starts_with("source and id"));
}

TEST_CASE("any ASCII text survives as key, name and value") {
    const bool held = rc::check("round trip", [](const std::vector<char>& bytes) {
        std::string text = "x";
        for (const char c : bytes) text += static_cast<char>(c & 0x7f);
        text.resize(std::min<std::size_t>(text.size(), 100));
        Command command;
        command.key = text;
        command.what = SendEvent{text, {}, text, {{text, Value(text)}}, {{text, text}}};
        const Result<Command> read = read_command(to_json(command));
        RC_ASSERT(read.ok());
        const SendEvent& event = std::get<SendEvent>(read->what);
        RC_ASSERT(read->key == text && event.name == text);
        RC_ASSERT(event.fields.front().name == text);
        RC_ASSERT(event.fields.front().value == Value(text));
        RC_ASSERT(event.assignments.front().person == text);
    });
    CHECK(held);
}

}  // namespace throughgate::exchange
