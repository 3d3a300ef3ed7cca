// SPDX-License-Identifier: MIT
// Rules about what a file may call and include.
#include <algorithm>

#include "tidy/layers.hpp"
#include "tidy/rules.hpp"

namespace throughgate::tidy {
namespace {

struct Ban {
    std::string hint;  ///< what every match contains: found faster than the pattern
    std::string pattern;
    std::string call;
    std::string instead;
};

const std::vector<Ban>& bans() {
    static const std::vector<Ban> all = [] {
        const std::string clock = "use the injected throughgate::Clock";
        const std::string chance = "use the injected throughgate::Random";
        const std::string wait = "arm a timer or use Clock::wake_at";
        const std::string settings = "take a setting from the host";
        std::vector<Ban> list;
        const auto ban = [&](const char* hint, const char* pattern, const char* call,
                             const std::string& instead) {
            list.push_back({hint, pattern, call, instead});
        };
        ban("_clock", R"(\b(system|steady|high_resolution|utc)_clock\s*::\s*now\b)", "clock::now",
            clock);
        ban("time", R"(\b(gettimeofday|clock_gettime|localtime|localtime_r|gmtime)\s*\()", "C time",
            clock);
        ban("time", R"(\b(std\s*::\s*time|time)\s*\(\s*(nullptr|NULL|0)\s*\))", "time()", clock);
        ban("Now", R"(\babsl\s*::\s*Now\b)", "absl::Now", clock);
        ban("rand", R"(\b(rand|srand|drand48)\s*\()", "rand", chance);
        ban("random_device", R"(\brandom_device\b)", "random_device", chance);
        ban("sleep", R"(\bsleep_(for|until)\b|\b(sleep|usleep|nanosleep)\s*\()", "sleep", wait);
        ban("getenv", R"(\b(secure_)?getenv\b)", "getenv", settings);
        return list;
    }();
    return all;
}

bool may_touch_the_world(std::string_view path) {
    return starts_with_any(path, {"engine/base/", "engine/host/", "engine/plugin/host/",
                                  "engine/schedule/system_clock.cpp"});
}

struct Library {
    std::string prefix;               ///< of the include's name
    std::vector<std::string> places;  ///< path prefixes that may include it
};

const std::vector<Library>& libraries() {
    const std::vector<std::string> asio{"engine/include/throughgate/asio.hpp",
                                        "engine/plugin/",
                                        "engine/schedule/",
                                        "engine/delivery/",
                                        "engine/core/",
                                        "engine/host/",
                                        "examples/"};
    static const std::vector<Library> all{
        {"boost/msm/", {"engine/lifecycle/", "tests/bench/"}},
        {"boost/mpl/", {"engine/lifecycle/"}},
        {"boost/container/", {"engine/base/few.hpp"}},
        // In the store: lists that its SQL reads with json_each.
        {"boost/json", {"engine/exchange/", "engine/host/", "engine/store/sqlite/", "plugins/"}},
        {"boost/asio", asio},
        {"boost/system", asio},
        {"boost/beast", {"engine/host/http/"}},
        {"boost/url", {"engine/host/http/", "engine/host/console/"}},
        {"boost/dll", {"engine/plugin/"}},
        {"sqlite3.h", {"engine/store/sqlite/"}},
        {"libpq", {"engine/store/postgres/"}},
        {"spdlog/", {"engine/base/log.cpp"}},
        {"fmt/", {"engine/base/log.cpp"}},
        {"openssl/", {"engine/base/", "engine/host/http/", "plugins/signing/"}},
        {"prometheus/", {"engine/host/http/"}},
        {"yaml-cpp/", {"engine/definition/reader"}},
        {"absl/", {"engine/rules/"}},
        {"kainjow/", {"engine/notices/", "engine/sheets/", "engine/host/console/"}},
        {"CLI/", {"engine/host/cli/"}},
        {"curl/", {"plugins/email-smtp/", "plugins/http/", "engine/host/http/oauth_fetch.cpp"}},
        {"cjose/", {"engine/host/http/oauth_keys.cpp"}},
        {"catch2/", {}},
        {"rapidcheck", {}},
        {"benchmark/", {}},
    };
    return all;
}

bool is_of_the_system(std::string_view name) {
    if (starts_with_any(name, {"sys/", "linux/", "netinet/", "arpa/", "throughgate/"})) return true;
    return name.find('/') == std::string_view::npos;  // <vector>, <unistd.h>
}

std::string listed(const std::vector<std::string>& places) {
    std::string text;
    for (const std::string& place : places) text += (text.empty() ? "" : ", ") + place;
    return text.empty() ? "tests/" : text;
}

}  // namespace

Findings check_banned_calls(const File& file) {
    const bool ours = starts_with_any(file.path, {"engine/", "examples/"});
    if (!ours || !is_cpp(file.path) || may_touch_the_world(file.path)) return {};
    Findings findings;
    int number = 0;
    for (const std::string& line : lines_of(code_of(file.text))) {
        ++number;
        for (const Ban& ban : bans())
            if (line.find(ban.hint) != std::string::npos && !first_match(line, ban.pattern).empty())
                findings.push_back({file.path, number, ban.call + " is banned; " + ban.instead});
    }
    return findings;
}

Findings check_pure_layers(const File& file) {
    static const std::vector<std::string> pure{"model",   "lifecycle", "rules",  "definition",
                                               "journey", "notices",   "sheets", "tooling"};
    static const std::vector<std::string> impure{
        "fstream",      "iostream", "filesystem", "random", "thread",   "mutex",
        "shared_mutex", "future",   "ctime",      "time.h", "unistd.h", "condition_variable"};
    if (file.path == "engine/rules/zone.cpp") return {};  // reads the zone database, as Abseil does
    const std::string layer = layer_of(file.path);
    if (std::find(pure.begin(), pure.end(), layer) == pure.end() || !is_cpp(file.path)) return {};
    Findings findings;
    for (const Include& include : includes_of(file.text))
        if (std::find(impure.begin(), impure.end(), include.name) != impure.end())
            findings.push_back({file.path, include.line,
                                "<" + include.name + "> in " + layer +
                                    ", which is pure; hand the value in from core/ or host/"});
    return findings;
}

Findings check_third_party(const File& file) {
    const bool looked_at = starts_with_any(file.path, {"engine/", "plugins/", "examples/"});
    if (!looked_at || !is_cpp(file.path)) return {};
    Findings findings;
    for (const Include& include : includes_of(file.text)) {
        const auto library = std::find_if(
            libraries().begin(), libraries().end(),
            [&](const Library& known) { return include.name.starts_with(known.prefix); });
        if (library == libraries().end()) {
            if (include.quoted || is_of_the_system(include.name)) continue;
            findings.push_back({file.path, include.line,
                                "<" + include.name + "> is of a library that nobody decided on; " +
                                    "see tests/tidy/bans.cpp"});
        } else if (!starts_with_any(file.path, library->places)) {
            findings.push_back(
                {file.path, include.line,
                 "<" + include.name + "> is allowed only in " + listed(library->places)});
        }
    }
    return findings;
}

Findings check_own_header_first(const File& file, bool has_header) {
    if (!file.path.starts_with("engine/") || !file.path.ends_with(".cpp") || !has_header) return {};
    const std::vector<Include> includes = includes_of(file.text);
    constexpr std::size_t engine = 7;
    const std::string own = file.path.substr(engine, file.path.size() - engine - 4) + ".hpp";
    if (!includes.empty() && includes.front().name == own) return {};
    return {{file.path, includes.empty() ? 0 : includes.front().line,
             "the first include must be \"" + own + "\", which proves that it compiles alone"}};
}

}  // namespace throughgate::tidy
