// SPDX-License-Identifier: MIT
#include "host/http/shape.hpp"

#include <algorithm>
#include <charconv>

#include "host/http/limits.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/time.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

ShapePointer make(ShapeKind kind, std::size_t least = 0, std::size_t most = 0) {
    Shape shape;
    shape.kind = kind;
    shape.least = least;
    shape.most = most;
    return std::make_shared<const Shape>(std::move(shape));
}

std::string_view wanted(ShapeKind kind) {
    switch (kind) {
        case ShapeKind::text: return "text";
        case ShapeKind::number: return "a whole number";
        case ShapeKind::truth: return "true or false";
        case ShapeKind::date: return "a day like 2026-03-17";
        case ShapeKind::instant: return "an instant like 2026-03-17T09:00:00Z";
        case ShapeKind::plain: return "text, a whole number, true, false or null";
        case ShapeKind::object: return "an object";
        case ShapeKind::list: return "a list";
        case ShapeKind::map: break;
    }
    return "an object";
}

bool fits(ShapeKind kind, const json::value& value) {
    switch (kind) {
        case ShapeKind::text: return value.is_string();
        case ShapeKind::number: return value.is_int64();  // others do not fit into ours
        case ShapeKind::truth: return value.is_bool();
        case ShapeKind::date:
            return value.is_string() && parse_date(value.get_string()).has_value();
        case ShapeKind::instant:
            return value.is_string() && parse_instant(value.get_string()).has_value();
        case ShapeKind::plain:
            return value.is_primitive() && !value.is_double() && !value.is_uint64();
        case ShapeKind::list: return value.is_array();
        case ShapeKind::object:
        case ShapeKind::map: break;
    }
    return value.is_object();
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string with_guess(std::string text, std::string_view given,
                       const std::vector<std::string>& known) {
    const std::string meant = did_you_mean(given, known);
    if (!meant.empty()) return text + "; did you mean '" + meant + "'?";
    return text + "; known: " + listed(known);
}

std::string fault_of_length(const Shape& shape, std::size_t size, std::string_view of) {
    if (size < shape.least) return "must not be empty";
    if (shape.most == 0 || size <= shape.most) return "";
    return "has " + std::to_string(size) + " " + std::string(of) + "; at most " +
           std::to_string(shape.most);
}

std::string fault_of_choice(const Shape& shape, std::string_view given) {
    if (shape.choices.empty()) return fault_of_length(shape, given.size(), "bytes");
    if (std::find(shape.choices.begin(), shape.choices.end(), given) != shape.choices.end())
        return "";
    return with_guess("there is no '" + std::string(given.substr(0, 40)) + "' here", given,
                      shape.choices);
}

std::string fault_of_number(const Shape& shape, bool negative, std::uint64_t number) {
    const bool small = negative || number < shape.least;
    if (!small && (shape.most == 0 || number <= shape.most)) return "";
    std::string text = "must be at least " + std::to_string(shape.least);
    if (shape.most != 0) text += " and at most " + std::to_string(shape.most);
    return text;
}

std::string fault_of_value(const Shape& shape, const json::value& value) {
    if (!fits(shape.kind, value)) return "must be " + std::string(wanted(shape.kind));
    if (value.is_string() && shape.kind == ShapeKind::text)
        return fault_of_choice(shape, value.get_string());
    if (shape.kind == ShapeKind::number && value.is_int64())
        return fault_of_number(shape, value.get_int64() < 0,
                               static_cast<std::uint64_t>(value.get_int64()));
    if (value.is_array()) return fault_of_length(shape, value.get_array().size(), "items");
    if (shape.kind == ShapeKind::map)
        return fault_of_length(shape, value.get_object().size(), "members");
    return "";
}

/// A name as a token of a JSON pointer.
std::string escaped(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

/// More are not told, so they are not looked for: a body may have a million.
bool enough(const std::vector<Fault>& faults) { return faults.size() > limits::faults_told; }

void check_members(const Shape& shape, const json::object& object, const std::string& at,
                   std::vector<Fault>& faults) {
    std::vector<std::string> known;
    for (const Member& member : shape.members) {
        known.push_back(member.name);
        const json::value* value = object.if_contains(member.name);
        if (value != nullptr) check(*member.shape, *value, at + "/" + escaped(member.name), faults);
        if (value == nullptr && member.required)
            faults.push_back({at + "/" + escaped(member.name), "is missing: " + member.about});
    }
    for (const auto& [name, value] : object) {
        if (enough(faults)) return;
        if (std::find(known.begin(), known.end(), std::string_view(name)) == known.end())
            faults.push_back(
                {at + "/" + escaped(name), with_guess("there is no such member", name, known)});
    }
}

}  // namespace

ShapePointer text(std::size_t most) { return make(ShapeKind::text, 0, most); }
ShapePointer some_text(std::size_t most) { return make(ShapeKind::text, 1, most); }
ShapePointer number(std::size_t least, std::size_t most) {
    return make(ShapeKind::number, least, most);
}
ShapePointer truth() { return make(ShapeKind::truth); }
ShapePointer date() { return make(ShapeKind::date); }
ShapePointer instant() { return make(ShapeKind::instant); }
ShapePointer plain_value() { return make(ShapeKind::plain); }

ShapePointer choice(std::vector<std::string> choices) {
    Shape shape;
    shape.choices = std::move(choices);
    return std::make_shared<const Shape>(std::move(shape));
}

ShapePointer list_of(ShapePointer item, std::size_t most) {
    Shape shape{ShapeKind::list, "", "", {}, {}, std::move(item), 0, most, false};
    return std::make_shared<const Shape>(std::move(shape));
}

ShapePointer map_of(ShapePointer value, std::size_t most) {
    Shape shape{ShapeKind::map, "", "", {}, {}, std::move(value), 0, most, false};
    return std::make_shared<const Shape>(std::move(shape));
}

ShapePointer or_null(const ShapePointer& shape) {
    Shape copy = *shape;
    copy.nullable = true;
    return std::make_shared<const Shape>(std::move(copy));
}

ShapePointer object(std::string name, std::string about, std::vector<Member> members) {
    Shape shape{ShapeKind::object,
                std::move(name),
                std::move(about),
                {},
                std::move(members),
                nullptr,
                0,
                0,
                false};
    return std::make_shared<const Shape>(std::move(shape));
}

Member required(std::string name, ShapePointer shape, std::string about) {
    return {std::move(name), std::move(shape), std::move(about), true};
}

Member optional(std::string name, ShapePointer shape, std::string about) {
    return {std::move(name), std::move(shape), std::move(about), false};
}

void check(const Shape& shape, const json::value& value, const std::string& at,
           std::vector<Fault>& faults) {
    if (enough(faults) || (value.is_null() && shape.nullable)) return;
    const std::string fault = fault_of_value(shape, value);
    if (!fault.empty()) {
        faults.push_back({at.empty() ? "/" : at, fault});
        return;
    }
    if (shape.kind == ShapeKind::object) check_members(shape, value.get_object(), at, faults);
    if (shape.kind == ShapeKind::map)
        for (const auto& [name, each] : value.get_object())
            check(*shape.of, each, at + "/" + escaped(name), faults);
    if (shape.kind != ShapeKind::list) return;
    std::size_t index = 0;
    for (const json::value& each : value.get_array())
        check(*shape.of, each, at + "/" + std::to_string(index++), faults);
}

std::string fault_of_text(const Shape& shape, std::string_view given) {
    const std::string wrong = "must be " + std::string(wanted(shape.kind));
    switch (shape.kind) {
        case ShapeKind::text: return fault_of_choice(shape, given);
        case ShapeKind::truth: return given == "true" || given == "false" ? "" : wrong;
        case ShapeKind::date: return parse_date(given) ? "" : wrong;
        case ShapeKind::instant: return parse_instant(given) ? "" : wrong;
        default: break;
    }
    std::uint64_t read = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), read);
    if (error != std::errc() || end != given.data() + given.size()) return wrong;
    return fault_of_number(shape, false, read);
}

void collect_named(const ShapePointer& shape, std::vector<ShapePointer>& named) {
    if (!shape) return;
    const auto same = [&](const ShapePointer& other) { return other->name == shape->name; };
    if (!shape->name.empty()) {
        if (std::any_of(named.begin(), named.end(), same)) return;
        named.push_back(shape);
    }
    collect_named(shape->of, named);
    for (const Member& member : shape->members) collect_named(member.shape, named);
}

}  // namespace throughgate::http
