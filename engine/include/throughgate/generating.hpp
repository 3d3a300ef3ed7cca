// SPDX-License-Identifier: MIT
// Writing tests for a pathway by searching for every way that it draws. Nothing on the machine but
// the given folder is touched. Any thread.
#pragma once

#include <string>
#include <vector>

#include "throughgate/testing.hpp"

namespace throughgate {

struct GeneratingOptions {
    std::string pathway;
    std::string folder;  ///< an existing folder for the stores; needed
    Instant start{std::chrono::seconds(1'767'603'600)};  ///< Mon 5 Jan 2026, 09:00
    std::size_t most_decisions = 150'000;
};

/// A way that no generated test takes.
struct UnreachedTransition {
    std::string name;
    Place place;
    std::string reason;
};

struct GeneratedTests {
    std::string bytes;  ///< a file of tests, all of which pass
    std::size_t tests = 0;
    std::size_t transitions = 0;  ///< drawn ones
    std::size_t reached = 0;
    std::size_t decisions = 0;  ///< that were tried
    std::vector<UnreachedTransition> unreached;
};

/// `definitions`: the workflows folder. Events with facts, gates and time are tried until every
/// transition was taken or the limit is met; each test is then run on a real engine. invalid: every
/// fault of the definitions, or there is no such pathway. unavailable: no store can be made.
Result<GeneratedTests> generate_tests(const std::vector<DefinitionFile>& definitions,
                                      const GeneratingOptions& options);

}  // namespace throughgate
