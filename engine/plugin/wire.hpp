// SPDX-License-Identifier: MIT
// wire: frames over a stream socket, with a hard deadline. Used by both ends.
// The deadline is a kernel timer that is polled beside the socket, so that neither a signal nor a
// trickle of bytes can stretch it, and no clock is read here.
#pragma once

#include <chrono>

#include "plugin/descriptor.hpp"
#include "plugin/frame.hpp"

namespace throughgate::plugin {

enum class WireResult {
    done,
    closed,   ///< the other end has gone
    late,     ///< the deadline passed
    garbled,  ///< bytes that are no frame
    broken,   ///< the system refused; errno says why
};

/// Starts now. A deadline that could not be made counts as passed.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds from_now);
    /// Never passes.
    static Deadline never() { return Deadline{}; }
    /// Waits until `descriptor` is ready for `events` (poll's), the deadline passes or poll fails.
    [[nodiscard]] WireResult wait_for(int descriptor, short events) const;

private:
    Deadline() : bounded_(false) {}
    Descriptor timer_;
    bool bounded_ = true;
};

WireResult send_frame(int socket, const Frame& frame, const Deadline& deadline);
WireResult receive_frame(int socket, Frame& frame, const Deadline& deadline);

}  // namespace throughgate::plugin
