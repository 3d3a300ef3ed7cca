// SPDX-License-Identifier: MIT
// Files of tests about the small definitions, and what running them says.
#pragma once

#include "support/golden.hpp"
#include "support/play.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/testing.hpp"

namespace throughgate::testing {

inline constexpr const char* sample_path = "accommodation/tests/sample.test.yaml";

/// Sound; every key that can hold a name holds one.
inline std::string sample_tests() {
    return R"(format: 1
test: a sample
definitions: [spine, accommodation]
defaults:
  starts: 2026-09-28 09:00
  open: {facts: {release: 2027-03-01, supervised: true, nation: england}}
tests:
  - name: An address that was proposed is checked
    covers: [S4]
    steps:
      - {expect: {states: [in_custody, place.screen], phase: custody, stages: {accommodation: needed}}}
      - {send: screen.done, by: ro, with: {address.kind: family}, expect: {only_states: {accommodation: [sourcing, duty_to_refer.waiting]}}}
      - {after: 2 hours, send: address.proposed, by: ro, with: {address.id: AD-1, address.kind: family}, expect: {handoffs: {H06.police: raised, H06.csc: raised}, facts: {address.id: AD-1}}}
      - {send: checks.passed, by: ro, expect: {refused: gate, states: [address_check]}}
      - {complete: H06, by: police, note: by phone, expect: {handoffs: {H06.police: completed, H06.csc: raised}, log: [handoff.acknowledged, handoff.completed]}}
  - name: Nobody hears of an address too early
    steps:
      - {until: 2026-09-29 09:00, expect: {no_notices: all}}
)";
}

/// Runs `yaml` as a file of tests beside the small definitions.
inline WorkflowTestReport run_sample(const std::string& yaml, const std::string& only = "") {
    const TemporaryFolder folder;
    WorkflowTestOptions options;
    options.folder = folder.path();
    options.only = only;
    auto report = run_workflow_tests(definition_files("tests/support/definitions/small"),
                                     {{sample_path, yaml}}, options);
    if (!report.ok()) throw std::runtime_error(report.error().message);
    return std::move(*report);
}

/// `text` with the one place where `from` stands replaced.
inline std::string edited(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("not there: " + std::string(from));
    return text.replace(at, from.size(), to);
}

}  // namespace throughgate::testing
