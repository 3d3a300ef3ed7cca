// SPDX-License-Identifier: MIT
#include "unit/definition/support.hpp"

#include <algorithm>
#include <filesystem>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::testing {

using definition::Loaded;
using definition::SourceFile;

std::vector<SourceFile> files_below(const std::string& folder) {
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string path = std::filesystem::relative(entry.path(), folder).string();
        files.push_back({path, read_file(entry.path().string())});
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

std::vector<SourceFile> small_files() {
    return files_below(std::string(TG_SOURCE_DIR) + "/tests/support/definitions/small");
}

std::vector<SourceFile> edited(std::vector<SourceFile> files, std::string_view path,
                               std::string_view from, std::string_view to) {
    for (SourceFile& file : files) {
        if (file.path != path) continue;
        const std::size_t at = file.bytes.find(from);
        INFO("looking for: " << from);
        REQUIRE(at != std::string::npos);
        file.bytes.replace(at, from.size(), to);
        return files;
    }
    FAIL("no such file: " << path);
    return files;
}

std::vector<std::string> codes_of(const Loaded& loaded) {
    std::vector<std::string> codes;
    for (const Diagnostic& each : loaded.diagnostics) codes.push_back(each.code);
    return codes;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string text_of(const Loaded& loaded) {
    std::string text;
    for (const Diagnostic& each : loaded.diagnostics) text += format_diagnostic(each) + "\n";
    return text;
}

definition::DefinitionPointer small_accommodation() {
    const Loaded loaded = definition::load(small_files());
    INFO(text_of(loaded));
    REQUIRE(loaded.clean());
    REQUIRE(loaded.set.current.size() == 2);
    return loaded.set.current[1];
}

StateIndex state(const definition::Definition& definition, std::string_view id) {
    const auto found = definition.find_state(Symbol::of(id));
    INFO("state " << id);
    REQUIRE(found.has_value());
    return *found;
}

std::vector<std::string> ids(const definition::Definition& definition, const StateSet& set) {
    std::vector<std::string> found;
    set.each([&](StateIndex index) { found.emplace_back(definition.states[index].id.text()); });
    return found;
}

const definition::Branch& branch(const definition::Definition& definition, std::string_view source,
                                 std::string_view event, std::size_t which) {
    const StateIndex from = state(definition, source);
    for (const std::uint16_t rule : definition.states[from].rules)
        if (definition.rules[rule].event.text() == event)
            return definition.rules[rule].branches.at(which);
    FAIL(source << " does not answer " << event);
    return definition.rules.front().branches.front();
}

}  // namespace throughgate::testing
