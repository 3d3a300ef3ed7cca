// SPDX-License-Identifier: MIT
#include "host/console/charts.hpp"

#include <algorithm>

namespace throughgate::console {
namespace {

constexpr std::uint64_t names_end = 230, bars_begin = 240, bars_width = 430, bar_height = 18,
                        row_height = 26, width = 760, top = 8;
constexpr std::size_t most_letters = 24;

Data number(std::uint64_t value) { return text(std::to_string(value)); }

std::uint64_t most_of(const BarChart& chart) {
    std::uint64_t most = chart.line;
    for (const Bar& each : chart.bars) most = std::max(most, each.value);
    return most;
}

std::string shortened(const std::string& name) {
    if (name.size() <= most_letters) return name;
    std::size_t end = most_letters;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;
    return name.substr(0, end) + "\u2026";
}

Data to_bar(const Bar& bar, std::uint64_t y, std::uint64_t most) {
    const auto length = [&](std::uint64_t value) { return value * bars_width / most; };
    Data data;
    data["name"] = text(shortened(bar.name));
    data["y"] = number(y);
    data["base"] = number(y + bar_height - 4);
    data["length"] = number(length(bar.value));
    data["part"] = bar.part == 0 ? Data(false) : number(length(std::min(bar.part, bar.value)));
    data["behind"] = number(bars_begin + length(bar.value) + 8);
    data["value"] = text(bar.text.empty() ? std::to_string(bar.value) : bar.text);
    data["marked"] = Data(bar.marked);
    return data;
}

}  // namespace

Data to_data(const BarChart& chart) {
    const std::uint64_t most = most_of(chart);
    if (chart.bars.empty() || most == 0) return Data(false);
    Data bars = list();
    std::uint64_t y = top;
    for (const Bar& each : chart.bars) {
        add(bars, to_bar(each, y, most));
        y += row_height;
    }
    Data data;
    data["title"] = text(chart.title);
    data["caption"] = text(chart.caption);
    data["bars"] = std::move(bars);
    data["width"] = number(width);
    data["height"] = number(y + top);
    data["names"] = number(names_end);
    data["begin"] = number(bars_begin);
    data["thick"] = number(bar_height);
    data["line"] =
        chart.line == 0 ? Data(false) : number(bars_begin + chart.line * bars_width / most);
    data["end"] = number(y);
    return data;
}

}  // namespace throughgate::console
