// SPDX-License-Identifier: MIT
#include "store/summary.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

namespace throughgate::store {
namespace {

std::string text_fact(const Case& the_case, Symbol name) {
    const Fact* fact = the_case.find_fact(name);
    return fact != nullptr && fact->value.known() ? to_text(fact->value) : std::string();
}

}  // namespace

std::string reference_of(CaseId id) {
    char text[32];
    std::snprintf(text, sizeof text, "TG-%06lld", static_cast<long long>(id.number));
    return text;
}

CaseId case_id_of(std::string_view reference) {
    CaseId id;
    if (!reference.starts_with("TG-")) return id;
    std::from_chars(reference.data() + 3, reference.data() + reference.size(), id.number);
    return reference_of(id) == reference ? id : CaseId{};
}

CaseSummary summary_of(const Case& the_case) {
    static const Symbol prison = Symbol::of("prison"), team = Symbol::of("ro_team"),
                        officer = Symbol::of("ro"), release = Symbol::of("release"),
                        limited = Symbol::of("limited_access");
    CaseSummary summary{the_case.id,
                        the_case.reference,
                        the_case.person,
                        std::string(name_of(the_case.state)),
                        text_fact(the_case, prison),
                        text_fact(the_case, team),
                        std::string(the_case.holder_of(officer)),
                        std::nullopt,
                        the_case.parked,
                        false};
    const Fact* date = the_case.find_fact(release);
    if (date != nullptr && date->value.type() == ValueType::date)
        summary.release = date->value.date();
    const Fact* access = the_case.find_fact(limited);
    if (access != nullptr && access->value.type() == ValueType::truth)
        summary.limited_access = access->value.truth();
    return summary;
}

std::vector<std::string> allowed_people(const Case& the_case) {
    static const Symbol list = Symbol::of("limited_access.officers");
    std::istringstream words(text_fact(the_case, list));
    std::vector<std::string> people;
    for (std::string person; words >> person;) people.push_back(person);
    return people;
}

bool is_plainly_open(const Case& the_case, const Sight& sight) {
    const CaseSummary summary = summary_of(the_case);
    const auto among = [](const std::vector<std::string>& all, const std::string& one) {
        return !one.empty() && std::find(all.begin(), all.end(), one) != all.end();
    };
    return !summary.limited_access &&
           (among(sight.prisons, summary.prison) || among(sight.teams, summary.team));
}

std::optional<Instant> running_due(const Handoff& handoff) {
    if (is_end(handoff.state)) return std::nullopt;
    if (!handoff.acknowledged_at && handoff.acknowledge_due) return handoff.acknowledge_due;
    return handoff.complete_due;
}

}  // namespace throughgate::store
