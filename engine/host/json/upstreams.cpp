// SPDX-License-Identifier: MIT
#include "host/json/upstreams.hpp"

#include <boost/json/array.hpp>

namespace throughgate {
namespace {

namespace json = boost::json;

json::value of(const std::optional<Instant>& instant) {
    return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

}  // namespace

json::object to_json(const UpstreamView& upstream) {
    return {{"name", upstream.name},
            {"title", upstream.title},
            {"connected", upstream.connected},
            {"away", upstream.away},
            {"away_since", of(upstream.away_since)},
            {"next_try", of(upstream.next_try)},
            {"answered", of(upstream.answered)},
            {"said", upstream.said},
            {"waiting", upstream.waiting},
            {"oldest", of(upstream.oldest)},
            {"refused", upstream.refused},
            {"recorded", upstream.recorded},
            {"waived", upstream.waived}};
}

json::object to_json(const UpstreamItemView& item) {
    return {{"item", item.effect},
            {"upstream", item.upstream},
            {"upstream_title", item.upstream_title},
            {"case", item.case_reference},
            {"pathway", item.pathway},
            {"about", item.about},
            {"entry", item.words},
            {"state", item.state},
            {"standing", item.standing},
            {"happened", format_instant(item.effective)},
            {"recorded", format_instant(item.queued)},
            {"by", item.by},
            {"attempts", item.attempts},
            {"next_try", of(item.next_try)},
            {"ended", of(item.ended)},
            {"said", item.said},
            {"decided_by", item.decided_by}};
}

json::object to_json(const InboundView& feed) {
    json::object ended;
    for (const InboundView::Ended& each : feed.ended)
        ended[each.outcome] =
            json::object{{"count", each.count}, {"last", format_instant(each.last)}};
    return {{"source", feed.source}, {"last", of(feed.last)}, {"ended", std::move(ended)}};
}

json::object to_json(const WaitingEventView& event) {
    return {{"number", event.number},  {"noms", event.person.noms_number},
            {"crn", event.person.crn}, {"event", event.event},
            {"source", event.source},  {"received", format_instant(event.received)}};
}

}  // namespace throughgate
