// SPDX-License-Identifier: MIT
// Many commands in one request. Each item has its own key and its own answer, so the same bulk may
// be sent again after a time-out: what was applied answers `duplicate`, the rest is done.
#include <atomic>
#include <boost/json/array.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

struct Bulk {
    std::vector<std::pair<std::string, std::optional<Result<Receipt>>>> results;  ///< by item
    std::size_t open = 0;  ///< not answered yet; counted on the I/O thread
    Respond respond;
};

/// Every item must hold exactly one command, which the shape leaves open, about what has been.
std::vector<Fault> check_items(const json::array& items, Instant now) {
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const json::object& item = items[i].get_object();
        const std::string at = "/items/" + std::to_string(i);
        if (item.size() != 1)
            faults.push_back(
                {at, "holds " + std::to_string(item.size()) +
                         " commands; exactly one of open, event, event_of_person, move"});
        else if (const auto given =
                     parse_instant(text_member(item.begin()->value().get_object(), "effective_at"));
                 given && *given > now)
            faults.push_back({at + "/" + std::string(item.begin()->key()) + "/effective_at",
                              "lies in the future; it says when something was true"});
    }
    return faults;
}

json::object result_of(const std::string& key, const Result<Receipt>& result) {
    if (result.ok()) return {{"key", key}, {"status", 200}, {"receipt", to_json(*result)}};
    const Problem problem = problem_of(result.error());
    return {{"key", key}, {"status", kind_of(problem.code).status}, {"problem", to_json(problem)}};
}

void answer(const Bulk& bulk) {
    json::array results;
    std::size_t applied = 0;
    for (const auto& [key, result] : bulk.results) {
        if (result->ok()) ++applied;
        results.push_back(result_of(key, *result));
    }
    bulk.respond(json_response(json::object{{"applied", applied},
                                            {"refused", bulk.results.size() - applied},
                                            {"results", std::move(results)}}));
}

void run_bulk(Services& services, const std::shared_ptr<const Call>& call, Respond respond) {
    const json::array& items = call->body.get_object().at("items").get_array();
    if (auto faults = check_items(items, services.engine.now()); !faults.empty())
        return respond(to_response(invalid(std::move(faults))));
    auto bulk = std::make_shared<Bulk>();
    bulk->respond = std::move(respond);
    bulk->open = items.size();
    bulk->results.resize(items.size());
    if (items.empty()) return answer(*bulk);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& [kind, content] = *items[i].get_object().begin();
        Command command = command_of(*call, content.get_object());
        take_item(command, kind, content.get_object());
        bulk->results[i].first = command.key;
        submit(services, std::move(command), [bulk, i](Result<Receipt> result) {
            bulk->results[i].second = std::move(result);
            if (--bulk->open == 0) answer(*bulk);
        });
    }
}

}  // namespace

std::vector<Route> bulk_routes(Services& services) {
    Route route;
    route.method = "POST";
    route.path = "/api/v1/bulk";
    route.operation = "runBulk";
    route.tag = "Bulk";
    route.title = "Many commands, each with its own answer";
    route.about =
        "Grouped into few commits. After a time-out send the same bulk again: items that "
        "were applied answer `duplicate`, the others are done now.";
    route.scope = Scope::act;
    route.body = shapes::bulk();
    route.body_limit = limits::bulk_body_bytes;
    route.answer = shapes::bulk_result();
    route.handler = [&services](const std::shared_ptr<const Call>& call, Respond respond) {
        run_bulk(services, call, std::move(respond));
    };
    return {std::move(route)};
}

}  // namespace throughgate::http
