// SPDX-License-Identifier: MIT
// What is typed about the console and who may sign in to it.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {
namespace {

constexpr const char* users_help = "File of the console's users (default: beside the store)";

}  // namespace

void console_option(CLI::App& serve, Arguments& a) {
    serve.add_flag("--no-console", a.no_console, "The HTTP API alone, without pages for people");
    serve.add_option("--users", a.users, users_help);
    serve.add_option("--sign-in", a.sign_in,
                     "Settings of an identity provider to sign in with, a JSON file");
    serve.add_option(
        "--trusted-proxy", a.trusted_proxies,
        "Address or range of a proxy, like 10.1.0.0/16, whose X-Forwarded-For says who "
        "asks; may be repeated (this machine always is one)");
    serve.add_option("--address", a.address,
                     "Address of the console as people reach it; links in notices begin with it");
}

void user_commands(CLI::App& app, Arguments& a) {
    CLI::App* user = app.add_subcommand("user", "Who may sign in to the console");
    user->require_subcommand(1);
    user->add_option("--users", a.users, users_help);
    const auto named = [&](const char* verb, const char* help) {
        CLI::App* command = add(*user, a, {"user", verb}, help);
        command->add_option("name", a.files, "User name")->required()->expected(1);
        return command;
    };
    const auto password = [&](CLI::App& command) {
        command.add_option("--password-from", a.password_from,
                           "File whose first line is the password; - reads standard input "
                           "(default: one is made and shown this once)");
    };
    CLI::App* adds = named("add", "A new user");
    adds->add_option("--actor", a.actor, "Staff id of the directory")->required();
    adds->add_option("--role", a.roles, "reader, caseworker or operator; may be repeated");
    password(*adds);
    add(*user, a, {"user", "list"}, "Users, without their passwords");
    named("disable", "Out within a second, and not in again");
    named("enable", "May sign in again");
    password(*named("password", "A new password; whoever is signed in with the old one is out"));
}

}  // namespace throughgate::cli
