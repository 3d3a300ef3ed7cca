// SPDX-License-Identifier: MIT
// Goal: the keys table is complete, and the page for authors is the table.
// Method: the table itself, the generated page, and keys spelt wrongly at every level.
#include <set>

#include "definition/checker_shape.hpp"
#include "definition/keys.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

TEST_CASE("every key has a sentence and every nested mapping its own keys") {
    for (const MapSpec& spec : map_specs()) {
        std::set<std::string_view> names;
        for (const Key& key : spec.keys) {
            INFO(spec.name << ": " << key.name);
            CHECK(names.insert(key.name).second);
            CHECK(key.doc.size() > 4);
            CHECK(key.doc.back() == '.');
            const bool nested = key.form == Form::map || key.form == Form::maps ||
                                key.form == Form::map_or_maps || key.form == Form::by_id;
            CHECK((key.of != Map::none) == nested);
            if (nested) CHECK_FALSE(spec_of(key.of).keys.empty());
            CHECK(key.choices.empty() == (key.form != Form::choice && key.form != Form::choices));
        }
    }
}

TEST_CASE("the page of keys is the one generated from the table") {
    testing::check_golden("../../docs/reference/definition-keys.md", keys_page());
}

TEST_CASE("the page of keys of tests is the one generated from the table") {
    testing::check_golden("../../docs/reference/test-keys.md", test_keys_page());
}

TEST_CASE("a misspelt key is told with the key that was probably meant") {
    const Loaded loaded = load(testing::edited(testing::small_files(), "accommodation/pathway.yaml",
                                               "        owner: ro\n        do: Ask where",
                                               "        ownr: ro\n        do: Ask where"));
    const Diagnostic& fault = loaded.diagnostics.at(1);
    CHECK(fault.code == "TG0110");
    CHECK(fault.message == "a state has no key 'ownr'");
    CHECK(fault.hint == "did you mean 'owner'?");
    CHECK(fault.source_line == "        ownr: ro");
    CHECK(fault.place.column == 9);
}

TEST_CASE("the words of other YAML readers are refused in every spelling unless quoted") {
    for (const char* word : {"yes", "Yes", "NO", "on", "Off"}) {
        const auto files = testing::edited(testing::small_files(), "accommodation/pathway.yaml",
                                           "title: Accommodation", std::string("title: ") + word);
        CHECK(testing::has(testing::codes_of(load(files)), "TG0114"));
    }
    const auto quoted = testing::edited(testing::small_files(), "accommodation/pathway.yaml",
                                        "title: Accommodation", "title: \"yes\"");
    CHECK(load(quoted).clean());
}

TEST_CASE("ids are short words that rules can hold") {
    for (const char* good : {"place", "address.kind", "H06", "womens-services", "a_1"})
        CHECK(is_usable_id(good));
    for (const char* bad : {"", "1a", "a b", "a.", "caf\xc3\xa9", "-a", "a:b"})
        CHECK_FALSE(is_usable_id(bad));
    CHECK_FALSE(is_usable_id(std::string(61, 'a')));
    CHECK(is_rule_word("unknown"));
    CHECK_FALSE(is_rule_word("place"));
}

TEST_CASE("times of day are HH:MM") {
    CHECK(minutes_of("09:00") == 540);
    CHECK(minutes_of("23:59") == 1439);
    for (const char* bad : {"9:00", "24:00", "12:60", "12-30", "", "ab:cd"})
        CHECK(minutes_of(bad) == -1);
}

}  // namespace
}  // namespace throughgate::definition
