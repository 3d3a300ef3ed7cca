// SPDX-License-Identifier: MIT
// Every name that a view may use is set, absent or not: Mustache would look for one that is missing
// in whatever stands around.
#include "host/console/components.hpp"

#include <algorithm>

namespace throughgate::console {
namespace {

/// {{#name}} with the items as `inner`; absent when there is none.
Data section(const char* inner, Data items) {
    if (items.is_empty_list()) return Data(false);
    Data data;
    data[inner] = std::move(items);
    return data;
}

void set_cell(Data& data, const Cell& cell) {
    data["text"] = text(cell.text);
    data["href"] = text(cell.href);
    data["tag"] = cell.tag ? to_data(*cell.tag) : Data(false);
    data["hint"] = text(cell.hint);
    data["sort"] = text(cell.sort);
}

Data to_row(const Table& table, const std::vector<Cell>& row) {
    Data cells = list();
    for (std::size_t i = 0; i < row.size(); ++i) {
        Data cell = to_data(row[i]);
        cell["header"] = Data(table.first_names && i == 0);
        cell["label"] = text(i < table.columns.size() ? table.columns[i].text : "");
        cell["numeric"] = Data(i < table.columns.size() && table.columns[i].numeric);
        add(cells, std::move(cell));
    }
    Data data;
    data["cells"] = std::move(cells);
    return data;
}

std::string described_by(const std::string& id, bool hint, bool error) {
    return (hint ? id + "-hint" : "") + (hint && error ? " " : "") + (error ? id + "-error" : "");
}

template <typename Field>
Data to_field(const Field& field) {
    Data data;
    data["id"] = text(field.name);
    data["name"] = text(field.name);
    data["label"] = text(field.label);
    data["value"] = text(field.value);
    data["hint"] = text(field.hint);
    data["error"] = text(field.error);
    data["described"] = text(described_by(field.name, !field.hint.empty(), !field.error.empty()));
    return data;
}

}  // namespace

Data to_data(const Tag& tag) {
    Data data;
    data["text"] = text(tag.text);
    data["colour"] = text(tag.colour);
    return data;
}

Data to_data(const Link& link) {
    Data data;
    data["text"] = text(link.text);
    data["href"] = text(link.href);
    return data;
}

Data to_data(const Cell& cell) {
    Data data;
    set_cell(data, cell);
    return data;
}

Data to_data(const Column& column) {
    Data data;
    data["text"] = text(column.text);
    data["numeric"] = Data(column.numeric);
    data["href"] = text(column.href);
    data["sort"] = text(column.sorted.empty() && !column.href.empty() ? "none" : column.sorted);
    return data;
}

Data to_data(const Table& table) {
    Data columns = list();
    for (const Column& each : table.columns) {
        Data column = to_data(each);
        if (table.sortable) column["sort"] = Data("none");
        add(columns, std::move(column));
    }
    const bool named = std::any_of(table.columns.begin(), table.columns.end(),
                                   [](const Column& each) { return !each.text.empty(); });
    Data rows = list();
    for (const auto& row : table.rows) add(rows, to_row(table, row));
    Data data;
    data["rows"] = section("each", std::move(rows));
    data["head"] = named ? section("columns", std::move(columns)) : Data(false);
    data["caption"] = text(table.caption);
    data["size"] = text(table.size);
    data["empty"] = text(table.empty);
    data["sortable"] = Data(table.sortable);
    return data;
}

Data to_data(const SummaryRow& row) {
    Data data;
    data["key"] = text(row.key);
    set_cell(data, row.value);
    return data;
}

Data to_data(const Input& input) {
    Data data = to_field(input);
    data["type"] = text(input.type);
    data["autocomplete"] = text(input.autocomplete);
    data["width"] = text(input.width);
    data["plain"] = Data(input.plain);
    return data;
}

Data to_data(const TextArea& area) { return to_field(area); }

Data to_data(const Choice& choice) {
    Data data;
    data["value"] = text(choice.value);
    data["text"] = text(choice.text);
    data["selected"] = Data(choice.selected);
    return data;
}

Data to_data(const Select& select) {
    Data data;
    data["id"] = text(select.name);
    data["name"] = text(select.name);
    data["label"] = text(select.label);
    data["choices"] = list_of(select.choices);
    return data;
}

Data to_data(const Filter& filter) {
    Data data;
    data["action"] = text(filter.action);
    data["selects"] = list_of(filter.selects);
    data["inputs"] = list_of(filter.inputs);
    data["kept"] = list_of(filter.kept);
    return data;
}

Data to_data(const Fault& fault) {
    Data data;
    data["text"] = text(fault.text);
    data["href"] = text(fault.href);
    return data;
}

Data to_data(const Paging& paging) {
    if (paging.previous.empty() && paging.next.empty()) return Data(false);
    Data data;
    data["previous"] = text(paging.previous);
    data["next"] = text(paging.next);
    data["previous_text"] = text(paging.previous_text);
    data["next_text"] = text(paging.next_text);
    return data;
}

Data to_data(const TimelineItem& item) {
    Data lines = list();
    for (const std::string& line : item.lines) {
        Data each;
        each["text"] = text(line);
        add(lines, std::move(each));
    }
    Data data;
    data["title"] = text(item.title);
    data["byline"] = text(item.byline);
    data["when"] = text(item.when);
    data["instant"] = text(item.instant);
    data["lines"] = std::move(lines);
    return data;
}

Data summary_list(const std::vector<SummaryRow>& rows) { return section("items", list_of(rows)); }

Data error_summary(const std::vector<Fault>& faults) {
    Data data = section("list", list_of(faults));
    if (data.is_object()) data["title"] = Data("There is a problem");
    return data;
}

Data timeline(const std::vector<TimelineItem>& items) { return section("items", list_of(items)); }

}  // namespace throughgate::console
