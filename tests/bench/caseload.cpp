// SPDX-License-Identifier: MIT
#include "caseload.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace throughgate::bench {
namespace {

namespace fs = std::filesystem;

Instant opening_day() { return *parse_instant("2026-09-28T08:00:00Z"); }

std::vector<Field> fields_of(std::initializer_list<std::pair<const char*, const char*>> pairs) {
    std::vector<Field> fields;
    for (const auto& [name, value] : pairs) fields.push_back({name, Value(std::string(value))});
    return fields;
}

void publish(Engine& engine, const std::vector<DefinitionFile>& files, const Actor& actor) {
    const CheckReport report = must(engine.apply(files, actor)).report;
    for (const Diagnostic& each : report.diagnostics)
        if (each.severity == Severity::error)
            fprintf(stderr, "benchmark: %s\n", format_diagnostic(each).c_str());
    if (report.errors != 0) exit(1);
}

Command by(const std::string& person, const std::string& key) {
    Command command;
    command.key = key;
    command.actor = {person, "os:bench", ""};
    command.reason = "benchmark";
    return command;
}

}  // namespace

Command event(const std::string& person, const std::string& reference, const std::string& name,
              const std::string& key,
              std::initializer_list<std::pair<const char*, const char*>> fields) {
    Command command = by(person, key);
    command.what = SendEvent{reference, {}, name, fields_of(fields), {}};
    return command;
}

std::string scratch_folder(const std::string& name) {
    const fs::path folder = fs::path(TG_BUILD_DIR) / "bench" / name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder.string();
}

std::vector<DefinitionFile> shipped_definitions(const std::vector<std::string>& pathways) {
    const fs::path root = fs::path(TG_SOURCE_DIR) / "workflows";
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".yaml" || name.ends_with(".test.yaml")) continue;
        const std::string folder = fs::relative(entry.path(), root).begin()->string();
        const bool wanted = pathways.empty() || folder == "common" ||
                            std::find(pathways.begin(), pathways.end(), folder) != pathways.end();
        if (!wanted) continue;
        std::ostringstream bytes;
        bytes << std::ifstream(entry.path()).rdbuf();
        files.push_back({fs::relative(entry.path(), root).generic_string(), bytes.str()});
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::string small_directory() {
    return "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n"
           "S01,Officer Aspen,s01@example.invalid,,ro,N03A,,S03,,,person\n"
           "S03,Manager Cedar,s03@example.invalid,,spo,N03A,,,,,person\n"
           "S04,Officer Dogwood,s04@example.invalid,,pom,ZZA,,S06,,,person\n"
           "S06,Head Fir,s06@example.invalid,,head_omu,ZZA,,,,,person\n"
           "S07,Worker Gorse,s07@example.invalid,,resettlement,ZZA,,S06,,,person\n"
           "S08,Worker Hazel,s08@example.invalid,,acc_worker,N03A,,S03,,,person\n"
           "S09,Worker Ivy,s09@example.invalid,,hpt,N03A,,S03,,,person\n"
           "S10,Officer Juniper,s10@example.invalid,,reception,ZZA,,S06,,,person\n";
}

Command opening(std::size_t number) {
    char noms[16];
    snprintf(noms, sizeof noms, "A%04zu%c%c", number % 10000,
             static_cast<char>('A' + number / 10000 % 26),
             static_cast<char>('A' + number / 260000 % 26));
    Command command = by("", "open-" + std::to_string(number));
    OpenCase open;
    open.person.noms_number = noms;
    open.facts = fields_of({{"prison", "ZZA"},
                            {"ro_team", "N03A"},
                            {"nation", "england"},
                            {"sex", "male"},
                            {"admission", "2026-07-01"},
                            {"release", "2026-11-30"},
                            {"release.certainty", "confirmed"},
                            {"supervised", "true"},
                            {"risk.rosh", "medium"},
                            {"mappa.level", "none"}});
    open.assignments = {{"ro", "S01"}, {"pom", "S04"}};
    command.what = std::move(open);
    return command;
}

Command move(const std::string& reference, std::size_t turn, std::size_t unique) {
    const std::string key = "move-" + reference + "-" + std::to_string(unique);
    if (turn % 2 == 0)
        return event("S01", reference, "address.proposed", key,
                     {{"address.id", "AD-1"}, {"address.kind", "private"}});
    return event("S01", reference, "checks.failed", key,
                 {{"check.reason", "the landlord withdrew"}});
}

std::vector<std::string> make_store(const std::string& path, std::size_t cases,
                                    const std::vector<std::string>& pathways) {
    VirtualClock clock(opening_day());
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    auto engine = must(Engine::open(options));
    const Actor actor{"", "os:bench", ""};
    publish(*engine, shipped_definitions(pathways), actor);
    must(engine->import_directory(small_directory(), "directory.csv", actor));
    std::vector<Command> commands;
    for (std::size_t i = 0; i < cases; ++i) commands.push_back(opening(i));
    std::vector<std::string> references;
    std::vector<Command> screened;
    for (auto& result : engine->submit_all(std::move(commands)))
        references.push_back(must(std::move(result)).case_reference);
    for (const std::string& reference : references)
        screened.push_back(event("S07", reference, "accommodation.screened", "s-" + reference,
                                 {{"housing.before", "none"}}));
    for (auto& result : engine->submit_all(std::move(screened))) must(std::move(result));
    must(engine->run_until(opening_day() + std::chrono::days{1}).ok()
             ? Result<bool>(true)
             : Result<bool>(Error{ErrorKind::invalid, "the store could not be made", ""}));
    return references;
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace throughgate::bench
