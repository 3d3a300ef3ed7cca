// SPDX-License-Identifier: MIT
// KeptAlerts: for how many alerts of broken glasses whom waits, as it was last worked out. Derived
// data only: what is kept is given again as long as no case has moved, the surroundings are the
// same, and it is the same minute. Thread-safe; answers never change.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/kept_work.hpp"
#include "core/surroundings.hpp"

namespace throughgate::core {

/// By staff id.
using WaitingAlerts = std::map<std::string, std::size_t, std::less<>>;
using WaitingAlertsPointer = std::shared_ptr<const WaitingAlerts>;

/// What they were worked out from.
struct AlertBasis {
    WorkPlace place;
    SurroundingsPointer around;
    Instant now{};
};

class KeptAlerts {
public:
    /// nullptr: something has moved since, by what `moves` knows.
    [[nodiscard]] WaitingAlertsPointer find(const AlertBasis& basis, const KeptWork& moves) const;
    void keep(AlertBasis basis, WaitingAlertsPointer waiting);

private:
    mutable std::mutex mutex_;
    // Guarded by mutex_
    AlertBasis basis_;
    WaitingAlertsPointer waiting_;
};

}  // namespace throughgate::core
