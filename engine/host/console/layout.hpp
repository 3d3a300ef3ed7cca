// SPDX-License-Identifier: MIT
// Layout: where boxes inside boxes stand, and how arrows run between them: in layers from top to
// bottom, a group as one box of the layer that holds it. A pure function; the same picture gives
// the same places.
#pragma once

#include <cstddef>
#include <vector>

namespace throughgate::console {

struct Point {
    int x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Whatever lies in a shape follows it. The first one is around all others.
struct Shape {
    std::size_t parent = 0;  ///< of the first: itself
    bool group = false;
    int width = 0, height = 0;  ///< of a group: of its title
};

struct Joining {
    std::size_t from = 0, to = 0;
};

struct PlacedBox {
    int x = 0, y = 0, width = 0, height = 0;
};

/// A part of an arrow; where it crosses the border of a group the next part goes on.
struct PlacedLine {
    std::vector<std::size_t> links;  ///< that run together here, to the same shape
    std::vector<Point> points;       ///< from top to bottom
    bool head_at_end = false, head_at_start = false;
};

struct Layout {
    std::vector<PlacedBox> boxes;  ///< by shape
    std::vector<PlacedLine> lines;
    int width = 0, height = 0;
};

/// Links between a shape and what lies in it are not drawn.
Layout laid_out(const std::vector<Shape>& shapes, const std::vector<Joining>& links);

}  // namespace throughgate::console
