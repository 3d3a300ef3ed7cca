// SPDX-License-Identifier: MIT
// Sheets: what people print and carry: facts with where they come from, open needs, the release
// sheet, the lists of who goes out and who came in, and the contact for the probation record.
// Plain values, copied out of one snapshot; nothing points back. They hold no name of the person in
// prison, and nothing that a data label protects but in FactsView, which says what is protected.
// Times are instants and, for people, words in the zone of the definitions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// The language of a page and the words that the engine itself prints in it, by id.
struct PageLanguage {
    std::string code = "en";
    std::map<std::string, std::string, std::less<>> words;
    /// The words for `id`, or `id` itself.
    [[nodiscard]] std::string operator[](std::string_view id) const;
};

/// What stands at the top of every page and in every row of a list.
struct PersonHead {
    std::string reference;  ///< "TG-000123"
    PersonIdentity person;
    std::string state;                  ///< custody, gate, released, community, away, closed
    std::string prison;                 ///< "ZZI"; empty: not known
    std::string location;               ///< "B-2-014" while it is of this prison; empty: not known
    std::string wing;                   ///< "B"
    std::string team;                   ///< community team
    std::string officer, officer_name;  ///< the responsible officer's staff id; empty: nobody
    std::optional<Date> release;
    std::string release_words;
    std::string certainty;  ///< of the release date: confirmed, provisional, unknown
    bool limited_access = false;
};

/// A fact, and who says so since when.
struct SourcedFact {
    std::string name;
    std::string title;
    std::string subject;  ///< what it is about: the reference of an address; empty: the case
    std::string value;
    std::string value_words;  ///< the same for people
    std::string label;        ///< data label that protects it; empty: standard
    std::string source;       ///< system: "prisoner-record", "here", "workflow"
    std::string source_title;
    std::string person;               ///< staff id of whoever recorded it; empty: no person
    Instant recorded{}, effective{};  ///< effective: since when it was true
    std::string certainty;            ///< confirmed, provisional, unknown
    std::string age;                  ///< "from nDelius, 6 h ago"
    std::string recorded_words, effective_words;
};

struct FactsView {
    PageLanguage language;
    PersonHead head;
    std::string printed;  ///< when it was made, in words
    std::vector<SourcedFact> facts;
};

/// A service of the catalogue that helps in a state in which the case is.
struct ServiceView {
    std::string id, title;
    std::string who;   ///< in words: who can get it
    std::string cost;  ///< included, per_use, free
    std::string refer;
    std::string contact, guidance;  ///< may be empty
    bool certain = true;            ///< false: something that decides about it is not known yet
};

/// Something to be done for a need, by whom and by when.
struct NeedTask {
    std::string title, instruction;
    std::string role;  ///< label of the role
    std::string person, person_name;
    std::uint32_t handoff = 0;  ///< number; 0: of a state
    std::optional<Instant> due;
    std::string due_words;
    bool overdue = false;
};

struct NeedView {
    std::string pathway, title;
    std::string stage;  ///< not_started, needed, arranging, arranged, unarranged, in_place
    std::vector<std::string> stands;  ///< titles of the states in which it is
    bool suspended = false;
    bool declined = false;
    bool settled = false;         ///< nothing is to be done now, as in "support not required"
    std::vector<NeedTask> tasks;  ///< the most urgent first
    std::vector<ServiceView> services;
};

struct NeedsList {
    PageLanguage language;
    PersonHead head;
    std::string printed;          ///< when it was made, in words
    std::vector<NeedView> needs;  ///< those that are least settled first; ended ones are left out
};

struct AppointmentView {
    std::string id, pathway, title;
    std::optional<Date> day;
    std::string day_words;
    std::optional<std::uint32_t> begins;  ///< minutes after midnight
    std::string time;                     ///< "10:30"; empty: not known
    std::uint32_t minutes = 0;            ///< how long it lasts, as recorded or as is usual
    std::string place;                    ///< empty: not known or withheld
    std::optional<std::uint32_t> travel;  ///< minutes from the gate or the appointment before
    std::string with;                     ///< label of the role
    std::string with_person, with_name;
    bool withheld = false;  ///< protected: the record has the place
    bool places = true;     ///< false: its place is not recorded apart
    bool at_gate = false;   ///< at the gate itself: no journey
};

/// Two things that cannot both be kept.
struct ClashView {
    Date day{};
    std::string kind;  ///< overlap, journey (gap too short), gate (too soon after it), release
    std::string first, second;  ///< titles; `first` is empty for the gate
    std::int64_t gap = 0;       ///< minutes between them; negative: they overlap
    std::uint32_t wanted = 0;   ///< minutes that the journey takes
    std::string sentence;       ///< plain words
};

/// Something that is not settled and should be before release.
struct MissingView {
    std::string kind;  ///< appointment, time, place, checklist, gate, handoff
    std::string id;
    std::string sentence;  ///< plain words
};

struct SheetPerson {
    std::string role, person, name, email;
};

struct ReleaseSheet {
    PageLanguage language;
    PersonHead head;
    std::string printed;
    std::vector<AppointmentView> appointments;  ///< from today on, in order
    std::vector<ClashView> clashes;
    std::vector<MissingView> missing;
    std::vector<NeedView> needs;
    std::vector<SheetPerson> people;  ///< who holds a role on the case
};

struct ReleaseRow {
    PersonHead head;
    std::vector<AppointmentView> appointments;
    std::vector<ClashView> clashes;
    std::vector<MissingView> missing;
};

/// Who goes out. In the order of prison, wing, day and reference.
struct ReleaseList {
    PageLanguage language;
    std::string printed;
    Date from{}, until{};
    std::string from_words, until_words;
    std::vector<ReleaseRow> rows;
    std::size_t total = 0;  ///< before `after` and `limit`
    std::string next;       ///< give it as `after` for the next page; empty: this is the last
};

struct ReceptionRow {
    PersonHead head;
    std::string how;          ///< new, returned, moved
    std::string from;         ///< prison that the person was moved from; empty: none
    std::string phase_title;  ///< of the spine's state
};

/// Who came in on one day. In the order of prison, wing and reference.
struct ReceptionList {
    PageLanguage language;
    std::string printed;
    Date day{};
    std::string day_words;
    std::vector<ReceptionRow> rows;
    std::size_t total = 0;  ///< as in ReleaseList
    std::string next;
};

/// Words to be copied into the probation record as one contact. They hold the reference of the
/// case, the handoff and names of staff; nothing else about the person.
struct ContactText {
    std::string reference;
    std::uint32_t handoff = 0;
    std::string name;  ///< "H20"
    std::string text;
};

}  // namespace throughgate
