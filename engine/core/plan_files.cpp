// SPDX-License-Identifier: MIT
#include "throughgate/plan_files.hpp"

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "core/change_runs.hpp"
#include "core/resolved_files.hpp"
#include "definition/load.hpp"
#include "exchange/plan_json.hpp"
#include "throughgate/migration.hpp"
#include "tooling/format.hpp"

namespace throughgate {
namespace {

constexpr std::size_t around = 3;  ///< lines beside a change

/// The last publication of this version.
const Publication* published(const std::vector<Publication>& all, const std::string& pathway,
                             const std::string& behaviour) {
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Publication& each) {
        return each.pathway == pathway && to_hex(each.behaviour) == behaviour;
    });
    return found == all.rend() ? nullptr : &*found;
}

std::string version_before(const exchange::PlanDocument& document, const std::string& pathway) {
    const auto found = document.basis.current.find(pathway);
    return found == document.basis.current.end() ? std::string() : found->second;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

/// Every line of both sides, in order.
std::vector<DifferenceLine> all_lines(const std::string& before,
                                      const std::vector<TextEdit>& edits) {
    std::vector<DifferenceLine> all;
    const auto add = [&](char mark, std::string_view text) {
        for (const std::string_view line : lines_of(text)) all.push_back({mark, std::string(line)});
    };
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        add(' ', std::string_view(before).substr(at, edit.offset - at));
        add('-', std::string_view(before).substr(edit.offset, edit.length));
        add('+', edit.text);
        at = edit.offset + edit.length;
    }
    add(' ', std::string_view(before).substr(at));
    return all;
}

bool is_near_a_change(const std::vector<DifferenceLine>& all, std::size_t line) {
    const std::size_t first = line - std::min(line, around);
    const std::size_t last = std::min(line + around, all.size() - 1);
    return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(first),
                       all.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                       [](const DifferenceLine& each) { return each.mark != ' '; });
}

std::vector<DifferenceLine> shortened(std::vector<DifferenceLine> all) {
    std::vector<DifferenceLine> lines;
    std::size_t number = 1;  // of the line as it will be
    bool left_out = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool near = is_near_a_change(all, i);
        if (near && left_out) lines.push_back({'@', "from line " + std::to_string(number)});
        left_out = !near;
        if (all[i].mark != '-') ++number;
        if (near) lines.push_back(std::move(all[i]));
    }
    return lines;
}

core::ResolvedFiles by_path(const std::vector<DefinitionFile>& list) {
    core::ResolvedFiles files;
    for (const DefinitionFile& each : list) files[each.path] = each.bytes;
    return files;
}

}  // namespace

Result<PlanFiles> plan_files(Engine& engine, std::string_view plan) {
    const auto text = plan_text(engine, plan);
    return text.ok() ? files_of_plan_text(engine, *text) : text.error();
}

Result<PlanFiles> files_of_plan_text(Engine& engine, std::string_view text) {
    const auto document = exchange::read_plan_document(text);
    if (!document.ok()) return document.error();
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto publications = (*reader)->publications();
    if (!publications.ok()) return publications.error();
    core::ResolvedFiles before, after;
    for (const exchange::PlannedDefinition& each : document->definitions) {
        const auto* was =
            published(*publications, each.pathway, version_before(*document, each.pathway));
        const auto* is = published(*publications, each.pathway, each.behaviour);
        if (was != nullptr) core::add_files(before, was->resolved);
        if (!each.resolved.empty())
            core::add_files(after, each.resolved);
        else if (is != nullptr)
            core::add_files(after, is->resolved);
    }
    return PlanFiles{core::list_of(before), core::list_of(after)};
}

std::vector<FileDifference> file_differences(const std::vector<DefinitionFile>& before,
                                             const std::vector<DefinitionFile>& after) {
    const core::ResolvedFiles old = by_path(before), now = by_path(after);
    core::ResolvedFiles all = old;
    all.insert(now.begin(), now.end());
    std::vector<FileDifference> differences;
    for (const auto& [path, bytes] : all) {
        const auto was = old.find(path), is = now.find(path);
        const std::string one = was == old.end() ? "" : was->second;
        const std::string other = is == now.end() ? "" : is->second;
        if (one == other) continue;
        differences.push_back(
            {path, shortened(all_lines(one, tooling::difference(path, one, other)))});
    }
    return differences;
}

}  // namespace throughgate
