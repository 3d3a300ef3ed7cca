// SPDX-License-Identifier: MIT
// Where definitions lie.
#pragma once

#include <filesystem>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"

namespace throughgate::cli {

/// The folder around a file that holds `common` or `base`: its workflows folder.
Result<std::filesystem::path> workflows_of(const std::filesystem::path& file);
/// The workflows folder that is meant by a path: itself, or the one around a folder or file in it.
/// A file that lies in none stands in the folder two above, as <workflows>/<pathway>/<file>.
Result<std::filesystem::path> workflows_around(const std::string& path);
/// Every definition of that folder.
Result<std::vector<DefinitionFile>> read_workflows(const std::string& path);
/// A pathway or chart and what it uses: the `common` folder beside its own, or, when it extends
/// another file, its whole workflows folder. It comes first.
Result<std::vector<DefinitionFile>> read_with_base(const std::string& path);
/// The shipped definitions: `named`, else those installed with this program.
Result<std::filesystem::path> shipped_workflows(const std::string& named);

}  // namespace throughgate::cli
