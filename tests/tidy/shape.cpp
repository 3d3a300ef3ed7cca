// SPDX-License-Identifier: MIT
// Rules about how a file looks and where it lies.
#include <algorithm>
#include <cctype>
#include <set>

#include "tidy/rules.hpp"

namespace throughgate::tidy {
namespace {

bool ends_with_any(std::string_view path, const std::vector<std::string>& ends) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](const std::string& end) { return path.ends_with(end); });
}

bool is_source(std::string_view path) {
    return is_cpp(path) || path == "dev" || path == ".ci/run" ||
           ends_with_any(path, {".cmake", "CMakeLists.txt", ".sh", ".py", ".sql"});
}

/// Characters, not bytes.
std::size_t columns_of(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
    }));
}

std::string fault_of_line(const std::string& line, std::string_view path) {
    constexpr std::size_t widest = 100;
    if (columns_of(line) > widest)
        return std::to_string(columns_of(line)) + " columns; at most " + std::to_string(widest);
    if (is_cpp(path) && line.find('\t') != std::string::npos) return "a tab; use spaces";
    if (!line.empty() && (line.back() == ' ' || line.back() == '\r')) return "space at the end";
    return "";
}

bool is_letter(std::string_view text, std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

/// Whether `word` stands in the line and neither end of it in the middle of a longer word.
bool has_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
        const bool begins = !is_letter(word, 0) || at == 0 || !is_letter(line, at - 1);
        const bool ends = !is_letter(word, word.size() - 1) || !is_letter(line, at + word.size());
        if (begins && ends) return true;
    }
    return false;
}

Findings find_words(const File& file, const std::vector<std::string>& words,
                    const std::string& why) {
    Findings findings;
    int number = 0;
    for (const std::string& line : lines_of(file.text)) {
        ++number;
        for (const std::string& word : words)
            if (has_word(line, word))
                findings.push_back({file.path, number, "'" + word + "' " + why});
    }
    return findings;
}

/// Keeps this file free of the words it looks for.
std::string joined(const char* first, const char* second) { return std::string{first} + second; }

}  // namespace

Findings check_licence(const File& file) {
    if (!is_source(file.path)) return {};
    const std::vector<std::string> lines = lines_of(file.text);
    const std::size_t at = !lines.empty() && lines[0].starts_with("#!") ? 1 : 0;
    if (lines.size() > at && lines[at].find("SPDX-License-Identifier: MIT") != std::string::npos)
        return {};
    return {{file.path, static_cast<int>(at) + 1, "must say SPDX-License-Identifier: MIT"}};
}

Findings check_size(const File& file) {
    if (!is_source(file.path)) return {};
    const bool shown = file.path.starts_with("engine/include/");
    const std::size_t most = shown ? 200 : 400;
    const std::vector<std::string> lines = lines_of(file.text);
    Findings findings;
    if (lines.size() > most)
        findings.push_back({file.path, static_cast<int>(lines.size()),
                            std::to_string(lines.size()) + " lines; at most " +
                                std::to_string(most) + ": give part of it a file of its own"});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string fault = fault_of_line(lines[i], file.path);
        if (!fault.empty()) findings.push_back({file.path, static_cast<int>(i) + 1, fault});
    }
    return findings;
}

Findings check_finished(const File& file) {
    static const std::vector<std::string> marks{joined("TO", "DO"), joined("FIX", "ME"),
                                                joined("XX", "X"), joined("HA", "CK")};
    return find_words(file, marks, "marks unfinished work; finish it or write it down in docs/");
}

Findings check_traces(const File& file) {
    static const std::vector<std::string> traces{joined("/wo", "rk/"), joined("/.lib", "rary"),
                                                 joined(".lib", "rary/"), joined("sha", "red/")};
    return find_words(file, traces, "is a path of somebody's machine");
}

Findings check_layer_readme(const File& file) {
    constexpr std::size_t most = 30;
    const std::size_t lines = lines_of(file.text).size();
    if (lines > 0 && lines <= most) return {};
    return {
        {file.path, 0, "a layer's README.md has 1 to 30 lines; this has " + std::to_string(lines)}};
}

Findings check_top_level(const std::vector<std::string>& entries) {
    static const std::set<std::string> known{"CMakeLists.txt", "CMakePresets.json",
                                             "CHANGELOG.md",   "LICENSE",
                                             "README.md",      "dev",
                                             "docs",           "engine",
                                             "examples",       "plugins",
                                             "tests",          "workflows",
                                             "build",          ".ci"};
    Findings findings;
    for (const std::string& entry : entries)
        if (!known.contains(entry) && !entry.starts_with("."))
            findings.push_back({entry, 0, "does not belong into the repository's root"});
    return findings;
}

Findings check_in_build(const std::vector<std::string>& found,
                        const std::vector<std::string>& built) {
    Findings findings;
    for (const std::string& path : found)
        if (std::find(built.begin(), built.end(), path) == built.end())
            findings.push_back({path, 0, "no test binary is built from this file"});
    return findings;
}

}  // namespace throughgate::tidy
