// SPDX-License-Identifier: MIT
#include "store/case_codec.hpp"

#include "store/case_codec_parts.hpp"

namespace throughgate::store {
namespace {

// What one decision may add without moving the others.
constexpr std::size_t facts_to_come = 16;
constexpr std::size_t timers_to_come = 8;
constexpr std::size_t handoffs_to_come = 2;

void put_core(ByteWriter& out, const Case& the_case) {
    out.text(the_case.reference);
    out.text(the_case.person.noms_number);
    out.text(the_case.person.crn);
    out.text(name_of(the_case.state));
    out.number(the_case.version);
    out.number(the_case.log_length);
    out.digest(the_case.log_head);
    out.instant(the_case.last_recorded);
    out.number(the_case.last_timer);
    out.number(the_case.last_handoff);
    out.number(the_case.last_entry);
    out.flag(the_case.parked);
    out.text(the_case.parked_because);
}

void get_core(ByteReader& in, Case& into) {
    into.reference = in.text();
    into.person.noms_number = in.text();
    into.person.crn = in.text();
    const auto state = lifecycle::case_state_named(in.text());
    if (!state) return in.fail();
    into.state = *state;
    into.version = in.number();
    into.log_length = in.number();
    into.log_head = in.digest();
    into.last_recorded = in.instant();
    into.last_timer = in.small<std::uint32_t>();
    into.last_handoff = in.small<std::uint32_t>();
    into.last_entry = in.small<std::uint32_t>();
    into.parked = in.flag();
    into.parked_because = in.text();
}

void get_people(ByteReader& in, Case& into) {
    get_all(in, into.holders, get_holder);
    get_all(in, into.gates, get_gate);
}

void get_facts(ByteReader& in, Case& into) {
    const std::size_t count = in.count();
    into.facts = {};
    into.facts.reserve(count + facts_to_come);
    for (std::size_t i = 0; i < count && in.ok(); ++i) into.facts.put(get_fact(in));
}

/// Few cases have moved or held dates; the others keep the first layout.
bool has_more(const Case& the_case) { return !the_case.moves.empty() || !the_case.holds.empty(); }

void put_timers(ByteWriter& out, const Case& the_case) {
    put_all(out, the_case.timers);
    if (!has_more(the_case)) return;
    put_all(out, the_case.moves);
    put_all(out, the_case.holds);
}

void get_timers(ByteReader& in, std::uint8_t layout, Case& into) {
    get_all(in, into.timers, get_timer, timers_to_come);
    into.moves.clear();
    into.holds.clear();
    if (layout == layout_version) return;
    get_all(in, into.moves, get_move);
    get_all(in, into.holds, get_hold);
}

std::uint8_t layout_of(CasePart part, const Case& the_case) {
    return part == CasePart::timers && has_more(the_case) ? longer_layout : layout_version;
}

Error broken(std::string_view what) {
    return {ErrorKind::corrupt,
            "the stored " + std::string(what) +
                " cannot be read: its bytes contradict themselves; "
                "restore a backup, or repair the case",
            std::string(what)};
}

std::string_view name_of(CasePart part) {
    constexpr std::string_view names[] = {"case core", "pathways", "role holders",
                                          "facts",     "timers",   "handoffs"};
    return names[static_cast<std::size_t>(part)];
}

template <typename Record>
Result<Record> decode_one(std::string_view body, Record (*get)(ByteReader&),
                          std::string_view what) {
    ByteReader in(body);
    if (in.byte() != layout_version) return broken(what);
    Record record = get(in);
    if (!in.ok() || !in.at_end()) return broken(what);
    return record;
}

}  // namespace

void encode_part(CasePart part, const Case& the_case, std::string& out) {
    ByteWriter writer(out);
    writer.byte(layout_of(part, the_case));
    switch (part) {
        case CasePart::core: return put_core(writer, the_case);
        case CasePart::pathways: return put_all(writer, the_case.pathways);
        case CasePart::people:
            put_all(writer, the_case.holders);
            return put_all(writer, the_case.gates);
        case CasePart::facts: return put_all(writer, the_case.facts);
        case CasePart::timers: return put_timers(writer, the_case);
        case CasePart::handoffs: return put_all(writer, the_case.handoffs);
    }
}

Status decode_part(CasePart part, std::string_view body, Case& into) {
    ByteReader in(body);
    const std::uint8_t layout = in.byte();
    const bool longer = part == CasePart::timers && layout == longer_layout;
    if (layout != layout_version && !longer) return broken(name_of(part));
    switch (part) {
        case CasePart::core: get_core(in, into); break;
        case CasePart::pathways: get_all(in, into.pathways, get_pathway); break;
        case CasePart::people: get_people(in, into); break;
        case CasePart::facts: get_facts(in, into); break;
        case CasePart::timers: get_timers(in, layout, into); break;
        case CasePart::handoffs: get_all(in, into.handoffs, get_handoff, handoffs_to_come); break;
        default: return broken("part of a case");
    }
    if (!in.ok() || !in.at_end()) return broken(name_of(part));
    return {};
}

void encode_handoff(const Handoff& handoff, std::string& out) {
    ByteWriter writer(out);
    writer.byte(layout_version);
    put(writer, handoff);
}

Result<Handoff> decode_handoff(std::string_view body) {
    return decode_one(body, get_handoff, "handoff");
}

void encode_notice(const Notice& notice, std::string& out) {
    ByteWriter writer(out);
    writer.byte(speaks_of_changes(notice) ? longer_layout : layout_version);
    put(writer, notice);
}

Result<Notice> decode_notice(std::string_view body) {
    ByteReader in(body);
    const std::uint8_t layout = in.byte();
    if (layout != layout_version && layout != longer_layout) return broken("notice");
    Notice notice = get_notice(in);
    if (layout == longer_layout) get_changes(in, notice);
    if (!in.ok() || !in.at_end()) return broken("notice");
    return notice;
}

}  // namespace throughgate::store
