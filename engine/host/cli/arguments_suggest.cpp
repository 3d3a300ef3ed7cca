// SPDX-License-Identifier: MIT
// What was meant by a command or an option that there is not.
#include <algorithm>
#include <cstdio>

#include "host/cli/arguments_parts.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::cli {
namespace {

using Names = std::vector<std::string>;

/// The sub-commands of `app` nearest to the words given, when one was mistyped.
void suggest_commands(const CLI::App& app, const Names& words) {
    const CLI::App* group = &app;
    for (const std::string& word : words) {
        Names known;
        const CLI::App* next = nullptr;
        for (const CLI::App* each : group->get_subcommands([](const CLI::App*) { return true; })) {
            known.push_back(each->get_name());
            if (each->get_name() == word) next = each;
        }
        if (next != nullptr) {
            group = next;
            continue;
        }
        const std::string near = did_you_mean(word, known);
        if (!near.empty() && !word.starts_with("-"))
            std::fputs(
                ("there is no command '" + word + "'; did you mean '" + near + "'?\n").c_str(),
                stderr);
    }
}

/// Options of the command that was given, and of every command.
Names options_of(const CLI::App& app, const CLI::App& command) {
    Names names;
    for (const CLI::App* each : {&app, &command})
        for (const CLI::Option* option : each->get_options([](const CLI::Option*) { return true; }))
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

const CLI::App& command_of(const CLI::App& app, const Names& words) {
    const CLI::App* command = &app;
    for (const std::string& word : words)
        for (const CLI::App* each : command->get_subcommands([](const CLI::App*) { return true; }))
            if (each->get_name() == word) command = each;
    return *command;
}

/// The options nearest to those that were mistyped.
void suggest_options(const CLI::App& app, const Names& words) {
    const Names known = options_of(app, command_of(app, words));
    for (const std::string& word : words) {
        const std::string option = word.substr(0, word.find('='));
        if (!option.starts_with("--") || option.size() < 4) continue;
        if (std::find(known.begin(), known.end(), option) != known.end()) continue;
        const std::string near = did_you_mean(option, known);
        std::fputs(("there is no option '" + option + "' here" +
                    (near.empty() ? "" : "; did you mean '" + near + "'?") + "\n")
                       .c_str(),
                   stderr);
    }
}

}  // namespace

void suggest(const CLI::App& app, const Names& words) {
    suggest_commands(app, words);
    suggest_options(app, words);
}

}  // namespace throughgate::cli
