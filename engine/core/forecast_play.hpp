// SPDX-License-Identifier: MIT
// One copy of a store, played week by week on a virtual clock, and counted. Private to core/.
#pragma once

#include "core/forecast_people.hpp"
#include "throughgate/forecast.hpp"

namespace throughgate::core {

/// Things to do by staff id (or box, or team), when a week ended.
using Work = std::map<std::string, std::uint64_t>;

struct PlayedWeek {
    ForecastFigures figures;
    Work people, teams;
};

struct Played {
    std::vector<PlayedWeek> weeks;
    std::vector<std::string> not_done;
    std::uint64_t incidents = 0;
};

/// The copy at `path`, opened on a clock and with a channel that counts what it is given.
class ForecastPlay {
public:
    static Result<std::unique_ptr<ForecastPlay>> open(const std::string& path, Instant now,
                                                      Assumption assume);
    Engine& engine() { return *engine_; }
    /// Whatever is due by now happens, and is not counted: it would have with or without a change.
    Status catch_up();
    /// `tell` gets the weeks that are done.
    Result<Played> play(unsigned weeks, const std::function<void(unsigned)>& tell);

private:
    class Counting;

    ForecastPlay(Instant now, Assumption assume) : clock_(now), assume_(assume) {}
    Status run_to(Instant end);
    Status look_at_all();
    Result<PlayedWeek> count(Instant from, Instant until);
    void look_at_dates(const Case& the_case);
    template <typename Visit>
    Status each_case(Visit visit);

    VirtualClock clock_;
    Assumption assume_;
    ForecastPeople people_;
    std::shared_ptr<std::uint64_t> sent_ = std::make_shared<std::uint64_t>(0);
    std::uint64_t sent_before_ = 0;
    std::set<std::pair<CaseId, HandoffId>> escalated_;  ///< as the last count saw them
    std::map<CaseId, std::vector<Instant>> dates_;      ///< what each case has to do, as last seen
    Instant week_began_{};
    std::uint64_t passed_ = 0;  ///< dates of this week that came, and are done with
    std::unique_ptr<Engine> engine_;
};

}  // namespace throughgate::core
