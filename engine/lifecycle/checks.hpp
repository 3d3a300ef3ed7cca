// SPDX-License-Identifier: MIT
// What every table of the law must be, checked while compiling: MSM itself takes a second answer
// for the same state and move without a word. Private to lifecycle/*.cpp and its tests.
#pragma once

#include <array>
#include <cstddef>

#include "lifecycle/lifecycle.hpp"

namespace throughgate::lifecycle {

/// How many enumerators there are. The last one of each list stands here.
template <typename Enum>
inline constexpr std::size_t count_of = 0;
template <>
inline constexpr std::size_t count_of<CaseState> = std::size_t(CaseState::closed) + 1;
template <>
inline constexpr std::size_t count_of<CaseMove> = std::size_t(CaseMove::ended) + 1;
template <>
inline constexpr std::size_t count_of<Stage> = std::size_t(Stage::closed) + 1;
template <>
inline constexpr std::size_t count_of<StageMove> = std::size_t(StageMove::ended) + 1;
template <>
inline constexpr std::size_t count_of<HandoffState> = std::size_t(HandoffState::ended) + 1;
template <>
inline constexpr std::size_t count_of<HandoffMove> = std::size_t(HandoffMove::end) + 1;
template <>
inline constexpr std::size_t count_of<DeliveryState> = std::size_t(DeliveryState::waived) + 1;
template <>
inline constexpr std::size_t count_of<DeliveryMove> = std::size_t(DeliveryMove::waive) + 1;

template <typename Enum>
constexpr std::size_t index_of(Enum value) {
    return static_cast<std::size_t>(value);
}

/// No two rows answer the same move in the same state.
template <typename Rows>
constexpr bool one_answer(const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j)
            if (rows[i].from == rows[j].from && rows[i].move == rows[j].move) return false;
    return true;
}

/// No two moves lead from the same state to the same other one.
template <typename Rows>
constexpr bool one_move_between(const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j)
            if (rows[i].from == rows[j].from && rows[i].to == rows[j].to) return false;
    return true;
}

/// Every state can be reached from the first row's.
template <typename Rows>
constexpr bool all_reachable(const Rows& rows) {
    std::array<bool, count_of<decltype(rows[0].from)>> seen{};
    seen[index_of(rows[0].from)] = true;
    for (std::size_t round = 0; round < seen.size(); ++round)
        for (const auto& row : rows)
            if (seen[index_of(row.from)]) seen[index_of(row.to)] = true;
    for (const bool reached : seen)
        if (!reached) return false;
    return true;
}

/// Ends have no way out, and every other state has one.
template <typename Rows>
constexpr bool ends_closed(const Rows& rows) {
    std::array<bool, count_of<decltype(rows[0].from)>> leaves{};
    for (const auto& row : rows) leaves[index_of(row.from)] = true;
    for (std::size_t i = 0; i < leaves.size(); ++i)
        if (leaves[i] == is_end(static_cast<decltype(rows[0].from)>(i))) return false;
    return true;
}

}  // namespace throughgate::lifecycle
