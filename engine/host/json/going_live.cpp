// SPDX-License-Identifier: MIT
#include "host/json/going_live.hpp"

#include <boost/json/array.hpp>

namespace throughgate {
namespace {

namespace json = boost::json;

json::array listed(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

}  // namespace

json::object to_json(const LiveState& state) {
    json::array switches;
    for (const LiveSwitch& each : state.switches)
        switches.push_back(json::object{{"at", format_instant(each.at)},
                                        {"live", each.live},
                                        {"team", each.team},
                                        {"person", each.person},
                                        {"reason", each.reason}});
    return {{"shadow", state.shadow},
            {"since", state.since ? json::value(format_instant(*state.since)) : nullptr},
            {"all", state.all},
            {"teams", listed(state.teams)},
            {"except", listed(state.except)},
            {"switches", std::move(switches)}};
}

json::object to_json(const ShadowedNotice& notice) {
    return {{"at", format_instant(notice.at)}, {"day", format_date(notice.day)},
            {"case", notice.case_reference},   {"team", notice.team},
            {"person", notice.person},         {"message", notice.message},
            {"class", notice.notice_class}};
}

json::object to_json(const ReadEntry& entry) {
    return {{"number", entry.number},   {"at", format_instant(entry.at)},
            {"person", entry.person},   {"asserted_by", entry.asserted_by},
            {"purpose", entry.purpose}, {"kind", entry.kind},
            {"what", entry.what},       {"case", entry.case_reference}};
}

json::object to_json(const Rights& rights) {
    return {{"person", rights.person},
            {"roles", listed(rights.roles)},
            {"stands_for", listed(rights.stands_for)},
            {"establishments", listed(rights.establishments)},
            {"teams", listed(rights.teams)},
            {"provider_teams", listed(rights.provider_teams)},
            {"labels", listed(rights.labels)}};
}

json::object to_json(const BrokenGlass& glass) {
    return {{"case", glass.case_reference}, {"until", format_instant(glass.until)}};
}

}  // namespace throughgate
