// SPDX-License-Identifier: MIT
#include "host/console/users.hpp"

#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::console {

void Users::read_again_if_changed() {
    const Moment now = now_();
    if (looked_ && now - *looked_ < std::chrono::seconds(1)) return;
    looked_ = now;
    const auto mark = http::mark_of_file(path_);
    if (mark == mark_) return;
    mark_ = mark;
    users_.clear();
    unreadable_.reset();
    auto read = read_users(path_);
    if (!read.ok()) {
        unreadable_ = read.error();
        return;
    }
    for (UserRecord& user : *read)
        if (!user.disabled) users_.emplace(user.name, std::move(user));
}

Result<std::optional<UserRecord>> Users::find(const std::string& name) {
    const std::lock_guard lock(mutex_);
    read_again_if_changed();
    if (unreadable_) return *unreadable_;
    const auto found = users_.find(name);
    return found == users_.end() ? std::optional<UserRecord>() : found->second;
}

Result<std::optional<UserRecord>> Users::enter(const std::string& name,
                                               const std::string& password) {
    {
        const std::lock_guard lock(mutex_);
        looked_.reset();  // somebody who was just let in again is in
    }
    auto user = find(name);
    if (!user.ok()) return user.error();
    static const UserRecord nobody = [] {
        UserRecord made;
        set_password(made, http::random_bytes(16));
        return made;
    }();
    const bool right = opens(*user ? **user : nobody, password);
    return *user && right ? std::move(*user) : std::optional<UserRecord>();
}

std::string stamp_of(const UserRecord& user) { return http::hex(http::sha256(user.hash)); }

}  // namespace throughgate::console
