// SPDX-License-Identifier: MIT
// Metrics: what /metrics shows, in the text format of Prometheus. Thread-safe. No personal data:
// labels are routes, states and codes.
#pragma once

#include <memory>
#include <string>

#include "host/http/json_log.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

class Metrics {
public:
    Metrics();
    ~Metrics();

    void request(const RequestRecord& record);
    void connections(std::size_t open);
    void streams(std::size_t open);
    void command(std::string_view outcome);
    /// Figures of the engine and its store, as they are when asked.
    void upstreams(const std::vector<UpstreamView>& all, Instant now);
    void engine(const Totals& totals, const Health& health, std::uint64_t wal_bytes);
    [[nodiscard]] std::string text() const;

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace throughgate::http
