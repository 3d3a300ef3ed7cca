// SPDX-License-Identifier: MIT
// The table of routes, by subject. Everything that the API answers is here.
#pragma once

#include <boost/json/array.hpp>
#include <charconv>

#include "host/http/route.hpp"
#include "host/http/services.hpp"

namespace throughgate::http {

std::vector<Route> case_routes(Services& services);
std::vector<Route> command_routes(Services& services);
std::vector<Route> bulk_routes(Services& services);
std::vector<Route> work_routes(Services& services);
std::vector<Route> sheet_routes(Services& services);
std::vector<Route> report_routes(Services& services);
std::vector<Route> access_routes(Services& services);
std::vector<Route> link_routes(Services& services);
std::vector<Route> going_live_routes(Services& services);
std::vector<Route> change_routes(Services& services);
std::vector<Route> system_routes(Services& services);
std::vector<Route> upstream_routes(Services& services);
std::vector<Route> notice_routes(Services& services);
std::vector<Route> definition_routes(Services& services);
std::vector<Route> publication_routes(Services& services);
std::vector<Route> tool_routes(Services& services);
std::vector<Route> trial_routes(Services& services);
std::vector<Route> forecast_routes(Services& services);
std::vector<Route> planning_routes(Services& services);
std::vector<Route> care_routes(Services& services);
/// Only of a demo: a clock that moves when it is told.
std::vector<Route> demo_routes(Services& services);
/// All of them, with the OpenAPI documents that describe them.
std::vector<Route> all_routes(Services& services);

// What several of them take.
Parameter case_parameter();
Parameter handoff_parameter();
Parameter limit_parameter();
Parameter after_parameter();

/// 0 when it is none; parameters are checked by their shapes before.
template <typename Number>
Number number_in(std::string_view text) {
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}
/// Who does it, as the engine's log has it.
Actor actor_of(const Call& call);
/// 204, or the problem.
Response done_or_problem(const Status& status);
template <typename Rows>
boost::json::array array_of(const Rows& rows) {
    boost::json::array array;
    for (const auto& row : rows) array.push_back(to_json(row));
    return array;
}
/// {"items": [...], "next": ...}; `next` empty: null.
Response page_response(boost::json::array items, const std::string& next);
/// The value's JSON, or the problem.
template <typename Value>
Response answer_of(const Result<Value>& result) {
    return result.ok() ? json_response(to_json(*result)) : to_response(problem_of(result.error()));
}

}  // namespace throughgate::http
