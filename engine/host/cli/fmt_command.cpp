// SPDX-License-Identifier: MIT
// `fmt`: lays out definitions and files of tests.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <iostream>
#include <iterator>

#include "host/cli/author_files.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "throughgate/authoring.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

struct Outcome {
    std::vector<std::string> changed;
    std::size_t unreadable = 0;
    std::size_t files = 0;
};

json::array edits_of(const Formatted& formatted) {
    json::array edits;
    for (const TextEdit& edit : formatted.edits)
        edits.push_back(
            json::object{{"offset", edit.offset}, {"length", edit.length}, {"text", edit.text}});
    return edits;
}

/// Standard input to standard output, for editors; with --check and --diff as of a file.
int lay_out_input(const Arguments& arguments, const Console& console) {
    const std::string bytes{std::istreambuf_iterator<char>(std::cin), {}};
    const Formatted formatted = format_definition({"standard input", bytes});
    for (const Diagnostic& each : formatted.faults) console.say(format_diagnostic(each));
    if (!formatted.faults.empty()) return exit_usage;
    if (arguments.diff)
        std::cout << unified_difference("standard input", bytes, formatted.edits) << std::flush;
    else if (!arguments.check_only)
        std::cout << formatted.bytes << std::flush;
    if (!arguments.check_only || formatted.edits.empty()) return exit_clean;
    console.say("standard input would change");
    return exit_findings;
}

class Formatter {
public:
    Formatter(const Arguments& arguments, const Console& console)
        : arguments_(arguments), console_(console) {}

    /// The error is that of the first file that cannot be read or written.
    Status run(const std::vector<std::string>& paths) {
        for (const std::string& path : paths)
            if (auto done = one(path); !done.ok()) return done;
        return {};
    }

    int end() {
        const bool only_looks = arguments_.check_only || arguments_.diff;
        if (console_.json())
            console_.value(json::object{{"files", outcome_.files},
                                        {"unreadable", outcome_.unreadable},
                                        {"changes", changes_}});
        else
            console_.say(std::to_string(outcome_.files) + " files, " +
                         std::to_string(outcome_.changed.size()) +
                         (only_looks ? " would change" : " changed"));
        if (outcome_.unreadable > 0) return exit_usage;
        return arguments_.check_only && !outcome_.changed.empty() ? exit_findings : exit_clean;
    }

private:
    Status one(const std::string& path) {
        const auto bytes = read_file(path);
        if (!bytes.ok()) return bytes.error();
        ++outcome_.files;
        const Formatted formatted = format_definition({path, *bytes});
        if (!formatted.faults.empty()) {
            ++outcome_.unreadable;
            for (const Diagnostic& each : formatted.faults) console_.say(format_diagnostic(each));
            return {};
        }
        if (formatted.edits.empty()) return {};
        outcome_.changed.push_back(path);
        return change(path, *bytes, formatted);
    }

    Status change(const std::string& path, const std::string& before, const Formatted& formatted) {
        if (console_.json())
            changes_.push_back(json::object{{"file", path}, {"edits", edits_of(formatted)}});
        else if (arguments_.diff)
            std::cout << unified_difference(path, before, formatted.edits) << std::flush;
        else
            console_.line(path);
        if (arguments_.check_only || arguments_.diff) return {};
        return replace_file(path, formatted.bytes);
    }

    const Arguments& arguments_;
    const Console& console_;
    Outcome outcome_;
    json::array changes_;
};

}  // namespace

int run_fmt(const Arguments& arguments, const Console& console) {
    if (arguments.files == std::vector<std::string>{"-"}) return lay_out_input(arguments, console);
    const auto files = yaml_files(arguments.files);
    if (!files.ok()) return console.fail(files.error());
    Formatter formatter(arguments, console);
    if (auto done = formatter.run(*files); !done.ok()) return console.fail(done.error());
    return formatter.end();
}

}  // namespace throughgate::cli
