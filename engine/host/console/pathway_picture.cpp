// SPDX-License-Identifier: MIT
#include "host/console/pathway_picture.hpp"

#include <algorithm>

#include "host/console/components.hpp"
#include "host/console/layout.hpp"

namespace throughgate::console {
namespace {

constexpr int box_width = 176, line_height = 17, box_padding = 9;
constexpr std::size_t most_letters = 21, most_lines = 4;

/// One strand with what lies in it: a part of the states of its pathway.
struct Strand {
    const PathwayMap& map;
    std::size_t first = 0, end = 0;

    [[nodiscard]] const MapState& state(std::size_t place) const {
        return map.states[first + place];
    }
    [[nodiscard]] std::size_t size() const { return end - first; }
    [[nodiscard]] bool has(std::size_t state) const { return state >= first && state < end; }
};

std::vector<Strand> strands_of(const PathwayMap& map) {
    std::vector<Strand> strands;
    for (std::size_t i = 0; i < map.states.size(); ++i) {
        if (map.states[i].parent == no_parent) strands.push_back({map, i, i});
        if (!strands.empty()) strands.back().end = i + 1;
    }
    return strands;
}

std::vector<std::string> wrapped(const std::string& words) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        const std::string word = words.substr(begin, end - begin);
        if (lines.empty() || lines.back().size() + 1 + word.size() > most_letters)
            lines.push_back(word);
        else
            lines.back() += " " + word;
        begin = end + 1;
    }
    if (lines.size() > most_lines) {
        lines.resize(most_lines);
        lines.back() += "\u2026";
    }
    return lines;
}

bool is_box(const MapState& state) { return !state.group; }

std::vector<std::string> lines_of(const MapState& state) {
    auto lines = wrapped(state.title);
    if (state.current) lines.insert(lines.begin(), "Now:");
    return lines;
}

std::vector<Shape> shapes_of(const Strand& strand) {
    std::vector<Shape> shapes;
    for (std::size_t i = 0; i < strand.size(); ++i) {
        const MapState& state = strand.state(i);
        const auto lines = static_cast<int>(lines_of(state).size());
        Shape shape{i == 0 ? 0 : state.parent - strand.first, state.group, box_width,
                    lines * line_height + 2 * box_padding};
        if (state.group) {
            shape.width = static_cast<int>(state.title.size()) * 8 + 10;
            shape.height = line_height + box_padding;
        }
        shapes.push_back(shape);
    }
    return shapes;
}

Data number(int value) { return Data(std::to_string(value)); }

Data box_data(const MapState& state, const PlacedBox& box) {
    Data lines = list();
    int y = box.y + box_padding + line_height - 4;
    const bool group = !is_box(state);
    for (const std::string& line : group ? std::vector{state.title} : lines_of(state)) {
        Data each;
        each["x"] = number(group ? box.x + 10 : box.x + box.width / 2);
        each["y"] = number(y);
        each["text"] = text(line);
        add(lines, std::move(each));
        y += line_height;
    }
    Data data;
    data["x"] = number(box.x);
    data["y"] = number(box.y);
    data["width"] = number(box.width);
    data["height"] = number(box.height);
    data["lines"] = std::move(lines);
    data["group"] = Data(group);
    data["now"] = Data(state.current && !group);
    data["end"] = Data(state.end);
    return data;
}

std::string at(const Point& point) {
    return std::to_string(point.x) + " " + std::to_string(point.y);
}

/// Leaves and arrives straight up and down.
std::string path_of(const PlacedLine& line) {
    std::string path = "M" + at(line.points.front());
    for (std::size_t i = 1; i < line.points.size(); ++i) {
        const Point &from = line.points[i - 1], &to = line.points[i];
        const int middle = (from.y + to.y) / 2;
        path += from.x == to.x
                    ? "L" + at(to)
                    : "C" + at({from.x, middle}) + " " + at({to.x, middle}) + " " + at(to);
    }
    return path;
}

std::string head_of(const Point& tip, bool down) {
    const int back = down ? -8 : 8;
    return "M" + at(tip) + "L" + at({tip.x - 4, tip.y + back}) + "L" +
           at({tip.x + 4, tip.y + back}) + "Z";
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& each : words) all += (all.empty() ? "" : "; or ") + each;
    return all;
}

/// Of a line that several ways share.
Data line_data(const Strand& strand, const std::vector<const MapWay*>& ways,
               const PlacedLine& line) {
    const auto is_open = [&](const MapWay* way) { return strand.map.states[way->from].current; };
    std::string tip;
    for (const MapWay* way : ways)
        tip += (tip.empty() ? "" : "\n") + strand.map.states[way->from].title + " \u2192 " +
               strand.map.states[way->to].title +
               (way->words.empty() ? "" : ": " + joined(way->words));
    Data data;
    data["path"] = Data(path_of(line));
    data["head"] = line.head_at_end     ? Data(head_of(line.points.back(), true))
                   : line.head_at_start ? Data(head_of(line.points.front(), false))
                                        : Data(false);
    data["dashed"] =
        Data(std::all_of(ways.begin(), ways.end(), [](const MapWay* way) { return way->timed; }));
    data["open"] = Data(std::any_of(ways.begin(), ways.end(), is_open));
    data["tip"] = text(std::move(tip));
    return data;
}

struct Drawn {
    std::vector<std::size_t> ways;  ///< of the pathway
    std::vector<Joining> joinings;  ///< the same, within the strand
};

Drawn drawn_of(const Strand& strand) {
    Drawn drawn;
    for (std::size_t i = 0; i < strand.map.ways.size(); ++i) {
        const MapWay& way = strand.map.ways[i];
        if (!strand.has(way.from) || !strand.has(way.to) || way.from == strand.first) continue;
        drawn.ways.push_back(i);
        drawn.joinings.push_back({way.from - strand.first, way.to - strand.first});
    }
    return drawn;
}

Data picture_of(const Strand& strand) {
    const Drawn drawn = drawn_of(strand);
    const Layout layout = laid_out(shapes_of(strand), drawn.joinings);
    Data groups = list(), boxes = list(), lines = list();
    for (std::size_t i = 0; i < strand.size(); ++i)
        add(is_box(strand.state(i)) ? boxes : groups, box_data(strand.state(i), layout.boxes[i]));
    for (const PlacedLine& line : layout.lines) {
        std::vector<const MapWay*> ways;
        for (const std::size_t link : line.links)
            ways.push_back(&strand.map.ways[drawn.ways[link]]);
        add(lines, line_data(strand, ways, line));
    }
    Data data;
    data["width"] = number(layout.width + 2);
    data["height"] = number(layout.height + 2);
    data["groups"] = std::move(groups);
    data["boxes"] = std::move(boxes);
    data["lines"] = std::move(lines);
    return data;
}

std::vector<std::string> current_titles(const Strand& strand) {
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < strand.size(); ++i)
        if (strand.state(i).current && is_box(strand.state(i)))
            titles.push_back(strand.state(i).title);
    return titles;
}

std::size_t count_of_boxes(const Strand& strand) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < strand.size(); ++i) count += is_box(strand.state(i)) ? 1 : 0;
    return count;
}

std::string description(const Strand& strand) {
    std::string now;
    for (const std::string& each : current_titles(strand)) now += (now.empty() ? "" : ", ") + each;
    return std::to_string(count_of_boxes(strand)) + " steps. " +
           (now.empty() ? "The case is in none of them." : "Now: " + now + ".") +
           " Dashed arrows are ways that open by themselves at a time. The table below says the "
           "same.";
}

Cell step_cell(const Strand& strand, std::size_t place, const RoleNames& roles) {
    const MapState& state = strand.state(place);
    Cell cell{.text = state.title, .hint = roles.of(state.owner)};
    if (state.current && is_box(state)) cell.tag = Tag{"Now", "blue"};
    if (state.group) cell.text = "Any step of \u201c" + state.title + "\u201d";
    return cell;
}

/// One row for each way; a step without one has a row of its own.
Table table_of(const Strand& strand, const RoleNames& roles) {
    Table table{.caption = strand.map.title + ", " + strand.state(0).title + ": steps and ways",
                .size = "s"};
    table.columns = {{"Step"}, {"What happens"}, {"Leads to"}};
    table.first_names = true;
    for (std::size_t i = 0; i < strand.size(); ++i) {
        const std::size_t rows = table.rows.size();
        for (const MapWay& way : strand.map.ways)
            if (way.from == strand.first + i)
                table.rows.push_back({step_cell(strand, i, roles),
                                      {.text = way.words.empty() ? "-" : joined(way.words)},
                                      {.text = strand.map.states[way.to].title}});
        if (table.rows.size() == rows && is_box(strand.state(i)))
            table.rows.push_back({step_cell(strand, i, roles),
                                  {.text = strand.state(i).end ? "It ends here" : "-"},
                                  {.text = "-"}});
    }
    return table;
}

bool is_under_way(const Strand& strand) {
    for (std::size_t i = 0; i < strand.size(); ++i)
        if (strand.state(i).current && is_box(strand.state(i)) && !strand.state(i).end) return true;
    return false;
}

}  // namespace

Data strands_data(const PathwayMap& map, const RoleNames& roles) {
    Data all = list();
    bool first = true;
    for (const Strand& strand : strands_of(map)) {
        if (strand.size() < 2) continue;
        Data each;
        each["id"] = text("map-" + map.pathway + "-" + strand.state(0).id);
        each["name"] = text(map.title + ": " + strand.state(0).title);
        each["about"] = text(description(strand));
        each["open"] = Data(first && is_under_way(strand));
        each["picture"] = picture_of(strand);
        each["ways"] = to_data(table_of(strand, roles));
        add(all, std::move(each));
        first = false;
    }
    return all;
}

}  // namespace throughgate::console
