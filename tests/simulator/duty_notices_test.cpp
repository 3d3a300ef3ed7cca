// SPDX-License-Identifier: MIT
// Goal: what is critical always reaches a person, and whose case it is hears of it; officers and
// managers hear once of what touches many. Method: the real engine on a virtual clock from Mon 28
// Sep 2026 with a policy and a channel that keeps what it is given.
#include <algorithm>

#include "simulator/post.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::testing;

namespace {

const Actor clerk{"S05", "os:test", ""};

bool has(const plugin::Message& mail, const std::string& words) {
    return mail.body.find(words) != std::string::npos;
}

void replace(std::string& csv, const std::string& old, const std::string& instead) {
    const std::size_t at = csv.find(old);
    REQUIRE(at != std::string::npos);
    csv.replace(at, old.size(), instead);
}

using Edits = std::vector<std::pair<std::string, std::string>>;

void import_staff(Play& play, const Edits& edits) {
    std::string csv = play_directory();
    for (const auto& [old, instead] : edits) replace(csv, old, instead);
    REQUIRE(play.engine().import_directory(csv, "staff.csv", clerk).ok());
}

/// S08 is on duty, and a case is opened with a critical handoff to S01 on Saturday at 11:00.
std::string critical_on_saturday(Play& play) {
    REQUIRE(import_rota(play.engine(), "team,day,person\nN03A,2026-10-03,S08\n", "rota.csv", clerk)
                .ok());
    play.run_until("2026-10-03T10:00:00Z");
    return play.open_case("A0001AA", release_in(70));
}

void open_many(Play& play, int count) {
    std::vector<Command> commands;
    for (int i = 0; i < count; ++i) {
        Command command = play.command("");
        OpenCase open;
        open.person = {"A00" + std::to_string(10 + i) + "AA", ""};
        open.facts = {{"prison", Value(std::string("ZZA"))}, {"release", Value(release_in(70))}};
        open.assignments = {{"ro", i % 2 == 0 ? "S01" : "S02"}, {"pom", "S04"}};
        command.what = std::move(open);
        commands.push_back(std::move(command));
    }
    for (const auto& result : play.engine().submit_all(std::move(commands))) REQUIRE(result.ok());
}

}  // namespace

TEST_CASE("what was critical at the weekend is in the Monday digest of whose case it is") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}, unread_hours: 0}"));
    const std::string reference = critical_on_saturday(play);
    play.run_until("2026-10-05T08:00:00Z");
    CHECK(post.to("s08").size() == 1);
    REQUIRE(post.to("s01").size() == 1);
    const plugin::Message digest = post.to("s01").front();
    CAPTURE(digest.body);
    CHECK(has(digest, "Critical: 1\n- " + reference + ": Handover to the responsible officer"));
    CHECK(has(digest, "  S08 was told out of hours, on Sat 3 Oct 2026 11:00\n"));
    CHECK_FALSE(has(digest, "say again"));
    play.run_until("2026-10-06T12:00:00Z");
    for (const plugin::Message& mail : post.to("s01"))
        if (mail.effect_id != digest.effect_id) CHECK_FALSE(has(mail, "was told out of hours"));
}

TEST_CASE("what was dealt with at the weekend is said again with what became of it") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}, unread_hours: 0}"));
    const std::string reference = critical_on_saturday(play);
    play.run_until("2026-10-03T12:00:00Z");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    play.run_until("2026-10-05T08:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(has(post.to("s01")[0], "since then: the handoff is acknowledged"));
}

TEST_CASE("of a restricted case the Monday digest says no more than that there is something") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}, unread_hours: 0}"));
    REQUIRE(import_rota(play.engine(), "team,day,person\nN03A,2026-10-03,S08\n", "rota.csv", clerk)
                .ok());
    play.run_until("2026-10-03T10:00:00Z");
    const std::string reference =
        play.open_case("A0001AA", release_in(70), {{"limited_access", Value(std::string("true"))}});
    play.run_until("2026-10-05T08:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(has(post.to("s01")[0], reference + ": open the record"));
    CHECK_FALSE(has(post.to("s01")[0], "was told out of hours"));
}

TEST_CASE("whoever stands in on Monday hears what was critical at the weekend") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}, unread_hours: 0}"));
    critical_on_saturday(play);
    play.run_until("2026-10-04T12:00:00Z");
    import_staff(play, {{"ro,N03A,S02,S03,,,", "ro,N03A,S02,S03,2026-10-05,2026-10-09,"}});
    play.run_until("2026-10-05T15:00:00Z");
    CHECK(post.to("s01").empty());
    REQUIRE(post.to("s02").size() >= 1);
    CHECK(has(post.to("s02")[0], "S08 was told out of hours"));
}

TEST_CASE("a critical notice to a mailbox goes to the next person at once as well") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}}"));
    import_staff(play, {{"ro,N03A,S02,S03,,,", "ro,N03A,S02,S03,2026-09-28,2026-10-09,"},
                        {"ro,N03A,S01,S03,,,", "ro,N03A,S01,S03,2026-09-28,2026-10-09,"}});
    play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T08:05:00Z");
    CHECK(post.to("n03a").size() == 1);
    REQUIRE(post.to("s03").size() == 1);
    CHECK(post.to("s03")[0].notice_class == "critical");
}

TEST_CASE("what is critical reaches somebody on the case when all who should be told are away") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}}"));
    Edits edits;
    for (const char* gone : {"s01", "s02", "s03", "s08", "s09", "n03a"})
        edits.emplace_back(gone + std::string("@example.invalid"), "");
    import_staff(play, edits);
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T08:05:00Z");
    REQUIRE(post.to("s04").size() == 1);
    CHECK(post.to("s04")[0].subject == reference + ": Handover to the responsible officer");
    CHECK(dead_letters(play).empty());
}

TEST_CASE("what was read and not acted on does not end the watch over the next critical notice") {
    Post post;
    Play play(with(post, "{classes: {handover: critical, not_acknowledged: critical}}"));
    play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T08:05:00Z");
    REQUIRE(post.to("s01").size() == 1);
    REQUIRE(note_heard(play.engine(), post.to("s01")[0].effect_id, Heard::opened, "link", "").ok());
    play.run_until("2026-10-16T16:00:00Z");
    REQUIRE(post.to("s01").size() >= 2);
    const auto record = record_of(play, "S02");  // the deputy comes next
    CHECK(std::any_of(record.begin(), record.end(), [](const DeliveryView& each) {
        return each.way == "unread" && each.outcome == "sent";
    }));
}

TEST_CASE("a manager of two teams gets one summary of a cause that touches both") {
    Post post;
    Play play(with(post, "{bulk_over: 10, alone_a_day: 3}"));
    import_staff(play, {{"ro,N03A,S01,S03,,,", "ro,N03B,S01,S03,,,"}});
    open_many(play, 40);
    play.run_until("2026-09-28T10:00:00Z");
    for (const char* officer : {"s01", "s02"}) {
        REQUIRE(post.to(officer).size() == 1);
        CHECK(post.to(officer)[0].subject == "One change, 20 items of yours");
    }
    REQUIRE(post.to("s03").size() == 1);
    CHECK(has(post.to("s03")[0], "40 items of 2 of your people"));
    CHECK(has(post.to("s03")[0], "The change: Handover to the responsible officer.\n"));
}

TEST_CASE("a reminder that falls due while its digest is on its way does not go alone") {
    Post post;
    Play play(with(post, "{digest: \"09:50\", unread_hours: 0}"));
    std::string csv = play_directory();
    for (std::size_t at = csv.find('\n'); at != std::string::npos; at = csv.find('\n', at + 2))
        csv.insert(at, at < 100 ? ",works" : ",");
    replace(csv, "aspen,ro,N03A,S02,S03,,,person,", "aspen,ro,N03A,S02,S03,,,person,wed thu fri");
    REQUIRE(play.engine().import_directory(csv, "staff.csv", clerk).ok());
    play.run_until("2026-09-28T09:00:00Z");
    const std::string reference = play.open_case("A0001AA", release_in(70));
    bool away = true;
    int tried = 0;
    post.answer = [&](const plugin::Message& mail) {
        if (!mail.recipient.starts_with("s01")) return What::delivered;
        ++tried;
        return away ? What::retry : What::delivered;
    };
    play.run_until("2026-09-30T09:00:30Z");  // the digest is tried since 9:50, the rung fell due
    CHECK(tried >= 1);
    away = false;
    play.run_until("2026-09-30T15:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(post.to("s01")[0].reference.empty());
    const auto record = of_case(play, reference);
    CHECK(std::any_of(record.begin(), record.end(), [](const NoticeRecord& each) {
        return each.notice.message == "not_acknowledged" && each.notice.recipient == "S01" &&
               each.standing == "waits";
    }));
}

TEST_CASE("the first digest of a week names who has no address and which licences are due") {
    Post post;
    PlayOptions options = with(post, "");
    options.definitions = "workflows";
    Play play(std::move(options));
    const std::string reference = play.open_case(
        "A0001AA", "2026-10-15",
        {{"sex", Value(std::string("male"))}, {"ro_team", Value(std::string("N03A"))}});
    play.open_case("A0002AA", release_in(200),
                   {{"sex", Value(std::string("male"))}, {"ro_team", Value(std::string("N03A"))}});
    play.run_until("2026-10-05T08:00:00Z");
    const auto mails = post.to("s01");
    const auto monday = std::find_if(mails.begin(), mails.end(), [](const plugin::Message& mail) {
        return has(mail, "Licences due this week");
    });
    REQUIRE(monday != mails.end());
    CAPTURE(monday->body);
    CHECK(has(*monday, "Licences due this week\n- Fri 9 Oct 2026: " + reference + "\n"));
    CHECK(has(*monday,
              "Without an address, out or within four weeks of release: 1\n- " + reference + "\n"));
}
