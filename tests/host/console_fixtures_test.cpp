// SPDX-License-Identifier: MIT
// Goal: our templates write what the GOV.UK Design System's own do.
// Method: the fixtures that govuk-frontend ships (options, and the HTML that they give), each one
// whose options we offer, compared tag by tag and word by word; white space, and attributes that
// we add or that only name things, left out. They lie in build/console once npm was there.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "host/console/components.hpp"
#include "host/console/views.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

namespace json = boost::json;
using namespace console;
using Names = std::set<std::string>;

const std::string package = std::string(TG_SOURCE_DIR) +
                            "/build/console/node_modules/govuk-frontend/dist/govuk/components/";

std::string text_of(const json::object& from, std::string_view name) {
    const json::value* value = from.if_contains(name);
    if (value == nullptr) return "";
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

/// The member `text` of a member, as in {"label": {"text": "Name"}}.
std::string inner_text(const json::object& from, std::string_view name) {
    const json::value* value = from.if_contains(name);
    return value != nullptr && value->is_object() ? text_of(value->get_object(), "text") : "";
}

/// Every name in it, members of members too: "label.text".
void add_names(const json::value& value, const std::string& above, Names& names) {
    if (value.is_object())
        for (const auto& [name, member] : value.get_object())
            add_names(member, above.empty() ? std::string(name) : above + "." + std::string(name),
                      names);
    else if (value.is_array())
        for (const json::value& each : value.get_array()) add_names(each, above, names);
    else
        names.insert(above);
}

// --- HTML as tags and words ------------------------------------------------------------------

const Names left_out = {"name",       "id",          "for",       "aria-describedby", "spellcheck",
                        "data-label", "tabindex",    "role",      "aria-label",       "rel",
                        "xmlns",      "aria-hidden", "focusable", "autocapitalize"};

/// White space once; an apostrophe can be written in two ways.
std::string words_of(std::string_view text) {
    std::string words;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;) {
        for (auto at = word.find("&apos;"); at != word.npos; at = word.find("&apos;"))
            word.replace(at, 6, "&#39;");
        words += (words.empty() ? "" : " ") + word;
    }
    return words;
}

std::string tag_of(std::string_view inside) {
    std::map<std::string, std::string> attributes;
    const std::size_t end = std::min(inside.find_first_of(" \n"), inside.size());
    const std::string name(inside.substr(0, end));
    std::string_view rest = inside.substr(end);
    while (rest.find_first_not_of(" \n/") != rest.npos) {
        rest.remove_prefix(rest.find_first_not_of(" \n/"));
        const std::size_t stop = std::min(rest.find_first_of("= \n"), rest.size());
        const std::string attribute(rest.substr(0, stop));
        rest.remove_prefix(stop);
        std::string value;
        if (rest.starts_with("=\"")) {
            value = words_of(rest.substr(2, rest.find('"', 2) - 2));
            rest.remove_prefix(rest.find('"', 2) + 1);
        }
        if (!left_out.contains(attribute)) attributes[attribute] = value;
    }
    std::string text = "<" + name;
    for (const auto& [attribute, value] : attributes) text += " " + attribute + "=" + value;
    return text + ">";
}

std::vector<std::string> tokens_of(std::string_view html) {
    std::vector<std::string> tokens;
    while (!html.empty()) {
        const std::size_t open = std::min(html.find('<'), html.size());
        std::string words = words_of(html.substr(0, open));
        if (!words.empty()) tokens.push_back(std::move(words));
        html.remove_prefix(open);
        if (html.empty()) break;
        const std::size_t close = html.find('>');
        tokens.push_back(tag_of(html.substr(1, close - 1)));
        html.remove_prefix(close + 1);
    }
    return tokens;
}

// --- options as our components -----------------------------------------------------------------

template <typename Field>
Field field_of(const json::object& options) {
    Field field;
    field.name = text_of(options, "id").empty() ? text_of(options, "name") : text_of(options, "id");
    field.label = inner_text(options, "label");
    field.hint = inner_text(options, "hint");
    field.error = inner_text(options, "errorMessage");
    field.value = text_of(options, "value");
    return field;
}

std::string input_html(const json::object& options) {
    Input input = field_of<Input>(options);
    if (!text_of(options, "type").empty()) input.type = text_of(options, "type");
    input.autocomplete = text_of(options, "autocomplete");
    return render("input", to_data(input)).text;
}

std::string text_area_html(const json::object& options) {
    return render("textarea", to_data(field_of<TextArea>(options))).text;
}

std::string select_html(const json::object& options) {
    Select select{text_of(options, "name"), inner_text(options, "label"), {}};
    for (const json::value& each : options.at("items").as_array()) {
        const json::object& item = each.as_object();
        const json::value* selected = item.if_contains("selected");
        select.choices.push_back({text_of(item, "value"), text_of(item, "text"),
                                  selected != nullptr && selected->as_bool()});
    }
    return render("select", to_data(select)).text;
}

std::string tag_html(const json::object& options) {
    const std::string classes = text_of(options, "classes");
    const std::string prefix = "govuk-tag--";
    return render("tag", to_data(Tag{text_of(options, "text"), classes.starts_with(prefix)
                                                                   ? classes.substr(prefix.size())
                                                                   : classes}))
        .text;
}

std::string table_html(const json::object& options) {
    Table table;
    table.caption = text_of(options, "caption");
    const std::string classes = text_of(options, "captionClasses");
    if (!classes.empty()) table.size = classes.substr(classes.rfind('-') + 1);
    const auto is_number = [](const json::object& cell) {
        return text_of(cell, "format") == "numeric";
    };
    if (const json::value* head = options.if_contains("head"))
        for (const json::value& each : head->as_array())
            table.columns.push_back(
                {text_of(each.as_object(), "text"), is_number(each.as_object())});
    const json::value* first = options.if_contains("firstCellIsHeader");
    table.first_names = first != nullptr && first->as_bool();
    for (const json::value& row : options.at("rows").as_array()) {
        std::vector<Cell> cells;
        for (const json::value& each : row.as_array())
            cells.push_back({.text = text_of(each.as_object(), "text")});
        if (table.columns.empty())  // what is a number stands in the rows alone
            for (const json::value& each : row.as_array())
                table.columns.push_back({"", is_number(each.as_object())});
        table.rows.push_back(std::move(cells));
    }
    const std::string html = render("table", to_data(table)).text;
    const std::size_t begin = html.find("<table");
    return html.substr(begin, html.find("</table>") + 8 - begin);
}

std::string summary_html(const json::object& options) {
    std::vector<SummaryRow> rows;
    for (const json::value& each : options.at("rows").as_array())
        rows.push_back(
            {inner_text(each.as_object(), "key"), {.text = inner_text(each.as_object(), "value")}});
    return render("summary-list", summary_list(rows)).text;
}

std::string errors_html(const json::object& options) {
    std::vector<console::Fault> faults;
    for (const json::value& each : options.at("errorList").as_array())
        faults.push_back({text_of(each.as_object(), "text"), text_of(each.as_object(), "href")});
    Data data = error_summary(faults);
    data["title"] = text(text_of(options, "titleText"));
    return render("error-summary", data).text;
}

std::string paging_html(const json::object& options) {
    Paging paging;
    if (const json::value* one = options.if_contains("previous"))
        paging.previous = text_of(one->as_object(), "href");
    if (const json::value* one = options.if_contains("next"))
        paging.next = text_of(one->as_object(), "href");
    return render("pagination", to_data(paging)).text;
}

struct Component {
    const char* name;
    Names options;  ///< that we offer
    std::string (*html)(const json::object&);
    std::size_t at_least;  ///< fixtures that use no other ones
};

const std::vector<Component>& offered() {
    const Names field = {"name", "id", "label.text", "hint.text", "errorMessage.text", "value"};
    static const std::vector<Component> all = {
        {"tag", {"text", "classes"}, tag_html, 8},
        {"table",
         {"caption", "captionClasses", "head.text", "head.format", "firstCellIsHeader", "rows.text",
          "rows.format"},
         table_html,
         3},
        {"input",
         {"name", "id", "label.text", "hint.text", "errorMessage.text", "value", "type",
          "autocomplete"},
         input_html,
         4},
        {"textarea", field, text_area_html, 3},
        {"select",
         {"name", "id", "label.text", "items.value", "items.text", "items.selected"},
         select_html,
         1},
        {"summary-list", {"rows.key.text", "rows.value.text"}, summary_html, 1},
        {"error-summary", {"titleText", "errorList.text", "errorList.href"}, errors_html, 2},
        {"pagination", {"previous.href", "next.href"}, paging_html, 1},
    };
    return all;
}

json::array fixtures_of(const Component& component) {
    std::ifstream file(package + component.name + "/fixtures.json");
    INFO(package << component.name << " is not there: `./dev test` installs it with npm");
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str()).as_object().at("fixtures").as_array();
}

// --- the Ministry of Justice's ------------------------------------------------------------------

/// The words of the paragraphs that the description is made of.
std::vector<std::string> lines_of(std::string_view html) {
    std::vector<std::string> lines;
    for (const std::string& token : tokens_of(html))
        if (!token.starts_with('<')) lines.push_back(token);
    return lines;
}

std::string timeline_html(const json::object& options) {
    std::vector<TimelineItem> items;
    for (const json::value& each : options.at("items").as_array()) {
        const json::object& from = each.as_object();
        const json::object& at = from.at("datetime").as_object();
        items.push_back({inner_text(from, "label"), inner_text(from, "byline"),
                         text_of(at, "format"), text_of(at, "timestamp"),
                         lines_of(text_of(from, "html"))});
    }
    return render("timeline", timeline(items)).text;
}

bool is_subset(const Names& some, const Names& all) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace

TEST_CASE("our components are those of the GOV.UK Design System") {
    for (const Component& component : offered()) {
        std::size_t compared = 0;
        for (const json::value& each : fixtures_of(component)) {
            const json::object& fixture = each.as_object();
            Names names;
            add_names(fixture.at("options"), "", names);
            if (names.empty() || !is_subset(names, component.options)) continue;
            if (names.contains("items.text") && !names.contains("items.value")) continue;
            ++compared;
            INFO(component.name << ": " << fixture.at("name").as_string());
            CHECK(tokens_of(component.html(fixture.at("options").as_object())) ==
                  tokens_of(std::string_view(fixture.at("html").as_string())));
        }
        INFO(component.name << ": " << compared << " compared");
        CHECK(compared >= component.at_least);
    }
}

/// tests/browser/moj_test.py makes the file, and fails when the package makes something else.
TEST_CASE("our timeline is the one of the Ministry of Justice") {
    std::ifstream file(std::string(TG_SOURCE_DIR) + "/tests/golden/console/moj.json");
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    const json::value fixtures = json::parse(text.str());
    CHECK(fixtures.as_array().size() >= 3);
    for (const json::value& each : fixtures.as_array()) {
        const json::object& fixture = each.as_object();
        INFO(fixture.at("name").as_string());
        REQUIRE(fixture.at("component").as_string() == "timeline");
        CHECK(tokens_of(timeline_html(fixture.at("options").as_object())) ==
              tokens_of(std::string_view(fixture.at("html").as_string())));
    }
}

}  // namespace throughgate::testing
