// SPDX-License-Identifier: MIT
// throughgate init: a site's own workflows folder, with the shipped ones as its base and one worked
// example; throughgate schema: what editors hold files against.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "throughgate/schema.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct NewFile {
    std::string path;
    std::string bytes;
};
using NewFiles = std::vector<NewFile>;

constexpr const char* pathway = R"(# yaml-language-server: $schema=../schema/definition.schema.json
# What this site has otherwise; everything else comes from the file that it extends.
format: 1
pathway: accommodation
extends: base/accommodation/pathway.yaml
handoffs:
  H05:
    complete: 8 working days after raised   # the base gives the council ten
)";

constexpr const char* ladders = R"(# yaml-language-server: $schema=../schema/definition.schema.json
# One more reminder while the council has not decided.
format: 1
common: accommodation
extends: base/common/accommodation.yaml
ladders:
  council:
    early: {at: 2 working days after raised, tell: from, class: info, message: council_chase}
)";

constexpr const char* example_test = R"(# yaml-language-server: $schema=../schema/test.schema.json
format: 1
test: what this site has otherwise
definitions: [spine, accommodation]
defaults:
  starts: 2026-06-01 09:00
  open:
    facts:
      {release: 2026-11-24, admission: 2026-06-01, sex: male, nation: england, supervised: true}
tests:
  - name: The council is reminded of after two working days, and is overdue after eight
    steps:
      - {send: screen.done, by: resettlement, with: {needs.summary: a home and a job}}
      - {send: accommodation.screened, by: resettlement, with: {housing.before: none}}
      - at: 2026-10-01 10:00
        send: dtr.submitted
        by: ro
        with: {dtr.authority: Example Borough, dtr.reference: HR-1, dtr.submitted_on: 2026-10-01}
        expect: {handoffs: {H05: raised}}
      - until: 2026-10-05 10:01
        expect: {notices: [{to: ro, message: council_chase, class: info}]}
      - {until: 2026-10-13 09:59, expect: {no_notices: [{message: council_overdue}]}}
      - {until: 2026-10-13 10:01, expect: {notices: [{to: ro, message: council_overdue}]}}
)";

constexpr const char* readme = R"(# Our workflows

`base/` holds the shipped workflows, unchanged: replace it as a whole when a new version comes.
What this site has otherwise lies beside it, in files that say `extends:`.

    throughgate check .
    throughgate test .
    throughgate diff base .

`accommodation/` is a worked example: one date and one reminder, and the test that proves them.
)";

constexpr const char* settings = R"({
  "yaml.schemas": {
    "schema/definition.schema.json": ["**/pathway.yaml", "**/common/**/*.yaml", "**/ladders.yaml"],
    "schema/test.schema.json": ["**/*.test.yaml"]
  },
  "yaml.format.enable": false,
  "editor.rulers": [140],
  "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": true}
}
)";

constexpr const char* extensions = R"({"recommendations": ["redhat.vscode-yaml"]}
)";

NewFiles own_files() {
    return {{"README.md", readme},
            {".vscode/settings.json", settings},
            {".vscode/extensions.json", extensions},
            {"schema/definition.schema.json", schema_of_definitions()},
            {"schema/test.schema.json", schema_of_tests()},
            {"accommodation/pathway.yaml", pathway},
            {"accommodation/ladders.yaml", ladders},
            {"accommodation/council.test.yaml", example_test}};
}

/// The base without its tests: they are about the base alone.
Result<NewFiles> all_files(const std::string& workflows) {
    const auto base = shipped_workflows(workflows);
    if (!base.ok()) return base.error();
    auto definitions = read_definitions(base->string());
    if (!definitions.ok()) return definitions.error();
    NewFiles files = own_files();
    bool has_example = false;
    for (DefinitionFile& file : *definitions) {
        has_example = has_example || file.path == "accommodation/pathway.yaml";
        files.push_back({"base/" + file.path, std::move(file.bytes)});
    }
    if (!has_example)
        return Error{ErrorKind::invalid,
                     base->string() +
                         " holds no accommodation/pathway.yaml, which the example "
                         "extends; name the workflows that came with the program",
                     base->string()};
    return files;
}

/// The nearest of a path and the folders around it that is there, whatever it is.
fs::path nearest_there(fs::path path) {
    std::error_code none;
    while (path.has_relative_path() && path.has_parent_path() &&
           fs::status(path, none).type() == fs::file_type::not_found)
        path = path.parent_path();
    return path;
}

/// A folder that is to be made, or is one already: no file, no link that leads nowhere.
Status refuse_no_folder(const fs::path& folder) {
    std::error_code problem;
    const fs::path nearest = nearest_there(folder);
    const fs::file_status there = fs::status(nearest, problem);
    if (there.type() == fs::file_type::not_found || fs::is_directory(there)) return {};
    return Error{ErrorKind::invalid,
                 "nothing was written: " + nearest.string() +
                     (problem ? ": " + problem.message() : " is no folder") +
                     "; name a folder that is empty or is to be made",
                 folder.string()};
}

/// Nothing of anybody's is written over.
Status refuse_what_is_there(const fs::path& folder, const NewFiles& files) {
    std::string there;
    std::error_code none;
    for (const NewFile& file : files)
        if (fs::exists(folder / file.path, none)) there += (there.empty() ? "" : ", ") + file.path;
    if (there.empty()) return {};
    return Error{ErrorKind::refused,
                 "nothing was written: in " + folder.string() + " there are already " + there +
                     "; name an empty folder",
                 folder.string()};
}

Status write(const fs::path& path, const std::string& bytes) {
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    file.close();
    if (file) return {};
    return Error{ErrorKind::invalid, "cannot write " + path.string(), path.string()};
}

}  // namespace

int run_init(const Arguments& arguments, const Console& console) {
    const fs::path folder = arguments.files.empty() ? "." : arguments.files.front();
    if (auto usable = refuse_no_folder(folder); !usable.ok()) return console.fail(usable.error());
    const auto files = all_files(arguments.workflows);
    if (!files.ok()) return console.fail(files.error());
    if (auto free = refuse_what_is_there(folder, *files); !free.ok())
        return console.fail(free.error());
    for (const NewFile& file : *files)
        if (auto written = write(folder / file.path, file.bytes); !written.ok())
            return console.fail(written.error());
    json::array written;
    for (const NewFile& file : *files) written.emplace_back(file.path);
    if (console.json()) {
        console.value(json::object{{"folder", folder.string()}, {"files", std::move(written)}});
        return exit_clean;
    }
    for (const NewFile& file : own_files()) console.line("wrote " + file.path);
    console.line("and " + std::to_string(files->size() - own_files().size()) +
                 " shipped definitions below base/");
    console.say("next: throughgate check " + folder.string() + " && throughgate test " +
                folder.string());
    return exit_clean;
}

int run_schema(const Arguments& arguments, const Console&) {
    const bool of_tests = !arguments.files.empty() && arguments.files.front() == "test";
    const std::string schema = of_tests ? schema_of_tests() : schema_of_definitions();
    std::fwrite(schema.data(), 1, schema.size(), stdout);
    return exit_clean;
}

}  // namespace throughgate::cli
