// SPDX-License-Identifier: MIT
#include "host/console/change_jobs.hpp"

namespace throughgate::console {
namespace {

bool has_ended(const std::shared_future<Status>& job) {
    return job.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

/// Exceptions do not cross a layer.
Status guarded(const std::function<Status()>& work) {
    try {
        return work();
    } catch (const std::exception& mistake) {
        return Error{ErrorKind::unavailable,
                     std::string("it broke off, and can be continued: ") + mistake.what(), ""};
    }
}

}  // namespace

std::optional<Status> ChangeJobs::begin(const std::string& name, std::function<Status()> work) {
    std::shared_future<Status> job;
    {
        const std::lock_guard lock(mutex_);
        const auto known = jobs_.find(name);
        if (known != jobs_.end() && !has_ended(known->second))
            return Error{ErrorKind::conflict, "this is under way already; wait for its end", name};
        job = std::async(std::launch::async, [work = std::move(work)] {
                  return guarded(work);
              }).share();
        jobs_[name] = job;
    }
    if (job.wait_for(patience_) != std::future_status::ready) return std::nullopt;
    const std::lock_guard lock(mutex_);
    jobs_.erase(name);
    return job.get();
}

bool ChangeJobs::goes_on(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto known = jobs_.find(name);
    return known != jobs_.end() && !has_ended(known->second);
}

std::optional<Status> ChangeJobs::end_of(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto known = jobs_.find(name);
    if (known == jobs_.end() || !has_ended(known->second)) return std::nullopt;
    const Status end = known->second.get();
    jobs_.erase(known);
    return end;
}

}  // namespace throughgate::console
