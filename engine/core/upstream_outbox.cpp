// SPDX-License-Identifier: MIT
#include "core/upstream_outbox.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "exchange/upstream_entry.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

/// A system that fails is asked one thing at a time, so that an outage costs one time-out a try.
std::size_t room_for(const UpstreamState& state, std::size_t under_way) {
    const std::size_t most = state.failures > 0 ? 1 : limits::upstream_under_way;
    return most - std::min(most, under_way);
}

plugin::Message message_of(const UpstreamItem& item, const Case& the_case, Instant now) {
    plugin::Message message;
    message.effect_id = text_of(item.effect);
    message.recipient = exchange::upstream_person(the_case);
    message.subject = item.record.words;
    message.body = exchange::upstream_entry(item, the_case);
    message.reference = the_case.reference;
    message.notice_class = "record";
    message.now = now;
    return message;
}

/// Whose case it is: of the community team, else of the prison.
std::string team_of(const Case& the_case) {
    for (const char* name : {"ro_team", "prison"})
        if (const auto symbol = Symbol::find(name))
            if (const Fact* fact = the_case.find_fact(*symbol)) return to_text(fact->value);
    return "";
}

bool is_left_alone(const UpstreamState& state, Instant now) {
    return state.next_try && now < *state.next_try;
}

}  // namespace

UpstreamOutbox::UpstreamOutbox(store::Store& store, delivery::Courier* courier,
                               const std::vector<UpstreamLine>& lines, Random* random)
    : store_(store), courier_(courier), random_(random) {
    for (const UpstreamLine& line : lines) {
        Line& added = lines_[line.name];
        added.pace = line.pace;
        added.state.name = line.name;
    }
}

void UpstreamOutbox::start(const Clock& clock, std::function<void(UpstreamEnd)> ended) {
    if (lines_.empty()) return;
    {
        const std::lock_guard lock(mutex_);
        ended_ = std::move(ended);
    }
    started_ = true;
    courier_->start(clock, [this](const delivery::Report& report) { reported(report); });
}

void UpstreamOutbox::finish_sending() {
    if (started_) courier_->stop();
}

void UpstreamOutbox::clear() {
    started_ = known_ = false;
    for (auto& [name, line] : lines_) line.under_way.clear();
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    ended_ = nullptr;
}

UpstreamState UpstreamOutbox::state_of(const Line& line) {
    const std::lock_guard lock(mutex_);
    return line.state;
}

Status UpstreamOutbox::read_states(store::Reader& reader) {
    const auto stored = reader.upstreams();
    if (!stored.ok()) return stored.error();
    const std::lock_guard lock(mutex_);
    for (const UpstreamState& state : *stored) {
        const auto line = lines_.find(state.name);
        if (line != lines_.end() && line->second.under_way.empty()) line->second.state = state;
    }
    return {};
}

/// While a system is left alone what waits for it is not looked at: it may be very much.
Result<std::optional<Instant>> UpstreamOutbox::next(store::Reader& reader, Instant now) {
    if (known_ || lines_.empty()) return known_next();
    if (auto read = read_states(reader); !read.ok()) return read.error();
    next_.reset();
    for (auto& [name, line] : lines_) {
        if (!line.under_way.empty()) continue;  // its end wakes us
        const UpstreamState state = state_of(line);
        std::optional<Instant> at = state.next_try;
        if (!is_left_alone(state, now)) {
            const auto due = reader.next_upstream(name);
            if (!due.ok()) return due.error();
            at = *due;
        }
        if (at && (!next_ || *at < *next_)) next_ = at;
    }
    known_ = true;
    return next_;
}

void UpstreamOutbox::settled(const Request& request) {
    const auto* end = std::get_if<UpstreamEnd>(&request.what);
    if (end == nullptr) return;
    const auto line = lines_.find(end->state.name);
    if (line != lines_.end()) line->second.under_way.erase(end->item.effect);
    known_ = false;
}

Result<std::vector<UpstreamEnd>> UpstreamOutbox::pump(Instant now) {
    std::vector<UpstreamEnd> ends;
    if (lines_.empty() || (known_ && (!next_ || *next_ > now))) return ends;
    auto reader = store_.read();
    if (!reader.ok()) return reader.error();
    if (auto read = read_states(**reader); !read.ok()) return read.error();
    auto live = read_live(**reader);
    if (!live.ok()) return live.error();
    live_ = std::move(*live);
    for (auto& [name, line] : lines_)
        if (auto pumped = pump_line(**reader, name, line, now, ends); !pumped.ok())
            return pumped.error();
    if (ends.empty()) {
        known_ = false;
        if (auto looked = next(**reader, now); !looked.ok()) return looked.error();
    }
    return ends;
}

Status UpstreamOutbox::pump_line(store::Reader& reader, const std::string& name, Line& line,
                                 Instant now, std::vector<UpstreamEnd>& ends) {
    const UpstreamState state = state_of(line);
    const std::size_t room = room_for(state, line.under_way.size());
    if (room == 0 || is_left_alone(state, now)) return {};
    auto heads = reader.upstream_heads(name, now, room + line.under_way.size());
    if (!heads.ok()) return heads.error();
    for (UpstreamItem& item : *heads) {
        if (line.under_way.contains(item.effect)) continue;
        if (room_for(state_of(line), line.under_way.size()) == 0) break;
        const auto sent = send(reader, line, std::move(item), now, ends);
        if (!sent.ok()) return sent.error();
        if (!*sent) break;
    }
    return {};
}

Result<bool> UpstreamOutbox::send(store::Reader& reader, Line& line, UpstreamItem item, Instant now,
                                  std::vector<UpstreamEnd>& ends) {
    const EffectId effect = item.effect;
    const auto loaded = reader.load_case(effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value())
        return Error{ErrorKind::corrupt, "an entry belongs to a case that is not stored",
                     text_of(effect)};
    line.under_way.insert(effect);
    if (auto kept = keep_in_shadow(item, **loaded, line, now)) {
        ends.push_back(std::move(*kept));
        return true;
    }
    delivery::Send send;
    send.effect = effect;
    send.channel = item.record.upstream.text();
    send.attempt = item.attempts + 1;
    send.message = message_of(item, **loaded, now);
    if (!started_) {
        ends.push_back(end_of(std::move(item), courier_->carry_out(send, now)));
        return true;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.insert_or_assign(effect, std::move(item));
    }
    if (courier_->submit(std::move(send)).ok()) return true;
    // Not taken: it stays due and is sent when there is room.
    line.under_way.erase(effect);
    const std::lock_guard lock(mutex_);
    waiting_.erase(effect);
    return false;
}

std::optional<UpstreamEnd> UpstreamOutbox::keep_in_shadow(const UpstreamItem& item,
                                                          const Case& the_case, const Line& line,
                                                          Instant now) {
    const std::string team = team_of(the_case);
    if (is_live(live_, team)) return std::nullopt;
    UpstreamEnd end{item, state_of(line), false};
    const auto waived = lifecycle::advance(item.state, lifecycle::DeliveryMove::waive);
    end.item.state = waived.value_or(item.state);
    end.item.due.reset();
    end.item.ended = now;
    end.item.detail = std::string(shadow_detail) + team;
    return end;
}

UpstreamEnd UpstreamOutbox::end_of(UpstreamItem item, const delivery::Report& report) {
    const std::lock_guard lock(mutex_);
    Line& line = lines_.at(report.channel);
    delivery::UpstreamOutcome outcome =
        delivery::after_upstream(std::move(item), line.state, {report.answer, report.detail},
                                 report.at, line.pace, *random_);
    line.state = outcome.state;
    return {std::move(outcome.item), std::move(outcome.state), outcome.recovered};
}

void UpstreamOutbox::reported(const delivery::Report& report) {
    UpstreamItem item;
    std::function<void(UpstreamEnd)> ended;
    {
        const std::lock_guard lock(mutex_);
        const auto found = waiting_.find(report.effect);
        if (found == waiting_.end() || !ended_) return;
        item = std::move(found->second);
        waiting_.erase(found);
        ended = ended_;
    }
    ended(end_of(std::move(item), report));
}

}  // namespace throughgate::core
