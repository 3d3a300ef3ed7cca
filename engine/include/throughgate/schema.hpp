// SPDX-License-Identifier: MIT
// JSON Schema (draft-07) of workflow definitions and of files of tests, for editors. Made from the
// same table that the checker reads. Pure; any thread.
#pragma once

#include <string>

namespace throughgate {

/// Of pathways, common files, calendars, rules, charts, catalogues and labels.
std::string schema_of_definitions();
/// Of `.test.yaml` files.
std::string schema_of_tests();

}  // namespace throughgate
