// SPDX-License-Identifier: MIT
// The public comparison: files are read, and compared document by document.
#include "throughgate/comparison.hpp"

#include <algorithm>

#include "definition/extends.hpp"
#include "definition/view.hpp"
#include "tooling/diff.hpp"

namespace throughgate {
namespace {

using tooling::DiffDocument;
using tooling::Map;

/// The key that holds the id of a file is called as its kind: `pathway: ete`.
std::string id_of(const definition::Node& root) {
    for (const char* key :
         {"pathway", "common", "calendar", "rules", "chart", "catalogue", "labels"})
        if (const definition::Node* id = root.find(key)) return id->text;
    return {};
}

/// Each language of each folder is a document of its own.
DiffDocument document_of(definition::Node root, Map map, const std::string& path) {
    std::string id = id_of(root);
    if (map == Map::labels) {
        const std::string folder = definition::folder_of(path);
        id += " in " + folder.substr(folder.rfind('/') + 1);
    }
    return {map, std::move(id), std::move(root)};
}

std::vector<DiffDocument> documents_of(const std::vector<DefinitionFile>& files,
                                       definition::Faults& faults) {
    std::vector<definition::SourceFile> sources;
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    std::vector<DiffDocument> documents;
    for (definition::SourceDocument& each : definition::read_documents(sources, faults))
        documents.push_back(document_of(std::move(each.root), each.map, each.path));
    return documents;
}

std::string errors_of(definition::Faults& faults) {
    sort_diagnostics(faults.list);
    std::string text;
    for (const Diagnostic& each : faults.list)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

}  // namespace

std::string_view name_of(ChangeClass kind) {
    switch (kind) {
        case ChangeClass::wording: return "wording";
        case ChangeClass::dates: return "dates";
        case ChangeClass::people: return "people";
        case ChangeClass::structure: return "structure";
    }
    return "structure";
}

Result<std::vector<DefinitionChange>> compare_definitions(
    const std::vector<DefinitionFile>& before, const std::vector<DefinitionFile>& after) {
    definition::Faults faults;
    const auto old = documents_of(before, faults), now = documents_of(after, faults);
    if (faults.any_error()) return Error{ErrorKind::invalid, errors_of(faults), "definition"};
    return tooling::diff(old, now);
}

ApprovalNeeded approval_for(const std::vector<DefinitionChange>& changes) {
    if (changes.empty()) return {0, false, "no approval: nothing changes"};
    ChangeClass heaviest = ChangeClass::wording;
    bool breaks = false;
    for (const DefinitionChange& change : changes) {
        heaviest = std::max(heaviest, change.kind);
        breaks = breaks || change.breaks;
    }
    if (breaks || heaviest == ChangeClass::structure)
        return {2, true, "two people other than the author, and a reason"};
    if (heaviest == ChangeClass::wording) return {1, false, "one person other than the author"};
    return {1, true, "one person other than the author, and a reason"};
}

}  // namespace throughgate
