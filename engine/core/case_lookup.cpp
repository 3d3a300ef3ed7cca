// SPDX-License-Identifier: MIT
#include "core/case_lookup.hpp"

#include <iterator>

#include "core/erasure_texts.hpp"
#include "store/erasing.hpp"

namespace throughgate::core {

Error no_case(std::string_view reference) {
    return {ErrorKind::not_found,
            "there is no case '" + std::string(reference) +
                "'; `throughgate case list` shows those there are",
            std::string(reference)};
}

Result<CaseId> find_case_id(store::Reader& reader, std::string_view named) {
    const auto id = reader.find_reference(named);
    if (!id.ok()) return id.error();
    if (id->has_value()) return **id;
    for (const PersonIdentity& person :
         {PersonIdentity{std::string(named), ""}, PersonIdentity{"", std::string(named)}}) {
        const auto found = reader.find_person(person);
        if (!found.ok()) return found.error();
        if (!found->empty()) return found->back();
    }
    return no_case(named);
}

Result<Case> load_case(store::Reader& reader, std::string_view named) {
    const auto id = find_case_id(reader, named);
    if (!id.ok()) return id.error();
    auto loaded = reader.load_case(*id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return no_case(named);
    if (store::is_erased(**loaded)) return erasure_texts::was_erased((*loaded)->reference);
    return std::move(**loaded);
}

Status each_case(store::Reader& reader, const store::CaseFilter& filter,
                 const std::function<Status(const CaseSummary&)>& visit, CaseId after) {
    for (;;) {
        const auto rows = reader.list_cases(filter, after, cases_a_page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows) {
            if (store::is_erased(row)) continue;
            if (auto visited = visit(row); !visited.ok()) return visited;
        }
        if (rows->size() < cases_a_page) return {};
        after = rows->back().id;
    }
}

Result<std::vector<StoredLogEntry>> whole_log(store::Reader& reader, CaseId id) {
    constexpr std::size_t page = 1000;
    std::vector<StoredLogEntry> log;
    for (;;) {
        auto entries = reader.read_log(id, log.empty() ? 0 : log.back().sequence, page);
        if (!entries.ok()) return entries.error();
        const std::size_t read = entries->size();
        std::move(entries->begin(), entries->end(), std::back_inserter(log));
        if (read < page) return log;
    }
}

}  // namespace throughgate::core
