// SPDX-License-Identifier: MIT
// Command: what a person or another system asks of the engine.
// A value; every command carries an idempotency key and an actor. Applying it twice with the same
// key gives the first answer again; the same key with another body is refused as a conflict.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "throughgate/placing.hpp"
#include "throughgate/time.hpp"
#include "throughgate/value.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

/// Who acts. The log keeps all three apart.
struct Actor {
    std::string person;       ///< id in the staff directory; empty only for the engine itself
    std::string asserted_by;  ///< principal that vouches for `person`: "os:jbloggs", "host:portal"
    std::string
        on_behalf_of;  ///< staff id of the absent colleague or the outside body; may be empty
};

/// One named value. A text value is converted to the type that the definition declares.
struct Field {
    std::string name;
    Value value;
};

/// A person's identities in the live systems; at least one is needed.
struct PersonIdentity {
    std::string noms_number;  ///< prison number "A1234BC"; may be empty
    std::string crn;          ///< probation case reference "X123456"; may be empty
    friend bool operator==(const PersonIdentity&, const PersonIdentity&) = default;
};

/// Gives a role on the case to a member of staff.
struct Assignment {
    std::string role;    ///< role id: "ro", "pom"
    std::string person;  ///< staff id; empty takes the assignment away
};

/// Opens the case of a person (spine, then the pathways whose condition holds).
/// Refused as conflict when the person already has an open case.
struct OpenCase {
    PersonIdentity person;
    std::vector<Field> facts;
    std::vector<Assignment> assignments;
};

/// Opens the case of somebody whose work is under way elsewhere, where they really stand. What lies
/// before that moment counts as told: nobody gets a notice of it, and timed moves are not made up
/// for. Needs a named person and a reason; every fault is told at once, and then nothing is
/// written. Refused as conflict when the person already has an open case.
struct PlaceCase {
    PersonIdentity person;
    std::vector<Field> facts;  ///< those that only workflows set may be given too
    std::vector<Assignment> assignments;
    std::vector<PlacedState> states;
    std::vector<PlacedHandoff> handoffs;
    std::vector<PlacedGate> gates;
};

/// Tells a case that something happened. `name` is an event of its definitions. Feeds that know
/// only the person leave the reference empty: no open case yet means `buffered`.
struct SendEvent {
    std::string case_reference;
    PersonIdentity person;
    std::string name;
    std::vector<Field> fields;
    std::vector<Assignment> assignments;  ///< new role holders; refused: one not in the directory
};

/// Stored; never rename.
enum class HandoffAction : std::uint8_t { acknowledge, accept, decline, query, complete, answer };
std::string_view name_of(HandoffAction action);

/// A named person acts on one handoff. `evidence` is required where an outside body answered.
/// Either its number within the case, or its name, which must then be open exactly once.
struct ActOnHandoff {
    std::string case_reference;
    PersonIdentity person;  ///< instead of the reference, for feeds
    std::uint32_t handoff = 0;
    std::string name;  ///< "H06"
    HandoffAction action = HandoffAction::acknowledge;
    std::string evidence;
};

/// Takes back an entry that should never have been made: the case is as it would be without it.
/// What was told because of it is not told again; the log keeps the entry and its correction.
/// Needs a named person who holds a role on the case, and a reason.
struct CorrectEntry {
    std::string case_reference;
    std::uint64_t sequence = 0;  ///< of the entry in the case's log
};

struct Command {
    std::string key;     ///< idempotency key, unique per actor; required, at most 200 bytes
    std::string source;  ///< set for inbound feeds: key scope is (source, key), kept 400 days
    Actor actor;
    std::string reason;
    std::optional<std::uint64_t> expected_version;  ///< of the handoff or pathway acted upon
    std::optional<Instant> effective_at;            ///< when it was true; default now
    std::variant<OpenCase, SendEvent, ActOnHandoff, CorrectEntry, PlaceCase> what;
    /// One of many with the same cause, as a sentence for people without names: dates that move
    /// because of it are told once a person for all cases. Empty: of this case alone.
    std::string together;
    /// Names that cause where its sentence may differ from one command to the next; empty: the
    /// sentence does.
    std::string together_key;
    /// The fields come from the person's record itself: no role is asked, and beside the named
    /// event they stand whatever answers it. Imports only; never from a feed.
    bool of_record = false;
    /// Forbidden unless this viewer may see the case; set by Access (access.hpp). nullptr: the
    /// trusted embedder.
    std::shared_ptr<const Viewer> viewer{};
};

/// Stored; never rename. How a command or inbound event ended.
enum class Outcome : std::uint8_t {
    applied,         ///< committed
    duplicate,       ///< same key and body before: this is the first answer again
    unchanged,       ///< valid, but nothing in the case cares about it (recorded in its log)
    stale,           ///< superseded by something later (recorded, nothing undone)
    buffered,        ///< kept until its person's case is opened
    unknown_person,  ///< nobody with that identity
    ambiguous,       ///< more than one case fits
};
std::string_view name_of(Outcome outcome);

/// The answer to a command that was not refused. Given only after the commit is on disk.
struct Receipt {
    Outcome outcome = Outcome::applied;
    std::string case_reference;
    std::uint64_t version = 0;   ///< of the case after it
    std::uint64_t sequence = 0;  ///< of its first log entry
    std::string note;            ///< plain sentence for people: what moved, what it waits for
};

}  // namespace throughgate
