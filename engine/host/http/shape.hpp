// SPDX-License-Identifier: MIT
// Shape: what a JSON value looks like, said once. Bodies are checked against it and the OpenAPI
// document shows it; tests hold answers against it. Immutable once made; shared.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/problem.hpp"

namespace throughgate::http {

enum class ShapeKind : std::uint8_t {
    text,
    number,  ///< whole
    truth,
    date,
    instant,
    plain,  ///< text, whole number, truth or null: the value of a field
    object,
    list,
    map,  ///< names of the caller's choosing, each with the same shape
};

struct Shape;
using ShapePointer = std::shared_ptr<const Shape>;

struct Member {
    std::string name;
    ShapePointer shape;
    std::string about;
    bool required = false;
};

struct Shape {
    ShapeKind kind = ShapeKind::text;
    std::string name;  ///< of the component in the OpenAPI document; empty: written in place
    std::string about;
    std::vector<std::string> choices;  ///< text: only these
    std::vector<Member> members;       ///< object; others are refused
    ShapePointer of;                   ///< list and map
    std::size_t least = 0;             ///< characters, items or the number itself
    std::size_t most = 0;              ///< the same; 0: no bound but that of the body
    bool nullable = false;
};

// Makers, so that tables of shapes read as tables.
ShapePointer text(std::size_t most = 0);
ShapePointer some_text(std::size_t most = 4000);  ///< at least one character
ShapePointer number(std::size_t least = 0, std::size_t most = 0);
ShapePointer truth();
ShapePointer date();
ShapePointer instant();
ShapePointer plain_value();
ShapePointer choice(std::vector<std::string> choices);
ShapePointer list_of(ShapePointer item, std::size_t most = 0);
ShapePointer map_of(ShapePointer value, std::size_t most = 0);
ShapePointer or_null(const ShapePointer& shape);
ShapePointer object(std::string name, std::string about, std::vector<Member> members);
Member required(std::string name, ShapePointer shape, std::string about);
Member optional(std::string name, ShapePointer shape, std::string about);

/// Adds the faults of `value`, each with its JSON pointer below `at`; at most one more than are
/// told (limits::faults_told).
void check(const Shape& shape, const boost::json::value& value, const std::string& at,
           std::vector<Fault>& faults);
/// Text of a query or path parameter by a text, number, truth, date or instant shape; "" when fine.
std::string fault_of_text(const Shape& shape, std::string_view text);

/// As OpenAPI writes it; named shapes below it become references.
enum class OpenApiVersion : std::uint8_t { v3_0, v3_1 };
boost::json::object schema_of(const Shape& shape, OpenApiVersion version);
/// The named shapes in and below `shape`, each once.
void collect_named(const ShapePointer& shape, std::vector<ShapePointer>& named);

}  // namespace throughgate::http
