// SPDX-License-Identifier: MIT
#include "plugin/host/library.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>

#include "base/limits.hpp"

namespace throughgate::plugin::host {

namespace {

constexpr std::size_t most_settings = 256;

Error invalid(const std::string& subject, const std::string& problem) {
    return {ErrorKind::invalid, "plug-in '" + subject + "': " + problem, subject};
}

/// Empty: nothing is wrong with it.
std::string fault_of(const throughgate_plugin* plugin) {
    if (plugin == nullptr) return "its entry gave no description";
    if (plugin->version != THROUGHGATE_PLUGIN_VERSION)
        return "it is made for version " + std::to_string(plugin->version) +
               " of the plug-in boundary, this program speaks version " +
               std::to_string(THROUGHGATE_PLUGIN_VERSION) + "; build it against this plugin.h";
    if (plugin->size < sizeof(throughgate_plugin))
        return "its description has " + std::to_string(plugin->size) + " bytes, " +
               std::to_string(sizeof(throughgate_plugin)) + " are wanted; set `size`";
    if (plugin->open == nullptr || plugin->deliver == nullptr || plugin->close == nullptr)
        return "open, deliver and close must all be given";
    if (plugin->name.data == nullptr || plugin->name.length == 0) return "it has no name";
    if (plugin->setting_count > most_settings ||
        (plugin->setting_count > 0 && plugin->settings == nullptr))
        return "its list of settings is not usable";
    if (plugin->setting_count > 0 &&
        plugin->setting_size != sizeof(throughgate_setting_description))
        return "it describes settings by " + std::to_string(plugin->setting_size) +
               " bytes each, " + std::to_string(sizeof(throughgate_setting_description)) +
               " are wanted; build it against this plugin.h";
    return {};
}

const throughgate_plugin* call_entry(const boost::dll::shared_library& code) {
    return code.get<const throughgate_plugin*()>(THROUGHGATE_PLUGIN_SYMBOL)();
}

}  // namespace

std::string copy_of(throughgate_text text, std::size_t most) {
    if (text.data == nullptr) return {};
    return {text.data, std::min(text.length, most)};
}

throughgate_text view_of(const std::string& text) { return {text.data(), text.size()}; }

Result<Library> Library::load(const std::string& path) try {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return Error{ErrorKind::not_found, "there is no plug-in '" + path + "'", path};
    boost::dll::shared_library code(path, boost::dll::load_mode::rtld_now);
    if (!code.has(THROUGHGATE_PLUGIN_SYMBOL))
        return invalid(path, "it does not export " THROUGHGATE_PLUGIN_SYMBOL);
    const throughgate_plugin* plugin = call_entry(code);
    if (const std::string fault = fault_of(plugin); !fault.empty()) return invalid(path, fault);
    return Library(std::move(code), plugin, path);
} catch (const std::exception& fault) {
    return invalid(path, std::string("it cannot be loaded: ") + fault.what());
}

std::vector<Known> Library::known() const {
    std::vector<Known> all;
    for (std::size_t i = 0; i < plugin_->setting_count; ++i) {
        const throughgate_setting_description& one = plugin_->settings[i];
        all.push_back({copy_of(one.name, limits::text_bytes), copy_of(one.help, limits::text_bytes),
                       copy_of(one.default_value, limits::text_bytes),
                       one.default_value.data == nullptr, kind_of(one.kind),
                       copy_of(one.allowed, limits::text_bytes)});
    }
    return all;
}

Result<Instance> Instance::open(const throughgate_plugin& plugin, const Settings& settings) {
    std::vector<throughgate_setting> passed;
    for (const auto& [name, value] : settings) passed.push_back({view_of(name), view_of(value)});
    throughgate_text problem{};
    void* instance = plugin.open(passed.data(), passed.size(), &problem);
    if (instance != nullptr) return Instance(&plugin, instance);
    const std::string said = copy_of(problem, limits::text_bytes);
    return invalid(copy_of(plugin.name, limits::text_bytes),
                   said.empty() ? "it cannot be opened and does not say why" : said);
}

Instance::~Instance() {
    if (instance_ != nullptr) plugin_->close(instance_);
}

Instance::Answer Instance::deliver(const throughgate_message& message) {
    throughgate_answer answer{sizeof(throughgate_answer), throughgate_retry, {nullptr, 0}, 0};
    plugin_->deliver(instance_, &message, &answer);
    return {answer.outcome, copy_of(answer.detail, limits::text_bytes), answer.wait_ms};
}

}  // namespace throughgate::plugin::host
