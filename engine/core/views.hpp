// SPDX-License-Identifier: MIT
// From rows and cases to the views that embedders see. Pure.
#pragma once

#include "core/surroundings.hpp"
#include "model/rows.hpp"
#include "throughgate/views.hpp"

namespace throughgate::core {

CaseRow view_of(const CaseSummary& summary);
CaseRow row_of(const Case& the_case);
HandoffView view_of(const Handoff& handoff, const Case& the_case, const Surroundings& around,
                    Instant now);
NoticeView view_of(const OutboxRow& row, std::string_view reference);
HistoryEntry view_of(const StoredLogEntry& entry);
std::vector<PathwayView> pathway_views(const Case& the_case, const Surroundings& around);
std::vector<FactView> fact_views(const Case& the_case, const Surroundings& around);
/// Gates of pathways that have not ended.
std::vector<GateView> gate_views(const Case& the_case, const journey::World& world);
std::vector<DeadlineView> deadline_views(const Case& the_case, const journey::World& world);
/// The clock that runs for this handoff has passed.
bool is_overdue(const Handoff& handoff, Instant now);

}  // namespace throughgate::core
