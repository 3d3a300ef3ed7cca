// SPDX-License-Identifier: MIT
#include "definition/checker_slips.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

namespace throughgate::definition {

namespace {

constexpr std::size_t shortest_slip = 5;  ///< letters; shorter names often differ by one

bool any_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

/// One letter more, less or another, or two neighbours exchanged. Numbers count things.
bool is_one_slip(std::string_view a, std::string_view b) {
    if (std::min(a.size(), b.size()) < shortest_slip) return false;
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (any_digit(a) || any_digit(b)) return false;
    if (a.size() == 2 && b.size() == 2) return a[0] == b[1] && a[1] == b[0];
    return a.size() <= 1 && b.size() <= 1;
}

class SlipChecker {
public:
    explicit SlipChecker(const Checked& checked) {
        for (const CheckedPathway& pathway : checked.pathways) collect(pathway);
    }

    void run(Faults& faults) const {
        for (const auto& [name, places] : answered_) {
            if (sent_.contains(name)) continue;
            const std::string other = better_known(name, places.size());
            if (other.empty()) continue;
            faults.warning("TG0255", places.front(),
                           "event '" + name + "' differs by one letter from '" + other + "'",
                           "did you mean '" + other + "'?");
        }
    }

private:
    void collect(const CheckedPathway& pathway) {
        std::set<const RuleText*> seen;
        for (const ChartRule& rule : pathway.chart.rules)
            if (rule.text->trigger == Rule::Trigger::event && seen.insert(rule.text).second)
                add(rule.text->name);
        for (const GateText& gate : pathway.text->gates)
            for (const Word& event : gate.shut_by) add(event);
        for (const Word& event : pathway.text->again_on) add(event);
        each_effects(pathway, [&](const EffectsText& effects) {
            for (const Word& event : effects.raises) sent_.insert(event.text);
            for (const Word& event : effects.tells) sent_.insert(event.text);
            for (const SendText& send : effects.sends) sent_.insert(send.event.text);
        });
    }

    void add(const Word& event) {
        if (event.given()) answered_[event.text].push_back(event.place);
    }

    /// A name so alike that is sent, answered more often, or as often and before this one.
    [[nodiscard]] std::string better_known(const std::string& name, std::size_t times) const {
        for (const std::string& other : sent_)
            if (is_one_slip(name, other)) return other;
        for (const auto& [other, places] : answered_) {
            const bool better = places.size() > times || (places.size() == times && other < name);
            if (better && other != name && is_one_slip(name, other)) return other;
        }
        return {};
    }

    std::map<std::string, std::vector<Place>> answered_;
    std::set<std::string> sent_;
};

}  // namespace

void check_event_slips(const Checked& checked, Faults& faults) { SlipChecker(checked).run(faults); }

}  // namespace throughgate::definition
