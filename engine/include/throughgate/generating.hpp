// SPDX-License-Identifier: MIT
// Writing tests for a pathway by searching for every way that it draws. Nothing on the machine but
// the given folder is touched. Any thread.
#pragma once

#include <string>
#include <vector>

#include "throughgate/simulation.hpp"
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

struct RecordingOptions {
    std::string pathway;
    std::string name;    ///< of the test: a sentence
    std::string folder;  ///< an existing folder for the store; needed
    Instant start{std::chrono::seconds(1'767'603'600)};  ///< as a simulation begins
};

struct RecordedTest {
    std::string bytes;                ///< a file with this one test, which passes
    std::vector<std::string> active;  ///< where the case stands at its end, as a simulation says it
};

/// A script of events and time as a test: a case is opened so that the pathway begins, and every
/// event is sent by somebody who may send it. `definitions`: the workflows folder. invalid: every
/// fault of the definitions, a fact that does not fit, no such pathway, or no name. refused: some
/// step cannot be done on a case, or the test would not pass: which, and why. unavailable: no store
/// can be made.
Result<RecordedTest> record_test(const std::vector<DefinitionFile>& definitions,
                                 const Script& script, const RecordingOptions& options);

}  // namespace throughgate
