// SPDX-License-Identifier: MIT
// Opens a store, publishes the shipped workflows, opens one person's case, tells it what happened
// and shows what it waits for. Run it with the path of the repository.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <throughgate/engine.hpp>

namespace fs = std::filesystem;
using namespace throughgate;

template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

std::vector<DefinitionFile> workflows(const fs::path& folder) {
    std::vector<DefinitionFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".yaml" || name.ends_with(".test.yaml")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files.push_back({fs::relative(entry.path(), folder).generic_string(),
                         {std::istreambuf_iterator<char>(file), {}}});
    }
    return files;
}

Command from(const std::string& person, const std::string& key) {
    Command command;
    command.key = key;  // the same key again gives the same answer and changes nothing
    command.actor = {person, "host:example", ""};
    return command;
}

int main(int, char** arguments) try {
    VirtualClock clock(*parse_instant("2026-09-28T08:00:00Z"));  // leave it out for the real time
    EngineOptions options;
    options.store_path = "cases.db";
    options.clock = &clock;
    const auto engine = must(Engine::open(options));
    must(engine->apply(workflows(fs::path(arguments[1]) / "workflows"), from("", "").actor));
    must(
        engine->import_directory("id,name,roles,team\n"
                                 "S01,Officer Aspen,ro,N03A\n"
                                 "S02,Officer Birch,resettlement,ZZA\n",
                                 "staff.csv", from("", "").actor));

    Command open = from("S02", "open-1");
    open.what = OpenCase{
        {"A9001ZZ", ""},
        {{"prison", Value(std::string("ZZA"))}, {"release", Value(std::string("2026-12-07"))}},
        {{"ro", "S01"}}};
    const std::string reference = must(engine->submit(open)).case_reference;
    Command seen = from("S02", "screen-1");
    seen.what = SendEvent{reference,
                          {},
                          "screen.done",
                          {{"needs.summary", Value(std::string("somewhere to live"))}},
                          {}};
    const Receipt receipt = must(engine->submit(seen));
    std::cout << reference << ": " << name_of(receipt.outcome) << "\n";

    const CaseView view = must(engine->find_case(reference));
    for (const PathwayView& pathway : view.pathways)
        for (const StateView& state : pathway.states)
            if (pathway.id == "spine" && !state.title.empty())
                std::cout << "  " << state.id << ": " << state.title << "\n";
    for (const HandoffView& handoff : view.handoffs)
        std::cout << "  " << handoff.name << " " << handoff.title << ": " << handoff.from << " to "
                  << handoff.to << ", " << handoff.state << "\n";
    for (const DeadlineView& deadline : view.deadlines)
        if (deadline.kind == "acknowledge") std::cout << "  " << deadline.why << "\n";
    return 0;
} catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return 1;
}
