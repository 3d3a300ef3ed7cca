// SPDX-License-Identifier: MIT
// Goal: what an inspection says of a case follows from its log as it was known at an instant, and
// entries recorded later change nothing of it. Method: logs written by hand, one entry a line.
#include "core/report_past.hpp"

#include "support/catch.hpp"

namespace throughgate::core {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Instant at(const char* text) { return *parse_instant(text); }

class Log {
public:
    Log& add(const char* recorded, const char* kind, Fields fields) {
        StoredLogEntry entry;
        entry.sequence = entries_.size() + 1;
        entry.kind = kind;
        entry.recorded = entry.effective = at(recorded);
        entry.fields = std::move(fields);
        entry.hash.bytes[0] = static_cast<std::uint8_t>(entry.sequence);
        entries_.push_back(std::move(entry));
        return *this;
    }
    [[nodiscard]] const std::vector<StoredLogEntry>& entries() const { return entries_; }

private:
    std::vector<StoredLogEntry> entries_;
};

constexpr const char* opened = "2026-03-02T09:00:00Z";
constexpr const char* left = "2026-03-17T09:30:00Z";

/// Two needs, one of them arranged; one handoff acknowledged in time; out on 17 March.
Log usual() {
    Log log;
    log.add(opened, "case.opened", {})
        .add(opened, "fact.set", {{"name", "release"}, {"value", "2026-03-17"}})
        .add(opened, "fact.set", {{"name", "prison"}, {"value", "ZZA"}})
        .add(opened, "role.assigned", {{"role", "ro"}, {"person", "S01"}})
        .add(opened, "pathway.started", {{"pathway", "accommodation"}})
        .add(opened, "pathway.started", {{"pathway", "ete"}})
        .add("2026-03-03T09:00:00Z", "stage.moved", {{"pathway", "ete"}, {"to", "needed"}})
        .add("2026-03-04T09:00:00Z", "stage.moved",
             {{"pathway", "accommodation"}, {"to", "arranged"}})
        .add("2026-03-05T09:00:00Z", "handoff.raised", {{"handoff", "1"}, {"name", "H02"}})
        .add("2026-03-06T09:00:00Z", "handoff.acknowledged", {{"handoff", "1"}, {"by", "S01"}})
        .add(left, "case.moved", {{"from", "gate"}, {"to", "released"}});
    return log;
}

std::vector<Handoff> due(const char* acknowledge) {
    Handoff handoff;
    handoff.id.number = 1;
    handoff.acknowledge_due = at(acknowledge);
    return {handoff};
}

}  // namespace

TEST_CASE("what is known of a release is read from the log") {
    const Instant known = at("2026-03-20T00:00:00Z");
    const PastCase past = past_of(usual().entries(), due("2026-03-07T09:00:00Z"), known);
    CHECK(past.state == "released");
    CHECK(past.prison == "ZZA");
    CHECK(past.release == parse_date("2026-03-17"));
    CHECK(past.left == at(left));
    CHECK(past.officer_at_release == "S01");
    CHECK(past.log_length == 11);
    CHECK(past.log_head.bytes[0] == 11);
    const PastEvidence evidence = evidence_of(past, known);
    CHECK(evidence.needs == 2);
    CHECK(evidence.begun == 1);  // that work is needed is no plan
    CHECK(evidence.settled == 1);
    CHECK_FALSE(evidence.planned());
    CHECK_FALSE(evidence.acted());
    CHECK(evidence.coordinated());
}

TEST_CASE("what was recorded later is not known yet, and is not counted") {
    const Instant known = at("2026-03-05T12:00:00Z");
    const PastCase past = past_of(usual().entries(), due("2026-03-07T09:00:00Z"), known);
    CHECK_FALSE(past.left.has_value());
    CHECK(past.log_length == 9);
    REQUIRE(past.handoffs.size() == 1);
    CHECK_FALSE(past.handoffs.at(1).acknowledged.has_value());
    CHECK_FALSE(is_on_time(past.handoffs.at(1), known).has_value());
}

TEST_CASE("a date that was moved later is the date that it was then") {
    Log log = usual();
    log.add("2026-03-18T09:00:00Z", "deadline.moved",
            {{"name", "H02"},
             {"before", "2026-03-05T18:00:00Z"},
             {"after", "2026-03-30T09:00:00Z"},
             {"handoff", "1"}});
    const auto on_time = [&](const char* known) {
        const PastCase past = past_of(log.entries(), due("2026-03-30T09:00:00Z"), at(known));
        return is_on_time(past.handoffs.at(1), at(known));
    };
    CHECK(on_time("2026-03-18T08:00:00Z") == false);
    CHECK(on_time("2026-03-19T08:00:00Z") == true);
}

TEST_CASE("an arrangement after the gate, or a case opened after it, is no planning") {
    Log log = usual();
    log.add("2026-03-18T09:00:00Z", "stage.moved", {{"pathway", "ete"}, {"to", "in_place"}});
    const Instant known = at("2026-03-20T00:00:00Z");
    CHECK(evidence_of(past_of(log.entries(), {}, known), known).settled == 1);
    Log late;
    late.add("2026-03-18T09:00:00Z", "case.placed", {})
        .add("2026-03-18T09:00:00Z", "pathway.started", {{"pathway", "ete"}})
        .add("2026-03-18T09:00:00Z", "stage.moved", {{"pathway", "ete"}, {"to", "needed"}})
        .add("2026-03-18T09:00:00Z", "case.moved", {{"from", "custody"}, {"to", "released"}});
    PastCase past = past_of(late.entries(), {}, known);
    past.left = at(left);
    CHECK(evidence_of(past, known).opened_late);
    CHECK_FALSE(evidence_of(past, known).planned());
}

TEST_CASE("a handoff that nobody answered counts as late once its date has passed") {
    Log log;
    log.add(opened, "handoff.raised", {{"handoff", "1"}, {"name", "H02"}});
    const auto handoffs = due("2026-03-07T09:00:00Z");
    const auto on_time = [&](const char* known) {
        const PastCase past = past_of(log.entries(), handoffs, at(known));
        return is_on_time(past.handoffs.at(1), at(known));
    };
    CHECK_FALSE(on_time("2026-03-07T08:00:00Z").has_value());
    CHECK(on_time("2026-03-07T10:00:00Z") == false);
}

}  // namespace throughgate::core
