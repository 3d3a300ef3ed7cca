// SPDX-License-Identifier: MIT
#include "journey/chart_content.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "definition/chart_reader.hpp"

namespace throughgate::journey {
namespace {

using definition::ChartAction;
using definition::ChartBlock;
using definition::ChartSend;
using rules::ChartExpression;
using Origin = ChartEvent::Origin;

std::string_view name_of(Origin origin) {
    if (origin == Origin::internal) return "internal";
    return origin == Origin::external ? "external" : "platform";
}

/// Texts as they are, everything else as JSON.
std::string plain(const Datum& datum) {
    return datum.kind == Datum::Kind::text ? datum.text : rules::to_json(datum);
}

/// What a date may read: the clock, working days and the zone.
class ClockInputs final : public rules::Inputs {
public:
    explicit ClockInputs(const ChartSurroundings& around) : around_(around) {}
    [[nodiscard]] const Value& fact(Symbol) const override { return unknown_; }
    [[nodiscard]] std::optional<Instant> anchor(Symbol name) const override {
        if (name.text() == "now") return around_.now;
        return std::nullopt;
    }
    [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return false; }
    [[nodiscard]] bool gate_cleared(Symbol) const override { return false; }
    [[nodiscard]] Instant now() const override { return around_.now; }
    [[nodiscard]] const rules::Calendar& calendar() const override { return *around_.calendar; }
    [[nodiscard]] const rules::Zone& zone() const override { return *around_.zone; }

private:
    const ChartSurroundings& around_;
    Value unknown_;
};

}  // namespace

void ChartContent::begin_event(ChartEvent event) {
    using Part = rules::EventPart;
    const auto part = [&](Part which) -> Datum& { return event_[static_cast<std::size_t>(which)]; };
    part(Part::name) = Datum::of(std::move(event.name));
    part(Part::type) = Datum::of(std::string(name_of(event.origin)));
    part(Part::send_id) = event.send_id.empty() ? Datum{} : Datum::of(std::move(event.send_id));
    part(Part::data) = std::move(event.data);
}

void ChartContent::raise(std::string name, Origin origin, Datum data) {
    log_.add("event.raised").with("event", name);
    inner.push_back({std::move(name), origin, {}, std::move(data)});
}

void ChartContent::fault(const std::string& why, const std::string& send_id,
                         std::string_view name) {
    log_.add("chart.fault").with("why", why);
    log_.add("event.raised").with("event", name);
    inner.push_back({std::string(name), Origin::platform, send_id, Datum::of(why)});
}

std::optional<Datum> ChartContent::value_of(const ChartExpression& expression,
                                            const std::string& send_id) {
    ChartExpression::Answer answer = expression.evaluate(*this);
    if (answer.ok()) return std::move(answer.value);
    fault(answer.fault, send_id);
    return std::nullopt;
}

void ChartContent::set_first_values() {
    auto& data = pathway_.chart.data;
    data.assign(program_.data.size(), Datum{});
    for (std::size_t i = 0; i < data.size(); ++i)
        if (!program_.data[i].initial.empty())
            if (auto value = value_of(program_.data[i].initial)) data[i] = std::move(*value);
}

bool ChartContent::holds(const ChartExpression& when, bool tell_fault) {
    if (const auto truth = when.holds(*this)) return *truth;
    if (!tell_fault) return false;
    const ChartExpression::Answer answer = when.evaluate(*this);
    fault(answer.ok() ? when.text() + ": this is neither true nor false" : answer.fault);
    return false;
}

Datum ChartContent::data_of(const definition::NamedExpressions& with,
                            const ChartExpression& content) {
    if (!content.empty()) return value_of(content).value_or(Datum{});
    Datum fields;
    for (const auto& [name, expression] : with)
        if (auto value = value_of(expression)) {
            fields.kind = Datum::Kind::fields;
            fields.fields.emplace_back(name, std::move(*value));
        }
    return fields;
}

bool ChartContent::carry_out(const ChartBlock& block) {
    for (const ChartAction& action : block)
        if (!act(action)) return false;
    return true;
}

bool ChartContent::act(const ChartAction& action) {
    if (++actions_ > limits::chart_actions_per_event)
        throw AssertionFailed("decide.loop: chart " + std::string(pathway_.name.text()) +
                              " did more than " + std::to_string(limits::chart_actions_per_event) +
                              " actions for one event");
    switch (action.kind) {
        case ChartAction::Kind::set: return set(action);
        case ChartAction::Kind::raise: raise(action.name, Origin::internal); return true;
        case ChartAction::Kind::send: return send(action.send);
        case ChartAction::Kind::cancel: return cancel(action);
        case ChartAction::Kind::log: return log_value(action);
        case ChartAction::Kind::choose: return choose(action);
        case ChartAction::Kind::each: return loop(action);
    }
    return true;
}

bool ChartContent::set(const ChartAction& action) {
    auto value = value_of(action.value);
    if (!value) return false;
    log_.add("data.set").with("name", action.name).with("value", rules::to_json(*value));
    pathway_.chart.data[action.slot] = std::move(*value);
    return true;
}

bool ChartContent::log_value(const ChartAction& action) {
    Datum value;
    if (!action.value.empty()) {
        auto computed = value_of(action.value);
        if (!computed) return false;
        value = std::move(*computed);
    }
    ChangeLog& line = log_.add("chart.log");
    if (!action.name.empty()) line.with("label", action.name);
    if (!action.value.empty()) line.with("value", plain(value));
    return true;
}

bool ChartContent::choose(const ChartAction& action) {
    for (const definition::ChartWhen& branch : action.choices)
        if (branch.when.empty() || holds(branch.when, true)) return carry_out(branch.block);
    return true;
}

/// Goes through a copy: what the actions do to the list does not disturb it.
bool ChartContent::loop(const ChartAction& action) {
    const auto list = value_of(action.value);
    if (!list) return false;
    if (list->kind != Datum::Kind::list) {
        fault(action.value.text() + ": this is no list");
        return false;
    }
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        pathway_.chart.data[action.slot] = list->items[i];
        if (action.index != definition::no_slot)
            pathway_.chart.data[action.index] = Datum::of(static_cast<std::int64_t>(i));
        if (!carry_out(action.inner)) return false;
    }
    return true;
}

bool ChartContent::cancel(const ChartAction& action) {
    const auto id = text_of(action.name, action.value, {});
    if (!id) return false;
    auto& pending = pathway_.chart.pending;
    const auto taken =
        std::erase_if(pending, [&](const ChartPending& each) { return each.id == *id; });
    log_.add("event.cancelled").with("id", *id).with("count", std::to_string(taken));
    return true;
}

std::optional<std::string> ChartContent::text_of(const std::string& fixed,
                                                 const ChartExpression& computed,
                                                 const std::string& send_id) {
    if (computed.empty()) return fixed;
    auto value = value_of(computed, send_id);
    if (!value) return std::nullopt;
    if (value->kind == Datum::Kind::text && !value->text.empty()) return std::move(value->text);
    fault(computed.text() + ": a text is wanted", send_id);
    return std::nullopt;
}

std::optional<Instant> ChartContent::due_of(const ChartSend& send, const std::string& send_id) {
    if (!send.at.empty()) {
        const auto at = send.at.evaluate(ClockInputs(around_));
        if (!at) fault(send.at.text() + ": this is no date", send_id);
        return at;
    }
    if (send.after_from.empty()) return around_.now + send.after;
    const auto value = value_of(send.after_from, send_id);
    if (!value) return std::nullopt;
    if (value->kind == Datum::Kind::number && value->number >= 0 &&
        value->number <= limits::chart_longest_delay.count())
        return around_.now + Milliseconds(value->number);
    if (value->kind == Datum::Kind::text)
        if (const auto duration = definition::duration_of(value->text))
            return around_.now + *duration;
    fault(send.after_from.text() + ": this is no length of time", send_id);
    return std::nullopt;
}

/// Nobody else can be reached from a chart.
bool ChartContent::reaches_us(const std::string& to, const std::string& send_id, bool& inside) {
    inside = to == "internal" || to == "#_internal";
    if (inside || to.empty() || to == "self") return true;
    const bool somebody = to.starts_with("#_");
    fault("'" + to + "' cannot be reached; an event goes to 'self' or 'internal'", send_id,
          somebody ? "error.communication" : "error.execution");
    return false;
}

bool ChartContent::send(const ChartSend& send) {
    std::string id = send.id;
    if (send.id_to != definition::no_slot) {
        id = "send." + std::to_string(++pathway_.chart.last_sent);
        pathway_.chart.data[send.id_to] = Datum::of(id);
    }
    const auto name = text_of(send.event, send.event_from, id);
    const auto to = text_of(send.to, send.to_from, id);
    bool inside = false;
    if (!name || !to || !reaches_us(*to, id, inside)) return false;
    const auto due = due_of(send, id);
    if (!due) return false;
    Datum data;
    if (!send.content.empty()) {
        auto content = value_of(send.content, id);
        if (!content) return false;
        data = std::move(*content);
    } else {
        data = data_of(send.with, {});
    }
    queue({*name, inside ? Origin::internal : Origin::external, id, std::move(data)}, *due, inside);
    return true;
}

void ChartContent::queue(ChartEvent event, Instant due, bool inside) {
    const bool at_once = due <= around_.now;
    ChangeLog& line = log_.add(inside ? "event.raised" : "event.sent");
    line.with("event", event.name);
    if (!event.send_id.empty()) line.with("id", event.send_id);
    if (!at_once) line.with("due", format_instant(due));
    if (inside || (at_once && sends_inside_)) return inner.push_back(std::move(event));
    if (at_once) return outer.push_back(std::move(event));
    auto& memory = pathway_.chart;
    if (memory.pending.size() >= limits::chart_pending_events)
        throw AssertionFailed("decide.loop: chart " + std::string(pathway_.name.text()) +
                              " has too many delayed events");
    ChartPending& pending = memory.pending.emplace_back();
    pending.number = ++memory.last_sent;
    pending.due = due;
    pending.event = std::move(event.name);
    pending.id = std::move(event.send_id);
    pending.data = std::move(event.data);
}

}  // namespace throughgate::journey
