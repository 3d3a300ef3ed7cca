// SPDX-License-Identifier: MIT
#include "plugin/channel.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "plugin/child.hpp"
#include "plugin/frame.hpp"
#include "plugin/texts.hpp"
#include "plugin/wire.hpp"

namespace throughgate::plugin {

namespace {

using std::chrono::milliseconds;

/// After an end of file the child is already leaving: long enough to learn how, and no longer.
constexpr milliseconds parting_patience{2000};
constexpr milliseconds no_patience{0};
/// The child ends itself this long after our limit, should nobody be left to end it.
constexpr std::chrono::seconds orphan_margin{5};

/// A child that is loaded with one plug-in, and the counting of its calls.
struct Session {
    Child child;
    std::uint32_t call = 0;
};

std::string seconds_allowed(milliseconds limit) {
    const auto whole = std::chrono::ceil<std::chrono::seconds>(limit) + orphan_margin;
    return std::to_string(whole.count());
}

/// One question, one answer. Anything but an answer to this very question is `garbled`.
WireResult ask(Session& session, Frame question, Frame& answer, milliseconds limit) {
    const Deadline deadline(limit);
    question.call = ++session.call;
    const WireResult sent = send_frame(session.child.socket(), question, deadline);
    if (sent != WireResult::done) return sent;
    const WireResult got = receive_frame(session.child.socket(), answer, deadline);
    if (got != WireResult::done) return got;
    return answer.call == question.call ? WireResult::done : WireResult::garbled;
}

std::optional<Description> read_description(const Frame& frame) {
    const auto& fields = frame.fields;
    constexpr std::size_t each = 6;
    if (fields.size() < 2 || (fields.size() - 2) % each != 0) return std::nullopt;
    Description description{fields[0], fields[1], {}};
    for (std::size_t i = 2; i < fields.size(); i += each)
        description.settings.push_back({fields[i], fields[i + 1], fields[i + 2],
                                        fields[i + 3] == "required", fields[i + 4], fields[i + 5]});
    return description;
}

ErrorKind kind_named(std::string_view name) {
    for (const auto kind : {ErrorKind::not_found, ErrorKind::invalid})
        if (name == name_of(kind)) return kind;
    return ErrorKind::unavailable;
}

Error read_refusal(const Frame& frame, const std::string& library) {
    if (frame.fields.size() != 2) return texts::unreadable_while_loading(library);
    return {kind_named(frame.fields[0]), one_line(frame.fields[1], limits::text_bytes), library};
}

Error why_not_loaded(WireResult result, Child& child, const std::string& library,
                     milliseconds limit) {
    switch (result) {
        case WireResult::late:
            child.end(no_patience);
            return texts::late_while_loading(library, limit);
        case WireResult::garbled:
            child.end(no_patience);
            return texts::unreadable_while_loading(library);
        default: return texts::ended_while_loading(library, child.end(parting_patience));
    }
}

/// Asks a fresh child to describe or open, and reads what the plug-in says of itself.
Result<Description> introduce(Session& session, Frame question, FrameKind expected,
                              const std::string& library, milliseconds limit) {
    if (!fits(question)) return texts::settings_too_long(library);
    Frame answer;
    const WireResult result = ask(session, std::move(question), answer, limit);
    if (result != WireResult::done) return why_not_loaded(result, session.child, library, limit);
    if (answer.kind == FrameKind::refused) return read_refusal(answer, library);
    auto description = answer.kind == expected ? read_description(answer) : std::nullopt;
    if (!description) return texts::unreadable_while_loading(library);
    return *std::move(description);
}

Frame open_frame(const ChannelOptions& options) {
    Frame frame{
        FrameKind::open,
        0,
        {options.library, seconds_allowed(options.call_timeout), std::to_string(options.memory)}};
    for (const auto& [name, value] : options.settings) {
        frame.fields.push_back(name);
        frame.fields.push_back(value);
    }
    return frame;
}

Frame deliver_frame(const Message& message) {
    const auto now_ms = message.now.time_since_epoch().count();
    return {FrameKind::deliver,
            0,
            {message.effect_id, message.recipient, message.subject, message.body, message.reference,
             message.notice_class, std::to_string(now_ms)}};
}

/// Nothing that is no sensible time: then the plug-in does not say.
milliseconds wait_in(const std::string& text) {
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    const milliseconds longest = limits::receipt_wait_longest;
    return std::clamp(milliseconds(count), milliseconds{0}, longest);
}

std::optional<Answer> read_answer(const Frame& frame) {
    if (frame.kind != FrameKind::answered || frame.fields.size() != 4) return std::nullopt;
    const std::string detail = one_line(frame.fields[1], limits::text_bytes);
    const milliseconds wait = wait_in(frame.fields[2]);
    if (frame.fields[0] == "0") return Answer{Answer::What::delivered, detail, {}};
    if (frame.fields[0] == "1") return Answer{Answer::What::retry, detail, wait};
    if (frame.fields[0] == "2") return Answer{Answer::What::failed, detail, {}};
    if (frame.fields[0] == "3") return Answer{Answer::What::pending, detail, wait};
    return std::nullopt;
}

/// Between two calls a child says nothing and lives. One that has ended, or that answers what
/// nobody asked, is not asked again.
bool is_at_rest(const Session& session) {
    char byte = 0;
    const ssize_t got = recv(session.child.socket(), &byte, sizeof(byte), MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

class ChildChannel final : public Channel {
public:
    explicit ChildChannel(const ChannelOptions& options) : options_(options) {}

    Status start() {
        auto child = Child::spawn(options_.host);
        if (!child) return child.error();
        Session session{std::move(child).value()};
        auto description = introduce(session, open_frame(options_), FrameKind::opened,
                                     options_.library, options_.call_timeout);
        if (!description) return description.error();
        if (description_.name.empty()) description_ = std::move(description).value();
        session_.emplace(std::move(session));
        return {};
    }

    const Description& description() const override { return description_; }

    Answer deliver(const Message& message) override {
        Frame question = deliver_frame(message);
        if (!fits(question)) return {Answer::What::failed, texts::message_too_long(), {}};
        if (session_ && !is_at_rest(*session_)) replace_child();
        if (!session_)
            if (const Status started = start(); !started)
                return {Answer::What::retry, started.error().message, {}};
        return exchange(std::move(question));
    }

private:
    Answer exchange(Frame question) {
        Frame frame;
        const auto result = ask(*session_, std::move(question), frame, options_.call_timeout);
        if (result != WireResult::done) return give_up(result);
        auto answer = read_answer(frame);
        if (!answer) return give_up(WireResult::garbled);
        if (frame.fields[3] == "last") replace_child();
        return *std::move(answer);
    }

    void replace_child() {
        session_->child.end(no_patience);
        session_.reset();
    }

    /// Ends the child; the next call starts another.
    Answer give_up(WireResult result) {
        const auto patience = result == WireResult::closed ? parting_patience : no_patience;
        const std::string how = session_->child.end(patience);
        session_.reset();
        return {Answer::What::retry, why(result, how), {}};
    }

    [[nodiscard]] std::string why(WireResult result, const std::string& how) const {
        if (result == WireResult::late) return texts::no_answer_in_time(options_.call_timeout);
        if (result == WireResult::garbled) return texts::unreadable_answer();
        return texts::ended_without_answer(how);
    }

    const ChannelOptions options_;
    Description description_;
    std::optional<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Channel>> open_channel(const ChannelOptions& options) {
    auto channel = std::make_unique<ChildChannel>(options);
    if (const Status started = channel->start(); !started) return started.error();
    return std::unique_ptr<Channel>(std::move(channel));
}

Result<Description> describe(const std::string& library, const std::string& host) {
    auto child = Child::spawn(host);
    if (!child) return child.error();
    Session session{std::move(child).value()};
    const Frame question{FrameKind::describe, 0, {library}};
    return introduce(session, question, FrameKind::described, library, limits::plugin_call);
}

}  // namespace throughgate::plugin
