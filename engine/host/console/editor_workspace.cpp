// SPDX-License-Identifier: MIT
#include "host/console/editor_workspace.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "host/console/editor_texts.hpp"
#include "host/console/limits.hpp"

namespace throughgate::console {
namespace {

namespace fs = std::filesystem;

Error no_folder(const std::string& path) {
    const std::string why = path.empty() ? std::string("this server was given no workflows folder")
                                         : "there is no workflows folder " + path;
    return {ErrorKind::not_found,
            why +
                " to begin a draft from; whoever runs it starts `throughgate serve` with "
                "--workflows and the folder that your definitions lie in",
            path};
}

Error unreadable(const fs::path& path) {
    return {ErrorKind::invalid, "cannot read " + path.string() + "; look at its permissions",
            path.string()};
}

Result<std::string> bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) return unreadable(path);
    return bytes.str();
}

}  // namespace

Result<std::map<std::string, std::string>> read_workflows_folder(const std::string& path) {
    std::error_code problem;
    if (path.empty() || !fs::is_directory(path, problem)) return no_folder(path);
    std::map<std::string, std::string> files;
    fs::recursive_directory_iterator entries(path, problem);
    for (; !problem && entries != fs::recursive_directory_iterator(); entries.increment(problem)) {
        if (entries->path().extension() != ".yaml" || !entries->is_regular_file(problem)) continue;
        auto bytes = bytes_of(entries->path());
        if (!bytes.ok()) return bytes.error();
        files.emplace(fs::relative(entries->path(), path).generic_string(), std::move(*bytes));
        if (files.size() > limits::folder_files)
            return Error{ErrorKind::invalid,
                         path + " holds more than " + std::to_string(limits::folder_files) +
                             " definitions; name the workflows folder itself",
                         path};
    }
    if (problem) return unreadable(path);
    return files;
}

std::vector<std::string> Workspace::paths() const {
    std::set<std::string> all;
    for (const auto& [path, text] : folder) all.insert(path);
    for (const auto& [path, text] : draft.files) all.insert(path);
    for (const std::string& path : deleted()) all.erase(path);
    return {all.begin(), all.end()};
}

std::vector<std::string> Workspace::deleted() const {
    std::vector<std::string> all;
    for (const auto& [path, text] : draft.files)
        if (text.gone) all.push_back(path);
    return all;
}

const std::string* Workspace::find(const std::string& path) const {
    if (const auto known = draft.files.find(path); known != draft.files.end())
        return known->second.gone ? nullptr : &known->second.text;
    const auto on_disk = folder.find(path);
    return on_disk == folder.end() ? nullptr : &on_disk->second;
}

std::vector<DefinitionFile> Workspace::definitions(const std::string& first) const {
    std::vector<DefinitionFile> files;
    for (const std::string& path : paths())
        if (!is_test_file(path)) files.push_back({path, *find(path)});
    std::stable_partition(files.begin(), files.end(),
                          [&](const DefinitionFile& file) { return file.path == first; });
    return files;
}

std::vector<DefinitionFile> Workspace::alone(const std::string& path) const {
    std::vector<DefinitionFile> files = definitions(path);
    std::erase_if(files, [&](const DefinitionFile& file) {
        return file.path != path && folder_of(file.path) != "common";
    });
    return files;
}

std::vector<DefinitionFile> Workspace::tests() const {
    std::vector<DefinitionFile> files;
    for (const std::string& path : paths())
        if (is_test_file(path)) files.push_back({path, *find(path)});
    return files;
}

std::vector<DefinitionFile> Workspace::before() const {
    std::vector<DefinitionFile> files;
    for (const auto& [path, text] : folder)
        if (!is_test_file(path)) files.push_back({path, text});
    return files;
}

void Workspace::look_as_if(const std::string& path, std::string text) {
    draft.files[path].text = std::move(text);
    draft.files[path].gone = false;
}

bool Workspace::moved_below(const std::string& path) const {
    const auto kept = draft.files.find(path);
    if (kept == draft.files.end()) return false;
    const auto on_disk = folder.find(path);
    return kept->second.from != (on_disk == folder.end() ? "" : mark_of(on_disk->second));
}

}  // namespace throughgate::console
