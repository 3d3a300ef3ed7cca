// SPDX-License-Identifier: MIT
#include "host/http/authenticator.hpp"

#include <algorithm>

#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::http {
namespace {

using std::chrono::steady_clock;

constexpr unsigned most_failures = 10;  ///< a minute
constexpr std::size_t most_waiting = 2000;

Problem no_token() {
    return {"no-token",
            "send `Authorization: Bearer TOKEN`; `throughgate token create` makes one",
            "",
            {},
            0};
}

Problem bad_token() {
    return {"bad-token", "the token is not known here, or was revoked; make a new one", "", {}, 0};
}

Problem too_many() {
    return {
        "too-many-requests", "too many wrong secrets for this token; wait a minute", "", {}, 60};
}

/// What stands behind "Bearer ", in whatever case that word is.
std::string_view bearer(std::string_view field) {
    constexpr std::string_view scheme = "bearer ";
    if (field.size() <= scheme.size()) return {};
    const bool same = std::equal(scheme.begin(), scheme.end(), field.begin(), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
    return same ? field.substr(scheme.size()) : std::string_view{};
}

Instant wall_clock() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

void Authenticator::authenticate(const Headers& headers, Done done) {
    const std::string_view token = bearer(headers.authorization);
    if (token.empty()) return done(no_token());
    const auto parts = split_token(token);
    if (!parts && others_ != nullptr) return others_->authenticate(token, std::move(done));
    if (!parts) return done(bad_token());
    const std::string id(parts->id);
    std::string digest = sha256(parts->secret);
    bool undecided = false;
    std::variant<Principal, Problem> answer;
    {
        const std::lock_guard lock(mutex_);
        read_again_if_changed();
        answer = known(id, digest, undecided);
    }
    if (!undecided) return done(std::move(answer));
    try_secret(id, std::move(digest), std::string(parts->secret), std::move(done));
}

std::variant<Principal, Problem> Authenticator::known(const std::string& id,
                                                      const std::string& digest, bool& undecided) {
    if (!unreadable_.empty()) return Problem{"unavailable", unreadable_, "tokens", {}, 5};
    const auto found = entries_.find(id);
    if (found == entries_.end()) return bad_token();
    Entry& entry = found->second;
    const bool verified = same_bytes(entry.verified, digest);
    if (!verified && entry.failures >= most_failures) {
        if (steady_clock::now() - entry.failing_since < std::chrono::minutes(1)) return too_many();
        entry.failures = 0;
    }
    undecided = !verified;
    if (verified && entry.record.expires && *entry.record.expires <= wall_clock())
        return Problem{
            "expired-token",
            "it expired on " + format_instant(*entry.record.expires) + "; make a new one",
            "",
            {},
            0};
    return principal_of(entry.record);
}

void Authenticator::try_secret(const std::string& id, std::string digest, std::string secret,
                               Done done) {
    std::unique_lock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) {
        lock.unlock();
        return done(bad_token());
    }
    std::vector<Done>& waiting = found->second.waiting[digest];
    const bool under_way = !waiting.empty();
    const bool full = waiting.size() >= most_waiting ||
                      (!under_way && found->second.waiting.size() > most_failures);
    if (!full) waiting.push_back(std::move(done));
    const TokenRecord record = found->second.record;
    if (!under_way && full) found->second.waiting.erase(digest);
    lock.unlock();
    if (full) return done(too_many());
    if (under_way) return;
    const bool posted = workers_.post(
        [this, id, digest, record, secret] { tried(id, digest, opens(record, secret)); });
    if (!posted) tried(id, digest, false);
}

void Authenticator::tried(const std::string& id, const std::string& digest, bool opened) {
    std::vector<Done> waiting;
    std::variant<Principal, Problem> answer = bad_token();
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(id);
        if (found == entries_.end()) return;
        Entry& entry = found->second;
        waiting = std::move(entry.waiting[digest]);
        entry.waiting.erase(digest);
        bool undecided = false;
        if (opened) {
            entry.verified = digest;
            answer = known(id, digest, undecided);
        } else if (entry.failures++ == 0) {
            entry.failing_since = steady_clock::now();
        }
    }
    for (const Done& done : waiting) done(answer);
}

void Authenticator::read_again_if_changed() {
    const Steady now = steady_clock::now();
    if (now - looked_ < std::chrono::seconds(1) && looked_ != Steady{}) return;
    looked_ = now;
    const auto changed = mark_of_file(path_);
    if (changed == file_changed_) return;
    auto records = read_tokens(path_);
    unreadable_ = records.ok() ? "" : records.error().message;
    if (!records.ok()) return;
    file_changed_ = changed;
    take_over(std::move(*records));
}

/// Tokens that are gone lose their waiting callers to a refusal when their trial ends.
void Authenticator::take_over(std::vector<TokenRecord> records) {
    std::map<std::string, Entry> entries;
    for (TokenRecord& record : records) {
        Entry entry;
        const auto before = entries_.find(record.id);
        if (before != entries_.end() && before->second.record.hash == record.hash)
            entry = std::move(before->second);
        entry.record = std::move(record);
        entries.emplace(entry.record.id, std::move(entry));
    }
    // Callers of a token that was revoked in this very moment are answered as unknown.
    for (auto& [id, entry] : entries_)
        for (auto& [digest, waiting] : entry.waiting)
            for (const Done& done : waiting) done(bad_token());
    entries_ = std::move(entries);
}

}  // namespace throughgate::http
