// SPDX-License-Identifier: MIT
// Other systems that must have in their record what happens here (nDelius), and that are often
// away. Which steps are recorded where is said in the definitions (`record`); each becomes an item
// with the decision that it belongs to, and is sent when the system takes it: in order for each
// person, with the effect id as its key, however long that lasts. Nothing else waits for it.
// Like the queries of Engine: from any thread, each reads one snapshot. Access has its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

class Engine;

/// How one other system is reached.
struct UpstreamOptions {
    std::string name;     ///< as definitions name it: "ndelius"
    std::string library;  ///< path of the plug-in that speaks to it
    std::vector<std::pair<std::string, std::string>> settings;
    Milliseconds retry_first{30'000};  ///< doubles with every failure, a fifth more or less
    Milliseconds retry_longest{900'000};
};

struct UpstreamView {
    std::string name, title;  ///< "ndelius", "nDelius"
    bool connected = false;   ///< whoever runs the store has a plug-in for it
    bool away = false;        ///< it has not answered several times: asked again at `next_try`
    std::optional<Instant> away_since;
    std::optional<Instant> next_try;
    std::optional<Instant> answered;  ///< when it last took or refused something
    std::string said;                 ///< its last words, or why there were none
    std::uint64_t waiting = 0;
    std::optional<Instant> oldest;           ///< of those that wait: since when
    std::uint64_t refused = 0;               ///< a person has to look
    std::uint64_t recorded = 0, waived = 0;  ///< since the store was made
    friend bool operator==(const UpstreamView&, const UpstreamView&) = default;
};

struct UpstreamItemView {
    std::string effect;  ///< id, and the key that the other system drops doubles by
    std::string upstream, upstream_title;
    std::string case_reference;
    std::string pathway;
    std::string about;    ///< id of the state or handoff
    std::string words;    ///< what is to stand there
    std::string state;    ///< queued, held, retrying, delivered, refused, waived
    Instant effective{};  ///< when it happened
    Instant queued{};     ///< when it was recorded here
    std::optional<Instant> next_try, ended;
    std::string by;  ///< staff id of whoever did what is to be recorded
    std::uint32_t attempts = 0;
    std::string said;        ///< the other system's words, or the reason of whoever waived it
    std::string decided_by;  ///< staff id of whoever retried or waived it
    std::string standing;    ///< for people: "not yet in nDelius, for 2 d"
};

struct UpstreamItemQuery {
    /// Open: not in the other record yet, waiting or refused. Refused: the list for reconciliation.
    /// All: needs a case.
    enum class Which : std::uint8_t { open, refused, all };
    std::string upstream;        ///< empty: any
    std::string case_reference;  ///< empty: any
    Which which = Which::open;
    std::string after;  ///< effect of the last item of the page before
    std::size_t limit = 1000;
};

/// What one feed brought, by how it ended; since the store was made.
struct InboundView {
    std::string source;
    std::optional<Instant> last;  ///< when it was heard of last
    /// "applied", "duplicate", "unchanged", "stale", "buffered", "refused": how many, last when.
    struct Ended {
        std::string outcome;
        std::uint64_t count = 0;
        Instant last{};
    };
    std::vector<Ended> ended;
};

/// An event of a person who has no case yet; it is played when one is opened.
struct WaitingEventView {
    std::int64_t number = 0;
    PersonIdentity person;
    std::string event, source;
    Instant received{};
};

/// Every system that a published definition names, that has items, or that is connected.
Result<std::vector<UpstreamView>> upstreams(Engine& engine);
/// invalid: `after` is no effect; all items of no case. not_found: no such case or system.
Result<std::vector<UpstreamItemView>> upstream_items(Engine& engine,
                                                     const UpstreamItemQuery& query);
/// Sends an item again that was refused, or that waits. refused: nobody named, no reason, or it
/// stands there already. not_found: no such item.
Status retry_upstream_item(Engine& engine, std::string_view effect, const Actor& actor,
                           std::string_view reason);
/// It need not go: somebody put it right by hand. Errors as for retrying.
Status waive_upstream_item(Engine& engine, std::string_view effect, const Actor& actor,
                           std::string_view reason);
/// Asks a system that is away now instead of at its next try. not_found: no such system.
Status try_upstream(Engine& engine, std::string_view upstream, const Actor& actor);
Result<std::vector<InboundView>> inbound_feeds(Engine& engine);
/// Oldest first; `after`: number of the last one of the page before.
Result<std::vector<WaitingEventView>> waiting_events(Engine& engine, std::int64_t after = 0,
                                                     std::size_t limit = 1000);

}  // namespace throughgate
