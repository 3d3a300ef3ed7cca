// SPDX-License-Identifier: MIT
#include "core/kept_work.hpp"

#include <algorithm>

#include "core/work_answer.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t page = 1000;

}  // namespace

Result<std::optional<WorkPlace>> KeptWork::catch_up(store::Reader& reader) {
    const std::lock_guard lock(mutex_);
    if (!began_) return begin_at_end(reader);
    for (;;) {
        // The last one known once more: another history would have another hash there.
        const bool none = last_ == 0;
        const auto roots = reader.read_roots(none ? 0 : last_ - 1, page);
        if (!roots.ok()) return roots.error();
        if (!none && roots->empty()) return std::optional<WorkPlace>();
        if (!none && roots->front().hash != hash_) return begin_at_end(reader);
        for (std::size_t i = none ? 0 : 1; i < roots->size(); ++i) take((*roots)[i]);
        if (roots->size() < page) return std::optional(WorkPlace{last_, history_});
    }
}

Result<std::optional<WorkPlace>> KeptWork::begin_at_end(store::Reader& reader) {
    clear();
    const auto last = reader.last_commit();
    if (!last.ok()) return last.error();
    if (*last != 0) {
        const auto roots = reader.read_roots(*last - 1, 1);
        if (!roots.ok()) return roots.error();
        if (!roots->empty()) hash_ = roots->front().hash;
    }
    last_ = floor_ = *last;
    began_ = true;
    return std::optional(WorkPlace{last_, history_});
}

void KeptWork::clear() {
    lists_.clear();
    moves_.clear();
    rows_ = 0;
    last_ = floor_ = 0;
    hash_ = {};
    ++history_;
    began_ = false;
}

void KeptWork::forget() {
    const std::lock_guard lock(mutex_);
    clear();
}

void KeptWork::take(const RootRow& root) {
    last_ = root.commit;
    hash_ = root.hash;
    for (const RootHead& head : root.heads)
        if (head.case_id.number > 0) moves_.push_back({root.commit, head.case_id});
    for (; moves_.size() > kept_moves; moves_.pop_front()) floor_ = moves_.front().commit;
}

std::optional<std::set<CaseId>> KeptWork::moved_since(std::uint64_t since) const {
    const std::lock_guard lock(mutex_);
    if (since < floor_) return std::nullopt;
    std::set<CaseId> moved;
    for (auto each = moves_.rbegin(); each != moves_.rend() && each->commit > since; ++each)
        moved.insert(each->case_id);
    return moved;
}

WorkAnswerPointer KeptWork::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = lists_.find(key);
    if (found == lists_.end()) return nullptr;
    found->second.used = ++uses_;
    return found->second.answer;
}

void KeptWork::keep(const std::string& key, WorkAnswerPointer answer) {
    const std::lock_guard lock(mutex_);
    if (answer->place.history != history_) return;  // forgotten meanwhile
    const std::size_t rows = answer->rows.size();
    Kept& kept = lists_[key];
    rows_ += rows - kept.rows;
    kept = {std::move(answer), rows, ++uses_};
    while (lists_.size() > kept_work_lists || rows_ > kept_work_rows) drop_one();
}

void KeptWork::drop_one() {
    const auto oldest = std::min_element(
        lists_.begin(), lists_.end(),
        [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    if (oldest == lists_.end()) return;
    rows_ -= oldest->second.rows;
    lists_.erase(oldest);
}

std::size_t KeptWork::size() const {
    const std::lock_guard lock(mutex_);
    return rows_;
}

}  // namespace throughgate::core
