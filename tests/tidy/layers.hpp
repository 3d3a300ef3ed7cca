// SPDX-License-Identifier: MIT
// Which folder of engine/ may include which, as engine/layers.txt says.
#pragma once

#include <map>
#include <set>

#include "tidy/source.hpp"

namespace throughgate::tidy {

/// Layer -> every layer it may include, itself and what its includes may among them.
using Layers = std::map<std::string, std::set<std::string>>;

/// Reads "layer: allowed allowed ..."; a name that has no line of its own is a finding.
Layers read_layers(const File& file, Findings& findings);

/// The layer a file of engine/ belongs to; empty outside engine/.
std::string layer_of(std::string_view path);

/// Includes of engine/ files that go against the layers.
Findings check_layers(const Layers& layers, const File& file);

/// A plug-in sees throughgate/plugin.h(pp) and plugins/, nothing else of ours.
Findings check_plugin_includes(const File& file);

}  // namespace throughgate::tidy
