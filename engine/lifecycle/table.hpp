// SPDX-License-Identifier: MIT
// One table, three uses: what Boost.MSM runs, the rows that everybody reads, and the static checks.
// Private to lifecycle/*.cpp. MSM numbers states by the order of the rows, so its numbers never
// leave `Machine`. With Boost 1.90 and later try msm::backmp11, where seating becomes opt-in.
#pragma once

#include <array>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <optional>
#include <utility>

#include "lifecycle/checks.hpp"
#include "lifecycle/lifecycle.hpp"

namespace throughgate::lifecycle {

template <auto Id>
struct StateOf : boost::msm::front::state<> {};
template <auto Id>
struct MoveOf {};

template <auto From, auto Move, auto To>
struct Step {
    using ForMsm = boost::msm::front::Row<StateOf<From>, MoveOf<Move>, StateOf<To>>;
    static constexpr Row<decltype(From), decltype(Move)> row{From, Move, To};
};

/// The first row starts in the first state.
template <typename First, typename... Others>
struct Rules {
    using State = decltype(First::row.from);
    using Move = decltype(First::row.move);
    using ForMsm = boost::mpl::vector<typename First::ForMsm, typename Others::ForMsm...>;
    static constexpr State start = First::row.from;
    static constexpr std::array rows{First::row, Others::row...};
};

template <typename Table>
struct FrontEnd : boost::msm::front::state_machine_def<FrontEnd<Table>> {
    using no_exception_thrown = int;
    using no_message_queue = int;
    using initial_state = StateOf<Table::start>;
    using transition_table = typename Table::ForMsm;

    template <typename Machine, typename Event>
    void no_transition(const Event&, Machine&, int) {
        refused = true;
    }
    bool refused = false;
};

/// Stands in for an archive: "restores" a machine into the state with MSM's number `number`.
struct Seat {
    int number;
    template <typename T>
    Seat& operator&(T&) {
        return *this;
    }
    Seat& operator&(int (&current)[1]) {
        current[0] = number;
        return *this;
    }
};

template <typename Table>
class Machine {
public:
    using State = typename Table::State;
    using Move = typename Table::Move;

    static std::optional<State> advance(State from, Move move) {
        BackEnd machine;
        Seat seat{numbers[index_of(from)]};
        machine.serialize(seat, 0);
        handlers[index_of(move)](machine);
        if (machine.refused) return std::nullopt;
        return state_numbered(machine.current_state()[0]);
    }

private:
    using BackEnd = boost::msm::back::state_machine<FrontEnd<Table>>;

    template <std::size_t... I>
    static constexpr auto number_states(std::index_sequence<I...>) {
        return std::array<int, sizeof...(I)>{
            boost::msm::back::get_state_id<typename BackEnd::stt,
                                           StateOf<static_cast<State>(I)>>::value...};
    }
    template <std::size_t... I>
    static constexpr auto handle_moves(std::index_sequence<I...>) {
        return std::array<void (*)(BackEnd&), sizeof...(I)>{
            [](BackEnd& machine) { machine.process_event(MoveOf<static_cast<Move>(I)>{}); }...};
    }
    static State state_numbered(int number) {
        std::size_t i = 0;
        while (numbers[i] != number) ++i;
        return static_cast<State>(i);
    }

    static constexpr auto numbers = number_states(std::make_index_sequence<count_of<State>>{});
    static constexpr auto handlers = handle_moves(std::make_index_sequence<count_of<Move>>{});
};

}  // namespace throughgate::lifecycle
