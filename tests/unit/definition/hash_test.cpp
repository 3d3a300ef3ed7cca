// SPDX-License-Identifier: MIT
// Goal: the two hashes say what they promise, and a stored definition gives itself again.
// Method: small edits of the small definitions; both hashes compared before and after.
#include <algorithm>

#include "base/hash.hpp"
#include "definition/canonical.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

using testing::edited;
using testing::small_files;

constexpr const char* pathway = "accommodation/pathway.yaml";

DefinitionPointer accommodation(const std::vector<SourceFile>& files) {
    const Loaded loaded = load(files);
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    return loaded.set.current.back();
}

TEST_CASE("a wording fix changes the text hash and not the behaviour hash") {
    const auto before = accommodation(small_files());
    for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{
             {"title: Asking where", "title: Ask where"},
             {"do: Ask where the person will live.", "do: Ask again."},
             {"because: nowhere to live yet", "because: none yet"},
             {"subject: \"{{case.reference}}: the address", "subject: \"{{rung}}: the address"}}) {
        const auto after = accommodation(edited(small_files(), pathway, from, to));
        CHECK(after->behaviour == before->behaviour);
        CHECK(after->text != before->text);
    }
}

TEST_CASE("a change of what happens changes the behaviour hash and not the text hash") {
    const auto before = accommodation(small_files());
    for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{
             {"due: 14 days before release", "due: 13 days before release"},
             {"to: address_check, sets", "to: sourcing, sets"},
             {"at_most: 3", "at_most: 4"},
             {"needs: [check.police is sufficient, ", "needs: ["}}) {
        const auto after = accommodation(edited(small_files(), pathway, from, to));
        CHECK(after->behaviour != before->behaviour);
        CHECK(after->text == before->text);
    }
}

TEST_CASE("comments, quotes and the order of keys in a state change no hash") {
    const auto before = accommodation(small_files());
    const auto after = accommodation(
        edited(edited(small_files(), pathway, "        stage: needed\n        owner: ro\n",
                      "        owner: ro  # as ever\n        stage: needed\n"),
               pathway, "title: Nowhere to live", "title: \"Nowhere to live\""));
    CHECK(after->behaviour == before->behaviour);
    CHECK(after->text == before->text);
}

TEST_CASE("the order of states counts, because stored cases name them by number") {
    const auto before = accommodation(small_files());
    auto files = small_files();
    const std::string finished =
        "      finished: {title: Finished, stage: closed, final: true, outcome: settled}\n";
    files = edited(files, pathway, finished, "");
    files = edited(files, pathway, "      on_hold:\n", finished + "      on_hold:\n");
    CHECK(accommodation(files)->behaviour != before->behaviour);
}

TEST_CASE("the order in which files are given changes nothing") {
    auto files = small_files();
    const auto before = load(files);
    std::reverse(files.begin(), files.end());
    const auto after = load(files);
    REQUIRE(after.resolved.size() == before.resolved.size());
    CHECK(after.resolved == before.resolved);
}

TEST_CASE("the resolved text is canonical and its behaviour part has the behaviour hash") {
    const Loaded loaded = load(small_files());
    for (const auto& [behaviour, text] : loaded.resolved) {
        const auto json = read_canonical(text);
        REQUIRE(json.has_value());
        CHECK(write_canonical(*json) == text);
        CHECK(sha256(write_canonical(*json->find("behaviour"))) == behaviour);
    }
}

TEST_CASE("a stored definition compiles to the same definition and hashes") {
    const Loaded loaded = load(small_files());
    for (std::size_t i = 0; i < loaded.resolved.size(); ++i) {
        const auto again = compile_resolved(loaded.resolved[i].second);
        REQUIRE(again.ok());
        const Definition& first = *loaded.set.current[i];
        const Definition& second = **again;
        CHECK(second.behaviour == first.behaviour);
        CHECK(second.text == first.text);
        REQUIRE(second.states.size() == first.states.size());
        for (std::size_t s = 0; s < first.states.size(); ++s) {
            CHECK(second.states[s].id == first.states[s].id);
            CHECK(second.states[s].initial == first.states[s].initial);
        }
        REQUIRE(second.rules.size() == first.rules.size());
        for (std::size_t r = 0; r < first.rules.size(); ++r) {
            REQUIRE(second.rules[r].branches.size() == first.rules[r].branches.size());
            for (std::size_t b = 0; b < first.rules[r].branches.size(); ++b) {
                CHECK(second.rules[r].branches[b].entering.states ==
                      first.rules[r].branches[b].entering.states);
                CHECK(second.rules[r].branches[b].exits == first.rules[r].branches[b].exits);
            }
        }
    }
}

TEST_CASE("a stored definition that was tampered with is corrupt") {
    const Loaded loaded = load(small_files());
    std::string text = loaded.resolved[1].second;
    for (const std::string& broken :
         {std::string(), std::string("{}"), text.substr(0, text.size() / 2), text + " "}) {
        const auto again = compile_resolved(broken);
        REQUIRE_FALSE(again.ok());
        CHECK(again.error().kind == ErrorKind::corrupt);
    }
    const std::size_t at = text.find("14 days before release");
    text.replace(at, 2, "15");
    CHECK_FALSE(compile_resolved(text).ok());
}

TEST_CASE("publications keep every version and the newest of each pathway is current") {
    const Loaded old = load(small_files());
    const Loaded fresh =
        load(edited(small_files(), pathway, "14 days before release", "21 days before release"));
    const auto set = compile_publications(
        {old.resolved[1].second, old.resolved[0].second, fresh.resolved[1].second});
    REQUIRE(set.ok());
    CHECK(set->versions.size() == 3);
    REQUIRE(set->current.size() == 2);
    CHECK(set->current[0]->pathway.text() == "spine");
    CHECK(set->current[1]->behaviour == fresh.resolved[1].first);
    CHECK(set->find(old.resolved[1].first) != nullptr);
    CHECK(set->find_role(Symbol::of("head_omu")) != nullptr);
    CHECK(set->calendars.count("england-and-wales") == 1);
    CHECK_FALSE(compile_publications({old.resolved[0].second, "nonsense"}).ok());
}

TEST_CASE("canonical JSON escapes as RFC 8785 says and reads back") {
    Json json = Json::object();
    json.members.emplace("b", Json::of("\"\\\n\t\x01\xc3\xa9"));
    json.members.emplace("a", Json::list());
    const std::string text = write_canonical(json);
    CHECK(text == "{\"a\":[],\"b\":\"\\\"\\\\\\n\\t\\u0001\xc3\xa9\"}");
    REQUIRE(read_canonical(text).has_value());
    CHECK(read_canonical(text)->find("b")->text == "\"\\\n\t\x01\xc3\xa9");
    for (const char* bad : {"", "{", "[\"a\"", "{\"a\"}", "\"\\x\"", "\"\\u00zz\"", "[] "})
        CHECK_FALSE(read_canonical(bad).has_value());
    CHECK_FALSE(read_canonical(std::string(100, '[')).has_value());
}

}  // namespace
}  // namespace throughgate::definition
