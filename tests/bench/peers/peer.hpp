// SPDX-License-Identifier: MIT
// Peer: another interpreter that loads the chart of `journey_bench` when it runs. One that was not
// there when this was built is nullptr.
#pragma once

#include <memory>

namespace throughgate::bench {

class Peer {
public:
    virtual ~Peer() = default;
    /// Each round is three events, one a region.
    virtual void go_round(int rounds) = 0;
};

/// With `guards` its two conditions are ECMAScript, as Qt has them; without there are none.
std::unique_ptr<Peer> qt_scxml(bool guards);

}  // namespace throughgate::bench
