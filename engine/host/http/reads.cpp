// SPDX-License-Identifier: MIT
#include "host/http/reads.hpp"

#include "host/http/visibility.hpp"

namespace throughgate::http {

Reads::Reads(Engine& engine, const Principal& principal) : engine_(engine), principal_(principal) {
    if (const auto viewer = viewer_of(principal)) access_.emplace(engine, *viewer);
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

Result<ChangePage> Reads::changes(std::string_view after, std::size_t limit) {
    return access_ ? access_->changes(after, limit) : engine_.changes(after, limit);
}

Result<FactsView> Reads::facts_of(std::string_view reference, std::string_view language) {
    if (access_) return access_->facts_of(reference, language);
    auto facts = throughgate::facts_of(engine_, reference, language);
    if (facts.ok()) withhold(*facts, principal_);
    return facts;
}

Result<NeedsList> Reads::needs_of(std::string_view reference, std::string_view language) {
    return access_ ? access_->needs_of(reference, language)
                   : throughgate::needs_of(engine_, reference, language);
}

Result<ReleaseSheet> Reads::release_sheet(std::string_view reference, std::string_view language) {
    return access_ ? access_->release_sheet(reference, language)
                   : throughgate::release_sheet(engine_, reference, language);
}

Result<ReleaseList> Reads::releases(const ReleaseQuery& query) {
    return access_ ? access_->releases(query) : throughgate::releases(engine_, query);
}

Result<ReceptionList> Reads::receptions(const ReceptionQuery& query) {
    return access_ ? access_->receptions(query) : throughgate::receptions(engine_, query);
}

Result<std::vector<UpstreamItemView>> Reads::upstream_items(const UpstreamItemQuery& query) {
    return access_ ? access_->upstream_items(query) : throughgate::upstream_items(engine_, query);
}

Result<ContactText> Reads::contact_text(std::string_view reference, std::string_view handoff,
                                        std::string_view language) {
    return access_ ? access_->contact_text(reference, handoff, language)
                   : throughgate::contact_text(engine_, reference, handoff, language);
}

}  // namespace throughgate::http
