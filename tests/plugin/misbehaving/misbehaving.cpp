// SPDX-License-Identifier: MIT
// A plug-in that breaks one rule of the boundary, chosen by its setting `mode`. Straight on the C
// interface: the C++ helper would not let most of this through.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "throughgate/plugin.h"

namespace {

constexpr throughgate_text text(const char* words) {
    return {words, std::char_traits<char>::length(words)};
}

struct Instance {
    std::string mode;
    std::string mark;
    std::string detail;
};

/// In modes ending in "-once" the fault happens while the file `mark` is not there yet.
bool first_time(const Instance& instance) {
    if (access(instance.mark.c_str(), F_OK) == 0) return false;
    std::FILE* file = std::fopen(instance.mark.c_str(), "w");
    if (file != nullptr) std::fclose(file);
    return true;
}

/// As without a sanitizer, which would catch the signal.
void crash() {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
}

void hang() {
    for (;;) pause();
}

void write_to_engine(const std::string& bytes) {
    if (write(3, bytes.data(), bytes.size()) < 0) std::abort();
}

/// A well-formed answer "delivered" to a call that nobody made, or has not made yet.
std::string forged_answer(char call) {
    std::string bytes{1, 13, call, 0, 0, 0, 4, 0, 1,   0, 0, 0, '0',
                      0, 0,  0,    0, 1, 0, 0, 0, '0', 0, 0, 0, 0};
    return std::string{static_cast<char>(bytes.size()), 0, 0, 0} + bytes;
}

/// Answers this call, and the one that will come next (opening is call 1); notes that it was asked.
void foretell(const Instance& instance) {
    std::ofstream(instance.mark, std::ios::app) << "asked\n";
    write_to_engine(forged_answer(2) + forged_answer(3));
}

/// Keeps 300 MB more with every call, and has them in memory.
void leak() {
    static std::vector<std::unique_ptr<std::string>> kept;
    kept.push_back(std::make_unique<std::string>(300u << 20, 'x'));
}

/// Open descriptors of this process.
std::string descriptors() {
    std::string list;
    for (int number = 0; number < 64; ++number)
        if (fcntl(number, F_GETFD) >= 0) list += std::to_string(number) + " ";
    return list;
}

void misbehave(Instance& instance, throughgate_answer& answer) {
    const std::string& mode = instance.mode;
    if (mode == "crash" || (mode == "crash-once" && first_time(instance))) crash();
    if (mode == "hang" || (mode == "hang-once" && first_time(instance))) hang();
    if (mode == "exit") std::_Exit(3);
    if (mode == "garbage") write_to_engine("these are no length and no frame at all");
    if (mode == "forge") write_to_engine(forged_answer(99));
    if (mode == "foretell") foretell(instance);
    if (mode == "leak") leak();
    if (mode == "wait") answer.wait_ms = 90000;
    if (mode == "wait-for-ever") answer.wait_ms = std::numeric_limits<std::int64_t>::max();
    if (mode == "wait-backwards") answer.wait_ms = -5;
    if (mode == "huge") write_to_engine(std::string(4, '\xff'));
    if (mode == "throw") throw std::runtime_error("thrown across the boundary");
    if (mode == "throw-int") throw 7;
    if (mode == "outcome") answer.outcome = 77;
    if (mode == "print") std::puts("words on standard output");
    if (mode == "null-detail") answer.detail = {nullptr, 1000000};
}

void* open_instance(const throughgate_setting* settings, size_t count, throughgate_text* problem) {
    auto instance = std::make_unique<Instance>();
    for (size_t i = 0; i < count; ++i) {
        const std::string name(settings[i].name.data, settings[i].name.length);
        const std::string value(settings[i].value.data, settings[i].value.length);
        (name == "mode" ? instance->mode : instance->mark) = value;
    }
    if (instance->mode == "crash-at-open") crash();
    if (instance->mode == "hang-at-open") hang();
    if (instance->mode == "throw-at-open") throw std::runtime_error("thrown while opening");
    if (instance->mode != "refuse" && instance->mode != "refuse-silently")
        return instance.release();
    if (instance->mode == "refuse") *problem = text("mode: this one is refused");
    return nullptr;
}

void deliver(void* pointer, const throughgate_message* message, throughgate_answer* answer) {
    auto& instance = *static_cast<Instance*>(pointer);
    answer->outcome = throughgate_delivered;
    const auto& body = message->body;
    instance.detail = "got " + std::to_string(body.length) + " bytes";
    if (instance.mode == "long") instance.detail.assign(100u << 20, 'x');
    if (instance.mode == "lines") instance.detail = "two\r\nlines\x1b[31m";
    if (instance.mode == "descriptors") instance.detail = descriptors();
    if (instance.mode == "process") instance.detail = std::to_string(getpid());
    if (instance.mode == "fail") answer->outcome = throughgate_failed;
    if (instance.mode == "pending") answer->outcome = throughgate_pending;
    if (instance.mode.starts_with("wait")) answer->outcome = throughgate_retry;
    if (instance.mode == "retry") answer->outcome = throughgate_retry;
    answer->detail = {instance.detail.data(), instance.detail.size()};
    misbehave(instance, *answer);
}

void close_instance(void* pointer) {
    auto* instance = static_cast<Instance*>(pointer);
    if (instance->mode == "hang-at-close") hang();
    delete instance;
}

constexpr throughgate_setting_description described(const char* name, const char* help,
                                                    throughgate_text default_value) {
    return {text(name), text(help), default_value, {nullptr, 0}, throughgate_text_setting};
}

constexpr std::array settings{
    described("mode", "the rule to break", {nullptr, 0}),
    described("mark", "file for the -once modes", text("")),
};

const throughgate_plugin plugin{sizeof(throughgate_plugin),
                                THROUGHGATE_PLUGIN_VERSION,
                                text("misbehaving"),
                                text("Breaks one rule of the boundary."),
                                settings.data(),
                                settings.size(),
                                &open_instance,
                                &deliver,
                                &close_instance,
                                sizeof(throughgate_setting_description)};

}  // namespace

extern "C" THROUGHGATE_PLUGIN_EXPORT const throughgate_plugin* throughgate_plugin_v1() {
    return &plugin;
}
