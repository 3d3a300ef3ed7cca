// SPDX-License-Identifier: MIT
// The dates of a record: when the sentence runs, which release date counts, and how sure it is.
// Nothing here computes a legal date: one of those in the record is chosen, or none.
// Private to exchange/.
#pragma once

#include "exchange/record_reader.hpp"

namespace throughgate::exchange {

void read_release_facts(RecordReader& reader);

}  // namespace throughgate::exchange
