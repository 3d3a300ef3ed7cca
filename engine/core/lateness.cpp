// SPDX-License-Identifier: MIT
// The commits of a period are found by their roots, the timers that fired in them by their log
// entries, which say when each was due.
#include "throughgate/lateness.hpp"

#include <algorithm>
#include <map>

#include "core/engine_parts.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace {

using std::chrono::hours;

constexpr std::uint64_t most_commits = 50'000;
constexpr std::size_t roots_a_page = 1000, entries_a_page = 500;
constexpr std::string_view engine_actor = "engine";  ///< of what it does by itself
/// A commit writes several entries of one case; only the last is named by its root.
constexpr std::uint64_t entries_of_a_commit = 64;

struct Fired {
    Instant at{};
    Milliseconds late{};
};

/// The last commit before `since`.
Result<std::uint64_t> commit_before(store::Reader& reader, std::uint64_t last, Instant since) {
    std::uint64_t low = 0, high = last;  // `low` is before it, all after `high` are not
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto roots = reader.read_roots(middle, 1);
        if (!roots.ok()) return roots.error();
        if (roots->empty() || roots->front().at >= since)
            high = middle;
        else
            low = roots->front().commit;
    }
    return low;
}

/// The first entry to look at, by case.
using Starts = std::map<CaseId, std::uint64_t>;

Status add_heads(store::Reader& reader, std::uint64_t after, Starts& starts) {
    for (;;) {
        const auto roots = reader.read_roots(after, roots_a_page);
        if (!roots.ok()) return roots.error();
        for (const RootRow& root : *roots)
            for (const RootHead& head : root.heads)
                if (head.case_id.number > 0)
                    starts.try_emplace(
                        head.case_id, head.sequence - std::min(head.sequence, entries_of_a_commit));
        if (roots->size() < roots_a_page) return {};
        after = roots->back().commit;
    }
}

bool is_fired(const StoredLogEntry& entry) {
    return entry.kind == "timer.fired" || entry.kind == "rung.fired" || entry.kind == "review.due";
}

/// A timer that was armed when its moment had passed already, as by a late arrival, is not late:
/// what counts is the time since somebody last touched the case.
class Reading {
public:
    Reading(Instant since, std::vector<Fired>& fired) : since_(since), fired_(fired) {}

    void add(const StoredLogEntry& entry) {
        if (entry.actor != engine_actor || !entry.asserted_by.empty()) touched_ = entry.recorded;
        if (!is_fired(entry) || entry.recorded < since_) return;
        for (const auto& [name, value] : entry.fields)
            if (const auto due = name == "due" ? parse_instant(value) : std::nullopt)
                fired_.push_back({entry.recorded, entry.recorded - from(*due, entry.recorded)});
    }

private:
    [[nodiscard]] Instant from(Instant due, Instant fired) const {
        return std::min(std::max(due, touched_.value_or(due)), fired);
    }

    const Instant since_;
    std::vector<Fired>& fired_;
    std::optional<Instant> touched_;
};

Status add_fired(store::Reader& reader, CaseId id, std::uint64_t after, Instant since,
                 std::vector<Fired>& fired) {
    Reading reading(since, fired);
    for (;;) {
        const auto entries = reader.read_log(id, after, entries_a_page);
        if (!entries.ok()) return entries.error();
        for (const StoredLogEntry& entry : *entries) reading.add(entry);
        if (entries->size() < entries_a_page) return {};
        after = entries->back().sequence;
    }
}

Lateness of_period(const std::vector<Fired>& fired, Instant now, Milliseconds period, bool whole) {
    std::vector<Milliseconds> late;
    for (const Fired& each : fired)
        if (each.at >= now - period) late.push_back(each.late);
    Lateness lateness = lateness_of(std::move(late), period);
    lateness.whole = whole;
    return lateness;
}

}  // namespace

Lateness lateness_of(std::vector<Milliseconds> late, Milliseconds period) {
    Lateness lateness;
    lateness.period = period;
    lateness.fired = late.size();
    if (late.empty()) return lateness;
    std::sort(late.begin(), late.end());
    const auto rank = [&](std::size_t percent) {
        return late[(late.size() * percent + 99) / 100 - 1];
    };
    lateness.p50 = rank(50);
    lateness.p95 = rank(95);
    lateness.p99 = rank(99);
    lateness.worst = late.back();
    return lateness;
}

Result<std::vector<Lateness>> timer_lateness(Engine& engine) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const Instant now = engine.now(), since = now - hours(24);
    const auto last = (*reader)->last_commit();
    if (!last.ok()) return last.error();
    auto before = commit_before(**reader, *last, since);
    if (!before.ok()) return before.error();
    const bool whole = *last - *before <= most_commits;
    Starts starts;
    if (auto added = add_heads(**reader, whole ? *before : *last - most_commits, starts);
        !added.ok())
        return added.error();
    std::vector<Fired> fired;
    for (const auto& [id, after] : starts)
        if (auto added = add_fired(**reader, id, after, since, fired); !added.ok())
            return added.error();
    return std::vector<Lateness>{of_period(fired, now, hours(1), whole),
                                 of_period(fired, now, hours(24), whole)};
}

}  // namespace throughgate
