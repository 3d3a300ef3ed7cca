// SPDX-License-Identifier: MIT
#include "desk.hpp"

#include <fstream>
#include <sstream>

#include "journey/notices.hpp"
#include "support/catch.hpp"

namespace throughgate::test {
namespace {

constexpr const char* facts_text = R"(format: 1
common: facts
facts:
  release:    {date: true, set_by: [ro, omu_admin]}
  handover:   {date: true, set_by: [ro]}
  started:    {instant: true, set_by: [ro]}
  supervised: {truth: true}
  agreed:     {truth: true}
  settled:    {truth: true}
  count:      {number: true}
  note:       {text: 10}
  kind:       {choice: [own, cas]}
  risk.rosh:  {choice: [low, high]}
  place.id:   {text: 40, set_by: [ro]}
  check:      {choice: [bad, good], per: place.id, set_by: [ro], label: sensitive_da}
  visit:      {date: true, per: place.id}
  prison:     {text: 3}
  ro_team:    {text: 20}
sources: {ndelius: nDelius, oasys: OASys}
)";

constexpr const char* roles_text = R"(format: 1
common: roles
roles:
  ro:        {side: community, label: Responsible officer, assigned: true, manager: spo}
  spo:       {side: community, label: Senior probation officer}
  pom:       {side: prison, label: Prison offender manager, assigned: true, manager: head_omu}
  head_omu:  {side: prison, label: Head of OMU}
  omu_admin: {side: prison, label: OMU administrator, manager: head_omu}
  police:    {side: outside, label: Police}
  csc:       {side: outside, label: Children's services}
)";

constexpr const char* messages_text = R"(format: 1
common: messages
messages:
  due_soon: {subject: "{{case.reference}}", body: "{{link}}"}
ladders:
  none:
    only: {at: due, tell: owner, class: info, message: due_soon}
  state:
    only: {at: due, tell: [owner, manager of owner], class: action, message: due_soon}
  acknowledge:
    only: {at: due, tell: [to, manager of to], class: action, message: due_soon}
  complete:
    only: {at: due, tell: [to, manager of to], class: action, message: due_soon}
)";

constexpr const char* spine_text = R"(format: 1
pathway: spine
title: Release
common: [facts, roles, messages]
calendar: england-and-wales
zone: Europe/London
strands:
  phase:
    start: in_custody
    states:
      in_custody: {title: In custody, phase: custody, owner: pom, do: Wait.,
          events: {released: out}}
      out: {title: Out, phase: released, owner: ro, do: Meet., events: {spine.ended: over}}
      over: {title: Over, phase: closed, final: true, outcome: done}
)";

std::string calendar_text() {
    std::ifstream file(TG_SOURCE_DIR
                       "/tests/support/definitions/small/common/calendars/england-and-wales.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bool has(const std::vector<definition::SourceFile>& files, std::string_view folder) {
    for (const auto& each : files)
        if (each.path.starts_with(folder)) return true;
    return false;
}

void add_common(std::vector<definition::SourceFile>& files) {
    files.push_back({"common/facts.yaml", facts_text});
    files.push_back({"common/roles.yaml", roles_text});
    files.push_back({"common/messages.yaml", messages_text});
    files.push_back({"common/calendars/england-and-wales.yaml", calendar_text()});
}

definition::Loaded load_all(std::vector<definition::SourceFile> files) {
    if (!has(files, "spine/")) files.push_back({"spine/pathway.yaml", spine_text});
    if (!has(files, "common/")) add_common(files);
    definition::Loaded loaded = definition::load(files);
    std::string faults;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error) faults += format_diagnostic(each) + "\n";
    INFO(faults);
    REQUIRE(faults.empty());
    return loaded;
}

std::vector<EventField> fields_of(const Fields& fields) {
    std::vector<EventField> all;
    for (const auto& [name, value] : fields) all.push_back({Symbol::of(name), Value(value)});
    return all;
}

Event event_by(const As& as) {
    Event event;
    event.actor.person = as.person;
    event.actor.asserted_by = "test";
    for (const std::string& role : as.roles) event.grants.push_back(Symbol::of(role));
    event.reason = as.reason;
    event.effective_at = as.effective;
    event.expected_version = as.version;
    return event;
}

std::string line_of(const LogEntry& entry) {
    std::string line = entry.kind;
    for (const auto& field : entry.fields) line += " " + field.second;
    return line;
}

}  // namespace

Instant at(std::string_view text) {
    if (const auto date = parse_date(text)) return Instant(*date);
    const auto instant = parse_instant(text);
    REQUIRE(instant.has_value());
    return *instant;
}

Desk::Desk(std::vector<definition::SourceFile> pathways, std::string_view start)
    : now(at(start)),
      loaded(load_all(std::move(pathways))),
      zone_(rules::Zone::load("Europe/London").value()) {
    the_case.id = CaseId{1};
    the_case.reference = "TG-000001";
    the_case.person.noms_number = "A0001AA";
}

Desk Desk::with(const std::string& rest, std::string_view start) {
    const std::string head =
        "format: 1\npathway: accommodation\ntitle: Accommodation\n"
        "common: [facts, roles, messages]\ncalendar: england-and-wales\nzone: Europe/London\n";
    return Desk({{"accommodation/pathway.yaml", head + rest}}, start);
}

Desk Desk::beside_idle(const std::string& strands) {
    Desk desk = Desk::with(R"(strands:
  main:
    start: idle
    states:
      idle: {title: Idle, stage: needed, owner: ro, do: Wait., events: {main.end: over}}
      over: {title: Over, stage: closed, final: true, outcome: done}
)" + strands);
    desk.open();
    return desk;
}

void Desk::plant(const definition::DefinitionPointer& changed) {
    loaded.set.versions[changed->behaviour] = changed;
    for (definition::DefinitionPointer& each : loaded.set.current)
        if (each->behaviour == changed->behaviour) each = changed;
}

journey::World Desk::world() const {
    journey::World world;
    world.now = now;
    world.definitions = &loaded.set;
    world.zone = &zone_;
    world.incarnation = 1;
    return world;
}

Change Desk::decide(Event event) {
    const Case before = the_case;
    Change change = journey::decide(world(), Case(the_case), event);
    the_case = change.after;
    if (change.verdict == Verdict::refused) {
        CHECK(the_case == before);
        CHECK(change.log.empty());
        return change;
    }
    for (const Change::DueRow& row : change.disarm) {
        const auto found = due.find({row.due, row.timer.number});
        REQUIRE(found != due.end());
        CHECK(found->second == row.generation);
        due.erase(found);
    }
    for (const Change::DueRow& row : change.arm) {
        CHECK(due.count({row.due, row.timer.number}) == 0);
        due[{row.due, row.timer.number}] = row.generation;
    }
    std::size_t armed = 0;
    for (const Timer& timer : the_case.timers) {
        if (!timer.due) continue;
        ++armed;
        REQUIRE(due.count({*timer.due, timer.id.number}) == 1);
        CHECK(due[{*timer.due, timer.id.number}] == timer.generation);
    }
    CHECK(armed == due.size());
    for (LogEntry& entry : change.log.entries()) log.push_back(std::move(entry));
    notices.insert(notices.end(), change.notices.begin(), change.notices.end());
    if (!the_case.pathways.empty())
        CHECK(journey::broken_invariants(world(), the_case, owned()) == std::vector<std::string>{});
    return change;
}

journey::Ownership Desk::owned() {
    return {[](Symbol) { return journey::Behind::person; }, {}};
}

Change Desk::open(const Fields& fields, std::vector<Assignment> assignments) {
    Event event = event_by({});
    event.what = Opened{fields_of(fields), std::move(assignments)};
    return decide(std::move(event));
}

Change Desk::send(const std::string& name, const Fields& fields, const As& as) {
    Event event = event_by(as);
    event.what = Named{Symbol::of(name), fields_of(fields), {}};
    return decide(std::move(event));
}

Change Desk::act(std::uint32_t handoff, HandoffAction action, const As& as,
                 const std::string& evidence) {
    Event event = event_by(as);
    event.what = HandoffCommand{HandoffId{handoff}, action, evidence};
    return decide(std::move(event));
}

std::vector<Change> Desk::run_until(std::string_view until) { return run_until(at(until)); }

std::vector<Change> Desk::run_until(Instant until) {
    std::vector<Change> changes;
    while (!due.empty()) {
        const auto [instant, timer] = due.begin()->first;
        if (instant > until) break;
        REQUIRE(changes.size() < 1000);
        now = std::max(now, instant);
        Event event;
        event.what = TimerDue{TimerId{timer}, due.begin()->second};
        changes.push_back(decide(std::move(event)));
        REQUIRE(changes.back().verdict != Verdict::stale);
    }
    now = std::max(now, until);
    return changes;
}

bool Desk::is_in(const std::string& state) const {
    for (const Pathway& each : the_case.pathways) {
        const auto index =
            world().definitions->find(each.definition)->find_state(Symbol::of(state));
        if (index && each.configuration.has(*index)) return true;
    }
    return false;
}

const Pathway& Desk::pathway(const std::string& name) const {
    const Pathway* found = the_case.find_pathway(Symbol::of(name));
    REQUIRE(found != nullptr);
    return *found;
}

std::string Desk::fact(const std::string& name, const std::string& subject) const {
    const Fact* found = the_case.find_fact(Symbol::of(name), subject);
    return found == nullptr ? "unknown" : to_text(found->value);
}

const Timer* Desk::timer(const std::string& name, TimerKind kind) const {
    for (const Timer& each : the_case.timers)
        if (each.name.text() == name && each.kind == kind) return &each;
    return nullptr;
}

const Handoff& Desk::handoff(std::uint32_t id) const {
    const Handoff* found = the_case.find_handoff(HandoffId{id});
    REQUIRE(found != nullptr);
    return *found;
}

std::vector<std::string> Desk::log_of(const std::string& kind) const {
    std::vector<std::string> lines;
    for (const LogEntry& entry : log)
        if (entry.kind == kind) lines.push_back(line_of(entry));
    return lines;
}

std::string Desk::moves() {
    std::string text;
    for (; moves_seen_ < log.size(); ++moves_seen_) {
        const LogEntry& entry = log[moves_seen_];
        if (entry.kind != "state.entered" && entry.kind != "state.left") continue;
        if (!text.empty()) text += " ";
        text += (entry.kind == "state.entered" ? "+" : "-") + entry.fields[0].second;
    }
    return text;
}

std::vector<std::string> recipients(const Change& change) {
    std::vector<std::string> all;
    for (const Notice& notice : change.notices) all.push_back(journey::text_of(notice.recipient));
    return all;
}

bool logs(const Change& change, std::string_view kind) {
    for (std::size_t i = 0; i < change.log.size(); ++i)
        if (change.log[i].kind == kind) return true;
    return false;
}

}  // namespace throughgate::test
