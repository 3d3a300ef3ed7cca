// SPDX-License-Identifier: MIT
#include "host/http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <vector>

#include "host/http/connection.hpp"
#include "host/http/limits.hpp"

namespace throughgate::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

class Server::Parts {
public:
    Parts(Application& application, const TrustedProxies& proxies)
        : roster{application, proxies, {}, false} {}

    /// Asks again and again, however short a moment the work takes.
    struct Repeated {
        std::chrono::milliseconds interval;
        std::function<void()> work;
        asio::steady_timer timer;
    };

    ErrorCode open(const tcp::endpoint& endpoint);
    void accept();
    void take(tcp::socket socket);
    void rest();
    void repeat(Repeated& task);
    void sweep();
    void drain();

    Roster roster;  // before the context, whose handlers own the connections
    asio::io_context context{1};
    tcp::acceptor acceptor{context};
    asio::signal_set signals{context};
    asio::steady_timer pause{context};
    std::vector<std::unique_ptr<Repeated>> tasks;
    std::vector<std::function<void()>> stopping;
    Connection::Steady last_moment{};
};

ErrorCode Server::Parts::open(const tcp::endpoint& endpoint) {
    ErrorCode problem;
    acceptor.open(endpoint.protocol(), problem);
    if (!problem) acceptor.set_option(tcp::acceptor::reuse_address(true), problem);
    if (!problem) acceptor.bind(endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    return problem;
}

void Server::Parts::accept() {
    acceptor.async_accept([this](ErrorCode problem, tcp::socket socket) {
        if (problem == asio::error::operation_aborted || roster.draining) return;
        if (problem) return rest();
        take(std::move(socket));
        accept();
    });
}

void Server::Parts::take(tcp::socket socket) {
    const bool full = roster.open.size() >= limits::connections;
    const auto connection = std::make_shared<Connection>(std::move(socket), roster);
    if (full)
        connection->refuse();
    else
        connection->start();
}

/// Out of descriptors, most likely: others end meanwhile.
void Server::Parts::rest() {
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](ErrorCode problem) {
        if (!problem && !roster.draining) accept();
    });
}

void Server::Parts::repeat(Repeated& task) {
    task.timer.expires_after(task.interval);
    task.timer.async_wait([this, &task](ErrorCode problem) {
        if (problem) return;
        task.work();
        repeat(task);
    });
}

void Server::Parts::sweep() {
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Connection>> all;
    for (Connection* each : roster.open)
        if (auto alive = each->weak_from_this().lock()) all.push_back(std::move(alive));
    for (const auto& each : all) each->check_time(now);
    if (!roster.draining) return;
    if (now >= last_moment)
        for (const auto& each : all) each->close();
    if (all.empty()) context.stop();
}

void Server::Parts::drain() {
    if (roster.draining) return;
    roster.draining = true;
    last_moment = std::chrono::steady_clock::now() + limits::drain;
    ErrorCode ignored;
    acceptor.close(ignored);
    pause.cancel();
    for (const auto& each : stopping) each();
    std::vector<std::shared_ptr<Connection>> all;
    for (Connection* each : roster.open)
        if (auto alive = each->weak_from_this().lock()) all.push_back(std::move(alive));
    for (const auto& each : all) each->drain();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ListenOptions& options,
                                               Application& application) {
    auto parts = std::make_unique<Parts>(application, options.proxies);
    ErrorCode problem;
    const auto address = asio::ip::make_address(options.address, problem);
    if (problem)
        return ::throughgate::Error{ErrorKind::invalid,
                                    "cannot listen on '" + options.address +
                                        "': give an address like 127.0.0.1 or ::1, and a port",
                                    "--listen"};
    const std::string where = options.address + ":" + std::to_string(options.port);
    if (problem = parts->open({address, options.port}); problem)
        return ::throughgate::Error{
            ErrorKind::unavailable,
            "cannot listen on " + where + ": " + problem.message() + "; choose another --listen",
            where};
    return std::make_unique<Server>(std::move(parts));
}

std::string Server::url() const {
    ErrorCode ignored;
    const auto end = parts_->acceptor.local_endpoint(ignored);
    const std::string host =
        end.address().is_v6() ? "[" + end.address().to_string() + "]" : end.address().to_string();
    return "http://" + host + ":" + std::to_string(end.port());
}

void Server::run() {
    parts_->signals.add(SIGTERM);
    parts_->signals.add(SIGINT);
    parts_->signals.async_wait([this](ErrorCode problem, int) {
        if (!problem) parts_->drain();
    });
    every(std::chrono::milliseconds(200), [this] { parts_->sweep(); });
    parts_->accept();
    parts_->context.run();
}

void Server::stop() {
    post([this] { parts_->drain(); });
}

void Server::post(std::function<void()> work) { asio::post(parts_->context, std::move(work)); }

void Server::every(std::chrono::milliseconds interval, std::function<void()> work) {
    parts_->tasks.push_back(std::make_unique<Parts::Repeated>(
        Parts::Repeated{interval, std::move(work), asio::steady_timer(parts_->context)}));
    parts_->repeat(*parts_->tasks.back());
}

void Server::when_stopping(std::function<void()> work) {
    parts_->stopping.push_back(std::move(work));
}

}  // namespace throughgate::http
