// SPDX-License-Identifier: MIT
// The stores that the conformance suite runs against. A new store adds one row to the table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/store.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {

/// One empty place for a store, which can be opened more than once.
class StorePlace {
public:
    virtual ~StorePlace() = default;
    virtual Result<std::unique_ptr<store::Store>> open() = 0;
};

struct StoreKind {
    std::string name;
    std::unique_ptr<StorePlace> (*make)();
};

/// Every kind of store there is.
const std::vector<StoreKind>& store_kinds();

/// The value, or a failed test that says the error.
template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("unexpected error: " + result.error().message);
    return std::move(result).value();
}
inline void must(const Status& status) {
    if (!status) throw std::runtime_error("unexpected error: " + status.error().message);
}

}  // namespace throughgate::testing
