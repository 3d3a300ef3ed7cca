// SPDX-License-Identifier: MIT
// CaseInputs: what guards and deadlines read, seen from one pathway of a case.
#pragma once

#include <optional>
#include <string>

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Instants that belong to the state, handoff or rung whose rule is read.
struct Anchors {
    std::optional<Instant> entry;
    std::optional<Instant> raised;
    std::optional<Instant> acknowledged;
    std::optional<Instant> due;
    std::optional<Instant> previous;
};

class CaseInputs final : public rules::Inputs {
public:
    /// `pathway` may be nullptr: the pathway has not started yet.
    CaseInputs(const World& world, const Case& the_case, const Pathway* pathway,
               const Definition& definition, Instant now, Anchors anchors = {})
        : world_(world),
          case_(the_case),
          pathway_(pathway),
          definition_(definition),
          now_(now),
          anchors_(anchors) {}

    Anchors& anchors() { return anchors_; }
    /// Where the calendar is remembered once it was looked up.
    void share_calendar(const rules::Calendar*& place) { calendar_ = &place; }

    [[nodiscard]] const Value& fact(Symbol name) const override;
    [[nodiscard]] std::optional<Instant> anchor(Symbol name) const override;
    [[nodiscard]] bool strand_in(Symbol strand, Symbol state) const override;
    [[nodiscard]] bool gate_cleared(Symbol gate) const override;
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] const rules::Calendar& calendar() const override;
    [[nodiscard]] const rules::Zone& zone() const override { return *world_.zone; }

private:
    const World& world_;
    const Case& case_;
    const Pathway* pathway_;
    const Definition& definition_;
    Instant now_;
    Anchors anchors_;
    const rules::Calendar** calendar_ = nullptr;
};

CaseInputs inputs_of(const Draft& draft, std::size_t lane, Anchors anchors = {});

/// Case-wide value of a fact that is not keyed; Unknown when not set.
const Value& value_of(const Case& the_case, Symbol name, std::string_view subject = {});
/// What keys `per` facts, gates and handoffs: the keying fact's value as text; empty: unknown.
std::string subject_of(const Case& the_case, Symbol per);
/// The clearance of a gate for its present subject, or nullptr.
const GateClearance* clearance_of(const Case& the_case, Symbol pathway,
                                  const definition::Gate& gate);

}  // namespace throughgate::journey
