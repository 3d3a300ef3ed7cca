// SPDX-License-Identifier: MIT
// UserFile: who may sign in to the console, passwords hashed with scrypt, in one JSON file that
// only its owner reads. A user is a member of staff: what they may see follows from the directory.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/principal.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::console {

struct UserRecord {
    std::string name;    ///< what they type; small letters, digits, . _ - @
    std::string person;  ///< staff id
    std::vector<std::string> roles;
    Instant created{};
    bool disabled = false;
    std::string made_by;  ///< "os:jbloggs": who gave out the password; empty: not known
    std::string salt;     ///< bytes
    std::string hash;     ///< bytes: scrypt of the password
};

/// The file beside a store that holds its users.
std::string user_file_of(const std::string& store_path);

/// Empty when there is no file yet. invalid: somebody broke it, or others may read it.
Result<std::vector<UserRecord>> read_users(const std::string& path);
/// Replaces the file as a whole, or leaves it as it was.
Status write_users(const std::string& path, const std::vector<UserRecord>& users);

/// nullptr: nobody of that name.
UserRecord* find_user(std::vector<UserRecord>& users, std::string_view name);
/// As it is kept: small letters; nullopt: not a name that a user can have.
std::optional<std::string> user_name(std::string_view typed);
/// Why a password cannot be taken, as a sentence, or "".
std::string fault_of_password(std::string_view password, std::string_view name);
/// Random: twenty letters and digits that are not taken for each other, in fours.
std::string made_password();
void set_password(UserRecord& user, std::string_view password);
bool opens(const UserRecord& user, std::string_view password);
http::Principal principal_of(const UserRecord& user);

}  // namespace throughgate::console
