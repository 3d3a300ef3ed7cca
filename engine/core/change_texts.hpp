// SPDX-License-Identifier: MIT
// Every sentence with which a plan, an approval, a run or an undoing is refused.
#pragma once

#include <string>
#include <string_view>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::core::change_texts {

Error other_store();
Error by_its_author(std::string_view author);
Error by_its_approver(std::string_view approver);
Error nobody_named();
Error reason_wanted();
Error mapping_missing(std::uint64_t blocked);
Error not_approved(std::string_view hash);
Error further_already(std::string_view state);
Error withdrawn(std::string_view reason);
Error too_early(std::string_view day);
Error version_moved(std::string_view pathway);
Error published_since(std::string_view pathway);
Error consequences_moved(const std::string& what);
Error applied_before(std::int64_t run);
Error run_under_way(std::int64_t run);
Error no_such_run(std::int64_t run);
Error not_finished(std::int64_t run);
Error no_run_of_a_plan(std::int64_t run);
Error undone_before(std::int64_t run);
Error window_passed(std::string_view day);
Error no_such_plan(std::string_view hash);
Error ambiguous_plan(std::string_view hash);

}  // namespace throughgate::core::change_texts
