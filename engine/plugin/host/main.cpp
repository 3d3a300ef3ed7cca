// SPDX-License-Identifier: MIT
// throughgate-plugin-host: the process that one notifier plug-in lives in. Started by
// plugin::open_channel with the socket as descriptor 3; answers frames until the other end closes.
// Standard output is turned to standard error, and every call runs under an alarm, so that a
// plug-in that hangs does not outlive an engine that was killed.
#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <fstream>
#include <optional>

#include "base/limits.hpp"
#include "plugin/host/library.hpp"
#include "plugin/wire.hpp"

namespace throughgate::plugin::host {

namespace {

constexpr int engine_socket = 3;
constexpr unsigned describe_seconds = 60;

Frame refused(const Error& error) {
    return {FrameKind::refused, 0, {std::string(name_of(error.kind)), error.message}};
}

Frame answered(int outcome, std::string detail, std::int64_t wait_ms = 0) {
    return {FrameKind::answered,
            0,
            {std::to_string(outcome), std::move(detail), std::to_string(wait_ms), ""}};
}

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Frame introduction(FrameKind kind, const Library& library) {
    constexpr std::size_t most = 4000;
    const throughgate_plugin& plugin = library.plugin();
    Frame frame{kind, 0, {copy_of(plugin.name, most), copy_of(plugin.description, most)}};
    for (const Known& setting : library.known())
        for (std::string field : {setting.name, setting.help, setting.default_value,
                                  std::string(setting.required ? "required" : ""),
                                  std::string(name_of(setting.kind)), setting.allowed})
            frame.fields.push_back(std::move(field));
    return frame;
}

/// What this process holds in memory.
std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t whole = 0;
    std::size_t resident = 0;
    file >> whole >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// The state of this process: at most one library and one instance of it.
class Host {
public:
    Frame handle(const Frame& question) try {
        alarm(seconds_);
        Frame answer = answer_to(question);
        alarm(0);
        answer.call = question.call;
        if (answer.kind == FrameKind::answered && is_too_big()) answer.fields[3] = "last";
        return answer;
    } catch (const std::exception& fault) {
        return threw(question, fault.what());
    } catch (...) {
        return threw(question, "something that is no std::exception");
    }

    /// Before the plug-in's close, which may hang like any other call.
    ~Host() { alarm(seconds_); }

private:
    /// A plug-in that leaks gets a new process before what it holds is missed elsewhere.
    [[nodiscard]] bool is_too_big() const { return memory_ > 0 && resident_bytes() > memory_; }

    Frame answer_to(const Frame& question) {
        if (question.kind == FrameKind::deliver) return deliver(question);
        if (question.fields.empty()) return refused({ErrorKind::invalid, "no library", ""});
        auto library = Library::load(question.fields[0]);
        if (!library) return refused(library.error());
        library_.emplace(std::move(library).value());
        if (question.kind == FrameKind::describe)
            return introduction(FrameKind::described, *library_);
        return open(question);
    }

    Frame open(const Frame& question) {
        seconds_ = static_cast<unsigned>(number_in(question.fields.at(1)));
        memory_ = static_cast<std::size_t>(number_in(question.fields.at(2)));
        Settings given;
        for (std::size_t i = 3; i + 1 < question.fields.size(); i += 2)
            given.emplace_back(question.fields[i], question.fields[i + 1]);
        auto settings = complete_settings(library_->known(), given);
        if (!settings.faults.empty())
            return refused({ErrorKind::invalid,
                            "plug-in '" + copy_of(library_->plugin().name, limits::text_bytes) +
                                "': " + settings.faults,
                            ""});
        auto instance = Instance::open(library_->plugin(), settings.settings);
        if (!instance) return refused(instance.error());
        instance_.emplace(std::move(instance).value());
        return introduction(FrameKind::opened, *library_);
    }

    Frame deliver(const Frame& question) {
        const auto& fields = question.fields;
        if (!instance_ || fields.size() != 7) return answered(throughgate_retry, "not opened");
        const throughgate_message message{sizeof(throughgate_message), view_of(fields[0]),
                                          view_of(fields[1]),          view_of(fields[2]),
                                          view_of(fields[3]),          view_of(fields[4]),
                                          view_of(fields[5]),          number_in(fields[6])};
        auto answer = instance_->deliver(message);
        return answered(answer.outcome, std::move(answer.detail), answer.wait_ms);
    }

    static Frame threw(const Frame& question, const std::string& what) {
        const std::string said = "the plug-in threw: " + what;
        Frame answer = question.kind == FrameKind::deliver
                           ? answered(throughgate_retry, said)
                           : refused({ErrorKind::invalid, said, ""});
        answer.call = question.call;
        return answer;
    }

    unsigned seconds_ = describe_seconds;
    std::size_t memory_ = 0;
    std::optional<Library> library_;  // before the instance: unloaded after it is closed
    std::optional<Instance> instance_;
};

int serve() {
    Host host;
    const Deadline never = Deadline::never();
    for (;;) {
        Frame question;
        const WireResult got = receive_frame(engine_socket, question, never);
        if (got == WireResult::closed) return 0;
        if (got != WireResult::done) return 2;
        const Frame answer = host.handle(question);
        if (send_frame(engine_socket, answer, never) != WireResult::done) return 2;
        if (answer.kind == FrameKind::answered && answer.fields[3] == "last") _exit(0);
    }
}

}  // namespace

}  // namespace throughgate::plugin::host

int main() {
    if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return 2;
    if (fcntl(throughgate::plugin::host::engine_socket, F_GETFD) < 0) {
        std::fputs("throughgate-plugin-host is started by throughgate, not by hand\n", stderr);
        return 2;
    }
    return throughgate::plugin::host::serve();
}
