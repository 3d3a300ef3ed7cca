// SPDX-License-Identifier: MIT
// throughgate test --generate: writes tests that take every way of a pathway.
#include "host/cli/generate_command.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/scratch_folder.hpp"
#include "throughgate/generating.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* file_name = "generated.test.yaml";

struct Wanted {
    std::string pathway;
    fs::path folder;  ///< in which its tests are written
};

/// What stands after "pathway:" at the top of a file; empty: it is no pathway.
std::string pathway_in(const std::string& bytes) {
    const std::string key = "pathway:";
    std::size_t at = bytes.starts_with(key) ? 0 : bytes.find("\n" + key);
    if (at == std::string::npos) return {};
    const std::size_t begin = bytes.find_first_not_of(" \"'", bytes.find(':', at) + 1);
    if (begin == std::string::npos) return {};
    return bytes.substr(begin, bytes.find_first_of(" \"'\r\n#", begin) - begin);
}

bool lies_in(const fs::path& file, const fs::path& folder) {
    std::error_code none;
    const fs::path relative = fs::weakly_canonical(file, none).lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

Result<std::vector<Wanted>> wanted_in(const fs::path& folder,
                                      const std::vector<DefinitionFile>& files,
                                      const std::string& named) {
    std::vector<Wanted> wanted;
    std::error_code none;
    const bool all = fs::is_directory(named, none);
    const fs::path only = fs::weakly_canonical(named, none);
    for (const DefinitionFile& file : files) {
        const fs::path path = folder / file.path;
        if (all ? !lies_in(path, only) : !fs::equivalent(path, named, none)) continue;
        const std::string pathway = pathway_in(file.bytes);
        const bool of_base = all && file.path.starts_with("base/");
        if (!pathway.empty() && !of_base) wanted.push_back({pathway, path.parent_path()});
    }
    if (wanted.empty())
        return Error{ErrorKind::invalid, named + " holds no pathway to write tests for", named};
    return wanted;
}

/// What the head of a generated file says that it takes.
struct Taken {
    std::size_t reached = 0, transitions = 0;
    /// A larger share: definitions may have grown or shrunk since.
    [[nodiscard]] bool is_more_than(const Taken& other) const {
        return reached * other.transitions > other.reached * transitions;
    }
};

/// Files of earlier releases do not say it: they count as those that take everything.
Taken taken_by(const std::string& bytes) {
    const std::string before = "\n# It takes ";
    const std::size_t at = bytes.find(before);
    if (at == std::string::npos) return {1, 1};
    Taken taken;
    std::istringstream words(bytes.substr(at + before.size(), 60));
    std::string of;
    words >> taken.reached >> of >> taken.transitions;
    return taken;
}

/// Only what was made before is made anew, and only by what takes as much of the pathway.
Status may_replace(const fs::path& path, const GeneratedTests& tests, bool force) {
    std::error_code none;
    if (!fs::exists(path, none)) return {};
    const auto old = read_file(path.string());
    if (!old.ok() || old->find("throughgate test --generate") == std::string::npos)
        return Error{ErrorKind::refused,
                     path.string() + " was not made by this command; move it away first",
                     path.string()};
    const Taken before = taken_by(*old), now{tests.reached, tests.transitions};
    if (force || !before.is_more_than(now)) return {};
    return Error{ErrorKind::refused,
                 path.string() + " takes a larger share of the transitions than the " +
                     std::to_string(now.reached) + " of " + std::to_string(now.transitions) +
                     " that were reached now, so it stays; raise --limit, or replace it with "
                     "--force",
                 path.string()};
}

Status write_tests(const fs::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    file.close();
    if (file) return {};
    return Error{ErrorKind::invalid, "cannot write " + path.string(), path.string()};
}

json::object to_json(const Wanted& wanted, const GeneratedTests& tests) {
    json::array unreached;
    for (const UnreachedTransition& each : tests.unreached)
        unreached.push_back(json::object{{"name", each.name},
                                         {"file", each.place.file},
                                         {"line", each.place.line},
                                         {"reason", each.reason}});
    return {{"pathway", wanted.pathway},
            {"file", (wanted.folder / file_name).string()},
            {"tests", tests.tests},
            {"transitions", tests.transitions},
            {"reached", tests.reached},
            {"decisions", tests.decisions},
            {"unreached", std::move(unreached)}};
}

void print(const Wanted& wanted, const GeneratedTests& tests, const Console& console) {
    for (const UnreachedTransition& each : tests.unreached)
        console.line(each.place.file + ":" + std::to_string(each.place.line) +
                     ": not reached: " + each.name + ": " + each.reason);
    console.line(wanted.pathway + ": " + std::to_string(tests.reached) + " of " +
                 std::to_string(tests.transitions) + " transitions by " +
                 std::to_string(tests.tests) + " tests in " + (wanted.folder / file_name).string());
}

}  // namespace

int generate_workflow_tests(const Arguments& arguments, const Console& console) {
    json::array written;
    bool complete = true;
    for (const std::string& named : arguments.files) {
        const auto folder = workflows_around(named);
        if (!folder.ok()) return console.fail(folder.error());
        const auto files = read_definitions(folder->string());
        if (!files.ok()) return console.fail(files.error());
        const auto wanted = wanted_in(*folder, *files, named);
        if (!wanted.ok()) return console.fail(wanted.error());
        for (const Wanted& each : *wanted) {
            const ScratchFolder scratch;
            GeneratingOptions options;
            options.pathway = each.pathway;
            options.folder = scratch.path();
            options.most_decisions = arguments.generate_limit;
            const auto tests = generate_tests(*files, options);
            if (!tests.ok()) return console.fail(tests.error());
            const fs::path path = each.folder / file_name;
            if (auto may = may_replace(path, *tests, arguments.force); !may.ok())
                return console.fail(may.error());
            const auto kept = write_tests(path, tests->bytes);
            if (!kept.ok()) return console.fail(kept.error());
            complete = complete && tests->unreached.empty();
            written.push_back(to_json(each, *tests));
            if (!console.json()) print(each, *tests, console);
        }
    }
    if (console.json()) console.value(json::object{{"generated", std::move(written)}});
    return complete ? exit_clean : exit_findings;
}

}  // namespace throughgate::cli
