// SPDX-License-Identifier: MIT
// StateSet: which states of one pathway, as 512 bits in document order. No allocation.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace throughgate {

/// Dense index of a state within its definition, in document order (parents first).
using StateIndex = std::uint16_t;
inline constexpr StateIndex no_state = 0xffff;

class StateSet {
    static constexpr int count = 8;  ///< words; limits::states_per_pathway follows from it

public:
    static constexpr std::size_t capacity = count * 64;

    constexpr void add(StateIndex s) { words_[s >> 6] |= bit(s); }
    constexpr void remove(StateIndex s) { words_[s >> 6] &= ~bit(s); }
    [[nodiscard]] constexpr bool has(StateIndex s) const { return (words_[s >> 6] & bit(s)) != 0; }
    [[nodiscard]] constexpr bool empty() const {
        std::uint64_t any = 0;
        for (const std::uint64_t word : words_) any |= word;
        return any == 0;
    }
    [[nodiscard]] constexpr int size() const {
        int total = 0;
        for (const std::uint64_t word : words_) total += std::popcount(word);
        return total;
    }
    /// The state, when exactly one is in it; else `no_state`.
    [[nodiscard]] constexpr StateIndex only() const {
        StateIndex found = no_state;
        for (int i = 0; i < count; ++i) {
            const std::uint64_t word = words_[i];
            if (word == 0) continue;
            if (found != no_state || (word & (word - 1)) != 0) return no_state;
            found = static_cast<StateIndex>(i * 64 + std::countr_zero(word));
        }
        return found;
    }
    [[nodiscard]] constexpr bool meets(const StateSet& other) const {
        std::uint64_t any = 0;
        for (int i = 0; i < count; ++i) any |= words_[i] & other.words_[i];
        return any != 0;
    }
    /// Is any of `first` to `last`, both included, in the set?
    [[nodiscard]] constexpr bool any_of(StateIndex first, StateIndex last) const {
        for (int i = first >> 6; first <= last && i <= last >> 6; ++i) {
            std::uint64_t word = words_[i];
            if (i == first >> 6) word &= ~std::uint64_t{0} << (first & 63);
            if (i == last >> 6) word &= ~std::uint64_t{0} >> (63 - (last & 63));
            if (word != 0) return true;
        }
        return false;
    }

    constexpr StateSet& operator|=(const StateSet& other) {
        for (int i = 0; i < count; ++i) words_[i] |= other.words_[i];
        return *this;
    }
    constexpr StateSet& operator&=(const StateSet& other) {
        for (int i = 0; i < count; ++i) words_[i] &= other.words_[i];
        return *this;
    }
    constexpr StateSet& operator-=(const StateSet& other) {
        for (int i = 0; i < count; ++i) words_[i] &= ~other.words_[i];
        return *this;
    }
    friend constexpr StateSet operator|(StateSet a, const StateSet& b) { return a |= b; }
    friend constexpr StateSet operator&(StateSet a, const StateSet& b) { return a &= b; }
    friend constexpr StateSet operator-(StateSet a, const StateSet& b) { return a -= b; }
    friend constexpr bool operator==(const StateSet&, const StateSet&) = default;

    /// Calls `visit(StateIndex)` in document order.
    template <typename Visit>
    constexpr void each(Visit visit) const {
        for (int i = 0; i < count; ++i)
            for (std::uint64_t w = words_[i]; w != 0; w &= w - 1)
                visit(static_cast<StateIndex>(i * 64 + std::countr_zero(w)));
    }
    /// Calls `visit(StateIndex)` in reverse document order.
    template <typename Visit>
    constexpr void each_reverse(Visit visit) const {
        for (int i = count - 1; i >= 0; --i)
            for (std::uint64_t w = words_[i]; w != 0;) {
                const int top = 63 - std::countl_zero(w);
                visit(static_cast<StateIndex>(i * 64 + top));
                w &= ~(std::uint64_t{1} << top);
            }
    }

private:
    static constexpr std::uint64_t bit(StateIndex s) { return std::uint64_t{1} << (s & 63); }
    std::array<std::uint64_t, count> words_{};
};

}  // namespace throughgate
