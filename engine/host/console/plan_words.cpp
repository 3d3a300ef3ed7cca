// SPDX-License-Identifier: MIT
#include "host/console/plan_words.hpp"

#include <algorithm>

#include "host/console/frame.hpp"
#include "host/http/commands.hpp"

namespace throughgate::console {
namespace {

std::string what_it_does(const ChangeRunView& run) {
    if (run.undoes != 0) return "takes back run " + std::to_string(run.undoes);
    return run.team.empty() ? "" : "tried by team " + run.team;
}

}  // namespace

std::string words_of_moment(const Engine& engine, const std::optional<Instant>& instant) {
    return instant ? engine.in_words(*instant) : "";
}

std::string short_of(const std::string& hash) { return hash.substr(0, 12); }

Actor actor_of(const Visit& visit) { return http::planner_of(visit.principal); }

Tag tag_of_plan(const std::string& state) {
    if (state == "published") return {"Published", "green"};
    if (state == "tried") return {"Tried by a team", "purple"};
    if (state == "approved") return {"Approved", "blue"};
    if (state == "in_review") return {"In review", "yellow"};
    if (state == "superseded") return {"Replaced by a later one", "grey"};
    if (state == "withdrawn") return {"Withdrawn", "grey"};
    return {state, "grey"};
}

std::string address_of_plan(const std::string& plan) { return "/definitions/plans/" + plan; }

std::string address_of_run(std::int64_t run) { return "/definitions/runs/" + std::to_string(run); }

Table line_table(const ChangePlan& plan) {
    Table table{.caption = "What it would do to live cases"};
    table.columns = {{"What"}, {"Cases", true}, {"Pathway"}, {"The first of them"}};
    table.first_names = true;
    table.empty = "It changes nothing for live cases.";
    for (const PlanLine& each : plan.lines) {
        std::string first;
        for (const std::string& reference : each.first)
            first += (first.empty() ? "" : ", ") + reference;
        table.rows.push_back({{.text = each.words},
                              {.text = std::to_string(each.cases)},
                              {.text = each.pathway},
                              {.text = first}});
    }
    return table;
}

Table team_table(const ChangePlan& plan) {
    Table table{.caption = "Things to do, by team"};
    table.columns = {{"Team"}, {"Before", true}, {"After", true}};
    table.first_names = true;
    table.empty = "No team has more or less to do.";
    for (const PlanTeam& each : plan.teams)
        table.rows.push_back({{.text = each.team},
                              {.text = std::to_string(each.before)},
                              {.text = std::to_string(each.after)}});
    return table;
}

Table run_table(const Engine& engine, const std::vector<ChangeRunView>& runs) {
    Table table{.caption = "Runs over live cases, the newest first"};
    table.columns = {{"Run"},
                     {"Plan"},
                     {"By"},
                     {"Cases done", true},
                     {"Of", true},
                     {"Changed", true},
                     {"Left alone", true},
                     {"Began"},
                     {"Ended"}};
    table.first_names = true;
    table.empty = "Runs over live cases: none.";
    for (const ChangeRunView& each : runs) {
        Cell ended{.text = words_of_moment(engine, each.finished)};
        if (!each.finished) ended.tag = Tag{"Not ended", "yellow"};
        table.rows.push_back({{.text = "Run " + std::to_string(each.id),
                               .href = address_of_run(each.id),
                               .hint = what_it_does(each)},
                              {.text = short_of(each.plan), .href = address_of_plan(each.plan)},
                              {.text = each.by},
                              {.text = std::to_string(each.done)},
                              {.text = std::to_string(each.total)},
                              {.text = std::to_string(each.changed)},
                              {.text = std::to_string(each.left)},
                              {.text = engine.in_words(each.started)},
                              ended});
    }
    return table;
}

TextArea reason_area(const std::string& name, const std::string& label) {
    return {.name = name, .label = label, .hint = "It is kept with the plan"};
}

http::Response begin_work(ChangeJobs& jobs, Visit& visit, const ChangeWork& work) {
    const auto ended = jobs.begin(work.job, work.run);
    if (ended && !ended->ok()) return work.failed(ended->error().message);
    visit.say = ended ? work.said : "It is under way. This page shows how far it is.";
    return go_to(work.address);
}

Page definition_page(std::string method, std::string path, std::string operation, Answer answer) {
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .section = "definitions",
            .scope = http::Scope::operate,
            .answer = std::move(answer)};
}

bool is_under_way(const std::vector<ChangeRunView>& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [](const ChangeRunView& run) { return !run.finished; });
}

}  // namespace throughgate::console
