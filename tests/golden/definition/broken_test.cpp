// SPDX-License-Identifier: MIT
// Goal: each fault is named at its place, in words that an operator understands, and alone.
// Method: 30 broken definitions, each with one fault, read together with the sound common files
// and spine of tests/support/definitions/small; what the checker says is in expected.txt beside
// each. TG_UPDATE=1 rewrites; review the difference.
#include <algorithm>
#include <filesystem>
#include <set>

#include "definition/load.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::testing {
namespace {

using definition::SourceFile;

std::vector<SourceFile> sound_files() {
    const std::string root = std::string(TG_SOURCE_DIR) + "/tests/support/definitions/small/";
    std::vector<SourceFile> files;
    for (const char* path : {"common/facts.yaml", "common/roles.yaml", "common/ladders.yaml",
                             "common/calendars/england-and-wales.yaml", "spine/pathway.yaml"})
        files.push_back({path, read_file(root + path)});
    return files;
}

std::vector<std::string> broken_folders() {
    std::vector<std::string> names;
    const std::string root = std::string(TG_SOURCE_DIR) + "/tests/golden/definition/broken";
    for (const auto& entry : std::filesystem::directory_iterator(root))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

definition::Loaded load_broken(const std::string& name) {
    std::vector<SourceFile> files = sound_files();
    files.push_back(
        {name + "/pathway.yaml",
         read_repository_file("tests/golden/definition/broken/" + name + "/pathway.yaml")});
    return definition::load(files);
}

TEST_CASE("broken definitions are told about in the expected words") {
    for (const std::string& name : broken_folders()) {
        std::string text;
        for (const Diagnostic& each : load_broken(name).diagnostics)
            text += format_diagnostic(each) + "\n";
        INFO(name);
        check_golden("definition/broken/" + name + "/expected.txt", text);
    }
}

TEST_CASE("thirty broken definitions show thirty different faults") {
    std::set<std::string> codes;
    for (const std::string& name : broken_folders()) {
        const definition::Loaded loaded = load_broken(name);
        INFO(name);
        CHECK_FALSE(loaded.clean());
        const auto first =
            std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                         [](const Diagnostic& each) { return each.severity == Severity::error; });
        REQUIRE(first != loaded.diagnostics.end());
        CHECK(codes.insert(first->code).second);
    }
    CHECK(codes.size() == 30);
}

}  // namespace
}  // namespace throughgate::testing
