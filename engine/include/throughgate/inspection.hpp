// SPDX-License-Identifier: MIT
// Inspection: what is wrong with an installation, told before anybody is hurt. Looks at a store
// from outside, beside whoever runs it, and changes nothing: no migration, no note, no log of
// reads. Findings name staff by id, cases by reference, never a person by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

struct Finding {
    /// problem: somebody is not told, or soon not; warning: mend it in time; note: only to be
    /// known.
    enum class Weight : std::uint8_t { problem, warning, note };
    std::string code;  ///< "staff.unreachable": stable; docs/operate/doctor.md has them all
    Weight weight = Weight::problem;
    std::string where;   ///< file, staff ids, calendar, case references
    std::string what;    ///< a sentence
    std::string repair;  ///< what to do
};
std::string_view name_of(Finding::Weight weight);

struct InspectionOptions {
    std::string store_path;
    /// Compared with what is published; nullptr: not compared.
    const std::vector<DefinitionFile>* definitions = nullptr;
    std::vector<std::string> acting;  ///< staff ids that tokens act as: are they still there?
    /// nullopt: where the store's virtual clock stands, else the machine's time.
    std::optional<Instant> now;
};

/// Reads the whole file once (about a second a gigabyte). A store that cannot be read is a finding.
std::vector<Finding> inspect_store(const InspectionOptions& options);

/// Starts the plug-in with its settings, as the engine would, and ends it. The errors are those of
/// Engine::open: not_found, invalid (all bad settings named), unavailable.
Status inspect_channel(const ChannelOptions& channel, const std::string& plugin_host);

}  // namespace throughgate
