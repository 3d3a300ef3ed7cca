// SPDX-License-Identifier: MIT
// throughgate diff: what differs between two versions of definitions, in plain sentences.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <map>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/print.hpp"
#include "host/cli/program_output.hpp"
#include "host/cli/session.hpp"
#include "host/json/changes.hpp"
#include "throughgate/comparison.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using Files = std::vector<DefinitionFile>;
using Changes = std::vector<DefinitionChange>;

/// A whole workflows folder, or one file by itself.
Result<Files> files_at(const std::string& path) {
    std::error_code none;
    if (fs::is_directory(path, none)) return read_definitions(path);
    auto bytes = read_file(path);
    if (!bytes.ok()) return bytes.error();
    return Files{{fs::path(path).filename().string(), std::move(*bytes)}};
}

Error git_refuses(const std::string& reference, const std::string& words) {
    return {ErrorKind::invalid,
            "git has no version '" + reference + "' of this" + (words.empty() ? "" : ": " + words) +
                "; name a commit, branch or tag of the repository that the files are in",
            "git:" + reference};
}

/// The standard output of git in `folder`.
Result<std::string> git(const std::string& folder, const std::string& reference,
                        std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", folder});
    const auto ran = output_of(words);
    if (!ran.ok()) return ran.error();
    if (ran->exit_code != 0) return git_refuses(reference, ran->errors);
    return ran->output;
}

bool is_definition(const std::string& path) {
    return path.ends_with(".yaml") && !path.ends_with(".test.yaml");
}

Result<Files> folder_in_git(const std::string& folder, const std::string& reference) {
    const auto listed =
        git(folder, reference, {"ls-tree", "-r", "-z", "--name-only", reference, "--", "."});
    if (!listed.ok()) return listed.error();
    Files files;
    std::size_t begin = 0;
    for (std::size_t end = listed->find('\0'); end != std::string::npos;
         begin = end + 1, end = listed->find('\0', begin)) {
        const std::string path = listed->substr(begin, end - begin);
        if (!is_definition(path)) continue;
        auto bytes = git(folder, reference, {"show", reference + ":./" + path});
        if (!bytes.ok()) return bytes.error();
        files.push_back({path, std::move(*bytes)});
    }
    if (files.empty()) return git_refuses(reference, "no .yaml files were there");
    return files;
}

/// `against`: "git:REF".
Result<Files> files_against(const std::string& path, const std::string& against) {
    const std::string reference = against.starts_with("git:") ? against.substr(4) : "";
    if (reference.empty() || reference.starts_with("-"))
        return Error{ErrorKind::invalid,
                     "--against wants git:REF, as git:main or git:HEAD~1, not '" + against + "'",
                     "--against"};
    std::error_code none;
    if (fs::is_directory(path, none)) return folder_in_git(path, reference);
    const fs::path file = fs::absolute(path);
    const std::string name = file.filename().string();
    auto bytes = git(file.parent_path().string(), reference, {"show", reference + ":./" + name});
    if (!bytes.ok()) return bytes.error();
    return Files{{name, std::move(*bytes)}};
}

std::size_t breaking(const Changes& changes) {
    return static_cast<std::size_t>(std::count_if(
        changes.begin(), changes.end(), [](const auto& change) { return change.breaks; }));
}

json::object counts_of(const Changes& changes) {
    json::object counts;
    for (const ChangeClass kind :
         {ChangeClass::wording, ChangeClass::dates, ChangeClass::people, ChangeClass::structure})
        counts[name_of(kind)] =
            std::count_if(changes.begin(), changes.end(),
                          [kind](const auto& change) { return change.kind == kind; });
    return counts;
}

void print_json(const Changes& changes, const Console& console) {
    json::array list;
    for (const DefinitionChange& change : changes) list.push_back(to_json(change));
    const ApprovalNeeded needed = approval_for(changes);
    console.value(json::object{
        {"format_version", 1},
        {"changes", std::move(list)},
        {"counts", counts_of(changes)},
        {"breaking", breaking(changes)},
        {"approval",
         {{"approvals", needed.approvals}, {"reason", needed.reason}, {"words", needed.words}}}});
}

void print_words(const Changes& changes, const Console& console) {
    print_differences(changes, console);
    if (changes.empty()) return console.line("no difference in meaning or wording");
    std::string counts;
    for (const auto& [name, count] : counts_of(changes))
        if (count.to_number<std::size_t>() > 0)
            counts += (counts.empty() ? "" : ", ") +
                      std::to_string(count.to_number<std::size_t>()) + " " + std::string(name);
    const std::string noun = changes.size() == 1 ? " change (" : " changes (";
    console.line(std::to_string(changes.size()) + noun + counts + "), " +
                 std::to_string(breaking(changes)) + " of them breaking live cases");
    console.line("to publish: " + approval_for(changes).words);
}

}  // namespace

int run_diff(const Arguments& arguments, const Console& console) {
    const bool two = arguments.files.size() == 2;
    if (two == !arguments.against.empty())
        return console.fail({ErrorKind::invalid,
                             "name two files or folders, or one with --against git:REF", "diff"});
    const auto before = two ? files_at(arguments.files.front())
                            : files_against(arguments.files.front(), arguments.against);
    if (!before.ok()) return console.fail(before.error());
    const auto after = files_at(arguments.files.back());
    if (!after.ok()) return console.fail(after.error());
    const auto changes = compare_definitions(*before, *after);
    if (!changes.ok()) return console.fail(changes.error());
    if (console.json())
        print_json(*changes, console);
    else
        print_words(*changes, console);
    return breaking(*changes) > 0 ? exit_findings : exit_clean;
}

}  // namespace throughgate::cli
