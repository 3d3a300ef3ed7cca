// SPDX-License-Identifier: MIT
#include "core/kept_alerts.hpp"

namespace throughgate::core {
namespace {

bool same_minute(Instant a, Instant b) {
    return std::chrono::floor<std::chrono::minutes>(a) ==
           std::chrono::floor<std::chrono::minutes>(b);
}

}  // namespace

WaitingAlertsPointer KeptAlerts::find(const AlertBasis& basis, const KeptWork& moves) const {
    const std::lock_guard lock(mutex_);
    if (!waiting_ || basis_.around != basis.around || !same_minute(basis_.now, basis.now) ||
        basis_.place.history != basis.place.history)
        return nullptr;
    const auto moved = moves.moved_since(basis_.place.commit);
    return moved && moved->empty() ? waiting_ : nullptr;
}

void KeptAlerts::keep(AlertBasis basis, WaitingAlertsPointer waiting) {
    const std::lock_guard lock(mutex_);
    basis_ = std::move(basis);
    waiting_ = std::move(waiting);
}

}  // namespace throughgate::core
