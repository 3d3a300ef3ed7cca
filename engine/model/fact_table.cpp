// SPDX-License-Identifier: MIT
#include "model/fact_table.hpp"

#include <algorithm>
#include <bit>

#include "base/limits.hpp"

namespace throughgate {
namespace {

/// Room for what one decision usually adds.
constexpr std::size_t some_more = 16;

static_assert(limits::facts_per_case < 0xffff);

}  // namespace

FactTable::FactTable(std::initializer_list<Fact> facts) {
    for (const Fact& fact : facts) put(fact);
}

Fact& FactTable::put(Fact fact) {
    Fact* known = find(fact.name, fact.subject);
    if (known == nullptr) known = &add(fact.name, fact.subject);
    return *known = std::move(fact);
}

Fact& FactTable::add(Symbol name, std::string subject) {
    if (facts_.size() == facts_.capacity() || 2 * facts_.size() >= places_.size())
        reserve(facts_.size() + some_more);
    Fact& fact = facts_.emplace_back();
    fact.name = name;
    fact.subject = std::move(subject);
    index(static_cast<Place>(facts_.size() - 1));
    return fact;
}

void FactTable::remove(Symbol name, std::string_view subject) {
    const Fact* const fact = find(name, subject);
    if (fact == nullptr) return;
    facts_.erase(facts_.begin() + (fact - facts_.data()));
    index_all();
}

void FactTable::reserve(std::size_t facts) {
    facts_.reserve(facts);
    const std::size_t places = std::bit_ceil(2 * facts);
    if (places <= places_.size()) return;
    places_.resize(places);
    index_all();
}

void FactTable::index(Place place) {
    std::size_t slot = facts_[place].name.number() & mask();
    while (places_[slot] != none) slot = (slot + 1) & mask();
    places_[slot] = place;
}

void FactTable::index_all() {
    std::fill(places_.begin(), places_.end(), none);
    for (std::size_t i = 0; i < facts_.size(); ++i) index(static_cast<Place>(i));
}

bool operator==(const FactTable& left, const FactTable& right) {
    return left.size() == right.size() &&
           std::all_of(left.begin(), left.end(), [&](const Fact& fact) {
               const Fact* other = right.find(fact.name, fact.subject);
               return other != nullptr && *other == fact;
           });
}

}  // namespace throughgate
