// SPDX-License-Identifier: MIT
// Each group is laid out by itself: its children in layers by the longest way to them, arrows that
// pass a layer through a gap of their own, the order of a layer by the middle of what it hangs on.
// An arrow to a state deep inside a group comes in through a port on the group's border.
#include "host/console/layout.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace throughgate::console {
namespace {

constexpr int gap = 18, layer_gap = 34, padding = 14, title_gap = 8, bend_width = 10;
constexpr std::size_t none = static_cast<std::size_t>(-1), most_abreast = 5;
constexpr int sweeps = 6;

/// What stands in a layer: a child, a port on the border, or a gap that an arrow runs through.
struct Item {
    std::size_t shape = none;   ///< none: a port or a gap
    std::size_t target = none;  ///< of a port: shape where its arrows end
    bool is_port = false;
    std::size_t layer = 0;
    int x = 0, y = 0, width = bend_width, height = 0;
    int row = 0;  ///< height of the tallest of its layer
};

/// Links that end in the same shape and run the same way are one line.
using Bundle = std::vector<std::size_t>;

struct Arc {
    std::size_t upper = 0, lower = 0;  ///< items
    Bundle links{};
    bool goes_up = false;
};

struct Port {
    Bundle links{};
    bool bottom = false, outward = false;
};

/// A group, laid out: places relative to its own corner.
struct Level {
    std::size_t group = 0;
    std::vector<Item> items;
    std::vector<Arc> arcs;  ///< between neighbouring layers
    std::vector<std::vector<std::size_t>> layers;
    std::map<std::size_t, Level> inner;  ///< by shape
    int width = 0, height = 0;
};

class Maker {
public:
    Maker(const std::vector<Shape>& shapes, const std::vector<Joining>& links)
        : shapes_(shapes), links_(links) {}

    Layout run() {
        Layout layout;
        if (shapes_.empty()) return layout;
        const Level root = level_of(0, {});
        layout.boxes.resize(shapes_.size());
        layout.boxes[0] = {0, 0, root.width, root.height};
        layout.width = root.width;
        layout.height = root.height;
        put(root, {0, 0}, layout);
        return layout;
    }

private:
    /// The child of `group` that is or holds `shape`; none: it lies elsewhere.
    [[nodiscard]] std::size_t child_with(std::size_t group, std::size_t shape) const {
        while (shape != 0 && shapes_[shape].parent != group) shape = shapes_[shape].parent;
        return shape == 0 ? none : shape;
    }

    Level level_of(std::size_t group, const std::vector<Port>& ports) const {
        Level level;
        level.group = group;
        std::map<std::size_t, std::size_t> item_of;
        for (std::size_t i = 1; i < shapes_.size(); ++i)
            if (shapes_[i].parent == group) {
                item_of[i] = level.items.size();
                level.items.push_back({.shape = i});
            }
        add_links(level, item_of);
        turn_back_arcs(level);
        find_layers(level);
        add_ports(level, ports, item_of);
        spread_lonely(level);
        split_long_arcs(level);
        for (Item& item : level.items) size(level, item);
        order(level);
        place(level);
        return level;
    }

    void add_links(Level& level, const std::map<std::size_t, std::size_t>& item_of) const {
        for (std::size_t i = 0; i < links_.size(); ++i) {
            const std::size_t from = child_with(level.group, links_[i].from),
                              to = child_with(level.group, links_[i].to);
            if (from == none || to == none || from == to) continue;
            add_arc(level, {item_of.at(from), item_of.at(to), {i}, false});
        }
    }

    void add_arc(Level& level, Arc arc) const {
        for (Arc& each : level.arcs) {
            if (each.upper != arc.upper || each.lower != arc.lower) continue;
            if (target_of(each.links) != target_of(arc.links)) continue;
            each.links.insert(each.links.end(), arc.links.begin(), arc.links.end());
            return;
        }
        level.arcs.push_back(std::move(arc));
    }

    [[nodiscard]] std::size_t target_of(const Bundle& links) const {
        return links_[links.front()].to;
    }

    /// So that all arcs lead down.
    static void turn_back_arcs(Level& level) {
        enum class Mark { fresh, open, done };
        std::vector<Mark> marks(level.items.size(), Mark::fresh);
        const auto visit = [&](const auto& self, std::size_t item) -> void {
            marks[item] = Mark::open;
            for (Arc& arc : level.arcs) {
                if (arc.upper != item || arc.goes_up) continue;
                if (marks[arc.lower] == Mark::open) {
                    arc.goes_up = true;
                    continue;
                }
                if (marks[arc.lower] == Mark::fresh) self(self, arc.lower);
            }
            marks[item] = Mark::done;
        };
        for (std::size_t i = 0; i < level.items.size(); ++i)
            if (marks[i] == Mark::fresh) visit(visit, i);
        for (Arc& arc : level.arcs)
            if (arc.goes_up) std::swap(arc.upper, arc.lower);
    }

    /// The longest way to each; as many rounds as there are items are enough.
    static void find_layers(Level& level) {
        for (std::size_t round = 0; round < level.items.size(); ++round)
            for (const Arc& arc : level.arcs) {
                std::size_t& layer = level.items[arc.lower].layer;
                layer = std::max(layer, level.items[arc.upper].layer + 1);
            }
    }

    static std::size_t last_layer(const Level& level) {
        std::size_t last = 0;
        for (const Item& item : level.items) last = std::max(last, item.layer);
        return last;
    }

    void add_ports(Level& level, const std::vector<Port>& ports,
                   const std::map<std::size_t, std::size_t>& item_of) const {
        const bool above =
            std::any_of(ports.begin(), ports.end(), [](const Port& port) { return !port.bottom; });
        if (above)
            for (Item& item : level.items) ++item.layer;
        const std::size_t below = last_layer(level) + 1;
        for (const Port& port : ports) {
            const std::size_t here = level.items.size();
            level.items.push_back({.target = target_of(port.links), .is_port = true});
            level.items.back().layer = port.bottom ? below : 0;
            for (const std::size_t link : port.links) {
                const std::size_t inside = port.outward ? links_[link].from : links_[link].to;
                if (inside == level.group) continue;
                const std::size_t child = item_of.at(child_with(level.group, inside));
                add_arc(level,
                        {port.bottom ? child : here, port.bottom ? here : child, {link}, false});
            }
        }
    }

    /// What nothing leads to or from need not stand abreast.
    static void spread_lonely(Level& level) {
        std::set<std::size_t> joined;
        for (const Arc& arc : level.arcs) joined.insert({arc.upper, arc.lower});
        std::size_t count = 0;
        for (std::size_t i = 0; i < level.items.size(); ++i)
            if (!joined.contains(i) && !level.items[i].is_port)
                level.items[i].layer += count++ / most_abreast;
    }

    static void split_long_arcs(Level& level) {
        std::vector<Arc> split;
        for (const Arc& arc : level.arcs) {
            std::size_t upper = arc.upper;
            const std::size_t end = level.items[arc.lower].layer;
            for (std::size_t layer = level.items[upper].layer + 1; layer < end; ++layer) {
                level.items.push_back({.layer = layer});
                split.push_back({upper, level.items.size() - 1, arc.links, arc.goes_up});
                upper = level.items.size() - 1;
            }
            split.push_back({upper, arc.lower, arc.links, arc.goes_up});
        }
        level.arcs = std::move(split);
    }

    void size(Level& level, Item& item) const {
        if (item.shape == none) return;
        const Shape& shape = shapes_[item.shape];
        item.width = shape.width;
        item.height = shape.height;
        if (!shape.group) return;
        const Level inner = level_of(item.shape, ports_into(level, item));
        item.width = inner.width;
        item.height = inner.height;
        level.inner.emplace(item.shape, inner);
    }

    /// A port for each arrow that ends deeper inside the item than on its border.
    [[nodiscard]] std::vector<Port> ports_into(const Level& level, const Item& item) const {
        std::vector<Port> ports;
        const auto self = static_cast<std::size_t>(&item - level.items.data());
        for (const Arc& arc : level.arcs) {
            if (arc.upper != self && arc.lower != self) continue;
            const bool from = child_with(level.group, links_[arc.links.front()].from) == item.shape;
            const bool deeper =
                std::any_of(arc.links.begin(), arc.links.end(), [&](std::size_t link) {
                    return (from ? links_[link].from : links_[link].to) != item.shape;
                });
            if (deeper) ports.push_back({arc.links, arc.upper == self, from});
        }
        return ports;
    }

    static void order(Level& level) {
        level.layers.assign(last_layer(level) + 1, {});
        for (std::size_t i = 0; i < level.items.size(); ++i)
            level.layers[level.items[i].layer].push_back(i);
        for (int sweep = 0; sweep < sweeps; ++sweep) {
            const bool down = sweep % 2 == 0;
            const std::vector<double> places = places_in_layers(level);
            std::vector<double> middles = places;
            for (std::size_t i = 0; i < level.items.size(); ++i)
                middles[i] = middle_of(level, i, down, places);
            for (auto& layer : level.layers)
                std::stable_sort(layer.begin(), layer.end(), [&](std::size_t a, std::size_t b) {
                    return middles[a] < middles[b];
                });
        }
    }

    static std::vector<double> places_in_layers(const Level& level) {
        std::vector<double> places(level.items.size());
        for (const auto& layer : level.layers)
            for (std::size_t i = 0; i < layer.size(); ++i)
                places[layer[i]] =
                    (static_cast<double>(i) + 1) / static_cast<double>(layer.size() + 1);
        return places;
    }

    /// Of its neighbours above (or below); where it has none, where it is.
    static double middle_of(const Level& level, std::size_t item, bool of_upper,
                            const std::vector<double>& places) {
        double sum = 0;
        int count = 0;
        for (const Arc& arc : level.arcs) {
            if ((of_upper ? arc.lower : arc.upper) != item) continue;
            sum += places[of_upper ? arc.upper : arc.lower];
            ++count;
        }
        return count == 0 ? places[item] : sum / count;
    }

    void place(Level& level) const {
        const Shape& title = shapes_[level.group];
        for (auto& layer : level.layers) in_a_row(level, layer);
        for (int sweep = 0; sweep < sweeps; ++sweep)
            for (std::size_t i = 0; i < level.layers.size(); ++i)
                align(level, level.layers[sweep % 2 == 0 ? i : level.layers.size() - 1 - i],
                      sweep % 2 == 0);
        int left = 0, right = 0;
        for (const Item& item : level.items) left = std::min(left, item.x);
        for (Item& item : level.items) {
            item.x += padding - left;
            right = std::max(right, item.x + item.width);
        }
        level.width = std::max(right + padding, title.width + 2 * padding);
        int y = title.height + title_gap;
        for (const auto& layer : level.layers) {
            int height = 0;
            for (const std::size_t i : layer) {
                level.items[i].y = y;
                height = std::max(height, level.items[i].height);
            }
            for (const std::size_t i : layer) {
                level.items[i].row = height;
                if (level.items[i].shape == none) level.items[i].height = height;
            }
            y += height + layer_gap;
        }
        level.height = y - layer_gap + padding;
    }

    static void in_a_row(Level& level, const std::vector<std::size_t>& layer) {
        int x = 0;
        for (const std::size_t i : layer) {
            level.items[i].x = x;
            x += level.items[i].width + gap;
        }
        for (const std::size_t i : layer) level.items[i].x -= x / 2;
    }

    /// As near below (or above) its neighbours as those beside it allow.
    static void align(Level& level, const std::vector<std::size_t>& layer, bool of_upper) {
        std::vector<double> centres(level.items.size());
        for (std::size_t i = 0; i < level.items.size(); ++i)
            centres[i] = level.items[i].x + level.items[i].width / 2.0;
        int free = 0;
        double moved = 0;
        std::vector<int> places;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const Item& item = level.items[layer[i]];
            const int wanted =
                static_cast<int>(middle_of(level, layer[i], of_upper, centres)) - item.width / 2;
            places.push_back(i == 0 ? wanted : std::max(wanted, free));
            free = places.back() + item.width + gap;
            moved += places.back() - wanted;
        }
        const int back =
            layer.empty() ? 0 : static_cast<int>(moved / static_cast<double>(layer.size()));
        for (std::size_t i = 0; i < layer.size(); ++i) level.items[layer[i]].x = places[i] - back;
    }

    void put(const Level& level, Point corner, Layout& layout) const {
        for (const Item& item : level.items) {
            if (item.shape == none) continue;
            layout.boxes[item.shape] = {corner.x + item.x, corner.y + item.y, item.width,
                                        item.height};
        }
        for (std::size_t i = 0; i < level.arcs.size(); ++i) put_arc(level, i, corner, layout);
        for (const auto& [shape, inner] : level.inner)
            put(inner, {layout.boxes[shape].x, layout.boxes[shape].y}, layout);
    }

    void put_arc(const Level& level, std::size_t index, Point corner, Layout& layout) const {
        const Arc& arc = level.arcs[index];
        const Item &upper = level.items[arc.upper], &lower = level.items[arc.lower];
        const bool from_port = upper.is_port, to_port = lower.is_port;
        PlacedLine line{arc.links, {}};
        const int above = from_port ? 0 : upper.y + upper.height;
        const int below = to_port ? level.height : lower.y;
        if (upper.shape == none && !from_port)
            line.points.push_back({corner.x + end_x(level, index, true), corner.y + upper.y});
        line.points.push_back({corner.x + end_x(level, index, true), corner.y + above});
        if (upper.height < upper.row)
            line.points.push_back(
                {corner.x + end_x(level, index, true), corner.y + upper.y + upper.row});
        line.points.push_back({corner.x + end_x(level, index, false), corner.y + below});
        const std::size_t target = target_of(arc.links);
        line.head_at_end = lower.shape == target;
        line.head_at_start = upper.shape == target;
        layout.lines.push_back(std::move(line));
    }

    /// Arrows of one box leave side by side, in the order of where they go; of a group, at its
    /// port.
    [[nodiscard]] int end_x(const Level& level, std::size_t index, bool at_upper) const {
        const Arc& arc = level.arcs[index];
        const std::size_t here = at_upper ? arc.upper : arc.lower;
        const Item& item = level.items[here];
        if (item.shape == none) return item.x + item.width / 2;
        if (const auto inner = level.inner.find(item.shape); inner != level.inner.end())
            for (const Item& each : inner->second.items)
                if (each.is_port && each.target == target_of(arc.links) &&
                    (each.layer != 0) == at_upper)
                    return item.x + each.x + each.width / 2;
        std::vector<std::pair<int, std::size_t>> all;
        for (std::size_t i = 0; i < level.arcs.size(); ++i) {
            const Arc& other = level.arcs[i];
            if ((at_upper ? other.upper : other.lower) != here) continue;
            const Item& far = level.items[at_upper ? other.lower : other.upper];
            all.emplace_back(far.x + far.width / 2, i);
        }
        std::sort(all.begin(), all.end());
        const auto place = std::find_if(all.begin(), all.end(),
                                        [&](const auto& each) { return each.second == index; });
        const auto nth = static_cast<int>(place - all.begin()) + 1;
        return item.x + item.width * nth / (static_cast<int>(all.size()) + 1);
    }

    const std::vector<Shape>& shapes_;
    const std::vector<Joining>& links_;
};

}  // namespace

Layout laid_out(const std::vector<Shape>& shapes, const std::vector<Joining>& links) {
    return Maker(shapes, links).run();
}

}  // namespace throughgate::console
