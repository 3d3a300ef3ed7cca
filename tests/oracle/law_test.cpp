// SPDX-License-Identifier: MIT
// Goal: the interpreter and Boost.MSM take the same path.
// Method: the four law machines, written also as plain charts (tests/oracle/law); every sequence of
// up to six moves goes through both, and every move is checked against the other's state. What is
// longer than three moves goes through the bare step alone, which is what decides.
#include <array>

#include "journey/microstep.hpp"
#include "lifecycle/lifecycle.hpp"
#include "support/catch.hpp"
#include "support/chart_desk.hpp"
#include "support/golden.hpp"

namespace throughgate {
namespace {

using journey::EventKey;
using journey::Scratch;

template <typename State, typename Move>
class Both {
public:
    Both(const std::string& name, std::span<const lifecycle::Row<State, Move>> rows)
        : chart_(
              test::chart_of(testing::read_repository_file("tests/oracle/law/" + name + ".yaml"))) {
        for (const auto& row : rows) {
            const std::string text(lifecycle::name_of(row.move));
            if (std::find(names_.begin(), names_.end(), text) != names_.end()) continue;
            names_.push_back(text);
            moves_.push_back(row.move);
            keys_.push_back(EventKey::of(text));
        }
        start_ = rows.front().from;
    }

    /// How many sequences were walked; fails the test where the two part.
    std::size_t walk(int depth) {
        Pathway pathway;
        pathway.configuration = chart_->initial;
        walk_on(pathway.configuration, start_, depth);
        return sequences_;
    }

    /// Every sequence through the whole machine, as a case.
    void walk_cases(int depth) {
        test::ChartDesk desk(chart_);
        desk.start();
        walk_case(desk, start_, depth);
    }

private:
    void walk_on(const StateSet& configuration, State state, int depth) {
        if (depth == 0) return;
        for (std::size_t i = 0; i < moves_.size(); ++i) {
            ++sequences_;
            const StateSet after = stepped(configuration, keys_[i]);
            const State lawful = lifecycle::advance(state, moves_[i]).value_or(state);
            if (!shows(after, lawful)) {
                FAIL(lifecycle::name_of(state)
                     << " " << names_[i] << " -> " << lifecycle::name_of(lawful));
            }
            walk_on(after, lawful, depth - 1);
        }
    }

    StateSet stepped(const StateSet& configuration, const EventKey& key) {
        const auto yes = [](std::uint16_t) { return true; };
        journey::select<journey::AsSpecified>(*chart_, configuration, &key, yes, scratch_);
        journey::plan<journey::AsSpecified>(*chart_, configuration, history_, scratch_);
        return (configuration - scratch_.exits) | scratch_.entries;
    }

    [[nodiscard]] bool shows(const StateSet& configuration, State state) const {
        const auto index = chart_->find_state(*Symbol::find(lifecycle::name_of(state)));
        return configuration.has(*index) && (configuration & chart_->leaves).size() == 1;
    }

    void walk_case(const test::ChartDesk& desk, State state, int depth) {
        if (depth == 0) return;
        for (std::size_t i = 0; i < moves_.size(); ++i) {
            test::ChartDesk next = desk;
            const State lawful = lifecycle::advance(state, moves_[i]).value_or(state);
            CHECK(next.send(names_[i]) == lifecycle::name_of(lawful));
            walk_case(next, lawful, depth - 1);
        }
    }

    definition::DefinitionPointer chart_;
    std::vector<std::string> names_;
    std::vector<Move> moves_;
    std::vector<EventKey> keys_;
    State start_{};
    Scratch scratch_;
    std::vector<StoredHistory> history_;
    std::size_t sequences_ = 0;
};

template <typename State, typename Move>
void check_law(const std::string& name, std::span<const lifecycle::Row<State, Move>> rows) {
    Both<State, Move> both(name, rows);
    CHECK(both.walk(6) > 100'000);
    both.walk_cases(2);
}

}  // namespace

TEST_CASE("the law of cases is the same in the interpreter and in Boost.MSM") {
    check_law("case", lifecycle::case_rows());
}

TEST_CASE("the law of pathways is the same in the interpreter and in Boost.MSM") {
    check_law("pathway", lifecycle::stage_rows());
}

TEST_CASE("the law of handoffs is the same in the interpreter and in Boost.MSM") {
    check_law("handoff", lifecycle::handoff_rows());
}

TEST_CASE("the law of deliveries is the same in the interpreter and in Boost.MSM") {
    check_law("delivery", lifecycle::delivery_rows());
}

}  // namespace throughgate
