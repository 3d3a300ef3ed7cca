// SPDX-License-Identifier: MIT
// Generated walks as a file of tests.
#include "tooling/generate.hpp"

namespace throughgate::tooling {
namespace {

std::string in_quotes(const std::string& words) {
    std::string out = "\"";
    for (const char c : words) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + "\"";
}

std::string in_quotes_if_needed(const std::string& text) {
    const bool plain =
        !text.empty() && text.find_first_of(":#{}[],&*!|>'\"%@` ") == std::string::npos;
    return plain ? text : in_quotes(text);
}

std::string pairs(const FactTexts& facts) {
    std::string out = "{";
    for (const auto& [name, value] : facts)
        out += (out.size() > 1 ? ", " : "") + name + ": " + in_quotes_if_needed(value);
    return out + "}";
}

std::string list(const std::vector<std::string>& words) {
    std::string out = "[";
    for (const std::string& word : words) out += (out.size() > 1 ? ", " : "") + word;
    return out + "]";
}

std::string expectation(const GeneratedStep& step, const std::string& pathway) {
    if (!step.because.empty()) return "expect: {refused: refused}";
    if (step.active.empty()) return "expect: {stages: {" + pathway + ": none}}";
    return "expect: {only_states: {" + pathway + ": " + list(step.active) + "}}";
}

std::string step_text(const GeneratedStep& step, const std::string& pathway) {
    std::string out = "      - {";
    if (step.event.empty()) {
        out += "until: \"" + format_instant(step.at) + "\", ";
    } else {
        out += "send: " + step.event + ", ";
        if (!step.by.empty()) out += "by: " + step.by + ", ";
        if (!step.with.empty()) out += "with: " + pairs(step.with) + ", ";
    }
    return out + expectation(step, pathway) + "}\n";
}

std::string head(const std::string& said, const std::string& about,
                 const std::vector<std::string>& definitions) {
    return "# SPDX-License-Identifier: MIT\n" + said + "format: 1\ntest: " + about +
           "\ndefinitions: " + list(definitions) + "\ntests:\n";
}

/// `name`: as YAML.
std::string test_text(const Walk& walk, const std::string& name, const std::string& pathway) {
    std::string out =
        "  - name: " + name + "\n    starts: \"" + format_instant(walk.started) + "\"\n";
    out += "    open: {facts: " + pairs(walk.opening) + "}\n    steps:\n";
    if (walk.steps.empty()) out += "      - {expect: {phase: custody}}\n";
    for (const GeneratedStep& step : walk.steps) out += step_text(step, pathway);
    return out;
}

}  // namespace

std::string generated_text(const Generated& generated, const std::string& pathway,
                           const std::vector<std::string>& definitions) {
    std::string out = head(
        "# Made by `throughgate test --generate`: what happens today, along every way that "
        "was found.\n# Make it anew after a change, and read the difference.\n# It takes " +
            std::to_string(generated.reached) + " of " + std::to_string(generated.ways) +
            " transitions.\n",
        "every way of " + pathway, definitions);
    std::size_t number = 0;
    for (const Walk& walk : generated.walks) {
        const std::string name =
            "Way " + std::to_string(++number) + ", " + std::to_string(walk.steps.size()) + " steps";
        out += test_text(walk, in_quotes(name), pathway);
    }
    return out;
}

std::string recorded_text(const Walk& walk, const std::string& name, const std::string& pathway,
                          const std::vector<std::string>& definitions) {
    return head("# Recorded from a simulation.\n", pathway + " as it was simulated", definitions) +
           test_text(walk, in_quotes(name), pathway);
}

}  // namespace throughgate::tooling
