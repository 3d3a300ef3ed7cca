// SPDX-License-Identifier: MIT
#include "throughgate/schema.hpp"

#include "definition/schema.hpp"

namespace throughgate {

std::string schema_of_definitions() { return definition::definition_schema(); }

std::string schema_of_tests() { return definition::test_schema(); }

}  // namespace throughgate
