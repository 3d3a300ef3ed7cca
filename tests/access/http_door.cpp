// SPDX-License-Identifier: MIT
#include "access/http_door.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <sstream>
#include <stdexcept>

#include "host/http/event_stream.hpp"
#include "host/http/token_file.hpp"

namespace throughgate::testing {
namespace {

int new_file(const std::string& path) {
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

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

}  // namespace

HttpDoor::HttpDoor(Engine& engine)
    : log_file_(new_file(folder_ / "log")),
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
      routes_(http::all_routes(services_)),
      api_(routes_, authenticator_, workers_, metrics_, log_) {}

HttpDoor::~HttpDoor() {
    hub_.stop();
    workers_.stop();
    log_.flush();
    ::close(log_file_);
}

std::string HttpDoor::token(const std::string& role, const std::string& person,
                            const std::vector<std::string>& labels) {
    http::TokenRecord wanted;
    wanted.person = person;
    wanted.roles = {role};
    wanted.labels = labels;
    auto made = http::make_token(wanted, Instant{});
    auto records = http::read_tokens(folder_ / "tokens").value();
    records.push_back(made.record);
    if (!http::write_tokens(folder_ / "tokens", records).ok())
        throw std::runtime_error("no file of tokens");
    return made.text;
}

HttpAnswer HttpDoor::ask(const HttpCaller& caller, const std::string& method,
                         const std::string& target, const std::string& body,
                         const std::string& type) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.body = body;
    request.peer = "127.0.0.1";
    if (!caller.token.empty()) request.headers.authorization = "Bearer " + caller.token;
    request.headers.person = caller.person;
    request.headers.rights = caller.rights;
    request.headers.purpose = caller.purpose;
    if (!body.empty()) request.headers.content_type = type;
    request.headers.idempotency_key = "asked-" + std::to_string(++keys_);
    std::promise<HttpAnswer> answered;
    api_.handle(std::move(request), [&answered](const http::Response& response) {
        answered.set_value(answer_of(response));
    });
    return answered.get_future().get();
}

std::string HttpDoor::log() {
    log_.flush();
    std::ifstream file(folder_ / "log");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace throughgate::testing
