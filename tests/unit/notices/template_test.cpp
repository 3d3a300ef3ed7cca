// SPDX-License-Identifier: MIT
// Goal: templates say what they say, in plain text, and their faults and names can be checked
// before anything is sent. Method: template, values, expected text.
#include "notices/notices.hpp"
#include "support/catch.hpp"

using namespace throughgate::notices;

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;
using Names = std::vector<std::string>;

const Values values{{"case.reference", "TG-000007"},
                    {"handoff.due", "Tue 3 Mar 2026"},
                    {"handoff.why", ""},
                    {"title", "Bed & board <urgent> \"now\""}};

}  // namespace

TEST_CASE("a template is filled with values under their dotted names") {
    const Rendered filled = render("{{case.reference}}: due {{ handoff.due }}.", values);
    CHECK(filled.text == "TG-000007: due Tue 3 Mar 2026.");
    CHECK(filled.unknown.empty());
    CHECK(filled.fault.empty());
}

TEST_CASE("plain text is not escaped as if it were a web page") {
    CHECK(render("{{title}} {{&title}} {{{title}}}", {{"title", "<&\">'"}}).text ==
          "<&\">' <&\">' <&\">'");
}

TEST_CASE("a section appears when its value is there, its opposite when it is empty") {
    const std::string text =
        "{{#handoff.due}}due{{/handoff.due}}{{^handoff.due}}open{{/handoff.due}}"
        "{{#handoff.why}}why{{/handoff.why}}{{^handoff.why}}no reason"
        "{{/handoff.why}}";
    CHECK(render(text, values).text == "dueno reason");
}

TEST_CASE("a variable that nobody knows renders as nothing and is listed once") {
    const Rendered filled = render("a{{handoff.deu}}b{{handoff.deu}}c{{case}}", values);
    CHECK(filled.text == "abc");
    CHECK(filled.unknown == Names{"case", "handoff.deu"});
}

TEST_CASE("text in a value that looks like a template stays text") {
    CHECK(render("{{a}}", {{"a", "{{b}}"}, {"b", "secret"}}).text == "{{b}}");
}

TEST_CASE("a template with a fault gives no text and says where") {
    for (const auto& [text, fault] :
         {std::pair{"{{#a}}never closed", "Unclosed section"},
          {"{{a", "Unclosed tag"},
          {"{{/a}}", "Unopened section"},
          {"{{> footer}}", "partials such as {{> footer}} are not offered"},
          {"{{=<% %>=}}<% a %>", "the delimiters {{ and }} cannot be changed"}}) {
        INFO(text);
        CHECK(render(text, values).text.empty());
        CHECK_THAT(render(text, values).fault, Catch::StartsWith(fault));
        CHECK_THAT(variables_of(text).fault, Catch::StartsWith(fault));
    }
}

TEST_CASE("the names a template reads are listed sorted, sections and what is inside them too") {
    const Rendered read = variables_of(
        "{{! a comment }}{{b.c}} {{{raw}}} {{& other }}{{#list}}{{^inner}}{{deep}}{{/inner}}"
        "{{/list}}{{b.c}}");
    CHECK(read.unknown == Names{"b.c", "deep", "inner", "list", "other", "raw"});
    CHECK(read.fault.empty());
    CHECK(variables_of("no names").unknown.empty());
}
