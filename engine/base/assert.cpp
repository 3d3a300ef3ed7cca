// SPDX-License-Identifier: MIT
#include "base/assert.hpp"

namespace throughgate {

void assertion_failed(const char* condition, const char* file, int line,
                      const std::string& detail) {
    std::string text = std::string(file) + ":" + std::to_string(line) +
                       ": our own mistake: this should hold: " + condition;
    if (!detail.empty()) text += " (" + detail + ")";
    throw AssertionFailed(text);
}

}  // namespace throughgate
