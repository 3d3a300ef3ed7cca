// SPDX-License-Identifier: MIT
// FactTable: what is known in one case, each fact once for each subject, in the order in which it
// became known. A look-up is one step and a new fact moves none of the others, so that deciding
// stays cheap however much is known.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"
#include "throughgate/value.hpp"

namespace throughgate {

/// Stored as number; append only.
enum class Certainty : std::uint8_t { confirmed = 0, provisional = 1, unknown = 2 };

struct Fact {
    Symbol name;
    std::string subject;  ///< for facts declared `per:` another fact: that fact's value as text
    Value value;
    Certainty certainty = Certainty::confirmed;
    Instant effective{};
    Instant recorded{};
    std::string recorded_by;  ///< staff id, or the source of an import
    friend bool operator==(const Fact&, const Fact&) = default;
};

class FactTable {
public:
    FactTable() = default;
    FactTable(std::initializer_list<Fact> facts);

    /// nullptr: not known. Valid until the table changes.
    [[nodiscard]] const Fact* find(Symbol name, std::string_view subject = {}) const {
        if (places_.empty()) return nullptr;
        for (std::size_t i = name.number() & mask(); places_[i] != none; i = (i + 1) & mask()) {
            const Fact& fact = facts_[places_[i]];
            if (fact.name == name && fact.subject == subject) return &fact;
        }
        return nullptr;
    }
    [[nodiscard]] Fact* find(Symbol name, std::string_view subject = {}) {
        return const_cast<Fact*>(std::as_const(*this).find(name, subject));
    }
    /// Adds it, or puts it in the place of what was known.
    Fact& put(Fact fact);
    /// A new one, to be filled in; there is none yet of that name and subject.
    Fact& add(Symbol name, std::string subject);
    /// Nothing when it is not there.
    void remove(Symbol name, std::string_view subject);
    void reserve(std::size_t facts);

    [[nodiscard]] auto begin() const { return facts_.begin(); }
    [[nodiscard]] auto end() const { return facts_.end(); }
    [[nodiscard]] std::size_t size() const { return facts_.size(); }
    [[nodiscard]] bool empty() const { return facts_.empty(); }
    /// The same facts, in whatever order.
    friend bool operator==(const FactTable& left, const FactTable& right);

private:
    using Place = std::uint16_t;
    static constexpr Place none = 0xffff;
    [[nodiscard]] std::size_t mask() const { return places_.size() - 1; }
    void index(Place place);
    void index_all();

    std::vector<Fact> facts_;
    // Places in facts_ by the number of the name, each in the next free slot; at most half full.
    // Names of facts are interned side by side, so they hardly ever meet.
    std::vector<Place> places_;
};

}  // namespace throughgate
