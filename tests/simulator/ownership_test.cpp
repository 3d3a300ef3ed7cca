// SPDX-License-Identifier: MIT
// Goal: work that nobody owns is somebody's work at once: an incident on worklists, team box and
// manager told; it ends by itself when somebody owns it again.
// Method: the shipped workflows and the small ones on a whole engine; people leave the directory.
#include <algorithm>

#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;
using throughgate::testing::PlayOptions;

PlayOptions with_mail() {
    PlayOptions options;
    options.mail = true;
    return options;
}

/// Puts the directory in place without the rows of `gone`.
void leave(Play& play, const std::vector<std::string>& gone) {
    std::string kept;
    std::string text = throughgate::testing::play_directory();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        const auto is_of = [&](const std::string& id) { return line.starts_with(id + ","); };
        if (std::none_of(gone.begin(), gone.end(), is_of)) kept += line + "\n";
        at = end + 1;
    }
    for (const std::string& id : gone)
        for (std::size_t at = kept.find("," + id + ","); at != std::string::npos;
             at = kept.find("," + id + ","))
            kept.erase(at + 1, id.size());
    REQUIRE(play.engine().import_directory(kept, "directory.csv", {"", "os:test", ""}).ok());
}

/// A case whose home is the officer's to find.
std::string opened(Play& play, std::vector<Field> more = {}) {
    more.push_back({"supervised", Value(std::string("true"))});
    more.push_back({"ro_team", Value(std::string("N03A"))});
    return play.open_case("A9001ZZ", "2026-12-07", std::move(more));
}

std::size_t missing(Play& play) {
    const auto open = play.engine().incidents().value();
    return static_cast<std::size_t>(
        std::count_if(open.begin(), open.end(),
                      [](const IncidentView& each) { return each.kind == "owner.missing"; }));
}

std::size_t told(Play& play, const std::string& reference, const std::string& message) {
    const auto view = play.engine().find_case(reference).value();
    return static_cast<std::size_t>(
        std::count_if(view.notices.begin(), view.notices.end(), [&](const NoticeView& notice) {
            return notice.message == message && notice.state == "delivered";
        }));
}

bool is_on_worklist(Play& play, const std::string& person) {
    const auto rows = play.engine().worklist(person).value();
    for (const WorklistRow& row : rows)
        if (row.instruction.find("answers for the work of the") != std::string::npos) return true;
    return false;
}

TEST_CASE("an officer who leaves the directory leaves nothing without an owner unnoticed") {
    Play play(with_mail());
    const std::string reference = opened(play);
    REQUIRE(play.send(reference, "ro.allocated", {}, "S03").ok());
    REQUIRE(missing(play) == 0);
    leave(play, {"S01"});
    REQUIRE(missing(play) == 1);
    REQUIRE(is_on_worklist(play, "S03"));
    play.run_until("+1");
    REQUIRE(told(play, reference, "owner_missing") == 2);  // the team box and the manager
    REQUIRE(play.engine().totals()->invariant_violations == 0);

    leave(play, {});
    REQUIRE(missing(play) == 0);
    REQUIRE_FALSE(is_on_worklist(play, "S03"));
    const auto history = play.engine().history(reference).value();
    const auto logged = [&](const std::string& kind) {
        return std::count_if(history.begin(), history.end(),
                             [&](const HistoryEntry& entry) { return entry.kind == kind; });
    };
    REQUIRE(logged("owner.missing") == 1);
    REQUIRE(logged("owner.found") == 1);
    REQUIRE(play.engine().verify_audit()->empty());
}

TEST_CASE("with nobody above either, the incident is what is left, and it stays one") {
    Play play(with_mail());
    const std::string reference = opened(play);
    leave(play, {"S01", "S02", "S03", "S09", "B01"});
    const std::size_t opened = missing(play);
    REQUIRE(opened > 0);
    REQUIRE(is_on_worklist(play, "S04"));
    REQUIRE(play.send(reference, "elsewhere", {}, "S04").ok());
    play.run_until("+3");
    REQUIRE(missing(play) == opened);
    const auto notices = play.engine().find_case(reference).value().notices;
    for (const NoticeView& notice : notices) CHECK(notice.message != "owner_missing");
    REQUIRE(play.engine().totals()->invariant_violations == 0);
}

TEST_CASE("a case at high risk is told to named persons only") {
    Play play(with_mail());
    const std::string reference = opened(play, {{"risk.rosh", Value(std::string("very_high"))}});
    leave(play, {"S01"});
    play.run_until("2026-12-08T12:00:00Z");
    const auto notices = play.engine().find_case(reference).value().notices;
    REQUIRE(play.delivered(reference) > 0);
    for (const NoticeView& notice : notices) CHECK_FALSE(notice.recipient.starts_with("B0"));
    REQUIRE(play.engine().totals()->invariant_violations == 0);
}

TEST_CASE("the shipped workflows have words for all that the engine says by itself") {
    PlayOptions options = with_mail();
    options.definitions = "workflows";
    Play play(options);
    const std::string reference = play.open_case("A9001ZZ", "");
    REQUIRE(play.is_in(reference, "spine:allocation.offered"));  // named in the record: asked
    REQUIRE(play.send(reference, "release_date.changed",
                      {{"release", "2027-06-01"}, {"release.cause", "recalculated"}}, "S05")
                .ok());
    REQUIRE(play.act(reference, "H09", HandoffAction::query, "S01").ok());
    play.run_until("+0");
    REQUIRE(told(play, reference, "handoff_queried") == 1);
    REQUIRE(play.act(reference, "H09", HandoffAction::answer, "S05").ok());
    REQUIRE(play.act(reference, "H09", HandoffAction::decline, "S01").ok());
    play.run_until("+0");
    REQUIRE(told(play, reference, "handoff_answered") == 1);
    REQUIRE(told(play, reference, "handoff_declined") == 1);
    REQUIRE(play.send(reference, "release_date.changed",
                      {{"release", "2027-07-01"}, {"release.cause", "recalculated"}}, "S05")
                .ok());
    REQUIRE(play.send(reference, "person.merged", {}, "S04").ok());
    play.run_until("+1");  // in the digest
    REQUIRE(told(play, reference, "handoff_ended") >= 1);
}

}  // namespace
