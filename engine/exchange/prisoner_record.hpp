// SPDX-License-Identifier: MIT
// One prisoner record to facts, assignments and doubts. Private to exchange/.
#pragma once

#include <boost/json/object.hpp>

#include "exchange/prisoners.hpp"

namespace throughgate::exchange {

/// Fills identity and quality; false when neither identity is usable.
bool read_identity(const boost::json::object& record, ImportedPerson& person);

/// Fills facts, assignments, unallocated, doubtful and quality.
void read_record(const boost::json::object& record, ImportedPerson& person, Instant now);

}  // namespace throughgate::exchange
