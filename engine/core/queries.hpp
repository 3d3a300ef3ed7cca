// SPDX-License-Identifier: MIT
// The public queries about cases, for whoever asks: Engine asks as the embedder, Access as a
// viewer.
#pragma once

#include "core/window.hpp"
#include "throughgate/sheet_queries.hpp"
#include "throughgate/work.hpp"

namespace throughgate::core {

Result<CaseView> find_case(const Asker& asker, std::string_view reference);
Result<std::vector<CaseRow>> list_cases(const Asker& asker, const CaseQuery& query);
Result<std::vector<HistoryEntry>> history(const Asker& asker, std::string_view reference,
                                          std::uint64_t after, std::size_t limit);
Result<std::vector<HandoffView>> list_handoffs(const Asker& asker, const HandoffQuery& query);
Result<std::vector<WorklistRow>> worklist(const Asker& asker, std::string_view person);
/// As the functions of Access with these names.
Result<WorkPage> work(const Asker& asker, const WorkQuery& query);
void work(const Asker& asker, const WorkQuery& query, const std::function<void(WorkPage)>& prepare,
          std::function<void(Status)> logged);
Result<std::string> work_mark(const Asker& asker, std::string_view person);
Result<std::vector<IncidentView>> incidents(const Asker& asker);

Result<std::vector<UpstreamItemView>> upstream_items(const Asker& asker,
                                                     const UpstreamItemQuery& query);
/// What a named person decides about one item.
struct ItemDecision {
    std::string_view effect;
    lifecycle::DeliveryMove move = lifecycle::DeliveryMove::requeue;  ///< or waive
    Actor actor;
    std::string_view reason;
};
Status decide_item(const Asker& asker, const ItemDecision& decision);
/// Systems that definitions name, that the options connect, or that the store knows of.
Result<std::set<std::string>> known_systems(store::Reader& reader, const Surroundings& around,
                                            const EngineOptions& options);
Error no_system(std::string_view name);
/// What people call a system: by `sources` of the definitions, else its id.
std::string upstream_title(const Surroundings& around, std::string_view name);

Result<FactsView> facts_of(const Asker& asker, std::string_view reference,
                           std::string_view language);
Result<NeedsList> needs_of(const Asker& asker, std::string_view reference,
                           std::string_view language);
Result<ReleaseSheet> release_sheet(const Asker& asker, std::string_view reference,
                                   std::string_view language);
Result<ReleaseList> releases(const Asker& asker, const ReleaseQuery& query);
Result<ReceptionList> receptions(const Asker& asker, const ReceptionQuery& query);
Result<ContactText> contact_text(const Asker& asker, std::string_view reference,
                                 std::string_view handoff, std::string_view language);

}  // namespace throughgate::core
