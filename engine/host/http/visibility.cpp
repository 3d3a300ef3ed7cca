// SPDX-License-Identifier: MIT
#include "host/http/visibility.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

/// What a person may not see was left out by Access; labels of a token are nobody's in particular.
bool may_see(const Principal& principal, const std::string& label) {
    if (!principal.person.empty()) return true;
    const auto& labels = principal.labels;
    return label.empty() || label == "standard" ||
           std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// A fact of this name has a label that the caller lacks.
bool withheld(const CaseView& of, const std::string& name, const Principal& principal) {
    return std::any_of(of.facts.begin(), of.facts.end(), [&](const FactView& fact) {
        return fact.name == name && !may_see(principal, fact.label);
    });
}

/// A fact that the entry names, whatever member holds the name.
bool speaks_of_withheld(const HistoryEntry& entry, const CaseView& of, const Principal& principal) {
    return std::any_of(entry.fields.begin(), entry.fields.end(), [&](const auto& field) {
        return withheld(of, field.first, principal) || withheld(of, field.second, principal);
    });
}

}  // namespace

boost::json::object shown(CaseView view, const Principal& principal) {
    std::vector<std::size_t> hidden;
    for (std::size_t i = 0; i < view.facts.size(); ++i) {
        if (may_see(principal, view.facts[i].label)) continue;
        view.facts[i].value.clear();
        hidden.push_back(i);
    }
    boost::json::object object = to_json(view);
    for (const std::size_t i : hidden) object["facts"].as_array()[i].as_object()["withheld"] = true;
    return object;
}

boost::json::object shown(HistoryEntry entry, const CaseView& of, const Principal& principal) {
    if (speaks_of_withheld(entry, of, principal)) {
        for (auto& [name, value] : entry.fields)
            if (!withheld(of, value, principal)) value.clear();
        entry.reason.clear();
    }
    return to_json(entry);
}

void withhold(FactsView& facts, const Principal& principal) {
    std::erase_if(facts.facts,
                  [&](const SourcedFact& fact) { return !may_see(principal, fact.label); });
}

}  // namespace throughgate::http
