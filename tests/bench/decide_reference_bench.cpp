// SPDX-License-Identifier: MIT
// `decide` alone on the reference workload: one case of three strands with six states each and two
// guards, twelve events from the start to the end; four of them arm a timer, four take one away.
// Every event changes the case, writes its log and, with timers, due rows.
#include "decide_stage.hpp"

namespace throughgate::bench {
namespace {

constexpr const char* common_text = R"(format: 1
common: shared
facts:
  kind: {choice: [own, shared]}
  hours: {number: true}
  prison: {text: 3}
  ro_team: {text: 20}
roles:
  ro:  {side: community, label: Responsible officer, assigned: true, manager: spo}
  spo: {side: community, label: Senior probation officer}
  pom: {side: prison, label: Prison offender manager, assigned: true}
)";

constexpr const char* spine_text = R"(format: 1
pathway: spine
title: Release
common: [shared]
calendar: england-and-wales
zone: Europe/London
strands:
  phase:
    start: in_custody
    states:
      in_custody:
        title: In custody
        phase: custody
        owner: pom
        do: Wait.
        events: {released: out}
        timers: {far: {at: 300 days after entry, to: out}}
      out: {title: Out, phase: released, owner: ro, do: Meet., events: {spine.ended: over}}
      over: {title: Over, phase: closed, final: true, outcome: done}
)";

constexpr const char* pathway_text = R"(format: 1
pathway: reference
title: Reference
common: [shared]
calendar: england-and-wales
zone: Europe/London
strands:
  home:
    title: Home
    start: asked
    states:
      asked:   {title: Asked, stage: needed, owner: ro, do: Ask., events: {home.offered: offered}}
      offered:
        title: Offered
        stage: arranging
        owner: ro
        do: Look.
        events:
          home.viewed:
            choose: [{when: kind is own, to: kept}, {otherwise: viewed}]
            if_unknown: viewed
        timers: {late: {at: 10 working days after entry, to: kept}}
      kept:    {title: Kept, stage: arranging, owner: ro, do: Keep., events: {home.agreed: agreed}}
      viewed:
        title: Viewed
        stage: arranging
        owner: ro
        do: Decide.
        events: {home.agreed: agreed}
      agreed:
        title: Agreed
        stage: arranged
        owner: ro
        do: Sign.
        events: {home.settled: settled}
        timers: {late: {at: 28 days after entry, to: viewed}}
      settled: {title: Settled, stage: closed, final: true, outcome: settled}
  work:
    title: Work
    start: asked
    states:
      asked:   {title: Asked, owner: ro, do: Ask., events: {work.planned: planned}}
      planned:
        title: Planned
        owner: ro
        do: Plan.
        events:
          work.applied:
            choose: [{when: hours is at least 16, to: applied}, {otherwise: trained}]
            if_unknown: applied
        timers: {late: {at: 15 working days after entry, to: trained}}
      trained: {title: Trained, owner: ro, do: Train., events: {work.offered: offered}}
      applied: {title: Applied, owner: ro, do: Wait., events: {work.offered: offered}}
      offered: {title: Offered, owner: ro, do: Check., events: {work.started: started}}
      started: {title: Started, final: true, outcome: started}
  support:
    title: Support
    start: asked
    states:
      asked:   {title: Asked, owner: ro, do: Ask., events: {support.agreed: agreed}}
      agreed:  {title: Agreed, owner: ro, do: Meet., events: {support.met: met}}
      met:
        title: Met
        owner: ro
        do: Go on.
        events: {support.reviewed: reviewed, support.paused: paused}
        timers: {late: {at: 7 days after entry, to: paused}}
      paused:  {title: Paused, owner: ro, do: Ask again., events: {support.met: met}}
      reviewed: {title: Reviewed, owner: ro, do: End., events: {support.ended: ended}}
      ended:   {title: Ended, final: true, outcome: ended}
)";

std::vector<DefinitionFile> reference_definitions() {
    std::vector<DefinitionFile> files = shipped_definitions({"common"});
    std::erase_if(files, [](const DefinitionFile& file) {
        return file.path.find("/calendars/") == std::string::npos;
    });
    files.push_back({"common/shared.yaml", common_text});
    files.push_back({"spine/pathway.yaml", spine_text});
    files.push_back({"reference/pathway.yaml", pathway_text});
    return files;
}

Stage stage() {
    const std::string path = scratch_folder("decide_reference") + "/start.db";
    const Instant now = *parse_instant("2026-09-29T08:00:00Z");
    VirtualClock clock(now);
    EngineOptions options;
    options.store_path = path;
    options.clock = &clock;
    std::string reference;
    {
        const auto engine = must(Engine::open(options));
        const Actor actor{"", "os:bench", ""};
        if (must(engine->apply(reference_definitions(), actor)).report.errors != 0) exit(1);
        must(engine->import_directory(small_directory(), "directory.csv", actor));
        Command command;
        command.key = "open";
        command.actor = actor;
        OpenCase open;
        open.person.noms_number = "A0001AA";
        open.assignments = {{"ro", "S01"}, {"pom", "S04"}};
        command.what = std::move(open);
        reference = must(engine->submit(std::move(command))).case_reference;
    }
    return stage_of(path, reference, now);
}

/// The strands take turns, as they would; the main line comes to its end last.
std::vector<Event> story(const Stage& at) {
    std::vector<Command> commands;
    for (const char* name : {"home.offered", "work.planned", "support.agreed", "home.viewed",
                             "work.applied", "support.met", "home.agreed", "work.offered",
                             "support.reviewed", "work.started", "support.ended", "home.settled"})
        commands.push_back(event("S01", at.the_case.reference, name, name, {}));
    return events_of(at, commands);
}

void decide_reference(benchmark::State& state) {
    const Stage at = stage();
    decide_story(state, at, story(at));
}
BENCHMARK(decide_reference)->UseManualTime();

}  // namespace
}  // namespace throughgate::bench
