// SPDX-License-Identifier: MIT
// A plan as JSON text and back. Stored, and kept in files; never rename a member.
#pragma once

#include <map>

#include "throughgate/migration.hpp"

namespace throughgate::exchange {

struct PlannedDefinition {
    std::string pathway;
    std::string behaviour;            ///< hex
    std::string resolved;             ///< as it is published; empty: it is published already
    std::vector<std::string> from{};  ///< other versions that live cases are taken out of; hex
};

/// Which store and which state of it a plan was made for.
struct PlanBasis {
    std::string incarnation;
    std::uint64_t revision = 0;  ///< last commit
    /// Version with which cases began then, by pathway; hex, empty: none.
    std::map<std::string, std::string> current;
};

struct PlanDocument {
    PlanBasis basis;
    Instant made{};
    Actor author;
    std::optional<Instant> effective_from;
    std::vector<PlannedDefinition> definitions;
    ChangePlan plan;  ///< without text, hash and report
};

std::string write_plan(const PlanDocument& document);
/// invalid: every member that is not as it should be.
Result<PlanDocument> read_plan_document(std::string_view text);

}  // namespace throughgate::exchange
