// SPDX-License-Identifier: MIT
#include "host/cli/workflows_folder.hpp"

#include <algorithm>

#include "host/cli/session.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

bool extends(const std::string& bytes) {
    return bytes.starts_with("extends:") || bytes.find("\nextends:") != std::string::npos;
}

/// Definitions lie in it, and it is no workflows folder itself.
bool is_pathway_folder(const fs::path& folder) {
    std::error_code none;
    if (fs::is_directory(folder / "common", none) || fs::is_directory(folder / "base", none))
        return false;
    const fs::directory_iterator entries(folder, none);
    return std::any_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
        return entry.path().extension() == ".yaml";
    });
}

}  // namespace

Result<fs::path> workflows_of(const fs::path& file) {
    std::error_code none;
    for (fs::path folder = fs::absolute(file).lexically_normal().parent_path();
         folder != folder.root_path(); folder = folder.parent_path())
        if (fs::is_directory(folder / "common", none) || fs::is_directory(folder / "base", none))
            return folder;
    return Error{ErrorKind::invalid,
                 file.string() +
                     " lies in no workflows folder (one that holds 'common' or 'base'); move it "
                     "to <workflows>/<pathway>",
                 file.string()};
}

Result<fs::path> workflows_around(const std::string& path) {
    std::error_code none;
    if (!fs::exists(path, none))
        return Error{ErrorKind::invalid,
                     "cannot read " + path + ": there is no such file or folder", path};
    if (fs::is_directory(path, none)) {
        if (!is_pathway_folder(path)) return fs::path(path);
        const auto around = workflows_of(fs::path(path) / "any");
        return around.ok() ? *around : fs::path(path);
    }
    if (fs::path(path).extension() != ".yaml")
        return Error{
            ErrorKind::invalid,
            path + " is no definition, whose name ends with .yaml; name a workflows folder", path};
    const auto around = workflows_of(path);
    return around.ok() ? *around : fs::absolute(path).parent_path().parent_path();
}

Result<std::vector<DefinitionFile>> read_workflows(const std::string& path) {
    const auto folder = workflows_around(path);
    if (!folder.ok()) return folder.error();
    return read_definitions(folder->string());
}

Result<std::vector<DefinitionFile>> read_with_base(const std::string& path) {
    auto alone = read_pathway(path);
    if (!alone.ok() || !extends(alone->front().bytes)) return alone;
    const auto folder = workflows_of(path);
    if (!folder.ok()) return folder.error();
    auto files = read_definitions(folder->string());
    if (!files.ok()) return files;
    const std::string name = fs::absolute(path).lexically_relative(*folder).generic_string();
    std::stable_partition(files->begin(), files->end(),
                          [&](const DefinitionFile& file) { return file.path == name; });
    return files;
}

Result<fs::path> shipped_workflows(const std::string& named) {
    std::error_code none;
    if (fs::is_directory(named, none)) return fs::path(named);
    const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
    const fs::path installed = program.parent_path() / "share" / "throughgate" / "workflows";
    if (named == "workflows" && fs::is_directory(installed, none)) return installed;
    return Error{ErrorKind::invalid,
                 "there is no workflows folder " + named +
                     "; name the one that came with the program with --workflows",
                 named};
}

}  // namespace throughgate::cli
