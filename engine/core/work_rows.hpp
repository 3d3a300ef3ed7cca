// SPDX-License-Identifier: MIT
// Work rows: what one case, what went wrong and what another system refused mean for one person's
// worklist, and how long each row stays as it is. Every case passes Window::seen here.
#pragma once

#include "core/window.hpp"

namespace throughgate::core {

/// A row, and what it takes to keep it.
struct WorkRow {
    WorklistRow row;
    CaseId case_id;
    std::uint32_t weight = 0;  ///< of its risk, by the workload of the definitions
    /// By time alone it reads otherwise from then on; nullopt: never, while the day stays.
    std::optional<Instant> until{};
    bool fleeting = false;  ///< worked out anew whenever it is asked for
    bool noted = true;      ///< its case goes into the log of reads; false: a restricted one
    bool of_trouble = false;
};

struct WorkWanted {
    Window& window;
    std::string_view person;
    std::vector<WorkRow>& rows;
};

/// What has gone wrong in this snapshot, whoever may see it.
struct Trouble {
    std::vector<Incident> incidents;  ///< open ones of cases
    std::vector<UpstreamItem> refused;
    /// The same as long as all of the above is.
    [[nodiscard]] std::string mark() const;
    [[nodiscard]] bool empty() const { return incidents.empty() && refused.empty(); }
};

/// Work on this case, as far as it may be seen; nothing when it may not, or is closed.
Status add_case_work(const WorkWanted& wanted, CaseId id);
/// Work on every case that may be seen. Returns how many these are.
Result<std::size_t> add_all_work(const WorkWanted& wanted);
Result<Trouble> trouble_in(store::Reader& reader);
Status add_trouble(const WorkWanted& wanted, const Trouble& trouble);

/// Highest risk first, then what is overdue, then by date.
bool comes_first(const WorkRow& a, const WorkRow& b);

}  // namespace throughgate::core
