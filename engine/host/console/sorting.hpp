// SPDX-License-Identifier: MIT
// Sorting of a list over all of its rows: "release", or "-release" the other way round, as it
// stands in an address. The links of the columns work without scripts.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "host/console/components.hpp"

namespace throughgate::console {

struct Sorting {
    std::string column;
    bool descending = false;
};
Sorting read_sorting(std::string_view text);

/// A column with the link that sorts by it, or the other way round when it is `sorted` by already.
/// `address`: of the page with another order. Numbers go from the most down.
Column sorted_column(const std::string& id, const std::string& title, std::string_view sorted,
                     const std::function<std::string(const std::string&)>& address,
                     bool numeric = false);

}  // namespace throughgate::console
