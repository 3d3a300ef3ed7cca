// SPDX-License-Identifier: MIT
#include "host/cli/session.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

std::string login() {
    const passwd* user = getpwuid(geteuid());
    return user != nullptr ? user->pw_name : std::to_string(geteuid());
}

Error unreadable(const std::string& path, const std::string& why) {
    return {ErrorKind::invalid, "cannot read " + path + ": " + why, path};
}

/// Whether the command would leave anything in the store.
bool writes(const Arguments& arguments) {
    const std::string& first = arguments.command.front();
    const std::string& last = arguments.command.back();
    if (first == "case")
        return last == "open" || last == "send" || last == "correct" || last == "break-glass";
    if (first == "handoff" || first == "incident") return last != "list";
    if (first == "upstream") return last == "retry" || last == "waive" || last == "try";
    if (first == "change") return last != "list" && last != "runs" && last != "left";
    if (first == "approve" || first == "undo" || first == "stop") return true;
    return first == "apply" || first == "import" || first == "outbox" || first == "clock";
}

Error live_store(const std::string& store) {
    return {
        ErrorKind::invalid,
        "--now is for reading, or for a store on a virtual clock; " + store +
            " is live, and a command that writes goes by the real time: leave --now out, or say "
            "with --at when it was true",
        "--now"};
}

/// nullopt: the machine's clock.
Result<std::optional<Instant>> virtual_time(const Arguments& arguments, Engine& engine,
                                            bool is_new) {
    const auto stands = engine.virtual_now();
    if (!stands.ok() || arguments.now.empty()) return stands;
    if (!stands->has_value() && !is_new && writes(arguments)) return live_store(arguments.store);
    const auto given = parse_instant(arguments.now);
    if (!given)
        return Error{ErrorKind::invalid, "--now wants a time like 2026-03-17T09:00:00Z", "--now"};
    return std::optional(*given);
}

}  // namespace

std::string principal() { return "os:" + login(); }

std::string fresh_key() {
    std::random_device random;
    std::ostringstream text;
    text << "cli-" << std::hex << random() << random() << random();
    return text.str();
}

Date today(const Arguments& arguments) {
    if (const auto day = parse_date(arguments.now)) return *day;
    const auto given = parse_instant(arguments.now);
    const Instant now =
        given ? *given : std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    return std::chrono::floor<std::chrono::days>(now);
}

Result<std::optional<Date>> day_of(const std::string& text, const char* option) {
    if (text.empty()) return std::optional<Date>();
    const auto day = parse_date(text);
    if (day) return day;
    return Error{ErrorKind::invalid,
                 std::string(option) + " wants a day like 2026-03-17, not '" + text + "'", option};
}

Result<std::string> read_file(const std::string& path) {
    std::error_code problem;
    if (fs::is_directory(path, problem)) return unreadable(path, "it is a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file) return unreadable(path, std::strerror(errno));
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

Result<std::vector<DefinitionFile>> read_definitions(const std::string& folder) {
    std::error_code problem;
    if (!fs::is_directory(folder, problem))
        return unreadable(folder, "there is no such folder; name the workflows folder");
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".yaml" || name.ends_with(".test.yaml")) continue;
        if (!entry.is_regular_file(problem))
            return unreadable(entry.path().string(),
                              problem ? problem.message() : "it is no plain file; remove it");
        auto bytes = read_file(entry.path().string());
        if (!bytes.ok()) return bytes.error();
        files.push_back({fs::relative(entry.path(), folder).generic_string(), std::move(*bytes)});
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    if (files.empty()) return unreadable(folder, "it holds no .yaml files");
    return files;
}

Result<std::vector<DefinitionFile>> read_pathway(const std::string& path) {
    auto bytes = read_file(path);
    if (!bytes.ok()) return bytes.error();
    const fs::path given = fs::absolute(path);
    const fs::path folder = given.parent_path().parent_path();
    std::vector<DefinitionFile> files{
        {fs::relative(given, folder).generic_string(), std::move(*bytes)}};
    std::error_code none;
    if (!fs::is_directory(folder / "common", none)) return files;
    auto common = read_definitions((folder / "common").string());
    if (!common.ok()) return files;
    for (DefinitionFile& file : *common) {
        file.path = "common/" + file.path;
        if (file.path == files.front().path) continue;
        files.push_back(std::move(file));
    }
    return files;
}

Result<std::vector<std::pair<std::string, std::string>>> split_pairs(
    const std::vector<std::string>& pairs) {
    std::vector<std::pair<std::string, std::string>> read;
    for (const std::string& pair : pairs) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return Error{ErrorKind::invalid, "'" + pair + "' is not of the form name=value", pair};
        read.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return read;
}

Error unreachable(Error error, const std::string& store) {
    if (error.kind != ErrorKind::not_found || error.subject != store) return error;
    return {ErrorKind::unavailable,
            "there is no store " + store + "; `throughgate apply` makes one, --store names another",
            store};
}

Result<std::unique_ptr<Session>> Session::open(const Arguments& arguments, const Console& console,
                                               bool create) {
    EngineOptions options;
    options.store_path = arguments.store;
    options.create = create;
    options.owns_store = false;
    auto session = std::make_unique<Session>();
    std::error_code none;
    const bool is_new = !fs::exists(arguments.store, none);
    auto engine = Engine::open(options);
    if (!engine.ok()) return unreachable(engine.error(), arguments.store);
    session->engine_ = std::move(*engine);
    const auto virtual_now = virtual_time(arguments, *session->engine_, is_new);
    if (!virtual_now.ok()) return virtual_now.error();
    console.say_times_as(
        [engine = session->engine_.get()](Instant at) { return engine->in_words(at); });
    if (!virtual_now->has_value()) return session;
    const auto kept = session->engine_->virtual_now();
    const bool is_live = kept.ok() && !kept->has_value() && !writes(arguments);
    const std::string stands = console.when(*virtual_now);
    session->engine_.reset();
    session->clock_ = std::make_unique<VirtualClock>(**virtual_now);
    options.clock = session->clock_.get();
    console.remark(is_live ? "due and overdue as of " + stands +
                                 "; everything else is as this live store has it now"
                           : "this store stands at " + stands + " on a virtual clock");
    auto again = Engine::open(options);
    if (!again.ok()) return again.error();
    session->engine_ = std::move(*again);
    console.say_times_as(
        [engine = session->engine_.get()](Instant at) { return engine->in_words(at); });
    return session;
}

Access Session::access_of(const Arguments& arguments) {
    return {*engine_, {arguments.as, principal(), arguments.reason}};
}

Result<Receipt> Session::submit(const Arguments& arguments, Command command) {
    if (arguments.as.empty()) return engine_->submit(std::move(command));
    return access_of(arguments).submit(std::move(command));
}

Result<Actor> Session::actor(const Arguments& arguments) {
    Actor actor{arguments.as, principal(), arguments.on_behalf_of};
    if (!actor.person.empty()) return actor;
    const auto staff = engine_->staff_of_login(login());
    if (!staff.ok())
        return Error{ErrorKind::refused,
                     staff.error().message +
                         "; add the login to the staff directory, or name who acts with --as",
                     login()};
    actor.person = *staff;
    return actor;
}

}  // namespace throughgate::cli
