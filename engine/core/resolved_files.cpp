// SPDX-License-Identifier: MIT
#include "core/resolved_files.hpp"

namespace throughgate::core {

void add_files(ResolvedFiles& files, std::string_view resolved) {
    for (definition::SourceFile& each : definition::files_in(resolved))
        files.insert_or_assign(std::move(each.path), std::move(each.bytes));
}

std::vector<DefinitionFile> list_of(const ResolvedFiles& files) {
    std::vector<DefinitionFile> list;
    for (const auto& [path, bytes] : files) list.push_back({path, bytes});
    return list;
}

std::vector<definition::SourceFile> sources_of(const std::vector<DefinitionFile>& files) {
    std::vector<definition::SourceFile> sources;
    sources.reserve(files.size());
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    return sources;
}

}  // namespace throughgate::core
