// SPDX-License-Identifier: MIT
// "What if we published this now?": the weeks to come, played twice on copies of the store, once
// as things are and once with new definitions brought to every live case.
// A function of an Engine: from any thread, takes as long as the play does. The engine's own store
// is only copied; nothing is published and nobody is told.
#pragma once

#include "throughgate/migration.hpp"

namespace throughgate {

/// What people are taken to do in those weeks. Nobody new comes in, and no event comes but these.
enum class Assumption : std::uint8_t {
    nobody_answers,  ///< no handoff is acknowledged or completed
    on_time,         ///< each is acknowledged and completed a minute before it is due
};
std::string_view name_of(Assumption assumption);
std::optional<Assumption> assumption_named(std::string_view name);

/// What is being done, how far it is, and how far it goes.
using ForecastProgress =
    std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

struct ForecastOptions {
    unsigned weeks = 12;  ///< 1 to 52
    Assumption assume = Assumption::nobody_answers;
    std::string folder;  ///< for the copies; the caller removes it
    ForecastProgress progress;
};

struct ForecastFigures {
    std::uint64_t opened = 0;     ///< handoffs
    std::uint64_t due = 0;        ///< dates of handoffs and states that lie in the week
    std::uint64_t overdue = 0;    ///< handoffs that are overdue when the week ends
    std::uint64_t escalated = 0;  ///< handoffs that went to a manager in the week
    std::uint64_t notices = 0;    ///< messages sent: a digest is one
    std::uint64_t tasks = 0;      ///< things to do when the week ends
    friend bool operator==(const ForecastFigures&, const ForecastFigures&) = default;
};

struct ForecastWeek {
    Date first{};
    ForecastFigures before, after;
};

/// Things to do when each week ends.
struct ForecastLoad {
    std::string name;  ///< staff id, box or team; empty: nobody
    std::vector<std::uint64_t> before, after;
};

struct Forecast {
    ChangePlan plan;  ///< what is done at once; with errors or blocked cases no week was played
    Assumption assume = Assumption::nobody_answers;
    std::string assumed;  ///< the same as a sentence
    Instant from{}, until{};
    std::uint64_t many = 0;  ///< with more things to do than this a person has too many
    std::vector<ForecastWeek> weeks;
    std::vector<ForecastLoad> people, teams;  ///< the fullest first
    std::vector<std::string> not_done;        ///< on_time: what nobody could do, and why
    std::uint64_t incidents_before = 0, incidents_after = 0;  ///< open at the end
};

/// invalid: the definitions have errors (see `plan.report`), or the options are wrong, all of
/// them named. The errors of `Engine::backup` when the copy cannot be made.
Result<Forecast> forecast_change(Engine& engine, const std::vector<DefinitionFile>& files,
                                 const Actor& actor, const ForecastOptions& options);

}  // namespace throughgate
