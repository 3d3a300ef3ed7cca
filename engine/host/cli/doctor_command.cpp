// SPDX-License-Identifier: MIT
// `throughgate doctor`: what is wrong with an installation, all of it at once, before anybody is
// hurt. Looks only.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "host/cli/commands.hpp"
#include "host/cli/doctor.hpp"
#include "host/cli/doctor_findings.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using Weight = Finding::Weight;

Instant wall_clock() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

std::size_t count(const Found& found, Weight weight) {
    return static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(),
                      [weight](const Finding& each) { return each.weight == weight; }));
}

bool is_clean(const Found& found) {
    return count(found, Weight::problem) + count(found, Weight::warning) == 0;
}

json::array to_json(const Found& found) {
    json::array all;
    for (const Finding& each : found)
        all.push_back(json::object{{"code", each.code},
                                   {"weight", name_of(each.weight)},
                                   {"where", each.where},
                                   {"what", each.what},
                                   {"repair", each.repair}});
    return all;
}

std::string counted(std::size_t number, const std::string& word) {
    return std::to_string(number) + " " + word + (number == 1 ? "" : "s");
}

void print(const Found& found, const Console& console) {
    for (const Finding& each : found) {
        console.line(std::string(name_of(each.weight)) + "[" + each.code + "] " + each.where +
                     ": " + each.what);
        console.line("  help: " + each.repair);
    }
    console.line(counted(count(found, Weight::problem), "problem") + ", " +
                 counted(count(found, Weight::warning), "warning") + ", " +
                 counted(count(found, Weight::note), "note"));
}

/// nullopt: an option that cannot be used, said already.
std::optional<Found> look(const Arguments& arguments, const Console& console) {
    InspectionOptions options;
    options.store_path = arguments.store;
    options.now = parse_instant(arguments.now);
    if (!arguments.now.empty() && !options.now) {
        console.fail({ErrorKind::invalid, "--now wants a time like 2026-03-17T09:00:00Z", "--now"});
        return std::nullopt;
    }
    std::vector<DefinitionFile> files;
    if (!arguments.compared.empty()) {
        auto read = read_definitions(arguments.compared);
        if (!read.ok()) return console.fail(read.error()), std::nullopt;
        files = std::move(*read);
        options.definitions = &files;
    }
    const Instant now = options.now.value_or(wall_clock());
    Found found;
    look_at_store_files(arguments, found);
#ifdef TG_HTTP
    options.acting = look_at_tokens(arguments, now, found);
#endif
    for (Finding& each : inspect_store(options)) found.push_back(std::move(each));
    look_at_channels(arguments, found);
    look_at_backups(arguments, now, found);
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding& a, const Finding& b) { return a.weight < b.weight; });
    return found;
}

}  // namespace

void look_at_channels(const Arguments& arguments, Found& found) {
    if (arguments.channels.empty()) return found.push_back(findings::channels_not_looked_at());
    const auto options = with_channels({}, arguments);
    if (!options.ok()) return;  // a wrong --set: refused before anything is looked at
    std::error_code none;
    if (!fs::exists(options->plugin_host, none))
        return found.push_back(findings::plugin_host_missing(options->plugin_host));
    for (const ChannelOptions& channel : options->channels) {
        if (!fs::exists(channel.library, none)) {
            found.push_back(findings::plugin_missing(channel.library));
            continue;
        }
        const Status tried = inspect_channel(channel, options->plugin_host);
        if (!tried.ok()) found.push_back(findings::plugin_faulty(channel.library, tried.error()));
    }
}

int run_doctor(const Arguments& arguments, const Console& console) {
    const auto options = with_channels({}, arguments);
    if (!options.ok()) return console.fail(options.error());
    const auto found = look(arguments, console);
    if (!found) return exit_usage;
    if (console.json())
        console.value(json::object{{"ok", is_clean(*found)},
                                   {"problems", count(*found, Weight::problem)},
                                   {"warnings", count(*found, Weight::warning)},
                                   {"notes", count(*found, Weight::note)},
                                   {"findings", to_json(*found)}});
    else
        print(*found, console);
    return is_clean(*found) ? exit_clean : exit_findings;
}

}  // namespace throughgate::cli
