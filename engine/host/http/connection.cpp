// SPDX-License-Identifier: MIT
#include "host/http/connection.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "host/http/event_stream.hpp"
#include "host/http/limits.hpp"
#include "host/http/wire.hpp"

namespace throughgate::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = beast::http;
using std::chrono::steady_clock;

std::string address_of(const asio::ip::tcp::socket& socket) {
    boost::system::error_code problem;
    const auto end = socket.remote_endpoint(problem);
    return problem ? "unknown" : end.address().to_string();
}

struct Breach {
    unsigned status;
    std::string_view code;
};

/// How a request that cannot be read is answered.
Breach breach_of(const boost::system::error_code& error) {
    if (error == wire::error::header_limit || error == wire::error::buffer_overflow)
        return {431, "header-too-large"};
    if (error == wire::error::body_limit) return {413, "too-large"};
    if (error == wire::error::bad_version) return {505, "wrong-version"};
    return {400, "bad-request"};
}

bool is_of_the_protocol(const boost::system::error_code& error) {
    return error.category() == wire::make_error_code(wire::error::bad_method).category() &&
           error != wire::error::end_of_stream && error != wire::error::partial_message;
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, Roster& roster)
    : socket_(std::move(socket)), roster_(roster), peer_(address_of(socket_)) {
    roster_.open.insert(this);
    roster_.application.connections_changed(roster_.open.size());
}

Connection::~Connection() {
    if (stream_) stream_->close();
    roster_.open.erase(this);
    roster_.application.connections_changed(roster_.open.size());
}

void Connection::enter(Phase phase, std::chrono::seconds limit) {
    phase_ = phase;
    deadline_ = steady_clock::now() + limit;
}

void Connection::start() {
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    wait_for_request();
}

void Connection::refuse() { break_off(503, "busy"); }

void Connection::wait_for_request() {
    if (roster_.draining) return close();
    if (buffer_.size() != 0) return read_head();  // the next one is here already
    enter(Phase::idle, limits::idle);
    socket_.async_wait(asio::socket_base::wait_read, [self = shared_from_this()](Error error) {
        if (!error && self->phase_ == Phase::idle) self->read_head();
    });
}

void Connection::read_head() {
    enter(Phase::head, limits::header);
    parser_.emplace();
    parser_->header_limit(limits::header_bytes);
    parser_->body_limit(boost::none);  // known once the head is
    wire::async_read_header(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](Error error, std::size_t) { self->on_head(error); });
}

void Connection::on_broken(Error error) {
    if (timed_out_) return break_off(408, "time-out");
    if (!is_of_the_protocol(error)) return close();
    const Breach breach = breach_of(error);
    break_off(breach.status, breach.code);
}

bool Connection::body_is_too_large() {
    const auto& head = parser_->get();
    allowance_ =
        roster_.application.allowance({head.method_string().data(), head.method_string().size()},
                                      {head.target().data(), head.target().size()});
    const std::size_t limit = allowance_.body_bytes;
    parser_->body_limit(limit);
    const auto announced = parser_->content_length();
    return announced && *announced > limit;
}

void Connection::on_head(Error error) {
    if (phase_ == Phase::closed) return;
    if (error) return on_broken(error);
    head_only_ = parser_->get().method() == wire::verb::head;
    if (parser_->get().version() == 11 && parser_->get()[wire::field::host].empty())
        return break_off(400, "bad-request");
    if (body_is_too_large()) return break_off(413, "too-large");
    if (parser_->is_done()) return hand_over();
    enter(Phase::body, limits::body);
    if (beast::iequals(parser_->get()[wire::field::expect], "100-continue")) return say_continue();
    read_body();
}

void Connection::say_continue() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(go_on.data(), go_on.size()),
                      [self = shared_from_this()](Error error, std::size_t) {
                          if (error) return self->close();
                          self->read_body();
                      });
}

void Connection::read_body() {
    wire::async_read(socket_, buffer_, *parser_,
                     [self = shared_from_this()](Error error, std::size_t) {
                         if (self->phase_ == Phase::closed) return;
                         if (error) return self->on_broken(error);
                         self->hand_over();
                     });
}

void Connection::hand_over() {
    enter(Phase::handling, allowance_.handling);
    const std::size_t number = ++number_;
    Request request = to_request(*parser_, peer_);
    request.peer = roster_.proxies.client_of(peer_, request.headers.forwarded_for);
    roster_.application.handle(
        std::move(request), [self = shared_from_this(), number](Response response) {
            // A local first: the executor must outlive the move of `self` into the handler.
            const auto executor = self->socket_.get_executor();
            asio::dispatch(executor, [self, number, response = std::move(response)]() mutable {
                self->answer(number, std::move(response));
            });
        });
}

void Connection::answer(std::size_t number, Response response) {
    if (phase_ != Phase::handling || number != number_) return;  // it came too late
    if (response.stream && !head_only_) return begin_stream(std::move(response));
    write(std::move(response), parser_->keep_alive() && !roster_.draining);
}

void Connection::break_off(unsigned status, std::string_view code) {
    write(roster_.application.broken(status, code, peer_), false);
}

void Connection::write(Response response, bool keep) {
    enter(Phase::writing, limits::writing);
    keep_ = keep;
    const unsigned version = parser_ ? parser_->get().version() : 11;
    auto text = std::make_shared<std::string>(
        to_wire(response, {.version = version, .keep = keep, .head_only = head_only_}));
    outgoing_ = text;
    asio::async_write(
        socket_, asio::buffer(*text),
        [self = shared_from_this()](Error error, std::size_t) { self->on_written(error); });
}

void Connection::on_written(Error error) {
    outgoing_.reset();
    if (error || phase_ == Phase::closed) return close();
    if (!keep_) return part();
    parser_.reset();
    head_only_ = false;
    wait_for_request();
}

/// Says that nothing follows, and takes what is still on its way: closing over it would make the
/// other end lose the answer.
void Connection::part() {
    enter(Phase::parting, std::chrono::seconds(2));
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    watch_for_end();
}

void Connection::watch_for_end() {
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](Error error, std::size_t) {
                                if (error || self->phase_ == Phase::closed) return self->close();
                                self->watch_for_end();
                            });
}

void Connection::begin_stream(Response response) {
    enter(Phase::streaming, limits::writing);
    stream_ = response.stream;
    chunked_ = parser_->get().version() == 11;
    spoke_ = steady_clock::now();
    if (roster_.draining) stream_->finish();
    const std::string head =
        to_wire(response, {.version = parser_->get().version(), .stream = true});
    watch_for_end();
    auto text = std::make_shared<std::string>(head);
    outgoing_ = text;
    asio::async_write(socket_, asio::buffer(*text),
                      [self = shared_from_this()](Error error, std::size_t) {
                          self->outgoing_.reset();
                          if (error || self->phase_ == Phase::closed) return self->close();
                          self->pump();
                      });
}

void Connection::pump() {
    if (phase_ == Phase::closed) return;
    deadline_ = Steady::max();
    const std::weak_ptr<Connection> weak = weak_from_this();
    const auto executor = socket_.get_executor();
    EventStream::Taken taken = stream_->take([weak, executor] {
        asio::post(executor, [weak] {
            if (const auto self = weak.lock()) self->pump();
        });
    });
    if (!taken.text.empty() || taken.ended) write_piece(std::move(taken.text), taken.ended);
}

void Connection::write_piece(std::string piece, bool last) {
    enter(Phase::streaming, limits::writing);
    spoke_ = steady_clock::now();
    auto text = std::make_shared<std::string>(chunked_ ? chunk_of(piece, last) : std::move(piece));
    outgoing_ = text;
    asio::async_write(socket_, asio::buffer(*text),
                      [self = shared_from_this(), last](Error error, std::size_t) {
                          self->outgoing_.reset();
                          if (error || last) return self->close();
                          self->pump();
                      });
}

void Connection::check_time(Steady now) {
    if (phase_ == Phase::streaming && !outgoing_ && now - spoke_ >= limits::heartbeat) {
        spoke_ = now;
        stream_->push(std::string(EventStream::keep_alive));
    }
    if (now < deadline_) return;
    switch (phase_) {
        case Phase::closed: return;
        case Phase::head:
        case Phase::body: {
            timed_out_ = true;
            boost::system::error_code ignored;
            socket_.cancel(ignored);
            return;
        }
        case Phase::handling: return break_off(504, "too-slow");
        default: return close();
    }
}

void Connection::drain() {
    if (phase_ == Phase::idle) return close();
    if (stream_) stream_->finish();
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    if (stream_) stream_->close();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

}  // namespace throughgate::http
