// SPDX-License-Identifier: MIT
// `throughgate upstream`: how other systems are doing, and what a person decides about what they
// lack.
#include <boost/json/array.hpp>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/json/upstreams.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

template <typename Rows>
void print_json(const Console& console, const Rows& rows) {
    json::array array;
    for (const auto& row : rows) array.push_back(to_json(row));
    console.value(array);
}

std::string standing_of(const UpstreamView& view, const Console& console) {
    if (view.away) return "away since " + console.when(view.away_since);
    if (!view.connected) return "nobody speaks to it";
    return view.answered ? "reachable" : "not asked yet";
}

int list_upstreams(const Console& console, Session& session) {
    const auto all = upstreams(session.engine());
    if (!all.ok()) return console.fail(all.error());
    if (console.json()) return print_json(console, *all), exit_clean;
    std::vector<std::vector<std::string>> rows;
    for (const UpstreamView& each : *all)
        rows.push_back({each.name, standing_of(each, console), std::to_string(each.waiting),
                        console.when(each.oldest), std::to_string(each.refused),
                        std::to_string(each.recorded), each.said});
    if (rows.empty()) return console.line("nothing is recorded elsewhere"), exit_clean;
    console.table({"system", "standing", "waiting", "oldest", "refused", "recorded", "said"}, rows);
    return exit_clean;
}

int list_items(const Arguments& a, const Console& console, Session& session) {
    using Which = UpstreamItemQuery::Which;
    UpstreamItemQuery query;
    if (!a.files.empty()) query.upstream = a.files.front();
    query.case_reference = a.of_case;
    if (a.refused) query.which = Which::refused;
    if (a.all) query.which = Which::all;
    query.limit = a.limit;
    query.after = a.after;
    const auto items = session.ask(a, [&](auto& door) { return door.upstream_items(query); });
    if (!items.ok()) return console.fail(items.error());
    if (console.json()) return print_json(console, *items), exit_clean;
    if (items->empty()) return console.line("nothing waits, nothing is refused"), exit_clean;
    std::vector<std::vector<std::string>> rows;
    for (const UpstreamItemView& each : *items)
        rows.push_back({each.effect, each.case_reference, each.words, each.standing,
                        std::to_string(each.attempts), each.said});
    console.table({"item", "case", "entry", "standing", "tries", "said"}, rows);
    return exit_clean;
}

int decide(const Arguments& a, const Console& console, Session& session) {
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    const std::string& item = a.files.front();
    const bool waives = a.command.back() == "waive";
    Status done;
    if (a.as.empty()) {
        done = waives ? waive_upstream_item(session.engine(), item, *actor, a.reason)
                      : retry_upstream_item(session.engine(), item, *actor, a.reason);
    } else {
        Access access = session.access_of(a);
        done = waives ? access.waive_upstream_item(item, a.reason)
                      : access.retry_upstream_item(item, a.reason);
    }
    if (!done.ok()) return console.fail(done.error());
    console.line(waives ? "waived " + item : item + " is sent again");
    return exit_clean;
}

int try_now(const Arguments& a, const Console& console, Session& session) {
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    if (auto done = try_upstream(session.engine(), a.files.front(), *actor); !done.ok())
        return console.fail(done.error());
    console.line(a.files.front() + " is asked by the running engine within a second");
    return exit_clean;
}

void print_feed(const Console& console, const InboundView& feed) {
    std::string counts;
    for (const InboundView::Ended& each : feed.ended)
        counts += (counts.empty() ? "" : ", ") + std::to_string(each.count) + " " + each.outcome;
    console.line(feed.source + ": last heard of " + console.when(feed.last) + "; " + counts);
}

int list_feeds(const Console& console, Session& session) {
    const auto feeds = inbound_feeds(session.engine());
    if (!feeds.ok()) return console.fail(feeds.error());
    const auto waiting = waiting_events(session.engine());
    if (!waiting.ok()) return console.fail(waiting.error());
    if (console.json()) {
        json::object object{{"feeds", json::array()}, {"waiting", json::array()}};
        for (const auto& each : *feeds) object["feeds"].as_array().push_back(to_json(each));
        for (const auto& each : *waiting) object["waiting"].as_array().push_back(to_json(each));
        return console.value(object), exit_clean;
    }
    for (const InboundView& feed : *feeds) print_feed(console, feed);
    if (feeds->empty()) console.line("no feed has brought anything");
    for (const WaitingEventView& each : *waiting)
        console.line("waits for a case: " + each.person.noms_number +
                     (each.person.noms_number.empty() ? "" : " ") + each.person.crn + "  " +
                     each.event + ", from " + each.source + ", " + console.when(each.received));
    return exit_clean;
}

}  // namespace

int run_upstream(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const std::string& what = arguments.command.back();
    if (what == "list") return list_upstreams(console, **session);
    if (what == "items") return list_items(arguments, console, **session);
    if (what == "try") return try_now(arguments, console, **session);
    if (what == "feeds") return list_feeds(console, **session);
    return decide(arguments, console, **session);
}

}  // namespace throughgate::cli
