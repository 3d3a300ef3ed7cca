// SPDX-License-Identifier: MIT
#include "definition/situations.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace throughgate::definition {

namespace {

using What = rules::Declared::What;

constexpr std::size_t most_situations = 1024;

/// The whole numbers that stand in a condition, and those beside them.
void add_numbers(const std::string& text, std::vector<long long>& numbers) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) continue;
        long long number = 0;
        while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0 &&
               number < 1'000'000)
            number = number * 10 + (text[at++] - '0');
        numbers.insert(numbers.end(), {number - 1, number, number + 1});
    }
}

const rules::Calendar& no_calendar() {
    static const rules::Calendar none("none", "none", {}, {}, {}, Date{});
    return none;
}

const rules::Zone& universal_zone() {
    static const rules::Zone zone = *rules::Zone::load("UTC");
    return zone;
}

const Value no_value;

StateIndex root_of(const Chart& chart, Symbol strand) {
    for (const StateIndex root : chart.states[0].children)
        if (chart.states[root].id == strand.text()) return root;
    return no_state;
}

bool has_regions(const Chart& chart, StateIndex strand) {
    for (StateIndex s = strand; s <= chart.states[strand].last; ++s)
        if (chart.states[s].kind == State::Kind::parallel) return true;
    return false;
}

}  // namespace

/// One situation after the other, as a condition reads it.
struct Situations::Counter final : rules::Inputs {
    explicit Counter(const Situations& all)
        : all_(&all), at_(all.axes_.size(), 0), standing_(all.places_.size(), 0) {}

    bool next() {
        for (std::size_t i = 0; i < at_.size(); ++i) {
            if (++at_[i] < all_->axes_[i].values.size()) return true;
            at_[i] = 0;
        }
        for (std::size_t i = 0; i < standing_.size(); ++i) {
            if (++standing_[i] < all_->places_[i].standings.size()) return true;
            standing_[i] = 0;
        }
        return false;
    }

    [[nodiscard]] const Value& fact(Symbol name) const override { return value(name, false); }
    [[nodiscard]] std::optional<Instant> anchor(Symbol) const override { return std::nullopt; }
    [[nodiscard]] bool strand_in(Symbol strand, Symbol state) const override {
        for (std::size_t i = 0; i < standing_.size(); ++i) {
            const PlaceAxis& place = all_->places_[i];
            if (place.strand != strand) continue;
            const auto& in = place.standings[standing_[i]];
            if (std::find(in.begin(), in.end(), state) != in.end()) return true;
        }
        return false;
    }
    [[nodiscard]] bool gate_cleared(Symbol gate) const override {
        const Value& cleared = value(gate, true);
        return cleared.type() == ValueType::truth && cleared.truth();
    }
    [[nodiscard]] Instant now() const override { return {}; }
    [[nodiscard]] const rules::Calendar& calendar() const override { return no_calendar(); }
    [[nodiscard]] const rules::Zone& zone() const override { return universal_zone(); }

private:
    [[nodiscard]] const Value& value(Symbol name, bool is_gate) const {
        for (std::size_t i = 0; i < at_.size(); ++i)
            if (all_->axes_[i].name == name && all_->axes_[i].is_gate == is_gate)
                return all_->axes_[i].values[at_[i]];
        return no_value;
    }

    const Situations* all_;
    std::vector<std::size_t> at_, standing_;
};

bool Situations::add_name(Symbol name, const DefinitionScope& scope,
                          const std::vector<long long>& numbers) {
    const rules::Declared* declared = scope.find(name.text());
    if (declared == nullptr || declared->what == What::anchor) return false;
    if (declared->what == What::strand) return true;
    Axis axis{name, {}, declared->what == What::gate};
    const bool truth = axis.is_gate || declared->type == ValueType::truth;
    if (!axis.is_gate) axis.values.emplace_back();
    if (truth)
        axis.values.insert(axis.values.end(), {Value(true), Value(false)});
    else if (declared->type == ValueType::choice)
        for (const Symbol choice : declared->choices) axis.values.emplace_back(choice);
    else if (declared->type == ValueType::number)
        for (const long long number : numbers)
            axis.values.emplace_back(static_cast<std::int64_t>(number));
    else
        return false;
    axes_.push_back(std::move(axis));
    return true;
}

/// Leaves that no condition tells apart count once. Where regions run side by side several leaves
/// are active together, so there each asked state stands by itself.
void Situations::add_places(const std::vector<std::pair<Symbol, Symbol>>& asked,
                            const Chart& chart) {
    std::set<Symbol> strands;
    for (const auto& [strand, state] : asked) strands.insert(strand);
    for (const Symbol strand : strands) {
        const StateIndex root = root_of(chart, strand);
        std::set<std::vector<Symbol>> standings{{}};
        const bool regions = root == no_state || has_regions(chart, root);
        std::vector<std::pair<Symbol, StateIndex>> states;
        for (const auto& [in, state] : asked)
            if (in == strand && regions)
                places_.push_back({strand, {{}, {state}}});
            else if (in == strand)
                states.emplace_back(state, chart.find(state.text(), root));
        if (regions) continue;
        for (StateIndex s = root; s <= chart.states[root].last; ++s) {
            if (!chart.states[s].children.empty()) continue;
            std::set<Symbol> around;
            for (const auto& [name, index] : states)
                if (index != no_state && chart.inside(s, index)) around.insert(name);
            standings.emplace(around.begin(), around.end());
        }
        places_.push_back({strand, {standings.begin(), standings.end()}});
    }
}

std::size_t Situations::count() const {
    std::size_t count = 1;
    for (const Axis& axis : axes_)
        if ((count *= axis.values.size()) > most_situations) return count;
    for (const PlaceAxis& place : places_)
        if ((count *= place.standings.size()) > most_situations) return count;
    return count;
}

std::optional<Situations> Situations::of(const std::vector<const rules::Guard*>& guards,
                                         const DefinitionScope& scope, const Chart& chart) {
    Situations all;
    std::set<Symbol> names;
    std::set<std::pair<Symbol, Symbol>> asked;
    std::vector<long long> numbers{0};
    for (const rules::Guard* guard : guards) {
        if (guard->empty() || guard->reads_clock()) return std::nullopt;
        for (const Symbol name : guard->names()) names.insert(name);
        for (const auto& place : guard->places()) asked.insert(place);
        add_numbers(guard->text(), numbers);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    int counted = 0;
    for (const Symbol name : names) {
        if (!all.add_name(name, scope, numbers)) return std::nullopt;
        const rules::Declared* declared = scope.find(name.text());
        counted += declared->what == What::fact && declared->type == ValueType::number ? 1 : 0;
    }
    all.add_places({asked.begin(), asked.end()}, chart);
    if (counted > 1 || all.count() > most_situations) return std::nullopt;
    return all;
}

void Situations::each(const std::function<bool(const rules::Inputs&)>& see) const {
    Counter counter(*this);
    do {
        if (!see(counter)) return;
    } while (counter.next());
}

bool Situations::any(const std::function<bool(const rules::Inputs&)>& holds) const {
    bool found = false;
    each([&](const rules::Inputs& inputs) {
        found = holds(inputs);
        return !found;
    });
    return found;
}

}  // namespace throughgate::definition
