// SPDX-License-Identifier: MIT
// Goal: whoever writes is told what the reference says of a key and where an id is declared, and is
// offered what may stand there, in files that are half written, too.
// Method: the small definitions, asked at places that are found by their words.
#include <algorithm>

#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/hints.hpp"

namespace throughgate::testing {
namespace {

using Files = std::vector<DefinitionFile>;

constexpr const char* pathway = "accommodation/pathway.yaml";

Files small() { return definition_files("tests/support/definitions/small"); }

std::string& text_in(Files& files, const std::string& path = pathway) {
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const DefinitionFile& file) { return file.path == path; });
    REQUIRE(found != files.end());
    return found->bytes;
}

/// Where `words` begin in the file, `further` bytes on.
std::size_t place_of(Files& files, const std::string& words, std::size_t further = 0) {
    const std::size_t at = text_in(files).find(words);
    REQUIRE(at != std::string::npos);
    return at + further;
}

std::vector<Hint> told(Files files, const std::string& words, std::size_t further = 0) {
    return hints_at(files, pathway, place_of(files, words, further));
}

/// What is offered where `words` were written over with `typed`, at their end.
Suggestions offered(const std::string& words, const std::string& typed) {
    Files files = small();
    const std::size_t at = place_of(files, words);
    text_in(files).replace(at, words.size(), typed);
    return suggestions_at(files, pathway, at + typed.size());
}

const Suggestion* find(const Suggestions& found, const std::string& word) {
    const auto each = std::find_if(found.all.begin(), found.all.end(),
                                   [&](const Suggestion& one) { return one.text == word; });
    return each == found.all.end() ? nullptr : &*each;
}

}  // namespace

TEST_CASE("of a key is told what the reference says") {
    const auto hints = told(small(), "instant: true", 2);
    REQUIRE(hints.size() == 1);
    CHECK(hints[0].name == "instant");
    CHECK(hints[0].kind == "key");
    CHECK(hints[0].words.find("It wants") != std::string::npos);
    CHECK(hints[0].length == std::string("instant").size());
    CHECK(hints[0].declared.empty());
    const auto needed = told(small(), "pathway: accommodation", 1);
    REQUIRE(needed.size() == 1);
    CHECK(needed[0].words.find("It must be there.") != std::string::npos);
}

TEST_CASE("of an id is told what it is and where it is declared") {
    const auto state = told(small(), "to: address_check", 6);
    REQUIRE(state.size() == 1);
    CHECK(state[0].kind == "state");
    CHECK(state[0].words.find("Checking the address") == 0);
    CHECK(state[0].words.find("owner: ro") != std::string::npos);
    REQUIRE(state[0].declared.size() == 1);
    CHECK(state[0].declared[0].file == pathway);
    const auto role = told(small(), "owner: ro\n", 7);
    REQUIRE(role.size() == 1);
    CHECK(role[0].kind == "role");
    CHECK(role[0].declared[0].file == "common/roles.yaml");
    CHECK(told(small(), "[H06]", 2).at(0).kind == "handoff");
    CHECK(told(small(), "[address.id, address.kind]", 3).at(0).kind == "fact");
}

TEST_CASE("an id that stands in several places names them all, and each kind of thing apart") {
    const auto event = told(small(), "address.withdrawn:", 3);
    REQUIRE(event.size() == 1);
    CHECK(event[0].kind == "event");
    CHECK(event[0].declared.size() == 4);
}

TEST_CASE("of a word that nobody declares nothing is told, nor beside a word") {
    CHECK(told(small(), "Keep every route", 6).empty());
    CHECK(told(small(), "gates:\n", 6).empty());
    CHECK(hints_at(small(), "none/there.yaml", 0).empty());
    CHECK(hints_at(small(), pathway, 10'000'000).empty());
}

TEST_CASE("keys that the mapping does not have yet are offered on a line that begins") {
    const std::string line = "        due: 14 days before release\n";
    const Suggestions found = offered(line, "        d");
    CHECK(found.offset < 100'000);
    REQUIRE(find(found, "due") != nullptr);
    CHECK(find(found, "due")->kind == "key");
    CHECK(find(found, "due")->words.find("It wants") != std::string::npos);
    CHECK(find(found, "owner") == nullptr);  // it is there
    CHECK(find(found, "address_check") == nullptr);
}

TEST_CASE("keys are offered within brackets, too, and values of a choice behind their key") {
    const Suggestions keys = offered("{to: screen}", "{to: screen, wh}");
    CHECK(find(keys, "to") == nullptr);
    const Suggestions within = suggestions_at(small(), pathway, 0);
    CHECK_FALSE(within.all.empty());
    const Suggestions values = offered("stage: needed", "stage: n");
    REQUIRE(find(values, "needed") != nullptr);
    CHECK(find(values, "needed")->kind == "value");
    CHECK(find(values, "address_check") == nullptr);
}

TEST_CASE("ids are offered where one may stand, with what each is") {
    const Suggestions found = offered("to: address_check", "to: addr");
    REQUIRE(find(found, "address_check") != nullptr);
    CHECK(find(found, "address_check")->kind == "state");
    REQUIRE(find(found, "ro") != nullptr);
    CHECK(find(found, "ro")->kind == "role");
    CHECK(find(found, "tg-here-tg") == nullptr);
}

TEST_CASE("a file that cannot be read still offers what the others declare") {
    const Suggestions found = offered("gates:\n", "gates: [\n  ad");
    REQUIRE(find(found, "ro") != nullptr);
    CHECK(find(found, "sourcing") == nullptr);
}

TEST_CASE("letters beyond ASCII and a byte order mark move no offset") {
    Files files = small();
    text_in(files) = "\xef\xbb\xbf# \xc3\xa9 \xf0\x9f\x98\x80\r\n" + text_in(files);
    const auto hints = hints_at(files, pathway, place_of(files, "title: Accommodation", 2));
    REQUIRE(hints.size() == 1);
    CHECK(hints[0].name == "title");
    CHECK(hints[0].offset == place_of(files, "title: Accommodation"));
}

}  // namespace throughgate::testing
