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
/// Only its author puts a plan forward: so nobody becomes somebody else by editing the file.
Error not_its_author(std::string_view author);
/// Nobody but its author can have put it forward.
Error not_put_forward(std::string_view author);
/// `did`: "made the plan".
Error made_their_token(std::string_view maker, std::string_view did, std::string_view token);
Error by_its_approver(std::string_view approver);
Error nobody_named();
Error reason_wanted();
/// `needed`: who approves such a change, in words.
Error reason_for_approval(std::string_view needed);
Error approver_unknown(std::string_view identity);
Error approved_by_them(std::string_view identity);
Error not_told_apart(std::string_view identity);
Error no_such_person(std::string_view person, std::string_view near);
Error mapping_missing(std::uint64_t blocked);
/// Of a folder that is published without a plan.
Error wants_a_plan(std::string_view reference, std::string_view pathway);
std::string without_plan(std::string_view reason, std::string_view by);
Error not_approved(std::string_view hash);
Error one_more(std::string_view approved_by);
Error further_already(std::string_view state);
Error withdrawn(std::string_view reason);
Error too_early(std::string_view day);
/// Of a plan that is to hold from a day that is over.
Error day_is_past(Date day);
Error version_moved(std::string_view pathway);
Error published_since(std::string_view pathway);
Error consequences_moved(const std::string& what);
/// The store is what it was, so the text of the plan must be another one.
Error made_in_the_future();
Error says_otherwise(const std::string& what);
Error applied_before(std::int64_t run);
Error run_under_way(std::int64_t run);
bool is_run_under_way(const Error& error);
Error no_such_run(std::int64_t run);
Error no_run_of_a_plan(std::int64_t run);
Error undone_before(std::int64_t run);
Error window_passed(std::string_view day);
/// Of trying a plan on a team.
Error no_such_team(std::string_view team, std::string_view near);
Error words_hold_for_all(std::string_view pathway);
Error calendar_holds_for_all(std::string_view calendar);
Error nothing_to_try();
Error being_tried(std::string_view team);
Error another_is_tried(std::string_view pathway, std::string_view team);
Error nobody_tries_it();
Error people_hold_for_all();
/// What is added to the reason of a plan of which one run of several is taken back, and what was
/// said then, for a run that goes on. Stored.
std::string one_taken_back(std::int64_t run, std::string_view said);
std::string said_last(std::string_view reason);
/// Of a run that was killed half-way.
std::string ended_by_itself();
Error published_meanwhile(std::int64_t run);
Error ended_before(std::int64_t run, bool taking_back);
Error left_let_go(std::int64_t run, std::string_view day);
/// What takes a run back is not left half-way.
Error goes_back(std::int64_t run);
Error no_such_plan(std::string_view hash);
/// `letters`: as many as it takes.
Error hash_too_short(std::string_view hash, std::size_t letters);
Error ambiguous_plan(std::string_view hash);

}  // namespace throughgate::core::change_texts
