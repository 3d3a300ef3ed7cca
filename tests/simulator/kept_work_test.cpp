// SPDX-License-Identifier: MIT
// Goal: a worklist that is kept and brought up to date says at every moment what one that is made
// anew says, word for word and in the same order.
// Method: a viewer vouched for by "kept" asks again and again; one who is vouched for in another
// way at each step has a list of their own, which is made anew. Between two steps: random commands,
// moves of the clock, corrections, changes of the directory, of definitions and of live cases.
#include <random>

#include "core/work_answer.hpp"
#include "simulator/change_play.hpp"
#include "throughgate/access.hpp"
#include "throughgate/going_live.hpp"

namespace throughgate::testing {
namespace {

const std::vector<std::string> people{"S01", "S02", "S03", "S04", "S05", "S06", "S09"};

std::string words(const Result<std::vector<WorklistRow>>& rows) {
    if (!rows.ok()) return rows.error().message;
    std::string all;
    for (const WorklistRow& row : *rows)
        all += row.case_reference + "|" + row.pathway + "|" + row.title + "|" + row.instruction +
               "|" + row.role + "|" + std::to_string(row.handoff) + "|" + row.handoff_state + "|" +
               (row.due ? format_instant(*row.due) : "-") + "|" + row.why + "|" +
               (row.overdue ? "overdue" : "") + "|" + row.risk + "\n";
    return all;
}

/// Everybody's list, kept and anew. Returns how many rows there are.
std::size_t compare(Play& play, int& step) {
    std::size_t rows = 0;
    const std::string fresh = "os:step-" + std::to_string(++step);
    for (const std::string& person : people) {
        INFO(person);
        const auto kept = Access(play.engine(), {person, "os:kept", ""}).worklist(person);
        const auto anew = Access(play.engine(), {person, fresh, ""}).worklist(person);
        REQUIRE(words(kept) == words(anew));
        if (kept.ok()) rows += kept->size();
    }
    return rows;
}

class Chance {
public:
    explicit Chance(unsigned seed) : source_(seed) {}
    std::size_t below(std::size_t limit) { return source_() % limit; }
    template <typename Values>
    const auto& one_of(const Values& values) {
        return values[below(values.size())];
    }

private:
    std::mt19937 source_;
};

const std::vector<std::string> events{"address.found", "address.proposed",  "booking.status",
                                      "case.recalled", "checks.passed",     "dtr.decided",
                                      "dtr.submitted", "release.cancelled", "ro.allocated",
                                      "screen.done",   "supervision.ended"};
const std::vector<std::string> risks{"low", "medium", "high", "very_high"};

void act_on_any(Play& play, Chance& chance, const std::string& reference) {
    const auto view = play.engine().find_case(reference);
    if (!view.ok() || view->handoffs.empty()) return;
    const HandoffView& handoff = chance.one_of(view->handoffs);
    const std::vector<HandoffAction> actions{HandoffAction::acknowledge, HandoffAction::accept,
                                             HandoffAction::decline, HandoffAction::complete};
    (void)play.act(reference, handoff.name, chance.one_of(actions), chance.one_of(people));
}

void correct_any(Play& play, Chance& chance, const std::string& reference) {
    const auto log = play.engine().history(reference, 0, 1000);
    if (!log.ok() || log->empty()) return;
    Command command = play.command("S01", "wrong man");
    command.what = CorrectEntry{reference, chance.one_of(*log).sequence};
    (void)play.submit(std::move(command));
}

/// Somebody is away, or back.
void move_people(Play& play, Chance& chance) {
    std::string text = play_directory();
    if (chance.below(2) == 0) {
        const std::size_t line = text.find("\nS01,");
        text.replace(line + 1, text.find('\n', line + 1) - line - 1,
                     "S01,Officer Aspen,s01@example.invalid,aspen,ro,N03A,S02,S03,2026-09-28,"
                     "2026-12-24,person");
    }
    (void)play.engine().import_directory(text, "directory.csv", {"", "os:test", ""});
}

void do_something(Play& play, Chance& chance, std::vector<std::string>& cases) {
    const std::size_t what = chance.below(12);
    if (cases.empty() || (what == 0 && cases.size() < 12)) {
        const std::string number = std::to_string(1000 + cases.size());
        const std::string day = std::to_string(10 + chance.below(20));
        return cases.push_back(play.open_case(
            "A" + number + "ZZ", "2026-11-" + day,
            {{"supervised", Value(std::string("true"))},
             {"ro_team", Value(std::string(chance.below(4) == 0 ? "N03B" : "N03A"))}}));
    }
    const std::string& reference = chance.one_of(cases);
    if (what <= 4) return (void)play.send(reference, chance.one_of(events));
    if (what <= 7) return act_on_any(play, chance, reference);
    if (what == 8) return correct_any(play, chance, reference);
    if (what == 9) return move_people(play, chance);
    play.run_until(what == 10 ? "+1" : "+" + std::to_string(1 + chance.below(9)));
}

}  // namespace

TEST_CASE("a kept worklist is what one made anew is, whatever was done between") {
    const unsigned seed = GENERATE(1u, 2u, 3u, 4u);
    INFO("seed " << seed);
    Play play;
    Chance chance(seed);
    std::vector<std::string> cases;
    int step = 0;
    std::size_t rows = 0;
    for (int i = 0; i < 60; ++i) {
        do_something(play, chance, cases);
        rows += compare(play, step);
    }
    REQUIRE(rows > 500);  // it was about something
    REQUIRE(play.engine().verify_audit()->empty());
}

TEST_CASE("a kept worklist follows changes of live cases, their undoing, and a trial of one team") {
    using namespace change;
    Play play;
    int step = 0;
    open_cases(play, 4);
    REQUIRE(compare(play, step) > 0);
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, renamed()), author));
    REQUIRE(compare(play, step) > 0);
    must(undo_change(play.engine(), run.id, author, "not what was meant"));
    REQUIRE(compare(play, step) > 0);
    ApplyOptions trial;
    trial.team = "N03A";
    must(apply_plan(play.engine(), approved(play, later()), author, trial));
    play.open_case("A1900ZZ", "2026-12-07",
                   {{"supervised", Value(true)}, {"ro_team", Value(std::string("N03A"))}});
    REQUIRE(compare(play, step) > 0);
    play.run_until("+30");
    REQUIRE(compare(play, step) > 0);
}

TEST_CASE("a list is not made again while nothing has moved, and then for the moved case alone") {
    Play play;
    const auto cases = change::open_cases(play, 3);
    const Viewer viewer{"S04", "os:test", ""};
    const core::Asker asker{play.engine().parts(), &viewer};
    const auto asked = [&] {
        const auto opened = core::open_work(asker);
        return core::work_of(*opened->window, opened->place, "S04").value();
    };
    const auto first = asked();
    REQUIRE(!first->rows.empty());
    REQUIRE(asked() == first);
    // That somebody looked moves nothing.
    REQUIRE(Access(play.engine(), viewer).find_case(cases[0]).ok());
    REQUIRE(asked() == first);
    REQUIRE(play.send(cases[1], "ro.allocated", {}, "S03").ok());
    const auto second = asked();
    REQUIRE(second != first);
    REQUIRE(second->place.commit > first->place.commit);
    REQUIRE(asked() == second);
    play.restart();
    const Access again(play.engine(), viewer);
    REQUIRE(play.engine().parts().kept_work.size() == 0);
}

TEST_CASE("kept lists are bounded: those that nobody asked for longest go first") {
    core::KeptWork kept;
    const auto list_of = [](std::size_t rows) {
        auto answer = std::make_shared<core::WorkAnswer>();
        answer->rows.resize(rows);
        return answer;
    };
    kept.keep("old", list_of(core::kept_work_rows / 2));
    kept.keep("used", list_of(core::kept_work_rows / 2));
    REQUIRE(kept.find("old") != nullptr);
    REQUIRE(kept.find("used") != nullptr);
    kept.keep("new", list_of(1));
    REQUIRE(kept.find("old") == nullptr);
    REQUIRE(kept.find("used") != nullptr);
    REQUIRE(kept.size() == core::kept_work_rows / 2 + 1);
    kept.keep("used", list_of(2));
    REQUIRE(kept.size() == 3);
}

}  // namespace throughgate::testing
