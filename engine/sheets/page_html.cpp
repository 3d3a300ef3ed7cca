// SPDX-License-Identifier: MIT
// A page as HTML: one file that prints by itself. Mustache escapes every value.
#include <kainjow/mustache.hpp>

#include "sheets/page.hpp"
#include "throughgate/sheet_pages.hpp"

namespace throughgate::sheets {
namespace {

namespace mustache = kainjow::mustache;
using Data = mustache::data;

// Readable without colour: warnings have a border and a word, not a hue alone.
constexpr const char* whole_page = R"(<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>
body { font-family: Arial, Helvetica, sans-serif; line-height: 1.4; margin: 1.5rem; }
body { color: #000; background: #fff; }
h1 { font-size: 1.5rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.15rem; margin: 1.25rem 0 0.25rem; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0.1rem 1rem; margin: 0; }
dt { font-weight: bold; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #000; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
thead th { border-bottom-width: 3px; }
@media screen and (max-width: 40rem) {
  body { margin: 1rem; }
  th, td { font-size: 0.8rem; overflow-wrap: anywhere; padding: 0.2rem; }
}
td ul, th ul { margin: 0; padding-left: 1.1rem; }
section.warns { border: 3px solid #000; padding: 0 0.75rem 0.5rem; margin-top: 1rem; }
footer { margin-top: 1.5rem; border-top: 1px solid #000; font-size: 0.9rem; }
@media print {
  @page { margin: 12mm; }
  body { margin: 0; font-size: 10.5pt; }
  tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
</style>
</head>
<body>
<header>
<h1>{{title}}</h1>
<dl>
{{#about}}<dt>{{term}}</dt><dd>{{value}}</dd>
{{/about}}
</dl>
</header>
<main>
{{#blocks}}
<section aria-labelledby="block-{{number}}"{{#warns}} class="warns"{{/warns}}>
<h2 id="block-{{number}}">{{#warns}}! {{/warns}}{{heading}}</h2>
{{#has_items}}
<ul>
{{#items}}<li>{{text}}</li>
{{/items}}
</ul>
{{/has_items}}
{{#has_rows}}
<table aria-labelledby="block-{{number}}">
<thead>
<tr>{{#columns}}<th scope="col">{{text}}</th>{{/columns}}</tr>
</thead>
<tbody>
{{#rows}}
<tr><th scope="row">{{#first}}{{>cell}}{{/first}}</th>{{#cells}}<td>{{>cell}}</td>{{/cells}}</tr>
{{/rows}}
</tbody>
</table>
{{/has_rows}}
{{#nothing}}<p>{{nothing}}</p>
{{/nothing}}
</section>
{{/blocks}}
</main>
<footer>
<p>{{printed}}. <strong>{{marking}}</strong></p>
</footer>
</body>
</html>
)";

constexpr const char* cell_part =
    "{{#several}}<ul>{{#lines}}<li>{{text}}</li>{{/lines}}</ul>{{/several}}"
    "{{^several}}{{#lines}}{{text}}{{/lines}}{{/several}}";

Data text_item(const std::string& text) {
    Data item;
    item.set("text", text);
    return item;
}

Data texts(const std::vector<std::string>& all) {
    Data list{Data::type::list};
    for (const std::string& each : all) list << text_item(each);
    return list;
}

Data cell_data(const Cell& cell) {
    Cell lines;
    for (const std::string& line : cell)
        if (!line.empty()) lines.push_back(line);
    Data data;
    data.set("several", lines.size() > 1);
    data.set("lines", texts(lines));
    return data;
}

Data row_data(const std::vector<Cell>& row) {
    Data data;
    Data cells{Data::type::list};
    for (std::size_t i = 1; i < row.size(); ++i) cells << cell_data(row[i]);
    data.set("first", cell_data(row.front()));
    data.set("cells", cells);
    return data;
}

Data block_data(const Block& block, std::size_t number) {
    const bool empty = block.rows.empty() && block.items.empty();
    Data data;
    data.set("number", std::to_string(number));
    data.set("heading", block.heading);
    data.set("warns", block.warns);
    data.set("has_items", !block.items.empty());
    data.set("items", texts(block.items));
    data.set("has_rows", !block.rows.empty());
    data.set("columns", texts(block.columns));
    Data rows{Data::type::list};
    for (const auto& row : block.rows) rows << row_data(row);
    data.set("rows", rows);
    if (empty && !block.nothing.empty())
        data.set("nothing", block.nothing);
    else
        data.set("nothing", false);
    return data;
}

}  // namespace

std::string html_of(const Page& page) {
    Data data;
    data.set("language", page.language);
    data.set("title", page.title);
    data.set("printed", page.printed);
    data.set("marking", page.marking);
    Data about{Data::type::list};
    for (const auto& [term, value] : page.about) {
        Data item;
        item.set("term", term);
        item.set("value", value);
        about << item;
    }
    data.set("about", about);
    Data blocks{Data::type::list};
    for (std::size_t i = 0; i < page.blocks.size(); ++i)
        blocks << block_data(page.blocks[i], i + 1);
    data.set("blocks", blocks);
    data.set("cell", Data{mustache::partial{[] { return std::string(cell_part); }}});
    return mustache::mustache(whole_page).render(data);
}

}  // namespace throughgate::sheets

namespace throughgate {

std::string html_page(const NeedsList& needs) { return html_of(sheets::page_of(needs)); }
std::string html_page(const ReleaseSheet& sheet) { return html_of(sheets::page_of(sheet)); }
std::string html_page(const ReleaseList& list) { return html_of(sheets::page_of(list)); }
std::string html_page(const ReceptionList& list) { return html_of(sheets::page_of(list)); }

}  // namespace throughgate
