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
