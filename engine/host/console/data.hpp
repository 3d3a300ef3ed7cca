// SPDX-License-Identifier: MIT
// Data: what a view is filled with. Built without copying what is large; an empty text is absent,
// so that a section on it disappears.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate::console {

using Data = kainjow::mustache::data;

/// What a view was made into (views.hpp), or a script of ours: nothing else is put into a page as
/// it is. Three braces in a view stand for one of these, and for nothing else.
struct Html {
    std::string text;
};

/// Absent when empty.
Data text(std::string value);
/// For three braces.
Data markup(Html html);
/// A list without copies of its items.
Data list();
void add(Data& to, Data item);
/// {{#name}} once, with `value` inside; absent: not at all.
template <typename Value>
Data list_of(const std::vector<Value>& values) {
    Data all = list();
    for (const Value& each : values) add(all, to_data(each));
    return all;
}

}  // namespace throughgate::console
