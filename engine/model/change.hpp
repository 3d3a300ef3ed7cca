// SPDX-License-Identifier: MIT
// Change: all that one decision does, ready to be written in one transaction.
// `after` is the whole case; the lists say which rows differ, so that only those are written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/few.hpp"
#include "model/case.hpp"
#include "model/change_log.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

/// Stored; never rename.
enum class NoticeClass : std::uint8_t { critical, action, info };
std::string_view name_of(NoticeClass notice_class);
std::optional<NoticeClass> notice_class_named(std::string_view name);

/// Whom a rung tells, seen from a role. Stored as text; never rename.
/// `upper_manager`: the manager of the manager.
enum class Relation : std::uint8_t { holder, deputy, manager, team_box, upper_manager };
std::string_view name_of(Relation relation);

struct Recipient {
    Symbol role;
    Relation relation = Relation::holder;
    friend bool operator==(const Recipient&, const Recipient&) = default;
};

/// "ro", "deputy of ro", "manager of ro", "manager of manager of ro", "team box of ro".
std::string to_words(const Recipient& recipient);

/// A notice somebody is owed. The person behind `recipient` is found when it is sent.
struct Notice {
    std::uint32_t ordinal = 0;  ///< within its decision, from 0
    Recipient recipient;
    NoticeClass notice_class = NoticeClass::action;
    Symbol pathway;  ///< whose definition holds the message
    Symbol message;
    HandoffId handoff;  ///< 0 when about a state
    TimerId timer;      ///< whose rung caused it; 0 when an event did
    Symbol rung;        ///< rung id, or the event's name
    std::uint16_t occurrence = 0;
    std::uint32_t deadline_version = 0;
    Symbol state;                ///< state it speaks of, when about a state
    std::optional<Instant> due;  ///< the due instant it speaks of
    std::string changes;         ///< of moved dates: one line each; plain text without names
    Symbol together;  ///< cause that concerns many cases: each person is told once of all of them
};

/// Which parts of the case differ from what was read.
struct ChangedParts {
    bool core = false;  ///< counters, state, parked
    bool pathways = false;
    bool facts = false;
    bool people = false;  ///< holders and gates
    bool timers = false;
    bool handoffs = false;
    bool summary = false;  ///< what `case list` shows
    bool reach = false;    ///< facts by which people are found: place, team, who may be told

    [[nodiscard]] bool any() const {
        return core || pathways || facts || people || timers || handoffs || summary || reach;
    }
};

enum class Verdict : std::uint8_t { applied, unchanged, stale, refused };

/// Something that the record of another system must have too; see upstreams in definition/.
struct UpstreamRecord {
    std::uint32_t ordinal = 0;  ///< within its decision; notices and records are counted as one
    Symbol upstream;            ///< "ndelius"
    Symbol pathway;
    Symbol about;         ///< state or handoff, by id
    std::string words;    ///< as the definition says it; holds nothing of the person
    Instant effective{};  ///< when it was true
    std::string by;       ///< staff id of whoever asked for it; empty: the engine itself
};

struct Change {
    Change() = default;
    /// Nothing is decided yet about this case.
    explicit Change(Case&& given) : after(std::move(given)) {}

    Verdict verdict = Verdict::applied;
    std::optional<Error> refusal;  ///< set when refused; then nothing else is
    Case after;
    ChangedParts changed;
    ChangeLog log;  ///< in order; the first carries the event itself
    /// Due rows to delete and to insert: (due, timer, generation).
    struct DueRow {
        Instant due;
        TimerId timer;
        std::uint32_t generation = 0;
        friend bool operator==(const DueRow&, const DueRow&) = default;
    };
    Few<DueRow, 8> disarm;
    Few<DueRow, 8> arm;
    Few<HandoffId, 4> handoffs;  ///< whose rows are to be written
    std::vector<Notice> notices;
    std::vector<UpstreamRecord> records;
    std::vector<std::string> waits_for;  ///< facts a guard needed and did not know
    std::string note;                    ///< plain sentence for the receipt
    bool late = false;                   ///< of a timer that fired long after it was due
    /// The ordinal of the next notice or record: together they are the effects of the decision.
    [[nodiscard]] std::uint32_t next_ordinal() const {
        return static_cast<std::uint32_t>(notices.size() + records.size());
    }
    /// A way that was taken: a rule and one of its branches, by their indices in the definition.
    struct Way {
        Symbol pathway;
        std::uint16_t rule = 0;
        std::uint16_t branch = 0;
    };
    std::vector<Way> ways;  ///< only when the decision was asked to note them
};

}  // namespace throughgate
