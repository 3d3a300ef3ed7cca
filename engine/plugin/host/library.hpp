// SPDX-License-Identifier: MIT
// Library: one plug-in's shared library inside throughgate-plugin-host: loaded, checked, called.
// The only code of Throughgate that runs in one process with a plug-in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "throughgate/error.hpp"
#include "throughgate/plugin.h"

namespace throughgate::plugin::host {

using Settings = std::vector<std::pair<std::string, std::string>>;

class Library {
public:
    /// not_found: no such file. invalid: no shared library, no such symbol, other version, or a
    /// description with holes; the message names the path.
    static Result<Library> load(const std::string& path);

    [[nodiscard]] const throughgate_plugin& plugin() const { return *plugin_; }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    Library(boost::dll::shared_library code, const throughgate_plugin* plugin, std::string path)
        : code_(std::move(code)), plugin_(plugin), path_(std::move(path)) {}

    boost::dll::shared_library code_;
    const throughgate_plugin* plugin_;
    std::string path_;
};

/// What the caller gave, completed by defaults. invalid: unknown, doubled and missing settings, all
/// of them named in one message.
Result<Settings> complete_settings(const throughgate_plugin& plugin, const Settings& given);

/// One opened plug-in.
class Instance {
public:
    /// invalid: what the plug-in says is wrong.
    static Result<Instance> open(const throughgate_plugin& plugin, const Settings& settings);
    Instance(Instance&& other) noexcept
        : plugin_(other.plugin_), instance_(std::exchange(other.instance_, nullptr)) {}
    Instance& operator=(Instance&&) = delete;
    ~Instance();

    /// Outcome as the plug-in gave it, not checked, and a bounded detail.
    std::pair<int, std::string> deliver(const throughgate_message& message);

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
