// SPDX-License-Identifier: MIT
// Users: who may sign in, as the file of users says now. Reads it again when it changed, so that
// somebody who was disabled is out within a second. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "host/console/sessions.hpp"
#include "host/console/user_file.hpp"

namespace throughgate::console {

class Users {
public:
    Users(std::string path, Now now) : path_(std::move(path)), now_(std::move(now)) {}

    /// nullopt: nobody of that name may sign in. The file cannot be read: why, in the error.
    Result<std::optional<UserRecord>> find(const std::string& name);
    /// Hashes; 50 ms. Takes as long for names that nobody has.
    Result<std::optional<UserRecord>> enter(const std::string& name, const std::string& password);

private:
    void read_again_if_changed();

    const std::string path_;
    const Now now_;
    std::mutex mutex_;
    std::map<std::string, UserRecord> users_;  // guarded by mutex_
    std::optional<Error> unreadable_;          // guarded by mutex_
    std::optional<Moment> looked_;             // guarded by mutex_
    std::pair<long, long> mark_{-1, -1};       // guarded by mutex_
};

/// Differs once the password was changed.
std::string stamp_of(const UserRecord& user);

}  // namespace throughgate::console
