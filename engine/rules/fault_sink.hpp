// SPDX-License-Identifier: MIT
// FaultSink: turns a fault inside one rule's text into a Diagnostic with its place in the file.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "rules/messages.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::rules {

class FaultSink {
public:
    /// `start` is where the rule's text begins; `faults` outlives the sink.
    FaultSink(const Place& start, std::vector<Diagnostic>& faults)
        : start_(start), faults_(&faults) {}

    /// `offset`: bytes from the start of the text to the offending word.
    void add(std::uint32_t offset, Message message) {
        Diagnostic fault;
        fault.code = std::string(message.code);
        fault.place = start_;
        if (start_.line != 0) fault.place.column += offset;
        fault.message = std::move(message.text);
        fault.hint = std::move(message.hint);
        faults_->push_back(std::move(fault));
        any_ = true;
    }
    [[nodiscard]] bool any() const { return any_; }

private:
    Place start_;
    std::vector<Diagnostic>* faults_;
    bool any_ = false;
};

}  // namespace throughgate::rules
