// SPDX-License-Identifier: MIT
#include "host/http/reads.hpp"

namespace throughgate::http {

Reads::Reads(Engine& engine, const Principal& principal) : engine_(engine) {
    if (principal.person.empty()) return;
    access_.emplace(engine, Viewer{principal.person, principal.id, ""});
}

Result<CaseView> Reads::find_case(std::string_view reference) {
    return access_ ? access_->find_case(reference) : engine_.find_case(reference);
}

Result<std::vector<CaseRow>> Reads::list_cases(const CaseQuery& query) {
    return access_ ? access_->list_cases(query) : engine_.list_cases(query);
}

Result<std::vector<HistoryEntry>> Reads::history(std::string_view reference, std::uint64_t after,
                                                 std::size_t limit) {
    return access_ ? access_->history(reference, after, limit)
                   : engine_.history(reference, after, limit);
}

Result<std::vector<HandoffView>> Reads::list_handoffs(const HandoffQuery& query) {
    return access_ ? access_->list_handoffs(query) : engine_.list_handoffs(query);
}

Result<std::vector<WorklistRow>> Reads::worklist(std::string_view person) {
    return access_ ? access_->worklist(person) : engine_.worklist(person);
}

Result<std::vector<IncidentView>> Reads::incidents() {
    return access_ ? access_->incidents() : engine_.incidents();
}

}  // namespace throughgate::http
