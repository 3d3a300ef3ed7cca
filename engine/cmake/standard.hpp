// SPDX-License-Identifier: MIT
// Precompiled for our own targets. The standard library only: third-party headers in here would
// make the files that do not need them slower. No file may rely on it; see tests/tidy.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
