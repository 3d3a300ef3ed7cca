// SPDX-License-Identifier: MIT
// Going live: placing many people, and switching teams from shadow to live.
#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "core/engine_parts.hpp"
#include "core/shadow.hpp"
#include "exchange/commands_json.hpp"
#include "exchange/placements.hpp"
#include "throughgate/blank.hpp"

namespace throughgate {
namespace {

/// The same person placed in the same way is one command, however often the file is read.
Command command_of(const exchange::Placement& placement, const Actor& actor,
                   std::string_view reason) {
    Command command;
    command.actor = actor;
    command.reason = reason;
    command.what = placement.what;
    const PersonIdentity& person = placement.what.person;
    const std::string content =
        to_hex(Sha256().add_field(exchange::to_json(command)).finish()).substr(0, 16);
    command.key = "place/" + person.noms_number + "/" + person.crn + "/" + content;
    return command;
}

void refuse(ImportReport& report, const exchange::Placement& placement, const Error& error) {
    report.problems.push_back(placement.place + ": " + error.message);
    report.rejects.emplace_back(placement.raw);
    ++report.refused;
}

bool is_team(const Directory& directory, std::string_view team) {
    return std::any_of(directory.members.begin(), directory.members.end(),
                       [team](const StaffMember& member) { return member.team == team; });
}

Status check_switch(const LiveState& state, const Directory& directory, std::string_view team,
                    bool live, const Actor& actor, std::string_view reason) {
    std::string faults;
    const auto add = [&faults](const std::string& fault) {
        faults += (faults.empty() ? "" : "; ") + fault;
    };
    if (actor.person.empty()) add("a named person has to switch a team (--as)");
    if (is_blank(reason)) add("say why (--reason)");
    if (team != core::every_team && !is_team(directory, team))
        add("nobody in the directory belongs to the team '" + std::string(team) + "'");
    if (!state.shadow && live)
        add("this store was never run in shadow, so everything is sent already; begin with "
            "`throughgate run --shadow`");
    if (faults.empty()) return {};
    return Error{ErrorKind::refused, faults, std::string(team)};
}

/// The first team that is switched off begins shadow mode; all others stay live.
std::string lines_for(const LiveState& state, const LiveSwitch& each) {
    std::string lines;
    if (!state.shadow) lines += core::line_of(each, true);
    if (!state.shadow && each.team != core::every_team) {
        LiveSwitch others = each;
        others.live = true;
        others.team = core::every_team;
        lines += core::line_of(others, false);
    }
    return lines + core::line_of(each, false);
}

/// Shadowed rows, a page at a time.
Result<std::vector<OutboxRow>> shadowed_rows(store::Reader& reader) {
    constexpr std::size_t page = 1000;
    std::vector<OutboxRow> found;
    EffectId after;
    for (;;) {
        auto rows = reader.list_outbox(CaseId{}, after, page);
        if (!rows.ok()) return rows.error();
        const bool last = rows->size() < page;
        if (!rows->empty()) after = rows->back().effect;
        for (OutboxRow& row : *rows)
            if (row.channel == core::shadow_channel) found.push_back(std::move(row));
        if (last) return found;
    }
}

ShadowedNotice notice_of(const OutboxRow& row, const core::Surroundings& around) {
    ShadowedNotice notice;
    notice.at = row.queued;
    notice.day = around.today(row.queued);
    const std::string_view detail = row.detail;
    if (detail.starts_with(core::shadow_detail))
        notice.team = detail.substr(core::shadow_detail.size());
    notice.person = row.recipient;
    notice.message = row.notice.message.text();
    notice.notice_class = name_of(row.notice.notice_class);
    return notice;
}

Result<std::string> reference_of(store::Reader& reader, CaseId id) {
    const auto loaded = reader.load_case(id);
    if (!loaded.ok()) return loaded.error();
    return loaded->has_value() ? (*loaded)->reference : std::string();
}

}  // namespace

Result<ImportReport> place_cases(Engine& engine, std::string_view json_lines,
                                 std::string_view file_name, const Actor& actor,
                                 std::string_view reason) {
    const auto read = exchange::read_placements(json_lines, file_name);
    ImportReport report;
    report.read = read.placements.size() + read.rejects.size();
    report.rejected = read.rejects.size();
    for (const exchange::Reject& reject : read.rejects) {
        report.problems.push_back(reject.place + ": " + reject.reason);
        report.rejects.push_back(reject.raw);
    }
    std::vector<Command> commands;
    for (const exchange::Placement& each : read.placements)
        commands.push_back(command_of(each, actor, reason));
    const auto results = engine.submit_all(std::move(commands));
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (!results[i].ok())
            refuse(report, read.placements[i], results[i].error());
        else
            ++(results[i]->outcome == Outcome::duplicate ? report.duplicates : report.opened);
    }
    return report;
}

Result<LiveState> live_state(Engine& engine) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    return core::read_live(**reader);
}

Status switch_live(Engine& engine, std::string_view team, bool live, const Actor& actor,
                   std::string_view reason) {
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    LiveSwitch each;
    each.live = live;
    each.team = team;
    each.person = actor.person;
    each.reason = reason;
    Status checked;
    const auto done = engine.parts().work([&](store::Transaction& transaction, Instant now) {
        const auto written = transaction.meta(core::meta::live);
        if (!written.ok()) return Status(written.error());
        const LiveState state = core::read_live(written->value_or(""));
        checked = check_switch(state, around->directory, team, live, actor, reason);
        if (!checked.ok()) return Status{};
        each.at = now;
        return transaction.put_meta(core::meta::live,
                                    written->value_or("") + lines_for(state, each));
    });
    if (!done.ok()) return done;
    if (checked.ok())
        log(LogLevel::info, live ? "live.on" : "live.off",
            {{"team", each.team}, {"by", each.person}});
    return checked;
}

Result<std::vector<ShadowedNotice>> shadowed_notices(Engine& engine, std::string_view team) {
    return engine.parts().query<std::vector<ShadowedNotice>>(
        [team](store::Reader& reader, const core::Surroundings& around,
               const journey::World&) -> Result<std::vector<ShadowedNotice>> {
            const auto rows = shadowed_rows(reader);
            if (!rows.ok()) return rows.error();
            std::map<CaseId, std::string> references;
            std::vector<ShadowedNotice> all;
            for (const OutboxRow& row : *rows) {
                ShadowedNotice notice = notice_of(row, around);
                if (!team.empty() && notice.team != team) continue;
                auto known = references.find(row.effect.case_id);
                if (known == references.end()) {
                    auto reference = reference_of(reader, row.effect.case_id);
                    if (!reference.ok()) return reference.error();
                    known = references.emplace(row.effect.case_id, std::move(*reference)).first;
                }
                notice.case_reference = known->second;
                all.push_back(std::move(notice));
            }
            std::stable_sort(
                all.begin(), all.end(),
                [](const ShadowedNotice& a, const ShadowedNotice& b) { return a.at < b.at; });
            return all;
        });
}

}  // namespace throughgate
