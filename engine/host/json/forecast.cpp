// SPDX-License-Identifier: MIT
#include "host/json/forecast.hpp"

#include <boost/json/array.hpp>

#include "host/json/changes.hpp"
#include "host/json/views.hpp"

namespace throughgate {
namespace {

namespace json = boost::json;

json::object to_json(const ForecastFigures& figures) {
    return {{"opened", figures.opened},   {"due", figures.due},
            {"overdue", figures.overdue}, {"escalated", figures.escalated},
            {"notices", figures.notices}, {"tasks", figures.tasks}};
}

json::object to_json(const ForecastWeek& week) {
    return {{"week", format_date(week.first)},
            {"before", to_json(week.before)},
            {"after", to_json(week.after)}};
}

json::array loads(const std::vector<ForecastLoad>& all) {
    json::array rows;
    for (const ForecastLoad& each : all)
        rows.push_back(json::object{{"name", each.name},
                                    {"before", json::array(each.before.begin(), each.before.end())},
                                    {"after", json::array(each.after.begin(), each.after.end())}});
    return rows;
}

}  // namespace

json::object to_json(const Forecast& forecast) {
    json::array weeks;
    for (const ForecastWeek& each : forecast.weeks) weeks.push_back(to_json(each));
    return {{"plan", to_json(forecast.plan)},
            {"diagnostics", to_json_array(forecast.plan.report.diagnostics)},
            {"assume", name_of(forecast.assume)},
            {"assumed", forecast.assumed},
            {"from", format_instant(forecast.from)},
            {"until", format_instant(forecast.until)},
            {"many", forecast.many},
            {"weeks", std::move(weeks)},
            {"people", loads(forecast.people)},
            {"teams", loads(forecast.teams)},
            {"not_done", json::array(forecast.not_done.begin(), forecast.not_done.end())},
            {"incidents", json::object{{"before", forecast.incidents_before},
                                       {"after", forecast.incidents_after}}}};
}

}  // namespace throughgate
