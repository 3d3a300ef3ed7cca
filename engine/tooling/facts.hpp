// SPDX-License-Identifier: MIT
// Facts: values of facts as they are written, with their types.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/named_rule.hpp"
#include "throughgate/datum.hpp"

namespace throughgate::tooling {

using FlatFacts = std::vector<std::pair<std::string, const Datum*>>;

/// Fields inside fields as names with dots: `duration.months`.
FlatFacts flattened(const Datum& facts);
/// The type that a value has by its look.
rules::Declared declared_by_look(const Datum& datum);
/// "not a day, as 2026-03-17": what is wanted instead; empty text: the value fits.
std::string read_value(const rules::Declared& declared, const Datum& datum, Value& value);
/// A wall time as if it were UTC: "2026-03-17T09:00" or with seconds.
std::optional<Instant> parse_wall(std::string_view text);

/// Facts by name, beside a clock, a calendar and a zone that outlive it.
class Facts final : public rules::Inputs {
public:
    Facts(const rules::Calendar& calendar, const rules::Zone& zone, Instant now)
        : calendar_(&calendar), zone_(&zone), now_(now) {}

    void set(std::string_view name, Value value);
    void set_now(Instant now) { now_ = now; }

    [[nodiscard]] const Value& fact(Symbol name) const override;
    [[nodiscard]] std::optional<Instant> anchor(Symbol) const override { return std::nullopt; }
    [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return false; }
    [[nodiscard]] bool gate_cleared(Symbol) const override { return false; }
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] const rules::Calendar& calendar() const override { return *calendar_; }
    [[nodiscard]] const rules::Zone& zone() const override { return *zone_; }

private:
    std::map<Symbol, Value> facts_;
    const rules::Calendar* calendar_;
    const rules::Zone* zone_;
    Instant now_;
};

}  // namespace throughgate::tooling
