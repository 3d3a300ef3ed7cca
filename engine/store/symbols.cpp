// SPDX-License-Identifier: MIT
#include "store/symbols.hpp"

#include <array>
#include <vector>

namespace throughgate::store {
namespace {

constexpr std::size_t slots = 1024;

struct Slot {
    std::string_view text;
    Symbol symbol;
};

std::size_t slot_of(std::string_view text) {
    std::size_t hash = text.size();
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return (hash ^ (hash >> 20)) % slots;
}

}  // namespace

std::string_view text_of(Symbol symbol) {
    thread_local std::vector<std::string_view> texts;
    const std::size_t number = symbol.number();
    if (number == 0) return {};
    if (number >= texts.size()) texts.resize(number + 64);
    if (texts[number].empty()) texts[number] = symbol.text();
    return texts[number];
}

Symbol symbol_of(std::string_view text) {
    thread_local std::array<Slot, slots> cache;
    if (text.empty()) return {};
    Slot& slot = cache[slot_of(text)];
    if (slot.text != text) {
        slot.symbol = Symbol::of(text);
        slot.text = slot.symbol.text();
    }
    return slot.symbol;
}

}  // namespace throughgate::store
