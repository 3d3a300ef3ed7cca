// SPDX-License-Identifier: MIT
// Ladders: whose turn it is when nothing happens, and whether anybody above is ever told.
#pragma once

#include "definition/checker.hpp"
#include "definition/scope.hpp"

namespace throughgate::definition {

/// Whom `owner`, `from` and `to` stand for at one place; empty: no meaning there.
struct Sides {
    std::string owner;
    std::string from;
    std::vector<std::string> to;
    [[nodiscard]] bool has(std::string_view role) const;
};

class LadderChecker {
public:
    LadderChecker(const CheckedPathway& checked, Faults& faults);

    /// Follows names, checks and compiles. `fallback` is the default ladder's name.
    /// `must_escalate`: a rung has to tell somebody above the sides.
    std::vector<Rung> resolve(const LadderText& ladder, std::string_view fallback,
                              const Place& place, const Sides& sides, bool must_escalate,
                              std::string_view thing);
    /// The recipients that are left; faults about the others.
    std::vector<Recipient> recipients(const std::vector<RecipientText>& who, const Sides& sides,
                                      bool shared);
    void know_message(const Word& message);

private:
    const LadderText* follow(const LadderText& ladder, std::string_view fallback,
                             const Place& place);
    Rung rung(const RungText& text, const Sides& sides, bool shared);
    [[nodiscard]] std::vector<std::string> names_of_recipients(const Sides& sides) const;
    std::optional<Recipient> recipient(const RecipientText& text, const Sides& sides, bool shared);
    bool check_reach(const RecipientText& text, const RoleText& role, bool relative, bool shared);
    rules::Deadline deadline(const DeadlineText& text, const rules::Scope& scope);
    void check_repeat(const RungText& text);
    void check_height(const std::vector<Rung>& rungs, const Place& place, const Sides& sides,
                      std::string_view thing);
    [[nodiscard]] bool goes_above(const Recipient& recipient, const Sides& sides) const;
    [[nodiscard]] bool is_manager_of(std::string_view role, const Sides& sides) const;

    const CheckedPathway& checked_;
    const View& view_;
    Faults& faults_;
    DefinitionScope scope_;
    DefinitionScope repeat_scope_;
};

}  // namespace throughgate::definition
