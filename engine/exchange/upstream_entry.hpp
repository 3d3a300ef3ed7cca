// SPDX-License-Identifier: MIT
// An item for another system in words that it can read. Pure.
#pragma once

#include <string>

#include "model/case.hpp"
#include "model/rows.hpp"

namespace throughgate::exchange {

/// Whom the entry is about: the CRN, else the prison number.
const std::string& upstream_person(const Case& the_case);
/// The entry as one JSON object: who, what, when, by whom. Nothing that a label protects.
std::string upstream_entry(const UpstreamItem& item, const Case& the_case);

}  // namespace throughgate::exchange
