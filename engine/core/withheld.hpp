// SPDX-License-Identifier: MIT
// Withheld: what a case says that its viewer's labels do not open, and how it is left out of every
// answer in the same way: facts are not there; states, handoffs and work keep their place in the
// queue but say nothing; a decision that touched any of it is one withheld line of the history.
// Any other text that repeats such words is withheld as a whole.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/sight.hpp"
#include "throughgate/views.hpp"

namespace throughgate::core {

/// The kind of an entry of the history that is withheld.
inline constexpr std::string_view withheld_kind = "withheld";

class Withheld {
public:
    /// Nothing is withheld from the trusted embedder.
    Withheld() = default;
    Withheld(const Case& the_case, const Surroundings& around, Labels labels);

    /// Does the case hold anything, or do its definitions name any label, that is not open?
    [[nodiscard]] bool any() const { return any_; }
    [[nodiscard]] bool fact(Symbol name) const { return facts_.contains(name); }
    [[nodiscard]] bool state(Symbol pathway, Symbol state) const {
        return states_.contains({pathway, state});
    }
    [[nodiscard]] bool handoff(const Handoff& handoff) const;
    /// Does the text repeat something that is withheld?
    [[nodiscard]] bool speaks(std::string_view text) const;

    /// Leaves out or blanks what is withheld.
    void from(CaseView& view, const Case& the_case) const;
    void from(HandoffView& view, const Case& the_case) const;
    void from(WorklistRow& row, const Case& the_case) const;
    void from(std::vector<HistoryEntry>& entries) const;
    void from(std::string& text) const;
    void from(Error& error) const;
    void from(Receipt& receipt) const;

private:
    void look_at(const Pathway& pathway, const definition::Definition& definition,
                 const Labels& labels);
    void note_fact_values(const Case& the_case);
    [[nodiscard]] bool says(const HistoryEntry& entry) const;
    void from(PathwayView& view) const;
    void from(DeadlineView& view, const Case& the_case) const;
    void from(GateView& view) const;
    void from(NoticeView& view, const Case& the_case) const;

    bool any_ = false;
    std::set<Symbol> facts_;
    std::set<std::pair<Symbol, Symbol>> states_;    ///< pathway, full id
    std::set<std::pair<Symbol, Symbol>> handoffs_;  ///< pathway, name
    std::set<std::uint32_t> numbers_;               ///< of handoffs of the case
    std::set<Symbol> whole_;                        ///< pathways with a withheld state
    std::set<std::string, std::less<>> exact_;      ///< ids and short values: whole texts only
    std::set<std::string, std::less<>> names_;      ///< of handoffs: as a word of a text
    std::vector<std::string> words_;                ///< anywhere in a text
};

}  // namespace throughgate::core
