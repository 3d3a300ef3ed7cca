// SPDX-License-Identifier: MIT
#include "host/console/user_file.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::console {
namespace {

namespace json = boost::json;

constexpr const char* what = "the file of users";

json::object to_json(const UserRecord& user) {
    return {{"name", user.name},
            {"person", user.person},
            {"roles", json::array(user.roles.begin(), user.roles.end())},
            {"created", format_instant(user.created)},
            {"disabled", user.disabled},
            {"made_by", user.made_by},
            {"salt", http::hex(user.salt)},
            {"scrypt", http::hex(user.hash)}};
}

std::string text_of(const json::object& object, std::string_view name) {
    return std::string(object.at(name).as_string());
}

/// Throws when something is missing or of another type.
UserRecord from_json(const json::object& object) {
    UserRecord user;
    user.name = text_of(object, "name");
    user.person = text_of(object, "person");
    for (const json::value& role : object.at("roles").as_array())
        user.roles.emplace_back(role.as_string());
    user.created = parse_instant(text_of(object, "created")).value();
    user.disabled = object.at("disabled").as_bool();
    if (object.contains("made_by")) user.made_by = text_of(object, "made_by");
    user.salt = http::from_hex(text_of(object, "salt")).value();
    user.hash = http::from_hex(text_of(object, "scrypt")).value();
    return user;
}

bool is_of_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '@';
}

}  // namespace

std::string user_file_of(const std::string& store_path) { return store_path + ".users"; }

Result<std::vector<UserRecord>> read_users(const std::string& path) {
    std::vector<UserRecord> users;
    const auto text = http::read_private_file(path, what);
    if (!text.ok()) return text.error();
    if (text->empty()) return users;
    try {
        const json::value whole = json::parse(*text);
        for (const json::value& each : whole.as_object().at("users").as_array())
            users.push_back(from_json(each.as_object()));
    } catch (const std::exception&) {
        return Error{ErrorKind::invalid,
                     std::string(what) + " " + path +
                         " cannot be used: it was not written by `throughgate user`; put a copy "
                         "back or make the users again",
                     path};
    }
    return users;
}

Status write_users(const std::string& path, const std::vector<UserRecord>& users) {
    json::array all;
    for (const UserRecord& user : users) all.push_back(to_json(user));
    return http::write_private_file(
        path, json::serialize(json::object{{"users", std::move(all)}}) + "\n", what);
}

UserRecord* find_user(std::vector<UserRecord>& users, std::string_view name) {
    const auto found = std::find_if(users.begin(), users.end(),
                                    [&](const UserRecord& each) { return each.name == name; });
    return found == users.end() ? nullptr : &*found;
}

std::optional<std::string> user_name(std::string_view typed) {
    std::string name(typed);
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool fine =
        !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), is_of_a_name);
    return fine ? std::optional(std::move(name)) : std::nullopt;
}

std::string fault_of_password(std::string_view password, std::string_view name) {
    if (password.size() < limits::password_letters)
        return "a password has at least " + std::to_string(limits::password_letters) +
               " characters; three words that do not belong together are a good one";
    if (password.size() > limits::password_bytes)
        return "a password has at most " + std::to_string(limits::password_bytes) + " bytes";
    if (password == name) return "the password is the user name; take another";
    return "";
}

std::string made_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789z";
    std::string password;
    for (const char byte : http::random_bytes(20)) {
        if (password.size() % 5 == 4) password += '-';
        password += letters[static_cast<unsigned char>(byte) % letters.size()];
    }
    return password;
}

void set_password(UserRecord& user, std::string_view password) {
    user.salt = http::random_bytes(16);
    user.hash = http::scrypt(password, user.salt);
}

bool opens(const UserRecord& user, std::string_view password) {
    return http::same_bytes(http::scrypt(password, user.salt), user.hash);
}

http::Principal principal_of(const UserRecord& user) {
    return {"console:" + user.name, user.person, user.roles, {}, {}, {}, user.made_by};
}

}  // namespace throughgate::console
