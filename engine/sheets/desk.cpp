// SPDX-License-Identifier: MIT
#include "sheets/desk.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "journey/reading.hpp"

namespace throughgate::sheets {
namespace {

const Value unknown;

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// A location is of the prison that it was recorded in: one known before the move counts no more.
std::string location_of(const Case& the_case) {
    const auto prison = Symbol::find("prison");
    const auto location = Symbol::find("location");
    const Fact* where = prison ? the_case.find_fact(*prison) : nullptr;
    const Fact* cell = location ? the_case.find_fact(*location) : nullptr;
    if (cell == nullptr || !cell->value.known()) return {};
    if (where != nullptr && where->recorded > cell->recorded) return {};
    return to_text(cell->value);
}

std::string certainty_of(const Case& the_case, const Value& release, std::string_view recorded) {
    if (!release.known()) return "unknown";
    if (recorded == "unknown_date") return "unknown";
    if (!recorded.empty()) return std::string(recorded);
    const Fact* fact = the_case.find_fact(journey::names().release);
    return fact != nullptr && fact->certainty == Certainty::provisional ? "provisional"
                                                                        : "confirmed";
}

}  // namespace

const definition::ForReaders* Around::shared() const {
    const auto& current = world.definitions->current;
    return current.empty() ? nullptr : current.front()->readers.get();
}

Around::Around(const journey::World& of, const Directory& staff, std::string_view language)
    : world(of), directory(staff) {
    words_.code = language;
    const definition::ForReaders* readers = shared();
    for (const definition::PageWord& word : definition::page_words())
        words_.words.emplace(
            word.id, readers == nullptr ? std::string(word.english)
                                        : readers->said(language, "words", word.id, word.english));
}

std::vector<std::string> languages_of(const definition::DefinitionSet& set) {
    std::set<std::string> others;
    for (const definition::DefinitionPointer& each : set.current)
        if (each->readers != nullptr)
            for (const auto& [language, words] : each->readers->languages) others.insert(language);
    others.erase("en");
    std::vector<std::string> all = {"en"};
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

std::string day_words(const PageLanguage& language, Date day) {
    static constexpr std::array days = {"day.sunday",    "day.monday",   "day.tuesday",
                                        "day.wednesday", "day.thursday", "day.friday",
                                        "day.saturday"};
    static constexpr std::array months = {"month.january", "month.february", "month.march",
                                          "month.april",   "month.may",      "month.june",
                                          "month.july",    "month.august",   "month.september",
                                          "month.october", "month.november", "month.december"};
    const std::chrono::year_month_day date(day);
    return language[days[std::chrono::weekday(day).c_encoding()]] + " " +
           std::to_string(static_cast<unsigned>(date.day())) + " " +
           language[months[static_cast<unsigned>(date.month()) - 1]] + " " +
           std::to_string(static_cast<int>(date.year()));
}

std::string clock_words(std::uint32_t minutes) {
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string time_words(const Around& around, const PageLanguage& language, Instant instant) {
    const rules::Zone::Local local = around.world.zone->local(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local.time).count();
    return day_words(language, local.day) + " " + clock_words(static_cast<std::uint32_t>(minutes));
}

std::string wing_of(std::string_view location) {
    return std::string(location.substr(0, location.find('-')));
}

const definition::Definition* Desk::definition_of(const Pathway& pathway) const {
    return world().definitions->find(pathway.definition);
}

journey::CaseInputs Desk::inputs(const Pathway& pathway,
                                 const definition::Definition& definition) const {
    return {world(), case_, &pathway, definition, world().now};
}

const Value& Desk::value(std::string_view name) const {
    const auto symbol = Symbol::find(name);
    const Fact* fact = symbol ? case_.find_fact(*symbol) : nullptr;
    return fact == nullptr ? unknown : fact->value;
}

std::string Desk::text(std::string_view name) const {
    const Value& found = value(name);
    return found.known() ? to_text(found) : std::string();
}

std::optional<Date> Desk::date(std::string_view name) const {
    const Value& found = value(name);
    if (found.type() == ValueType::date) return found.date();
    if (found.type() == ValueType::instant) return world().zone->date_of(found.instant());
    return std::nullopt;
}

PersonHead Desk::head() const {
    PersonHead head;
    head.reference = case_.reference;
    head.person = case_.person;
    head.state = lifecycle::name_of(case_.state);
    head.prison = context_.prison;
    head.team = context_.team;
    head.location = location_of(case_);
    head.wing = wing_of(head.location);
    head.officer = case_.holder_of(journey::names().ro);
    if (const StaffMember* officer = around_.directory.find(head.officer))
        head.officer_name = officer->name;
    head.release = date("release");
    if (head.release) head.release_words = day_words(around_.words(), *head.release);
    head.certainty = certainty_of(case_, value("release"), text("release.certainty"));
    head.limited_access = context_.limited_access;
    return head;
}

std::optional<notices::Person> Desk::owner(Symbol role) const {
    if (role.empty()) return std::nullopt;
    return notices::owner_of(around_.directory, *world().definitions, context_, role,
                             around_.today());
}

std::string Desk::role_label(Symbol role) const {
    if (role.empty()) return {};
    const std::string english = journey::label_of(world(), role);
    const definition::ForReaders* readers = around_.shared();
    return readers == nullptr ? english
                              : readers->said(around_.language(), "roles", role.text(), english);
}

std::string Desk::said(const definition::Definition& definition, std::string_view section,
                       std::string_view id, std::string_view english) const {
    return definition.readers == nullptr
               ? std::string(english)
               : definition.readers->said(around_.language(), section, id, english);
}

}  // namespace throughgate::sheets
