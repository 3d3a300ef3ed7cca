// SPDX-License-Identifier: MIT
#include "store/case_codec_parts.hpp"

#include "store/symbols.hpp"

namespace throughgate::store {
namespace {

// Letters of ValueType in its order; stored, never change.
constexpr std::string_view value_letters = "ubntcdi";

template <typename Enum>
Enum checked(ByteReader& in, std::optional<Enum> value) {
    if (!value) in.fail();
    return value.value_or(Enum{});
}

template <typename Enum>
Enum numbered(ByteReader& in, Enum last) {
    const std::uint8_t value = in.byte();
    if (value > static_cast<std::uint8_t>(last)) in.fail();
    return in.ok() ? static_cast<Enum>(value) : Enum{};
}

StateIndex get_state(ByteReader& in) {
    const auto value = in.small<StateIndex>();
    if (value >= StateSet::capacity && value != no_state) in.fail();
    return value;
}

std::optional<Relation> relation_named(std::string_view name) {
    for (const Relation relation : {Relation::holder, Relation::deputy, Relation::manager,
                                    Relation::team_box, Relation::upper_manager})
        if (name_of(relation) == name) return relation;
    return std::nullopt;
}

Value get_date(ByteReader& in) {
    const std::int64_t day = in.signed_number();
    if (day < std::numeric_limits<int>::min() || day > std::numeric_limits<int>::max()) in.fail();
    return Value(Date(std::chrono::days(in.ok() ? static_cast<int>(day) : 0)));
}

}  // namespace

void put(ByteWriter& out, Symbol symbol) { out.text(text_of(symbol)); }
Symbol get_symbol(ByteReader& in) { return symbol_of(in.text()); }

void put(ByteWriter& out, const Value& value) {
    out.byte(static_cast<std::uint8_t>(value_letters[static_cast<std::size_t>(value.type())]));
    switch (value.type()) {
        case ValueType::unknown: return;
        case ValueType::truth: return out.flag(value.truth());
        case ValueType::number: return out.signed_number(value.number());
        case ValueType::text: return out.text(value.text());
        case ValueType::choice: return put(out, value.choice());
        case ValueType::date: return out.signed_number(value.date().time_since_epoch().count());
        case ValueType::instant: return out.instant(value.instant());
    }
}

Value get_value(ByteReader& in) {
    switch (in.byte()) {
        case 'u': return {};
        case 'b': return Value(in.flag());
        case 'n': return Value(in.signed_number());
        case 't': return Value(std::string(in.text()));
        case 'c': return Value(get_symbol(in));
        case 'd': return get_date(in);
        case 'i': return Value(in.instant());
        default: in.fail(); return {};
    }
}

void put(ByteWriter& out, const StateSet& states) {
    out.number(static_cast<std::uint64_t>(states.size()));
    states.each([&](StateIndex state) { out.number(state); });
}

StateSet get_states(ByteReader& in) {
    StateSet states;
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count; ++i) {
        const StateIndex state = get_state(in);
        if (state == no_state) in.fail();
        if (in.ok()) states.add(state);
    }
    return states;
}

void put(ByteWriter& out, const Entry& entry) {
    out.number(entry.state);
    out.number(entry.id.number);
    out.instant(entry.at);
}

Entry get_entry(ByteReader& in) {
    Entry entry;
    entry.state = get_state(in);
    entry.id.number = in.small<std::uint32_t>();
    entry.at = in.instant();
    return entry;
}

void put(ByteWriter& out, const StoredHistory& history) {
    out.number(history.state);
    put(out, history.remembered);
}

StoredHistory get_history(ByteReader& in) {
    StoredHistory history;
    history.state = get_state(in);
    history.remembered = get_states(in);
    return history;
}

void put(ByteWriter& out, const Pathway& pathway) {
    put(out, pathway.name);
    out.digest(pathway.definition);
    out.text(name_of(pathway.stage));
    put(out, pathway.configuration);
    put_all(out, pathway.entries);
    put_all(out, pathway.history);
    put(out, pathway.outcome);
    out.flag(pathway.suspended);
    out.flag(pathway.declined);
    out.number(pathway.version);
    put_memory(out, pathway.chart);
}

Pathway get_pathway(ByteReader& in) {
    Pathway pathway;
    pathway.name = get_symbol(in);
    pathway.definition = in.digest();
    pathway.stage = checked(in, lifecycle::stage_named(in.text()));
    pathway.configuration = get_states(in);
    get_all(in, pathway.entries, get_entry);
    get_all(in, pathway.history, get_history);
    pathway.outcome = get_symbol(in);
    pathway.suspended = in.flag();
    pathway.declined = in.flag();
    pathway.version = in.number();
    pathway.chart = get_memory(in);
    return pathway;
}

void put(ByteWriter& out, const Fact& fact) {
    put(out, fact.name);
    out.text(fact.subject);
    put(out, fact.value);
    out.byte(static_cast<std::uint8_t>(fact.certainty));
    out.instant(fact.effective);
    out.instant(fact.recorded);
    out.text(fact.recorded_by);
}

Fact get_fact(ByteReader& in) {
    Fact fact;
    fact.name = get_symbol(in);
    fact.subject = in.text();
    fact.value = get_value(in);
    fact.certainty = numbered(in, Certainty::unknown);
    fact.effective = in.instant();
    fact.recorded = in.instant();
    fact.recorded_by = in.text();
    return fact;
}

void put(ByteWriter& out, const RoleHolder& holder) {
    put(out, holder.role);
    out.text(holder.person);
    out.instant(holder.since);
}

RoleHolder get_holder(ByteReader& in) {
    RoleHolder holder;
    holder.role = get_symbol(in);
    holder.person = in.text();
    holder.since = in.instant();
    return holder;
}

void put(ByteWriter& out, const GateClearance& gate) {
    put(out, gate.pathway);
    put(out, gate.gate);
    out.text(gate.subject);
    out.text(gate.cleared_by);
    out.text(gate.countersigned_by);
    out.text(gate.reason);
    out.instant(gate.at);
    out.flag(gate.cleared);
}

GateClearance get_gate(ByteReader& in) {
    GateClearance gate;
    gate.pathway = get_symbol(in);
    gate.gate = get_symbol(in);
    gate.subject = in.text();
    gate.cleared_by = in.text();
    gate.countersigned_by = in.text();
    gate.reason = in.text();
    gate.at = in.instant();
    gate.cleared = in.flag();
    return gate;
}

void put(ByteWriter& out, const Timer& timer) {
    out.number(timer.id.number);
    out.byte(static_cast<std::uint8_t>(timer.kind));
    put(out, timer.pathway);
    put(out, timer.name);
    out.number(timer.entry.number);
    out.number(timer.handoff.number);
    out.number(timer.generation);
    out.number(timer.rung);
    out.number(timer.occurrence);
    out.number(timer.deadline_version);
    out.instant(timer.target);
    out.instant(timer.due);
    out.instant(timer.told);
    out.number(timer.fired);
}

Timer get_timer(ByteReader& in) {
    Timer timer;
    timer.id.number = in.small<std::uint32_t>();
    timer.kind = numbered(in, TimerKind::resume);
    timer.pathway = get_symbol(in);
    timer.name = get_symbol(in);
    timer.entry.number = in.small<std::uint32_t>();
    timer.handoff.number = in.small<std::uint32_t>();
    timer.generation = in.small<std::uint32_t>();
    timer.rung = in.small<std::uint16_t>();
    timer.occurrence = in.small<std::uint16_t>();
    timer.deadline_version = in.small<std::uint32_t>();
    timer.target = in.optional_instant();
    timer.due = in.optional_instant();
    timer.told = in.optional_instant();
    timer.fired = in.number();
    return timer;
}

void put(ByteWriter& out, const DateMove& move) {
    out.number(move.timer.number);
    out.instant(move.before);
    put(out, move.cause);
    put(out, move.together);
}

DateMove get_move(ByteReader& in) {
    DateMove move;
    move.timer.number = in.small<std::uint32_t>();
    move.before = in.optional_instant();
    move.cause = get_symbol(in);
    move.together = get_symbol(in);
    return move;
}

void put(ByteWriter& out, const Hold& hold) {
    out.number(hold.timer.number);
    put(out, hold.exemption);
    out.text(hold.by);
    out.instant(hold.since);
    out.flag(hold.was_overdue);
    out.instant(hold.not_before);
}

Hold get_hold(ByteReader& in) {
    Hold hold;
    hold.timer.number = in.small<std::uint32_t>();
    hold.exemption = get_symbol(in);
    hold.by = in.text();
    hold.since = in.optional_instant();
    hold.was_overdue = in.flag();
    hold.not_before = in.optional_instant();
    return hold;
}

void put(ByteWriter& out, const Handoff& handoff) {
    out.number(handoff.id.number);
    put(out, handoff.name);
    put(out, handoff.pathway);
    put(out, handoff.from_role);
    put(out, handoff.to_role);
    out.text(handoff.subject);
    out.text(name_of(handoff.state));
    out.number(handoff.entry.number);
    out.number(handoff.opened_in);
    out.number(handoff.version);
    out.instant(handoff.raised);
    out.instant(handoff.acknowledge_due);
    out.instant(handoff.complete_due);
    out.instant(handoff.acknowledged_at);
    out.text(handoff.acknowledged_by);
    out.instant(handoff.completed_at);
    out.text(handoff.completed_by);
    out.text(handoff.owner);
    out.text(handoff.reason);
    out.text(handoff.evidence);
    out.number(handoff.told);
    out.flag(handoff.escalated);
}

Handoff get_handoff(ByteReader& in) {
    Handoff handoff;
    handoff.id.number = in.small<std::uint32_t>();
    handoff.name = get_symbol(in);
    handoff.pathway = get_symbol(in);
    handoff.from_role = get_symbol(in);
    handoff.to_role = get_symbol(in);
    handoff.subject = in.text();
    handoff.state = checked(in, lifecycle::handoff_state_named(in.text()));
    handoff.entry.number = in.small<std::uint32_t>();
    handoff.opened_in = get_state(in);
    handoff.version = in.number();
    handoff.raised = in.instant();
    handoff.acknowledge_due = in.optional_instant();
    handoff.complete_due = in.optional_instant();
    handoff.acknowledged_at = in.optional_instant();
    handoff.acknowledged_by = in.text();
    handoff.completed_at = in.optional_instant();
    handoff.completed_by = in.text();
    handoff.owner = in.text();
    handoff.reason = in.text();
    handoff.evidence = in.text();
    handoff.told = in.small<std::uint16_t>();
    handoff.escalated = in.flag();
    return handoff;
}

void put(ByteWriter& out, const Notice& notice) {
    put(out, notice.recipient.role);
    out.text(name_of(notice.recipient.relation));
    out.text(name_of(notice.notice_class));
    put(out, notice.pathway);
    put(out, notice.message);
    out.number(notice.handoff.number);
    out.number(notice.timer.number);
    put(out, notice.rung);
    out.number(notice.occurrence);
    out.number(notice.deadline_version);
    put(out, notice.state);
    out.instant(notice.due);
    if (!speaks_of_changes(notice)) return;
    out.text(notice.changes);
    put(out, notice.together);
}

Notice get_notice(ByteReader& in) {
    Notice notice;
    notice.recipient.role = get_symbol(in);
    notice.recipient.relation = checked(in, relation_named(in.text()));
    notice.notice_class = checked(in, notice_class_named(in.text()));
    notice.pathway = get_symbol(in);
    notice.message = get_symbol(in);
    notice.handoff.number = in.small<std::uint32_t>();
    notice.timer.number = in.small<std::uint32_t>();
    notice.rung = get_symbol(in);
    notice.occurrence = in.small<std::uint16_t>();
    notice.deadline_version = in.small<std::uint32_t>();
    notice.state = get_symbol(in);
    notice.due = in.optional_instant();
    return notice;
}

bool speaks_of_changes(const Notice& notice) {
    return !notice.changes.empty() || !notice.together.empty();
}

void get_changes(ByteReader& in, Notice& notice) {
    notice.changes = in.text();
    notice.together = get_symbol(in);
}

}  // namespace throughgate::store
