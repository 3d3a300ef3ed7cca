// SPDX-License-Identifier: MIT
// The console over a staged store, in this process and without a socket; everybody of the staged
// directory is a user and signed in.
#pragma once

#include <map>
#include <string>

#include "access/http_door.hpp"
#include "access/stage.hpp"
#include "host/console/console.hpp"

namespace throughgate::testing {

class ConsoleDoor {
public:
    /// `role` of every user: reader, caseworker or operator; `people`: their staff ids.
    explicit ConsoleDoor(Engine& engine, const std::string& role = "caseworker",
                         const std::vector<std::string>& people = staff());
    ~ConsoleDoor();

    HttpAnswer get(const std::string& person, const std::string& target);
    /// With the token of the person's session.
    HttpAnswer post(const std::string& person, const std::string& target, const std::string& form);
    HttpAnswer ask(http::Request request);
    [[nodiscard]] std::string cookie_of(const std::string& person) const;
    [[nodiscard]] const std::vector<console::Page>& pages() const { return console_->pages(); }
    std::string log();

private:
    TemporaryFolder folder_;
    int log_file_;
    http::Workers workers_{1};
    http::Metrics metrics_;
    http::JsonLog log_;
    http::ChangeHub hub_;
    http::Authenticator authenticator_;
    http::Services services_;
    http::Api api_;
    std::unique_ptr<console::Console> console_;
    std::map<std::string, std::string> sessions_;  ///< by person
};

}  // namespace throughgate::testing
