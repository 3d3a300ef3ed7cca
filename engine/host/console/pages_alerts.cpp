// SPDX-License-Identifier: MIT
// Alerts: who opened a case beyond their rights, when and why, for those who are told of it; each
// is looked into by a named person, who says what they found.
#include "host/console/acting.hpp"
#include "host/console/operating.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t alerts_shown = 200;

std::string address_of_alert(const GlassAlert& alert) {
    return "/alerts/" + std::to_string(alert.number);
}

std::string who(const GlassAlert& alert) {
    return alert.name.empty() ? alert.person : alert.name + " (" + alert.person + ")";
}

Cell stands(const Engine& engine, const GlassAlert& alert) {
    if (!alert.reviewed) return {.tag = Tag{"Nobody yet", "red"}};
    return {.text = alert.reviewed_by, .hint = engine.in_words(*alert.reviewed)};
}

Table alert_table(const Engine& engine, const std::vector<GlassAlert>& alerts) {
    Table table{.caption = "Cases that somebody opened beyond their rights"};
    table.columns = {{"Opened"}, {"Case"}, {"Who"}, {"Reason"}, {"Looked into by"}};
    table.first_names = true;
    table.sortable = true;
    table.empty = "Nobody has opened a case beyond their rights of which you are told.";
    for (const GlassAlert& each : alerts)
        table.rows.push_back({{.text = engine.in_words(each.at),
                               .href = address_of_alert(each),
                               .sort = format_instant(each.at)},
                              {.text = each.case_reference},
                              {.text = who(each)},
                              {.text = each.reason},
                              stands(engine, each)});
    return table;
}

http::Response show_alerts(http::Services& services, const Visit& visit) {
    const auto alerts = http::reading(services.engine, visit.principal).glass_alerts(alerts_shown);
    if (!alerts.ok()) return show_error(visit, alerts.error());
    Operating page{
        .title = "Alerts",
        .lead =
            "Somebody opened a case that is closed to them, and you are told because "
            "you manage whoever owns it, or stand in for them. Look into each one the same day."};
    page.tables = {alert_table(services.engine, *alerts)};
    return show(visit, page);
}

std::vector<SummaryRow> summary_of(const Engine& engine, const GlassAlert& alert) {
    std::vector<SummaryRow> rows{
        {"Case", {.text = alert.case_reference, .href = address_of_case(alert.case_reference)}},
        {"Opened by", {.text = who(alert)}},
        {"When", {.text = engine.in_words(alert.at)}},
        {"Open to them until", {.text = engine.in_words(alert.until)}},
        {"Their reason", {.text = alert.reason}},
        {"Looked into by", stands(engine, alert)}};
    if (alert.reviewed) rows.push_back({"What was found", {.text = alert.note}});
    return rows;
}

OperatingStep review_step(const Visit& visit, const GlassAlert& alert, const std::string& fault) {
    OperatingStep step{
        .action = address_of_alert(alert), .text = "I have looked into this", .back = "/alerts"};
    step.reason = TextArea{.name = "note",
                           .label = "What did you find?",
                           .value = visit.form["note"],
                           .hint =
                               "Whether it was right, and what you do about it. It stands in "
                               "the history of the case, with your name",
                           .error = fault};
    return step;
}

Result<GlassAlert> find_alert(http::Services& services, const Visit& visit) {
    const auto number = http::number_in<std::uint64_t>(visit.path["alert"]);
    auto alert = http::reading(services.engine, visit.principal).glass_alert(number);
    if (alert.ok() || alert.error().kind != ErrorKind::not_found) return alert;
    return Error{ErrorKind::not_found, "there is no such alert for you; look at the list of yours",
                 visit.path["alert"]};
}

http::Response show_alert(http::Services& services, const Visit& visit,
                          const std::string& fault = "") {
    const auto alert = find_alert(services, visit);
    if (!alert.ok()) return show_error(visit, alert.error());
    Operating page{.title = "Case opened beyond rights: " + alert->case_reference,
                   .lead = "It is right if the reason would have been a right."};
    page.back = {"Alerts", "/alerts"};
    page.figures = summary_of(services.engine, *alert);
    if (!fault.empty()) page.faults = {{fault, "#note"}};
    if (!alert->reviewed && http::may(visit.principal, http::Scope::act))
        page.steps = {review_step(visit, *alert, fault)};
    return show(visit, page);
}

http::Response review(http::Services& services, Visit& visit) {
    const auto number = http::number_in<std::uint64_t>(visit.path["alert"]);
    const Status done =
        http::reading(services.engine, visit.principal).review_glass(number, visit.form["note"]);
    if (!done.ok() && done.error().kind == ErrorKind::refused)
        return show_alert(services, visit, "Enter what you found");
    if (!done.ok() && done.error().kind == ErrorKind::invalid)
        return show_alert(services, visit, done.error().message);
    if (!done.ok()) return show_error(visit, done.error());
    visit.say = "What you found stands in the history of the case.";
    return go_to("/alerts");
}

}  // namespace

std::vector<Page> alert_pages(http::Services& services) {
    return {{.path = "/alerts",
             .operation = "page.listAlerts",
             .section = "alerts",
             .answer = [&services](Visit& visit) { return show_alerts(services, visit); }},
            {.path = "/alerts/{alert}",
             .operation = "page.showAlert",
             .section = "alerts",
             .answer = [&services](Visit& visit) { return show_alert(services, visit); }},
            {.method = "POST",
             .path = "/alerts/{alert}",
             .operation = "page.reviewAlert",
             .section = "alerts",
             .scope = http::Scope::act,
             .answer = [&services](Visit& visit) { return review(services, visit); }}};
}

}  // namespace throughgate::console
