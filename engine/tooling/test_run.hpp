// SPDX-License-Identifier: MIT
// Running one test: its steps, done at a desk that somebody hands in, and what is so after each.
#pragma once

#include <string_view>

#include "journey/decide.hpp"
#include "model/rows.hpp"
#include "throughgate/testing.hpp"
#include "tooling/test_file.hpp"

namespace throughgate::tooling {

/// One notice that reached somebody.
struct SentNotice {
    std::string to;         ///< "ro", "manager of ro"
    std::string recipient;  ///< id of the person
    std::string message;
    std::string notice_class;
    std::string handoff, handoff_to;
    Instant at{};
};

/// What is so now, and what has happened since the last look.
struct Seen {
    Case the_case;
    std::vector<SentNotice> sent;
    std::vector<StoredLogEntry> log;
    std::vector<std::string> incidents;  ///< messages of the open ones
};

/// One engine with one case.
class TestDesk {
public:
    virtual ~TestDesk() = default;
    /// Refusals change nothing; what follows from the command at once has happened as well.
    virtual Result<Receipt> submit(Command command) = 0;
    virtual Status run_until(Instant until) = 0;
    /// Switched off, and on again then.
    virtual Status restart_at(Instant at) = 0;
    virtual Result<Seen> look() = 0;
    /// How the channel of notices answers from now on: delivers, times_out, refuses.
    virtual void answer_as(std::string_view answer) = 0;
    [[nodiscard]] virtual Instant now() const = 0;
};

struct TestWorld {
    const definition::DefinitionSet& set;
    const rules::Zone& zone;
};

WorkflowTestResult run_test(const Test& test, TestDesk& desk, const TestWorld& world);

/// "Tue 17 Mar 2026 09:00".
std::string in_words(Instant instant, const rules::Zone& zone);
/// The instant that `moment` means for this case now; nullopt: a fact that it reads is unknown.
std::optional<Instant> instant_of(const Moment& moment, const TestWorld& world,
                                  const Case& the_case, Instant now);

/// One thing that is otherwise than expected.
struct Difference {
    Place place;
    std::string expected;
    std::string actual;
};
std::vector<Difference> differences(const Test& test, const Expected& expected, const Seen& seen,
                                    const TestWorld& world, Instant now);

}  // namespace throughgate::tooling
