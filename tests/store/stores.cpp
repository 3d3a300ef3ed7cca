// SPDX-License-Identifier: MIT
#include "store/stores.hpp"

#include "store/sqlite/sqlite_store.hpp"

namespace throughgate::testing {
namespace {

class SqlitePlace final : public StorePlace {
public:
    Result<std::unique_ptr<store::Store>> open() override {
        store::SqliteOptions options;
        options.path = folder_ / "store.db";
        options.random = random_.get();
        options.busy_timeout = std::chrono::milliseconds(20);
        return store::open_sqlite(options);
    }

private:
    TemporaryFolder folder_;
    std::unique_ptr<Random> random_ = make_seeded_random(7);
};

}  // namespace

const std::vector<StoreKind>& store_kinds() {
    static const std::vector<StoreKind> kinds = {
        {"sqlite", [] { return std::unique_ptr<StorePlace>(new SqlitePlace); }},
    };
    return kinds;
}

}  // namespace throughgate::testing
