// SPDX-License-Identifier: MIT
// Erasing a closed case: what is held of its person goes out of the store, for good. Two people do
// it: the first one asks, the second one does the same and carries it out. Off by default: nothing
// is ever erased by itself.
// The feed of changes (changes.hpp) then has a row of the kind "erased": mirrors delete theirs.
// Functions of an Engine: from any thread, durable when they answer. What stays, and why:
// docs/operate/erasing.md. Backups are not touched: erase again in whatever is restored from one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "throughgate/engine.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

/// How far an erasure is, and how much it is about.
struct Erasure {
    std::string case_reference;
    bool erased = false;   ///< false: asked for; a second person has to do the same
    std::string asked_by;  ///< staff id
    Instant asked{};
    std::uint64_t entries = 0;   ///< of the log: their words go, that they were there stays
    std::uint64_t facts = 0;     ///< as they are now
    std::uint64_t handoffs = 0;  ///< the newest ones; older ones are in the log alone
    std::uint64_t notices = 0;   ///< waiting ones too: they are never sent
    std::uint64_t records = 0;   ///< entries for other systems; those that have them keep them
    std::uint64_t reads = 0;     ///< lines of the log of reads: only what they were for goes
    std::string note;            ///< what is to be done, or what could not be: plain sentences
};

/// Asks for it, or, where somebody else has asked and nothing has happened to the case since,
/// carries it out. On an erased case it clears the store's files of old copies once more.
/// refused: no reason, an open case, entries that another system does not have yet, a change of
/// live cases under way, a log that does not verify, or nobody that is certainly a second person.
/// forbidden: the case is closed to the viewer. not_found.
Result<Erasure> erase_case(Engine& engine, std::string_view reference, const Viewer& viewer,
                           std::string_view reason);
/// refused: nobody has asked, or no reason.
Status withdraw_erasure(Engine& engine, std::string_view reference, const Viewer& viewer,
                        std::string_view reason);

}  // namespace throughgate
