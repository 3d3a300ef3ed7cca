// SPDX-License-Identifier: MIT
#include "store/sample_cases.hpp"

#include <algorithm>
#include <tuple>

#include "store/stores.hpp"

namespace throughgate::testing {
namespace {

class Draw {
public:
    explicit Draw(std::mt19937& random) : random_(random) {}

    std::uint64_t below(std::uint64_t bound) {
        return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(random_);
    }
    template <typename Integer>
    Integer any() {
        // Small ones and the extremes: those are where encodings go wrong.
        switch (below(4)) {
            case 0: return 0;
            case 1: return std::numeric_limits<Integer>::max();
            case 2: return static_cast<Integer>(below(200));
            default: return static_cast<Integer>(random_());
        }
    }
    bool coin() { return below(2) == 0; }
    Symbol symbol(const char* stem) {
        return Symbol::of(std::string(stem) + std::to_string(below(12)));
    }
    std::string text() {
        static const std::string texts[] = {"",
                                            "x",
                                            "DEMO PERSON-ONE",
                                            "Caf\xc3\xa9 \"9\"\n",
                                            std::string(300, 'w'),
                                            std::string("a\0b", 3)};
        return texts[below(std::size(texts))];
    }
    Instant instant() {
        return Instant(
            Milliseconds(static_cast<std::int64_t>(below(4'000'000'000'000)) - 1'000'000'000'000));
    }
    std::optional<Instant> maybe_instant() {
        return coin() ? std::optional(instant()) : std::nullopt;
    }
    Date date() { return Date(std::chrono::days(static_cast<int>(below(80000)) - 20000)); }
    StateSet states() {
        StateSet set;
        for (std::uint64_t i = below(9); i > 0; --i) set.add(static_cast<StateIndex>(below(512)));
        return set;
    }
    Value value() {
        switch (below(7)) {
            case 0: return {};
            case 1: return Value(coin());
            case 2: return Value(static_cast<std::int64_t>(any<std::uint64_t>()));
            case 3: return Value(text());
            case 4: return Value(symbol("choice"));
            case 5: return Value(date());
            default: return Value(instant());
        }
    }
    template <typename Item, typename Make>
    std::vector<Item> some(std::uint64_t most, Make make) {
        std::vector<Item> items;
        for (std::uint64_t i = below(most + 1); i > 0; --i) items.push_back(make());
        return items;
    }

private:
    std::mt19937& random_;
};

Digest random_digest(Draw& draw) {
    Digest digest;
    for (auto& byte : digest.bytes) byte = static_cast<std::uint8_t>(draw.below(256));
    return digest;
}

Datum random_datum(Draw& draw, int depth = 0) {
    Datum datum;
    datum.kind = static_cast<Datum::Kind>(draw.below(depth < 3 ? 6 : 4));
    if (datum.kind == Datum::Kind::truth) datum.truth = draw.coin();
    if (datum.kind == Datum::Kind::number)
        datum.number = static_cast<std::int64_t>(draw.any<std::uint64_t>());
    if (datum.kind == Datum::Kind::text) datum.text = draw.text();
    if (datum.kind == Datum::Kind::list)
        datum.items = draw.some<Datum>(3, [&] { return random_datum(draw, depth + 1); });
    if (datum.kind == Datum::Kind::fields)
        datum.fields = draw.some<std::pair<std::string, Datum>>(
            3, [&] { return std::pair(draw.text(), random_datum(draw, depth + 1)); });
    return datum;
}

ChartMemory random_memory(Draw& draw) {
    ChartMemory memory;
    memory.data = draw.some<Datum>(4, [&] { return random_datum(draw); });
    memory.pending = draw.some<ChartPending>(3, [&] {
        return ChartPending{draw.any<std::uint32_t>(),
                            TimerId{draw.any<std::uint32_t>()},
                            draw.instant(),
                            draw.text(),
                            draw.text(),
                            random_datum(draw)};
    });
    memory.last_sent = draw.any<std::uint32_t>();
    memory.ended = draw.coin();
    return memory;
}

Pathway random_pathway(Draw& draw) {
    Pathway pathway;
    pathway.name = draw.symbol("pathway");
    pathway.definition = random_digest(draw);
    pathway.stage = static_cast<lifecycle::Stage>(draw.below(7));
    pathway.configuration = draw.states();
    pathway.entries = draw.some<Entry>(6, [&] {
        return Entry{static_cast<StateIndex>(draw.below(512)), EntryId{draw.any<std::uint32_t>()},
                     draw.instant()};
    });
    pathway.history = draw.some<StoredHistory>(
        2, [&] { return StoredHistory{static_cast<StateIndex>(draw.below(512)), draw.states()}; });
    if (draw.coin()) pathway.outcome = draw.symbol("outcome");
    pathway.suspended = draw.coin();
    pathway.declined = draw.coin();
    pathway.version = draw.any<std::uint64_t>();
    if (draw.coin()) pathway.chart = random_memory(draw);
    return pathway;
}

Fact random_fact(Draw& draw) {
    return {
        draw.symbol("fact"), draw.text(),    draw.value(), static_cast<Certainty>(draw.below(3)),
        draw.instant(),      draw.instant(), draw.text()};
}

GateClearance random_gate(Draw& draw) {
    return {draw.symbol("pathway"),
            draw.symbol("gate"),
            draw.text(),
            draw.text(),
            draw.text(),
            draw.text(),
            draw.instant(),
            draw.coin()};
}

Timer random_timer(Draw& draw) {
    Timer timer;
    timer.id.number = draw.any<std::uint32_t>();
    timer.kind = static_cast<TimerKind>(draw.below(8));
    timer.pathway = draw.symbol("pathway");
    timer.name = draw.symbol("timer");
    timer.entry.number = draw.any<std::uint32_t>();
    timer.handoff.number = draw.any<std::uint32_t>();
    timer.generation = draw.any<std::uint32_t>();
    timer.rung = draw.any<std::uint16_t>();
    timer.occurrence = draw.any<std::uint16_t>();
    timer.deadline_version = draw.any<std::uint32_t>();
    timer.target = draw.maybe_instant();
    timer.due = draw.maybe_instant();
    timer.told = draw.maybe_instant();
    timer.fired = draw.any<std::uint64_t>();
    return timer;
}

Handoff random_handoff(Draw& draw) {
    Handoff handoff;
    handoff.id.number = draw.any<std::uint32_t>();
    handoff.name = draw.symbol("H");
    handoff.pathway = draw.symbol("pathway");
    handoff.from_role = draw.symbol("role");
    handoff.to_role = draw.symbol("role");
    handoff.subject = draw.text();
    handoff.state = static_cast<lifecycle::HandoffState>(draw.below(7));
    handoff.entry.number = draw.any<std::uint32_t>();
    handoff.opened_in = draw.coin() ? no_state : static_cast<StateIndex>(draw.below(512));
    handoff.version = draw.any<std::uint64_t>();
    handoff.raised = draw.instant();
    handoff.acknowledge_due = draw.maybe_instant();
    handoff.complete_due = draw.maybe_instant();
    handoff.acknowledged_at = draw.maybe_instant();
    handoff.acknowledged_by = draw.text();
    handoff.completed_at = draw.maybe_instant();
    handoff.completed_by = draw.text();
    handoff.owner = draw.text();
    handoff.reason = draw.text();
    handoff.evidence = draw.text();
    handoff.told = draw.any<std::uint16_t>();
    handoff.escalated = draw.coin();
    return handoff;
}

}  // namespace

Instant at_minute(int minute) {
    return Instant(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12) +
                   std::chrono::minutes(minute));
}

Case random_case(std::mt19937& random) {
    Draw draw(random);
    Case the_case;
    the_case.person = {draw.text(), draw.text()};
    the_case.state = static_cast<lifecycle::CaseState>(draw.below(6));
    the_case.version = draw.any<std::uint64_t>();
    the_case.last_recorded = draw.instant();
    the_case.last_timer = draw.any<std::uint32_t>();
    the_case.last_handoff = draw.any<std::uint32_t>();
    the_case.last_entry = draw.any<std::uint32_t>();
    the_case.parked = draw.coin();
    the_case.parked_because = draw.text();
    the_case.holders = draw.some<RoleHolder>(
        4, [&] { return RoleHolder{draw.symbol("role"), draw.text(), draw.instant()}; });
    the_case.pathways = draw.some<Pathway>(4, [&] { return random_pathway(draw); });
    for (Fact& fact : draw.some<Fact>(40, [&] { return random_fact(draw); }))
        the_case.facts.put(std::move(fact));
    the_case.gates = draw.some<GateClearance>(4, [&] { return random_gate(draw); });
    the_case.timers = draw.some<Timer>(12, [&] { return random_timer(draw); });
    the_case.moves = draw.some<DateMove>(3, [&] {
        return DateMove{TimerId{draw.any<std::uint32_t>()}, draw.maybe_instant(),
                        draw.symbol("fact"), draw.symbol("run")};
    });
    the_case.holds = draw.some<Hold>(3, [&] {
        return Hold{TimerId{draw.any<std::uint32_t>()},
                    draw.symbol("exemption"),
                    draw.text(),
                    draw.maybe_instant(),
                    draw.coin(),
                    draw.maybe_instant()};
    });
    the_case.handoffs = draw.some<Handoff>(12, [&] { return random_handoff(draw); });
    return the_case;
}

Case plain_case(const std::string& noms) {
    Case the_case;
    the_case.person = {noms, ""};
    the_case.version = 1;
    the_case.facts = {{Symbol::of("prison"), "", Value(std::string("ZZI")), Certainty::confirmed,
                       at_minute(0), at_minute(0), "import"}};
    return the_case;
}

Handoff sample_handoff(std::uint32_t number, Instant acknowledge_due) {
    Handoff handoff;
    handoff.id.number = number;
    handoff.name = Symbol::of("H06");
    handoff.pathway = Symbol::of("accommodation");
    handoff.from_role = Symbol::of("pom");
    handoff.to_role = Symbol::of("ro");
    handoff.raised = at_minute(0);
    handoff.acknowledge_due = acknowledge_due;
    return handoff;
}

Notice sample_notice(std::uint32_t ordinal) {
    Notice notice;
    notice.ordinal = ordinal;
    notice.recipient = {Symbol::of("ro"), Relation::manager};
    notice.notice_class = NoticeClass::critical;
    notice.pathway = Symbol::of("accommodation");
    notice.message = Symbol::of("overdue");
    notice.handoff.number = 3;
    notice.timer.number = 7;
    notice.rung = Symbol::of("escalate");
    notice.occurrence = 2;
    notice.deadline_version = 5;
    notice.state = Symbol::of("place.sourcing");
    notice.due = at_minute(90);
    return notice;
}

Change logging(const Case& before, const std::vector<std::string>& kinds) {
    Change change;
    change.after = before;
    for (const std::string& kind : kinds)
        change.log
            .add(Symbol::of(kind).text())  // the log keeps views of kinds
            .with("state", "place." + kind)
            .with("by", "rule \"7\"");
    return change;
}

Event sample_event(const std::string& actor) {
    Event event;
    event.actor = {actor, "os:" + actor, "officer-absent"};
    event.reason = "asked by telephone";
    event.effective_at = at_minute(-30);
    event.what = Named{Symbol::of("referral_sent"), {}, {}};
    return event;
}

Digest digest_of(std::uint8_t first) {
    Digest digest;
    digest.bytes[0] = first;
    digest.bytes[31] = 0xee;
    return digest;
}

Case stored(store::Store& store, Case the_case) {
    auto transaction = must(store.begin());
    must(transaction->create_case(the_case));
    must(transaction->commit(at_minute(0)));
    return the_case;
}

Case stored_change(store::Store& store, Change change, Instant recorded) {
    auto transaction = must(store.begin());
    must(transaction->write(change, sample_event(), recorded));
    must(transaction->commit(recorded));
    return change.after;
}

}  // namespace throughgate::testing
