// SPDX-License-Identifier: MIT
#include "core/read_log.hpp"

#include <iterator>

namespace throughgate::core {

void ReadLog::keep(std::vector<Consultation> lines, std::function<void(Status)> kept) {
    GroupPointer begun;
    {
        const std::lock_guard lock(mutex_);
        if (!open_ || open_->lines.size() >= reads_of_group)
            begun = open_ = std::make_shared<Group>();
        std::move(lines.begin(), lines.end(), std::back_inserter(open_->lines));
        open_->waiting.push_back(std::move(kept));
    }
    if (begun) submit(begun);
}

void ReadLog::submit(const GroupPointer& group) {
    // The loop may run the work a second time; a closed group stays as it was.
    const auto write = [self = shared_from_this(), group](store::Transaction& transaction,
                                                          Instant) {
        self->close(group);
        return transaction.put_consultations(group->lines);
    };
    const auto answer = [self = shared_from_this(), group](const Result<Receipt>& result) {
        self->close(group);
        const Status status = result.ok() ? Status{} : Status{result.error()};
        for (const auto& each : group->waiting) each(status);
    };
    loop_.submit({StoreWork{write, false}, answer});
}

void ReadLog::close(const GroupPointer& group) {
    const std::lock_guard lock(mutex_);
    if (open_ == group) open_.reset();
}

}  // namespace throughgate::core
