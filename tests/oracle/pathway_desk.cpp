// SPDX-License-Identifier: MIT
#include "oracle/pathway_desk.hpp"

#include <algorithm>
#include <array>

#include "support/catch.hpp"
#include "support/chart_desk.hpp"

namespace throughgate::oracle {
namespace {

constexpr const char* head = "title: T\ncommon: [shared]\ncalendar: plain\nzone: Europe/London\n";

constexpr const char* shared = R"(format: 1
common: shared
facts: {x0: {number: true}, x1: {number: true}, release: {date: true}}
roles: {ro: {side: community, label: Officer}}
)";

constexpr const char* calendar = R"(format: 1
calendar: plain
version: "1"
weekend: [saturday, sunday]
known_until: 2030-12-31
holidays: []
)";

constexpr const char* spine = R"(strands:
  phase:
    start: inside
    states:
      inside: {title: T, phase: custody, owner: ro, do: D, events: {spine.over: over}}
      over: {title: T, phase: closed, final: true, outcome: o}
)";

definition::Loaded load(const std::string& yaml) {
    const std::string start = "format: 1\npathway: ";
    definition::Loaded loaded = definition::load({
        {"common/shared.yaml", shared},
        {"common/calendars/plain.yaml", calendar},
        {"spine/pathway.yaml", start + "spine\n" + head + spine},
        {"made/pathway.yaml", start + "made\n" + head + yaml},
    });
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error) FAIL(format_diagnostic(each) << "\n" << yaml);
    return loaded;
}

/// "sA.sB.sC" is "sC"; events of states too.
std::string short_words(const std::string& line) {
    std::string text;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        std::string word = line.substr(at, end - at);
        const bool done = word.starts_with("done.state.");
        if (done) word.erase(0, 11);
        if (word.size() > 1 && word[0] == 's' && word[1] >= '0' && word[1] <= '9')
            word.erase(0, word.rfind('.') + 1);
        text += (at == 0 ? "" : " ") + std::string(done ? "done.state." : "") + word;
        at = end + 1;
    }
    return text;
}

/// The first two words of what both log with more or fewer fields.
std::string cut(const std::string& line, int words) {
    std::size_t end = 0;
    for (int i = 0; i < words && end != std::string::npos; ++i)
        end = line.find(' ', end == 0 ? 0 : end + 1);
    return line.substr(0, end);
}

bool names_strand(const Model& model, const std::string& state) {
    const std::size_t index = std::stoul(state.substr(1));
    return model.states[index].parent <= 1;
}

}  // namespace

PathwayDesk::PathwayDesk(const std::string& yaml)
    : loaded_(load(yaml)),
      zone_(rules::Zone::load("Europe/London").value()),
      now_(*parse_instant("2026-03-02T09:00:00Z")) {
    case_.id = CaseId{1};
    case_.reference = "TG-000001";
}

void PathwayDesk::start() {
    throughgate::Event event;
    event.what = Opened{};
    decide(std::move(event));
}

void PathwayDesk::send(const std::string& name) {
    throughgate::Event event;
    event.actor.person = "aspen";
    event.grants = {Symbol::of("ro")};
    event.what = Named{Symbol::of(name), {}, {}};
    decide(std::move(event));
}

void PathwayDesk::decide(throughgate::Event event) {
    journey::World world;
    world.now = now_;
    world.definitions = &loaded_.set;
    world.zone = &zone_;
    world.incarnation = 1;
    Change change = journey::decide(world, Case(case_), event);
    if (change.verdict == Verdict::refused) log.push_back("refused " + change.refusal->message);
    case_ = std::move(change.after);
    const std::vector<std::string> lines = test::lines_of(change.log);
    log.insert(log.end(), lines.begin(), lines.end());
    const journey::Ownership owned{[](Symbol) { return journey::Behind::person; }, {}};
    for (const std::string& broken : journey::broken_invariants(world, case_, owned))
        log.push_back("broken " + broken);
}

const definition::Definition& PathwayDesk::made() const {
    return *loaded_.set.find(case_.pathways.back().definition);
}

std::vector<std::string> PathwayDesk::active_ids() const {
    std::vector<std::string> ids;
    (case_.pathways.back().configuration & made().leaves).each([&](StateIndex s) {
        ids.emplace_back(made().states[s].short_id.text());
    });
    return ids;
}

std::vector<std::string> shared_words(const Model& model, const std::vector<std::string>& log) {
    std::vector<std::string> lines;
    for (const std::string& each : log) {
        const std::string line = short_words(each);
        const std::string kind = cut(line, 1);
        if (kind == "state.entered" || kind == "state.left") {
            const std::string name = cut(line, 2).substr(kind.size() + 1);
            // The spine's own states are named in words.
            const bool ours = name.size() > 1 && name[0] == 's' && name[1] >= '0' && name[1] <= '9';
            if (ours && !names_strand(model, name)) lines.push_back(cut(line, 2));
        } else if (kind == "fact.set" || kind == "data.set") {
            lines.push_back("set " + cut(line, 3).substr(kind.size() + 1));
        } else if (kind == "transition.preempted" || kind == "active" || kind == "restless" ||
                   kind == "event.unanswered" || kind == "broken" || kind == "refused") {
            lines.push_back(line);
        }
    }
    return lines;
}

}  // namespace throughgate::oracle
