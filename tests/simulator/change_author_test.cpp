// SPDX-License-Identifier: MIT
// Goal: nobody gets a change through with less than it needs: not by writing another author into a
// plan, not by a word that is added to it, not over several versions, not by trying what holds for
// everybody. Method: the real engine and store on a virtual clock; plans are edited as text.
#include "simulator/change_play.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;

const Actor forger{"S01", "os:aspen", ""};
constexpr const char* two_people = "two people other than the author, and a reason";

std::string in_the_name_of_another(std::string text) {
    replace_all(text, R"("author":{"person":"S01","asserted_by":"os:aspen"})",
                R"("author":{"person":"S02","asserted_by":"os:birch"})");
    return text;
}

std::string plan_by(Play& play, const Actor& who, const PlanOptions& options) {
    return must(plan_change(play.engine(), later(), who, options)).text;
}

PlanOptions from_tomorrow() {
    PlanOptions options;
    options.effective_day = parse_date("2026-09-29");
    return options;
}

std::vector<DefinitionFile> changed(std::vector<DefinitionFile> files, const std::string& path,
                                    const std::string& from, const std::string& to) {
    for (DefinitionFile& file : files)
        if (file.path == path) {
            REQUIRE(file.bytes.find(from) != std::string::npos);
            replace_all(file.bytes, from, to);
        }
    return files;
}

}  // namespace

TEST_CASE("a plan with a day is put forward by its author, whoever its text names") {
    Play play;
    open_cases(play, 1);
    const std::string own = plan_by(play, forger, from_tomorrow());
    const std::string forged = in_the_name_of_another(own);
    REQUIRE(forged != own);
    CHECK_THAT(message(approve_plan(play.engine(), forged, forger, "looked at")),
               Contains("S02 (os:birch) runs `throughgate change submit`"));
    CHECK_THAT(message(submit_plan(play.engine(), forged, forger)),
               Contains("only its author puts it forward"));
    play.run_until("2026-10-01T08:00:00Z");
    CHECK(must(change_runs(play.engine())).empty());
}

TEST_CASE("once its author has put it forward, another approves it and it is applied on its day") {
    Play play;
    open_cases(play, 1);
    const std::string text = plan_by(play, forger, from_tomorrow());
    must(submit_plan(play.engine(), text, forger));
    must(approve_plan(play.engine(), text, approver, "looked at"));
    play.run_until("2026-10-01T08:00:00Z");
    CHECK(must(change_runs(play.engine())).size() == 1);
}

TEST_CASE("a word that is added lowers no approval") {
    Play play;
    open_cases(play, 1);
    publish_straight(play, renamed());  // for new cases; live ones stay
    CHECK(planned(play, renamed()).approval == two_people);
    const auto with_a_word = changed(renamed(), "spine/pathway.yaml", "title: First day out",
                                     "title: First day outside");
    CHECK(planned(play, with_a_word).approval == two_people);
}

TEST_CASE("cases that skip a version need the approval of the whole way") {
    Play play;
    open_cases(play, 1);
    const auto dates = changed(renamed(), accommodation, "due: 5 working days after entry",
                               "due: 6 working days after entry");
    publish_straight(play, renamed());
    CHECK(planned(play, dates).approval == two_people);  // they come from the first version
    must(apply_plan(play.engine(), approved(play, renamed()), author));
    CHECK(planned(play, dates).approval == "one person other than the author, and a reason");
}

TEST_CASE("roles and rules of notices hold for everybody, so that no team tries them") {
    Play play;
    play.open_case(noms(1), "2026-12-07",
                   {{"supervised", Value(true)}, {"ro_team", Value(std::string("N03A"))}});
    const std::string text =
        approved(play, changed(small(), "common/roles.yaml", "assigned: true, manager: spo",
                               "assigned: true, manager: head_pdu"));
    ApplyOptions options;
    options.team = "N03A";
    CHECK_THAT(message(apply_plan(play.engine(), text, author, options)),
               Contains("roles or rules of notices change"));
    CHECK(apply_plan(play.engine(), text, author).ok());
}

TEST_CASE("a plan that waits for its second approval says so when it is applied") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan = put_forward(play, renamed());
    must(approve_plan(play.engine(), plan.text, approver, "looked at"));
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, author)),
               Contains("approved by S09 (os:iris) and needs one more person"));
}

TEST_CASE("nobody approves a plan once another version was published since it was made") {
    Play play;
    open_cases(play, 1);
    const ChangePlan stale = put_forward(play, renamed());
    must(approve_plan(play.engine(), stale.text, approver, "looked at"));
    play.run_until("+1 hours");
    publish_straight(play, later());
    const auto refused = approve_plan(play.engine(), stale.text, second_approver, "looked at");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message,
               Contains("another version of 'accommodation' was published since the plan was made; "
                        "make the plan again"));
    CHECK(shown(play, stale.text).approved_by == "S09 (os:iris)");
}

TEST_CASE("nobody approves a plan that would do more to the cases than it says") {
    Play play;
    const ChangePlan plan = put_forward(play, later());
    open_cases(play, 1);
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, approver, "looked at")),
               Contains("would now do more than it says"));
}
