// SPDX-License-Identifier: MIT
#include "journey/ladders.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace throughgate::journey {
namespace {

constexpr unsigned bits = 6;
constexpr std::uint64_t mask = (1u << bits) - 1;
static_assert(limits::rungs_per_ladder * bits <= 64);
static_assert(limits::occurrences_per_rung == mask);

/// Later repeats of a rung that lies ahead need no instant yet.
void add_occurrences(const Rung& rung, std::uint16_t index, std::uint16_t from, CaseInputs& inputs,
                     Slots& slots) {
    const auto most = static_cast<std::uint16_t>(
        std::min<std::size_t>(rung.at_most, limits::occurrences_per_rung));
    if (from >= most) return;
    std::optional<Instant> at = rung.at.evaluate(inputs);
    for (std::uint16_t occurrence = 0; at && occurrence < most; ++occurrence) {
        if (occurrence >= from) slots.push_back({*at, index, occurrence});
        if (rung.again.empty()) return;
        inputs.anchors().previous = at;
        const std::optional<Instant> next = rung.again.evaluate(inputs);
        if (occurrence >= from && *at > inputs.now()) return;
        if (next && *next <= *at) return;
        at = next;
    }
}

}  // namespace

std::uint16_t fired_of(std::uint64_t fired, std::uint16_t rung) {
    return static_cast<std::uint16_t>((fired >> (rung * bits)) & mask);
}

std::uint64_t with_fired(std::uint64_t fired, std::uint16_t rung, std::uint16_t count) {
    return (fired & ~(mask << (rung * bits))) | (std::uint64_t{count} << (rung * bits));
}

Slots pending_slots(const std::vector<Rung>& rungs, std::uint64_t fired, CaseInputs& inputs) {
    TG_ASSERT(rungs.size() <= limits::rungs_per_ladder);
    Slots slots;
    std::uint32_t ahead = 0;  // one bit for each rung whose first occurrence lies ahead
    for (std::uint16_t i = 0; i < rungs.size(); ++i) {
        const bool surely_later = rungs[i].follows && (ahead >> *rungs[i].follows & 1u) != 0;
        const std::size_t before = slots.size();
        if (!surely_later) add_occurrences(rungs[i], i, fired_of(fired, i), inputs, slots);
        const bool first_ahead = slots.size() > before && slots[before].occurrence == 0 &&
                                 slots[before].at > inputs.now();
        if (surely_later || first_ahead) ahead |= 1u << i;
    }
    inputs.anchors().previous.reset();
    std::sort(slots.begin(), slots.end());
    return slots;
}

Position position_after(const Slots& pending, Instant now, Prune prune) {
    Position position;
    if (pending.empty()) return position;
    const auto ahead = std::find_if(pending.begin(), pending.end(),
                                    [now](const Slot& slot) { return slot.at > now; });
    const std::ptrdiff_t past = ahead - pending.begin();
    const std::ptrdiff_t skipped = prune == Prune::none  ? 0
                                   : prune == Prune::all ? past
                                                         : std::max<std::ptrdiff_t>(past - 1, 0);
    const auto next = pending.begin() + skipped;
    position.skipped.assign(pending.begin(), next);
    if (next != pending.end()) position.next = *next;
    return position;
}

std::uint32_t version_for(const Timer& timer, const std::optional<Instant>& target) {
    if (!timer.told) return 1;
    const bool away = timer.target && is_untold(timer);
    const std::uint32_t told_version = away ? timer.deadline_version - 1 : timer.deadline_version;
    return !target || target == timer.told ? told_version : told_version + 1;
}

}  // namespace throughgate::journey
