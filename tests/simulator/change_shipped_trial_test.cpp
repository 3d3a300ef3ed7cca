// SPDX-License-Identifier: MIT
// Goal: what is true of trials of the small accommodation pathway is true of the shipped ones for
// women's services and for work: the team's cases go over and come back, everybody else's stay.
// Method: the shipped workflows on the real engine, with women of two teams.
#include "simulator/change_play.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;
using testing::PlayOptions;

/// A first date of a shipped pathway, and how many of its days later it is made.
struct Row {
    const char* file;
    const char* pathway;
    const char* date;  ///< of the state in which cases begin
};

constexpr Row rows[] = {
    {"womens-services/pathway.yaml", "womens-services", "journey.inside.screen"},
    {"ete/pathway.yaml", "ete", "work.inside.screen"},
};

std::vector<DefinitionFile> a_day_later(const Row& row) {
    auto files = testing::definition_files("workflows");
    for (DefinitionFile& file : files) {
        if (file.path != row.file) continue;
        const std::string due = "but_not_before: 5 working days after entry}";
        REQUIRE(file.bytes.find(due) != std::string::npos);
        file.bytes.replace(file.bytes.find(due), due.size(),
                           "but_not_before: 6 working days after entry}");
    }
    return files;
}

/// The shipped workflows, and a woman who came in a week ago with each of two teams.
struct Shipped {
    static PlayOptions options() {
        PlayOptions options;
        options.definitions = "workflows";
        return options;
    }

    Play play{options()};
    std::string mine = woman_of(1, "N03A");
    std::string other = woman_of(2, "ZZA");

    std::string woman_of(int number, const std::string& team) {
        return play.open_case(noms(number), "2027-03-15",
                              {{"supervised", Value(true)},
                               {"sex", Value(std::string("female"))},
                               {"admission", Value(std::string("2026-09-21"))},
                               {"ro_team", Value(team)}});
    }

    std::optional<Instant> due(const std::string& reference, const Row& row) {
        for (const DeadlineView& each : must(play.engine().find_case(reference)).deadlines)
            if (each.pathway == row.pathway && each.name == row.date) return each.target;
        FAIL("the case has no date " << row.pathway << " " << row.date);
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE_METHOD(Shipped, "a team tries women's services, then work, alone, and each is stopped") {
    for (const Row& row : rows) {
        INFO(row.pathway);
        const Row& elsewhere = row.file == rows[0].file ? rows[1] : rows[0];
        const auto before = due(mine, row);
        const auto unmoved = due(mine, elsewhere);
        const std::string text = approved(play, a_day_later(row));
        const ChangeRunView run = must(apply_plan(play.engine(), text, author, on_team("N03A")));
        CHECK(run.changed == 1);
        CHECK(due(mine, row) > before);
        CHECK(due(mine, elsewhere) == unmoved);
        CHECK(due(other, row) == before);
        CHECK(shown(play, text).teams == std::vector<std::string>{"N03A"});

        const auto stopped =
            must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
        REQUIRE(stopped.size() == 1);
        CHECK(stopped.front().changed == 1);
        CHECK(stopped.front().left == 0);
        CHECK(due(mine, row) == before);
        CHECK(shown(play, text).state == "withdrawn");
    }
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(play.engine().verify_audit()).empty());
}

TEST_CASE_METHOD(Shipped, "trials of two pathways by one team overlap, and end apart") {
    const auto womens = due(mine, rows[0]);
    const auto work = due(mine, rows[1]);
    const std::string first = approved(play, a_day_later(rows[0]));
    must(apply_plan(play.engine(), first, author, on_team("N03A")));
    const std::string second = approved(play, a_day_later(rows[1]));
    must(apply_plan(play.engine(), second, author, on_team("N03A")));
    const std::string meanwhile = woman_of(3, "N03A");
    CHECK(due(meanwhile, rows[0]) > womens);
    CHECK(due(meanwhile, rows[1]) > work);

    must(stop_trial(play.engine(), must(read_plan(second)).hash, author, "not for us"));
    CHECK(due(mine, rows[1]) == work);
    CHECK(due(mine, rows[0]) > womens);
    CHECK(shown(play, first).state == "tried");
    const auto stopped =
        must(stop_trial(play.engine(), must(read_plan(first)).hash, author, "nor that"));
    const auto left = must(cases_left(play.engine(), stopped.front().id));
    REQUIRE(left.size() == 2);
    CHECK(left[0].case_reference == mine);  // the second trial was recorded on it
    CHECK(left[1].case_reference == meanwhile);
    CHECK(due(woman_of(4, "N03A"), rows[0]) == womens);
    CHECK(due(other, rows[0]) == womens);
    CHECK(must(play.engine().broken_invariants()).empty());
}

TEST_CASE_METHOD(Shipped,
                 "a woman with whom somebody worked meanwhile stays in the trial's version") {
    const std::string text = approved(play, a_day_later(rows[0]));
    must(apply_plan(play.engine(), text, author, on_team("N03A")));
    const auto tried = due(mine, rows[0]);
    must(play.send(mine, "ete.declined", {}, "S01"));
    const auto stopped =
        must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
    CHECK(stopped.front().changed == 0);
    CHECK(stopped.front().left == 1);
    CHECK(due(mine, rows[0]) == tried);
    CHECK_THAT(must(cases_left(play.engine(), stopped.front().id)).front().reason,
               Contains("was recorded after it"));
}
