// SPDX-License-Identifier: MIT
// What the navigation offers, in its order.
#include "host/console/frame.hpp"

namespace throughgate::console {

const std::vector<NavigationItem>& navigation() {
    static const std::vector<NavigationItem> all = {
        {"work", "My work today", "/work", http::Scope::read},
        {"cases", "Caseload", "/cases", http::Scope::read},
        {"workload", "Workload", "/workload", http::Scope::read},
        {"handoffs", "Handoffs", "/handoffs", http::Scope::read},
        {"releases", "Releases", "/releases", http::Scope::read},
        {"unreachable", "Unreachable", "/unreachable", http::Scope::read},
        {"inspection", "Inspection", "/inspection", http::Scope::read},
        {"alerts", "Alerts", "/alerts", http::Scope::read, true},
        {"definitions", "Definitions", "/definitions", http::Scope::operate},
        {"audit", "Audit", "/audit", http::Scope::operate},
        {"system", "System", "/system", http::Scope::operate},
    };
    return all;
}

}  // namespace throughgate::console
