// SPDX-License-Identifier: MIT
// Rows of changing live cases: proposals, runs and what each case was before.
#pragma once

#include "model/change_rows.hpp"
#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::optional<Proposal>> find_proposal(Connection& connection, const Digest& plan);
Result<std::vector<Proposal>> list_proposals(Connection& connection, std::size_t limit);
Status put_proposal(Connection& connection, const Proposal& proposal);

Result<std::optional<ChangeRun>> open_change_run(Connection& connection);
Result<std::optional<ChangeRun>> find_change_run(Connection& connection, std::int64_t id);
Result<std::vector<ChangeRun>> list_change_runs(Connection& connection, std::size_t limit);
Result<std::int64_t> begin_change_run(Connection& connection, const ChangeRun& run);
Status update_change_run(Connection& connection, const ChangeRun& run);

Result<std::vector<PreImage>> pre_images(Connection& connection, std::int64_t run, CaseId after,
                                         std::size_t limit);
Status put_pre_image(Connection& connection, const PreImage& image);
Status drop_pre_images(Connection& connection, std::int64_t run);

}  // namespace throughgate::store::sqlite
