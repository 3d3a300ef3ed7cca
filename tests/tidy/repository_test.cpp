// SPDX-License-Identifier: MIT
// Goal: this repository keeps the house rules.
// Method: every rule over every file; all findings are shown together.
#include "tidy/repository.hpp"
#include "support/catch.hpp"
#include "tidy/layers.hpp"
#include "tidy/rules.hpp"

using namespace throughgate::tidy;

namespace {

template <typename Rule>
void check_every_file(Rule rule) {
    REQUIRE(repository().size() > 20);
    Findings all;
    for (const File& file : repository())
        for (Finding& finding : rule(file)) all.push_back(std::move(finding));
    INFO(to_text(all));
    CHECK(all.empty());
}

const File& file_at(const std::string& path) {
    for (const File& file : repository())
        if (file.path == path) return file;
    throw std::runtime_error{path + " does not exist"};
}

Layers layers_of_engine() {
    Findings faults;
    Layers layers = read_layers(file_at("engine/layers.txt"), faults);
    INFO(to_text(faults));
    CHECK(faults.empty());
    return layers;
}

}  // namespace

TEST_CASE("includes follow engine/layers.txt") {
    const Layers layers = layers_of_engine();
    REQUIRE(layers.size() > 10);
    check_every_file([&](const File& file) { return check_layers(layers, file); });
}
TEST_CASE("plug-ins include nothing of the engine but the boundary") {
    check_every_file(check_plugin_includes);
}
TEST_CASE("clock, chance, sleep and environment are used only where the world is let in") {
    check_every_file(check_banned_calls);
}
TEST_CASE("pure layers include no I/O, threads or chance") { check_every_file(check_pure_layers); }
TEST_CASE("each third-party library is known in one place") { check_every_file(check_third_party); }

TEST_CASE("each source file includes its own header first") {
    check_every_file([](const File& file) {
        const std::string stem = file.path.substr(0, file.path.rfind('.'));
        return check_own_header_first(file, exists(stem + ".hpp"));
    });
}
TEST_CASE("each source says its licence first") { check_every_file(check_licence); }
TEST_CASE("files and lines keep their size") { check_every_file(check_size); }
TEST_CASE("nothing is marked unfinished") { check_every_file(check_finished); }
TEST_CASE("no path of a developer's machine is left") { check_every_file(check_traces); }

TEST_CASE("the root holds only what belongs there") {
    const Findings findings = check_top_level(top_level());
    INFO(to_text(findings));
    CHECK(findings.empty());
}

TEST_CASE("each layer explains itself in at most 30 lines") {
    Findings findings;
    for (const auto& [layer, allowed] : layers_of_engine()) {
        if (layer == "include") continue;  // each public header explains itself
        const std::string path = "engine/" + layer + "/README.md";
        if (!exists(path)) {
            findings.push_back({path, 0, "is missing"});
            continue;
        }
        for (Finding& finding : check_layer_readme(file_at(path)))
            findings.push_back(std::move(finding));
    }
    INFO(to_text(findings));
    CHECK(findings.empty());
}

TEST_CASE("every test file is in the build") {
    std::vector<std::string> found;
    for (const File& file : repository()) {
        const bool test = file.path.starts_with("tests/") && file.path.ends_with(".cpp");
        // Benchmarks are built in the release tree, the consumer by its own script.
        if (test && !starts_with_any(file.path, {"tests/bench/", "tests/install/"}))
            found.push_back(file.path);
    }
    const Findings findings = check_in_build(found, test_files_in_build());
    INFO(to_text(findings));
    REQUIRE(found.size() > 5);
    CHECK(findings.empty());
}
