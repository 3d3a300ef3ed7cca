// SPDX-License-Identifier: MIT
// Reads: queries as the caller may make them. A token that acts as a person goes through Access:
// what that person may see, each look in the log of reads. A token of nobody in particular is the
// trusted embedder's: it sees every case, and values by the labels of the token.
#pragma once

#include <optional>

#include "host/http/route.hpp"
#include "throughgate/access.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

/// Of one request: the principal has to outlive it.
class Reads {
public:
    Reads(Engine& engine, const Principal& principal);

    Result<CaseView> find_case(std::string_view reference);
    Result<std::vector<CaseRow>> list_cases(const CaseQuery& query);
    Result<std::vector<HistoryEntry>> history(std::string_view reference, std::uint64_t after,
                                              std::size_t limit);
    Result<std::vector<HandoffView>> list_handoffs(const HandoffQuery& query);
    Result<std::vector<WorklistRow>> worklist(std::string_view person);
    Result<std::vector<IncidentView>> incidents();
    Result<ChangePage> changes(std::string_view after, std::size_t limit);
    Result<FactsView> facts_of(std::string_view reference, std::string_view language);
    Result<NeedsList> needs_of(std::string_view reference, std::string_view language);
    Result<ReleaseSheet> release_sheet(std::string_view reference, std::string_view language);
    Result<ReleaseList> releases(const ReleaseQuery& query);
    Result<ReceptionList> receptions(const ReceptionQuery& query);
    Result<std::vector<UpstreamItemView>> upstream_items(const UpstreamItemQuery& query);
    Result<ContactText> contact_text(std::string_view reference, std::string_view handoff,
                                     std::string_view language);

private:
    Engine& engine_;
    const Principal& principal_;
    std::optional<Access> access_;
};

}  // namespace throughgate::http
