// SPDX-License-Identifier: MIT
#include "host/http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace throughgate::http {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

const prometheus::Histogram::BucketBoundaries seconds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                      0.1,   0.15,   0.25,  0.5,  1,     5};

double count(std::uint64_t number) { return static_cast<double>(number); }

}  // namespace

class Metrics::Parts {
public:
    prometheus::Gauge& gauge(const char* name, const char* help) {
        return BuildGauge().Name(name).Help(help).Register(registry).Add({});
    }

    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        BuildCounter()
            .Name("throughgate_http_requests_total")
            .Help("Requests by operation and status.")
            .Register(registry);
    prometheus::Family<prometheus::Histogram>& durations =
        BuildHistogram()
            .Name("throughgate_http_request_seconds")
            .Help("From the whole request read to its answer handed to the socket.")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& commands = BuildCounter()
                                                            .Name("throughgate_commands_total")
                                                            .Help("Commands by outcome or refusal.")
                                                            .Register(registry);
    prometheus::Gauge& open = gauge("throughgate_http_connections", "Open connections.");
    prometheus::Gauge& open_streams = gauge("throughgate_http_streams", "Open event streams.");
    prometheus::Family<prometheus::Gauge>& totals =
        BuildGauge()
            .Name("throughgate_store_rows")
            .Help("Counters of the store since it was made.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& upstream_items =
        BuildGauge()
            .Name("throughgate_upstream_items")
            .Help("Items for another system by how far they have come.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& upstream_away =
        BuildGauge()
            .Name("throughgate_upstream_away_seconds")
            .Help("For how long another system has not answered; 0: it does.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& upstream_oldest =
        BuildGauge()
            .Name("throughgate_upstream_oldest_seconds")
            .Help("For how long the oldest item for another system has waited; 0: none does.")
            .Register(registry);
    prometheus::Gauge& healthy =
        gauge("throughgate_healthy", "1 when nothing is due and unfired, else 0.");
    prometheus::Gauge& incidents = gauge("throughgate_open_incidents", "Open incidents.");
    prometheus::Gauge& overdue_seconds =
        gauge("throughgate_due_seconds", "For how long the next due row has been due; 0: not yet.");
    prometheus::Gauge& wal =
        gauge("throughgate_store_wal_bytes", "Size of the write-ahead log of the store.");

    std::mutex mutex;
    std::map<std::pair<std::string, unsigned>, prometheus::Counter*> by_status;  // guarded
    std::map<std::string, prometheus::Histogram*> by_operation;                  // guarded
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::request(const RequestRecord& record) {
    const std::string operation = record.operation.empty() ? "none" : record.operation;
    const std::lock_guard lock(parts_->mutex);
    auto& counter = parts_->by_status[{operation, record.status}];
    if (counter == nullptr)
        counter = &parts_->requests.Add(
            {{"operation", operation}, {"status", std::to_string(record.status)}});
    counter->Increment();
    auto& duration = parts_->by_operation[operation];
    if (duration == nullptr) duration = &parts_->durations.Add({{"operation", operation}}, seconds);
    duration->Observe(record.milliseconds / 1000);
}

void Metrics::connections(std::size_t open) { parts_->open.Set(static_cast<double>(open)); }
void Metrics::streams(std::size_t open) { parts_->open_streams.Set(static_cast<double>(open)); }

void Metrics::command(std::string_view outcome) {
    parts_->commands.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::engine(const Totals& totals, const Health& health, std::uint64_t wal_bytes) {
    const std::pair<const char*, std::uint64_t> figures[] = {
        {"cases", totals.cases},
        {"events", totals.events},
        {"handoffs_raised", totals.handoffs_raised},
        {"handoffs_acknowledged", totals.handoffs_acknowledged},
        {"handoffs_escalated", totals.handoffs_escalated},
        {"notices_delivered", totals.notices_delivered},
        {"notices_undeliverable", totals.notices_undeliverable},
        {"notices_suppressed", totals.notices_suppressed},
    };
    for (const auto& [name, figure] : figures)
        parts_->totals.Add({{"what", name}}).Set(count(figure));
    parts_->healthy.Set(health.ok ? 1 : 0);
    parts_->incidents.Set(count(health.open_incidents));
    parts_->wal.Set(count(wal_bytes));
    const bool due = health.next_due && *health.next_due < health.now;
    const auto late = due ? health.now - *health.next_due : Milliseconds{0};
    parts_->overdue_seconds.Set(std::chrono::duration<double>(late).count());
}

void Metrics::upstreams(const std::vector<UpstreamView>& all, Instant now) {
    const auto age = [now](const std::optional<Instant>& since) {
        return since ? std::chrono::duration<double>(now - *since).count() : 0;
    };
    for (const UpstreamView& each : all) {
        const auto items = [&](const char* state) -> prometheus::Gauge& {
            return parts_->upstream_items.Add({{"upstream", each.name}, {"state", state}});
        };
        items("waiting").Set(count(each.waiting));
        items("refused").Set(count(each.refused));
        items("recorded").Set(count(each.recorded));
        items("waived").Set(count(each.waived));
        const std::map<std::string, std::string> name{{"upstream", each.name}};
        parts_->upstream_away.Add(name).Set(age(each.away_since));
        parts_->upstream_oldest.Add(name).Set(age(each.oldest));
    }
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace throughgate::http
