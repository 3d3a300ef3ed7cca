// SPDX-License-Identifier: MIT
// `throughgate user`: who may sign in to the console. A password that is made is shown once.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <fstream>
#include <iostream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/console/user_file.hpp"
#include "host/http/principal.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;
using console::UserRecord;

std::string path_of(const Arguments& arguments) {
    return arguments.users.empty() ? console::user_file_of(arguments.store) : arguments.users;
}

Status check_roles(const Arguments& arguments) {
    for (const std::string& role : arguments.roles)
        if (!http::is_api_role(role))
            return Error{ErrorKind::invalid,
                         "there is no role '" + role + "'; known: reader, caseworker, operator",
                         "--role"};
    return {};
}

/// A person who is not in the directory could see nothing; better said now.
Status check_person(const Arguments& arguments, const Console& out) {
    auto session = Session::open(arguments, out, false);
    if (!session.ok()) return session.error();
    const auto worklist = (*session)->engine().worklist(arguments.actor);
    const bool unknown = !worklist.ok() && worklist.error().kind == ErrorKind::not_found;
    return unknown ? Status{worklist.error()} : Status{};
}

Result<std::string> name_of(const Arguments& arguments) {
    const std::string& typed = arguments.files.front();
    if (auto name = console::user_name(typed)) return *name;
    return Error{ErrorKind::invalid,
                 "'" + typed + "' cannot be a user name; take letters, digits and . _ - @", typed};
}

Result<std::string> first_line_of(const std::string& path) {
    std::string line;
    std::ifstream file;
    if (path != "-") file.open(path);
    if (!std::getline(path == "-" ? std::cin : file, line))
        return Error{ErrorKind::invalid, "there is no first line to be read in " + path, path};
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

struct Password {
    std::string text;
    bool made = false;
};

Result<Password> password_of(const Arguments& arguments, const std::string& name) {
    if (arguments.password_from.empty()) return Password{console::made_password(), true};
    auto given = first_line_of(arguments.password_from);
    if (!given.ok()) return given.error();
    if (std::string fault = console::fault_of_password(*given, name); !fault.empty())
        return Error{ErrorKind::invalid, std::move(fault), "--password-from"};
    return Password{std::move(*given), false};
}

void show(const Console& out, const std::string& name, const Password& password) {
    if (password.made) out.say("the password of " + name + "; it is shown this once:");
    if (out.json())
        out.value(json::object{
            {"name", name},
            {"password", password.made ? json::value(password.text) : json::value(nullptr)}});
    else
        out.line(password.made ? password.text : "user " + name + " may sign in");
}

int add(const Arguments& arguments, const Console& out) {
    const auto name = name_of(arguments);
    if (!name.ok()) return out.fail(name.error());
    if (auto roles = check_roles(arguments); !roles.ok()) return out.fail(roles.error());
    if (auto person = check_person(arguments, out); !person.ok()) return out.fail(person.error());
    auto users = console::read_users(path_of(arguments));
    if (!users.ok()) return out.fail(users.error());
    if (console::find_user(*users, *name) != nullptr)
        return out.fail({ErrorKind::conflict,
                         "there is a user '" + *name +
                             "' already; `throughgate user password` gives a new password",
                         *name});
    const auto password = password_of(arguments, *name);
    if (!password.ok()) return out.fail(password.error());
    UserRecord user;
    user.name = *name;
    user.person = arguments.actor;
    user.roles = arguments.roles;
    if (user.roles.empty()) user.roles = {"caseworker"};
    user.made_by = principal();
    user.created = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    console::set_password(user, password->text);
    users->push_back(std::move(user));
    if (auto written = console::write_users(path_of(arguments), *users); !written.ok())
        return out.fail(written.error());
    show(out, *name, *password);
    return exit_clean;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string text;
    for (const std::string& each : texts) text += (text.empty() ? "" : ",") + each;
    return text.empty() ? "-" : text;
}

int list(const Arguments& arguments, const Console& out) {
    const auto users = console::read_users(path_of(arguments));
    if (!users.ok()) return out.fail(users.error());
    std::vector<std::vector<std::string>> rows;
    json::array all;
    for (const UserRecord& each : *users) {
        rows.push_back({each.name, each.person, joined(each.roles), each.disabled ? "no" : "yes"});
        all.push_back(json::object{{"name", each.name},
                                   {"person", each.person},
                                   {"roles", json::array(each.roles.begin(), each.roles.end())},
                                   {"disabled", each.disabled},
                                   {"created", format_instant(each.created)}});
    }
    if (out.json())
        out.value(all);
    else
        out.table({"user", "person", "roles", "may sign in"}, rows);
    return exit_clean;
}

/// Changes one user of the file; `change` says what happened.
int change(const Arguments& arguments, const Console& out,
           const std::function<std::string(UserRecord&)>& change) {
    const auto name = name_of(arguments);
    if (!name.ok()) return out.fail(name.error());
    auto users = console::read_users(path_of(arguments));
    if (!users.ok()) return out.fail(users.error());
    UserRecord* user = console::find_user(*users, *name);
    if (user == nullptr)
        return out.fail({ErrorKind::not_found,
                         "there is no user '" + *name + "'; `throughgate user list` shows them",
                         *name});
    const std::string what = change(*user);
    if (auto written = console::write_users(path_of(arguments), *users); !written.ok())
        return out.fail(written.error());
    if (!what.empty()) out.line(what);
    return exit_clean;
}

int set_disabled(const Arguments& arguments, const Console& out, bool disabled) {
    return change(arguments, out, [&](UserRecord& user) {
        user.disabled = disabled;
        return "user " + user.name + (disabled ? " is out and cannot sign in" : " may sign in");
    });
}

int new_password(const Arguments& arguments, const Console& out) {
    const auto name = name_of(arguments);
    if (!name.ok()) return out.fail(name.error());
    const auto password = password_of(arguments, *name);
    if (!password.ok()) return out.fail(password.error());
    const int code = change(arguments, out, [&](UserRecord& user) {
        console::set_password(user, password->text);
        user.made_by = principal();
        return std::string();
    });
    if (code == exit_clean) show(out, *name, *password);
    return code;
}

}  // namespace

int run_user(const Arguments& arguments, const Console& out) {
    const std::string& verb = arguments.command.back();
    if (verb == "add") return add(arguments, out);
    if (verb == "list") return list(arguments, out);
    if (verb == "password") return new_password(arguments, out);
    return set_disabled(arguments, out, verb == "disable");
}

}  // namespace throughgate::cli
