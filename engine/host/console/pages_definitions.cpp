// SPDX-License-Identifier: MIT
// Definitions: which versions live cases follow and where they stand; plans, what each would do,
// their approval, their application and taking it back.
#include <algorithm>

#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/page.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t rows_shown = 500, bars_shown = 30;

std::string when(const Engine& engine, const std::optional<Instant>& instant) {
    return instant ? engine.in_words(*instant) : "";
}

std::string short_of(const std::string& hash) { return hash.substr(0, 12); }

Actor actor_of(const Visit& visit) { return {visit.principal.person, visit.principal.id, ""}; }

Tag tag_of(const std::string& state) {
    if (state == "published") return {"Published", "green"};
    if (state == "approved") return {"Approved", "blue"};
    if (state == "in_review") return {"In review", "yellow"};
    return {state, "grey"};
}

Table plain_table(const ReportTable& from) {
    Table table{.caption = from.title};
    table.first_names = true;
    table.sortable = true;
    table.empty = from.title + ": none.";
    for (const ReportColumn& each : from.columns)
        table.columns.push_back({each.title, each.kind == CellKind::count});
    for (const auto& row : from.rows) {
        auto& cells = table.rows.emplace_back();
        for (const std::string& each : row) cells.push_back({.text = each});
    }
    return table;
}

Table plan_table(const Engine& engine, const std::vector<PublicationView>& all) {
    Table table{.caption = "Plans, the newest first"};
    table.columns = {{"Plan"},     {"Stands"},      {"Author"},
                     {"Proposed"}, {"Approved by"}, {"Published"}};
    table.first_names = true;
    table.empty = "Plans: none. `throughgate plan` makes one.";
    for (const PublicationView& each : all) {
        Cell stands;
        stands.tag = tag_of(each.state);
        table.rows.push_back(
            {{.text = short_of(each.plan), .href = "/definitions/plans/" + each.plan},
             stands,
             {.text = each.author},
             {.text = engine.in_words(each.proposed)},
             {.text = each.approved_by, .hint = each.reason},
             {.text = when(engine, each.published)}});
    }
    return table;
}

Table run_table(const Engine& engine, const std::vector<ChangeRunView>& all) {
    Table table{.caption = "Runs over live cases, the newest first"};
    table.columns = {{"Run", true},        {"Plan"},  {"By"},   {"Done", true}, {"Of", true},
                     {"Left alone", true}, {"Began"}, {"Ended"}};
    table.first_names = true;
    table.empty = "Runs over live cases: none.";
    for (const ChangeRunView& each : all)
        table.rows.push_back(
            {{.text = std::to_string(each.id)},
             {.text = short_of(each.plan),
              .href = "/definitions/plans/" + each.plan,
              .hint = each.undoes == 0 ? "" : "takes back run " + std::to_string(each.undoes)},
             {.text = each.by},
             {.text = std::to_string(each.done)},
             {.text = std::to_string(each.total)},
             {.text = std::to_string(each.left)},
             {.text = engine.in_words(each.started)},
             {.text = when(engine, each.finished)}});
    return table;
}

BarChart states_chart(const ReportTable& states) {
    BarChart chart{"Live cases in each state, as bars",
                   "The states with most cases. The numbers of all stand in the table."};
    for (const auto& row : states.rows)
        chart.bars.push_back({row[1], http::number_in<std::uint64_t>(row[4])});
    std::stable_sort(chart.bars.begin(), chart.bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    if (chart.bars.size() > bars_shown) chart.bars.resize(bars_shown);
    return chart;
}

http::Response show_definitions(http::Services& services, const Visit& visit) {
    const Access reads = http::reading(services.engine, visit.principal);
    ReportQuery query;
    query.limit = rows_shown;
    const auto stand = report(services.engine, reads.viewer(), "states", query);
    if (!stand.ok()) return show_error(visit, stand.error());
    const auto plans = publications(services.engine);
    if (!plans.ok()) return show_error(visit, plans.error());
    const auto runs = change_runs(services.engine);
    if (!runs.ok()) return show_error(visit, runs.error());
    Operating page{.title = "Definitions",
                   .lead =
                       "Which versions live cases follow, what is proposed, and where "
                       "everybody stands."};
    page.links = {{"Edit definitions", "/definitions/edit"}};
    page.tables = {plan_table(services.engine, *plans), run_table(services.engine, *runs)};
    for (const ReportTable& each : stand->tables) page.tables.push_back(plain_table(each));
    if (const ReportTable* states = stand->find_table("states")) page.chart = states_chart(*states);
    return show(visit, page);
}

Table line_table(const ChangePlan& plan) {
    Table table{.caption = "What it would do"};
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

/// nullptr: nobody put it forward.
Result<std::optional<PublicationView>> standing_of(http::Services& services,
                                                   const std::string& plan) {
    const auto all = publications(services.engine);
    if (!all.ok()) return all.error();
    for (const PublicationView& each : *all)
        if (each.plan == plan) return std::optional(each);
    return std::optional<PublicationView>();
}

TextArea reason_area() {
    return {.name = "reason", .label = "Why?", .hint = "It is kept with the plan"};
}

void add_steps(const std::string& plan, const std::string& state, Operating& page) {
    const std::string here = "/definitions/plans/" + plan;
    if (state == "in_review") {
        page.steps.push_back({here + "/approve", "Approve this plan", here, reason_area(), false});
    }
    if (state == "approved")
        page.steps.push_back(
            {here + "/apply", "Publish it and bring live cases over", here, std::nullopt, true});
}

http::Response show_plan(http::Services& services, const Visit& visit, const std::string& fault) {
    const std::string& hash = visit.path["plan"];
    const auto text = plan_text(services.engine, hash);
    if (!text.ok()) return show_error(visit, text.error());
    const auto plan = read_plan(*text);
    if (!plan.ok()) return show_error(visit, plan.error());
    const auto standing = standing_of(services, plan->hash);
    if (!standing.ok()) return show_error(visit, standing.error());
    Operating page{.title = "Plan " + short_of(plan->hash),
                   .lead = "What these definitions would do to live cases, and who has agreed."};
    page.back = {"Back to definitions", "/definitions"};
    if (!fault.empty()) page.faults = {{fault, ""}};
    const std::string state = *standing ? (*standing)->state : "draft";
    SummaryRow stands{"Stands", {}};
    stands.value.tag = tag_of(state);
    page.figures = {stands};
    const auto add = [&](const char* key, std::uint64_t value) {
        page.figures.push_back({key, {.text = std::to_string(value)}});
    };
    for (const std::string& each : plan->publishes)
        page.figures.push_back({"Publishes", {.text = each}});
    add("Live cases of its pathways", plan->cases);
    add("Brought over", plan->changes);
    add("Blocked", plan->blocked);
    add("Left alone, with an incident", plan->incidents);
    add("Notices at once", plan->notices_now);
    page.tables = {line_table(*plan), team_table(*plan)};
    add_steps(plan->hash, state, page);
    return show(visit, page);
}

http::Response answer_to(http::Services& services, Visit& visit, const Status& done,
                         const char* words) {
    if (!done.ok()) return show_plan(services, visit, done.error().message);
    visit.say = words;
    return go_to("/definitions/plans/" + visit.path["plan"]);
}

template <typename Value>
Status status_of(const Result<Value>& result) {
    return result.ok() ? Status{} : Status{result.error()};
}

http::Response approve(http::Services& services, Visit& visit) {
    const auto text = plan_text(services.engine, visit.path["plan"]);
    if (!text.ok()) return show_error(visit, text.error());
    return answer_to(
        services, visit,
        status_of(approve_plan(services.engine, *text, actor_of(visit), visit.form["reason"])),
        "The plan is approved. Whoever did not approve it can publish it.");
}

http::Response apply(http::Services& services, Visit& visit) {
    const auto text = plan_text(services.engine, visit.path["plan"]);
    if (!text.ok()) return show_error(visit, text.error());
    return answer_to(services, visit,
                     status_of(apply_plan(services.engine, *text, actor_of(visit))),
                     "Published, and live cases were brought over.");
}

Page operate(std::string method, std::string path, std::string operation, Answer answer) {
    return {.method = std::move(method),
            .path = std::move(path),
            .operation = std::move(operation),
            .section = "definitions",
            .scope = http::Scope::operate,
            .answer = std::move(answer)};
}

}  // namespace

std::vector<Page> definition_pages(http::Services& services) {
    return {operate("GET", "/definitions", "page.showDefinitions",
                    [&services](Visit& visit) { return show_definitions(services, visit); }),
            operate("GET", "/definitions/plans/{plan}", "page.showPlan",
                    [&services](Visit& visit) { return show_plan(services, visit, ""); }),
            operate("POST", "/definitions/plans/{plan}/approve", "page.approvePlan",
                    [&services](Visit& visit) { return approve(services, visit); }),
            operate("POST", "/definitions/plans/{plan}/apply", "page.applyPlan",
                    [&services](Visit& visit) { return apply(services, visit); })};
}

}  // namespace throughgate::console
