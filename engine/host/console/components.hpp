// SPDX-License-Identifier: MIT
// Components: what pages are made of, by the names of the GOV.UK and MoJ design systems. Plain
// values here; components.cpp turns them into what the views of the same names are filled with.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/console/data.hpp"

namespace throughgate::console {

struct Tag {
    std::string text;
    std::string colour{};  ///< red, orange, yellow, green, blue, purple, grey; empty: plain
};

struct Link {
    std::string text, href;
};

/// Of a table or a summary list.
struct Cell {
    std::string text{};
    std::string href{};
    std::optional<Tag> tag{};
    std::string hint{};  ///< below, smaller
    std::string sort{};  ///< by which a sortable column orders it; empty: its text
};

struct Column {
    std::string text;
    bool numeric = false;
    std::string href{};    ///< the page again, sorted by this column
    std::string sorted{};  ///< ascending, descending; empty: not by this column
};

struct Table {
    std::string caption{};
    std::vector<Column> columns{};
    std::vector<std::vector<Cell>> rows{};
    std::string empty{};       ///< instead of it when there is no row
    bool first_names = false;  ///< the first cell of a row is its header
    bool sortable = false;     ///< in the browser, where it runs scripts
    std::string size{"m"};     ///< of the caption: s, m, l
};

struct SummaryRow {
    std::string key;
    Cell value;
};

struct Input {
    std::string name, label;
    std::string value{}, hint{}, error{};
    std::string type{"text"};
    std::string autocomplete{};
    std::string width{};  ///< characters: 2, 3, 4, 5, 10, 20
    bool plain = false;   ///< a name or number: nothing is corrected or made a capital
};

struct TextArea {
    std::string name, label;
    std::string value{}, hint{}, error{};
};

struct Choice {
    std::string value, text;
    bool selected = false;
};

struct Select {
    std::string name, label;
    std::vector<Choice> choices{};
};

/// Select or Input; a form that asks for a page again.
struct Filter {
    std::string action;
    std::vector<Select> selects{};
    std::vector<Input> inputs{};
    std::vector<Choice> kept{};  ///< value and text: sent along, not seen
};

struct Fault {
    std::string text;
    std::string href{};  ///< "#reason": the field that it is about
};

/// Addresses; an empty one is not offered.
struct Paging {
    std::string previous{}, next{};
    std::string previous_text{"Previous"}, next_text{"Next"};
};

struct TimelineItem {
    std::string title, byline, when, instant;
    std::vector<std::string> lines{};
};

Data to_data(const Tag& tag);
Data to_data(const Link& link);
Data to_data(const Cell& cell);
Data to_data(const Column& column);
Data to_data(const Table& table);
Data to_data(const SummaryRow& row);
Data to_data(const Input& input);
Data to_data(const TextArea& area);
Data to_data(const Choice& choice);
Data to_data(const Select& select);
Data to_data(const Filter& filter);
Data to_data(const Fault& fault);
Data to_data(const Paging& paging);
Data to_data(const TimelineItem& item);
/// Absent when there is none.
Data summary_list(const std::vector<SummaryRow>& rows);
Data error_summary(const std::vector<Fault>& faults);
Data timeline(const std::vector<TimelineItem>& items);

}  // namespace throughgate::console
