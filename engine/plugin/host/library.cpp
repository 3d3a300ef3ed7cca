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
    return {};
}

bool is_named(const throughgate_setting_description& setting, const std::string& name) {
    return copy_of(setting.name, limits::text_bytes) == name;
}

/// The faults of `given` against what the plug-in understands, as one list for people.
class SettingsCheck {
public:
    explicit SettingsCheck(const throughgate_plugin& plugin)
        : known_(plugin.settings, plugin.settings + plugin.setting_count) {}

    Settings run(const Settings& given) {
        for (std::size_t i = 0; i < given.size(); ++i) check(given, i);
        Settings all = given;
        for (const auto& setting : known_) complete(all, setting);
        return all;
    }
    [[nodiscard]] const std::string& faults() const { return faults_; }

private:
    void add(const std::string& fault) { faults_ += (faults_.empty() ? "" : ", ") + fault; }

    void check(const Settings& given, std::size_t index) {
        const std::string& name = given[index].first;
        const auto same = [&](const auto& other) { return other.first == name; };
        const auto here = given.begin() + static_cast<std::ptrdiff_t>(index);
        if (std::any_of(given.begin(), here, same)) return add("setting '" + name + "' twice");
        const auto fits = [&](const auto& setting) { return is_named(setting, name); };
        if (std::none_of(known_.begin(), known_.end(), fits)) add("unknown setting '" + name + "'");
    }

    void complete(Settings& all, const throughgate_setting_description& setting) {
        const std::string name = copy_of(setting.name, limits::text_bytes);
        const auto same = [&](const auto& given) { return given.first == name; };
        if (std::any_of(all.begin(), all.end(), same)) return;
        if (setting.default_value.data == nullptr) return add("missing setting '" + name + "'");
        all.emplace_back(name, copy_of(setting.default_value, limits::text_bytes));
    }

    std::vector<throughgate_setting_description> known_;
    std::string faults_;
};

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

Result<Settings> complete_settings(const throughgate_plugin& plugin, const Settings& given) {
    SettingsCheck check(plugin);
    Settings all = check.run(given);
    if (check.faults().empty()) return all;
    return invalid(copy_of(plugin.name, limits::text_bytes), check.faults());
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

std::pair<int, std::string> Instance::deliver(const throughgate_message& message) {
    throughgate_answer answer{sizeof(throughgate_answer), throughgate_retry, {nullptr, 0}};
    plugin_->deliver(instance_, &message, &answer);
    return {answer.outcome, copy_of(answer.detail, limits::text_bytes)};
}

}  // namespace throughgate::plugin::host
