// SPDX-License-Identifier: MIT
// Which plug-ins a running engine speaks through, from what was typed.
#include <algorithm>
#include <charconv>
#include <filesystem>

#include "host/cli/session.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

fs::path program_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

/// `name` beside this program (build tree), else where it is installed.
std::string find_beside(const std::string& in_build, const std::string& installed) {
    const fs::path beside = program_folder() / in_build;
    if (fs::exists(beside)) return beside.string();
    return (program_folder().parent_path() / installed).string();
}

/// "retry_first_ms" and "retry_longest_ms" are the engine's own; everything else the plug-in's.
Status set_upstream(UpstreamOptions& upstream, const std::string& setting,
                    const std::string& value) {
    const bool first = setting == "retry_first_ms";
    if (!first && setting != "retry_longest_ms")
        return upstream.settings.emplace_back(setting, value), Status{};
    long number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || number <= 0)
        return Error{
            ErrorKind::invalid,
            upstream.name + "." + setting + " wants a number of milliseconds, not '" + value + "'",
            "--set"};
    (first ? upstream.retry_first : upstream.retry_longest) = Milliseconds{number};
    return {};
}

/// "ndelius" or "ndelius=record-http".
Result<UpstreamOptions> upstream_of(
    const std::string& given, const std::vector<std::pair<std::string, std::string>>& settings) {
    const std::size_t equals = std::min(given.find('='), given.size());
    UpstreamOptions upstream;
    upstream.name = given.substr(0, equals);
    std::string plugin = given.substr(std::min(equals + 1, given.size()));
    if (plugin.empty()) plugin = "record-http";
    upstream.library =
        plugin.find('/') != std::string::npos
            ? plugin
            : find_beside("plugins/" + plugin + ".so", "lib/throughgate/plugins/" + plugin + ".so");
    for (const auto& [setting, value] : settings)
        if (setting.starts_with(upstream.name + "."))
            if (auto set = set_upstream(upstream, setting.substr(upstream.name.size() + 1), value);
                !set.ok())
                return set.error();
    return upstream;
}

/// "webhok.url": nobody would read it, and nobody would notice.
Status check_whose(const std::vector<std::pair<std::string, std::string>>& settings,
                   const std::vector<std::string>& names) {
    std::string faults;
    for (const auto& [setting, value] : settings) {
        const std::string whose = setting.substr(0, setting.find('.'));
        if (std::find(names.begin(), names.end(), whose) != names.end()) continue;
        faults += (faults.empty() ? "" : "; ") + setting +
                  " is a setting of no --channel or --upstream given here";
    }
    if (faults.empty()) return {};
    return Error{ErrorKind::invalid, faults, "--set"};
}

std::vector<std::string> plugins_beside(const fs::path& library) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(library.parent_path(), none))
        if (entry.path().extension() == ".so") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Where it was looked for last, unless those of this build lie beside the program.
std::string not_installed(const std::string& name, fs::path library) {
    std::error_code none;
    if (fs::is_directory(program_folder() / "plugins", none))
        library = program_folder() / "plugins" / library.filename();
    const std::vector<std::string> names = plugins_beside(library);
    std::string list;
    for (const std::string& each : names) list += (list.empty() ? "" : ", ") + each;
    const std::string near = did_you_mean(name, names);
    return "there is no plug-in '" + name + "' in " + library.parent_path().string() +
           (near.empty() ? "" : "; did you mean '" + near + "'?") +
           (list.empty() ? "; none is installed there" : " (installed: " + list + ")");
}

}  // namespace

Result<EngineOptions> with_channels(EngineOptions options, const Arguments& arguments) {
    options.plugin_host =
        find_beside("throughgate-plugin-host", "libexec/throughgate/throughgate-plugin-host");
    const auto settings = split_pairs(arguments.settings);
    if (!settings.ok()) return settings.error();
    std::vector<std::string> names;
    for (const std::string& channel : arguments.channels) {
        const bool is_path = channel.find('/') != std::string::npos;
        const std::string name = is_path ? fs::path(channel).stem().string() : channel;
        names.push_back(name);
        ChannelOptions wanted;
        wanted.library = is_path ? channel
                                 : find_beside("plugins/" + name + ".so",
                                               "lib/throughgate/plugins/" + name + ".so");
        for (const auto& [setting, value] : *settings)
            if (setting.starts_with(name + "."))
                wanted.settings.emplace_back(setting.substr(name.size() + 1), value);
        options.channels.push_back(std::move(wanted));
    }
    for (const std::string& given : arguments.upstreams) {
        auto upstream = upstream_of(given, *settings);
        if (!upstream.ok()) return upstream.error();
        names.push_back(upstream->name);
        options.upstreams.push_back(std::move(*upstream));
    }
    if (auto checked = check_whose(*settings, names); !checked.ok()) return checked.error();
    return options;
}

Status plugins_are_there(const EngineOptions& options, const Arguments& arguments) {
    std::string faults;
    std::error_code none;
    for (std::size_t i = 0; i < arguments.channels.size(); ++i) {
        const std::string& name = arguments.channels[i];
        const std::string& library = options.channels[i].library;
        if (name.find('/') != std::string::npos || fs::exists(library, none)) continue;
        faults += (faults.empty() ? "" : "; ") + not_installed(name, library);
    }
    if (faults.empty()) return {};
    return Error{ErrorKind::unavailable, faults, "plug-in"};
}

}  // namespace throughgate::cli
