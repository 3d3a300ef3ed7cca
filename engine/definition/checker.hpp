// SPDX-License-Identifier: MIT
// Second stage: nodes -> checked documents. Every fault is collected; a pathway is `sound` when
// none of the errors stands in its way to the compiler.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "definition/chart.hpp"
#include "definition/document.hpp"
#include "definition/faults.hpp"
#include "definition/load.hpp"
#include "definition/view.hpp"

namespace throughgate::definition {

/// Ladders with names followed, recipients found and deadlines compiled.
struct ResolvedLadders {
    std::map<const StateText*, std::vector<Rung>> due;
    std::map<const HandoffText*, std::vector<Rung>> acknowledge;
    std::map<const HandoffText*, std::vector<Rung>> complete;
};

/// What is said about dates that move, compiled for one pathway.
struct MovingDates {
    Milliseconds settle = std::chrono::minutes(60);
    rules::Deadline squeeze;
    Compression compression;
    std::vector<Exemption> exemptions;  ///< those that a state of the pathway allows
};

/// One pathway on its way through the checks.
struct CheckedPathway {
    PathwayText* text = nullptr;
    std::unique_ptr<View> view;
    Chart chart;
    ResolvedLadders ladders;
    MovingDates moving;
    std::map<std::string, rules::Guard> offered;  ///< of the services that its states name
    bool laid_out = false;                        ///< the chart is complete
};

/// A plain chart is checked and compiled in one go.
struct CheckedChart {
    Node source;
    std::shared_ptr<Definition> definition;
};

struct Checked {
    Library library;
    std::deque<CheckedPathway> pathways;  ///< spine first, then by id
    std::vector<CheckedChart> charts;     ///< by path
};

/// `alone`: one stored definition, so nothing is said about pathways that are not there.
/// `today`: a calendar that is known for less than a year from then is warned of.
struct CheckOptions {
    bool alone = false;
    std::optional<Date> today;
    Strictness strictness = Strictness::usual;
};

std::unique_ptr<Checked> check(const std::vector<SourceFile>& files, CheckOptions options,
                               Faults& faults);

// The parts of checking, each over one pathway.
void combine_calendars(Library& library, Faults& faults);
void check_horizons(const Checked& checked, Date today, Faults& faults);
void check_common_files(const Library& library, Faults& faults);
void check_declarations(const CheckedPathway& checked, Faults& faults);
void compile_rules(CheckedPathway& checked, Faults& faults);
void check_moving(CheckedPathway& checked, Faults& faults);
void check_joins(const CheckedPathway& checked, Faults& faults);
void check_states(const CheckedPathway& checked, Faults& faults);
void check_rules(const CheckedPathway& checked, Faults& faults);
void check_flow(const CheckedPathway& checked, Faults& faults);
void check_stages(const CheckedPathway& checked, Faults& faults);
void check_phases(const CheckedPathway& checked, Faults& faults);
void check_gates(const CheckedPathway& checked, Faults& faults);
void check_handoffs(CheckedPathway& checked, Faults& faults);
void check_messages(const CheckedPathway& checked, Faults& faults);
void check_records(const CheckedPathway& checked, Faults& faults);
void check_uses(const CheckedPathway& checked, Faults& faults);
/// What is said of live cases of the versions before.
void check_migrate(CheckedPathway& checked, Faults& faults);
MigrationMap migration_from(const MigrateText& text);
// What is valid but wrong.
void check_conditions(const CheckedPathway& checked, Faults& faults);
void check_circles(const CheckedPathway& checked, Faults& faults);
void check_dates(const CheckedPathway& checked, Faults& faults);
/// The same of ladders that stand in common files.
void check_common_dates(const Library& library, Faults& faults);
void check_people(const CheckedPathway& checked, Faults& faults);
void check_private(const CheckedPathway& checked, Faults& faults);
// What people read and print.
void check_reading_files(const Library& library, Faults& faults);
void check_readers(CheckedPathway& checked, Faults& faults);
void check_labels(const Checked& checked, Faults& faults);
void check_notices_named(const Checked& checked, Faults& faults);
/// Warnings of what authors easily forget, over all pathways and common files.
void check_forgotten(const Checked& checked, Faults& faults);
/// Everything that states and branches of a pathway do.
void each_effects(const CheckedPathway& pathway,
                  const std::function<void(const EffectsText&)>& see);
void check_between_pathways(const Checked& checked, CheckOptions options, Faults& faults);

/// Compiles a date that people are held to: one that reads the clock would run away from them.
std::optional<rules::Deadline> compile_kept_date(const DeadlineText& text,
                                                 const rules::Scope& scope,
                                                 std::chrono::minutes working_time, Faults& faults);

/// Stage that a state of the main strand names, its own or that of the state around it; empty:
/// none.
Word named_stage(const Chart& chart, StateIndex state);
Word named_phase(const Chart& chart, StateIndex state);

}  // namespace throughgate::definition
