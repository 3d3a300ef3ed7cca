// SPDX-License-Identifier: MIT
// TG_ASSERT: our own mistakes, checked in release builds too.
// Throws AssertionFailed, which the commit loop turns into an incident that parks the one case;
// outside a decision nothing catches it and the program ends with code 70.
#pragma once

#include <stdexcept>
#include <string>

namespace throughgate {

class AssertionFailed : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line,
                                   const std::string& detail);

}  // namespace throughgate

#define TG_ASSERT(condition)                                                                   \
    do {                                                                                       \
        if (!(condition)) ::throughgate::assertion_failed(#condition, __FILE__, __LINE__, ""); \
    } while (false)

/// With both sides printed: `detail` is a std::string expression, evaluated only on failure.
#define TG_ASSERT_WITH(condition, detail)                                                          \
    do {                                                                                           \
        if (!(condition)) ::throughgate::assertion_failed(#condition, __FILE__, __LINE__, detail); \
    } while (false)
