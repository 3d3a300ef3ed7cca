// SPDX-License-Identifier: MIT
// Which kind of change each key is, and what live cases hold on to.
#include <algorithm>
#include <set>

#include "tooling/diff.hpp"

namespace throughgate::tooling {
namespace {

using definition::Form;
using Names = std::set<std::string_view>;

bool is_date_form(Form form) {
    return form == Form::deadline || form == Form::deadlines || form == Form::clock ||
           form == Form::day || form == Form::days || form == Form::time;
}

constexpr std::string_view where_they_go = "; say in the new version where they go";

bool choices_only_grow(const Node& before, const Node& after) {
    return std::all_of(before.items.begin(), before.items.end(), [&](const Node& old) {
        return std::any_of(after.items.begin(), after.items.end(),
                           [&](const Node& each) { return each.text == old.text; });
    });
}

bool shrinks(const Node& before, const Node& after) {
    return before.text.size() > after.text.size() ||
           (before.text.size() == after.text.size() && before.text > after.text);
}

std::string breaks_fact(const Key& key, const Node& before, const Node& after) {
    if (key.name == "choice" && !choices_only_grow(before, after))
        return "live cases may hold a choice that is gone; keep it, or correct those cases first";
    if (key.name == "text" && shrinks(before, after))
        return "live cases may hold a longer text; keep the limit";
    if (key.name == "per") return "values of live cases are kept by another key";
    return {};
}

}  // namespace

ChangeClass class_of(Map map, const Key& key) {
    static const Names people{"owner",    "with",       "by",
                              "tell",     "who",        "from",
                              "to_each",  "cleared_by", "countersigned_by",
                              "set_by",   "manager",    "side",
                              "assigned", "provider",   "sees",
                              "label",    "class",      "carries",
                              "record",   "confirmed",  "notify",
                              "role",     "classes",    "sources",
                              "in",       "ladder",     "ladders"};
    static const Names dates{"again",  "at_most",  "settle",   "squeeze",
                             "zone",   "calendar", "weekend",  "compression",
                             "exempt", "version",  "all_work", "any_works"};
    static const std::set<Map> dated{Map::calendar,    Map::holiday,   Map::notice_policy,
                                     Map::compression, Map::exemption, Map::deadline};
    if (people.contains(key.name) && !dated.contains(map) && map != Map::named_rule)
        return ChangeClass::people;
    if (map == Map::handoff && key.name == "to") return ChangeClass::people;
    if (map == Map::notice_policy && key.name == "classes") return ChangeClass::people;
    if (map == Map::exemption && key.name == "set_by") return ChangeClass::people;
    if (key.wording) return ChangeClass::wording;
    if (is_date_form(key.form) || dates.contains(key.name) || dated.contains(map))
        return ChangeClass::dates;
    static const std::set<Map> read{Map::service,  Map::labels,        Map::catalogue,
                                    Map::journeys, Map::appointment,   Map::checked,
                                    Map::workload, Map::workload_risk, Map::workload_phase};
    return read.contains(map) ? ChangeClass::wording : ChangeClass::structure;
}

ChangeClass class_of(Map map) {
    switch (map) {
        case Map::rung:
        case Map::role:
        case Map::notify:
        case Map::record: return ChangeClass::people;
        case Map::exemption:
        case Map::calendar:
        case Map::holiday:
        case Map::compression:
        case Map::notice_policy: return ChangeClass::dates;
        case Map::message:
        case Map::service:
        case Map::catalogue:
        case Map::labels:
        case Map::journeys:
        case Map::workload:
        case Map::workload_risk:
        case Map::workload_phase:
        case Map::appointment:
        case Map::checked: return ChangeClass::wording;
        default: return ChangeClass::structure;
    }
}

std::string breaks_without(Map map) {
    switch (map) {
        case Map::pathway: return "live cases may be in it";
        case Map::strand:
        case Map::region:
        case Map::state: return "live cases may stand in it" + std::string(where_they_go);
        case Map::handoff:
            return "live cases may have it open; say in the new version what becomes of it";
        case Map::timer: return "it may be running in live cases; say what becomes of it";
        case Map::gate: return "it may be shut in live cases: what it held back would be free";
        case Map::fact: return "live cases may hold a value of it";
        case Map::exemption: return "it may hold a clock of live cases";
        default: return {};
    }
}

std::string breaks_without(Map map, std::string_view key) {
    const bool state = map == Map::state && key == "due";
    const bool clock = map == Map::handoff && (key == "acknowledge" || key == "complete");
    if (state || clock)
        return "it may be running in live cases; say in the new version what becomes of it";
    if (map == Map::handoff && (key == "to" || key == "to_each" || key == "about"))
        return "live cases may have it open, as it was before";
    static const Names types{"text", "choice", "number", "date", "instant", "truth"};
    if (map == Map::fact && types.contains(key))
        return "live cases may hold a value of the type before";
    if ((map == Map::fact || map == Map::gate) && key == "per")
        return "values of live cases are kept by another key";
    if (map == Map::state && (key == "states" || key == "parallel" || key == "history"))
        return "live cases may stand in it or below" + std::string(where_they_go);
    return {};
}

std::string breaks_when_changed(Map map, const Key& key, const Node& before, const Node& after) {
    if (map == Map::fact) return breaks_fact(key, before, after);
    if (map == Map::gate && key.name == "per")
        return "what was cleared in live cases is kept by another key";
    if (map == Map::handoff && (key.name == "about" || key.name == "to" || key.name == "from"))
        return key.name == "about" ? "handoffs of live cases are kept by another key"
                                   : "live cases may have it open between the roles before";
    if (map == Map::handoff && key.name == "to_each" && !choices_only_grow(before, after))
        return "live cases may have it open towards a receiver that is gone";
    return {};
}

}  // namespace throughgate::tooling
