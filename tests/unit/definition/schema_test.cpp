// SPDX-License-Identifier: MIT
// Goal: the schemas that editors use are those of the keys table, today.
// Method: golden files in workflows/schema (TG_UPDATE=1 rewrites them); every key of every mapping
// is looked for. That they agree with the checker is tests/host/schema_test.py's.
#include "definition/schema.hpp"

#include <set>

#include "definition/keys.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::definition {
namespace {

TEST_CASE("the schemas in workflows/schema are made from the keys table") {
    testing::check_golden("../../workflows/schema/definition.schema.json", definition_schema());
    testing::check_golden("../../workflows/schema/test.schema.json", test_schema());
}

TEST_CASE("each key has its place in a schema, and each mapping a name of its own") {
    const std::string all = definition_schema() + test_schema();
    std::set<std::string_view> names;
    for (const MapSpec& spec : map_specs()) {
        INFO(spec.name);
        CHECK(names.insert(spec.name).second);
        for (const Key& key : spec.keys)
            CHECK(all.find("\"" + std::string(key.name) + "\": {") != std::string::npos);
    }
}

}  // namespace
}  // namespace throughgate::definition
