// SPDX-License-Identifier: MIT
// JSON Schema (draft-07) of what authors write, made from the keys table, for editors. It says what
// the first part of checking says and no more: which keys, which kinds of value.
#pragma once

#include <string>

namespace throughgate::definition {

/// Of definitions: pathways, common files, calendars, rules, charts, catalogues, labels.
std::string definition_schema();
/// Of files of tests.
std::string test_schema();

}  // namespace throughgate::definition
