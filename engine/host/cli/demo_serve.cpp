// SPDX-License-Identifier: MIT
// `throughgate demo --serve`: the caseload, played for some weeks, in the console of a server that
// only this machine reaches. Store, users and tokens are temporary; passwords are new each time.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "host/cli/demo.hpp"
#include "host/cli/demo_logins.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/serving.hpp"
#include "host/cli/session.hpp"
#include "host/console/user_file.hpp"
#include "host/http/token_file.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

struct Opened {
    std::vector<DemoLogin> logins;
    std::vector<std::string> passwords;  // of the logins, in their order
    std::string token;
};

/// A demo's logins are on the screen: nobody but who sits before it shall reach them.
Status check_listening(const Arguments& arguments, const http::ListenOptions& listen) {
    if (listen.address != "127.0.0.1" && listen.address != "::1" && listen.address != "localhost")
        return Error{ErrorKind::invalid,
                     "a demo is for this machine alone: listen on 127.0.0.1, with any port",
                     "--listen"};
    if (arguments.store != Arguments{}.store)
        return Error{ErrorKind::invalid, "--serve plays into a temporary store; leave --store out",
                     "--store"};
    return {};
}

Status write_users(const std::string& path, Instant now, Opened& opened) {
    std::vector<console::UserRecord> users;
    for (const DemoLogin& each : opened.logins) {
        console::UserRecord user;
        user.name = each.user;
        user.person = each.person;
        user.roles = {each.role};
        user.created = now;
        opened.passwords.push_back(console::made_password());
        console::set_password(user, opened.passwords.back());
        users.push_back(std::move(user));
    }
    return console::write_users(path, users);
}

Status write_token(const std::string& path, Instant now, Opened& opened) {
    http::TokenRecord record;
    record.roles = {"operator"};
    record.name = "demo";
    const http::NewToken token = http::make_token(record, now);
    opened.token = token.text;
    return http::write_tokens(path, {token.record});
}

Result<Opened> open_doors(Engine& engine, const Arguments& arguments) {
    const auto directory = read_file(arguments.caseload + "/directory.csv");
    if (!directory.ok()) return directory.error();
    auto logins = choose_logins(engine, *directory);
    if (!logins.ok()) return logins.error();
    Opened opened{std::move(*logins), {}, ""};
    if (auto done = write_users(arguments.users, engine.now(), opened); !done.ok())
        return done.error();
    if (auto done = write_token(arguments.tokens, engine.now(), opened); !done.ok())
        return done.error();
    return opened;
}

json::object as_json(const Opened& opened, const std::string& url, Instant now) {
    json::array logins;
    for (std::size_t i = 0; i < opened.logins.size(); ++i)
        logins.push_back(json::object{{"user", opened.logins[i].user},
                                      {"password", opened.passwords[i]},
                                      {"person", opened.logins[i].person},
                                      {"name", opened.logins[i].name},
                                      {"role", opened.logins[i].role}});
    return {{"url", url},
            {"token", opened.token},
            {"now", format_instant(now)},
            {"logins", std::move(logins)}};
}

void announce(const Opened& opened, const std::string& url, Instant now, const Console& console) {
    if (console.json()) return console.value(as_json(opened, url, now));
    console.line("listening on " + url);
    console.line("token " + opened.token);
    console.line("");
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < opened.logins.size(); ++i) {
        const DemoLogin& each = opened.logins[i];
        rows.push_back({each.user, opened.passwords[i], each.name + " (" + each.person + ")"});
    }
    console.table({"sign in as", "with password", "who that is"}, rows);
    console.line("");
    console.line("It is " + console.when(now) + " there. To move the clock on by a day:");
    console.line("curl -X PUT " + url + "/api/v1/demo/clock -H 'Authorization: Bearer " +
                 opened.token + "' -H 'Content-Type: application/json' -d '{\"now\": \"" +
                 format_instant(now + std::chrono::days{1}) + "\"}'");
    console.line("Ctrl-C ends it, and all of it is gone.");
}

}  // namespace

int serve_played(Arguments arguments, const Console& console) {
    const auto listen = http::read_listen(arguments.listen);
    if (!listen.ok()) return console.fail(listen.error());
    if (auto fits = check_listening(arguments, *listen); !fits.ok())
        return console.fail(fits.error());
    const ScratchFolder folder;
    arguments.store = folder.path() + "/demo.db";
    arguments.tokens = folder.path() + "/demo.tokens";
    arguments.users = console::user_file_of(arguments.store);
    auto played = play_demo(arguments, console);
    if (!played.ok()) return console.fail(played.error());
    Engine& engine = *played->engine;
    const auto opened = open_doors(engine, arguments);
    if (!opened.ok()) return console.fail(opened.error());
    http::ServeOptions serving = options_of(arguments, *listen);
    serving.runs = http::EngineRuns::when_asked;
    return serve_until_stopped(engine, std::move(serving), console, [&](const std::string& url) {
        announce(*opened, url, engine.now(), console);
    });
}

}  // namespace throughgate::cli
