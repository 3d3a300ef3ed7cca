// SPDX-License-Identifier: MIT
#include "core/link_text.hpp"

#include <algorithm>

#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_shared(const Directory& directory, const notices::Person& person) {
    return person.box || std::any_of(directory.members.begin(), directory.members.end(),
                                     [&](const StaffMember& each) {
                                         return each.box && same_address(each.email, person.email);
                                     });
}

}  // namespace

bool same_address(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

Symbol acknowledging_role(const Case& the_case, const definition::Definition* definition,
                          HandoffId handoff) {
    const Handoff* found = the_case.find_handoff(handoff);
    if (found == nullptr || definition == nullptr || !found->acknowledged_by.empty()) return {};
    const auto declared = definition->find_handoff(found->name);
    if (!declared || definition->handoffs[*declared].outside) return {};
    const bool waits =
        lifecycle::advance(found->state, lifecycle::HandoffMove::acknowledge).has_value();
    return waits ? found->to_role : Symbol();
}

std::string link_for(const LinkMaker& links, const notices::Item& item,
                     const notices::Person& person, const Surroundings& around, Instant now) {
    if (links.start.empty() || item.acknowledged_by.empty() || is_shared(around.directory, person))
        return {};
    const auto grants = notices::grants_of(around.directory, around.definitions, item.context,
                                           person.id, around.today(now));
    if (std::find(grants.begin(), grants.end(), item.acknowledged_by) == grants.end()) return {};
    LinkClaim claim;
    claim.case_id = item.row.effect.case_id;
    claim.handoff = item.row.notice.handoff.number;
    claim.person = person.id;
    claim.notice = text_of(item.row.effect);
    claim.expires = std::chrono::floor<std::chrono::seconds>(now + link_lasts);
    return links.start + to_token(claim, links.secret);
}

std::string link_text(const std::string& link, const Surroundings& around, Instant now) {
    if (link.empty()) return {};
    return "\nTo acknowledge without signing in, once and until " +
           around.in_words(now + link_lasts) + ":\n" + link + "\n";
}

}  // namespace throughgate::core
