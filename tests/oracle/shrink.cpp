// SPDX-License-Identifier: MIT
#include "oracle/shrink.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <random>

namespace throughgate::oracle {
namespace {

/// Simpler tapes, boldest first: shorter ones, and ones with a stretch of zeros. Nothing is taken
/// out of the middle, because every later decision would then be another one.
std::vector<Tape> simpler(const Tape& tape) {
    std::vector<Tape> found;
    for (std::size_t cut = tape.size(); cut > 0; cut /= 2)
        found.emplace_back(tape.begin(), tape.end() - static_cast<std::ptrdiff_t>(cut));
    for (std::size_t size = tape.size() / 2; size > 0; size /= 2)
        for (std::size_t at = 0; at + size <= tape.size(); at += size) {
            const auto from = tape.begin() + static_cast<std::ptrdiff_t>(at);
            const auto to = from + static_cast<std::ptrdiff_t>(size);
            if (std::all_of(from, to, [](std::uint32_t number) { return number == 0; })) continue;
            Tape& zeroed = found.emplace_back(tape);
            std::fill_n(zeroed.begin() + static_cast<std::ptrdiff_t>(at), size, 0U);
        }
    return found;
}

rc::Gen<Tape> shrinking(const Tape& found) {
    return rc::gen::shrink(rc::gen::just(found),
                           [](const Tape& tape) { return rc::seq::fromContainer(simpler(tape)); });
}

}  // namespace

Tape tape_from(std::uint64_t seed, std::size_t shortest, std::size_t longest) {
    std::mt19937_64 random(seed);
    Tape tape(shortest + random() % (longest - shortest));
    for (auto& each : tape) each = static_cast<std::uint32_t>(random());
    return tape;
}

std::string difference(const Lines& expected, const Lines& got) {
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
        const std::string a = i < expected.size() ? expected[i] : "(nothing)";
        const std::string b = i < got.size() ? got[i] : "(nothing)";
        if (a != b) return "line " + std::to_string(i) + ": expected '" + a + "', got '" + b + "'";
    }
    return {};
}

Compared smallest(const Tape& found, const std::function<Compared(const Tape&)>& compared) {
    constexpr int most = 1500;  // charts to try: enough for a small one, not for the smallest
    Compared last;
    int tried = 0;
    rc::check("the smallest chart that differs", [&] {
        if (++tried > most) return;
        const Compared each = compared(*shrinking(found));
        if (!each.fault.empty()) last = each;
        RC_ASSERT(each.fault.empty());
    });
    return last;
}

}  // namespace throughgate::oracle
