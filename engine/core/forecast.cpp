// SPDX-License-Identifier: MIT
// The public forecast: two copies of the store, one of them with the change, played side by side.
#include "throughgate/forecast.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "core/change_identity.hpp"
#include "core/forecast_play.hpp"
#include "model/change_rows.hpp"
#include "notices/timing.hpp"

namespace throughgate {
namespace {

using core::ForecastPlay;
using core::Played;
using core::Work;

constexpr unsigned longest = 52;

struct Name {
    Assumption assumption;
    std::string_view name;
    std::string_view sentence;
};
constexpr Name names[] = {
    {Assumption::nobody_answers, "nobody-answers",
     "nobody acknowledges or completes anything, and nothing else comes in"},
    {Assumption::on_time, "on-time",
     "each handoff is acknowledged and completed a minute before it is due (what is overdue, at "
     "once), and nothing else comes in"},
};

Status check(const ForecastOptions& options) {
    std::string faults;
    if (options.weeks == 0 || options.weeks > longest)
        faults = "weeks is " + std::to_string(options.weeks) + "; it must be 1 to " +
                 std::to_string(longest);
    if (options.folder.empty())
        faults += std::string(faults.empty() ? "" : "; ") + "folder is empty: name one for copies";
    return faults.empty() ? Status() : Status(Error{ErrorKind::invalid, faults, "forecast"});
}

void tell(const ForecastOptions& options, std::string_view what, std::uint64_t done,
          std::uint64_t total) {
    if (options.progress) options.progress(what, done, total);
}

/// Of a copy nobody has to be asked.
Status approve(Engine& copy, const ChangePlan& plan, const Actor& author) {
    Proposal proposal;
    proposal.plan = sha256(plan.text);
    proposal.author = core::identity_of(author);
    proposal.reason = "to see what would happen";
    proposal.text = plan.text;
    proposal.state = ProposalState::approved;
    return copy.parts().work(
        [&](store::Transaction& transaction, Instant now) {
            proposal.proposed = now;
            proposal.approved = now;
            return transaction.put_proposal(proposal);
        },
        false);
}

Status bring_over(Engine& copy, const ChangePlan& plan, const Actor& author,
                  const ForecastOptions& options) {
    if (auto approved = approve(copy, plan, author); !approved.ok()) return approved;
    const auto run =
        apply_plan(copy, plan.text, author, [&](std::uint64_t done, std::uint64_t total) {
            tell(options, "bringing cases over", done, total);
        });
    return run.ok() ? Status() : Status(run.error());
}

Result<Played> play(ForecastPlay& copy, std::string_view what, const ForecastOptions& options) {
    tell(options, what, 0, options.weeks);
    return copy.play(options.weeks,
                     [&](unsigned week) { tell(options, what, week, options.weeks); });
}

std::uint64_t of(const Work& work, const std::string& name) {
    const auto found = work.find(name);
    return found == work.end() ? 0 : found->second;
}

std::uint64_t fullest(const ForecastLoad& load) {
    return std::max(*std::max_element(load.before.begin(), load.before.end()),
                    *std::max_element(load.after.begin(), load.after.end()));
}

std::vector<ForecastLoad> loads(const Played& before, const Played& after,
                                Work core::PlayedWeek::* of_whom) {
    std::set<std::string> all;
    for (const Played* each : {&before, &after})
        for (const core::PlayedWeek& week : each->weeks)
            for (const auto& [name, count] : week.*of_whom) all.insert(name);
    std::vector<ForecastLoad> rows;
    for (const std::string& name : all) {
        ForecastLoad load{name, {}, {}};
        for (const core::PlayedWeek& week : before.weeks)
            load.before.push_back(of(week.*of_whom, name));
        for (const core::PlayedWeek& week : after.weeks)
            load.after.push_back(of(week.*of_whom, name));
        rows.push_back(std::move(load));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return fullest(a) > fullest(b); });
    return rows;
}

void compare(Forecast& forecast, const core::Surroundings& around, const Played& before,
             const Played& after) {
    for (std::size_t i = 0; i < before.weeks.size(); ++i)
        forecast.weeks.push_back({around.today(forecast.from + std::chrono::weeks(i)),
                                  before.weeks[i].figures, after.weeks[i].figures});
    forecast.people = loads(before, after, &core::PlayedWeek::people);
    forecast.teams = loads(before, after, &core::PlayedWeek::teams);
    forecast.incidents_before = before.incidents;
    forecast.incidents_after = after.incidents;
    forecast.not_done = after.not_done;
}

std::uint64_t many_of(const core::Surroundings& around) {
    const auto* policy = notices::policy_of(around.definitions);
    return policy == nullptr ? definition::NoticePolicy().many_open : policy->many_open;
}

/// Whether there is anything to play: what cannot be applied has no weeks to come.
bool can_be_applied(const ChangePlan& plan) { return plan.report.errors == 0 && plan.blocked == 0; }

}  // namespace

std::string_view name_of(Assumption assumption) {
    return names[static_cast<std::size_t>(assumption)].name;
}

std::optional<Assumption> assumption_named(std::string_view name) {
    for (const Name& each : names)
        if (each.name == name) return each.assumption;
    return std::nullopt;
}

Result<Forecast> forecast_change(Engine& engine, const std::vector<DefinitionFile>& files,
                                 const Actor& actor, const ForecastOptions& options) {
    if (auto checked = check(options); !checked.ok()) return checked.error();
    Forecast forecast;
    forecast.assume = options.assume;
    forecast.assumed = names[static_cast<std::size_t>(options.assume)].sentence;
    forecast.from = engine.now();
    forecast.until = forecast.from + std::chrono::weeks(options.weeks);
    const std::string before_path = options.folder + "/before.db";
    const std::string after_path = options.folder + "/after.db";
    tell(options, "copying the store", 0, 1);
    if (auto copied = engine.backup(after_path); !copied.ok()) return copied.error();
    auto after = ForecastPlay::open(after_path, forecast.from, options.assume);
    if (!after.ok()) return after.error();
    if (auto caught = (*after)->catch_up(); !caught.ok()) return caught.error();
    Engine& changed = (*after)->engine();
    PlanOptions planning;
    planning.progress = [&](std::uint64_t done, std::uint64_t total) {
        tell(options, "looking at cases", done, total);
    };
    auto plan = plan_change(changed, files, actor, planning);
    if (!plan.ok()) return plan.error();
    forecast.plan = std::move(*plan);
    if (!can_be_applied(forecast.plan)) return forecast;
    if (auto copied = changed.backup(before_path); !copied.ok()) return copied.error();
    auto before = ForecastPlay::open(before_path, forecast.from, options.assume);
    if (!before.ok()) return before.error();
    const auto as_it_is = play(**before, "weeks as things are", options);
    if (!as_it_is.ok()) return as_it_is.error();
    before->reset();
    if (auto over = bring_over(changed, forecast.plan, actor, options); !over.ok())
        return over.error();
    const auto as_it_would_be = play(**after, "weeks with the change", options);
    if (!as_it_would_be.ok()) return as_it_would_be.error();
    const core::SurroundingsPointer around = changed.parts().loop->surroundings();
    forecast.many = many_of(*around);
    compare(forecast, *around, *as_it_is, *as_it_would_be);
    return forecast;
}

}  // namespace throughgate
