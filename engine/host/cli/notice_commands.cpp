// SPDX-License-Identifier: MIT
// `throughgate notice`: what became of notices, and what a person decides about dead letters.
// `throughgate route`: who would be told, without sending.
#include <boost/json/array.hpp>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/json/notices.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

template <typename Rows>
void print_json(const Console& console, const Rows& rows) {
    json::array array;
    for (const auto& row : rows) array.push_back(to_json(row));
    console.value(array);
}

void print_deliveries(const Console& console, const std::vector<DeliveryView>& lines) {
    std::vector<std::vector<std::string>> rows;
    for (const DeliveryView& each : lines)
        rows.push_back({console.when(each.at), each.person, each.way, each.notice_class,
                        each.channel, each.outcome, each.detail});
    console.table({"at", "person", "way", "class", "channel", "outcome", "said"}, rows);
}

int list_notices(const Arguments& a, const Console& console, Session& session) {
    NoticeQuery query;
    query.case_reference = a.of_case;
    query.person = a.person;
    query.dead_letters = a.of_case.empty() && a.person.empty();
    query.after = a.after;
    query.limit = a.limit;
    const auto all = throughgate::list_notices(session.engine(), query);
    if (!all.ok()) return console.fail(all.error());
    if (console.json()) return print_json(console, *all), exit_clean;
    if (all->empty())
        return console.line(query.dead_letters ? "no dead letters: nothing has to be decided"
                                               : "no notices"),
               exit_clean;
    std::vector<std::vector<std::string>> rows;
    for (const NoticeRecord& each : *all)
        rows.push_back({each.notice.effect, each.notice.case_reference, each.notice.message,
                        each.notice.notice_class,
                        each.notice.recipient.empty() ? each.notice.to : each.notice.recipient,
                        each.standing, each.notice.detail});
    console.table({"notice", "case", "message", "class", "to", "standing", "said"}, rows);
    return exit_clean;
}

int show_notice(const Arguments& a, const Console& console, Session& session) {
    const auto record = find_notice(session.engine(), a.files.front());
    if (!record.ok()) return console.fail(record.error());
    if (console.json()) return console.value(to_json(*record)), exit_clean;
    const NoticeView& notice = record->notice;
    console.line(notice.effect + ": " + notice.message + " of " + notice.case_reference + ", " +
                 notice.notice_class + ", to " + notice.to +
                 (notice.recipient.empty() ? "" : " (" + notice.recipient + ")"));
    console.line(record->standing + (notice.detail.empty() ? "" : ": " + notice.detail));
    if (!record->mail.empty()) console.line("said in mail " + record->mail);
    if (record->incident) console.line("open incident " + std::to_string(*record->incident));
    print_deliveries(console, record->deliveries);
    return exit_clean;
}

int show_record(const Arguments& a, const Console& console, Session& session) {
    const auto lines = deliveries_to(session.engine(), a.files.front(), Instant{}, a.limit);
    if (!lines.ok()) return console.fail(lines.error());
    if (console.json()) return print_json(console, *lines), exit_clean;
    if (lines->empty()) return console.line("nothing was sent to " + a.files.front()), exit_clean;
    print_deliveries(console, *lines);
    return exit_clean;
}

int decide(const Arguments& a, const Console& console, Session& session) {
    const auto actor = session.actor(a);
    if (!actor.ok()) return console.fail(actor.error());
    const std::string& effect = a.files.front();
    const bool waives = a.command.back() == "waive";
    const Status done = waives ? waive_notice(session.engine(), effect, *actor, a.reason)
                               : retry_notice(session.engine(), effect, *actor, a.reason);
    if (!done.ok()) return console.fail(done.error());
    console.line(waives ? "waived " + effect : effect + " is told again");
    return exit_clean;
}

Result<std::string> scene_of(const std::string& given) {
    if (given.starts_with('{')) return given;
    return read_file(given);
}

Result<RouteOptions> route_options(const Arguments& a) {
    RouteOptions options;
    const auto definitions = read_definitions(a.files.front());
    if (!definitions.ok()) return definitions.error();
    options.definitions = *definitions;
    const auto staff = read_file(a.staff_file);
    if (!staff.ok()) return staff.error();
    options.staff = *staff;
    if (!a.rota_file.empty()) {
        const auto rota = read_file(a.rota_file);
        if (!rota.ok()) return rota.error();
        options.rota = *rota;
    }
    const auto scene = scene_of(a.of_case);
    if (!scene.ok()) return scene.error();
    options.scene = *scene;
    options.channel = a.channels.empty() ? "file-drop" : a.channels.front();
    return options;
}

}  // namespace

int run_notice(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const std::string& what = arguments.command.back();
    if (what == "list") return list_notices(arguments, console, **session);
    if (what == "show") return show_notice(arguments, console, **session);
    if (what == "record") return show_record(arguments, console, **session);
    return decide(arguments, console, **session);
}

int run_route(const Arguments& arguments, const Console& console) {
    auto options = route_options(arguments);
    if (!options.ok()) return console.fail(options.error());
    const ScratchFolder scratch;
    if (scratch.path().empty())
        return console.fail({ErrorKind::unavailable, "cannot make a temporary folder", "TMPDIR"});
    options->folder = scratch.path();
    const auto routed = route(*options);
    if (!routed.ok()) return console.fail(routed.error());
    if (console.json()) return print_json(console, *routed), exit_clean;
    std::vector<std::vector<std::string>> rows;
    for (const RoutedNotice& each : *routed)
        rows.push_back({console.when(each.at), each.person.empty() ? "nobody" : each.person,
                        each.way, each.notice_class, each.channel, each.what, each.to,
                        each.because});
    if (rows.empty()) return console.line("nobody would be told"), exit_clean;
    console.table({"at", "person", "way", "class", "channel", "what", "as", "because"}, rows);
    return exit_clean;
}

}  // namespace throughgate::cli
