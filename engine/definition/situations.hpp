// SPDX-License-Identifier: MIT
// Situations: every way in which what some conditions read can stand, so that a checker can ask
// whether a condition is ever true. Facts with a few values, strands and gates can be counted out;
// conditions about dates, the clock and free text cannot.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "definition/chart.hpp"
#include "definition/scope.hpp"

namespace throughgate::definition {

class Situations {
public:
    /// nullopt: they cannot be counted out, or there are too many.
    static std::optional<Situations> of(const std::vector<const rules::Guard*>& guards,
                                        const DefinitionScope& scope, const Chart& chart);

    /// Calls `see` for each until it answers false.
    void each(const std::function<bool(const rules::Inputs&)>& see) const;
    /// Is there one of which `holds` is true?
    [[nodiscard]] bool any(const std::function<bool(const rules::Inputs&)>& holds) const;

private:
    /// A fact and its values, or a gate (`truth`: cleared).
    struct Axis {
        Symbol name;
        std::vector<Value> values;
        bool is_gate = false;
    };
    /// A strand, and for each leaf that can be told apart the asked states around it.
    struct PlaceAxis {
        Symbol strand;
        std::vector<std::vector<Symbol>> standings;
    };
    struct Counter;
    friend struct Counter;

    bool add_name(Symbol name, const DefinitionScope& scope, const std::vector<long long>& numbers);
    void add_places(const std::vector<std::pair<Symbol, Symbol>>& asked, const Chart& chart);
    [[nodiscard]] std::size_t count() const;

    std::vector<Axis> axes_;
    std::vector<PlaceAxis> places_;
};

}  // namespace throughgate::definition
