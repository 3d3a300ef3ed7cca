// SPDX-License-Identifier: MIT
#include "host/console/sorting.hpp"

namespace throughgate::console {

Sorting read_sorting(std::string_view text) {
    const bool turned = text.starts_with('-');
    return {std::string(turned ? text.substr(1) : text), turned};
}

Column sorted_column(const std::string& id, const std::string& title, std::string_view sorted,
                     const std::function<std::string(const std::string&)>& address, bool numeric) {
    const Sorting now = read_sorting(sorted);
    const bool here = now.column == id;
    Column column{title, numeric};
    column.href = address(here && !now.descending ? "-" + id : id);
    if (here) column.sorted = now.descending != numeric ? "descending" : "ascending";
    return column;
}

}  // namespace throughgate::console
