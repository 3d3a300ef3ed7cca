// SPDX-License-Identifier: MIT
// StateSet: which states of one pathway, as 256 bits in document order. No allocation.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace throughgate {

/// Dense index of a state within its definition, in document order (parents first).
using StateIndex = std::uint16_t;
inline constexpr StateIndex no_state = 0xffff;

class StateSet {
public:
    constexpr void add(StateIndex s) { words_[s >> 6] |= bit(s); }
    constexpr void remove(StateIndex s) { words_[s >> 6] &= ~bit(s); }
    [[nodiscard]] constexpr bool has(StateIndex s) const { return (words_[s >> 6] & bit(s)) != 0; }
    [[nodiscard]] constexpr bool empty() const {
        return (words_[0] | words_[1] | words_[2] | words_[3]) == 0;
    }
    [[nodiscard]] constexpr int size() const {
        return std::popcount(words_[0]) + std::popcount(words_[1]) + std::popcount(words_[2]) +
               std::popcount(words_[3]);
    }
    [[nodiscard]] constexpr bool meets(const StateSet& other) const {
        return !(*this & other).empty();
    }

    constexpr StateSet& operator|=(const StateSet& other) {
        for (int i = 0; i < 4; ++i) words_[i] |= other.words_[i];
        return *this;
    }
    constexpr StateSet& operator&=(const StateSet& other) {
        for (int i = 0; i < 4; ++i) words_[i] &= other.words_[i];
        return *this;
    }
    constexpr StateSet& operator-=(const StateSet& other) {
        for (int i = 0; i < 4; ++i) words_[i] &= ~other.words_[i];
        return *this;
    }
    friend constexpr StateSet operator|(StateSet a, const StateSet& b) { return a |= b; }
    friend constexpr StateSet operator&(StateSet a, const StateSet& b) { return a &= b; }
    friend constexpr StateSet operator-(StateSet a, const StateSet& b) { return a -= b; }
    friend constexpr bool operator==(const StateSet&, const StateSet&) = default;

    /// Calls `visit(StateIndex)` in document order.
    template <typename Visit>
    constexpr void each(Visit visit) const {
        for (int i = 0; i < 4; ++i)
            for (std::uint64_t w = words_[i]; w != 0; w &= w - 1)
                visit(static_cast<StateIndex>(i * 64 + std::countr_zero(w)));
    }
    /// Calls `visit(StateIndex)` in reverse document order.
    template <typename Visit>
    constexpr void each_reverse(Visit visit) const {
        for (int i = 3; i >= 0; --i)
            for (std::uint64_t w = words_[i]; w != 0;) {
                const int top = 63 - std::countl_zero(w);
                visit(static_cast<StateIndex>(i * 64 + top));
                w &= ~(std::uint64_t{1} << top);
            }
    }

private:
    static constexpr std::uint64_t bit(StateIndex s) { return std::uint64_t{1} << (s & 63); }
    std::array<std::uint64_t, 4> words_{};
};

}  // namespace throughgate
