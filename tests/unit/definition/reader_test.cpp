// SPDX-License-Identifier: MIT
// Goal: the reader keeps the place of everything and refuses what makes YAML surprising.
// Method: short texts, each with one peculiarity; seeded random bytes for what nobody thought of.
#include <random>

#include "definition/reader.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

struct Read {
    std::optional<Node> root;
    Faults faults;
    [[nodiscard]] std::string code() const {
        return faults.list.empty() ? "" : faults.list.front().code;
    }
};

Read read_text(const std::string& text) {
    Read result;
    result.root = read({"a.yaml", text}, result.faults);
    return result;
}

TEST_CASE("every node knows its line, column and byte offset") {
    const Read result = read_text("first: 1\nsecond:\n  - {inner: \"two words\"}\n");
    REQUIRE(result.root.has_value());
    REQUIRE(result.faults.list.empty());
    const Node& inner = *result.root->find("second")->items[0].find("inner");
    CHECK(inner.text == "two words");
    CHECK(inner.quoted);
    CHECK(inner.place == Place{"a.yaml", 3, 13});
    CHECK(inner.offset == 29);
    CHECK(result.root->members[1].key_place == Place{"a.yaml", 2, 1});
    CHECK_FALSE(result.root->find("first")->quoted);
}

TEST_CASE("plain words stay the text that was written") {
    const Read result = read_text("version: 1.10\ntime: 08:30\nanswer: none\n");
    CHECK(result.root->find("version")->text == "1.10");
    CHECK(result.root->find("time")->text == "08:30");
    CHECK(result.root->find("answer")->text == "none");
}

TEST_CASE("a key that stands twice is refused with both places") {
    const Read result = read_text("a: 1\nb: 2\na: 3\n");
    REQUIRE(result.code() == "TG0105");
    CHECK(result.faults.list[0].place.line == 3);
    REQUIRE(result.faults.list[0].related.size() == 1);
    CHECK(result.faults.list[0].related[0].place.line == 1);
}

TEST_CASE("anchors, aliases and merge keys are refused") {
    CHECK(read_text("a: &x 1\n").code() == "TG0106");
    CHECK(read_text("a: &x {b: 1}\nc: *x\n").faults.list.size() == 2);
    CHECK(read_text("a: {<<: {b: 1}}\n").code() == "TG0106");
}

TEST_CASE("tags are refused and quotes are not taken for tags") {
    CHECK(read_text("a: !!str 1\n").code() == "TG0108");
    CHECK(read_text("a: !mine {b: 1}\n").code() == "TG0108");
    CHECK(read_text("a: \"1\"\nb: |\n  text\n").code().empty());
}

TEST_CASE("nesting deeper than 32 is refused where it begins") {
    const std::string deep(40, '[');
    const Read result = read_text("a: " + deep + std::string(40, ']'));
    CHECK_FALSE(result.root.has_value());
    REQUIRE(result.code() == "TG0104");
    CHECK(result.faults.list[0].place.column == 35);
    const std::string shallow(30, '[');
    CHECK(read_text("a: " + shallow + std::string(30, ']')).root.has_value());
}

TEST_CASE("more than 1 MiB is refused without being parsed") {
    CHECK(read_text("a: " + std::string(1 << 20, 'x')).code() == "TG0103");
    CHECK(read_text("a: " + std::string((1 << 20) - 3, 'x')).code().empty());
}

TEST_CASE("a second document in the same file is refused") {
    CHECK(read_text("a: 1\n---\nb: 2\n").code() == "TG0109");
}

TEST_CASE("text that is not UTF-8 is refused with its place") {
    for (const char* bad :
         {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80", "\x01"}) {
        const Read result = read_text(std::string("a: 1\nb: ") + bad + "\n");
        CHECK(result.code() == "TG0102");
        CHECK(result.faults.list[0].place.line == 2);
        CHECK(result.faults.list[0].place.column == 4);
    }
    CHECK(read_text("a: \"Ynys M\xc3\xb4n \xf0\x9f\x8f\xa0\"\n").code().empty());
}

TEST_CASE("broken YAML gives one fault with the place that the parser names") {
    const Read result = read_text("a: {b: 1\nc: ]\n");
    CHECK_FALSE(result.root.has_value());
    REQUIRE(result.code() == "TG0101");
    CHECK(result.faults.list[0].place.line > 0);
}

TEST_CASE("an empty file and one with only comments are refused") {
    CHECK(read_text("").code() == "TG0118");
    CHECK(read_text("# nothing\n").code() == "TG0118");
}

TEST_CASE("a mapping as a key is refused") {
    CHECK(read_text("? {a: 1}\n: 2\n").code() == "TG0112");
}

TEST_CASE("a megabyte of random bytes never crashes the loader") {
    std::mt19937 random(20261123);
    std::string bytes(1 << 20, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    CHECK_FALSE(load({{"a.yaml", bytes}}).clean());
    for (char& byte : bytes) byte = static_cast<char>(32 + random() % 95);
    CHECK_FALSE(load({{"a.yaml", bytes}}).clean());
}

TEST_CASE("a tab in front of a line is told with its repair") {
    const Read result = read_text("facts:\n\tname: {text: 4}\n");
    REQUIRE(result.code() == "TG0101");
    CHECK(result.faults.list[0].hint == "indent with spaces: a tab is none in YAML");
    const Read other = read_text("facts: [\n");
    REQUIRE(other.code() == "TG0101");
    CHECK(other.faults.list[0].hint != result.faults.list[0].hint);
}

TEST_CASE("a quote that the end of the file leaves open is a fault where it opens") {
    for (const char* text : {"a: 1\nb: \"9 working days", "a: 1\nb: 'the council\n",
                             "a: 1\nb: \"x\\\"", "a: 1\nb: 'it''s",
                             "\xef\xbb\xbf"
                             "a: 1\nb: 'x",
                             "a: 1\nb: \"x\nc: 2\n"}) {
        CAPTURE(text);
        const Read result = read_text(text);
        CHECK_FALSE(result.root.has_value());
        REQUIRE(result.code() == "TG0101");
        CHECK(result.faults.list[0].message == "this quote is not closed");
        CHECK(result.faults.list[0].place.line == 2);
        CHECK(result.faults.list[0].place.column == 4);
    }
}

TEST_CASE("a rule that swallowed the lines after an open quote points at the quote and asks") {
    constexpr const char* path = "accommodation/pathway.yaml";
    const Loaded loaded =
        load(testing::edited(testing::small_files(), path, "due: 14 days before release\n",
                             "due: \"14 days before release: x\n\n          y\"\n"));
    REQUIRE_FALSE(loaded.clean());
    const Diagnostic& fault = loaded.diagnostics.front();
    INFO(testing::text_of(loaded));
    CHECK(fault.code == "TG0304");
    CHECK(fault.place.column == 14);
    CHECK_THAT(fault.hint, Catch::StartsWith("the quote that opens here runs on to line " +
                                             std::to_string(fault.place.line + 2) +
                                             ": is it closed where it should be?"));
}

TEST_CASE("quotes that are closed are read, whatever stands between them") {
    const Read result = read_text(
        "\xef\xbb\xbf"
        "a: 'it''s'\nb: \"say \\\"x\\\"\"\n\"c\": |\n  \"\n"
        "d: [\"\", '']\n");
    REQUIRE(result.root.has_value());
    CHECK(result.faults.list.empty());
    CHECK(result.root->find("b")->text == "say \"x\"");
}

TEST_CASE("random YAML tokens never crash the loader") {
    const std::vector<std::string> tokens = {
        "a",    ": ",          "\n", "  ",      "- ",      "{",      "}",           "[",
        "]",    ", ",          "\"", "'",       "#",       "|",      ">",           "&x",
        "*x",   "?",           "!",  "pathway", "strands", "states", "to",          "choose",
        "when", "format: 1\n", "%",  "---\n",   "...\n",   "\t",     "common: x\n", "on"};
    for (unsigned seed = 0; seed < 400; ++seed) {
        std::mt19937 random(seed);
        std::string text = seed % 2 == 0 ? "format: 1\npathway: spine\n" : "";
        for (int i = 0; i < 200; ++i) text += tokens[random() % tokens.size()];
        INFO("seed " << seed);
        CHECK_FALSE(load({{"a.yaml", text}}).clean());
    }
}

TEST_CASE("cutting the small definitions anywhere never crashes the loader") {
    const auto files = testing::small_files();
    for (std::size_t which = 0; which < files.size(); ++which) {
        const std::size_t size = files[which].bytes.size();
        for (std::size_t cut = 0; cut < size; cut += 97) {
            auto cut_files = files;
            cut_files[which].bytes.resize(cut);
            const Loaded loaded = load(cut_files);
            CHECK(loaded.clean() == !loaded.set.current.empty());
        }
    }
}

}  // namespace
}  // namespace throughgate::definition
