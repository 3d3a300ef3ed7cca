// SPDX-License-Identifier: MIT
// UpstreamOutbox: from items that are due to sends, and from their answers to rows again, each
// other system by itself. Sends through a courier of its own; never writes: what ended goes back as
// UpstreamEnd. `pump`, `next`, `forget`, `settled` belong to the commit loop's thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/request.hpp"
#include "core/shadow.hpp"
#include "delivery/upstream.hpp"
#include "throughgate/clock.hpp"

namespace throughgate::core {

/// A system that there is a plug-in for: the courier knows it by its name.
struct UpstreamLine {
    std::string name;
    delivery::Pace pace;
};

class UpstreamOutbox {
public:
    /// `random` outlives it; used by one thread at a time.
    UpstreamOutbox(store::Store& store, delivery::Courier* courier,
                   const std::vector<UpstreamLine>& lines, Random* random);

    /// As those of Outbox (outbox.hpp).
    void start(const Clock& clock, std::function<void(UpstreamEnd)> ended);
    void finish_sending();
    void clear();
    /// Sends what is due. Not started: all ends are in the answer. Started: none are.
    Result<std::vector<UpstreamEnd>> pump(Instant now);
    Result<std::optional<Instant>> next(store::Reader& reader, Instant now);
    [[nodiscard]] std::optional<Instant> known_next() const {
        return known_ ? next_ : std::nullopt;
    }
    [[nodiscard]] bool next_is_known() const { return known_ || lines_.empty(); }
    void forget() { known_ = false; }
    void settled(const Request& request);

private:
    struct Line {
        delivery::Pace pace;
        std::set<EffectId> under_way;  ///< the loop's thread alone
        UpstreamState state;           ///< guarded by mutex_
    };

    /// Takes what the store says of each system that nothing is under way to.
    Status read_states(store::Reader& reader);
    [[nodiscard]] UpstreamState state_of(const Line& line);
    Status pump_line(store::Reader& reader, const std::string& name, Line& line, Instant now,
                     std::vector<UpstreamEnd>& ends);
    /// Of a team that is not live: they record it themselves, the old way. Nothing of it goes.
    std::optional<UpstreamEnd> keep_in_shadow(const UpstreamItem& item, const Case& the_case,
                                              const Line& line, Instant now);
    /// False: the courier has no room.
    Result<bool> send(store::Reader& reader, Line& line, UpstreamItem item, Instant now,
                      std::vector<UpstreamEnd>& ends);
    UpstreamEnd end_of(UpstreamItem item, const delivery::Report& report);
    void reported(const delivery::Report& report);

    store::Store& store_;
    delivery::Courier* courier_;
    Random* random_;                     // guarded by mutex_
    std::map<std::string, Line> lines_;  ///< fixed after construction, but for what a line says
    LiveState live_;                     ///< as read for the items at hand
    bool known_ = false;
    bool started_ = false;
    std::optional<Instant> next_;

    std::mutex mutex_;
    std::map<EffectId, UpstreamItem> waiting_;  // guarded by mutex_
    std::function<void(UpstreamEnd)> ended_;    // guarded by mutex_
};

}  // namespace throughgate::core
