// SPDX-License-Identifier: MIT
#include "access/console_door.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <sstream>
#include <stdexcept>

#include "access/stage.hpp"
#include "host/http/event_stream.hpp"

namespace throughgate::testing {
namespace {

HttpAnswer answer_of(const http::Response& response) {
    HttpAnswer answer{response.status, response.body, ""};
    if (response.stream) {
        answer.body += response.stream->take([] {}).text;
        response.stream->close();
    }
    for (const auto& [name, value] : response.headers)
        answer.whole.append(name).append(": ").append(value).append("\n");
    answer.whole += answer.body;
    return answer;
}

std::string user_of(const std::string& person) {
    std::string name = person;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

/// Signed in without a password, which takes long to hash.
console::UserRecord record_of(const std::string& person, const std::string& role) {
    console::UserRecord user;
    user.name = user_of(person);
    user.person = person;
    user.roles = {role};
    user.salt = "salt";
    user.hash = "hash of " + person;
    return user;
}

}  // namespace

ConsoleDoor::ConsoleDoor(Engine& engine, const std::string& role,
                         const std::vector<std::string>& people)
    : log_file_(::open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)),
      log_(http::Verbosity::everything, log_file_),
      hub_(engine, workers_),
      authenticator_(folder_ / "tokens", workers_),
      services_{engine,
                http::EngineRuns::when_asked,
                folder_ / "store",
                workers_,
                metrics_,
                log_,
                hub_,
                [](const std::function<void()>& work) { work(); }},
      api_(http::all_routes(services_), authenticator_, workers_, metrics_, log_) {
    std::vector<console::UserRecord> users;
    for (const std::string& person : people) users.push_back(record_of(person, role));
    if (!console::write_users(folder_ / "users", users).ok())
        throw std::runtime_error("no file of users");
    console_ = std::make_unique<console::Console>(services_, api_, folder_ / "users",
                                                  [] { return std::chrono::steady_clock::now(); });
    for (const console::UserRecord& user : users) {
        console::Session session;
        session.user = user.name;
        session.stamp = stamp_of(user);
        sessions_[user.person] = console_->sessions().begin(session);
    }
}

ConsoleDoor::~ConsoleDoor() {
    hub_.stop();
    workers_.stop();
    log_.flush();
    ::close(log_file_);
}

std::string ConsoleDoor::cookie_of(const std::string& person) const {
    const auto found = sessions_.find(person);
    return found == sessions_.end() ? std::string()
                                    : std::string(console::session_cookie) + "=" + found->second;
}

HttpAnswer ConsoleDoor::ask(http::Request request) {
    request.peer = "127.0.0.1";
    request.headers.host = "localhost";
    request.headers.accept = "text/html";
    std::promise<HttpAnswer> answered;
    console_->handle(std::move(request), [&answered](const http::Response& response) {
        answered.set_value(answer_of(response));
    });
    return answered.get_future().get();
}

HttpAnswer ConsoleDoor::get(const std::string& person, const std::string& target) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    request.headers.cookie = cookie_of(person);
    return ask(std::move(request));
}

HttpAnswer ConsoleDoor::post(const std::string& person, const std::string& target,
                             const std::string& form) {
    static unsigned keys = 0;
    http::Request request;
    request.method = "POST";
    request.target = target;
    request.headers.cookie = cookie_of(person);
    request.headers.content_type = "application/x-www-form-urlencoded";
    const auto session = console_->sessions().find(sessions_.at(person));
    request.body = form + "&key=k" + std::to_string(++keys) + "&csrf=" + session.value().csrf;
    return ask(std::move(request));
}

std::string ConsoleDoor::log() {
    log_.flush();
    std::ifstream file(folder_ / "log");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace throughgate::testing
