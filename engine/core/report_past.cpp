// SPDX-License-Identifier: MIT
#include "core/report_past.hpp"

#include <charconv>

namespace throughgate::core {
namespace {

std::string_view field(const StoredLogEntry& entry, std::string_view name) {
    for (const auto& [key, value] : entry.fields)
        if (key == name) return value;
    return {};
}

std::uint32_t number_in(std::string_view text) {
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_inside(std::string_view state) { return state == "custody" || state == "gate"; }

class Reading {
public:
    Reading(PastCase& past, Instant known) : past_(past), known_(known) {}

    void read(const StoredLogEntry& entry) {
        if (entry.recorded > known_) return;
        past_.log_length = entry.sequence;
        past_.log_head = entry.hash;
        const std::string_view kind = entry.kind;
        if (kind == "fact.set") return fact(entry);
        if (kind == "stage.moved") return stage(entry);
        if (kind == "case.moved") return moved(entry);
        if (kind == "role.assigned") return assigned(entry);
        if (kind.starts_with("handoff.")) return handoff(entry);
        if (kind == "pathway.started" || kind == "pathway.closed") return pathway(entry);
        if (kind == "case.opened" || kind == "case.placed") past_.opened = entry.recorded;
    }

private:
    void fact(const StoredLogEntry& entry) {
        const std::string_view name = field(entry, "name"), value = field(entry, "value");
        if (name == "release") past_.release = parse_date(value);
        if (name == "prison") past_.prison = value;
        if (name == "ro_team") past_.team = value;
    }

    void stage(const StoredLogEntry& entry) {
        if (const auto pathway = field(entry, "pathway"); pathway != "spine")
            past_.stages[std::string(pathway)] = field(entry, "to");
    }

    void pathway(const StoredLogEntry& entry) {
        const auto name = field(entry, "pathway");
        if (name == "spine") return;
        const bool closed = entry.kind == "pathway.closed";
        auto [stage, added] = past_.stages.try_emplace(std::string(name), "not_started");
        if (closed || !added) stage->second = closed ? "closed" : "not_started";
    }

    void moved(const StoredLogEntry& entry) {
        const std::string_view to = field(entry, "to");
        const bool leaves = is_inside(past_.state) && !is_inside(to) && to != "closed";
        past_.state = to;
        if (!leaves) return;
        past_.left = entry.effective;
        past_.at_release = past_.stages;
        past_.officer_at_release = past_.officer;
    }

    void assigned(const StoredLogEntry& entry) {
        if (field(entry, "role") == "ro") past_.officer = field(entry, "person");
    }

    void handoff(const StoredLogEntry& entry) {
        const std::uint32_t number = number_in(field(entry, "handoff"));
        PastHandoff& handoff = past_.handoffs[number];
        const std::string_view kind = entry.kind;
        if (kind == "handoff.raised") {
            handoff.number = number;
            handoff.name = field(entry, "name");
            handoff.raised = entry.recorded;
        }
        if (kind == "handoff.acknowledged") {
            handoff.acknowledged = entry.effective;
            handoff.acknowledged_by = field(entry, "by");
        }
        if (kind == "handoff.completed") handoff.completed = entry.effective;
        if (kind == "handoff.ended") handoff.ended = entry.effective;
    }

    PastCase& past_;
    Instant known_;
};

/// The clock whose date was moved later is set back, the last move first.
void take_back(PastHandoff& handoff, const StoredLogEntry& entry) {
    const auto after = parse_instant(field(entry, "after"));
    const auto before = parse_instant(field(entry, "before"));
    for (auto* clock : {&handoff.acknowledge_due, &handoff.complete_due})
        if (*clock == after) {
            *clock = before;
            return;
        }
}

void set_dues(PastCase& past, const std::vector<StoredLogEntry>& log,
              const std::vector<Handoff>& handoffs, Instant known) {
    for (const Handoff& each : handoffs) {
        const auto found = past.handoffs.find(each.id.number);
        if (found == past.handoffs.end()) continue;
        found->second.acknowledge_due = each.acknowledge_due;
        found->second.complete_due = each.complete_due;
    }
    for (auto entry = log.rbegin(); entry != log.rend() && entry->recorded > known; ++entry) {
        if (!entry->kind.starts_with("deadline.")) continue;
        const auto found = past.handoffs.find(number_in(field(*entry, "handoff")));
        if (found != past.handoffs.end()) take_back(found->second, *entry);
    }
}

/// Of one clock: nullopt: not at its end yet, or there is none.
std::optional<bool> is_met(const std::optional<Instant>& due, const std::optional<Instant>& done,
                           Instant known) {
    if (!due) return std::nullopt;
    if (done) return *done <= *due;
    if (*due < known) return false;
    return std::nullopt;
}

bool is_settled(std::string_view stage) {
    return stage == "arranged" || stage == "in_place" || stage == "closed";
}

}  // namespace

PastCase past_of(const std::vector<StoredLogEntry>& log, const std::vector<Handoff>& handoffs,
                 Instant known) {
    PastCase past;
    Reading reading(past, known);
    for (const StoredLogEntry& entry : log) reading.read(entry);
    std::erase_if(past.handoffs, [](const auto& each) { return each.second.name.empty(); });
    set_dues(past, log, handoffs, known);
    return past;
}

std::optional<bool> is_on_time(const PastHandoff& handoff, Instant known) {
    const Instant until = handoff.ended.value_or(known);
    const auto acknowledged = is_met(handoff.acknowledge_due, handoff.acknowledged, until);
    const auto completed = is_met(handoff.complete_due, handoff.completed, until);
    if (acknowledged == false || completed == false) return false;
    return acknowledged ? acknowledged : completed;
}

PastEvidence evidence_of(const PastCase& past, Instant known) {
    PastEvidence evidence;
    const auto& stages = past.left ? past.at_release : past.stages;
    for (const auto& [pathway, stage] : stages) {
        ++evidence.needs;
        evidence.begun += stage != "not_started" && stage != "needed" ? 1 : 0;
        evidence.settled += is_settled(stage) ? 1 : 0;
    }
    for (const auto& [number, handoff] : past.handoffs) {
        if (past.left && handoff.raised > *past.left) continue;
        ++evidence.raised;
        evidence.acknowledged += handoff.acknowledged || handoff.completed ? 1 : 0;
        if (const auto met = is_on_time(handoff, known))
            ++(*met ? evidence.on_time : evidence.late);
    }
    evidence.opened_late = past.left && past.opened && *past.opened > *past.left;
    return evidence;
}

}  // namespace throughgate::core
