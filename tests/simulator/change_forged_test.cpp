// SPDX-License-Identifier: MIT
// Goal: a plan is whose it is, and does what it says: nobody approves what its author did not put
// forward, or with a token that they made for another; a text that was edited is refused though the
// store did not move; live cases change without a plan only for a reason that is kept. Method: the
// real engine and store on a virtual clock; plans are edited as text.
#include <array>

#include "simulator/change_play.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;

const Actor aspen{"S01", "os:aspen", ""};

/// A plan of later dates by a member of staff.
std::string plan_by(Play& play, const Actor& who) {
    return must(plan_change(play.engine(), later(), who)).text;
}

std::string put_forward_by(Play& play, const Actor& who) {
    const std::string text = plan_by(play, who);
    must(submit_plan(play.engine(), text, who));
    return text;
}

/// The text with one part of it written otherwise.
std::string doctored(std::string text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    replace_all(text, from, to);
    return text;
}

/// Without the versions that cases are taken out of.
std::string without_from(std::string text) {
    for (std::size_t at = text.find("\"from\":["); at != text.npos;
         at = text.find("\"from\":[", at + 1))
        text.erase(at + 8, text.find(']', at) - at - 8);
    return text;
}

Actor token(const char* person, const char* name, const char* maker) {
    return {person, with_token_maker(std::string("http:") + name, maker), ""};
}

}  // namespace

TEST_CASE("nobody becomes somebody else by editing a plan, with a day or without") {
    Play play;
    open_cases(play, 1);
    const std::string forged =
        doctored(plan_by(play, aspen), R"("author":{"person":"S01","asserted_by":"os:aspen"})",
                 R"("author":{"person":"S02","asserted_by":"os:birch"})");
    for (const Actor& each : {aspen, approver})
        CHECK_THAT(message(approve_plan(play.engine(), forged, each, "looked at")),
                   Contains("nobody put this plan forward") &&
                       Contains("S02 (os:birch) runs `throughgate change submit`"));
    CHECK_THAT(message(submit_plan(play.engine(), forged, aspen)),
               Contains("only its author puts it forward"));
    CHECK(must(publications(play.engine())).empty());
}

TEST_CASE("the author of a plan is whoever put it forward, not whom they said to be") {
    Play play;
    open_cases(play, 1);
    const Actor pretending{"S05", "os:aspen", ""};
    const std::string text = plan_by(play, pretending);
    const PublicationView put = must(submit_plan(play.engine(), text, aspen));
    CHECK(put.author == "S01 (os:aspen)");
    CHECK_THAT(message(approve_plan(play.engine(), text, {"S01", "http:aspen", ""}, "looked at")),
               Contains("a second person approves it"));
}

TEST_CASE("a plan is put forward twice as once, and not again when it is further") {
    Play play;
    open_cases(play, 1);
    const std::string text = put_forward_by(play, author);
    CHECK(must(submit_plan(play.engine(), text, author)).state == "in_review");
    CHECK(must(publications(play.engine())).size() == 1);
    must(approve_plan(play.engine(), text, approver, "looked at"));
    CHECK_THAT(message(submit_plan(play.engine(), text, author)), Contains("approved already"));
}

TEST_CASE("whoever made a token is no second person beside the one that it speaks for") {
    Play play;
    open_cases(play, 1);
    const std::string text = put_forward_by(play, aspen);
    CHECK_THAT(
        message(approve_plan(play.engine(), text, token("S09", "iris", "os:aspen"), "looked at")),
        Contains("S01 (os:aspen) made the plan and also made the token of S09"));
    must(approve_plan(play.engine(), text, token("S09", "iris", "os:cedar"), "looked at"));
    CHECK(shown(play, text).approved_by == "S09 (http:iris, by os:cedar)");

    const std::string over_http = put_forward_by(play, token("S01", "aspen", "os:iris"));
    CHECK_THAT(message(approve_plan(play.engine(), over_http, approver, "looked at")),
               Contains("also made the token of S01"));
}

TEST_CASE("neither the second approval nor the application goes over an approver's own token") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan = must(plan_change(play.engine(), renamed(), aspen));
    must(submit_plan(play.engine(), plan.text, aspen));
    must(approve_plan(play.engine(), plan.text, approver, "looked at"));
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, token("S03", "cedar", "os:iris"),
                                    "looked at too")),
               Contains("approved it and also made the token of S03"));
    must(approve_plan(play.engine(), plan.text, second_approver, "looked at too"));
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, token("S02", "birch", "os:iris"))),
               Contains("approved the plan and also made the token of S02"));
    CHECK(apply_plan(play.engine(), plan.text, aspen).ok());
}

TEST_CASE("a plan that hides a version which cases are taken out of is refused, moved or not") {
    Play play;
    open_cases(play, 1);
    publish_straight(play, renamed());
    const auto dates = [] {
        auto files = renamed();
        for (DefinitionFile& file : files)
            replace_all(file.bytes, "due: 5 working days after entry",
                        "due: 6 working days after entry");
        return files;
    }();
    const ChangePlan honest = planned(play, dates);
    REQUIRE_THAT(honest.approval, Contains("two people"));
    const std::string text = without_from(honest.text);
    const auto refused = submit_plan(play.engine(), text, author);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK_THAT(message(refused), Contains("does not say what it would do") &&
                                     Contains("cases are taken out of version"));
    supervised(play, 7);
    CHECK_THAT(message(submit_plan(play.engine(), text, author)),
               Contains("cases are taken out of version"));
    CHECK(must(publications(play.engine())).size() == 1);  // what went without a plan
}

TEST_CASE("a plan with other lines or counts than its consequences is not put forward") {
    for (const auto& [from, to, words] :
         {std::array{"\"cases\":2", "\"cases\":1", "it lacks"},
          std::array{"place.screen moves", "place.screen stays", "it lacks: place.screen moves"},
          std::array{"\"notices_now\":0", "\"notices_now\":1", "its counts are others"}}) {
        Play play;
        open_cases(play, 2);
        const std::string text = doctored(planned(play, later()).text, from, to);
        const auto refused = submit_plan(play.engine(), text, author);
        REQUIRE_FALSE(refused.ok());
        CHECK_THAT(message(refused), Contains(words));
        supervised(play, 7);
        CHECK_FALSE(submit_plan(play.engine(), text, author).ok());
    }
}

TEST_CASE("a plan that was edited after it was approved is another, whatever happened since") {
    Play play;
    open_cases(play, 2);
    const std::string text = approved(play, later());
    supervised(play, 7);
    const std::string forged = doctored(text, "place.screen moves", "place.screen stays");
    CHECK_THAT(message(submit_plan(play.engine(), forged, author)),
               Contains("does not say what it would do"));
    CHECK_THAT(message(approve_plan(play.engine(), forged, approver, "looked at")),
               Contains("nobody put this plan forward"));
    CHECK_THAT(message(apply_plan(play.engine(), forged, author)),
               Contains("nobody has approved this plan"));
    CHECK(must(apply_plan(play.engine(), text, author)).changed == 3);
}

TEST_CASE("a plan is put forward while it is true, and made again when it is not") {
    Play play;
    open_cases(play, 2);
    const std::string text = planned(play, later()).text;
    put_forward(play, edited("title: ", "title: Now "));  // the store moves, and no case does
    CHECK(must(submit_plan(play.engine(), text, author)).state == "in_review");
    const std::string overtaken = planned(play, renamed()).text;
    supervised(play, 7);
    CHECK_THAT(message(submit_plan(play.engine(), overtaken, author)),
               Contains("the store moved since it was made") && Contains("make it again"));
    CHECK(must(submit_plan(play.engine(), text, author)).state == "in_review");
}

TEST_CASE("a plan says how many cases are blocked, and none may be when it is applied") {
    auto without_a_way = renamed();
    for (DefinitionFile& file : without_a_way)
        replace_all(file.bytes, "migrate:\n  states: {place.screen: place.asking}\n", "");
    Play play;
    const std::string reference = open_cases(play, 1).front();
    const std::string blocked = planned(play, without_a_way).text;
    CHECK_THAT(message(submit_plan(play.engine(),
                                   doctored(blocked, "\"blocked\":1", "\"blocked\":0"), author)),
               Contains("its counts are others"));
    must(play.send(reference, "screen.done", {{"address.kind", "own"}}));
    const std::string text = approved(play, without_a_way);  // nobody stands in `screen`
    supervised(play, 7);
    CHECK_THAT(message(apply_plan(play.engine(), text, author)),
               Contains("1 live case has no way to the new version"));
    CHECK(must(change_runs(play.engine())).empty());
}

TEST_CASE("a plan that was made in the future is neither put forward nor approved") {
    Play play;
    open_cases(play, 1);
    std::string text = planned(play, later()).text;
    const std::size_t year = text.find("\"made\":\"2026");
    REQUIRE(year != std::string::npos);
    text.replace(year, 12, "\"made\":\"2027");
    CHECK_THAT(message(submit_plan(play.engine(), text, author)), Contains("made later than now"));
    CHECK_THAT(message(approve_plan(play.engine(), text, approver, "looked at")),
               Contains("made later than now"));
}

TEST_CASE("blanks are no reason, whatever somebody has to say why of") {
    Play play;
    open_cases(play, 1);
    const std::string text = put_forward(play, later()).text;
    CHECK_THAT(message(publish_without_plan(play.engine(), later(), author, " ")),
               Contains("say why"));
    CHECK_THAT(message(approve_plan(play.engine(), text, approver, "\t")),
               Contains("say what was looked at"));
    CHECK_THAT(message(withdraw_plan(play.engine(), must(read_plan(text)).hash, author, " \n")),
               Contains("say why"));
    must(approve_plan(play.engine(), text, approver, "looked at"));
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    CHECK_THAT(message(undo_change(play.engine(), run.id, author, "  ")), Contains("say why"));
}

TEST_CASE("a plan that waits while nothing happens is carried out as it was approved") {
    Play play;
    open_cases(play, 2);
    const std::string text = approved(play, later());
    play.clock().set(*parse_instant("2026-09-28T12:00:00Z"));
    CHECK(must(apply_plan(play.engine(), text, author)).changed == 2);
}

TEST_CASE("a folder is published over live cases only for a reason, which is listed") {
    Play play;
    const auto due = screen_due(play, open_cases(play, 1).front());
    CHECK_THAT(message(play.engine().apply(later(), author)),
               Contains("live case TG-000001 runs 'accommodation', which would change") &&
                   Contains("throughgate plan") && Contains("--without-plan"));
    CHECK(screen_due(play, supervised(play, 7)) == due);
    CHECK_THAT(message(publish_without_plan(play.engine(), later(), author, "")),
               Contains("say why"));
    CHECK_THAT(message(publish_without_plan(play.engine(), later(), {}, "it cannot wait")),
               Contains("nobody is named"));
    CHECK(must(publications(play.engine())).empty());

    CHECK(publish_straight(play, later()).published.size() == 1);
    CHECK(screen_due(play, supervised(play, 8)) != due);
    const PublicationView kept = must(publications(play.engine())).front();
    CHECK(kept.state == "published");
    CHECK(kept.author == "os:elder");
    CHECK(kept.approved_by.empty());
    CHECK(kept.reason == "published without a plan: it cannot wait (os:elder)");
    CHECK(kept.published == play.clock().now());
}

TEST_CASE("what went without a plan is superseded by one, and holds again when that is undone") {
    Play play;
    open_cases(play, 1);
    publish_straight(play, later());
    const std::string kept =
        must(plan_text(play.engine(), must(publications(play.engine())).front().plan));
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, renamed()), author));
    CHECK(shown(play, kept).state == "superseded");
    must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK(shown(play, kept).state == "published");
}

TEST_CASE("where no live case runs it, a folder is published as easily as the first one") {
    Play play;
    play.open_case(noms(1), "2026-12-07");  // the spine alone
    CHECK(must(play.engine().apply(later(), author)).published.size() == 1);
    CHECK(must(publications(play.engine())).empty());
}

TEST_CASE("a live case of limited access that is in the way is not named") {
    Play play;
    const std::string hidden = play.open_case(
        noms(1), "2026-12-07", {{"supervised", Value(true)}, {"limited_access", Value(true)}});
    CHECK_THAT(message(play.engine().apply(later(), author)),
               Contains("live case restricted") && !Contains(hidden));
}
