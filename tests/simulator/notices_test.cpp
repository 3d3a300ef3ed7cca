// SPDX-License-Identifier: MIT
// Goal: people get few mails, none of them twice, none is lost, and what is urgent reaches
// somebody. Method: the real engine on a virtual clock with a policy and a channel that keeps what
// it is given.
#include <algorithm>
#include <map>
#include <set>

#include "base/random.hpp"
#include "simulator/post.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::testing;

namespace {

/// Of one staff directory line, with other words in place of some.
std::string directory_with(const std::string& old, const std::string& instead) {
    std::string csv = play_directory();
    csv.replace(csv.find(old), old.size(), instead);
    return csv;
}

/// The promises of the policy, read off the delivery record of everybody.
void check_promises(Play& play) {
    for (const char* person :
         {"S01", "S02", "S03", "S04", "S05", "S06", "S08", "S09", "B01", "B02"}) {
        std::map<Date, int> digests, alone;
        for (const DeliveryView& each : record_of(play, person)) {
            if (each.outcome != "sent") continue;
            const auto local = london().local(each.at);
            CAPTURE(person, wall(each.at), each.way, each.notice_class);
            if (each.way == "digest") ++digests[local.day];
            if (each.way == "alone" && each.notice_class == "action") ++alone[local.day];
            if (each.notice_class == "critical") continue;
            CHECK(local.time >= std::chrono::minutes{7 * 60 + 30});
            CHECK(local.time < std::chrono::hours{18});
            CHECK(std::chrono::weekday(local.day).iso_encoding() <= 5);
        }
        for (const auto& [day, count] : digests) CHECK(count <= 2);
        for (const auto& [day, count] : alone) CHECK(count <= 3);
    }
}

}  // namespace

TEST_CASE("an action goes at once the first time, and what follows waits for the digest") {
    Post post;
    Play play(with(post, "{unread_hours: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(post.to("s01")[0].subject == reference + ": Handover to the responsible officer");
    play.run_until("+10");
    std::set<std::string> hours;
    for (const DeliveryView& each : record_of(play, "S01"))
        hours.insert(each.way == "digest" ? "digest " + wall(each.at).substr(11) : each.way);
    CHECK(hours == std::set<std::string>{"alone", "digest 08:30"});
    for (const DeliveryView& each : record_of(play, "S03"))
        CHECK(each.way == "digest");  // managers get escalations in their digest
    CHECK(post.to("s03").size() >= 1);
}

TEST_CASE("the fourth action of a day joins the digest, and each is told exactly once") {
    Post post;
    Play play(with(post, "{alone_a_day: 3, bulk_over: 0}"));
    std::vector<std::string> references;
    for (const char* noms : {"A0001AA", "A0002AA", "A0003AA", "A0004AA", "A0005AA"})
        references.push_back(play.open_case(noms, release_in(70)));
    play.run_until("2026-09-28T15:00:00Z");
    CHECK(post.to("s01").size() == 3);
    play.run_until("2026-09-29T08:00:00Z");
    REQUIRE(post.to("s01").size() == 4);
    const std::string digest = post.to("s01").back().body;
    CHECK(digest.find(references[3]) != std::string::npos);
    CHECK(digest.find(references[4]) != std::string::npos);
    CHECK(digest.find(references[0]) == std::string::npos);
    const NoticeRecord record = of_case(play, references[4]).front();
    CHECK(record.standing == "sent");
    CHECK(record.mail != "");
    REQUIRE(record.deliveries.size() == 1);
    CHECK(record.deliveries[0].way == "digest");
}

TEST_CASE("a digest that waits or fails outlives a restart, keeps its id and is sent once") {
    Post post;
    int refusals = 3;
    std::set<std::string> tried;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T15:00:00Z");
    CHECK(post.mails.empty());
    CHECK(of_case(play, reference).front().standing == "waits");
    play.restart();
    post.answer = [&](const plugin::Message& mail) {
        if (mail.recipient.starts_with("s01")) tried.insert(mail.effect_id);
        return refusals-- > 0 ? What::retry : What::delivered;
    };
    play.run_until("2026-09-29T07:31:00Z");
    CHECK(post.to("s01").empty());
    play.restart();
    play.run_until("2026-09-29T12:00:00Z");
    CHECK(post.to("s01").size() == 1);
    CHECK(tried.size() == 1);
    CHECK(of_case(play, reference).front().standing == "sent");
    CHECK(play.engine().totals().value().duplicate_effects == 0);
}

TEST_CASE("an outage of three days is caught up in one digest each") {
    Post post;
    Play play(with(post, "{unread_hours: 0}"));
    for (const char* noms : {"A0001AA", "A0002AA", "A0003AA", "A0004AA", "A0005AA", "A0006AA"})
        play.open_case(noms, release_in(70));
    play.run_until("2026-09-29T06:00:00Z");
    const std::size_t before = post.mails.size();
    play.close();
    play.clock().set(*parse_instant("2026-10-02T09:00:00Z"));
    play.restart();
    play.run_until("2026-10-02T15:30:00Z");
    std::map<std::string, int> mails;
    for (std::size_t i = before; i < post.mails.size(); ++i) ++mails[post.mails[i].recipient];
    CHECK(mails.size() >= 2);
    for (const auto& [person, count] : mails) {
        CAPTURE(person);
        CHECK(count == 1);
    }
    CHECK(play.engine().totals().value().duplicate_effects == 0);
}

TEST_CASE("many notices from one cause become one summary each, and one for the manager") {
    Post post;
    Play play(with(post, "{bulk_over: 10, alone_a_day: 3}"));
    std::vector<Command> commands;
    for (int i = 0; i < 40; ++i) {
        Command command = play.command("");
        OpenCase open;
        open.person = {"A00" + std::to_string(10 + i) + "AA", ""};
        open.facts = {{"prison", Value(std::string("ZZA"))}, {"release", Value(release_in(70))}};
        open.assignments = {{"ro", i % 2 == 0 ? "S01" : "S02"}, {"pom", "S04"}};
        command.what = std::move(open);
        commands.push_back(std::move(command));
    }
    for (const auto& result : play.engine().submit_all(std::move(commands))) REQUIRE(result.ok());
    play.run_until("2026-09-28T10:00:00Z");
    for (const char* officer : {"s01", "s02"}) {
        CAPTURE(officer);
        REQUIRE(post.to(officer).size() == 1);
        CHECK(post.to(officer)[0].subject == "One change, 20 items of yours");
        CHECK(post.to(officer)[0].body.starts_with(
            "The change: Handover to the responsible officer.\n"));
    }
    REQUIRE(post.to("s03").size() == 1);
    CHECK(post.to("s03")[0].body.find("The change: Handover to the responsible officer.\n") !=
          std::string::npos);
    CHECK(post.to("s03")[0].body.find("40 items of 2 of your people") != std::string::npos);
    CHECK(play.engine().totals().value().notices_delivered == 40);
}

TEST_CASE("what is critical at night goes to whoever is on duty, and on when nobody acts on it") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}}"));
    const Actor actor{"S05", "os:test", ""};
    REQUIRE(import_rota(play.engine(), "team,day,person\nN03A,2026-09-28,S08\n", "rota.csv", actor)
                .ok());
    play.run_until("2026-09-28T21:00:00Z");
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T21:05:00Z");
    REQUIRE(post.mails.size() == 1);
    CHECK(post.mails[0].recipient == "s08@example.invalid");
    play.run_until("2026-09-29T10:00:00Z");
    REQUIRE(post.to("s01").size() == 1);  // the digest says it again
    CHECK(post.to("s01")[0].body.find("S08 was told out of hours") != std::string::npos);
    play.run_until("2026-09-29T10:31:00Z");  // 11:31 in London: four working hours
    REQUIRE(post.to("s01").size() == 2);     // the officer, who was not told at night
    CHECK(post.to("s01")[1].reference == reference);
    CHECK(post.to("s02").empty());
}

TEST_CASE("nobody else is told once somebody has acted on what is critical") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    play.run_until("2026-09-28T16:00:00Z");
    CHECK(post.to("s02").empty());
}

TEST_CASE("a handoff that is acknowledged is in no digest any more") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    play.run_until("2026-09-29T09:00:00Z");
    CHECK(post.to("s01").empty());
    CHECK(of_case(play, reference).front().notice.detail == "the handoff is acknowledged");
}

TEST_CASE("what waits for somebody who goes on leave goes to the deputy") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T15:00:00Z");
    const std::string away =
        directory_with("ro,N03A,S02,S03,,,", "ro,N03A,S02,S03,2026-09-29,2026-10-09,");
    REQUIRE(play.engine().import_directory(away, "away.csv", {"S05", "os:test", ""}).ok());
    play.run_until("2026-09-30T12:00:00Z");
    CHECK(post.to("s01").empty());
    REQUIRE(post.to("s02").size() >= 1);
    CHECK(post.to("s02")[0].body.find(reference) != std::string::npos);
    CHECK(of_case(play, reference).front().notice.recipient == "S02");
}

TEST_CASE("a case that closes takes what waits with it within a minute") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference =
        play.open_case("A0001AA", release_in(70), {{"supervised", Value(std::string("false"))}});
    play.run_until("2026-09-28T15:00:00Z");
    CHECK(of_case(play, reference).front().standing == "waits");
    REQUIRE(play.send(reference, "released", {}, "S05").ok());
    play.run_until("2026-09-28T15:01:00Z");
    for (const NoticeRecord& each : of_case(play, reference)) {
        CAPTURE(each.notice.message, each.notice.detail);
        CHECK((each.standing == "suppressed" || each.notice.message == "handoff_ended"));
    }
}

TEST_CASE("a restricted case is a reference and a link in the digest, and nothing more") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference =
        play.open_case("A0001AA", release_in(70), {{"limited_access", Value(std::string("true"))}});
    play.run_until("2026-09-29T08:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(post.to("s01")[0].body.find(reference + ": open the record") != std::string::npos);
    CHECK(post.to("s01")[0].body.find("Handover") == std::string::npos);
}

TEST_CASE("two months with restarts keep every promise of the policy") {
    Post post;
    Play play(with(post, "{classes: {not_done: critical}}"));
    const auto random = make_seeded_random(11);
    post.answer = [&](const plugin::Message&) {
        return random->next() % 10 == 0 ? What::retry : What::delivered;
    };
    std::vector<std::string> references;
    for (int i = 0; i < 30; ++i)
        references.push_back(
            play.open_case("A00" + std::to_string(10 + i) + "AA", release_in(60 + 2 * i)));
    for (int week = 0; week < 9; ++week) {
        play.run_until("+7");
        if (week % 2 == 0) play.restart();
        if (week % 3 == 0)
            for (std::size_t i = 0; i < 5; ++i)
                (void)play.act(references[i], "H01", HandoffAction::acknowledge, "S01");
    }
    check_promises(play);
    for (const std::string& reference : references)
        for (const NoticeRecord& each : of_case(play, reference)) {
            CAPTURE(each.notice.effect, each.notice.message, each.notice.detail);
            CHECK(each.standing != "failed");
            if (each.notice.notice_class == "critical" && each.standing != "suppressed")
                CHECK(each.standing == "sent");
        }
    const Totals totals = play.engine().totals().value();
    CHECK(totals.duplicate_effects == 0);
    CHECK(totals.notices_undeliverable == 0);
    CHECK(play.engine().broken_invariants().value().empty());
    CHECK(play.engine().verify_audit().value().empty());
}

TEST_CASE("without a policy each notice goes at once") {
    Post post;
    Play play(with(post, ""));
    for (const char* noms : {"A0001AA", "A0002AA", "A0003AA", "A0004AA", "A0005AA"})
        play.open_case(noms, release_in(70));
    play.run_until("2026-09-28T08:01:00Z");
    CHECK(post.to("s01").size() == 5);
}
