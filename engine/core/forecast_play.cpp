// SPDX-License-Identifier: MIT
#include "core/forecast_play.hpp"

#include <algorithm>
#include <iterator>

#include "core/views.hpp"
#include "journey/moves.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t page = 500;

bool lies_in(const std::optional<Instant>& instant, Instant from, Instant until) {
    return instant && *instant >= from && *instant < until;
}

/// Every date by which somebody has something to do.
std::vector<Instant> dates_of(const Case& the_case) {
    std::vector<Instant> dates;
    for (const Handoff& handoff : the_case.handoffs) {
        if (handoff.state == lifecycle::HandoffState::ended) continue;
        for (const auto& due : {handoff.acknowledge_due, handoff.complete_due})
            if (due) dates.push_back(*due);
    }
    for (const Timer& timer : the_case.timers)
        if (timer.kind == TimerKind::deadline && timer.target) dates.push_back(*timer.target);
    std::sort(dates.begin(), dates.end());
    return dates;
}

void count_handoffs(const Case& the_case, Instant from, Instant until, ForecastFigures& figures) {
    for (const Handoff& handoff : the_case.handoffs) {
        figures.opened += lies_in(handoff.raised, from, until);
        if (handoff.state != lifecycle::HandoffState::ended)
            figures.overdue += is_overdue(handoff, until);
    }
    for (const Instant due : dates_of(the_case)) figures.due += lies_in(due, from, until);
}

/// Whoever took it on, else whoever answers for the role; empty: nobody.
std::string who_has(const Surroundings& around, const notices::CaseContext& context,
                    const journey::WorkItem& item, const Handoff* handoff, Date today) {
    if (handoff != nullptr && !handoff->owner.empty() && item.role == handoff->to_role)
        return handoff->owner;
    const auto owner =
        notices::owner_of(around.directory, around.definitions, context, item.role, today);
    return owner ? owner->id : std::string();
}

void count_work(const Case& the_case, const Surroundings& around, const journey::World& world,
                PlayedWeek& week) {
    const auto items = journey::work_items(world, the_case);
    if (items.empty()) return;
    const notices::CaseContext context = context_of(the_case);
    const Date today = around.today(world.now);
    week.figures.tasks += items.size();
    week.teams[context.team] += items.size();
    for (const journey::WorkItem& item : items)
        ++week.people[who_has(around, context, item, the_case.find_handoff(item.handoff), today)];
}

}  // namespace

/// Takes everything, counts it and lets it fall.
class ForecastPlay::Counting final : public plugin::Channel {
public:
    explicit Counting(std::shared_ptr<std::uint64_t> sent) : sent_(std::move(sent)) {}
    const plugin::Description& description() const override { return description_; }
    plugin::Answer deliver(const plugin::Message&) override {
        ++*sent_;
        return {plugin::Answer::What::delivered, "counted"};
    }

private:
    std::shared_ptr<std::uint64_t> sent_;
    plugin::Description description_{"counted", "Counts, and sends nothing.", {}};
};

Result<std::unique_ptr<ForecastPlay>> ForecastPlay::open(const std::string& path, Instant now,
                                                         Assumption assume) {
    std::unique_ptr<ForecastPlay> play(new ForecastPlay(now, assume));
    EngineOptions options;
    options.store_path = path;
    options.create = false;
    options.clock = &play->clock_;
    options.survives_power_loss = false;
    Inside inside;
    inside.channel_name = "counted";
    inside.channel = std::make_unique<Counting>(play->sent_);
    inside.witness = [self = play.get()](const Change& change, const Event&) {
        if (change.refusal) return;
        self->look_at_dates(change.after);
        if (self->assume_ == Assumption::on_time) self->people_.look(change.after);
    };
    auto engine = open_engine(std::move(options), nullptr, {}, std::move(inside));
    if (!engine.ok()) return engine.error();
    play->engine_ = std::move(*engine);
    return play;
}

template <typename Visit>
Status ForecastPlay::each_case(Visit visit) {
    for (CaseId last;;) {
        auto reader = engine_->parts().store->read();
        if (!reader.ok()) return reader.error();
        const auto rows = (*reader)->list_cases({}, last, page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows) {
            last = row.id;
            if (row.state == "closed") continue;
            const auto loaded = (*reader)->load_case(row.id);
            if (!loaded.ok()) return loaded.error();
            if (loaded->has_value()) visit(**loaded);
        }
        if (rows->size() < page) return {};
    }
}

/// What came while it was still to be done was due, though it is done with before the week ends.
void ForecastPlay::look_at_dates(const Case& the_case) {
    std::vector<Instant> now = dates_of(the_case);
    std::vector<Instant>& before = dates_[the_case.id];
    std::vector<Instant> gone;
    std::set_difference(before.begin(), before.end(), now.begin(), now.end(),
                        std::back_inserter(gone));
    for (const Instant due : gone) passed_ += due >= week_began_ && due <= clock_.now();
    before = std::move(now);
}

Status ForecastPlay::catch_up() {
    if (auto ran = engine_->run_until(clock_.now()); !ran.ok()) return ran;
    sent_before_ = *sent_;
    return {};
}

Status ForecastPlay::look_at_all() {
    return each_case([&](const Case& the_case) {
        look_at_dates(the_case);
        for (const Handoff& handoff : the_case.handoffs)
            if (handoff.escalated) escalated_.insert({the_case.id, handoff.id});
        if (assume_ == Assumption::on_time) people_.look(the_case);
    });
}

Status ForecastPlay::run_to(Instant end) {
    for (;;) {
        const auto next = people_.next();
        const Instant stop = next ? std::clamp(*next, clock_.now(), end) : end;
        if (auto ran = engine_->run_until(stop); !ran.ok()) return ran;
        if (assume_ == Assumption::on_time)
            if (auto acted = people_.act(*engine_); !acted.ok()) return acted;
        if (stop == end) return {};
    }
}

Result<PlayedWeek> ForecastPlay::count(Instant from, Instant until) {
    PlayedWeek week;
    const SurroundingsPointer around = engine_->parts().loop->surroundings();
    const journey::World world = around->world(until, engine_->parts().store->incarnation());
    auto counted = each_case([&](const Case& the_case) {
        count_handoffs(the_case, from, until, week.figures);
        count_work(the_case, *around, world, week);
        for (const Handoff& handoff : the_case.handoffs)
            if (handoff.escalated && escalated_.insert({the_case.id, handoff.id}).second)
                ++week.figures.escalated;
    });
    if (!counted.ok()) return counted.error();
    week.figures.due += passed_;
    week.figures.notices = *sent_ - sent_before_;
    sent_before_ = *sent_;
    return week;
}

Result<Played> ForecastPlay::play(unsigned weeks, const std::function<void(unsigned)>& tell) {
    Played played;
    if (auto looked = look_at_all(); !looked.ok()) return looked.error();
    for (unsigned week = 0; week < weeks; ++week) {
        const Instant from = clock_.now();
        const Instant until = from + std::chrono::weeks(1);
        week_began_ = from;
        passed_ = 0;
        if (auto ran = run_to(until); !ran.ok()) return ran.error();
        auto counted = count(from, until);
        if (!counted.ok()) return counted.error();
        played.weeks.push_back(std::move(*counted));
        tell(week + 1);
    }
    played.not_done = people_.not_done();
    const auto incidents = engine_->incidents();
    if (!incidents.ok()) return incidents.error();
    played.incidents = incidents->size();
    return played;
}

}  // namespace throughgate::core
