// SPDX-License-Identifier: MIT
// throughgate test: files of tests on a virtual clock, with what they reach of the definitions.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/generate_command.hpp"
#include "host/cli/session.hpp"
#include "host/cli/test_reports.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/json/trials.hpp"
#include "host/json/views.hpp"
#include "host/scratch_folder.hpp"
#include "throughgate/testing.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

Result<std::vector<fs::path>> test_files(const std::vector<std::string>& named) {
    std::set<fs::path> files;
    for (const std::string& path : named) {
        std::error_code none;
        if (!fs::exists(path, none))
            return Error{ErrorKind::invalid, "cannot read " + path + ": there is no such file",
                         path};
        if (!fs::is_directory(path, none)) files.insert(path);
        if (fs::is_directory(path, none))
            for (const auto& entry : fs::recursive_directory_iterator(path))
                if (entry.path().string().ends_with(".test.yaml")) files.insert(entry.path());
    }
    if (files.empty())
        return Error{ErrorKind::invalid, "there are no .test.yaml files in " + named.front(),
                     named.front()};
    return std::vector<fs::path>(files.begin(), files.end());
}

/// What `--require states=100,transitions=90` asks for.
Result<std::map<std::string, unsigned>> requirements(const std::string& text) {
    std::map<std::string, unsigned> wanted;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string name = part.substr(0, equals);
        const std::string number = equals < part.size() ? part.substr(equals + 1) : "";
        unsigned percent = 101;
        const char* last = number.data() + number.size();
        const auto read = std::from_chars(number.data(), last, percent);
        static const std::set<std::string> kinds{"states", "transitions", "deadlines", "rungs"};
        if (!kinds.contains(name) || read.ptr != last || percent > 100)
            return Error{ErrorKind::invalid,
                         "--require wants states, transitions, deadlines or rungs with a number "
                         "up to 100, as states=100,rungs=95; '" +
                             part + "' is not that",
                         "--require"};
        wanted[name] = percent;
    }
    return wanted;
}

std::string at(const Place& place) { return place.file + ":" + std::to_string(place.line); }

/// All reports of one run: workflows folders are run one after the other.
struct Run {
    std::size_t passed = 0, failed = 0, steps = 0;
    bool unusable = false;
    std::vector<WorkflowTestReport> reports;
};

class TestCommand {
public:
    TestCommand(const Arguments& arguments, const Console& console)
        : arguments_(arguments), console_(console) {}

    int run() {
        const auto wanted = requirements(arguments_.require);
        if (!wanted.ok()) return console_.fail(wanted.error());
        const auto files = test_files(arguments_.files);
        if (!files.ok()) return console_.fail(files.error());
        const auto began = std::chrono::steady_clock::now();
        std::map<fs::path, std::vector<fs::path>> by_folder;
        for (const fs::path& file : *files) {
            const auto folder = workflows_of(file);
            if (!folder.ok()) return console_.fail(folder.error());
            by_folder[*folder].push_back(file);
        }
        for (const auto& [folder, tests] : by_folder)
            if (auto ran = run_folder(folder, tests); !ran.ok()) return console_.fail(ran.error());
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        return finish(*wanted);
    }

private:
    Status run_folder(const fs::path& folder, const std::vector<fs::path>& tests) {
        auto definitions = read_definitions(folder.string());
        if (!definitions.ok()) return definitions.error();
        std::vector<DefinitionFile> files;
        for (const fs::path& test : tests) {
            auto bytes = read_file(test.string());
            if (!bytes.ok()) return bytes.error();
            files.push_back({fs::relative(test, folder).generic_string(), std::move(*bytes)});
        }
        const ScratchFolder scratch(parent_of_scratch_stores());
        if (scratch.path().empty())
            return Error{ErrorKind::unavailable, "cannot make a temporary folder", "/tmp"};
        const WorkflowTestOptions options{arguments_.only, scratch.path(), arguments_.matching};
        auto report = run_workflow_tests(*definitions, files, options,
                                         [this](const WorkflowTestResult& r) { tell(r); });
        if (!report.ok()) return report.error();
        for (const Diagnostic& fault : report->faults) {
            run_.unusable = run_.unusable || fault.severity == Severity::error;
            if (!console_.json()) console_.line(format_diagnostic(fault));
        }
        run_.reports.push_back(std::move(*report));
        return {};
    }

    void tell(const WorkflowTestResult& result) {
        ++(result.passed ? run_.passed : run_.failed);
        run_.steps += result.steps;
        if (result.passed || console_.json()) return;
        console_.line("FAIL " + at(result.place) + ": " + result.name);
        std::size_t begin = 0;
        while (begin < result.failure.size()) {
            const std::size_t end =
                std::min(result.failure.find('\n', begin), result.failure.size());
            console_.line("  " + result.failure.substr(begin, end - begin));
            begin = end + 1;
        }
    }

    int finish(const std::map<std::string, unsigned>& wanted) {
        const auto lacking = shortfalls(wanted);
        if (auto written = write_reports(); !written.ok()) return console_.fail(written.error());
        if (console_.json()) {
            print_json(lacking);
        } else if (run_.unusable) {
            console_.say("nothing was run: mend the errors first");
        } else {
            if (arguments_.coverage || !lacking.empty()) print_coverage();
            for (const std::string& each : lacking) console_.line(each);
            console_.line(summary());
        }
        if (run_.unusable) return exit_usage;
        if (run_.passed + run_.failed == 0) {
            console_.say("no test is called like '" + arguments_.only + arguments_.matching + "'");
            return exit_usage;
        }
        return run_.failed > 0 || !lacking.empty() ? exit_findings : exit_clean;
    }

    /// Files that were asked for, also of a run that failed.
    [[nodiscard]] Status write_reports() const {
        if (run_.unusable) return {};
        for (const auto& [path, text] :
             {std::pair{arguments_.junit, to_junit(run_.reports)},
              std::pair{arguments_.coverage_html, to_html(run_.reports)}}) {
            if (path.empty()) continue;
            std::ofstream file(path, std::ios::binary);
            file << text;
            file.close();
            if (!file) return Error{ErrorKind::invalid, "cannot write " + path, path};
        }
        return {};
    }

    [[nodiscard]] std::string summary() const {
        std::string time = std::to_string(seconds_);
        time.resize(time.find('.') + 2);
        return std::to_string(run_.passed) + " passed, " + std::to_string(run_.failed) +
               " failed, " + std::to_string(run_.steps) + " steps in " + time + " s";
    }

    [[nodiscard]] std::vector<std::string> shortfalls(
        const std::map<std::string, unsigned>& wanted) const {
        std::vector<std::string> lacking;
        for (const WorkflowTestReport& report : run_.reports)
            for (const PathwayCoverage& pathway : report.coverage)
                for (const auto& [kind, things] : kinds_of(pathway)) {
                    const auto asked = wanted.find(kind);
                    const unsigned percent = covered_percent(*things);
                    if (asked != wanted.end() && percent < asked->second)
                        lacking.push_back(pathway.pathway + ": " + kind + " " +
                                          std::to_string(percent) + " %, " +
                                          std::to_string(asked->second) + " % are required");
                }
        return lacking;
    }

    void print_coverage() const {
        std::vector<std::vector<std::string>> rows;
        for (const WorkflowTestReport& report : run_.reports)
            for (const PathwayCoverage& pathway : report.coverage) {
                std::vector<std::string> row{pathway.pathway};
                for (const auto& [kind, things] : kinds_of(pathway))
                    row.push_back(std::to_string(reached(*things)) + "/" +
                                  std::to_string(things->size()) + " " +
                                  std::to_string(covered_percent(*things)) + "%");
                rows.push_back(std::move(row));
            }
        print_missing();
        console_.table({"pathway", "states", "transitions", "deadlines", "rungs"}, rows);
    }

    void print_missing() const {
        for (const WorkflowTestReport& report : run_.reports)
            for (const PathwayCoverage& pathway : report.coverage)
                for (const auto& [kind, things] : kinds_of(pathway))
                    for (const CoveredThing& thing : *things)
                        if (thing.times == 0)
                            console_.line(at(thing.place) + ": not reached: " +
                                          kind.substr(0, kind.size() - 1) + " " + thing.name);
    }

    // --- JSON ------------------------------------------------------------------------------------
    void print_json(const std::vector<std::string>& lacking) const {
        json::array results, coverage, faults;
        for (const WorkflowTestReport& report : run_.reports) {
            for (const auto& each : report.results) results.push_back(to_json(each));
            for (const auto& each : report.coverage) coverage.push_back(to_json(each));
            for (const auto& each : report.faults) faults.push_back(to_json(each));
        }
        json::object value{{"passed", run_.passed},
                           {"failed", run_.failed},
                           {"tests", std::move(results)},
                           {"diagnostics", std::move(faults)}};
        if (arguments_.coverage) value["coverage"] = std::move(coverage);
        if (!lacking.empty()) value["lacking"] = json::array(lacking.begin(), lacking.end());
        console_.value(value);
    }

    const Arguments& arguments_;
    const Console& console_;
    Run run_;
    double seconds_ = 0;
};

}  // namespace

int run_test(const Arguments& arguments, const Console& console) {
    if (arguments.generate) return generate_workflow_tests(arguments, console);
    return TestCommand(arguments, console).run();
}

}  // namespace throughgate::cli
