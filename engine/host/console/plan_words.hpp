// SPDX-License-Identifier: MIT
// What pages about plans and runs share: how they are called, and their tables.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/console/change_jobs.hpp"
#include "host/console/components.hpp"
#include "host/console/page.hpp"
#include "host/console/visit.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::console {

inline constexpr unsigned seconds_between_looks = 3;  ///< at a run that goes on

std::string words_of_moment(const Engine& engine, const std::optional<Instant>& instant);
/// The first letters of a hash.
std::string short_of(const std::string& hash);
Actor actor_of(const Visit& visit);
Tag tag_of_plan(const std::string& state);
std::string address_of_plan(const std::string& plan);
std::string address_of_run(std::int64_t run);
/// What a plan would do, a row for each consequence.
Table line_table(const ChangePlan& plan);
/// What each team has to do, before and after.
Table team_table(const ChangePlan& plan);
Table run_table(const Engine& engine, const std::vector<ChangeRunView>& runs);
/// A run goes on, or was killed half-way.
bool is_under_way(const std::vector<ChangeRunView>& runs);
/// A form field for a reason; `name` is its own on the page.
TextArea reason_area(const std::string& name, const std::string& label);

/// Begins a run in the name `job`; leads to `address`, where its progress is shown, unless it fails
/// at once: then `failed` shows why.
struct ChangeWork {
    std::string job, address, said;
    std::function<Status()> run;
    std::function<http::Response(const std::string& fault)> failed;
};
http::Response begin_work(ChangeJobs& jobs, Visit& visit, const ChangeWork& work);

using JobsPointer = std::shared_ptr<ChangeJobs>;
std::vector<Page> plan_pages(http::Services& services, const JobsPointer& jobs);
std::vector<Page> run_pages(http::Services& services, const JobsPointer& jobs);
/// For operators.
Page definition_page(std::string method, std::string path, std::string operation, Answer answer);

}  // namespace throughgate::console
