// SPDX-License-Identifier: MIT
// ResolvedFiles: the files that publications were read from, each once, since pathways share some.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "definition/load.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::core {

using ResolvedFiles = std::map<std::string, std::string>;  ///< bytes by path

/// Those of one publication; a path that is there already gets these bytes.
void add_files(ResolvedFiles& files, std::string_view resolved);
std::vector<DefinitionFile> list_of(const ResolvedFiles& files);
/// Files as an embedder gives them, to be loaded.
std::vector<definition::SourceFile> sources_of(const std::vector<DefinitionFile>& files);

}  // namespace throughgate::core
