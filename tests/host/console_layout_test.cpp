// SPDX-License-Identifier: MIT
// Goal: a picture of a pathway is complete and legible, whatever the pathway looks like. Method:
// boxes and arrows of many made-up charts, from one seed, held against what must be true of every
// picture; one small chart is laid out by hand.
#include <random>
#include <set>

#include "host/console/layout.hpp"
#include "support/catch.hpp"

namespace {

using throughgate::console::Joining;
using throughgate::console::laid_out;
using throughgate::console::Layout;
using throughgate::console::PlacedBox;
using throughgate::console::Shape;

struct Chart {
    std::vector<Shape> shapes;
    std::vector<Joining> links;
};

Shape leaf(std::size_t parent) { return {parent, false, 100, 40}; }
Shape group(std::size_t parent) { return {parent, true, 60, 20}; }

/// Whatever lies in a group follows it, so one group at a time stays open.
void grow(Chart& chart, std::size_t parent, unsigned depth, std::mt19937& random) {
    const auto children = 1 + random() % 5;
    for (std::size_t i = 0; i < children; ++i) {
        if (depth < 3 && random() % 4 == 0) {
            chart.shapes.push_back(group(parent));
            grow(chart, chart.shapes.size() - 1, depth + 1, random);
        } else {
            chart.shapes.push_back(leaf(parent));
        }
    }
}

Chart made_up(unsigned seed) {
    std::mt19937 random(seed);
    Chart chart{{group(0)}, {}};
    grow(chart, 0, 0, random);
    const std::size_t links = random() % (2 * chart.shapes.size());
    for (std::size_t i = 0; i < links; ++i)
        chart.links.push_back({random() % chart.shapes.size(), random() % chart.shapes.size()});
    return chart;
}

bool is_inside(const PlacedBox& inner, const PlacedBox& outer) {
    return inner.x >= outer.x && inner.y >= outer.y &&
           inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

bool overlap(const PlacedBox& a, const PlacedBox& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

bool lies_in(const Chart& chart, std::size_t shape, std::size_t around) {
    while (shape != around && shape != 0) shape = chart.shapes[shape].parent;
    return shape == around;
}

void check_boxes(const Chart& chart, const Layout& layout) {
    for (std::size_t i = 1; i < chart.shapes.size(); ++i) {
        CHECK(is_inside(layout.boxes[i], layout.boxes[chart.shapes[i].parent]));
        for (std::size_t k = i + 1; k < chart.shapes.size(); ++k)
            if (chart.shapes[k].parent == chart.shapes[i].parent)
                CHECK_FALSE(overlap(layout.boxes[i], layout.boxes[k]));
    }
}

/// Every drawn link comes to one head, on the border of the shape where it ends.
void check_heads(const Chart& chart, const Layout& layout) {
    std::vector<unsigned> heads(chart.links.size());
    for (const auto& line : layout.lines) {
        if (!line.head_at_end && !line.head_at_start) continue;
        for (const std::size_t link : line.links) {
            ++heads[link];
            const PlacedBox& box = layout.boxes[chart.links[link].to];
            const auto& tip = line.head_at_end ? line.points.back() : line.points.front();
            CHECK(tip.y == (line.head_at_end ? box.y : box.y + box.height));
            CHECK((tip.x >= box.x && tip.x <= box.x + box.width));
        }
    }
    for (std::size_t i = 0; i < chart.links.size(); ++i) {
        const auto [from, to] = chart.links[i];
        const bool drawn = !lies_in(chart, from, to) && !lies_in(chart, to, from);
        INFO("link " << from << " to " << to);
        CHECK((heads[i] > 0) == drawn);
    }
}

}  // namespace

TEST_CASE("boxes lie in their groups and never on each other, and every arrow arrives") {
    for (unsigned seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        const Chart chart = made_up(seed);
        const Layout layout = laid_out(chart.shapes, chart.links);
        check_boxes(chart, layout);
        check_heads(chart, layout);
    }
}

TEST_CASE("steps that follow each other stand below each other, and a way back leads up") {
    const Chart chart{{group(0), leaf(0), leaf(0), leaf(0)}, {{1, 2}, {2, 3}, {3, 1}}};
    const Layout layout = laid_out(chart.shapes, chart.links);
    CHECK(layout.boxes[1].y < layout.boxes[2].y);
    CHECK(layout.boxes[2].y < layout.boxes[3].y);
    for (const auto& line : layout.lines)
        if (line.links.front() == 2) CHECK_FALSE(line.head_at_end);
}

TEST_CASE("ways out of several steps of a group to the same step leave it as one line") {
    // 1 is a group of 2 and 3; both lead to 4.
    const Chart chart{{group(0), group(0), leaf(1), leaf(1), leaf(0)}, {{2, 4}, {3, 4}}};
    const Layout layout = laid_out(chart.shapes, chart.links);
    std::size_t arriving = 0;
    for (const auto& line : layout.lines) arriving += line.head_at_end ? 1 : 0;
    CHECK(arriving == 1);
    CHECK(layout.lines.size() == 3);
}

TEST_CASE("a picture of nothing is empty") { CHECK(laid_out({}, {}).boxes.empty()); }
