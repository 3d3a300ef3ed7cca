// SPDX-License-Identifier: MIT
// Connection: one client's socket: reads a request, hands it on, writes the answer, again.
// Lives on the server's one I/O thread; an answer may come from any. Brings Beast: include it only
// where the server is.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "host/http/message.hpp"
#include "host/http/trusted_proxies.hpp"

namespace throughgate::http {

class Connection;

/// What the connections of a server share.
struct Roster {
    Application& application;
    TrustedProxies proxies;
    std::unordered_set<Connection*> open;
    bool draining = false;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Steady = std::chrono::steady_clock::time_point;

    Connection(boost::asio::ip::tcp::socket socket, Roster& roster);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    /// One too many: answers 503 and closes.
    void refuse();
    /// Ends what took longer than its limit.
    void check_time(Steady now);
    /// No further request; a stream is told its end.
    void drain();
    void close();

private:
    enum class Phase { idle, head, body, handling, writing, streaming, parting, closed };
    using Error = boost::system::error_code;

    void enter(Phase phase, std::chrono::seconds limit);
    void wait_for_request();
    void read_head();
    void on_head(Error error);
    void on_broken(Error error);
    bool body_is_too_large();
    void read_body();
    void say_continue();
    void hand_over();
    void answer(std::size_t number, Response response);
    void break_off(unsigned status, std::string_view code);
    void write(Response response, bool keep);
    void on_written(Error error);
    void part();
    void begin_stream(Response response);
    void pump();
    void write_piece(std::string text, bool last);
    void watch_for_end();

    boost::asio::ip::tcp::socket socket_;
    Roster& roster_;
    std::string peer_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    std::shared_ptr<void> outgoing_;  ///< what is being written
    std::shared_ptr<EventStream> stream_;
    Allowance allowance_;  ///< of the request under way
    Phase phase_ = Phase::idle;
    Steady deadline_{};
    Steady spoke_{};          ///< when the stream last said something
    std::size_t number_ = 0;  ///< of the request under way
    bool timed_out_ = false;
    bool head_only_ = false;
    bool keep_ = false;
    bool chunked_ = false;
};

}  // namespace throughgate::http
