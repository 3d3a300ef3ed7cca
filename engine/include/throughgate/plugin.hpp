// SPDX-License-Identifier: MIT
// notifier: the C++ side of plugin.h for authors of plug-ins. Derive from notifier::Plugin, write
// do_deliver, export with TG_EXPORT_NOTIFIER. Header only; links nothing of the engine.
// One object serves one channel, one call at a time; it may throw: every exception is caught here.
// See docs/embed/plugins.md.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "throughgate/plugin_settings.hpp"

namespace throughgate::notifier {

/// One notice. The views are valid during do_deliver only.
struct Message {
    std::string_view effect_id;     ///< stable over retries: what a channel drops doubles by
    std::string_view recipient;     ///< address on this channel
    std::string_view subject;       ///< one line
    std::string_view body;          ///< plain text, UTF-8, "\n" line ends
    std::string_view reference;     ///< case reference
    std::string_view notice_class;  ///< "critical", "action" or "info"
    std::chrono::sys_time<std::chrono::milliseconds> now{};  ///< the engine's time
};

/// What became of it. `detail` is for people and holds no personal data. `wait`: not before; 0: as
/// the host sees fit.
struct Answer {
    throughgate_outcome outcome = throughgate_retry;
    std::string detail;
    std::chrono::milliseconds wait{0};
};
inline Answer delivered(std::string detail = {}) {
    return {throughgate_delivered, std::move(detail)};
}
/// With a wait: nothing goes by this channel before.
inline Answer retry(std::string why, std::chrono::milliseconds wait = {}) {
    return {throughgate_retry, std::move(why), wait};
}
/// Taken, and not yet known whether it arrives: the same effect id comes again to ask.
inline Answer pending(std::string detail, std::chrono::milliseconds wait = {}) {
    return {throughgate_pending, std::move(detail), wait};
}
inline Answer failed(std::string why) { return {throughgate_failed, std::move(why)}; }

/// Base of every notifier. Its constructor takes `const Settings&` and throws, with a sentence for
/// the operator, when it cannot work with them.
class Plugin {
public:
    virtual ~Plugin() = default;

    /// Never throws; the detail is cut to what the engine keeps.
    Answer deliver(const Message& message) noexcept {
        try {
            Answer answer = do_deliver(message);
            if (answer.detail.size() > most_detail) answer.detail.resize(most_detail);
            return answer;
        } catch (const std::exception& fault) {
            return guarded(fault.what());
        } catch (...) {
            return guarded("an exception that is no std::exception");
        }
    }

protected:
    /// One attempt. What it throws counts as `retry`.
    virtual Answer do_deliver(const Message& message) = 0;

private:
    static constexpr std::size_t most_detail = 1000;

    static Answer guarded(const char* what) noexcept {
        try {
            return retry(std::string(what).substr(0, most_detail));
        } catch (...) {
            return {};  // no memory for the sentence: still a retry
        }
    }
};

/// What stands between the C functions and one Plugin: keeps the detail until the next call.
template <typename Notifier>
class Seat {
public:
    static void* open(const throughgate_setting* settings, std::size_t count,
                      throughgate_text* problem) {
        static std::string why;
        try {
            return new Seat(Settings(settings, count));
        } catch (const std::exception& fault) {
            why = fault.what();
        } catch (...) {
            why = "an exception that is no std::exception";
        }
        *problem = text(why);
        return nullptr;
    }
    static void deliver(void* instance, const throughgate_message* message,
                        throughgate_answer* answer) {
        auto* seat = static_cast<Seat*>(instance);
        seat->last_ = seat->notifier_.deliver(read(*message));
        answer->outcome = seat->last_.outcome;
        answer->detail = text(seat->last_.detail);
        answer->wait_ms = seat->last_.wait.count();
    }
    static void close(void* instance) { delete static_cast<Seat*>(instance); }

private:
    explicit Seat(const Settings& settings) : notifier_(settings) {}

    static Message read(const throughgate_message& from) {
        return {view(from.effect_id),
                view(from.recipient),
                view(from.subject),
                view(from.body),
                view(from.reference),
                view(from.notice_class),
                std::chrono::sys_time<std::chrono::milliseconds>(
                    std::chrono::milliseconds(from.now_ms))};
    }

    Notifier notifier_;
    Answer last_;
};

}  // namespace throughgate::notifier

/// Once per plug-in, outside any namespace. `Notifier` derives from notifier::Plugin; `settings` is
/// an array of throughgate_setting_description with static life and at least one element.
#define TG_EXPORT_NOTIFIER(Notifier, name, description, settings)                                \
    extern "C" THROUGHGATE_PLUGIN_EXPORT const throughgate_plugin* throughgate_plugin_v1(void) { \
        using Seat = ::throughgate::notifier::Seat<Notifier>;                                    \
        static const throughgate_plugin plugin{sizeof(throughgate_plugin),                       \
                                               THROUGHGATE_PLUGIN_VERSION,                       \
                                               ::throughgate::notifier::text(name),              \
                                               ::throughgate::notifier::text(description),       \
                                               std::data(settings),                              \
                                               std::size(settings),                              \
                                               &Seat::open,                                      \
                                               &Seat::deliver,                                   \
                                               &Seat::close,                                     \
                                               sizeof(throughgate_setting_description)};         \
        return &plugin;                                                                          \
    }                                                                                            \
    static_assert(true, "so that the macro is followed by a semicolon")
