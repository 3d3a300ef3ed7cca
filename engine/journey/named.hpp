// SPDX-License-Identifier: MIT
// Named: an event of the definitions, from a person or another system. Everything that may be
// refused is looked at before anything is done.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// An Error leaves the case as it was.
std::optional<Error> answer_named(Draft& draft, const Named& named);

}  // namespace throughgate::journey
