// SPDX-License-Identifier: MIT
#include "definition/keys.hpp"

#include "definition/for_readers.hpp"

namespace throughgate::definition {

namespace {

constexpr std::string_view recipients_doc =
    "A role, or `deputy of`, `manager of` or `team box of` a role. In the ladder and message of a "
    "handoff\n`from` and `to` stand for its two sides, in what belongs to a state `owner` for its "
    "owner:\n`manager of owner`. Outside bodies cannot be told; a shared ladder passes them "
    "over.\n";

std::string listed(const std::vector<std::string_view>& choices) {
    std::string text;
    for (const std::string_view choice : choices) {
        if (!text.empty()) text += ", ";
        text += "`" + std::string(choice) + "`";
    }
    return text;
}

std::string of_text(const Key& key) { return std::string(spec_of(key.of).name); }

std::string heading(const MapSpec& spec) {
    std::string text = "## " + std::string(spec.name) + "\n\n";
    if (!spec.doc.empty()) text += std::string(spec.doc) + "\n\n";
    return text + "| key | value | needed | meaning |\n| --- | --- | --- | --- |\n";
}

std::string line(const Key& key) {
    return "| `" + std::string(key.name) + "` | " + form_text(key) + " | " +
           (key.required ? "yes" : "") + " | " + std::string(key.doc) + " |\n";
}

}  // namespace

std::string form_text(const Key& key) {
    switch (key.form) {
        case Form::text: return "text";
        case Form::id: return "an id";
        case Form::ids: return "an id or a list of ids";
        case Form::value: return "a value";
        case Form::whole: return "a whole number";
        case Form::day: return "a date (2026-12-25)";
        case Form::days: return "a list of dates";
        case Form::time: return "a time (09:00)";
        case Form::choice: return listed(key.choices);
        case Form::choices: return "a list of " + listed(key.choices);
        case Form::flag: return "`true`";
        case Form::guard: return "a condition";
        case Form::guards: return "a list of conditions";
        case Form::deadline: return "a deadline";
        case Form::deadlines: return "a list of deadlines";
        case Form::map: return of_text(key);
        case Form::maps: return "a list, each " + of_text(key);
        case Form::map_or_maps: return of_text(key) + ", or a list of them";
        case Form::by_id: return "by id, each " + of_text(key);
        case Form::ladder: return "the name of a ladder, or its rungs by id";
        case Form::ladders: return "ladders by id, each its rungs by id";
        case Form::clock: return "a deadline or a clock";
        case Form::recipients: return "a recipient or a list of them";
        case Form::pairs: return "facts with values";
        case Form::result: return "a result";
        case Form::results: return "results by id";
        case Form::expression: return "an expression";
        case Form::expressions: return "names with expressions";
        case Form::actions: return "a list of actions";
        case Form::blocks: return "a list of actions, or a list of such lists";
        case Form::texts: return "words by id";
        case Form::lists: return "names, each with one id or a list of ids";
    }
    return {};
}

const std::vector<std::string>& message_variables() {
    static const std::vector<std::string> names = {
        "case.reference", "handoff.id",     "handoff.title", "handoff.from", "handoff.to",
        "handoff.due",    "handoff.why",    "state.title",   "state.do",     "state.due",
        "state.why",      "recipient.name", "manager.name",  "link",         "release",
        "rung",           "changes.list",   "changes.why"};
    return names;
}

const std::vector<std::string>& contact_variables() {
    static const std::vector<std::string> names = {
        "case.reference",       "handoff.id",   "handoff.title", "handoff.from",
        "handoff.to",           "handoff.due",  "handoff.state", "handoff.raised",
        "handoff.acknowledged", "handoff.done", "release",       "link"};
    return names;
}

namespace {

/// Those of files of tests stand last in the table and have a page of their own.
bool is_of_tests(const MapSpec& spec) { return spec.map >= Map::test_file; }

std::string keys_of(bool of_tests) {
    std::string text;
    for (const MapSpec& spec : map_specs()) {
        if (is_of_tests(spec) != of_tests) continue;
        text += "\n" + heading(spec);
        for (const Key& key : spec.keys) text += line(key);
    }
    return text;
}

}  // namespace

std::string test_keys_page() {
    return "# Keys of a file of tests\n\n"
           "Every key that a `.test.yaml` of format 1 may hold. This page is generated from the "
           "keys table of\n`engine/definition`, which also drives `throughgate test`.\n" +
           keys_of(true);
}

std::string keys_page() {
    std::string page =
        "# Keys of a definition\n\n"
        "Every key that a definition of format 1 may hold. This page is generated from the keys "
        "table of\n`engine/definition`, which also drives the checker.\n";
    page += keys_of(false);
    page += "\n## a recipient\n\n" + std::string(recipients_doc);
    page += "\n## variables of a message\n\n";
    for (const std::string& name : message_variables()) page += "- `{{" + name + "}}`\n";
    page += "\n## variables of a contact\n\n";
    for (const std::string& name : contact_variables()) page += "- `{{" + name + "}}`\n";
    page += "\n## words that the engine prints\n\n";
    for (const PageWord& word : page_words())
        page += "- `" + std::string(word.id) + "`: " + std::string(word.english) + "\n";
    return page;
}

}  // namespace throughgate::definition
