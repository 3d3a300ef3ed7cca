// SPDX-License-Identifier: MIT
// Desk: one case as a page sees it: facts, states, people, and words in the reader's language.
// Borrows everything; lives for one page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "definition/for_readers.hpp"
#include "journey/decide.hpp"
#include "journey/inputs.hpp"
#include "model/directory.hpp"
#include "notices/notices.hpp"
#include "throughgate/sheets.hpp"

namespace throughgate::sheets {

/// What pages look at besides the case.
class Around {
public:
    /// `language`: "en" or one that `languages_of` names.
    Around(const journey::World& world, const Directory& directory, std::string_view language);

    const journey::World& world;
    const Directory& directory;
    [[nodiscard]] Date today() const { return world.zone->date_of(world.now); }
    /// The spine in force: it holds the words and policies that belong to no case.
    [[nodiscard]] const definition::ForReaders* shared() const;
    [[nodiscard]] const PageLanguage& words() const { return words_; }
    [[nodiscard]] const std::string& language() const { return words_.code; }

private:
    PageLanguage words_;
};

/// Languages that the definitions in force have labels in, English first.
std::vector<std::string> languages_of(const definition::DefinitionSet& set);

/// "Tuesday 17 March 2026" and "Tuesday 17 March 2026 09:00", in the language of the page.
std::string day_words(const PageLanguage& language, Date day);
std::string time_words(const Around& around, const PageLanguage& language, Instant instant);
/// "09:05", from minutes after midnight.
std::string clock_words(std::uint32_t minutes);

class Desk {
public:
    Desk(const Around& around, const Case& the_case, notices::CaseContext context)
        : around_(around), case_(the_case), context_(std::move(context)) {}

    [[nodiscard]] const Around& around() const { return around_; }
    [[nodiscard]] const Case& the_case() const { return case_; }
    [[nodiscard]] const journey::World& world() const { return around_.world; }
    [[nodiscard]] bool limited_access() const { return context_.limited_access; }

    /// The definition that a pathway follows; nullptr: it is not there any more.
    [[nodiscard]] const definition::Definition* definition_of(const Pathway& pathway) const;
    /// What guards of that pathway read.
    [[nodiscard]] journey::CaseInputs inputs(const Pathway& pathway,
                                             const definition::Definition& definition) const;
    /// A fact without subject, or unknown.
    [[nodiscard]] const Value& value(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<Date> date(std::string_view name) const;

    [[nodiscard]] PersonHead head() const;
    /// Who answers for the work of a role today.
    [[nodiscard]] std::optional<notices::Person> owner(Symbol role) const;
    [[nodiscard]] std::string role_label(Symbol role) const;
    /// The words for an id of `section` as the pathway's labels have them, else `english`.
    [[nodiscard]] std::string said(const definition::Definition& definition,
                                   std::string_view section, std::string_view id,
                                   std::string_view english) const;

private:
    const Around& around_;
    const Case& case_;
    notices::CaseContext context_;
};

/// The wing of a location: what stands before the first '-'.
std::string wing_of(std::string_view location);

}  // namespace throughgate::sheets
