// SPDX-License-Identifier: MIT
#include "host/cli/author_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t context = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::string marked(char mark, std::string_view line) {
    std::string text = mark + std::string(line);
    return line.ends_with('\n') ? text : text + "\n\\ No newline at end of file\n";
}

/// An edit as lines: those that go, and those that come.
struct Change {
    std::size_t first = 0;  ///< 0-based line before which it stands
    std::size_t gone = 0;
    std::vector<std::string_view> come;
};

std::vector<Change> changes_of(std::string_view before, const std::vector<TextEdit>& edits) {
    std::vector<Change> changes;
    for (const TextEdit& edit : edits)
        changes.push_back({lines_of(before.substr(0, edit.offset)).size(),
                           lines_of(before.substr(edit.offset, edit.length)).size(),
                           lines_of(edit.text)});
    return changes;
}

std::string span(std::size_t first, std::size_t count) {
    return std::to_string(count == 0 ? first : first + 1) +
           (count == 1 ? "" : "," + std::to_string(count));
}

class Hunks {
public:
    explicit Hunks(std::string_view before) : lines_(lines_of(before)) {}

    std::string run(const std::vector<Change>& changes) {
        for (std::size_t i = 0; i < changes.size();) {
            std::size_t last = i;
            while (last + 1 < changes.size() &&
                   changes[last + 1].first - changes[last].first - changes[last].gone <=
                       2 * context)
                ++last;
            hunk(changes, i, last);
            i = last + 1;
        }
        return text_;
    }

private:
    void hunk(const std::vector<Change>& changes, std::size_t from, std::size_t to) {
        const std::size_t first = changes[from].first - std::min(context, changes[from].first);
        const std::size_t end =
            std::min(changes[to].first + changes[to].gone + context, lines_.size());
        std::string body;
        std::size_t at = first, come = 0, gone = 0;
        for (std::size_t i = from; i <= to; ++i) {
            for (; at < changes[i].first; ++at) body += marked(' ', lines_[at]);
            for (std::size_t n = 0; n < changes[i].gone; ++n) body += marked('-', lines_[at++]);
            for (const std::string_view line : changes[i].come) body += marked('+', line);
            come += changes[i].come.size();
            gone += changes[i].gone;
        }
        for (; at < end; ++at) body += marked(' ', lines_[at]);
        const std::size_t count = end - first;
        text_ += "@@ -" + span(first, count) + " +" + span(first + shift_, count - gone + come) +
                 " @@\n" + body;
        shift_ += come - gone;
    }

    std::vector<std::string_view> lines_;
    std::size_t shift_ = 0;  ///< wraps round below zero, and back when it is added
    std::string text_;
};

Error unwritable(const std::string& path, const std::string& why) {
    return {ErrorKind::invalid, path + " cannot be written: " + why, path};
}

/// A folder, a device, or a link that leads round or nowhere.
Error no_plain_file(const std::string& path, const std::error_code& problem) {
    return {ErrorKind::invalid,
            "cannot read " + path + ": " +
                (problem ? problem.message() : "it is no plain file; remove it"),
            path};
}

}  // namespace

Status replace_file(const std::string& path, std::string_view bytes) {
    std::error_code problem;
    const fs::path target = fs::canonical(path, problem);  // a link stays one
    if (problem) return unwritable(path, problem.message());
    const fs::path scratch = target.string() + ".new";
    {
        std::ofstream file(scratch, std::ios::trunc | std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        if (!file) {
            fs::remove(scratch, problem);
            return unwritable(path, "is the folder writable, and the disk not full?");
        }
    }
    fs::permissions(scratch, fs::status(target, problem).permissions(), problem);
    fs::rename(scratch, target, problem);
    if (!problem) return {};
    const std::string why = problem.message();
    fs::remove(scratch, problem);
    return unwritable(path, why);
}

std::string unified_difference(const std::string& path, std::string_view before,
                               const std::vector<TextEdit>& edits) {
    if (edits.empty()) return "";
    return "--- " + path + "\n+++ " + path + "\n" + Hunks(before).run(changes_of(before, edits));
}

Result<std::vector<std::string>> yaml_files(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    std::error_code problem;
    for (const std::string& path : paths) {
        if (!fs::is_directory(path, problem)) {
            files.push_back(path);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(path, problem)) {
            if (entry.path().extension() != ".yaml") continue;
            const std::string name = entry.path().lexically_normal().string();
            if (!entry.is_regular_file(problem)) return no_plain_file(name, problem);
            files.push_back(name);
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    if (files.empty())
        return Error{ErrorKind::invalid, "there is no .yaml file below " + paths.front(),
                     paths.front()};
    return files;
}

}  // namespace throughgate::cli
