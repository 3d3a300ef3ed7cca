// SPDX-License-Identifier: MIT
// Queries for what people print: each reads one snapshot and hands cases to sheets/.
#include "throughgate/sheet_queries.hpp"

#include <algorithm>
#include <charconv>

#include "core/queries.hpp"
#include "core/withheld_pages.hpp"
#include "sheets/sheets.hpp"

namespace throughgate::core {
namespace {

constexpr std::string_view disclosure = "disclosure";  ///< made to be carried out of the program

/// `language` as pages know it.
Result<std::string> spoken(const Surroundings& around, std::string_view language) {
    if (language.empty()) return std::string("en");
    const auto all = sheets::languages_of(around.definitions);
    if (std::find(all.begin(), all.end(), language) != all.end()) return std::string(language);
    std::string known;
    for (const std::string& each : all) known += (known.empty() ? "" : ", ") + each;
    return Error{
        ErrorKind::refused,
        "nothing that is published speaks '" + std::string(language) + "'; there is " + known,
        std::string(language)};
}

template <typename View>
using MakeView = std::function<Result<View>(Window&, const sheets::Desk&)>;

struct Page {
    std::string_view reference, language;
    Use use;
};

/// One case by name, handed to `make`; what the viewer's labels do not open is taken out after.
template <typename View>
Result<View> of_case(const Asker& asker, const Page& page, const MakeView<View>& make) {
    return ask<View>(asker, page.use, [&](Window& window) -> Result<View> {
        const auto speaks = spoken(window.around(), page.language);
        if (!speaks.ok()) return speaks.error();
        const auto loaded = window.load_case(page.reference);
        if (!loaded.ok()) return loaded.error();
        const journey::World world = window.world_for(*loaded);
        const sheets::Around pages(world, window.around().directory, *speaks);
        auto view = make(window, sheets::Desk(pages, *loaded, context_of(*loaded)));
        if (view.ok()) blank(window.withheld_of(*loaded), *view);
        return view;
    });
}

Error faulty(const char* what, const char* subject) { return {ErrorKind::invalid, what, subject}; }

Error nobody_there(const std::string& after) {
    return {ErrorKind::not_found, "'" + after + "' is nobody of this list; begin again without it",
            after};
}

bool is_inside(std::string_view state) { return state == "custody" || state == "gate"; }

/// Every open case of a prison that `wanted` lets through and that may be seen, handed to `visit`.
Status each_desk(Window& window, const std::string& language, const std::string& prison,
                 const std::function<bool(const CaseSummary&)>& wanted,
                 const std::function<Status(const sheets::Desk&)>& visit) {
    store::CaseFilter filter;
    filter.prison = prison;
    return window.each_case(filter, [&](const CaseSummary& row) -> Status {
        if (!wanted(row)) return {};
        const auto loaded = window.reader().load_case(row.id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) return {};
        const journey::World world = window.world_for(**loaded);
        const sheets::Around pages(world, window.around().directory, language);
        return visit(sheets::Desk(pages, **loaded, context_of(**loaded)));
    });
}

template <typename List>
void note_rows(Window& window, const List& list) {
    for (const auto& row : list.rows) window.note(row.head.reference);
}

const Handoff* find_handoff(const Case& the_case, std::string_view which) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(which.data(), which.data() + which.size(), number);
    if (read.ec == std::errc{} && read.ptr == which.data() + which.size())
        return the_case.find_handoff(HandoffId{number});
    const Handoff* found = nullptr;
    for (const Handoff& each : the_case.handoffs) {
        if (each.name.text() != which) continue;
        const bool open = !lifecycle::is_end(each.state);
        if (found == nullptr || open || lifecycle::is_end(found->state)) found = &each;
    }
    return found;
}

/// Those that are withheld are not named.
std::string handoffs_of(const Case& the_case, const Withheld& hidden) {
    std::string names;
    for (const Handoff& each : the_case.handoffs)
        if (!hidden.handoff(each))
            names += (names.empty() ? "" : ", ") + std::string(each.name.text()) + " (" +
                     std::to_string(each.id.number) + ")";
    return names.empty() ? "it has none" : "it has " + names;
}

}  // namespace

Result<FactsView> facts_of(const Asker& asker, std::string_view reference,
                           std::string_view language) {
    return of_case<FactsView>(asker, {reference, language, {"facts"}},
                              [](Window& window, const sheets::Desk& desk) -> Result<FactsView> {
                                  const auto log = whole_log(window.reader(), desk.the_case().id);
                                  if (!log.ok()) return log.error();
                                  return sheets::facts_view(desk, *log);
                              });
}

Result<NeedsList> needs_of(const Asker& asker, std::string_view reference,
                           std::string_view language) {
    return of_case<NeedsList>(asker, {reference, language, {"needs"}},
                              [](Window&, const sheets::Desk& desk) -> Result<NeedsList> {
                                  return sheets::needs_list(desk);
                              });
}

Result<ReleaseSheet> release_sheet(const Asker& asker, std::string_view reference,
                                   std::string_view language) {
    return of_case<ReleaseSheet>(asker, {reference, language, {"release sheet", disclosure}},
                                 [](Window&, const sheets::Desk& desk) -> Result<ReleaseSheet> {
                                     return sheets::release_sheet(desk);
                                 });
}

Result<ReleaseList> releases(const Asker& asker, const ReleaseQuery& query) {
    if (query.limit == 0) return faulty("a page has at least one row", "limit");
    return ask<ReleaseList>(
        asker, {"release list", disclosure}, [&](Window& window) -> Result<ReleaseList> {
            const Surroundings& around = window.around();
            const journey::World& world = window.world();
            const auto speaks = spoken(around, query.language);
            if (!speaks.ok()) return speaks.error();
            const sheets::Around pages(world, around.directory, *speaks);
            ReleaseList list;
            list.language = pages.words();
            list.printed = sheets::time_words(pages, list.language, world.now);
            list.from = query.from.value_or(pages.today());
            list.until = query.until.value_or(list.from + std::chrono::days(1));
            if (list.until < list.from) return faulty("the last day is before the first", "until");
            list.from_words = sheets::day_words(list.language, list.from);
            list.until_words = sheets::day_words(list.language, list.until);
            const auto wanted = [&](const CaseSummary& row) {
                const bool near = is_inside(row.state) || row.state == "released";
                return near && row.release && *row.release >= list.from &&
                       *row.release <= list.until;
            };
            const auto visited =
                each_desk(window, *speaks, query.prison, wanted, [&](const sheets::Desk& desk) {
                    ReleaseRow row = sheets::release_row(desk);
                    blank(window.withheld_of(desk.the_case()), row);
                    if (query.wing.empty() || row.head.wing == query.wing)
                        list.rows.push_back(std::move(row));
                    return Status{};
                });
            if (!visited.ok()) return visited.error();
            list.total = list.rows.size();
            if (!sheets::cut_page(list.rows, query.after, query.limit, list.next))
                return nobody_there(query.after);
            note_rows(window, list);
            return list;
        });
}

Result<ReceptionList> receptions(const Asker& asker, const ReceptionQuery& query) {
    if (query.limit == 0) return faulty("a page has at least one row", "limit");
    return ask<ReceptionList>(
        asker, {"reception list", disclosure}, [&](Window& window) -> Result<ReceptionList> {
            const Surroundings& around = window.around();
            const journey::World& world = window.world();
            const auto speaks = spoken(around, query.language);
            if (!speaks.ok()) return speaks.error();
            const sheets::Around pages(world, around.directory, *speaks);
            ReceptionList list;
            list.language = pages.words();
            list.printed = sheets::time_words(pages, list.language, world.now);
            list.day = query.day.value_or(pages.today() - std::chrono::days(1));
            list.day_words = sheets::day_words(list.language, list.day);
            const auto visited = each_desk(
                window, *speaks, query.prison,
                [](const CaseSummary& row) { return is_inside(row.state); },
                [&](const sheets::Desk& desk) -> Status {
                    Status read;
                    auto row = sheets::reception_row(desk, list.day, [&] {
                        auto log = whole_log(window.reader(), desk.the_case().id);
                        if (log.ok()) return std::move(*log);
                        read = log.error();
                        return std::vector<StoredLogEntry>{};
                    });
                    if (row && (query.wing.empty() || row->head.wing == query.wing))
                        list.rows.push_back(std::move(*row));
                    return read;
                });
            if (!visited.ok()) return visited.error();
            list.total = list.rows.size();
            if (!sheets::cut_page(list.rows, query.after, query.limit, list.next))
                return nobody_there(query.after);
            note_rows(window, list);
            return list;
        });
}

Result<ContactText> contact_text(const Asker& asker, std::string_view reference,
                                 std::string_view handoff, std::string_view language) {
    return of_case<ContactText>(
        asker, {reference, language, {"contact text", disclosure}},
        [&](Window& window, const sheets::Desk& desk) -> Result<ContactText> {
            const Handoff* found = find_handoff(desk.the_case(), handoff);
            const Withheld hidden = window.withheld_of(desk.the_case());
            const bool shut = found != nullptr && hidden.handoff(*found);
            if (shut && found->name.text() != handoff) return forbidden(desk.the_case().reference);
            if (found != nullptr && !shut) return sheets::contact_text(desk, *found);
            Error none{ErrorKind::not_found,
                       "case " + desk.the_case().reference + " has no handoff " +
                           std::string(handoff) + "; " + handoffs_of(desk.the_case(), hidden),
                       std::string(handoff)};
            return none;
        });
}

}  // namespace throughgate::core

namespace throughgate {

Result<std::vector<std::string>> languages(Engine& engine) {
    return sheets::languages_of(engine.parts().loop->surroundings()->definitions);
}

Result<FactsView> facts_of(Engine& engine, std::string_view reference, std::string_view language) {
    return core::facts_of({engine.parts()}, reference, language);
}

Result<NeedsList> needs_of(Engine& engine, std::string_view reference, std::string_view language) {
    return core::needs_of({engine.parts()}, reference, language);
}

Result<ReleaseSheet> release_sheet(Engine& engine, std::string_view reference,
                                   std::string_view language) {
    return core::release_sheet({engine.parts()}, reference, language);
}

Result<ReleaseList> releases(Engine& engine, const ReleaseQuery& query) {
    return core::releases({engine.parts()}, query);
}

Result<ReceptionList> receptions(Engine& engine, const ReceptionQuery& query) {
    return core::receptions({engine.parts()}, query);
}

Result<ContactText> contact_text(Engine& engine, std::string_view reference,
                                 std::string_view handoff, std::string_view language) {
    return core::contact_text({engine.parts()}, reference, handoff, language);
}

}  // namespace throughgate
