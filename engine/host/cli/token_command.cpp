// SPDX-License-Identifier: MIT
// `throughgate token`: who may call the HTTP API. A token is shown once; the file keeps its hash.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <chrono>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/http/token_file.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

Instant wall_clock() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

std::string path_of(const Arguments& arguments) {
    return arguments.tokens.empty() ? http::token_file_of(arguments.store) : arguments.tokens;
}

/// "90" days from now; empty: never.
Result<std::optional<Instant>> expiry_of(const Arguments& arguments) {
    const std::string& text = arguments.days_valid;
    if (text.empty()) return std::optional<Instant>();
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error == std::errc() && end == text.data() + text.size() && days >= 0 && days <= 3660)
        return std::optional<Instant>(wall_clock() + std::chrono::days(days));
    return Error{ErrorKind::invalid, "--days wants a number of days up to 3660", "--days"};
}

Status check_roles(const Arguments& arguments) {
    if (arguments.roles.empty())
        return Error{ErrorKind::invalid,
                     "say what the token may do: --role reader, caseworker or operator", "--role"};
    for (const std::string& role : arguments.roles)
        if (!http::is_api_role(role))
            return Error{ErrorKind::invalid,
                         "there is no role '" + role + "'; known: reader, caseworker, operator",
                         "--role"};
    return {};
}

/// A person who is not in the directory could do nothing; better said now.
Status check_person(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return session.error();
    if (arguments.actor.empty()) return {};
    const auto worklist = (*session)->engine().worklist(arguments.actor);
    const bool unknown = !worklist.ok() && worklist.error().kind == ErrorKind::not_found;
    return unknown ? Status{worklist.error()} : Status{};
}

int create(const Arguments& arguments, const Console& console) {
    if (auto roles = check_roles(arguments); !roles.ok()) return console.fail(roles.error());
    const auto expires = expiry_of(arguments);
    if (!expires.ok()) return console.fail(expires.error());
    if (auto person = check_person(arguments, console); !person.ok())
        return console.fail(person.error());
    auto records = http::read_tokens(path_of(arguments));
    if (!records.ok()) return console.fail(records.error());
    http::TokenRecord wanted;
    wanted.person = arguments.actor;
    wanted.roles = arguments.roles;
    wanted.labels = arguments.labels;
    wanted.name = arguments.name;
    wanted.made_by = principal();
    wanted.expires = *expires;
    http::NewToken made = http::make_token(std::move(wanted), wall_clock());
    const std::string id = made.record.id;
    records->push_back(std::move(made.record));
    if (auto written = http::write_tokens(path_of(arguments), *records); !written.ok())
        return console.fail(written.error());
    console.say("token " + id + "; it is shown this once:");
    if (console.json())
        console.value(json::object{{"id", id}, {"token", made.text}});
    else
        console.line(made.text);
    return exit_clean;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string text;
    for (const std::string& each : texts) text += (text.empty() ? "" : ",") + each;
    return text.empty() ? "-" : text;
}

int list(const Arguments& arguments, const Console& console) {
    const auto records = http::read_tokens(path_of(arguments));
    if (!records.ok()) return console.fail(records.error());
    std::vector<std::vector<std::string>> rows;
    json::array all;
    for (const http::TokenRecord& each : *records) {
        rows.push_back({each.id, each.name, each.person.empty() ? "-" : each.person,
                        joined(each.roles), joined(each.labels),
                        each.expires ? format_instant(*each.expires) : "never"});
        all.push_back(json::object{
            {"id", each.id},
            {"name", each.name},
            {"person", each.person},
            {"roles", json::array(each.roles.begin(), each.roles.end())},
            {"labels", json::array(each.labels.begin(), each.labels.end())},
            {"expires", each.expires ? json::value(format_instant(*each.expires)) : nullptr}});
    }
    if (console.json())
        console.value(all);
    else
        console.table({"token", "name", "acts as", "roles", "labels", "expires"}, rows);
    return exit_clean;
}

int revoke(const Arguments& arguments, const Console& console) {
    const std::string& id = arguments.files.front();
    auto records = http::read_tokens(path_of(arguments));
    if (!records.ok()) return console.fail(records.error());
    const auto gone =
        std::erase_if(*records, [&](const http::TokenRecord& each) { return each.id == id; });
    if (gone == 0)
        return console.fail({ErrorKind::not_found,
                             "there is no token '" + id + "'; `throughgate token list` shows them",
                             id});
    if (auto written = http::write_tokens(path_of(arguments), *records); !written.ok())
        return console.fail(written.error());
    console.line("token " + id + " is refused from now on");
    return exit_clean;
}

}  // namespace

int run_token(const Arguments& arguments, const Console& console) {
    const std::string& verb = arguments.command.back();
    if (verb == "create") return create(arguments, console);
    return verb == "list" ? list(arguments, console) : revoke(arguments, console);
}

}  // namespace throughgate::cli
