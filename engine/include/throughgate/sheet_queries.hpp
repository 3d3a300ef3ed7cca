// SPDX-License-Identifier: MIT
// Queries for what people print; sheet_pages.hpp makes pages of their answers.
// Like the queries of Engine: from any thread, each reads one snapshot and changes nothing.
// `language`: two letters of a published file of labels; empty or "en": English. refused: nothing
// published speaks it. `reference`: of a case, or a prison number or CRN. not_found: no such case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughgate/engine.hpp"
#include "throughgate/sheets.hpp"

namespace throughgate {

/// Languages that published definitions have labels in, English first.
Result<std::vector<std::string>> languages(Engine& engine);

/// What is known of a case, by name. Reads the log of the case to tell who says so.
Result<FactsView> facts_of(Engine& engine, std::string_view reference,
                           std::string_view language = {});
Result<NeedsList> needs_of(Engine& engine, std::string_view reference,
                           std::string_view language = {});
Result<ReleaseSheet> release_sheet(Engine& engine, std::string_view reference,
                                   std::string_view language = {});

struct ReleaseQuery {
    std::optional<Date> from;   ///< first release day; none: today
    std::optional<Date> until;  ///< last release day; none: the day after the first
    std::string prison, wing;   ///< empty: any
    std::string after;          ///< `next` of the page before
    std::size_t limit = 1000;   ///< rows of a page
    std::string language;
};
/// Open cases still inside with a release day between the two. Loads each of these once.
/// invalid: `until` is before `from`, or a limit of 0. not_found: nobody of that list is `after`.
Result<ReleaseList> releases(Engine& engine, const ReleaseQuery& query);

struct ReceptionQuery {
    std::optional<Date> day;  ///< none: yesterday
    std::string prison, wing;
    std::string after;
    std::size_t limit = 1000;
    std::string language;
};
/// Open cases admitted, returned or moved in on that day. Loads every open case of the prison.
/// Errors as for `releases`.
Result<ReceptionList> receptions(Engine& engine, const ReceptionQuery& query);

/// `handoff`: its number within the case, or its name: then the open one, else the newest.
/// not_found: the case has none such.
Result<ContactText> contact_text(Engine& engine, std::string_view reference,
                                 std::string_view handoff, std::string_view language = {});

}  // namespace throughgate
