// SPDX-License-Identifier: MIT
// ForReaders: what a definition says to people only: appointments, the checklist before release,
// services, journeys, when people are told, and words of other languages. Nothing of it is read
// while deciding, and none of it is part of the behaviour hash.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "definition/migration_map.hpp"
#include "definition/notice_policy.hpp"
#include "definition/workload.hpp"
#include "rules/rules.hpp"
#include "throughgate/symbol.hpp"

namespace throughgate::definition {

/// An appointment of the person, whose day and place are facts.
struct Appointment {
    Symbol id;
    std::string title;
    Symbol day;     ///< fact: a date, or an instant that is the time as well
    Symbol time;    ///< fact: text "10:30"; empty: `day` is an instant
    Symbol place;   ///< fact: text; empty: none is recorded
    Symbol travel;  ///< fact: minutes from where the person is before it; empty: none is recorded
    Symbol lasts;   ///< fact: minutes; empty: as the policy says
    Symbol with;    ///< role that is met; empty: nobody named
    bool at_gate = false;  ///< at the gate itself: no journey, no place to be named
    rules::Guard wanted;   ///< missing when this is yes and no day is known; empty: never missing
};

/// Something that has to be settled before release.
struct ChecklistItem {
    Symbol id;
    std::string title;
    rules::Guard when;  ///< settled when this is yes
};

struct Service {
    Symbol id;
    std::string title;
    std::string who;       ///< in words: who can get it
    rules::Guard offered;  ///< empty: to everybody
    std::string cost;      ///< included, per_use, free
    std::string refer;     ///< how to refer
    std::string contact;
    std::string guidance;
};

/// Minutes that are reckoned with where nothing is recorded.
struct Journeys {
    std::uint32_t gate = 9 * 60;     ///< planned time at the gate, after midnight
    std::uint32_t after_gate = 90;   ///< least time between the gate and the first appointment
    std::uint32_t between = 30;      ///< journey between two appointments
    std::uint32_t appointment = 30;  ///< how long one lasts
};

/// Words of one language by section and id: "states/place.plan".
using Words = std::map<std::string, std::string, std::less<>>;

struct ForReaders {
    std::vector<Appointment> appointments;      ///< document order
    std::vector<ChecklistItem> checklist;       ///< document order
    std::vector<Service> services;              ///< those that its states name
    std::multimap<Symbol, Symbol> services_of;  ///< full id of a state -> id of a service
    std::map<Symbol, std::string> contacts;     ///< by handoff: template of its contact
    Journeys journeys;
    MigrationMap migrate;  ///< read when live cases are brought over
    std::optional<NoticePolicy> notify;
    std::optional<Workload> workload;
    std::map<std::string, std::string, std::less<>> sources;  ///< system -> what people call it
    std::map<std::string, Words, std::less<>> languages;      ///< "cy" -> its words

    /// The words of `language` for an id of a section ("states"), else `english`.
    [[nodiscard]] std::string said(std::string_view language, std::string_view section,
                                   std::string_view id, std::string_view english) const;
};

/// What the engine itself prints: ids and the English words.
struct PageWord {
    std::string_view id;
    std::string_view english;
};
const std::vector<PageWord>& page_words();

}  // namespace throughgate::definition
