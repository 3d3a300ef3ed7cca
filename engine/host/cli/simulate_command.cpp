// SPDX-License-Identifier: MIT
// throughgate simulate: a chart or pathway on a virtual clock, by script or by hand.
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/forecast_command.hpp"
#include "host/cli/session.hpp"
#include "host/json/datum.hpp"
#include "host/json/trials.hpp"
#include "throughgate/simulation.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

void print(const SimulationStep& step, const Console& console) { console.value(to_json(step)); }

/// A scratch file for `--reload`, gone when the simulation is.
class ScratchStore {
public:
    explicit ScratchStore(bool wanted) {
        if (!wanted) return;
        std::string name = (fs::temp_directory_path() / "throughgate-simulate-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~ScratchStore() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    ScratchStore(const ScratchStore&) = delete;
    ScratchStore& operator=(const ScratchStore&) = delete;
    [[nodiscard]] std::string path() const { return folder_.empty() ? "" : folder_ + "/case.db"; }

private:
    std::string folder_;
};

Result<Script> read_script(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes.ok()) return bytes.error();
    const auto datum = datum_from_json(*bytes, path);
    if (!datum.ok()) return datum.error();
    return script_from(*datum);
}

int run_by_script(Simulation& simulation, const Arguments& arguments, const Console& console) {
    const auto script = read_script(arguments.script);
    if (!script.ok()) return console.fail(script.error());
    const ScriptResult result =
        run_script(simulation, *script, [&](const SimulationStep& step) { print(step, console); });
    console.value(to_json(result));
    return result.passed ? exit_clean : exit_findings;
}

constexpr std::string_view stepper_help =
    "NAME [DATA]   send an event, with data as JSON\n"
    "wait MS       let time go by\n"
    "save FILE     write what was done so far as a script\n"
    "quit          end; so does the end of input";

/// What was typed: a word and the rest.
struct Typed {
    std::string word;
    std::string rest;
};

Typed split(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    const std::size_t rest = line.find_first_not_of(" \t", end);
    return {line.substr(begin, end - begin), rest == std::string::npos ? "" : line.substr(rest)};
}

/// Steps by hand, remembered as a script.
class HandStepper {
public:
    HandStepper(Simulation& simulation, const Console& console)
        : simulation_(simulation), console_(console) {}

    int run() {
        const auto first = simulation_.start();
        if (!first.ok()) return console_.fail(first.error());
        print(*first, console_);
        script_.initial = (*first).configuration;
        std::string line;
        while (prompt() && std::getline(std::cin, line)) {
            const Typed typed = split(line);
            if (typed.word.empty()) continue;
            if (typed.word == "quit") break;
            obey(typed);
        }
        return exit_clean;
    }

private:
    bool prompt() const {
        if (isatty(STDIN_FILENO) != 0) console_.say("event, wait, save, quit or help?");
        return true;
    }

    void obey(const Typed& typed) {
        if (typed.word == "help") return console_.line(stepper_help);
        if (typed.word == "save") return save(typed.rest);
        ScriptStep step;
        if (typed.word == "wait") {
            if (typed.rest.empty() || typed.rest.size() > 12 ||
                typed.rest.find_first_not_of("0123456789") != std::string::npos)
                return console_.say("wait wants milliseconds: wait 500");
            step.after = std::chrono::milliseconds(std::stoll(typed.rest));
            return done(simulation_.wait(step.after), std::move(step));
        }
        step.event = typed.word;
        if (!typed.rest.empty()) {
            auto data = datum_from_json(typed.rest, "the data");
            if (!data.ok()) return console_.say(data.error().message);
            step.data = std::move(*data);
        }
        const auto sent = simulation_.send(*step.event, step.data);
        done(sent, std::move(step));
    }

    void done(const Result<SimulationStep>& result, ScriptStep step) {
        if (!result.ok()) return console_.say(result.error().message);
        print(*result, console_);
        step.expected = (*result).configuration;
        script_.steps.push_back(std::move(step));
    }

    void save(const std::string& path) const {
        std::ofstream file(path);
        file << json::serialize(json_of(script_to_datum(script_))) << "\n";
        file.flush();
        console_.say(file ? "saved " + std::to_string(script_.steps.size()) + " steps in " + path
                          : "cannot write '" + path + "'; name a file: save run.json");
    }

    Simulation& simulation_;
    const Console& console_;
    Script script_;
};

}  // namespace

int run_simulate(const Arguments& arguments, const Console& console) {
    if (!arguments.definition.empty()) return forecast(arguments, console);
    const auto files = read_pathway(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    const ScratchStore scratch(arguments.reload);
    SimulationOptions options;
    options.zone = arguments.zone;
    options.reload = scratch.path();
    if (!arguments.now.empty()) {
        const auto now = parse_instant(arguments.now);
        if (!now)
            return console.fail(
                {ErrorKind::invalid, "--now wants a time like 2026-03-17T09:00:00Z", "--now"});
        options.start = *now;
    }
    const auto simulation = open_simulation(*files, options);
    if (!simulation.ok()) return console.fail(simulation.error());
    for (const std::string& warning : (*simulation)->warnings()) console.say(warning);
    if (!arguments.script.empty()) return run_by_script(**simulation, arguments, console);
    return HandStepper(**simulation, console).run();
}

}  // namespace throughgate::cli
