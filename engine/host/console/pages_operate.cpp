// SPDX-License-Identifier: MIT
// For operators: the system's health, the log of reads, and whether the record verifies.
#include <filesystem>

#include "host/console/acting.hpp"
#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/page.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/reads.hpp"
#include "throughgate/upstreams.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t reads_shown = 50, incidents_shown = 50;

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
    Operating page{.title = "System", .lead = "Whether everything fires, goes out and is kept."};
    page.problems = health.problems;
    page.problems.insert(page.problems.end(), health.warnings.begin(), health.warnings.end());
    page.figures = *figures;
    page.tables = {upstream_table(services.engine, *others), incident_table(services.engine, *open),
                   recompute_table(services.engine, *runs)};
    return show(visit, page);
}

Table read_table(const Engine& engine, const std::vector<ReadEntry>& entries) {
    Table table{.caption = "Who was given what"};
    table.columns = {{"Number", true}, {"When"}, {"Who"},  {"By way of"},
                     {"Kind"},         {"What"}, {"Case"}, {"What for"}};
    table.first_names = true;
    table.empty = "Nothing is in the log of reads that fits this.";
    for (const ReadEntry& each : entries) {
        Cell kind{.text = each.kind};
        if (each.kind == "break_glass" || each.kind == "refused") kind.tag = Tag{each.kind, "red"};
        if (kind.tag) kind.text.clear();
        table.rows.push_back({{.text = std::to_string(each.number)},
                              {.text = engine.in_words(each.at)},
                              {.text = each.person},
                              {.text = each.asserted_by},
                              kind,
                              {.text = each.what},
                              {.text = each.case_reference},
                              {.text = each.purpose}});
    }
    return table;
}

Filter read_filter(const Visit& visit) {
    Filter filter{.action = "/audit"};
    const bool walks = visit.query["verify"] == "yes";
    filter.selects = {{"verify",
                       "The record",
                       {{"", "Do not walk it", !walks}, {"yes", "Verify all of it now", walks}}}};
    for (const auto& [name, label] :
         {std::pair{"case", "Case"}, std::pair{"person", "Member of staff"}})
        filter.inputs.push_back({.name = name,
                                 .label = label,
                                 .value = visit.query[name],
                                 .width = "10",
                                 .plain = true});
    return filter;
}

Status add_verdict(http::Services& services, Operating& page) {
    const auto faults = services.engine.verify_audit();
    if (!faults.ok()) return faults.error();
    if (faults->empty())
        page.figures.push_back(row("The record", "Verifies: nothing of it was changed"));
    page.problems.insert(page.problems.end(), faults->begin(), faults->end());
    return {};
}

http::Response show_audit(http::Services& services, const Visit& visit) {
    ReadQuery query;
    query.case_reference = visit.query["case"];
    query.person = visit.query["person"];
    query.after = http::number_in<std::uint64_t>(visit.query["after"]);
    query.limit = reads_shown + 1;
    auto entries = services.engine.reads(query);
    if (!entries.ok()) return show_error(visit, entries.error());
    const bool more = http::cut_to_lines(*entries, reads_shown);
    Operating page{.title = "Audit",
                   .lead =
                       "Who was given what, when and what for; and whether the record is as it "
                       "was written."};
    page.filter = read_filter(visit);
    page.tables = {read_table(services.engine, *entries)};
    if (more)
        page.paging.next = "/audit?case=" + encoded(query.case_reference) +
                           "&person=" + encoded(query.person) +
                           "&after=" + std::to_string(entries->back().number);
    if (visit.query["verify"] == "yes")
        if (auto walked = add_verdict(services, page); !walked.ok())
            return show_error(visit, walked.error());
    return show(visit, page);
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
        step["reason"] = each.reason ? to_data(*each.reason) : Data(false);
        add(steps, std::move(step));
    }
    Data data;
    data["title"] = text(page.title);
    data["lead"] = text(page.lead);
    data["problems"] = std::move(problems);
    data["filter"] = page.filter ? to_data(*page.filter) : Data(false);
    data["figures"] = summary_list(page.figures);
    data["chart"] = page.chart ? to_data(*page.chart) : Data(false);
    data["tables"] = std::move(tables);
    data["paging"] = to_data(page.paging);
    data["steps"] = std::move(steps);
    Frame frame{.title = page.title, .faults = page.faults, .wide = true};
    frame.back = page.back;
    if (!page.faults.empty()) frame.status = 422;
    return show(visit, frame, "operate", data);
}

std::vector<Page> operating_pages(http::Services& services) {
    return {{.path = "/system",
             .operation = "page.showSystem",
             .section = "system",
             .scope = http::Scope::operate,
             .answer = [&services](Visit& visit) { return show_system(services, visit); }},
            {.path = "/audit",
             .operation = "page.showAudit",
             .section = "audit",
             .scope = http::Scope::operate,
             .answer = [&services](Visit& visit) { return show_audit(services, visit); }}};
}

}  // namespace throughgate::console
