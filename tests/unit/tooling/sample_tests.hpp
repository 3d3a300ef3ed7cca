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
    return read_repository_file("tests/unit/tooling/sample.test.yaml");
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
