// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/import_report.hpp"
#include "host/cli/session.hpp"
#include "host/json/views.hpp"
#include "throughgate/notices.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

/// A staff file's rows mean nothing without its header.
std::string_view head_of(const std::string& kind, std::string_view bytes) {
    if (kind != "staff" && kind != "rota") return {};
    const std::string_view head = bytes.substr(0, bytes.find('\n'));
    return head.substr(0, head.find_last_not_of('\r') + 1);
}

std::string line_for(const CalendarUpdate& update) {
    if (!update.changed) return update.path + ": nothing new";
    return update.path + ": " + std::to_string(update.added.size()) + " added, " +
           std::to_string(update.removed.size()) + " removed, " +
           std::to_string(update.renamed.size()) + " renamed, known until " +
           format_date_long(update.known_until);
}

void print(const std::vector<CalendarUpdate>& updates, const Console& console) {
    if (console.json()) {
        json::array all;
        for (const CalendarUpdate& update : updates) all.push_back(to_json(update));
        return console.value(all);
    }
    for (const CalendarUpdate& update : updates) {
        console.line(line_for(update));
        for (const std::string& day : update.added) console.line("  + " + day);
        for (const std::string& day : update.removed) console.line("  - " + day);
        for (const std::string& day : update.renamed) console.line("  ~ " + day);
    }
}

Status write_file(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::trunc | std::ios::binary);
    file << bytes;
    file.flush();
    if (!file) return Error{ErrorKind::invalid, "cannot write " + path, path};
    return {};
}

/// Needs no store: the files are the operator's; `apply` publishes them.
int import_calendar(const Arguments& arguments, const Console& console) {
    const auto json = read_file(arguments.files.front());
    if (!json.ok()) return console.fail(json.error());
    const auto files = read_definitions(arguments.workflows);
    if (!files.ok()) return console.fail(files.error());
    const std::string version = arguments.calendar_version.empty() ? format_date(today(arguments))
                                                                   : arguments.calendar_version;
    const auto updates = import_bank_holidays(*json, arguments.files.front(), *files, version);
    if (!updates.ok()) return console.fail(updates.error());
    for (const CalendarUpdate& update : *updates) {
        if (!update.changed || arguments.dry_run) continue;
        const std::string path = arguments.workflows + "/" + update.path;
        if (auto written = write_file(path, update.bytes); !written.ok())
            return console.fail(written.error());
    }
    print(*updates, console);
    return exit_clean;
}

}  // namespace

void print_report(const ImportReport& report, const Console& console) {
    const std::vector<std::pair<const char*, std::size_t>> counts{
        {"read", report.read},
        {"opened", report.opened},
        {"changed", report.changed},
        {"unchanged", report.unchanged},
        {"applied", report.applied},
        {"duplicates", report.duplicates},
        {"stale", report.stale},
        {"buffered", report.buffered},
        {"ignored", report.ignored},
        {"quality_items", report.quality_items},
        {"refused", report.refused},
        {"rejected", report.rejected},
        {"no longer listed", report.removed}};
    if (console.json()) {
        json::object object;
        for (const auto& [name, number] : counts)
            object[name == counts.back().first ? "no_longer_listed" : name] = number;
        object["problems"] = json::array(report.problems.begin(), report.problems.end());
        object["missing_from_source"] =
            json::array(report.missing_from_source.begin(), report.missing_from_source.end());
        console.value(object);
        return;
    }
    for (const std::string& problem : report.problems) console.say(problem);
    for (const std::string& reference : report.missing_from_source)
        console.say(reference + ": open, but missing from this extract");
    std::string text;
    for (const auto& [name, number] : counts)
        if (number != 0) text += (text.empty() ? "" : ", ") + std::to_string(number) + " " + name;
    console.line(text.empty() ? "nothing to import" : text);
}

Status keep_rejects(const std::string& path, const std::vector<std::string>& rejects,
                    std::string_view head) {
    if (path.empty() || rejects.empty()) return {};
    std::error_code none;
    const auto before = std::filesystem::file_size(path, none);
    std::ofstream file(path, std::ios::app | std::ios::binary);
    if ((none || before == 0) && !head.empty()) file << head << "\n";
    for (const std::string& row : rejects) file << row << "\n";
    file.flush();
    if (!file) return Error{ErrorKind::invalid, "cannot write the reject file " + path, path};
    return {};
}

int run_import(const Arguments& arguments, const Console& console) {
    const std::string& kind = arguments.command.back();
    if (kind == "calendar") return import_calendar(arguments, console);
    const std::string& path = arguments.files.front();
    const auto bytes = read_file(path);
    if (!bytes.ok()) return console.fail(bytes.error());
    auto session = Session::open(arguments, console, true);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    const Actor actor{arguments.as, principal(), arguments.on_behalf_of};
    const ImportOptions options{arguments.partial, arguments.replace};
    const auto report = kind == "prisoners" ? engine.import_prisoners(*bytes, path, actor, options)
                        : kind == "staff"   ? engine.import_directory(*bytes, path, actor, options)
                        : kind == "rota"    ? import_rota(engine, *bytes, path, actor)
                                            : engine.import_events(*bytes, path, actor);
    if (!report.ok()) return console.fail(report.error());
    print_report(*report, console);
    if (auto kept = keep_rejects(arguments.rejects, report->rejects, head_of(kind, *bytes));
        !kept.ok())
        return console.fail(kept.error());
    return report->problems.empty() ? exit_clean : exit_findings;
}

}  // namespace throughgate::cli
