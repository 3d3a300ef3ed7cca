// SPDX-License-Identifier: MIT
// The public inspection: one read-only look at a store, each question a function of its own.
#include "throughgate/inspection.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/limits.hpp"
#include "core/commit_loop.hpp"
#include "core/inspect_staff.hpp"
#include "core/published.hpp"
#include "core/queries.hpp"
#include "core/shadow.hpp"
#include "definition/load.hpp"
#include "plugin/channel.hpp"
#include "schedule/system_clock.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace throughgate {
namespace core {
namespace {

constexpr std::size_t most_incidents = 100000;
constexpr std::size_t most_rows = 1000;  ///< counted; "more than" that
constexpr std::chrono::minutes notice_patience{15};
constexpr std::string_view dead_letter = "delivery.dead_letter";

/// What every question is put to. The first error of the store ends the inspection.
struct Inspecting {
    store::Reader& reader;
    const Surroundings& around;
    Instant now;
    std::vector<Finding>& found;
};

std::optional<Instant> noted_instant(store::Reader& reader, std::string_view name) {
    const auto noted = reader.meta(name);
    return noted.ok() && *noted ? parse_instant(**noted) : std::nullopt;
}

Instant now_of(store::Reader& reader, const InspectionOptions& options) {
    if (options.now) return *options.now;
    const auto stands = noted_instant(reader, "virtual_now");
    return stands ? *stands : schedule::make_system_clock()->now();
}

// --- definitions and calendars -----------------------------------------------------------------

void look_at_files(const Inspecting& in, const std::vector<DefinitionFile>& files) {
    std::vector<definition::SourceFile> sources;
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    const auto loaded = definition::load(sources, std::nullopt);
    std::size_t errors = 0;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error) ++errors;
    if (errors != 0) return in.found.push_back(findings::faulty_definitions(errors));
    findings::Names differ;
    for (const auto& definition : loaded.set.current)
        if (!is_published(in.around.definitions, loaded.set, *definition))
            differ.emplace_back(definition->pathway.text());
    if (!differ.empty()) in.found.push_back(findings::definitions_differ(differ));
}

void look_at_definitions(const Inspecting& in, const InspectionOptions& options) {
    if (in.around.definitions.current.empty())
        return in.found.push_back(findings::no_definitions());
    if (options.definitions != nullptr) look_at_files(in, *options.definitions);
    const Date today = in.around.today(in.now);
    for (const auto& [name, calendar] : in.around.definitions.calendars)
        if (calendar.known_until() < today + std::chrono::years(1))
            in.found.push_back(findings::calendar_ends(name, calendar.known_until(), today));
}

// --- what is due ---------------------------------------------------------------------------------

Status look_at_timers(const Inspecting& in) {
    const auto rows = in.reader.due_timers(in.now - limits::watchdog_overdue, most_rows);
    if (!rows.ok()) return rows.error();
    if (!rows->empty())
        in.found.push_back(
            findings::unfired(rows->front().due, rows->size(), rows->size() == most_rows));
    const auto cases = in.reader.count_cases();
    if (!cases.ok()) return cases.error();
    const auto beat = noted_instant(in.reader, meta::heartbeat);
    const bool silent = beat ? *beat + 3 * limits::heartbeat < in.now : *cases != 0;
    if (silent) in.found.push_back(findings::silent(beat));
    return {};
}

Status look_at_clock(const Inspecting& in) {
    const auto held = in.reader.meta(meta::clock_held);
    if (!held.ok()) return held.error();
    if (*held && !(*held)->empty()) in.found.push_back(findings::clock_held(**held));
    const auto last = in.reader.last_commit();
    if (!last.ok()) return last.error();
    if (*last == 0) return {};
    const auto newest = in.reader.read_roots(*last - 1, 1);
    if (!newest.ok()) return newest.error();
    if (!newest->empty() && newest->front().at > in.now + std::chrono::minutes(1))
        in.found.push_back(findings::clock_behind(newest->front().at, in.now));
    return {};
}

/// Rows whose time has passed are not even tried; those in the future were, if they have attempts.
Status look_at_outbox(const Inspecting& in) {
    const auto held = in.reader.meta("outbox_held");
    if (!held.ok()) return held.error();
    if (held->value_or("") == "1") in.found.push_back(findings::notices_held());
    const auto rows = in.reader.due_outbox(in.now + 2 * limits::retry_longest, most_rows);
    if (!rows.ok()) return rows.error();
    const auto mail = in.reader.next_mailing();
    if (!mail.ok()) return mail.error();
    std::optional<Instant> since = *mail;
    if (!rows->empty() && (!since || *rows->front().due < *since)) since = rows->front().due;
    if (since && *since + notice_patience < in.now)
        in.found.push_back(findings::notices_wait(*since));
    std::size_t tried = 0;
    const OutboxRow* first = nullptr;
    for (const OutboxRow& row : *rows)
        if (row.attempts != 0 && tried++ == 0) first = &row;
    if (first != nullptr)
        in.found.push_back(findings::notices_fail(tried, rows->size() == most_rows, first->channel,
                                                  first->detail));
    return {};
}

Status look_at_incidents(const Inspecting& in) {
    const auto open = in.reader.list_incidents(true, most_incidents);
    if (!open.ok()) return open.error();
    std::map<std::string, std::size_t> kinds;
    findings::Names dead;
    for (const Incident& each : *open) {
        if (each.kind != dead_letter) {
            ++kinds[each.kind];
            continue;
        }
        const auto loaded = in.reader.load_case(each.case_id);
        dead.push_back(loaded.ok() && *loaded ? (*loaded)->reference : each.subject);
    }
    if (!dead.empty()) in.found.push_back(findings::dead_letters(dead));
    for (const auto& [kind, count] : kinds) in.found.push_back(findings::incidents(kind, count));
    return {};
}

void look_at_system(const Inspecting& in, const UpstreamCount& items, const UpstreamState& state,
                    bool connected) {
    const std::string named = upstream_title(in.around, items.upstream);
    if (items.refused != 0) in.found.push_back(findings::entries_refused(named, items.refused));
    if (items.waiting == 0) return;
    if (!connected)
        in.found.push_back(findings::nobody_records(named, items));
    else if (state.next_try)
        in.found.push_back(findings::system_away(named, state, items.waiting));
}

Status look_at_systems(const Inspecting& in) {
    const auto items = in.reader.count_upstream_items();
    if (!items.ok()) return items.error();
    const auto states = in.reader.upstreams();
    if (!states.ok()) return states.error();
    const auto connected = in.reader.meta(meta::connected);
    if (!connected.ok()) return connected.error();
    for (const UpstreamCount& each : *items) {
        const auto state = std::ranges::find(*states, each.upstream, &UpstreamState::name);
        const bool speaks =
            connected->value_or("").find(" " + each.upstream + " ") != std::string::npos;
        look_at_system(in, each, state == states->end() ? UpstreamState{} : *state, speaks);
    }
    return {};
}

Status look_at_changes(const Inspecting& in) {
    const auto open = in.reader.open_change_run();
    if (!open.ok()) return open.error();
    if (*open) in.found.push_back(findings::change_open(**open));
    const auto plans = in.reader.list_proposals(most_rows);
    if (!plans.ok()) return plans.error();
    for (const Proposal& each : *plans)
        if (each.state == ProposalState::approved && each.effective_from &&
            *each.effective_from + limits::watchdog_overdue < in.now && !*open) {
            in.found.push_back(findings::change_waits(*each.effective_from));
            break;
        }
    return {};
}

Status look_at_runs(const Inspecting& in) {
    const auto open = in.reader.open_recompute();
    if (!open.ok()) return open.error();
    if (*open)
        in.found.push_back(findings::recompute_open((*open)->cause, (*open)->done, (*open)->total));
    if (auto looked = look_at_changes(in); !looked.ok()) return looked;
    const auto live = read_live(in.reader);
    if (!live.ok()) return live.error();
    const bool all_live = live->all && live->except.empty();
    if (live->shadow && !all_live && live->since)
        in.found.push_back(findings::in_shadow(*live->since));
    return {};
}

Status ask_all(const Inspecting& in, const InspectionOptions& options) {
    look_at_definitions(in, options);
    for (Finding& each : inspect_staff(in.around.directory, in.around.definitions.roles))
        in.found.push_back(std::move(each));
    findings::Names gone;
    for (const std::string& id : options.acting)
        if (in.around.directory.find(id) == nullptr) gone.push_back(id);
    if (!gone.empty()) in.found.push_back(findings::staff_gone(gone));
    for (const auto question : {look_at_clock, look_at_timers, look_at_outbox, look_at_incidents,
                                look_at_systems, look_at_runs})
        if (auto answered = question(in); !answered.ok()) return answered;
    return {};
}

Status look(const InspectionOptions& options, std::vector<Finding>& found) {
    store::SqliteOptions sqlite;
    sqlite.path = options.store_path;
    sqlite.create = false;
    sqlite.read_only = true;
    sqlite.checkpointer = false;
    const auto opened = store::open_sqlite(sqlite);
    if (!opened.ok()) return opened.error();
    auto reader = (*opened)->read();
    if (!reader.ok()) return reader.error();
    const auto around = load_surroundings(**reader, "");
    if (!around.ok()) return around.error();
    return ask_all({**reader, **around, now_of(**reader, options), found}, options);
}

}  // namespace
}  // namespace core

std::vector<Finding> inspect_store(const InspectionOptions& options) {
    std::error_code none;
    if (!std::filesystem::exists(options.store_path, none))
        return {core::findings::store_missing(options.store_path)};
    const auto check = store::quick_check_sqlite(options.store_path);
    if (!check.ok()) return {core::findings::store_unreadable(check.error())};
    if (!check->fault.empty())
        return {core::findings::store_damaged(options.store_path, check->fault)};
    if (check->version < check->known)
        return {core::findings::store_older(options.store_path, check->version, check->known)};
    std::vector<Finding> found;
    if (const Status looked = core::look(options, found); !looked.ok())
        found.push_back(core::findings::store_unreadable(looked.error()));
    return found;
}

Status inspect_channel(const ChannelOptions& channel, const std::string& plugin_host) {
    plugin::ChannelOptions options;
    options.library = channel.library;
    options.host = plugin_host;
    options.settings = channel.settings;
    const auto opened = plugin::open_channel(options);
    return opened.ok() ? Status{} : Status{opened.error()};
}

}  // namespace throughgate
