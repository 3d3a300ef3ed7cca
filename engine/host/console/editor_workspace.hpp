// SPDX-License-Identifier: MIT
// Workspace: the workflows folder as one draft has it. Reads files; writes none.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/console/editor_drafts.hpp"
#include "throughgate/definitions.hpp"

namespace throughgate::console {

struct EditorSettings {
    std::string workflows;  ///< folder that drafts start from; empty: there is none
};

struct Workspace {
    std::map<std::string, std::string> folder;  ///< as it lies on disk, by path
    Draft draft;

    /// Of the files that there are.
    [[nodiscard]] std::vector<std::string> paths() const;
    /// Of those of the folder that the draft deletes.
    [[nodiscard]] std::vector<std::string> deleted() const;
    /// As the draft has it; nullptr: there is no such file, or the draft deletes it.
    [[nodiscard]] const std::string* find(const std::string& path) const;
    /// Every definition; the one named comes first.
    [[nodiscard]] std::vector<DefinitionFile> definitions(const std::string& first = "") const;
    /// One definition and the common files, as it is simulated.
    [[nodiscard]] std::vector<DefinitionFile> alone(const std::string& path) const;
    [[nodiscard]] std::vector<DefinitionFile> tests() const;
    /// As it lies on disk.
    [[nodiscard]] std::vector<DefinitionFile> before() const;
    /// Another text for one file, for this look alone.
    void look_as_if(const std::string& path, std::string text);
    /// The folder's text is another one than that which the draft's was made of.
    [[nodiscard]] bool moved_below(const std::string& path) const;
};

/// Every .yaml of a workflows folder. not_found: no folder is given, or there is none. invalid: a
/// file cannot be read.
Result<std::map<std::string, std::string>> read_workflows_folder(const std::string& path);

}  // namespace throughgate::console
