// SPDX-License-Identifier: MIT
#include "store/sqlite/connection.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace throughgate::store {

Result<StoreCheck> quick_check_sqlite(const std::string& path) {
    using namespace sqlite;
    auto connection =
        Connection::open({path, {}, Access::read_only, std::chrono::seconds(5), 0, true});
    if (!connection) return connection.error();
    const auto version = schema_version(**connection);
    if (!version) return version.error();
    StoreCheck check{*version, known_version(), ""};
    const auto found = (*connection)->ask("PRAGMA quick_check(1)");
    if (!found && found.error().kind != ErrorKind::corrupt) return found.error();
    if (!found) check.fault = found.error().message;
    if (found && *found != "ok") check.fault = *found;
    return check;
}

}  // namespace throughgate::store
