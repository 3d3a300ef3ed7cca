// SPDX-License-Identifier: MIT
// Shapes as the schemas of OpenAPI: 3.1 speaks JSON Schema, 3.0 a dialect without null.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "host/http/shape.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

json::object below(const Shape& shape, OpenApiVersion version) {
    if (shape.name.empty()) return schema_of(shape, version);
    return {{"$ref", "#/components/schemas/" + shape.name}};
}

std::string_view type_of(ShapeKind kind) {
    switch (kind) {
        case ShapeKind::number: return "integer";
        case ShapeKind::truth: return "boolean";
        case ShapeKind::list: return "array";
        case ShapeKind::object:
        case ShapeKind::map: return "object";
        default: break;
    }
    return "string";
}

void add_type(json::object& schema, std::string_view type, bool nullable, OpenApiVersion version) {
    if (nullable && version == OpenApiVersion::v3_1) {
        schema["type"] = json::array{json::string(type), "null"};
        return;
    }
    schema["type"] = type;
    if (nullable) schema["nullable"] = true;
}

void add_bounds(json::object& schema, const Shape& shape) {
    const char* least = "minLength";
    const char* most = "maxLength";
    if (shape.kind == ShapeKind::number) least = "minimum", most = "maximum";
    if (shape.kind == ShapeKind::list) least = "minItems", most = "maxItems";
    if (shape.kind == ShapeKind::map) least = "minProperties", most = "maxProperties";
    if (shape.least != 0 || shape.kind == ShapeKind::number) schema[least] = shape.least;
    if (shape.most != 0) schema[most] = shape.most;
    if (shape.kind == ShapeKind::number) schema["format"] = "int64";
    if (shape.kind == ShapeKind::date) schema["format"] = "date";
    if (shape.kind == ShapeKind::instant) schema["format"] = "date-time";
}

json::object described(json::object schema, const std::string& about) {
    // Beside a reference 3.0 ignores everything, so what it means stands around it.
    if (schema.contains("$ref")) schema = {{"allOf", json::array{schema}}};
    if (!about.empty()) schema["description"] = about;
    return schema;
}

void add_members(json::object& schema, const Shape& shape, OpenApiVersion version) {
    json::object properties;
    json::array needed;
    for (const Member& member : shape.members) {
        properties[member.name] = described(below(*member.shape, version), member.about);
        if (member.required) needed.emplace_back(member.name);
    }
    schema["properties"] = std::move(properties);
    if (!needed.empty()) schema["required"] = std::move(needed);
    schema["additionalProperties"] = false;
}

json::object plain_schema(OpenApiVersion version) {
    if (version == OpenApiVersion::v3_1)
        return {{"type", json::array{"string", "integer", "boolean", "null"}}};
    return {{"oneOf", json::array{json::object{{"type", "string"}},
                                  json::object{{"type", "integer"}, {"format", "int64"}},
                                  json::object{{"type", "boolean"}}}},
            {"nullable", true}};
}

}  // namespace

json::object schema_of(const Shape& shape, OpenApiVersion version) {
    if (shape.kind == ShapeKind::plain) return plain_schema(version);
    json::object schema;
    add_type(schema, type_of(shape.kind), shape.nullable, version);
    if (!shape.about.empty()) schema["description"] = shape.about;
    if (!shape.choices.empty())
        schema["enum"] = json::array(shape.choices.begin(), shape.choices.end());
    add_bounds(schema, shape);
    if (shape.kind == ShapeKind::list) schema["items"] = below(*shape.of, version);
    if (shape.kind == ShapeKind::map) schema["additionalProperties"] = below(*shape.of, version);
    if (shape.kind == ShapeKind::object) add_members(schema, shape, version);
    return schema;
}

}  // namespace throughgate::http
