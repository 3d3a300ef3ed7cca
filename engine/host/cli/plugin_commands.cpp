// SPDX-License-Identifier: MIT
// Plug-ins apart from a running engine: what there is, and trying one.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <sstream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "throughgate/plugins.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// Beside the plug-in host's own first plug-in lie the others.
Result<std::vector<std::string>> installed_plugins(const Arguments& arguments) {
    Arguments any = arguments;
    any.channels = {"file-drop"};
    any.settings.clear();
    const auto options = with_channels({}, any);
    if (!options.ok()) return options.error();
    const fs::path folder = fs::path(options->channels.front().library).parent_path();
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ".so") names.push_back(entry.path().stem().string());
    if (problem)
        return Error{ErrorKind::not_found, "there are no plug-ins in " + folder.string(),
                     folder.string()};
    std::sort(names.begin(), names.end());
    return names;
}

std::string kind_of(const PluginSetting& setting) {
    std::string allowed = setting.allowed;
    std::replace(allowed.begin(), allowed.end(), '|', ' ');
    if (setting.kind == "text") return "";
    if (setting.kind == "secret") return "file:PATH or env:NAME";
    if (setting.kind == "truth") return "true or false";
    if (setting.kind == "choice") return "one of " + allowed;
    if (setting.kind == "number" && !allowed.empty()) return "number, " + allowed;
    return setting.kind;
}

std::string line_of(const PluginSetting& setting) {
    const std::string kind = kind_of(setting);
    std::string marks = setting.required ? "required" : "";
    if (!kind.empty()) marks += (marks.empty() ? "" : "; ") + kind;
    return "  " + setting.name + (marks.empty() ? "" : " (" + marks + ")") + ": " + setting.help +
           (setting.default_value.empty() ? "" : " [" + setting.default_value + "]");
}

json::object object_of(const PluginDescription& plugin) {
    json::array settings;
    for (const PluginSetting& each : plugin.settings) {
        json::object setting{{"name", each.name},
                             {"kind", each.kind},
                             {"required", each.required},
                             {"help", each.help}};
        if (!each.required) setting["default"] = each.default_value;
        if (!each.allowed.empty()) setting["allowed"] = each.allowed;
        settings.push_back(std::move(setting));
    }
    return {{"name", plugin.name},
            {"description", plugin.description},
            {"settings", std::move(settings)}};
}

void print_plugin(const PluginDescription& plugin, const Console& console) {
    console.line(plugin.name + ": " + plugin.description);
    for (const PluginSetting& setting : plugin.settings) console.line(line_of(setting));
}

std::string text_in(const json::object& object, const char* name, const char* otherwise) {
    const json::value* found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : otherwise;
}

Instant real_now() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

PluginMessage message_of(const json::object& object) {
    return {text_in(object, "effect_id", "trial"),
            text_in(object, "recipient", ""),
            text_in(object, "subject", "A trial of this channel"),
            text_in(object, "body", "This message tries a channel. Nothing is to be done.\n"),
            text_in(object, "reference", "TG-000000"),
            text_in(object, "notice_class", "info"),
            real_now()};
}

Error no_message(std::size_t line, const std::string& path) {
    return {ErrorKind::invalid,
            path + ":" + std::to_string(line) +
                ": no message; write one JSON object a line, with effect_id, recipient, subject, "
                "body, reference, notice_class",
            path};
}

/// All of them are read before the first goes out.
Result<std::vector<PluginMessage>> read_messages(const std::string& path) {
    const auto text = read_file(path);
    if (!text.ok()) return text.error();
    std::vector<PluginMessage> messages;
    std::istringstream lines(*text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty()) continue;
        boost::system::error_code fault;
        const json::value value = json::parse(line, fault);
        if (fault || !value.is_object()) return no_message(number, path);
        messages.push_back(message_of(value.as_object()));
    }
    return messages;
}

Result<std::vector<PluginMessage>> messages_of(const Arguments& arguments) {
    if (!arguments.script.empty()) return read_messages(arguments.script);
    if (arguments.person.empty())
        return Error{ErrorKind::invalid, "nobody is named: give --to ADDRESS or --messages FILE",
                     "--to"};
    json::object object{{"recipient", arguments.person}};
    if (!arguments.key.empty()) object["effect_id"] = arguments.key;
    if (!arguments.kind.empty()) object["notice_class"] = arguments.kind;
    return std::vector{message_of(object)};
}

void print_answer(const PluginMessage& message, const PluginAnswer& answer,
                  const Console& console) {
    if (console.json())
        return console.value(json::object{{"effect_id", message.effect_id},
                                          {"outcome", answer.outcome},
                                          {"detail", answer.detail},
                                          {"wait_ms", answer.wait.count()}});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(answer.wait).count();
    console.line(message.effect_id + " " + answer.outcome + ": " + answer.detail +
                 (seconds > 0 ? " (not before " + std::to_string(seconds) + " s)" : ""));
}

/// 1 when one of the messages did not get there.
int try_plugin(const Arguments& arguments, const Console& console) {
    const auto options = with_channels({}, arguments);
    if (!options.ok()) return console.fail(options.error());
    if (auto there = plugins_are_there(*options, arguments); !there.ok())
        return console.fail(there.error());
    const auto messages = messages_of(arguments);
    if (!messages.ok()) return console.fail(messages.error());
    const ChannelOptions& wanted = options->channels.front();
    auto channel = PluginChannel::open(wanted.library, options->plugin_host, wanted.settings);
    if (!channel.ok()) return console.fail(channel.error());
    int code = exit_clean;
    for (const PluginMessage& message : *messages) {
        const PluginAnswer answer = (*channel)->deliver(message);
        print_answer(message, answer, console);
        if (answer.outcome != "delivered" && answer.outcome != "pending") code = exit_findings;
    }
    return code;
}

}  // namespace

int run_plugins(const Arguments& arguments, const Console& console) {
    if (arguments.command.back() == "try") return try_plugin(arguments, console);
    Arguments wanted = arguments;
    if (wanted.channels.empty()) {
        auto names = installed_plugins(arguments);
        if (!names.ok()) return console.fail(names.error());
        wanted.channels = std::move(*names);
    }
    const auto options = with_channels({}, wanted);
    if (!options.ok()) return console.fail(options.error());
    if (auto there = plugins_are_there(*options, wanted); !there.ok())
        return console.fail(there.error());
    int code = exit_clean;
    json::array all;
    for (const ChannelOptions& channel : options->channels) {
        const auto described = describe_plugin(channel.library, options->plugin_host);
        if (!described.ok()) {
            code = console.fail(described.error());
            continue;
        }
        all.push_back(object_of(*described));
        if (!console.json()) print_plugin(*described, console);
    }
    if (console.json()) console.value(all);
    return code;
}

}  // namespace throughgate::cli
