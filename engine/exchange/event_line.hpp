// SPDX-License-Identifier: MIT
// One line of a feed to at most one event. Private to exchange/.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "exchange/events.hpp"

namespace throughgate::exchange {

/// What became of one line. `complaint` is empty when the event can be used.
struct LineReading {
    InboundEvent event;
    std::optional<InboundEvent> first;  ///< one line may say two things: this one comes before
    std::string_view complaint;
    bool unhandled = false;  ///< readable, but means nothing here
    std::vector<QualityItem> problems;
};

/// Throughgate's own shape.
void read_own_event(const boost::json::object& line, LineReading& reading);

/// A domain event of the justice services (already out of its envelope). Fills source, and id when
/// the envelope gave none.
void read_domain_event(const boost::json::object& message, LineReading& reading);

/// Takes the identity from {"nomsNumber":..} or {"crn":..}; false when neither is usable.
bool read_person(const boost::json::object& person, PersonIdentity& identity);

std::optional<HandoffAction> action_named(std::string_view name);

/// A plain JSON value as a field's value; nullopt for lists, objects and fractions.
std::optional<Value> read_plain_value(const boost::json::value& value);

}  // namespace throughgate::exchange
