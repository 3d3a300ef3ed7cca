// SPDX-License-Identifier: MIT
// What the navigation offers, in its order.
#include "host/console/frame.hpp"

namespace throughgate::console {

const std::vector<NavigationItem>& navigation() {
    static const std::vector<NavigationItem> all = {
        {"work", "My work today", "/work", http::Scope::read},
        {"cases", "Caseload", "/cases", http::Scope::read},
    };
    return all;
}

}  // namespace throughgate::console
