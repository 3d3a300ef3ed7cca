// SPDX-License-Identifier: MIT
#include "host/http/principal.hpp"

#include <algorithm>

namespace throughgate::http {
namespace {

Scope widest_of(std::string_view role) {
    if (role == "operator") return Scope::operate;
    if (role == "caseworker") return Scope::act;
    return role == "reader" ? Scope::read : Scope::open;
}

}  // namespace

std::string_view name_of(Scope scope) {
    switch (scope) {
        case Scope::open: return "open";
        case Scope::read: return "read";
        case Scope::act: return "act";
        case Scope::operate: break;
    }
    return "operate";
}

bool may(const Principal& principal, Scope scope) {
    return std::any_of(principal.roles.begin(), principal.roles.end(),
                       [scope](const std::string& role) { return widest_of(role) >= scope; });
}

std::shared_ptr<const Viewer> viewer_of(const Principal& principal) {
    if (principal.person.empty()) return nullptr;
    return std::make_shared<const Viewer>(
        Viewer{principal.person, principal.id, principal.purpose, principal.asserted});
}

bool is_api_role(std::string_view role) { return widest_of(role) != Scope::open; }

}  // namespace throughgate::http
