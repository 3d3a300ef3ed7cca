// SPDX-License-Identifier: MIT
// Rows that live in the store beside the cases: outbox, log as stored, incidents, imports.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "model/change.hpp"
#include "model/ids.hpp"

namespace throughgate {

/// One notice on its way to one recipient.
struct OutboxRow {
    EffectId effect;
    Notice notice;
    lifecycle::DeliveryState state = lifecycle::DeliveryState::queued;
    Instant queued{};
    std::optional<Instant> due;  ///< when to try (again); nullopt once ended
    std::uint32_t attempts = 0;
    std::string recipient;     ///< staff id it went to; set at the first attempt
    std::string channel;       ///< plug-in name
    std::string detail;        ///< last word of the channel, or why suppressed
    std::int64_t mailing = 0;  ///< number of the mail it waits for, or went with; 0: none
    bool late = false;         ///< its timer fired long after it was due: the engine had been down
};

/// Mails that say several notices at once, and the watch over one that was urgent. Stored as text;
/// never rename.
enum class MailingKind : std::uint8_t {
    digest,   ///< what waits for a person
    summary,  ///< of many notices from one cause
    unread,   ///< tells the next person if nobody has acted on a critical notice
};
std::string_view name_of(MailingKind kind);
std::optional<MailingKind> mailing_kind_named(std::string_view name);

/// One such mail. It is one delivery with an effect id of its own, whose end settles all notices
/// that went with it.
struct Mailing {
    std::int64_t number = 0;  ///< 0: the store gives it one
    std::uint64_t incarnation = 0;
    MailingKind kind = MailingKind::digest;
    std::string person;  ///< staff id; of `unread`: who was told first
    std::string cause;   ///< of a summary: what they have in common; of `unread`: the effect id
    Instant slot{};      ///< when it is meant to go
    lifecycle::DeliveryState state = lifecycle::DeliveryState::queued;
    std::optional<Instant> due;  ///< when to try (again); nullopt once ended
    std::uint32_t attempts = 0;
    std::string channel;
    std::string detail;
    std::string notes;  ///< lines beside its notices, one each
};

/// The effect id of a mail; it belongs to no case.
EffectId effect_of(const Mailing& mailing);

/// One line of the delivery record: an attempt and what came of it, or what was heard of it later.
struct DeliveryLine {
    std::int64_t number = 0;
    Instant at{};
    std::string person;  ///< staff id
    EffectId effect;     ///< of the notice, or of the mail
    std::string way;     ///< alone, digest, summary, unread; stored, never rename
    std::string notice_class;
    std::string channel;
    std::string outcome;  ///< sent, retry, failed, delivered, opened, bounced; stored
    std::string detail;
};

/// What a person has had on one day.
struct ToldToday {
    std::uint32_t alone = 0;    ///< `action` mails that went at once
    std::uint32_t digests = 0;  ///< digests, summaries left out
};

/// One record on its way to another system. Its own outbox: in order for each person, and it waits
/// as long as the system is away.
struct UpstreamItem {
    EffectId effect;
    UpstreamRecord record;
    lifecycle::DeliveryState state = lifecycle::DeliveryState::queued;
    Instant queued{};
    std::optional<Instant> due;    ///< when to try (again); nullopt: held, refused or ended
    std::optional<Instant> ended;  ///< when it was taken, refused or waived
    std::uint32_t attempts = 0;
    std::string detail;      ///< last words of the system, or the reason of whoever waived it
    std::string decided_by;  ///< staff id of whoever retried or waived it last
};

/// What is known of one other system: the circuit breaker, kept over restarts.
struct UpstreamState {
    std::string name;
    std::uint32_t failures = 0;            ///< in a row
    std::optional<Instant> failing_since;  ///< the first of these
    std::optional<Instant> next_try;       ///< set: it is away, and asked again only then
    std::optional<Instant> answered;       ///< when it last took or refused something
    std::string detail;                    ///< its last words, or why there were none
};

/// How many items of one other system are in which state.
struct UpstreamCount {
    std::string upstream;
    std::uint64_t waiting = 0;  ///< queued, retrying and held
    std::uint64_t refused = 0;
    std::uint64_t recorded = 0;
    std::uint64_t waived = 0;
    std::optional<Instant> oldest;  ///< waiting since
};

/// What one feed brought since the store was made, by how it ended.
struct InboundCount {
    std::string source;   ///< as its commands name it
    std::string outcome;  ///< name of Outcome, or "refused"
    std::uint64_t count = 0;
    Instant last{};
};

/// A log entry as it stands in the chain.
struct StoredLogEntry {
    CaseId case_id;
    std::uint64_t sequence = 0;
    std::string kind;
    Instant recorded{};
    Instant effective{};
    std::string actor;  ///< staff id; "engine" for its own doing
    std::string asserted_by;
    std::string on_behalf_of;
    std::string reason;
    std::vector<std::pair<std::string, std::string>> fields;
    std::uint64_t salt = 0;            ///< salts every field hash; 0: erased with a field's text
    std::vector<Digest> field_hashes;  ///< one per field, in order; survive erasure
    std::vector<bool> erased;          ///< one per field: its text was erased
    Digest previous;
    Digest hash;
};

/// The last log entry of one case in one commit. Case -1: the chain of publications, -2: of the
/// directory, -3: the log of reads.
struct RootHead {
    CaseId case_id;
    std::uint64_t sequence = 0;
    friend bool operator==(const RootHead&, const RootHead&) = default;
};

/// One row a commit: chains the heads of all cases it touched.
struct RootRow {
    std::uint64_t commit = 0;
    Instant at{};
    std::uint64_t entries = 0;    ///< log entries of this commit
    std::vector<RootHead> heads;  ///< by case; empty for a commit that wrote no log
    Digest content;               ///< over (case, sequence, hash) of those heads, in order
    Digest previous;
    Digest hash;
};

struct KeyRecord {
    Digest key;   ///< of (actor or source, key)
    Digest body;  ///< of the command without its key
    Outcome outcome = Outcome::applied;
    CaseId case_id;
    std::uint64_t sequence = 0;
    std::uint64_t version = 0;
    Instant recorded{};
    bool inbound = false;  ///< 400 days instead of 30
};

struct Incident {
    std::int64_t id = 0;
    CaseId case_id;       ///< 0: not about one case
    std::string kind;     ///< "decide.assertion", "decide.loop", "delivery.dead_letter", ...
    std::string subject;  ///< effect id, plug-in, file
    std::string message;  ///< plain sentence
    Instant opened{};
    std::optional<Instant> resolved;
    std::string resolved_by;
};

/// A value that an import could not use; the person came in with it unknown.
struct QualityItem {
    CaseId case_id;
    std::string place;    ///< "prisoners.json: record 17, releaseDate"
    std::string problem;  ///< plain sentence, the bad value left out
    Instant found{};
};

/// An inbound event kept until its person's case is opened.
struct BufferedEvent {
    std::int64_t id = 0;
    PersonIdentity person;
    std::string body;  ///< the command as JSON text, written by exchange/
    Instant received{};
};

/// A run through all open cases because something around them changed. Kept when it has ended.
struct RecomputeRun {
    std::int64_t id = 0;
    std::string cause;          ///< "calendar england-and-wales is now 2026-09"
    std::uint64_t total = 0;    ///< cases when it began
    std::uint64_t done = 0;     ///< cases looked at
    std::uint64_t changed = 0;  ///< of these: a date moved
    CaseId last;                ///< it goes on after this case
    Instant started{};
    std::optional<Instant> finished;
};

struct Publication {
    Digest behaviour;
    Digest text;
    std::string pathway;
    std::string resolved;  ///< RFC 8785 JSON of the resolved definition
    Instant published{};
    std::string published_by;
    /// Only new cases of this team begin with it; empty: everybody's. With nothing in `resolved`
    /// the team begins with everybody's version again.
    std::string team{};
};

struct CaseSummary {
    CaseId id;
    std::string reference;
    PersonIdentity person;
    std::string state;            ///< name of CaseState
    std::string prison;           ///< fact "prison"
    std::string team;             ///< fact "ro_team"
    std::string officer;          ///< holder of "ro"; may be empty
    std::optional<Date> release;  ///< fact "release"
    bool parked = false;
    bool limited_access = false;  ///< fact "limited_access"
    bool restricted = false;      ///< to whoever looks: then only id and reference are given
    bool through_glass = false;   ///< whoever looks sees it because they broke the glass
};

/// One line of the log of reads.
struct Consultation {
    std::uint64_t number = 0;
    Instant at{};
    std::string person;       ///< staff id
    std::string asserted_by;  ///< principal that vouched for the person
    std::string purpose;
    std::string kind;  ///< consultation, disclosure, refused, break_glass; stored, never rename
    std::string what;
    CaseId case_id;               ///< 0: no such case, or several
    Digest hash;                  ///< over the one before, all of the above, and `cases`
    std::vector<CaseId> cases{};  ///< several that were shown together, in order; else empty
};

struct HandoffRow {
    CaseId case_id;
    std::string reference;
    Handoff handoff;
    bool overdue_now = false;  ///< not stored: set by the reader against its `now`
};

}  // namespace throughgate
