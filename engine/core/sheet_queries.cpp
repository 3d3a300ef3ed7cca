// SPDX-License-Identifier: MIT
// Queries for what people print: each reads one snapshot and hands cases to sheets/.
#include "throughgate/sheet_queries.hpp"

#include <algorithm>
#include <charconv>

#include "core/case_lookup.hpp"
#include "core/engine_parts.hpp"
#include "sheets/sheets.hpp"

namespace throughgate {
namespace {

/// `language` as pages know it.
Result<std::string> spoken(const core::Surroundings& around, std::string_view language) {
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
using MakeView = std::function<Result<View>(store::Reader&, const sheets::Desk&)>;

/// One case by name, handed to `make`.
template <typename View>
Result<View> of_case(Engine& engine, std::string_view reference, std::string_view language,
                     const MakeView<View>& make) {
    return engine.parts().query<View>([&](store::Reader& reader, const core::Surroundings& around,
                                          const journey::World& world) -> Result<View> {
        const auto speaks = spoken(around, language);
        if (!speaks.ok()) return speaks.error();
        const auto loaded = core::load_case(reader, reference);
        if (!loaded.ok()) return loaded.error();
        const sheets::Around pages(world, around.directory, *speaks);
        return make(reader, sheets::Desk(pages, *loaded, core::context_of(*loaded)));
    });
}

Error faulty(const char* what, const char* subject) { return {ErrorKind::invalid, what, subject}; }

Error nobody_there(const std::string& after) {
    return {ErrorKind::not_found, "'" + after + "' is nobody of this list; begin again without it",
            after};
}

bool is_inside(std::string_view state) { return state == "custody" || state == "gate"; }

/// Every open case of a prison that `wanted` lets through, handed to `visit`.
Status each_desk(store::Reader& reader, const sheets::Around& pages, const std::string& prison,
                 const std::function<bool(const CaseSummary&)>& wanted,
                 const std::function<Status(const sheets::Desk&)>& visit) {
    store::CaseFilter filter;
    filter.prison = prison;
    return core::each_case(reader, filter, [&](const CaseSummary& row) -> Status {
        if (!wanted(row)) return {};
        const auto loaded = reader.load_case(row.id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) return {};
        return visit(sheets::Desk(pages, **loaded, core::context_of(**loaded)));
    });
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

std::string handoffs_of(const Case& the_case) {
    std::string names;
    for (const Handoff& each : the_case.handoffs)
        names += (names.empty() ? "" : ", ") + std::string(each.name.text()) + " (" +
                 std::to_string(each.id.number) + ")";
    return names.empty() ? "it has none" : "it has " + names;
}

}  // namespace

Result<std::vector<std::string>> languages(Engine& engine) {
    return sheets::languages_of(engine.parts().loop->surroundings()->definitions);
}

Result<FactsView> facts_of(Engine& engine, std::string_view reference, std::string_view language) {
    return of_case<FactsView>(
        engine, reference, language,
        [](store::Reader& reader, const sheets::Desk& desk) -> Result<FactsView> {
            const auto log = core::whole_log(reader, desk.the_case().id);
            if (!log.ok()) return log.error();
            return sheets::facts_view(desk, *log);
        });
}

Result<NeedsList> needs_of(Engine& engine, std::string_view reference, std::string_view language) {
    return of_case<NeedsList>(engine, reference, language,
                              [](store::Reader&, const sheets::Desk& desk) -> Result<NeedsList> {
                                  return sheets::needs_list(desk);
                              });
}

Result<ReleaseSheet> release_sheet(Engine& engine, std::string_view reference,
                                   std::string_view language) {
    return of_case<ReleaseSheet>(
        engine, reference, language,
        [](store::Reader&, const sheets::Desk& desk) -> Result<ReleaseSheet> {
            return sheets::release_sheet(desk);
        });
}

Result<ReleaseList> releases(Engine& engine, const ReleaseQuery& query) {
    if (query.limit == 0) return faulty("a page has at least one row", "limit");
    return engine.parts().query<ReleaseList>(
        [&](store::Reader& reader, const core::Surroundings& around,
            const journey::World& world) -> Result<ReleaseList> {
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
                each_desk(reader, pages, query.prison, wanted, [&](const sheets::Desk& desk) {
                    ReleaseRow row = sheets::release_row(desk);
                    if (query.wing.empty() || row.head.wing == query.wing)
                        list.rows.push_back(std::move(row));
                    return Status{};
                });
            if (!visited.ok()) return visited.error();
            list.total = list.rows.size();
            if (!sheets::cut_page(list.rows, query.after, query.limit, list.next))
                return nobody_there(query.after);
            return list;
        });
}

Result<ReceptionList> receptions(Engine& engine, const ReceptionQuery& query) {
    if (query.limit == 0) return faulty("a page has at least one row", "limit");
    return engine.parts().query<ReceptionList>(
        [&](store::Reader& reader, const core::Surroundings& around,
            const journey::World& world) -> Result<ReceptionList> {
            const auto speaks = spoken(around, query.language);
            if (!speaks.ok()) return speaks.error();
            const sheets::Around pages(world, around.directory, *speaks);
            ReceptionList list;
            list.language = pages.words();
            list.printed = sheets::time_words(pages, list.language, world.now);
            list.day = query.day.value_or(pages.today() - std::chrono::days(1));
            list.day_words = sheets::day_words(list.language, list.day);
            const auto visited = each_desk(
                reader, pages, query.prison,
                [](const CaseSummary& row) { return is_inside(row.state); },
                [&](const sheets::Desk& desk) -> Status {
                    Status read;
                    auto row = sheets::reception_row(desk, list.day, [&] {
                        auto log = core::whole_log(reader, desk.the_case().id);
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
            return list;
        });
}

Result<ContactText> contact_text(Engine& engine, std::string_view reference,
                                 std::string_view handoff, std::string_view language) {
    return of_case<ContactText>(
        engine, reference, language,
        [&](store::Reader&, const sheets::Desk& desk) -> Result<ContactText> {
            const Handoff* found = find_handoff(desk.the_case(), handoff);
            if (found != nullptr) return sheets::contact_text(desk, *found);
            return Error{ErrorKind::not_found,
                         "case " + desk.the_case().reference + " has no handoff " +
                             std::string(handoff) + "; " + handoffs_of(desk.the_case()),
                         std::string(handoff)};
        });
}

}  // namespace throughgate
