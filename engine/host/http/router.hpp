// SPDX-License-Identifier: MIT
// Router: which route a method and target mean. Immutable; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/route.hpp"

namespace throughgate::http {

/// A target taken apart and decoded.
struct Target {
    std::vector<std::string> segments;
    std::vector<std::pair<std::string, std::string>> query;
};
/// nullopt: no origin form, badly encoded, a control character in it, or no UTF-8.
std::optional<Target> read_target(std::string_view target);

class Router {
public:
    explicit Router(std::vector<Route> routes);

    struct Found {
        const Route* route = nullptr;
        std::map<std::string, std::string, std::less<>> path;
        std::string allowed;  ///< no route, but the address knows these methods: "GET, POST"
    };
    [[nodiscard]] Found find(std::string_view method, const Target& target) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    struct Row {
        std::vector<std::string> segments;
        std::size_t route = 0;
    };
    std::vector<Route> routes_;
    std::vector<Row> rows_;  ///< literal segments before parameters
};

}  // namespace throughgate::http
