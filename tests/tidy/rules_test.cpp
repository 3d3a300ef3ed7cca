// SPDX-License-Identifier: MIT
// Goal: every house rule can fail, and only for what it names.
// Method: small texts with one planted fault each, beside a sound neighbour.
#include "tidy/rules.hpp"

#include "support/catch.hpp"
#include "tidy/layers.hpp"

using namespace throughgate::tidy;

namespace {

Layers layers_from(const std::string& text) {
    Findings faults;
    return read_layers({"engine/layers.txt", text}, faults);
}

const std::string small_layers =
    "# comment\ninclude:\nbase: include\nmodel: base\njourney: model\nhost: include\n";

}  // namespace

TEST_CASE("an include against the layers is named with file, line, edge and what is allowed") {
    const File file{"engine/model/a.cpp",
                    "// x\n#include \"model/a.hpp\"\n#include "
                    "\"journey/decide.hpp\"\n"};
    CHECK(to_text(check_layers(layers_from(small_layers), file)) ==
          "engine/model/a.cpp:3: model -> journey (journey/decide.hpp) is not allowed; model may "
          "include: base, include, model\n");
}

TEST_CASE("a layer may include what its includes may") {
    const File file{"engine/journey/a.cpp",
                    "#include \"base/x.hpp\"\n#include \"throughgate/value.hpp\"\n"};
    CHECK(check_layers(layers_from(small_layers), file).empty());
}

TEST_CASE("a program may include public headers only") {
    const Layers layers = layers_from(small_layers);
    CHECK(check_layers(layers, {"engine/host/cli/a.cpp", "#include \"model/case.hpp\"\n"}).size() ==
          1);
    CHECK(check_layers(layers, {"engine/host/cli/a.cpp", "#include \"throughgate/engine.hpp\"\n"})
              .empty());
}

TEST_CASE("a folder without a line in the layers is found") {
    CHECK(check_layers(layers_from(small_layers), {"engine/extra/a.cpp", ""}).size() == 1);
}

TEST_CASE("a layer list that names an unknown layer is found") {
    Findings faults;
    (void)read_layers({"engine/layers.txt", "base: nothing\n"}, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].message.find("'nothing'") != std::string::npos);
}

TEST_CASE("a plug-in that includes the engine is found") {
    const auto check = [](const std::string& line) {
        return check_plugin_includes({"plugins/p/plugin.cpp", line}).size();
    };
    CHECK(check("#include \"throughgate/engine.hpp\"\n") == 1);
    CHECK(check("#include \"../../engine/base/log.hpp\"\n") == 1);
    CHECK(check("#include \"throughgate/plugin.hpp\"\n") == 0);
    CHECK(check("#include \"mail/mail.hpp\"\n") == 0);
    CHECK(check("#include \"../mail/mail.hpp\"\n") == 0);
}

TEST_CASE("banned calls are found with their replacement") {
    const auto check = [](const std::string& line) {
        return to_text(check_banned_calls({"engine/core/a.cpp", line}));
    };
    CHECK(check("auto t = std::chrono::system_clock::now();\n") ==
          "engine/core/a.cpp:1: clock::now is banned; use the injected throughgate::Clock\n");
    CHECK_FALSE(check("auto t = time(nullptr);").empty());
    CHECK_FALSE(check("int i = rand();").empty());
    CHECK_FALSE(check("std::random_device d;").empty());
    CHECK_FALSE(check("std::this_thread::sleep_for(1s);").empty());
    CHECK_FALSE(check("const char* home = std::getenv(\"HOME\");").empty());
}

TEST_CASE("what only looks like a banned call is left alone") {
    const auto check = [](const std::string& line) {
        return check_banned_calls({"engine/core/a.cpp", line}).size();
    };
    CHECK(check("// system_clock::now is banned here\n") == 0);
    CHECK(check("say(\"getenv\");\n") == 0);
    CHECK(check("auto x = R\"(sleep_for)\";\n") == 0);
    CHECK(check("auto t = clock.now();\n") == 0);
    CHECK(check("int operand(int);\n") == 0);
    CHECK(check("long n = 1'000'000; rand();\n") == 1);
}

TEST_CASE("banned calls are allowed where the world is let in") {
    const std::string text = "auto t = std::chrono::system_clock::now();\n";
    CHECK(check_banned_calls({"engine/base/a.cpp", text}).empty());
    CHECK(check_banned_calls({"engine/schedule/system_clock.cpp", text}).empty());
    CHECK(check_banned_calls({"engine/schedule/due_queue.cpp", text}).size() == 1);
    CHECK(check_banned_calls({"engine/host/cli/main.cpp", text}).empty());
}

TEST_CASE("I/O in a pure layer is found") {
    CHECK(check_pure_layers({"engine/rules/a.cpp", "#include <fstream>\n"}).size() == 1);
    CHECK(check_pure_layers({"engine/core/a.cpp", "#include <fstream>\n"}).empty());
    CHECK(check_pure_layers({"engine/rules/a.cpp", "#include <vector>\n"}).empty());
}

TEST_CASE("a third-party library outside its one place is found") {
    const auto check = [](const std::string& path, const std::string& name) {
        return check_third_party({path, "#include <" + name + ">\n"}).size();
    };
    CHECK(check("engine/journey/a.cpp", "boost/msm/back/state_machine.hpp") == 1);
    CHECK(check("engine/lifecycle/case.cpp", "boost/msm/back/state_machine.hpp") == 0);
    CHECK(check("engine/core/a.cpp", "sqlite3.h") == 1);
    CHECK(check("engine/store/sqlite/a.cpp", "sqlite3.h") == 0);
    CHECK(check("engine/include/throughgate/engine.hpp", "boost/asio.hpp") == 1);
    CHECK(check("engine/include/throughgate/asio.hpp", "boost/asio.hpp") == 0);
    CHECK(check("engine/definition/checker.cpp", "yaml-cpp/yaml.h") == 1);
    CHECK(check("engine/core/a.cpp", "nlohmann/json.hpp") == 1);
    CHECK(check("engine/core/a.cpp", "vector") == 0);
    CHECK(check("plugins/file-drop/plugin.cpp", "curl/curl.h") == 1);
}

TEST_CASE("a source that does not include its own header first is found") {
    const std::string text = "#include <vector>\n#include \"core/a.hpp\"\n";
    CHECK(check_own_header_first({"engine/core/a.cpp", text}, true).size() == 1);
    CHECK(check_own_header_first({"engine/core/a.cpp", text}, false).empty());
    CHECK(check_own_header_first({"engine/core/a.cpp", "#include \"core/a.hpp\"\n"}, true).empty());
}

TEST_CASE("a missing licence line is found") {
    CHECK(check_licence({"engine/core/a.cpp", "int x;\n"}).size() == 1);
    CHECK(check_licence({"a.sh", "#!/bin/sh\n# SPDX-License-Identifier: MIT\n"}).empty());
    CHECK(check_licence({"a.sh", "#!/bin/sh\n\n# SPDX-License-Identifier: MIT\n"}).size() == 1);
    CHECK(check_licence({"README.md", "text\n"}).empty());
}

TEST_CASE("long files, long lines, tabs and trailing space are found") {
    const auto check = [](const std::string& path, const std::string& text) {
        return check_size({path, text}).size();
    };
    std::string lines;
    for (int i = 0; i < 201; ++i) lines += "int x;\n";
    CHECK(check("engine/include/throughgate/a.hpp", lines) == 1);
    CHECK(check("engine/core/a.cpp", lines) == 0);
    CHECK(check("engine/core/a.cpp", lines + lines) == 1);
    CHECK(check("engine/core/a.cpp", std::string(101, 'x') + "\n") == 1);
    CHECK(check("engine/core/a.cpp", std::string(100, 'x') + "\n") == 0);
    CHECK(check("engine/core/a.cpp", "\tint x;\n") == 1);
    CHECK(check("engine/core/a.cpp", "int x; \n") == 1);
    CHECK(check("README.md", std::string(140, 'x') + "\n") == 0);
}

TEST_CASE("a line's width is counted in characters, not bytes") {
    std::string line;
    for (int i = 0; i < 100; ++i) line += "\xc3\xa9";
    CHECK(check_size({"engine/core/a.cpp", line + "\n"}).empty());
}

TEST_CASE("marks of unfinished work are found") {
    CHECK(check_finished({"engine/core/a.cpp",
                          "// TO"
                          "DO: later\n"})
              .size() == 1);
    CHECK(check_finished({"engine/core/a.cpp", "// today\n"}).empty());
}

TEST_CASE("paths of a developer's machine are found") {
    CHECK(check_traces({"docs/a.md",
                        "see /wo"
                        "rk/main\n"})
              .size() == 1);
    CHECK(check_traces({"docs/a.md",
                        "see ../sha"
                        "red/design.md\n"})
              .size() == 1);
    CHECK(check_traces({"docs/a.md", "the network and what is shared\n"}).empty());
}

TEST_CASE("a layer's page that is empty or too long is found") {
    std::string lines;
    for (int i = 0; i < 31; ++i) lines += "text\n";
    CHECK(check_layer_readme({"engine/core/README.md", lines}).size() == 1);
    CHECK(check_layer_readme({"engine/core/README.md", ""}).size() == 1);
    CHECK(check_layer_readme({"engine/core/README.md", "text\n"}).empty());
}

TEST_CASE("a stray entry in the root is found") {
    CHECK(check_top_level({"engine", "README.md", ".gitignore"}).empty());
    CHECK(check_top_level({"engine", "notes.txt"}).size() == 1);
}

TEST_CASE("a test file that nothing is built from is found") {
    const Findings findings = check_in_build({"tests/unit/a_test.cpp", "tests/unit/b_test.cpp"},
                                             {"tests/unit/a_test.cpp"});
    CHECK(to_text(findings) == "tests/unit/b_test.cpp: no test binary is built from this file\n");
}

TEST_CASE("comments and literals are blanked without moving a line") {
    CHECK(code_of("a /* b\nc */ d // e\nf") == "a     \n     d     \nf");
    CHECK(code_of("x(\"a\\\"b\") y") == "x(\"    \") y");
    CHECK(code_of("c = 'x'; n = 1'000;") == "c = ' '; n = 1'000;");
    CHECK(code_of("R\"q(a\"b)q\" z") == "R\"       \" z");
}
