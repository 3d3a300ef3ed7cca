// SPDX-License-Identifier: MIT
#include "host/console/sessions.hpp"

#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t id_bytes = 32;

}  // namespace

void Sessions::make_room(const std::string& user) {
    const Moment now = now_();
    std::erase_if(entries_, [&](const auto& each) {
        return now - each.second.used >= limits::idle ||
               now - each.second.began >= limits::lifetime;
    });
    const auto drop_oldest = [&](auto&& counts, std::size_t most) {
        auto oldest = entries_.end();
        std::size_t count = 0;
        for (auto each = entries_.begin(); each != entries_.end(); ++each) {
            if (!counts(each->second)) continue;
            ++count;
            if (oldest == entries_.end() || each->second.used < oldest->second.used) oldest = each;
        }
        if (count >= most) entries_.erase(oldest);
    };
    drop_oldest([&](const Entry& each) { return each.session.user == user; },
                limits::sessions_of_user);
    drop_oldest([](const Entry&) { return true; }, limits::sessions);
}

std::string Sessions::begin(Session session) {
    std::string id = http::base64url(http::random_bytes(id_bytes));
    session.csrf = http::base64url(http::random_bytes(id_bytes));
    const std::lock_guard lock(mutex_);
    make_room(session.user);
    const Moment now = now_();
    entries_[http::sha256(id)] = {std::move(session), now, now};
    return id;
}

std::optional<Session> Sessions::find(const std::string& id, bool aside) {
    if (id.empty()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(http::sha256(id));
    if (found == entries_.end()) return std::nullopt;
    Entry& entry = found->second;
    const Moment now = now_();
    if (now - entry.used >= limits::idle || now - entry.began >= limits::lifetime) {
        entries_.erase(found);
        return std::nullopt;
    }
    if (!aside) entry.used = now;
    return entry.session;
}

void Sessions::say(const std::string& id, std::string text) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(http::sha256(id));
    if (found != entries_.end()) found->second.session.said = std::move(text);
}

void Sessions::end(const std::string& id) {
    const std::lock_guard lock(mutex_);
    entries_.erase(http::sha256(id));
}

void Sessions::end_all_of(const std::string& user) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& each) { return each.second.session.user == user; });
}

std::size_t Sessions::count() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace throughgate::console
