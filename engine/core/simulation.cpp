// SPDX-License-Identifier: MIT
// The public simulation: a stepper, and a store behind it when every step is to be reloaded.
#include "throughgate/simulation.hpp"

#include "core/resolved_files.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "tooling/stepper.hpp"

namespace throughgate {
namespace {

/// Writes every change into a store and gives back what can be read from it.
class Reloading {
public:
    explicit Reloading(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

    Result<Case> keep(Change& change, const Event& event, Instant now) {
        auto transaction = store_->begin();
        if (!transaction.ok()) return transaction.error();
        store::Transaction& open = **transaction;
        if (change.after.id.number == 0)
            if (auto created = open.create_case(change.after); !created.ok())
                return created.error();
        auto written = open.write(change, event, now);
        if (!written.ok()) return written.error();
        if (auto committed = open.commit(now); !committed.ok()) return committed.error();
        return read_again(change.after.id);
    }

private:
    Result<Case> read_again(CaseId id) {
        if (auto reopened = store_->reopen(); !reopened.ok()) return reopened.error();
        auto reader = store_->read();
        if (!reader.ok()) return reader.error();
        auto loaded = (*reader)->load_case(id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value())
            return Error{ErrorKind::corrupt, "the case that was saved is not there", "simulation"};
        return std::move(**loaded);
    }

    std::unique_ptr<store::Store> store_;
};

Result<Case> keep_in_memory(Change& change, const Event&, Instant) {
    return std::move(change.after);
}

class Stepping final : public Simulation {
public:
    Stepping(tooling::Stepper stepper, std::vector<std::string> warnings)
        : stepper_(std::move(stepper)), warnings_(std::move(warnings)) {}
    Result<SimulationStep> start() override { return stepper_.start(); }
    Result<SimulationStep> send(const std::string& event, const Datum& data) override {
        return stepper_.send(event, data);
    }
    Result<SimulationStep> wait(std::chrono::milliseconds time) override {
        return stepper_.wait(time);
    }
    [[nodiscard]] Instant now() const override { return stepper_.now(); }
    [[nodiscard]] const std::vector<std::string>& warnings() const override { return warnings_; }

private:
    tooling::Stepper stepper_;
    std::vector<std::string> warnings_;
};

Result<tooling::Stepper::Keep> keeper(const SimulationOptions& options) {
    if (options.reload.empty()) return tooling::Stepper::Keep(keep_in_memory);
    store::SqliteOptions sqlite;
    sqlite.path = options.reload;
    sqlite.checkpointer = false;
    auto store = store::open_sqlite(sqlite);
    if (!store.ok()) return store.error();
    auto reloading = std::make_shared<Reloading>(std::move(*store));
    return tooling::Stepper::Keep([reloading](Change& change, const Event& event, Instant now) {
        return reloading->keep(change, event, now);
    });
}

std::string faults_of(const definition::Loaded& loaded) {
    std::string text;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

}  // namespace

Result<std::unique_ptr<Simulation>> open_simulation(const std::vector<DefinitionFile>& files,
                                                    const SimulationOptions& options) {
    const definition::Loaded loaded = definition::load(core::sources_of(files));
    if (!loaded.clean()) return Error{ErrorKind::invalid, faults_of(loaded), "definition"};
    if (loaded.charts.size() + loaded.set.current.size() != 1)
        return Error{ErrorKind::invalid, "one chart or one pathway can be simulated at a time",
                     "definition"};
    auto zone = rules::Zone::load(options.zone);
    if (!zone.ok()) return zone.error();
    auto keep = keeper(options);
    if (!keep.ok()) return keep.error();
    std::vector<std::string> warnings;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.code != "TG0808") warnings.push_back(format_diagnostic(each));
    const auto& definition =
        loaded.charts.empty() ? loaded.set.current.front() : loaded.charts.front();
    tooling::Stepper stepper(definition, loaded.set.calendars, std::move(*zone), options.start,
                             std::move(*keep));
    return std::unique_ptr<Simulation>(
        std::make_unique<Stepping>(std::move(stepper), std::move(warnings)));
}

}  // namespace throughgate
