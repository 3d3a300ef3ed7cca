// SPDX-License-Identifier: MIT
#include "core/findings.hpp"

#include <algorithm>

namespace throughgate {

std::string_view name_of(Finding::Weight weight) {
    switch (weight) {
        case Finding::Weight::problem: return "problem";
        case Finding::Weight::warning: return "warning";
        case Finding::Weight::note: break;
    }
    return "note";
}

}  // namespace throughgate

namespace throughgate::core::findings {
namespace {

using Weight = Finding::Weight;
using std::to_string;

constexpr std::size_t most_named = 10;

/// "S01, S02 and 14 more".
std::string listed(const Names& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most_named) text += " and " + to_string(names.size() - most_named) + " more";
    return text;
}

/// "1 person has", "3 people have".
std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

Finding store_missing(const std::string& path) {
    return {"store.missing", Weight::problem, path, "there is no store at this path",
            "name it with --store; `throughgate apply` makes a new one, `throughgate restore` "
            "puts a backup in place"};
}

Finding store_unreadable(const Error& error) {
    return {"store.unreadable", Weight::problem, error.subject, error.message,
            "see \"What to do when\" of the page Running; until then nothing is fired or sent"};
}

Finding store_older(const std::string& path, int version, int known) {
    return {"store.older", Weight::warning, path,
            "it has schema version " + to_string(version) + ", this program writes " +
                to_string(known) + "; nothing else was looked at",
            "back it up; the next command that opens it brings it up to date"};
}

Finding store_damaged(const std::string& path, std::string_view fault) {
    return {"store.damaged", Weight::problem, path,
            "its pages contradict themselves: " + std::string(fault),
            "stop `throughgate run`, keep the file, restore the last good backup and import the "
            "feeds again"};
}

Finding no_definitions() {
    return {"definitions.none", Weight::problem, "definitions", "no workflow is published",
            "`throughgate apply` with the folder of workflows"};
}

Finding faulty_definitions(std::size_t errors) {
    return {"definitions.faulty", Weight::warning, "definitions",
            counted(errors, "error stands", "errors stand") +
                " in the files of workflows, which could not be published as they are",
            "`throughgate check` names each with its place"};
}

Finding definitions_differ(const Names& pathways) {
    return {"definitions.differ", Weight::warning, listed(pathways),
            "the files of " + counted(pathways.size(), "pathway say", "pathways say") +
                " something else than what is published and runs",
            "`throughgate apply` publishes the files, or put back those that were published"};
}

Finding calendar_ends(std::string_view name, Date known_until, Date today) {
    const bool over = known_until < today;
    return {"calendar.ends", over ? Weight::problem : Weight::warning, std::string(name),
            "its holidays are known until " + format_date_long(known_until) +
                "; later dates are reckoned without any",
            "`throughgate import calendar` with a newer list, then `throughgate apply`"};
}

Finding no_staff() {
    return {"staff.none", Weight::problem, "directory", "the staff directory is empty",
            "`throughgate import staff`; until then nobody is told anything"};
}

Finding unreachable_staff(const Names& ids) {
    return {"staff.unreachable", Weight::problem, listed(ids),
            counted(ids.size(), "person holds", "people hold") +
                " a role and cannot be reached: no e-mail, no deputy and no team box with one",
            "give them an e-mail address, a deputy or their team a box, and import the staff "
            "again"};
}

Finding staff_without_email(const Names& ids) {
    return {"staff.no-email", Weight::note, listed(ids),
            counted(ids.size(), "person has", "people have") +
                " no e-mail; a deputy or the team box is told instead",
            "add the address if there is one"};
}

Finding staff_without_manager(const Names& ids) {
    return {"staff.no-manager", Weight::warning, listed(ids),
            counted(ids.size(), "person has", "people have") +
                " no manager: what is overdue with them is escalated to nobody",
            "name the manager in the staff file and import it again"};
}

Finding staff_gone(const Names& ids) {
    return {"staff.gone", Weight::warning, listed(ids),
            counted(ids.size(), "token acts as somebody", "tokens act as people") +
                " who left the staff directory; every command of theirs is refused",
            "`throughgate token list` shows whose; revoke them, make others"};
}

Finding roles_without_holder(const Names& roles) {
    return {"staff.role-empty", Weight::warning, listed(roles),
            counted(roles.size(), "role of the workflows is", "roles of the workflows are") +
                " held by nobody",
            "give somebody the role in the staff file, or take it out of the workflows"};
}

Finding unfired(Instant since, std::size_t rows, bool more) {
    return {"timers.unfired", Weight::problem, "timers",
            (more ? "more than " : "") + counted(rows, "timer has", "timers have") +
                " been due for over a minute and did not fire, the first since " +
                format_instant(since),
            "start `throughgate run` or `throughgate serve`; if one runs, look at its log"};
}

Finding silent(std::optional<Instant> since) {
    return {"engine.silent", Weight::problem, "engine",
            since ? "no engine has run on this store since " + format_instant(*since)
                  : "no engine has ever run on this store, and it holds cases",
            "start `throughgate run` or `throughgate serve`, and see that the machine does so "
            "when it starts"};
}

Finding clock_held(std::string_view since) {
    return {"clock.held", Weight::problem, "clock",
            "the clock jumped forward by more than an hour at " + std::string(since) +
                "; nothing fires until somebody confirms the time",
            "look at the clock; right: `throughgate clock confirm --as ID`; wrong: put it right "
            "and start the engine again"};
}

Finding clock_behind(Instant newest, Instant now) {
    return {"clock.behind", Weight::problem, "clock",
            "it is " + format_instant(now) + " here, but the newest entry of the log is of " +
                format_instant(newest) +
                ": the clock was put back, or the store comes from "
                "another machine",
            "put the clock right; what is due waits until it has caught up"};
}

Finding notices_wait(Instant since) {
    return {"notices.waiting", Weight::problem, "outbox",
            "notices have been waiting to be sent since " + format_instant(since),
            "see that the engine runs with a --channel and that the channel gets through"};
}

Finding notices_fail(std::size_t rows, bool more, std::string_view channel, std::string_view why) {
    return {"notices.failing", Weight::problem, std::string(channel),
            (more ? "more than " : "") + counted(rows, "notice was", "notices were") +
                " tried in vain and will be tried again; the first because: " + std::string(why),
            "mend the channel; what is tried eight times in vain is a dead letter"};
}

Finding notices_held() {
    return {"notices.held", Weight::problem, "outbox",
            "this store was restored from a backup and its notices are held",
            "look what was sent already, then `throughgate outbox release --as ID`"};
}

Finding dead_letters(const Names& cases) {
    return {"notices.dead", Weight::problem, listed(cases),
            counted(cases.size(), "notice could", "notices could") + " not be delivered at all",
            "tell the people by hand, mend the address, then `throughgate incident resolve`"};
}

Finding incidents(std::string_view kind, std::size_t count) {
    return {"incidents.open", Weight::problem, std::string(kind),
            counted(count, "incident of this kind is", "incidents of this kind are") + " open",
            "`throughgate incident list` says which; look at each, then `throughgate incident "
            "resolve`"};
}

Finding recompute_open(std::string_view cause, std::uint64_t done, std::uint64_t total) {
    return {"recompute.open", Weight::note, "dates",
            "dates are being derived again, " + to_string(done) + " of " + to_string(total) +
                " cases so far (" + std::string(cause) + "); timers wait until it is done",
            "nothing while the number grows"};
}

Finding change_open(const ChangeRun& run) {
    const std::string number = std::to_string(run.id);
    const std::string again = run.undoes == 0 ? "`throughgate change continue " + number +
                                                    "`, by anybody but "
                                                    "an approver, or `throughgate undo " +
                                                    number + "`"
                                              : "`throughgate change continue " + number + "`";
    return {"change.open", Weight::problem, "run " + number,
            "a change of live cases that " + run.by + " began on " + format_instant(run.started) +
                " has not ended, " + to_string(run.done) + " of " + to_string(run.total) +
                " cases so far: some cases run one version, some the other",
            "nothing while the number grows; else " + again};
}

Finding change_waits(Instant since) {
    return {"change.waiting", Weight::problem, "plans",
            "an approved plan was to be applied by itself on " + format_instant(since) +
                ", and was not",
            "see that an engine runs on this store; `throughgate change list` says which plan"};
}

Finding in_shadow(Instant since) {
    return {"notices.shadow", Weight::note, "live",
            "since " + format_instant(since) +
                " notices are sent to live teams only; the others' are listed",
            "`throughgate live status` shows the teams"};
}

Finding system_away(const std::string& named, const UpstreamState& state, std::uint64_t waiting) {
    return {"systems.away", Weight::warning, named,
            "it has not answered since " + format_instant(state.failing_since.value_or(Instant{})) +
                "; " + counted(waiting, "entry waits", "entries wait") +
                " for it, and work goes on. The last reason: " + state.detail,
            "nothing while it is known to be down: it is asked again by itself; else look at its "
            "address and token, then `throughgate upstream try`"};
}

Finding entries_refused(const std::string& named, std::uint64_t count) {
    return {"systems.refused", Weight::problem, named,
            counted(count, "entry was", "entries were") +
                " refused there and will not be sent again by itself",
            "`throughgate upstream items --refused` gives its reasons; put each right there, then "
            "`upstream retry` or `upstream waive` with a reason"};
}

Finding nobody_records(const std::string& named, const UpstreamCount& items) {
    return {"systems.unconnected", Weight::note, named,
            "nobody speaks to it: " + counted(items.waiting, "entry waits", "entries wait") +
                (items.oldest ? " for it, the first since " + format_instant(*items.oldest)
                              : std::string(" for it")),
            "start the engine with its --upstream, or take `record` out of the workflows"};
}

}  // namespace throughgate::core::findings
