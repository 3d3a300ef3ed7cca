// SPDX-License-Identifier: MIT
#include "journey/replay.hpp"

#include <algorithm>

#include "journey/notices.hpp"

namespace throughgate::journey {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string field(const StoredLogEntry& entry, std::string_view name) {
    for (const auto& [key, value] : entry.fields)
        if (key == name) return value;
    return {};
}

bool is_named(std::string_view kind) { return kind.starts_with("event."); }

bool is_action(std::string_view kind) {
    for (const std::string_view each :
         {"handoff.acknowledged", "handoff.accepted", "handoff.declined", "handoff.queried",
          "handoff.answered", "handoff.completed"})
        if (kind == each) return true;
    return false;
}

bool is_firing(std::string_view kind) {
    return kind == "timer.fired" || kind == "rung.fired" || kind == "review.due" ||
           kind == "dates.settled";
}

/// Entries with which a decision begins.
bool begins(std::string_view kind) {
    return is_named(kind) || is_action(kind) || is_firing(kind) || kind == "case.opened" ||
           kind == "case.placed" || kind == "recomputed" || kind == "case.parked" ||
           kind == "case.unparked" || kind == "entry.corrected" || kind == "notice.delivered" ||
           kind == "notice.suppressed" || kind == "notice.failed" || kind == "owner.missing" ||
           kind == "owner.found" || kind == "access.glass_broken" ||
           kind == "access.glass_reviewed" || kind == "record.delivered" ||
           kind == "record.refused" || kind == "record.waived" || kind == "record.retried" ||
           kind == "case.migrated" || kind == "migration.taken_back";
}

Past past_from(const StoredLogEntry& entry) {
    Past past;
    past.sequence = past.last = entry.sequence;
    past.kind = entry.kind;
    past.at = entry.recorded;
    past.name = is_named(entry.kind) ? field(entry, "event") : field(entry, "name");
    past.by_people = is_named(entry.kind) || is_action(entry.kind);
    return past;
}

/// Decides one past decision after the other.
class Replay {
public:
    Replay(const World& world, const Case& given, std::uint64_t fresh_from)
        : world_(world), given_(given), fresh_from_(fresh_from) {
        out_.the_case.person = given.person;
        out_.the_case.id = given.id;
        out_.the_case.reference = given.reference;
        for (const definition::Role& role : world.definitions->roles)
            every_role_.push_back(role.id);
    }

    Replayed run(const std::vector<Past>& past, const std::set<std::uint64_t>& without) {
        for (const Past& each : past) {
            if (each.sequence >= fresh_from_ && !fresh_) begin_fresh();
            if (without.contains(each.sequence)) continue;
            again(each);
            if (each.completes) complete(each);
        }
        return std::move(out_);
    }

private:
    void begin_fresh() {
        fresh_ = true;
        Case& the_case = out_.the_case;
        the_case.last_timer = std::max(the_case.last_timer, given_.last_timer);
        the_case.last_entry = std::max(the_case.last_entry, given_.last_entry);
        the_case.last_handoff = std::max(the_case.last_handoff, given_.last_handoff);
    }

    void again(const Past& past) {
        const auto event = event_of(past);
        if (!event) return;
        World world = world_;
        world.now = past.at;
        world.notes_ways = false;
        Change change = decide(world, std::move(out_.the_case), *event);
        const bool refused = change.refusal.has_value();
        if (!refused && fresh_) owe(past, change);
        out_.the_case = std::move(change.after);
    }

    /// Where acknowledging alone did not do it.
    void complete(const Past& past) {
        Past second = past;
        second.kind = "handoff.completed";
        again(second);
    }

    /// What this decision told nobody, and recorded nowhere, when it was made first.
    void owe(const Past& past, const Change& change) {
        auto recorded = past.recorded;
        for (const UpstreamRecord& record : change.records) {
            const std::pair key{std::string(record.upstream.text()),
                                std::string(record.about.text())};
            const auto same = std::find(recorded.begin(), recorded.end(), key);
            if (same == recorded.end())
                out_.unrecorded.push_back(record);
            else
                recorded.erase(same);
        }
        auto told = past.told;
        for (const Notice& notice : change.notices) {
            const std::pair key{text_of(notice.recipient), std::string(notice.message.text())};
            const auto same = std::find(told.begin(), told.end(), key);
            if (same == told.end())
                out_.owed.push_back(notice);
            else
                told.erase(same);
        }
    }

    // --- the event behind the entries ------------------------------------------------------------
    [[nodiscard]] std::optional<Event> event_of(const Past& past) const {
        const StoredLogEntry& first = *past.entries.front();
        Event event;
        event.actor = {first.actor == "engine" ? "" : first.actor, first.asserted_by,
                       first.on_behalf_of};
        event.reason = first.reason;
        event.grants = every_role_;  // whoever acted was allowed to, then
        if (first.effective != first.recorded) event.effective_at = first.effective;
        if (past.kind == "case.opened") {
            event.what = Opened{fields_of(first, ""), assignments_of(past)};
        } else if (past.kind == "case.placed") {
            event.what = placed_again(past);
        } else if (is_named(past.kind)) {
            const Symbol name = Symbol::of(past.name);
            event.of_record = !is_answered(name);
            event.what = Named{name, fields_of(first, "event"), assignments_of(past)};
        } else if (is_action(past.kind)) {
            return acting(past, std::move(event));
        } else if (is_firing(past.kind)) {
            return firing(past);
        } else if (past.kind == "recomputed") {
            event.what = Recompute{field(first, "cause"), ""};
        } else {
            return std::nullopt;
        }
        return event;
    }

    /// The record's own events are answered by no workflow.
    [[nodiscard]] bool is_answered(Symbol name) const {
        for (const auto& [behaviour, definition] : world_.definitions->versions)
            if (definition->answers(name)) return true;
        return false;
    }

    static std::vector<EventField> fields_of(const StoredLogEntry& entry, std::string_view but) {
        std::vector<EventField> fields;
        for (const auto& [name, value] : entry.fields)
            if (name != but) fields.push_back({Symbol::of(name), Value(value)});
        return fields;
    }

    static std::vector<Assignment> assignments_of(const Past& past) {
        std::vector<Assignment> assignments;
        for (const StoredLogEntry* entry : past.entries)
            if (entry->kind == "role.assigned")
                assignments.push_back({field(*entry, "role"), field(*entry, "person")});
        return assignments;
    }

    static Placed placed_again(const Past& past) {
        Placed placed;
        placed.fields = fields_of(*past.entries.front(), "");
        placed.assignments = assignments_of(past);
        const auto time = [](const StoredLogEntry& entry, std::string_view name) {
            return parse_instant(field(entry, name));
        };
        for (const StoredLogEntry* entry : past.entries) {
            const std::string pathway = field(*entry, "pathway");
            if (entry->kind == "state.placed")
                placed.states.push_back({pathway, field(*entry, "state"), time(*entry, "since"),
                                         field(*entry, "stage")});
            if (entry->kind == "handoff.placed")
                placed.handoffs.push_back({pathway, field(*entry, "name"), field(*entry, "to"),
                                           time(*entry, "raised"), field(*entry, "acknowledged_by"),
                                           time(*entry, "acknowledged_at"),
                                           field(*entry, "evidence")});
            if (entry->kind == "gate.placed")
                placed.gates.push_back({pathway, field(*entry, "gate"), field(*entry, "cleared_by"),
                                        field(*entry, "countersigned_by"), field(*entry, "reason"),
                                        time(*entry, "at")});
        }
        return placed;
    }

    [[nodiscard]] std::optional<Event> acting(const Past& past, Event event) const {
        const StoredLogEntry& first = *past.entries.front();
        const Handoff* handoff = handoff_of(field(first, "handoff"), past.name);
        if (handoff == nullptr) return std::nullopt;
        HandoffAction action = HandoffAction::acknowledge;
        for (const auto& [kind, each] : {std::pair{"handoff.accepted", HandoffAction::accept},
                                         {"handoff.declined", HandoffAction::decline},
                                         {"handoff.queried", HandoffAction::query},
                                         {"handoff.answered", HandoffAction::answer},
                                         {"handoff.completed", HandoffAction::complete}})
            if (past.kind == kind) action = each;
        event.what = HandoffCommand{handoff->id, action, field(first, "evidence")};
        return event;
    }

    /// By its number where that still means the same, else the newest one like it.
    [[nodiscard]] const Handoff* handoff_of(const std::string& number,
                                            const std::string& name) const {
        const auto has_number = [&](const Handoff& each) {
            return std::to_string(each.id.number) == number;
        };
        const auto& mine = out_.the_case.handoffs;
        const auto same = std::find_if(mine.begin(), mine.end(), has_number);
        if (same != mine.end() && same->name.text() == name) return &*same;
        const auto was = std::find_if(given_.handoffs.begin(), given_.handoffs.end(), has_number);
        const Handoff* newest = nullptr;
        for (const Handoff& each : mine)
            if (was != given_.handoffs.end() && each.name == was->name &&
                each.to_role == was->to_role && each.subject == was->subject)
                newest = &each;
        return newest;
    }

    [[nodiscard]] std::optional<Event> firing(const Past& past) const {
        const StoredLogEntry& first = *past.entries.front();
        const Handoff* handoff = handoff_of(field(first, "handoff"), past.name);
        for (const Timer& timer : out_.the_case.timers) {
            if (!fits(timer, past) || !timer.due || *timer.due > past.at) continue;
            const bool of_handoff = timer.handoff.number != 0;
            if (of_handoff && (handoff == nullptr || handoff->id != timer.handoff)) continue;
            Event event;
            event.what = TimerDue{timer.id, timer.generation};
            return event;
        }
        return std::nullopt;
    }

    static bool fits(const Timer& timer, const Past& past) {
        if (past.kind == "review.due") return timer.kind == TimerKind::review;
        if (past.kind == "dates.settled") return timer.kind == TimerKind::settle;
        const bool climbs = timer.kind == TimerKind::deadline ||
                            timer.kind == TimerKind::acknowledge ||
                            timer.kind == TimerKind::complete;
        return timer.name.text() == past.name && climbs == (past.kind == "rung.fired");
    }

    const World& world_;
    const Case& given_;
    const std::uint64_t fresh_from_;
    std::vector<Symbol> every_role_;
    bool fresh_ = false;
    Replayed out_;
};

}  // namespace

namespace {

/// One action that was both is logged as two.
bool completes_with(const Past& past, const StoredLogEntry& entry) {
    const StoredLogEntry& first = *past.entries.front();
    return past.kind == "handoff.acknowledged" && entry.kind == "handoff.completed" &&
           field(first, "handoff") == field(entry, "handoff") && first.recorded == entry.recorded &&
           first.actor == entry.actor && first.reason == entry.reason &&
           past.last + 1 == entry.sequence;
}

}  // namespace

std::vector<Past> decisions_of(const std::vector<StoredLogEntry>& log) {
    std::vector<Past> decisions;
    for (const StoredLogEntry& entry : log) {
        const bool both = !decisions.empty() && completes_with(decisions.back(), entry);
        if (decisions.empty() || (begins(entry.kind) && !both))
            decisions.push_back(past_from(entry));
        Past& past = decisions.back();
        past.completes = past.completes || both;
        past.last = entry.sequence;
        past.entries.push_back(&entry);
        if (entry.kind == "notice.planned")
            past.told.emplace_back(field(entry, "to"), field(entry, "message"));
        if (entry.kind == "record.planned")
            past.recorded.emplace_back(field(entry, "in"), field(entry, "about"));
    }
    return decisions;
}

std::set<std::uint64_t> taken_back(const std::vector<Past>& past) {
    std::set<std::uint64_t> sequences;
    for (const Past& each : past)
        if (each.kind == "entry.corrected")
            sequences.insert(std::stoull("0" + field(*each.entries.front(), "entry")));
    return sequences;
}

Replayed replay(const World& world, const Case& given, const std::vector<Past>& past,
                const std::set<std::uint64_t>& without, std::uint64_t fresh_from) {
    return Replay(world, given, fresh_from).run(past, without);
}

}  // namespace throughgate::journey
