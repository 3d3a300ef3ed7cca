// SPDX-License-Identifier: MIT
#include "support/play.hpp"

#include <algorithm>
#include <filesystem>
#include <future>
#include <stdexcept>

#include "support/golden.hpp"

namespace throughgate::testing {
namespace {

namespace fs = std::filesystem;

template <typename Value>
Value must(Result<Value> result, const char* what) {
    if (!result.ok()) throw std::runtime_error(std::string(what) + ": " + result.error().message);
    return std::move(*result);
}

void must(const Status& status, const char* what) {
    if (!status.ok()) throw std::runtime_error(std::string(what) + ": " + status.error().message);
}

/// Another system that answers as a test says.
class Scripted final : public plugin::Channel {
public:
    explicit Scripted(std::function<plugin::Answer(const plugin::Message&)> answer)
        : answer_(std::move(answer)) {}
    [[nodiscard]] const plugin::Description& description() const override { return description_; }
    plugin::Answer deliver(const plugin::Message& message) override { return answer_(message); }

private:
    std::function<plugin::Answer(const plugin::Message&)> answer_;
    plugin::Description description_;
};

void replace(std::string& text, const std::string& old, const std::string& instead) {
    const std::size_t at = text.find(old);
    if (at == text.npos) throw std::runtime_error("the small definitions lack: " + old);
    text.replace(at, old.size(), instead);
}

Actor operator_actor() { return {"", "os:test", ""}; }

}  // namespace

Instant play_start() { return *parse_instant("2026-09-28T08:00:00Z"); }

std::string play_directory() {
    return "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n"
           "S01,Officer Aspen,s01@example.invalid,aspen,ro,N03A,S02,S03,,,person\n"
           "S02,Officer Birch,s02@example.invalid,,ro,N03A,S01,S03,,,person\n"
           "S03,Manager Cedar,s03@example.invalid,,spo,N03A,,S09,,,person\n"
           "S04,Officer Dogwood,s04@example.invalid,,pom,ZZA,,S06,,,person\n"
           "S05,Clerk Elder,s05@example.invalid,,omu_admin,ZZA,,S06,,,person\n"
           "S06,Head Fir,s06@example.invalid,,head_omu,ZZA,,,,,person\n"
           "S07,Worker Gorse,s07@example.invalid,,acc_worker,N03A,,S03,,,person\n"
           "S08,Duty Hazel,s08@example.invalid,,duty_officer,N03A,,S03,,,person\n"
           "S09,Head Iris,s09@example.invalid,,head_pdu,N03A,,,,,person\n"
           "B01,Team N03A,n03a@example.invalid,,,N03A,,,,,box\n"
           "B02,OMU ZZA,zza@example.invalid,,,ZZA,,,,,box\n";
}

std::vector<DefinitionFile> definition_files(const std::string& folder) {
    const fs::path root = fs::path(TG_SOURCE_DIR) / folder;
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".yaml" || name.ends_with(".test.yaml")) continue;
        files.push_back(
            {fs::relative(entry.path(), root).generic_string(), read_file(entry.path().string())});
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::vector<DefinitionFile> recording_definitions() {
    auto files = definition_files("tests/support/definitions/small");
    for (DefinitionFile& file : files) {
        if (file.path == "common/facts.yaml")
            file.bytes += "sources: {ndelius: nDelius, oasys: OASys}\n";
        if (file.path != "spine/pathway.yaml") continue;
        const auto record = [&file](const std::string& behind, const std::string& what) {
            replace(file.bytes, behind, behind + "        record: " + what + "\n");
        };
        record("        do: See the person today.\n", "{in: ndelius, as: Released from custody}");
        record("        phase: community\n", "{in: [ndelius, oasys], as: First contact made}");
        record("        do: Review the case every week.\n", "{in: ndelius, as: Recalled}");
        replace(file.bytes, "    until: case\n", "    until: case\n    record: ndelius\n");
    }
    return files;
}

Play::Play(PlayOptions options) : options_(std::move(options)), clock_(play_start()) {
    engine_ = must(try_open(), "open");
    if (const auto stands = must(engine_->virtual_now(), "clock"); stands && *stands > clock_.now())
        clock_.set(*stands);
    if (options_.set_up) set_up();
}

std::string Play::store_path() const {
    return options_.store.empty() ? folder_ / "store.db" : options_.store;
}

EngineOptions Play::engine_options() {
    EngineOptions options;
    options.store_path = store_path();
    options.clock = &clock_;
    options.check_invariants = true;
    options.shadow = options_.shadow;
    options.one_time_links = options_.one_time_links;
    options.random = [random = std::shared_ptr<Random>(make_seeded_random(7))] {
        return random->next();
    };
    if (options_.mail) {
        const std::string build = TG_BUILD_DIR;
        options.plugin_host = build + "/throughgate-plugin-host";
        options.channels = {
            {build + "/plugins/file-drop.so", {{"directory", maildir()}, {"fsync", "false"}}}};
    }
    return options;
}

Result<std::unique_ptr<Engine>> Play::try_open() {
    core::Inside inside;
    for (const auto& [name, answer] : options_.upstreams)
        inside.upstreams.emplace(name, std::make_unique<Scripted>(answer));
    if (options_.channel) {
        inside.channel_name = "scripted";
        inside.channel = std::make_unique<Scripted>(options_.channel);
    }
    return core::open_engine(engine_options(), nullptr, options_.vfs, std::move(inside));
}

void Play::set_up() {
    auto files = options_.upstreams.empty() ? definition_files(options_.definitions)
                                            : recording_definitions();
    for (DefinitionFile& file : files)
        if (file.path == "common/ladders.yaml" && !options_.policy.empty())
            file.bytes += "notify: " + options_.policy + "\n";
    const auto applied = must(engine_->apply(files, operator_actor()), "apply");
    if (applied.report.errors != 0)
        throw std::runtime_error("definitions: " +
                                 format_diagnostic(applied.report.diagnostics.front()));
    must(engine_->import_directory(play_directory(), "directory.csv", operator_actor()),
         "directory");
}

void Play::restart() {
    engine_.reset();
    engine_ = must(try_open(), "open again");
}

Result<Receipt> Play::submit(Command command) {
    std::promise<Result<Receipt>> promise;
    auto answer = promise.get_future();
    engine_->submit(std::move(command), [&](Result<Receipt> result) {
        const bool written = result.ok() && result->outcome != Outcome::duplicate;
        if (at_answer && written) at_answer();
        promise.set_value(std::move(result));
    });
    return answer.get();
}

void Play::run_until(const std::string& instant) {
    if (instant.starts_with("+")) {
        const auto days = std::chrono::days{std::stol(instant.substr(1))};
        return must(engine_->run_until(clock_.now() + days), "run_until");
    }
    must(engine_->run_until(parse_instant(instant).value()), "run_until");
}

Command Play::command(const std::string& person, const std::string& reason) {
    Command command;
    command.key = "play-" + std::to_string(++keys_);
    command.actor = {person, "os:test", ""};
    command.reason = reason;
    return command;
}

std::string Play::open_case(const std::string& noms, const std::string& release,
                            std::vector<Field> more) {
    Command command = this->command("S05");
    OpenCase open;
    open.person = {noms, ""};
    open.facts = {{"prison", Value(std::string("ZZA"))}, {"nation", Value(std::string("england"))}};
    if (!release.empty()) open.facts.push_back({"release", Value(release)});
    for (Field& field : more) open.facts.push_back(std::move(field));
    open.assignments = {{"ro", "S01"}, {"pom", "S04"}};
    command.actor.person = "";  // an import: no role is needed for what a record says
    command.what = std::move(open);
    return must(submit(std::move(command)), "open case").case_reference;
}

Result<Receipt> Play::send(const std::string& reference, const std::string& event,
                           std::vector<std::pair<std::string, std::string>> fields,
                           const std::string& person, const std::string& reason) {
    Command command = this->command(person, reason);
    SendEvent send;
    send.case_reference = reference;
    send.name = event;
    for (auto& [name, value] : fields) send.fields.push_back({name, Value(std::move(value))});
    command.what = std::move(send);
    return submit(std::move(command));
}

Result<Receipt> Play::act(const std::string& reference, const std::string& handoff,
                          HandoffAction action, const std::string& person,
                          const std::string& evidence) {
    Command command = this->command(person, "test");
    ActOnHandoff act;
    act.case_reference = reference;
    act.name = handoff;
    act.action = action;
    act.evidence = evidence;
    command.what = std::move(act);
    return submit(std::move(command));
}

std::vector<std::string> Play::states(const std::string& reference) {
    std::vector<std::string> names;
    for (const PathwayView& pathway : must(engine_->find_case(reference), "case").pathways)
        for (const StateView& state : pathway.states) names.push_back(pathway.id + ":" + state.id);
    return names;
}

bool Play::is_in(const std::string& reference, const std::string& state) {
    const auto names = states(reference);
    return std::find(names.begin(), names.end(), state) != names.end();
}

std::string Play::handoff(const std::string& reference, const std::string& name) {
    for (const HandoffView& each : must(engine_->find_case(reference), "case").handoffs)
        if (each.name == name || each.name + ":" + each.to == name) return each.state;
    return "none";
}

std::size_t Play::delivered(const std::string& reference) {
    const auto view = must(engine_->find_case(reference), "case");
    return static_cast<std::size_t>(
        std::count_if(view.notices.begin(), view.notices.end(),
                      [](const NoticeView& notice) { return notice.state == "delivered"; }));
}

}  // namespace throughgate::testing
