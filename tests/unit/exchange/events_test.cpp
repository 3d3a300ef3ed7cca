// SPDX-License-Identifier: MIT
// Goal: each line of a feed becomes an event, or is reported with its number; nothing vanishes.
// Method: lines written in place, as the live services and Throughgate itself send them.
#include "exchange/events.hpp"

#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

EventImport read(const std::string& lines) { return read_events(lines, "e.jsonl"); }

InboundEvent only(const std::string& line) {
    const EventImport import = read(line);
    for (const Reject& reject : import.rejects) UNSCOPED_INFO(reject.reason);
    for (const Reject& reject : import.unhandled) UNSCOPED_INFO(reject.reason);
    REQUIRE(import.events.size() == 1);
    return import.events.front();
}

std::string own(const std::string& members) {
    return R"({"source":"demo","id":"e1","at":"2026-10-01T09:00:00Z",)"
           R"("person":{"nomsNumber":"A9001ZZ"})" +
           members + "}";
}

std::string received(const std::string& details) {
    return R"({"version":1,"eventType":"prison-offender-events.prisoner.received",)"
           R"("occurredAt":"2026-10-01T00:06:39.123456+01:00",)"
           R"("personReference":{"identifiers":[{"type":"NOMS","value":"A9001ZZ"}]},)"
           R"("additionalInformation":{"nomsNumber":"A9001ZZ",)" +
           details + "}}";
}

std::string released(const std::string& details) {
    std::string line = received(details);
    return line.replace(line.find(".received"), 9, ".released");
}

std::string reason_of(const EventImport& import) {
    REQUIRE(import.events.empty());
    REQUIRE(import.rejects.size() + import.unhandled.size() == 1);
    return (import.rejects.empty() ? import.unhandled : import.rejects).front().reason;
}

}  // namespace

TEST_CASE("our own shape carries source, id, instant, person, fields, assignments and actor") {
    const InboundEvent event = only(own(
        R"(,"event":"dtr.submitted","fields":{"dtr.reference":"R-1","n":3,"yes":true,"gone":null},)"
        R"("assignments":{"ro":"S012","pom":null},"actor":"S012","onBehalfOf":"lha")"
        R"(,"reason":"x")"));
    CHECK(event.place == "e.jsonl:1");
    CHECK(event.source == "demo");
    CHECK(event.id == "e1");
    CHECK(event.at == *parse_instant("2026-10-01T09:00:00Z"));
    CHECK(event.person == PersonIdentity{"A9001ZZ", ""});
    CHECK(event.name == "dtr.submitted");
    REQUIRE(event.fields.size() == 4);
    CHECK(event.fields[0].value == Value(std::string("R-1")));
    CHECK(event.fields[1].value == Value(std::int64_t{3}));
    CHECK(event.fields[2].value == Value(true));
    CHECK(event.fields[3].value == Value{});
    REQUIRE(event.assignments.size() == 2);
    CHECK(event.assignments[0].person == "S012");
    CHECK(event.assignments[1].person.empty());
    CHECK(event.actor == "S012");
    CHECK(event.on_behalf_of == "lha");
    CHECK(event.reason == "x");
    CHECK_FALSE(event.handoff.has_value());
}

TEST_CASE("a line may act on a handoff by its name") {
    const InboundEvent event =
        only(own(R"(,"handoff":"H06","action":"complete","evidence":"letter of 1 October")"));
    CHECK(event.name.empty());
    REQUIRE(event.handoff.has_value());
    CHECK(*event.handoff == HandoffStep{"H06", HandoffAction::complete, "letter of 1 October"});
}

TEST_CASE("one of several receivers is named after a colon") {
    CHECK(only(own(R"(,"handoff":"H06:police","action":"complete")")).handoff->handoff ==
          "H06:police");
    CHECK(read(own(R"(,"handoff":"H06:","action":"complete")")).rejects.size() == 1);
    CHECK(read(own(R"(,"handoff":"H06:a:b","action":"complete")")).rejects.size() == 1);
}

TEST_CASE("an event becomes a command with the source's key and the person instead of a case") {
    const Command named = to_command(
        only(own(R"(,"event":"ro.allocated","assignments":{"ro":"S012"},"actor":"S009")")),
        "feed:x");
    CHECK(named.key == "e1");
    CHECK(named.source == "demo");
    CHECK(named.actor.person == "S009");
    CHECK(named.actor.asserted_by == "feed:x");
    CHECK(named.effective_at == parse_instant("2026-10-01T09:00:00Z"));
    CHECK(std::get<SendEvent>(named.what).person.noms_number == "A9001ZZ");
    CHECK(std::get<SendEvent>(named.what).assignments.size() == 1);
    const Command act = to_command(only(own(R"(,"handoff":"H06","action":"accept")")), "feed:x");
    CHECK(std::get<ActOnHandoff>(act.what).name == "H06");
    CHECK(std::get<ActOnHandoff>(act.what).person.noms_number == "A9001ZZ");
}

TEST_CASE("members nobody reads are told, the event is kept") {
    const EventImport import = read(own(R"(,"event":"died","feilds":{})"));
    CHECK(import.events.size() == 1);
    REQUIRE(import.problems.size() == 1);
    CHECK(import.problems.front().problem == "nobody reads this member: feilds");
}

TEST_CASE("what is not usable in our own shape is rejected with its reason") {
    const auto rejected = [](const std::string& line) {
        const EventImport import = read(line);
        CHECK(import.unhandled.empty());
        return reason_of(import);
    };
    CHECK(rejected(own(R"(,"assignments":{"ro":"S012"})")).starts_with("neither"));
    CHECK(rejected(own("")) == "neither eventType nor event nor handoff");
    CHECK(rejected(own(R"(,"event":"a b")")) == "the event's name is not a dotted word");
    CHECK(rejected(own(R"(,"event":"a","fields":[1])")).starts_with("fields must be"));
    CHECK(rejected(own(R"(,"event":"a","fields":{"x":1.5})")).starts_with("fields must be"));
    CHECK(rejected(own(R"(,"event":"a","fields":{"x":{}})")).starts_with("fields must be"));
    CHECK(rejected(own(R"(,"event":"a","assignments":{"ro":7})")).starts_with("assignments"));
    CHECK(rejected(own(R"(,"handoff":"H02","action":"dance")")).starts_with("handoff needs"));
    CHECK(rejected(own(R"(,"handoff":"H02","action":"accept","event":"a")"))
              .starts_with("handoff needs"));
    CHECK(rejected(
              R"({"id":"1","at":"2026-10-01T09:00:00Z","person":{"crn":"X900001"},"event":"a"})") ==
          "the event has no source");
    CHECK(rejected(R"({"source":"s","at":"2026-10-01T09:00:00Z","person":{"crn":"X900001"})"
                   R"(,"event":"a"})") == "the event has no id");
    CHECK(rejected(R"({"source":"s","id":"1","at":"2026-10-01T09:00:00")"
                   R"(,"person":{"crn":"X900001"},"event":"a"})")
              .starts_with("the event has no instant"));
    CHECK(rejected(R"({"source":"s","id":"1","at":"2026-10-01T09:00:00Z","person":{"crn":"1"})"
                   R"(,"event":"a"})") == "the event names nobody by prison number or CRN");
    CHECK(rejected(own(R"(,"event":"a")").replace(23, 2, std::string(300, 'x')))
              .starts_with("source and id"));
}

TEST_CASE("lines that are not JSON objects are rejected with their number, the others go on") {
    const EventImport import =
        read(own(R"(,"event":"a")") + "\n\n{oops\n[1]\r\n" + own(R"(,"event":"b")") + "\n" +
             std::string(1 << 20, ' ') + "{}");
    CHECK(import.events.size() == 2);
    CHECK(import.events[1].place == "e.jsonl:5");
    REQUIRE(import.rejects.size() == 3);
    CHECK(import.rejects[0].place == "e.jsonl:3:2");
    CHECK(import.rejects[0].reason.starts_with("this is not JSON"));
    CHECK(import.rejects[0].raw == "{oops");
    CHECK(import.rejects[1].reason == "the line is not a JSON object");
    CHECK(import.rejects[2].reason == "the line is longer than 1 MiB");
}

TEST_CASE("received by transfer names the new prison") {
    const InboundEvent event = only(received(R"("reason":"TRANSFERRED","prisonId":"ZZC")"));
    CHECK(event.source == "hmpps-domain-events");
    CHECK(event.name == "transferred");
    CHECK(event.at == *parse_instant("2026-09-30T23:06:39.123Z"));
    CHECK(event.fields.front().name == "prison");
    CHECK(event.fields.front().value == Value(std::string("ZZC")));
    CHECK(event.id == "prison-offender-events.prisoner.received|A9001ZZ|2026-09-30T23:06:39.123Z");
}

TEST_CASE("received with a revoked licence is a recall and the return from it") {
    const EventImport import =
        read(received(R"("reason":"ADMISSION","nomisMovementReasonCode":"L","prisonId":"ZZC")"));
    REQUIRE(import.events.size() == 2);
    CHECK(import.events[0].name == "recalled");
    CHECK(import.events[1].name == "return_to_custody.confirmed");
    CHECK(import.events[0].id == import.events[1].id + "#recalled");
    CHECK(import.events[1].fields.front().value == Value(*parse_date("2026-10-01")));
}

TEST_CASE("movements are mapped or reported, never dropped") {
    CHECK(only(received(R"("reason":"TEMPORARY_ABSENCE_RETURN")")).name == "returned");
    CHECK(only(released(R"("reason":"RELEASED_TO_HOSPITAL")")).name == "hospital");
    CHECK(only(released(R"("reason":"RELEASED","nomisMovementReasonCode":"DEC")")).name == "died");
    CHECK(only(released(R"("reason":"RELEASED","nomisMovementReasonCode":"UAL")")).name ==
          "unlawfully_at_large");
    const InboundEvent out =
        only(released(R"("reason":"RELEASED","nomisMovementReasonCode":"CR")"));
    CHECK(out.name == "released");
    CHECK(out.fields.front().name == "gate_time");
    CHECK(out.fields.front().value == Value(out.at));
    for (const std::string& line :
         {received(R"("reason":"ADMISSION","nomisMovementReasonCode":"24")"),
          received(R"("reason":"RETURN_FROM_COURT")"), received(R"("reason":"NEW_ONE")"),
          received(R"("reason":"TRANSFERRED","prisonId":"OUT")"),
          released(R"("reason":"SENT_TO_COURT")"), released(R"("reason":"NEW_ONE")")}) {
        const EventImport import = read(line);
        CHECK(import.events.empty());
        REQUIRE(import.unhandled.size() == 1);
        CHECK(import.unhandled.front().raw == line);
    }
}

TEST_CASE("a merge closes the case of the number that goes and names the one that stays") {
    std::string line = received(R"("removedNomsNumber":"A9002ZZ")");
    line.replace(line.find(".received"), 9, ".merged");
    const InboundEvent event = only(line);
    CHECK(event.name == "person.merged");
    CHECK(event.person.noms_number == "A9002ZZ");
    CHECK(event.merged_into.noms_number == "A9001ZZ");
    CHECK(to_command(event, "feed:x").reason.ends_with("A9001ZZ"));
}

TEST_CASE("allocations assign the officer they name") {
    const InboundEvent com = only(
        R"({"eventType":"person.community.manager.allocated","occurredAt":"2026-10-01T09:00:00Z",)"
        R"("personReference":{"identifiers":[{"type":"CRN","value":"X900001"}]},)"
        R"("additionalInformation":{"communityManager":{"code":"S012"}}})");
    CHECK(com.name == "ro.allocated");
    CHECK(com.person.crn == "X900001");
    CHECK(com.assignments.front().role == "ro");
    CHECK(com.assignments.front().person == "S012");
    const InboundEvent pom =
        only(R"({"eventType":"offender-management.allocation.changed")"
             R"(,"occurredAt":"2026-10-01T09:00:00Z",)"
             R"("additionalInformation":{"staffCode":"P03","nomsNumber":"A9001ZZ"}})");
    CHECK(pom.name == "pom.allocated");
    CHECK(pom.assignments.front().person == "P03");
    const EventImport nobody = read(R"({"eventType":"offender-management.allocation.changed")"
                                    R"(,"occurredAt":"2026-10-01T09:00:00Z",)"
                                    R"("additionalInformation":{"nomsNumber":"A9001ZZ"}})");
    CHECK(nobody.unhandled.front().reason.starts_with("names no officer"));
}

TEST_CASE("the envelope's message id is the event's id") {
    const InboundEvent event = only(
        R"({"Type":"Notification","MessageId":"m-1","Message":"{\"eventType\":)"
        R"(\"prison-offender-events.prisoner.received\",\"occurredAt\":\"2026-10-01T09:00:00Z\",)"
        R"(\"additionalInformation\":{\"nomsNumber\":\"A9001ZZ\",\"reason\":\"TRANSFERRED\",)"
        R"(\"prisonId\":\"ZZB\"}}"})");
    CHECK(event.id == "m-1");
    CHECK(event.name == "transferred");
    CHECK(reason_of(read(R"({"MessageId":"m-1","Message":"oops"})")) ==
          "the envelope's Message is not a JSON object");
}

TEST_CASE("types that mean nothing here are kept apart from unreadable ones") {
    const EventImport import =
        read(R"({"eventType":"calculate-release-dates.prisoner.changed","occurredAt":"x"})"
             "\n"
             R"({"eventType":"prisoner-offender-search.prisoner.updated","occurredAt":)"
             R"("2026-10-01T09:00:00Z","additionalInformation":{"nomsNumber":"A9001ZZ"}})");
    CHECK(import.rejects.empty());
    REQUIRE(import.unhandled.size() == 2);
    CHECK(import.unhandled[0].reason.starts_with("this type of event means nothing here"));
    CHECK(import.unhandled[1].reason.starts_with("says only that the record changed"));
}

}  // namespace throughgate::exchange
