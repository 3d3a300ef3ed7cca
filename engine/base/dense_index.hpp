// SPDX-License-Identifier: MIT
// DenseIndex: the place of each of a few symbols in a list, found in one step.
// Costs two bytes for each symbol of the process up to the highest one in it.
#pragma once

#include <cstdint>
#include <vector>

#include "throughgate/symbol.hpp"

namespace throughgate {

class DenseIndex {
public:
    static constexpr std::uint16_t none = 0xffff;

    /// The first place given to a symbol stays.
    void add(Symbol symbol, std::uint16_t place) {
        if (symbol.number() >= places_.size()) places_.resize(symbol.number() + 1, none);
        if (places_[symbol.number()] == none) places_[symbol.number()] = place;
    }
    [[nodiscard]] std::uint16_t find(Symbol symbol) const {
        return symbol.number() < places_.size() ? places_[symbol.number()] : none;
    }

private:
    std::vector<std::uint16_t> places_;
};

}  // namespace throughgate
