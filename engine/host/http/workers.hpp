// SPDX-License-Identifier: MIT
// Workers: threads for what may block (queries, hashing). Any thread may post.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace throughgate::http {

class Workers {
public:
    explicit Workers(std::size_t threads);
    ~Workers();  ///< stops first
    /// False when too much waits already, or after `stop`: nothing will happen then.
    bool post(std::function<void()> work);
    /// Lets what runs and waits finish; waits for it. Twice is fine.
    void stop();

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace throughgate::http
