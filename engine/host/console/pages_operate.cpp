// SPDX-License-Identifier: MIT
// For operators: the system's health; and how a page of theirs is shown.
#include <filesystem>

#include "host/console/acting.hpp"
#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/page.hpp"
#include "host/console/plan_words.hpp"
#include "host/http/reads.hpp"
#include "throughgate/lateness.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/notices.hpp"
#include "throughgate/upstreams.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t incidents_shown = 50;

std::string when(const Engine& engine, const std::optional<Instant>& instant) {
    return instant ? engine.in_words(*instant) : "";
}

SummaryRow row(std::string key, std::string value) {
    return {std::move(key), {.text = std::move(value)}};
}

SummaryRow count(std::string key, std::uint64_t value) {
    return row(std::move(key), std::to_string(value));
}

/// "throughgate-2026.db, 3 h old"; the newest file of the folder.
std::string newest_backup(const std::string& folder) {
    namespace fs = std::filesystem;
    if (folder.empty()) return "No folder of backups is given to this server";
    std::error_code broken;
    fs::file_time_type newest = fs::file_time_type::min();
    std::string name;
    for (const auto& each : fs::directory_iterator(folder, broken)) {
        const auto written = each.is_regular_file() ? each.last_write_time(broken) : newest;
        if (written <= newest) continue;
        newest = written;
        name = each.path().filename().string();
    }
    if (name.empty()) return "None yet";
    const auto age = fs::file_time_type::clock::now() - newest;
    return name + ", " +
           std::to_string(std::chrono::duration_cast<std::chrono::hours>(age).count()) +
           " hours old";
}

Result<std::vector<SummaryRow>> figures_of(http::Services& services, const Health& health) {
    const auto totals = services.engine.totals();
    if (!totals.ok()) return totals.error();
    const bool late = health.next_due && *health.next_due < health.now;
    const auto behind =
        late ? std::chrono::duration_cast<std::chrono::seconds>(health.now - *health.next_due)
             : std::chrono::seconds(0);
    return std::vector<SummaryRow>{
        row("Now", services.engine.in_words(health.now)),
        row("Next date that fires", when(services.engine, health.next_due)),
        row("Behind its dates", std::to_string(behind.count()) + " seconds"),
        row("Clock", health.clock_held ? "Held: a jump waits to be confirmed" : "Runs"),
        count("Cases", totals->cases),
        count("Handoffs raised", totals->handoffs_raised),
        count("Handoffs acknowledged", totals->handoffs_acknowledged),
        count("Notices delivered", totals->notices_delivered),
        count("Notices given up", totals->notices_undeliverable),
        count("Open incidents", health.open_incidents),
        count("Broken invariants", totals->invariant_violations),
        row("Newest backup", newest_backup(services.backup_folder))};
}

Table upstream_table(const Engine& engine, const std::vector<UpstreamView>& all) {
    Table table{.caption = "Other systems"};
    table.columns = {{"System"},      {"Stands"},        {"Waiting", true},
                     {"Waits since"}, {"Refused", true}, {"Its last words"}};
    table.first_names = true;
    table.empty = "Other systems: none.";
    for (const UpstreamView& each : all) {
        Cell stands;
        stands.tag = each.away ? Tag{"Away", "red"}
                               : Tag{each.connected ? "Connected" : "Not connected",
                                     each.connected ? "green" : "grey"};
        table.rows.push_back({{.text = each.title.empty() ? each.name : each.title},
                              stands,
                              {.text = std::to_string(each.waiting)},
                              {.text = when(engine, each.oldest)},
                              {.text = std::to_string(each.refused)},
                              {.text = each.said}});
    }
    return table;
}

Table incident_table(const Engine& engine, const std::vector<IncidentView>& all) {
    Table table{.caption = "Open incidents"};
    table.columns = {{"Number", true}, {"Case"}, {"Kind"}, {"What"}, {"Since"}};
    table.first_names = true;
    table.empty = "Open incidents: none.";
    for (const IncidentView& each : all) {
        if (table.rows.size() == incidents_shown) break;
        table.rows.push_back(
            {{.text = std::to_string(each.id)},
             {.text = each.case_reference,
              .href = each.case_reference.empty() ? "" : address_of_case(each.case_reference)},
             {.text = each.kind},
             {.text = each.message},
             {.text = engine.in_words(each.opened)}});
    }
    return table;
}

Table recompute_table(const Engine& engine, const std::vector<RecomputeView>& all) {
    Table table{.caption = "Runs through all cases"};
    table.columns = {{"Because"},     {"Done", true}, {"Of", true},
                     {"Moved", true}, {"Began"},      {"Ended"}};
    table.first_names = true;
    table.empty = "Runs through all cases: none.";
    for (const RecomputeView& each : all)
        table.rows.push_back({{.text = each.cause},
                              {.text = std::to_string(each.done)},
                              {.text = std::to_string(each.total)},
                              {.text = std::to_string(each.changed)},
                              {.text = engine.in_words(each.started)},
                              {.text = when(engine, each.finished)}});
    return table;
}

std::string words_of_wait(Milliseconds wait) {
    const auto count = wait.count();
    if (count < 1000) return std::to_string(count) + " ms";
    if (count < 120'000) return std::to_string(count / 1000) + " s";
    if (count < 7'200'000) return std::to_string(count / 60'000) + " min";
    return std::to_string(count / 3'600'000) + " h";
}

/// The caption says how it is counted.
Table lateness_table(const std::vector<Lateness>& periods) {
    Table table{.caption =
                    "How late timers fire: from the moment at which each was due to the "
                    "moment that the log has for it, time for which nothing ran included. "
                    "Half of all were at most as late as 50 % says, and so on",
                .size = "s"};
    table.columns = {{"In the last"}, {"Fired", true}, {"50 %", true},
                     {"95 %", true},  {"99 %", true},  {"The latest", true}};
    table.first_names = true;
    for (const Lateness& each : periods) {
        const bool day = each.period > std::chrono::hours(1);
        std::vector<Cell> row{
            {.text = day ? "day" : "hour", .hint = each.whole ? "" : "of its last 50,000 commits"},
            {.text = std::to_string(each.fired)}};
        for (const Milliseconds wait : {each.p50, each.p95, each.p99, each.worst})
            row.push_back({.text = each.fired == 0 ? "-" : words_of_wait(wait)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Only those that have not come to their end.
std::vector<ChangeRunView> half_runs(std::vector<ChangeRunView> runs) {
    std::erase_if(runs, [](const ChangeRunView& run) { return run.finished.has_value(); });
    return runs;
}

/// Whatever the other systems are owed, and what was given up.
Result<std::vector<SummaryRow>> queues_of(http::Services& services,
                                          const std::vector<UpstreamView>& others) {
    NoticeQuery query;
    query.dead_letters = true;
    query.limit = 1000;
    const auto dead = list_notices(services.engine, query);
    if (!dead.ok()) return dead.error();
    std::uint64_t waiting = 0, refused = 0;
    for (const UpstreamView& each : others) {
        waiting += each.waiting;
        refused += each.refused;
    }
    return std::vector<SummaryRow>{
        count("Waiting for other systems", waiting), count("Refused by other systems", refused),
        row("Notices given up that nobody has decided about",
            std::to_string(dead->size()) + (dead->size() == query.limit ? " or more" : ""))};
}

http::Response show_system(http::Services& services, const Visit& visit) {
    const Health health = services.engine.health();
    const auto figures = figures_of(services, health);
    if (!figures.ok()) return show_error(visit, figures.error());
    const auto others = upstreams(services.engine);
    if (!others.ok()) return show_error(visit, others.error());
    const auto open = http::reading(services.engine, visit.principal).incidents();
    if (!open.ok()) return show_error(visit, open.error());
    const auto runs = services.engine.recomputes();
    if (!runs.ok()) return show_error(visit, runs.error());
    const auto late = timer_lateness(services.engine);
    if (!late.ok()) return show_error(visit, late.error());
    const auto queues = queues_of(services, *others);
    if (!queues.ok()) return show_error(visit, queues.error());
    const auto changes = change_runs(services.engine);
    if (!changes.ok()) return show_error(visit, changes.error());
    Operating page{.title = "System", .lead = "Whether everything fires, goes out and is kept."};
    page.problems = health.problems;
    page.problems.insert(page.problems.end(), health.warnings.begin(), health.warnings.end());
    page.figures = *figures;
    page.figures.insert(page.figures.end(), queues->begin(), queues->end());
    Table halves = run_table(services.engine, half_runs(*changes));
    halves.caption = "Runs over live cases that have not ended";
    halves.empty = halves.caption + ": none.";
    page.tables = {lateness_table(*late), halves, upstream_table(services.engine, *others),
                   incident_table(services.engine, *open), recompute_table(services.engine, *runs)};
    return show(visit, page);
}

Data differences_data(const std::vector<FileDifference>& differences) {
    Data all = list();
    for (const FileDifference& each : differences) {
        Data lines = list();
        for (const DifferenceLine& line : each.lines) {
            Data data;
            data["mark"] = Data(std::string(1, line.mark));
            data["text"] = text(line.text + "\n");
            data["comes"] = Data(line.mark == '+');
            data["goes"] = Data(line.mark == '-');
            data["gap"] = Data(line.mark == '@');
            add(lines, std::move(data));
        }
        Data file;
        file["path"] = text(each.path);
        file["lines"] = std::move(lines);
        add(all, std::move(file));
    }
    return all;
}

}  // namespace

http::Response show(const Visit& visit, const Operating& page) {
    Data problems = list(), tables = list(), steps = list();
    for (const std::string& each : page.problems) {
        Data problem;
        problem["text"] = text(each);
        add(problems, std::move(problem));
    }
    for (const Table& each : page.tables) {
        Data item;
        item["table"] = to_data(each);
        add(tables, std::move(item));
    }
    for (const OperatingStep& each : page.steps) {
        Data step;
        step["action"] = text(each.action);
        step["text"] = text(each.text);
        step["warning"] = Data(each.warning);
        step["form"] = form_of(visit, each.back);
        step["input"] = each.input ? to_data(*each.input) : Data(false);
        step["reason"] = each.reason ? to_data(*each.reason) : Data(false);
        add(steps, std::move(step));
    }
    Data data;
    data["title"] = text(page.title);
    data["lead"] = text(page.lead);
    data["problems"] = std::move(problems);
    data["links"] = list_of(page.links);
    data["filter"] = page.filter ? to_data(*page.filter) : Data(false);
    data["figures"] = summary_list(page.figures);
    data["chart"] = page.chart ? to_data(*page.chart) : Data(false);
    data["differences"] = differences_data(page.differences);
    data["tables"] = std::move(tables);
    data["paging"] = to_data(page.paging);
    data["steps"] = std::move(steps);
    Frame frame{.title = page.title, .faults = page.faults, .wide = true};
    frame.back = page.back;
    if (!page.faults.empty()) frame.status = 422;
    http::Response response = show(visit, frame, "operate", data);
    if (page.again_after != 0)
        response.headers.emplace_back("Refresh", std::to_string(page.again_after));
    return response;
}

std::vector<Page> operating_pages(http::Services& services) {
    std::vector<Page> pages{
        {.path = "/system",
         .operation = "page.showSystem",
         .section = "system",
         .scope = http::Scope::operate,
         .answer = [&services](Visit& visit) { return show_system(services, visit); }}};
    for (Page& page : audit_pages(services)) pages.push_back(std::move(page));
    return pages;
}

}  // namespace throughgate::console
