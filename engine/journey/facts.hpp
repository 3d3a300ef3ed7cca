// SPDX-License-Identifier: MIT
// Facts: setting them with provenance, newest first; and the people who hold roles.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

enum class FactSet { same, changed, stale };

/// The declaration of a fact in the first pathway of the case that has one, or nullptr.
const definition::FactDeclaration* declaration_of(const Draft& draft, Symbol fact);

/// Sets a fact for the case. `effective` older than what is known: the newer value stays (stale).
FactSet set_fact(Draft& draft, const definition::FactDeclaration& declared, Value value,
                 Instant effective);
/// A definition's own `sets`; an undeclared fact is our own mistake.
void set_fact_by_rule(Draft& draft, Symbol fact, const Value& value);

/// Takes back every fact set since the draft began.
void restore_facts(Draft& draft);

/// Gives or takes away roles, as the event says. Roles were checked before.
void assign(Draft& draft, const std::vector<Assignment>& assignments);

}  // namespace throughgate::journey
