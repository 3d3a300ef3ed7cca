// SPDX-License-Identifier: MIT
// Outbox: from due outbox rows to sends, and from their reports to rows again. Plans with
// notices::plan, sends through the courier, never writes: what ended goes back as NoticeEnd.
// `pump`, `next`, `forget`, `settled` belong to the commit loop's thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/links.hpp"
#include "core/request.hpp"
#include "core/shadow.hpp"
#include "core/surroundings.hpp"
#include "throughgate/clock.hpp"

namespace throughgate::core {

class Outbox {
public:
    /// `shadow`: rows are looked at even where there is no channel, see shadow.hpp.
    Outbox(store::Store& store, delivery::Courier* courier, std::vector<std::string> channels,
           bool shadow, LinkMaker links);

    /// From now on sends go out on the courier's threads; their ends come through `ended`.
    void start(const Clock& clock, std::function<void(NoticeEnd)> ended);
    /// Waits for sends under way; their ends still come. From any thread.
    void finish_sending();
    /// After `finish_sending`, when nobody pumps any more.
    void clear();

    /// Plans what is due. Not started: also sends, and all ends are in the answer. Started: the
    /// answer holds what was decided without sending.
    Result<std::vector<NoticeEnd>> pump(const Surroundings& surroundings, Instant now);

    /// When the next row is due, rows under way left out.
    Result<std::optional<Instant>> next(store::Reader& reader);
    /// The same from memory; nullopt also while it is not known.
    [[nodiscard]] std::optional<Instant> known_next() const {
        return known_ && sends_now() ? next_ : std::nullopt;
    }
    [[nodiscard]] bool next_is_known() const { return known_ || !sends_now(); }
    void forget() { known_ = false; }
    /// The end of a notice was written (or failed to be): its row may be taken again.
    void settled(const Request& request);

private:
    struct Gathered {
        std::vector<notices::Item> items;
        std::vector<OutboxRow> rows;
        std::vector<bool> parked;  ///< by an incident: not now
    };

    [[nodiscard]] bool has_channel() const { return courier_ != nullptr && !channels_.empty(); }
    /// There are channels, and nothing is under way whose end would wake us anyhow.
    [[nodiscard]] bool sends_now() const {
        return (shadow_ || has_channel()) && under_way_.empty();
    }
    Result<std::vector<OutboxRow>> due_rows(store::Reader& reader, Instant now);
    Result<Gathered> gather(store::Reader& reader, std::vector<OutboxRow> rows,
                            const Surroundings& surroundings, Instant now);
    /// nullopt: handed to the courier, its end comes later.
    Result<std::optional<NoticeEnd>> carry_out(store::Reader& reader, const std::string& reference,
                                               OutboxRow row, const notices::Planned& planned,
                                               Instant now);
    [[nodiscard]] NoticeEnd keep_in_shadow(OutboxRow row, const Digest& key) const;
    std::optional<NoticeEnd> send(const std::string& reference, OutboxRow row,
                                  const notices::Planned& planned, Instant now);
    static notices::Item item_for(const OutboxRow& row, const Case& the_case,
                                  const Surroundings& surroundings, const journey::World& world);
    static NoticeEnd end_of(OutboxRow row, const Digest& key, const delivery::Report& report);
    void reported(const delivery::Report& report);

    store::Store& store_;
    delivery::Courier* courier_;
    std::vector<std::string> channels_;
    const bool shadow_;
    const LinkMaker links_;
    LiveState live_;          ///< as read for the rows at hand
    std::string their_team_;  ///< of the person at hand
    bool known_ = false;
    std::optional<Instant> next_;
    std::set<EffectId> under_way_;
    std::atomic<bool> started_ = false;
    bool not_taken_ = false;  ///< the courier had no room for the send under way

    struct Waiting {
        OutboxRow row;
        Digest key;
    };
    std::mutex mutex_;
    std::map<EffectId, Waiting> waiting_;   // guarded by mutex_
    std::function<void(NoticeEnd)> ended_;  // guarded by mutex_
};

}  // namespace throughgate::core
