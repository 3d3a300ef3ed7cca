// SPDX-License-Identifier: MIT
// The public runner of tests: one template store a file, a copy of it a test.
#include "throughgate/testing.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <regex>

#include "core/test_desk.hpp"
#include "definition/load.hpp"
#include "definition/reader.hpp"
#include "definition/view.hpp"
#include "tooling/coverage.hpp"
#include "tooling/test_names.hpp"

namespace throughgate {
namespace {

namespace fs = std::filesystem;
using definition::Faults;
using definition::SourceFile;

/// What stands under a key at the top of a file; empty: nothing.
std::string word_in(const SourceFile& file, std::string_view key) {
    Faults ignored;
    const auto root = definition::read(file, ignored);
    const definition::Node* word = root ? root->find(key) : nullptr;
    return word != nullptr ? word->text : "";
}

/// The workflows folder, asked for some of its pathways at a time.
class Library {
public:
    explicit Library(const std::vector<DefinitionFile>& files) {
        for (const DefinitionFile& file : files) {
            files_.push_back({file.path, file.bytes});
            pathways_.push_back(word_in(files_.back(), "pathway"));
        }
    }

    /// Labels go with the pathway of their folder.
    [[nodiscard]] bool speaks_of_others(std::size_t file,
                                        const std::set<std::string>& wanted) const {
        const std::string folder = definition::folder_of(files_[file].path);
        for (std::size_t i = 0; i < files_.size(); ++i)
            if (!pathways_[i].empty() && !wanted.contains(pathways_[i]) &&
                definition::folder_of(files_[i].path) == folder)
                return !word_in(files_[file], "labels").empty();
        return false;
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const std::string& each : pathways_)
            if (!each.empty()) names.push_back(each);
        return names;
    }

    [[nodiscard]] std::vector<DefinitionFile> files_for(const std::set<std::string>& wanted) const {
        std::vector<DefinitionFile> files;
        for (std::size_t i = 0; i < files_.size(); ++i)
            if (pathways_[i].empty() ? !speaks_of_others(i, wanted) : wanted.contains(pathways_[i]))
                files.push_back({files_[i].path, files_[i].bytes});
        return files;
    }

private:
    std::vector<SourceFile> files_;
    std::vector<std::string> pathways_;
};

/// Some pathways, loaded, and a store that holds them.
struct Stage {
    definition::Loaded loaded;
    std::vector<DefinitionFile> files;
    std::optional<rules::Zone> zone;
    std::string store;  ///< empty: not made yet
    core::SurroundingsPointer surroundings;
};

class Runner {
public:
    Runner(const std::vector<DefinitionFile>& definitions, const WorkflowTestOptions& options,
           const std::function<void(const WorkflowTestResult&)>& progress)
        : library_(definitions), options_(options), progress_(progress) {}

    Result<WorkflowTestReport> run(const std::vector<DefinitionFile>& tests) {
        if (auto readable = read_matching(); !readable.ok()) return readable.error();
        std::vector<std::pair<tooling::TestFile, Stage*>> ready;
        for (const DefinitionFile& each : tests)
            if (auto file = prepare({each.path, each.bytes})) ready.push_back(std::move(*file));
        report_.faults = std::move(faults_.list);
        add_lines(tests);
        sort_diagnostics(report_.faults);
        if (has_errors()) return std::move(report_);
        for (auto& [file, stage] : ready)
            if (auto ran = run_file(file, *stage); !ran.ok()) return ran.error();
        report_.coverage = coverage_.report();
        return std::move(report_);
    }

private:
    [[nodiscard]] bool has_errors() const {
        for (const Diagnostic& each : report_.faults)
            if (each.severity == Severity::error) return true;
        return false;
    }

    void add_lines(const std::vector<DefinitionFile>& tests) {
        for (Diagnostic& fault : report_.faults)
            for (const DefinitionFile& file : tests)
                if (fault.source_line.empty() && file.path == fault.place.file)
                    fault.source_line = definition::line_at(file.bytes, fault.place.line);
    }

    std::optional<std::pair<tooling::TestFile, Stage*>> prepare(const SourceFile& source) {
        auto file = tooling::read_tests(source, faults_);
        if (!file) return std::nullopt;
        std::set<std::string> wanted;
        const auto known = library_.names();
        for (const tooling::Word& word : file->definitions) {
            wanted.insert(word.text);
            if (std::find(known.begin(), known.end(), word.text) == known.end())
                faults_.error("TG1001", word.place, "there is no pathway '" + word.text + "'",
                              definition::suggestion(word.text, known));
        }
        Stage& stage = stage_for(wanted);
        if (!stage.loaded.clean() || stage.loaded.set.current.empty()) return std::nullopt;
        coverage_.add(stage.loaded);
        tooling::check_tests(*file, stage.loaded.set, *stage.zone, faults_);
        return std::pair{std::move(*file), &stage};
    }

    Stage& stage_for(const std::set<std::string>& wanted) {
        const auto [found, is_new] = stages_.try_emplace(wanted);
        Stage& stage = found->second;
        if (!is_new) return stage;
        stage.files = library_.files_for(wanted);
        std::vector<SourceFile> sources;
        for (const DefinitionFile& file : stage.files) sources.push_back({file.path, file.bytes});
        stage.loaded = definition::load(sources);
        for (const Diagnostic& each : stage.loaded.diagnostics)
            if (each.severity == Severity::error) faults_.list.push_back(each);
        if (!stage.loaded.clean() || stage.loaded.set.current.empty()) return stage;
        auto zone = rules::Zone::load(stage.loaded.set.current.front()->zone);
        if (zone.ok()) stage.zone = std::move(*zone);
        return stage;
    }

    [[nodiscard]] bool is_wanted(const tooling::Test& test) const {
        const std::string& only = options_.only;
        if (matching_ && !matches(test)) return false;
        if (only.empty() || test.name.text.find(only) != std::string::npos) return true;
        return std::find(test.covers.begin(), test.covers.end(), only) != test.covers.end();
    }

    [[nodiscard]] bool matches(const tooling::Test& test) const {
        return std::regex_search(test.name.text, *matching_) ||
               std::any_of(test.covers.begin(), test.covers.end(), [this](const auto& covered) {
                   return std::regex_search(covered, *matching_);
               });
    }

    Status read_matching() {
        if (options_.matching.empty()) return {};
        try {
            matching_.emplace(options_.matching);
        } catch (const std::regex_error&) {
            return Error{ErrorKind::invalid,
                         "'" + options_.matching +
                             "' is no regular expression; put \\ before signs that stand for "
                             "themselves",
                         options_.matching};
        }
        return {};
    }

    Status run_file(const tooling::TestFile& file, Stage& stage) {
        for (const tooling::Test& test : file.tests) {
            if (!is_wanted(test)) continue;
            auto result = run_one(test, stage);
            if (!result.ok()) return result.error();
            report_.results.push_back(std::move(*result));
            if (progress_) progress_(report_.results.back());
        }
        return {};
    }

    /// Definitions are published once; every test begins with a copy of that store.
    Status make_store(Stage& stage, Instant at) {
        stage.store = options_.folder + "/stage-" + std::to_string(stages_made_++) + ".db";
        VirtualClock clock(at);
        EngineOptions options;
        options.store_path = stage.store;
        options.clock = &clock;
        options.survives_power_loss = false;  // thrown away with the run
        auto engine = Engine::open(options);
        if (!engine.ok()) return engine.error();
        auto applied = (*engine)->apply(stage.files, {"", "test", ""});
        if (!applied.ok()) return applied.error();
        stage.surroundings = (*engine)->parts().loop->surroundings();
        return {};
    }

    /// The staff goes straight into the store, so that the engine opens with what it knows.
    Result<core::SurroundingsPointer> put_staff(const tooling::Test& test, const Stage& stage,
                                                const std::string& path) const {
        store::SqliteOptions sqlite;
        sqlite.path = path;
        sqlite.checkpointer = false;
        sqlite.survives_power_loss = false;
        auto store = store::open_sqlite(sqlite);
        if (!store.ok()) return store.error();
        auto transaction = (*store)->begin();
        if (!transaction.ok()) return transaction.error();
        const auto put = (*transaction)->put_directory(tooling::staff_of(test, stage.loaded.set));
        if (!put.ok()) return put.error();
        if (auto done = (*transaction)->commit(*test.starts.instant); !done.ok())
            return done.error();
        transaction->reset();
        auto reader = (*store)->read();
        if (!reader.ok()) return reader.error();
        auto directory = (*reader)->directory();
        if (!directory.ok()) return directory.error();
        auto around = std::make_shared<core::Surroundings>(*stage.surroundings);
        around->directory = std::move(*directory);
        return core::SurroundingsPointer(std::move(around));
    }

    Result<WorkflowTestResult> run_one(const tooling::Test& test, Stage& stage) {
        if (stage.store.empty())
            if (auto made = make_store(stage, *test.starts.instant); !made.ok())
                return made.error();
        const std::string path = options_.folder + "/test.db";
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
        std::error_code problem;
        if (!fs::copy_file(stage.store, path, problem))
            return Error{ErrorKind::unavailable, "cannot copy a store: " + problem.message(), path};
        auto around = put_staff(test, stage, path);
        if (!around.ok()) return around.error();
        coverage_.begin_case();
        const core::Witness witness = [this](const Change& change, const Event& event) {
            coverage_.saw(change, event);
        };
        auto desk =
            core::EngineTestDesk::open({path, *test.starts.instant, witness, std::move(*around)});
        if (!desk.ok()) return desk.error();
        return tooling::run_test(test, **desk, {stage.loaded.set, *stage.zone});
    }

    const Library library_;
    const WorkflowTestOptions& options_;
    const std::function<void(const WorkflowTestResult&)>& progress_;
    std::optional<std::regex> matching_;
    Faults faults_;
    std::map<std::set<std::string>, Stage> stages_;
    std::size_t stages_made_ = 0;
    tooling::Coverage coverage_;
    WorkflowTestReport report_;
};

}  // namespace

Result<WorkflowTestReport> run_workflow_tests(
    const std::vector<DefinitionFile>& definitions, const std::vector<DefinitionFile>& tests,
    const WorkflowTestOptions& options,
    const std::function<void(const WorkflowTestResult&)>& progress) {
    return Runner(definitions, options, progress).run(tests);
}

}  // namespace throughgate
