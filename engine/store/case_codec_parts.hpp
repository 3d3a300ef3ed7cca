// SPDX-License-Identifier: MIT
// One pair of functions for each kind of record inside a case's parts. Private to case_codec*.cpp.
#pragma once

#include "model/case.hpp"
#include "model/change.hpp"
#include "store/bytes.hpp"

namespace throughgate::store {

inline constexpr std::uint8_t layout_version = 3;
/// Of timers with moved or held dates, and of notices about moved dates: more stands at the end.
inline constexpr std::uint8_t longer_layout = 4;

void put(ByteWriter& out, Symbol symbol);
Symbol get_symbol(ByteReader& in);

void put(ByteWriter& out, const Value& value);
Value get_value(ByteReader& in);

void put(ByteWriter& out, const StateSet& states);
StateSet get_states(ByteReader& in);

void put(ByteWriter& out, const Entry& entry);
Entry get_entry(ByteReader& in);

void put(ByteWriter& out, const StoredHistory& history);
StoredHistory get_history(ByteReader& in);

void put_memory(ByteWriter& out, const ChartMemory& memory);
ChartMemory get_memory(ByteReader& in);

void put(ByteWriter& out, const Pathway& pathway);
Pathway get_pathway(ByteReader& in);

void put(ByteWriter& out, const Fact& fact);
Fact get_fact(ByteReader& in);

void put(ByteWriter& out, const RoleHolder& holder);
RoleHolder get_holder(ByteReader& in);

void put(ByteWriter& out, const GateClearance& gate);
GateClearance get_gate(ByteReader& in);

void put(ByteWriter& out, const Timer& timer);
Timer get_timer(ByteReader& in);

void put(ByteWriter& out, const DateMove& move);
DateMove get_move(ByteReader& in);

void put(ByteWriter& out, const Hold& hold);
Hold get_hold(ByteReader& in);

void put(ByteWriter& out, const Handoff& handoff);
Handoff get_handoff(ByteReader& in);

void put(ByteWriter& out, const Notice& notice);
Notice get_notice(ByteReader& in);
bool speaks_of_changes(const Notice& notice);
void get_changes(ByteReader& in, Notice& notice);

template <typename Items>
void put_all(ByteWriter& out, const Items& items) {
    out.number(items.size());
    for (const auto& item : items) put(out, item);
}

template <typename Item>
void get_all(ByteReader& in, std::vector<Item>& items, Item (*get)(ByteReader&),
             std::size_t to_come = 0) {
    const std::size_t count = in.count();
    items.clear();
    items.reserve(count + to_come);
    for (std::size_t i = 0; i < count && in.ok(); ++i) items.push_back(get(in));
}

}  // namespace throughgate::store
