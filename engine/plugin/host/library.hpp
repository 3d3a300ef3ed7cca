// SPDX-License-Identifier: MIT
// Library: one plug-in's shared library inside throughgate-plugin-host: loaded, checked, called.
// The only code of Throughgate that runs in one process with a plug-in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "plugin/host/settings.hpp"
#include "throughgate/error.hpp"
#include "throughgate/plugin.h"

namespace throughgate::plugin::host {

class Library {
public:
    /// not_found: no such file. invalid: no shared library, no such symbol, other version, or a
    /// description with holes; the message names the path.
    static Result<Library> load(const std::string& path);

    [[nodiscard]] const throughgate_plugin& plugin() const { return *plugin_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// The settings it understands, copied.
    [[nodiscard]] std::vector<Known> known() const;

private:
    Library(boost::dll::shared_library code, const throughgate_plugin* plugin, std::string path)
        : code_(std::move(code)), plugin_(plugin), path_(std::move(path)) {}

    boost::dll::shared_library code_;
    const throughgate_plugin* plugin_;
    std::string path_;
};

/// One opened plug-in.
class Instance {
public:
    /// invalid: what the plug-in says is wrong.
    static Result<Instance> open(const throughgate_plugin& plugin, const Settings& settings);
    Instance(Instance&& other) noexcept
        : plugin_(other.plugin_), instance_(std::exchange(other.instance_, nullptr)) {}
    Instance& operator=(Instance&&) = delete;
    ~Instance();

    /// Outcome and wait as the plug-in gave them, not checked, and a bounded detail.
    struct Answer {
        int outcome = throughgate_retry;
        std::string detail;
        std::int64_t wait_ms = 0;
    };
    Answer deliver(const throughgate_message& message);

private:
    Instance(const throughgate_plugin* plugin, void* instance)
        : plugin_(plugin), instance_(instance) {}

    const throughgate_plugin* plugin_;
    void* instance_;
};

/// A copy of at most `most` bytes; data NULL is the empty text.
std::string copy_of(throughgate_text text, std::size_t most);
throughgate_text view_of(const std::string& text);

}  // namespace throughgate::plugin::host
