// SPDX-License-Identifier: MIT
// What a plain chart keeps: data with structure, and events still to come.
#include "store/case_codec_parts.hpp"

namespace throughgate::store {
namespace {

constexpr std::size_t deepest_datum = 64;

void put(ByteWriter& out, const Datum& datum) {
    out.byte(static_cast<std::uint8_t>(datum.kind));
    switch (datum.kind) {
        case Datum::Kind::nothing: return;
        case Datum::Kind::truth: return out.flag(datum.truth);
        case Datum::Kind::number: return out.signed_number(datum.number);
        case Datum::Kind::text: return out.text(datum.text);
        case Datum::Kind::list:
            out.number(datum.items.size());
            for (const Datum& item : datum.items) put(out, item);
            return;
        case Datum::Kind::fields:
            out.number(datum.fields.size());
            for (const auto& [name, value] : datum.fields) {
                out.text(name);
                put(out, value);
            }
    }
}

Datum get_datum(ByteReader& in, std::size_t depth = 0) {
    Datum datum;
    const std::uint8_t kind = in.byte();
    if (kind > static_cast<std::uint8_t>(Datum::Kind::fields) || depth > deepest_datum) {
        in.fail();
        return datum;
    }
    datum.kind = static_cast<Datum::Kind>(kind);
    if (datum.kind == Datum::Kind::truth) datum.truth = in.flag();
    if (datum.kind == Datum::Kind::number) datum.number = in.signed_number();
    if (datum.kind == Datum::Kind::text) datum.text = in.text();
    if (datum.kind == Datum::Kind::list)
        for (std::size_t i = in.count(); i > 0 && in.ok(); --i)
            datum.items.push_back(get_datum(in, depth + 1));
    if (datum.kind == Datum::Kind::fields)
        for (std::size_t i = in.count(); i > 0 && in.ok(); --i) {
            std::string name(in.text());
            datum.fields.emplace_back(std::move(name), get_datum(in, depth + 1));
        }
    return datum;
}

ChartPending get_pending(ByteReader& in) {
    ChartPending pending;
    pending.number = in.small<std::uint32_t>();
    pending.timer.number = in.small<std::uint32_t>();
    pending.due = in.instant();
    pending.event = in.text();
    pending.id = in.text();
    pending.data = get_datum(in);
    return pending;
}

}  // namespace

void put_memory(ByteWriter& out, const ChartMemory& memory) {
    out.number(memory.data.size());
    for (const Datum& datum : memory.data) put(out, datum);
    out.number(memory.pending.size());
    for (const ChartPending& each : memory.pending) {
        out.number(each.number);
        out.number(each.timer.number);
        out.instant(each.due);
        out.text(each.event);
        out.text(each.id);
        put(out, each.data);
    }
    out.number(memory.last_sent);
    out.flag(memory.ended);
}

ChartMemory get_memory(ByteReader& in) {
    ChartMemory memory;
    for (std::size_t i = in.count(); i > 0 && in.ok(); --i) memory.data.push_back(get_datum(in));
    for (std::size_t i = in.count(); i > 0 && in.ok(); --i)
        memory.pending.push_back(get_pending(in));
    memory.last_sent = in.small<std::uint32_t>();
    memory.ended = in.flag();
    return memory;
}

}  // namespace throughgate::store
