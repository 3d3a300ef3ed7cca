// SPDX-License-Identifier: MIT
// What is typed to see and to start definitions.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void test_reports(CLI::App& test, Arguments& a) {
    test.add_option("--run", a.matching,
                    "Tests in whose name or 'covers' this regular expression finds something");
    test.add_flag("--generate", a.generate,
                  "Write tests that take every way of the pathways named, or of a folder's");
    test.add_option("--limit", a.generate_limit,
                    "With --generate: stop after so many tried steps (400000 if left out)")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}));
    test.add_flag("--force", a.force,
                  "With --generate: also write over a file that takes more transitions");
    test.add_option("--junit", a.junit, "Also write how they ended to this file, as JUnit does");
    test.add_option("--coverage-html", a.coverage_html,
                    "Also write what they reach to this file, as a page");
}

void view_commands(CLI::App& app, Arguments& a) {
    CLI::App* diff = add(app, a, {"diff"}, "What differs between two versions, in plain sentences");
    diff->add_option("versions", a.files, "Two files or folders: before and after")
        ->required()
        ->expected(1, 2);
    diff->add_option("--against", a.against, "git:REF, the version before, instead of a second");
    CLI::App* init =
        add(app, a, {"init"},
            "A workflows folder of your own: the shipped ones as its base, an example, "
            "settings for editors");
    init->add_option("dir", a.files, "Folder to make (default: this one)")->expected(0, 1);
    init->add_option("--workflows", a.workflows, "The shipped workflows");
    CLI::App* schema = add(app, a, {"schema"}, "JSON Schema of definitions or of files of tests");
    schema->add_option("of", a.files, "definition (default) or test")
        ->expected(0, 1)
        ->check(CLI::IsMember({"definition", "test"}));
    app.parse_complete_callback(
        [&app, &a] { a.live_counts = app.get_option("--store")->count() > 0; });
}

}  // namespace throughgate::cli
