// SPDX-License-Identifier: MIT
// Goal: the editor's texts come back from a browser as they went, and drafts overwrite nothing.
// Method: what a form makes of a text (every line end is CR LF) is put right again, over a table of
// texts and over random ones; drafts in a folder of their own.
#include <rapidcheck.h>

#include <filesystem>

#include "host/console/editor_drafts.hpp"
#include "host/console/editor_texts.hpp"
#include "host/console/limits.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

using namespace console;

/// As browsers do.
std::string sent(const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool both = text.compare(i, 2, "\r\n") == 0;
        if (text[i] != '\r' && text[i] != '\n')
            all += text[i];
        else
            all += "\r\n";
        if (both) ++i;
    }
    return all;
}

Keeping keeping(const std::string& text, const std::string& seen, const std::string& folder) {
    Keeping what;
    what.owner = what.user = "iris";
    what.path = "spine/pathway.yaml";
    what.text = text;
    what.seen = mark_of(seen);
    what.folder = folder;
    what.published = {{"spine", "1"}};
    return what;
}

}  // namespace

TEST_CASE("a text that was sent back unchanged is the same, whatever its line ends") {
    for (const char* text : {"", "a", "a\n", "a\nb", "a\r\nb\r\n", "a\rb\r", "a\nb\r\nc\rd\n\n",
                             "\n", "\r\n\n", "\n\r"}) {
        INFO(text);
        CHECK(with_line_ends_of(sent(text), text) == text);
    }
    CHECK(rc::check("any text", [] {
        const auto text = *rc::gen::container<std::string>(rc::gen::element('a', '\n', '\r', 'b'));
        RC_ASSERT(with_line_ends_of(sent(text), text) == text);
    }));
}

TEST_CASE("a new line gets the end that most lines have, and the others keep theirs") {
    CHECK(with_line_ends_of("a\r\nnew\r\nb\r\n", "a\nb\n") == "a\nnew\nb\n");
    CHECK(with_line_ends_of("a\r\nnew\r\nb\r\n", "a\r\nb\r\n") == "a\r\nnew\r\nb\r\n");
    CHECK(with_line_ends_of("a\r\nnew\r\nb\r\nc", "a\r\nb\nc") == "a\r\nnew\nb\nc");
    CHECK(with_line_ends_of("new", "a\nb\n") == "new");
    CHECK(with_line_ends_of("", "a\n") == "");
}

TEST_CASE("any edit changes no word, and no line end of what stands before and after it") {
    CHECK(rc::check("what stands before stays", [] {
        const auto letters = rc::gen::element('a', '\n', '\r', 'b');
        const auto before = *rc::gen::container<std::string>(letters) + "\n";
        const auto added = *rc::gen::container<std::string>(rc::gen::element('x', 'y'));
        const std::string after = before + added;
        RC_ASSERT(with_line_ends_of(sent(after), before) == after);
    }));
}

TEST_CASE("paths that lead out of the folder, or name no definition, are refused") {
    for (const char* path : {"spine/pathway.yaml", "common/rules/visits.yaml", "a/b.test.yaml"})
        CHECK(fault_of_path(path).empty());
    for (const char* path : {"", "a.yaml", "/a/b.yaml", "../a.yaml", "a/../b.yaml", "a/.b.yaml",
                             "a//b.yaml", "a/b.yml", "a/b.yaml\n", "a b/c.yaml", ".a/b.yaml"}) {
        INFO(path);
        CHECK_FALSE(fault_of_path(path).empty());
    }
}

TEST_CASE("only what a browser can show is edited") {
    CHECK(fault_of_text("format: 1\n").empty());
    CHECK_FALSE(fault_of_text("a: \xff\n").empty());
    CHECK_FALSE(fault_of_text(std::string("a\0b", 3)).empty());
    CHECK_FALSE(fault_of_text(std::string(console::limits::edited_bytes + 1, 'a')).empty());
}

TEST_CASE("a draft is kept over the text that was seen, and over no other") {
    const TemporaryFolder folder;
    Drafts drafts(folder / "drafts");
    REQUIRE(drafts.keep(keeping("one", "disk", "disk")).ok());
    const Status late = drafts.keep(keeping("two", "disk", "disk"));
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().kind == ErrorKind::conflict);
    CHECK(drafts.find("iris")->files.at("spine/pathway.yaml").text == "one");
    CHECK(drafts.keep(keeping("one", "anything", "disk")).ok());  // it stands there already
    REQUIRE(drafts.keep(keeping("two", "one", "disk")).ok());
    CHECK(drafts.find("iris")->files.at("spine/pathway.yaml").from == mark_of("disk"));
    REQUIRE(drafts.keep(keeping("disk", "two", "disk")).ok());
    CHECK(drafts.find("iris")->files.empty());
    CHECK(std::filesystem::is_empty(std::filesystem::path(folder / "drafts")));
}

TEST_CASE("a file is deleted and renamed over the text that was seen alone, and comes back") {
    const TemporaryFolder folder;
    Drafts drafts(folder / "drafts");
    CHECK(drafts.remove(keeping("", "older", "disk")).error().kind == ErrorKind::conflict);
    REQUIRE(drafts.remove(keeping("", "disk", "disk")).ok());
    CHECK(drafts.find("iris")->files.at("spine/pathway.yaml").gone);
    REQUIRE(drafts.drop("iris", "spine/pathway.yaml").ok());
    REQUIRE(drafts.keep(keeping("mine", "disk", "disk")).ok());
    CHECK(drafts.rename(keeping("mine", "disk", "disk"), "spine/b.yaml").error().kind ==
          ErrorKind::conflict);
    REQUIRE(drafts.rename(keeping("mine", "mine", "disk"), "spine/b.yaml").ok());
    const Draft renamed = *drafts.find("iris");
    CHECK(renamed.files.at("spine/pathway.yaml").gone);
    CHECK(renamed.files.at("spine/b.yaml").text == "mine");
    CHECK(renamed.files.at("spine/b.yaml").from.empty());
    CHECK(drafts.rename(keeping("x", "", "disk"), "spine/b.yaml").error().kind ==
          ErrorKind::conflict);  // another stands there
}

TEST_CASE("a text over a deleted file is a conflict for whoever saw it, and begins it anew") {
    const TemporaryFolder folder;
    Drafts drafts(folder / "drafts");
    REQUIRE(drafts.remove(keeping("", "disk", "disk")).ok());
    CHECK(drafts.keep(keeping("mine", "disk", "disk")).error().kind == ErrorKind::conflict);
    REQUIRE(drafts.keep(keeping("mine", "", "disk")).ok());
    CHECK_FALSE(drafts.find("iris")->files.at("spine/pathway.yaml").gone);
    Keeping begun = keeping("begun", "", "");
    begun.path = "spine/new.yaml";
    REQUIRE(drafts.keep(begun).ok());
    begun.seen = mark_of("begun");
    REQUIRE(drafts.remove(begun).ok());
    CHECK_FALSE(drafts.find("iris")->files.contains("spine/new.yaml"));  // nothing is left of it
}

TEST_CASE("a test is called by its sentence, as a file can be") {
    CHECK(file_name_of("The bed is lost!") == "the_bed_is_lost");
    CHECK(file_name_of("  \xc3\xa9t\xc3\xa9 / 2 ") == "t_2");
    CHECK(file_name_of("\xe2\x82\xac").size() > 0);
    CHECK(file_name_of(std::string(300, 'a')).size() <= 60);
    CHECK(fault_of_path("spine/" + file_name_of("../../etc") + ".test.yaml").empty());
}

TEST_CASE("a draft holds only so much, and what was refused changes nothing") {
    const TemporaryFolder folder;
    Drafts drafts(folder / "drafts");
    const std::string large(console::limits::edited_bytes, 'a');
    Status last;
    std::size_t kept = 0;
    for (; last.ok() && kept < 100; ++kept) {
        Keeping what = keeping(large, "", "");
        what.path = "spine/" + std::to_string(kept) + ".yaml";
        last = drafts.keep(what);
    }
    REQUIRE_FALSE(last.ok());
    CHECK(last.error().kind == ErrorKind::refused);
    CHECK(drafts.find("iris")->files.size() == kept - 1);
    Keeping full = keeping(large, large, "");
    full.path = "spine/0.yaml";
    CHECK(drafts.rename(full, "spine/renamed.yaml").ok());  // it takes no more room than before
}

TEST_CASE("a draft that somebody broke is said to be, with its place") {
    const TemporaryFolder folder;
    Drafts drafts(folder / "drafts");
    REQUIRE(drafts.keep(keeping("one", "disk", "disk")).ok());
    for (const auto& each : std::filesystem::directory_iterator(std::string(folder / "drafts")))
        std::filesystem::resize_file(each.path(), 10);
    const auto broken = drafts.find("iris");
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().message.find("cannot be read") != std::string::npos);
    CHECK_FALSE(drafts.keep(keeping("two", "one", "disk")).ok());
}

}  // namespace throughgate::testing
