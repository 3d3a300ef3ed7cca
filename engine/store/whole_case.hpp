// SPDX-License-Identifier: MIT
// A whole case as bytes, for what a case was before it was changed.
#pragma once

#include "store/case_codec.hpp"

namespace throughgate::store {

std::string encode_case(const Case& the_case);
/// Everything but the case's id. corrupt: not written by `encode_case`.
Result<Case> decode_case(std::string_view body);

}  // namespace throughgate::store
