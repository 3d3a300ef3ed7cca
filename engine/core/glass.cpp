// SPDX-License-Identifier: MIT
// Access: breaking the glass, who is told of it, and looking into it afterwards. Both stand in the
// log of reads and in the log of the case.
#include <algorithm>
#include <set>

#include "core/erasure_texts.hpp"
#include "core/ownership.hpp"
#include "core/queries.hpp"
#include "definition/engine_messages.hpp"
#include "notices/timing.hpp"
#include "store/erasing.hpp"
#include "store/summary.hpp"
#include "throughgate/access.hpp"
#include "throughgate/blank.hpp"

namespace throughgate {
namespace {

using core::Surroundings;
using notices::Person;
using store::GlassRow;

constexpr std::string_view review_kind = "glass_reviewed";

/// What one transaction is about.
struct Deed {
    const Viewer& viewer;
    const std::string& words;
    const Surroundings& around;
    Instant now;
};

/// The manager of whoever owns the phase; where that is who broke the glass, the one above.
Recipient to_be_told(const Case& the_case, const Surroundings& around, std::string_view by,
                     Instant now) {
    Recipient recipient;
    const Symbol owner = core::phase_owner(the_case, around);
    recipient.role = owner.empty() ? Symbol::of("ro") : owner;
    recipient.relation = Relation::manager;
    const auto told = notices::resolve(around.directory, around.definitions,
                                       core::context_of(the_case), recipient, around.today(now));
    if (told && told->id == by) recipient.relation = Relation::upper_manager;
    return recipient;
}

Notice alert(const Case& the_case, const Surroundings& around, const std::string& by, Instant now) {
    Notice notice;
    notice.notice_class = NoticeClass::critical;
    notice.rung = Symbol::of(definition::glass_broken_message);
    notice.recipient = to_be_told(the_case, around, by, now);
    if (the_case.pathways.empty()) return notice;
    const Pathway& spine = the_case.pathways.front();
    notice.pathway = spine.name;
    if (const auto* definition = around.definitions.find(spine.definition))
        if (definition->find_message(notice.rung) != nullptr) notice.message = notice.rung;
    return notice;
}

Status write(store::Transaction& transaction, const Deed& deed, Change& change) {
    Event event;
    event.actor = {deed.viewer.person, deed.viewer.asserted_by, ""};
    event.reason = deed.words;
    const auto written = transaction.write(change, event, deed.now);
    return written.ok() ? Status{} : Status{written.error()};
}

Status note_broken(store::Transaction& transaction, const Deed& deed, Case the_case) {
    Change change(std::move(the_case));
    change.changed.core = true;
    change.log.add("access.glass_broken",
                   {{"until", format_instant(deed.now + core::glass_lasts)}});
    Notice notice = alert(change.after, deed.around, deed.viewer.person, deed.now);
    change.log.add("notice.planned", {{"to", to_words(notice.recipient)},
                                      {"message", notice.rung},
                                      {"class", name_of(notice.notice_class)}});
    change.notices.push_back(std::move(notice));
    return write(transaction, deed, change);
}

Status note_reviewed(store::Transaction& transaction, const Deed& deed, const Consultation& broken,
                     Case the_case) {
    Change change(std::move(the_case));
    change.changed.core = true;
    change.log.add("access.glass_reviewed",
                   {{"opened_by", broken.person}, {"opened", format_instant(broken.at)}});
    return write(transaction, deed, change);
}

Status break_it(store::Transaction& transaction, const Deed& deed, CaseId id) {
    auto loaded = transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return core::no_case(store::reference_of(id));
    if (store::is_erased(**loaded)) return core::erasure_texts::was_erased((*loaded)->reference);
    auto logged = transaction.put_consultations(
        {core::consultation_of(deed.viewer, deed.now, {"case", core::glass_kind}, id)});
    if (!logged.ok()) return logged;
    return note_broken(transaction, deed, std::move(**loaded));
}

/// Whom the alert is for as of `at`: who is told by a notice of it. Never who broke the glass.
std::optional<Person> told_as_of(const Case& the_case, const Surroundings& around,
                                 const std::string& by, Instant at) {
    const Notice notice = alert(the_case, around, by, at);
    const auto* policy = notices::policy_of(around.definitions);
    const NoticeClass its_class =
        policy != nullptr ? notices::class_of(*policy, notice) : notice.notice_class;
    return notices::told_of(around.directory, around.definitions, core::context_of(the_case),
                            {notice.recipient, its_class, by}, at, around.zone);
}

/// Those who were told when it happened, and those who would be told now.
std::set<std::string> people_of(const GlassRow& row, const Case& the_case,
                                const Surroundings& around, Instant now) {
    std::set<std::string> people;
    for (const Instant at : {row.broken.at, now})
        if (const auto told = told_as_of(the_case, around, row.broken.person, at))
            people.insert(told->id);
    return people;
}

/// Who looks, and into what.
struct Desk {
    store::Reader& reader;
    const Surroundings& around;
    const std::string& person;
    Instant now;

    /// The case, when its alert is for the person, or they looked into it.
    Result<std::optional<Case>> case_of(const GlassRow& row) const {
        if (row.broken.person == person) return std::optional<Case>();
        auto loaded = reader.load_case(row.broken.case_id);
        if (!loaded.ok() || !loaded->has_value()) return loaded;
        if (store::is_erased(**loaded)) return std::optional<Case>();
        if (row.reviewed && row.reviewed->person == person) return loaded;
        const bool told = people_of(row, **loaded, around, now).contains(person);
        return told ? std::move(loaded) : std::optional<Case>();
    }
};

GlassAlert to_alert(const GlassRow& row, const Case& the_case, const Surroundings& around) {
    GlassAlert alert;
    alert.number = row.broken.number;
    alert.case_reference = the_case.reference;
    alert.person = row.broken.person;
    if (const auto* member = around.directory.find(row.broken.person)) alert.name = member->name;
    alert.reason = row.broken.purpose;
    alert.at = row.broken.at;
    alert.until = row.broken.at + core::glass_lasts;
    if (!row.reviewed) return alert;
    alert.reviewed = row.reviewed->at;
    alert.reviewed_by = row.reviewed->person;
    alert.note = row.reviewed->purpose;
    return alert;
}

/// How many rows are looked through for one person's alerts.
constexpr std::size_t glass_rows = 5000;

bool holds_a_managing_role(const Surroundings& around, const StaffMember& member) {
    return std::any_of(
        around.definitions.roles.begin(), around.definitions.roles.end(), [&](const auto& role) {
            return role.manager && std::find(member.roles.begin(), member.roles.end(),
                                             *role.manager) != member.roles.end();
        });
}

bool manages(const Surroundings& around, const std::string& person) {
    const StaffMember* member = around.directory.find(person);
    if (member == nullptr || member->box) return false;
    const auto& all = around.directory.members;
    return holds_a_managing_role(around, *member) ||
           std::any_of(all.begin(), all.end(),
                       [&](const StaffMember& each) { return each.manager == person; });
}

Result<core::WaitingAlerts> count_waiting(store::Reader& reader, const Surroundings& around,
                                          Instant now) {
    const auto rows = reader.list_glass(true, glass_rows);
    if (!rows.ok()) return rows.error();
    core::WaitingAlerts waiting;
    for (const GlassRow& row : *rows) {
        const auto loaded = reader.load_case(row.broken.case_id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value() || store::is_erased(**loaded)) continue;
        for (const std::string& person : people_of(row, **loaded, around, now)) ++waiting[person];
    }
    return waiting;
}

Result<core::WaitingAlertsPointer> waiting_alerts(Engine::Parts& parts,
                                                  const core::SurroundingsPointer& around) {
    const auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const Instant now = parts.clock->now();
    const auto place = parts.kept_work.catch_up(**reader);
    if (!place.ok()) return place.error();
    if (place->has_value())
        if (auto kept = parts.kept_alerts.find({**place, around, now}, parts.kept_work))
            return kept;
    auto counted = count_waiting(**reader, *around, now);
    if (!counted.ok()) return counted.error();
    auto waiting = std::make_shared<const core::WaitingAlerts>(std::move(*counted));
    if (place->has_value()) parts.kept_alerts.keep({**place, around, now}, waiting);
    return core::WaitingAlertsPointer(std::move(waiting));
}

Error no_alert(std::uint64_t number) {
    return {ErrorKind::not_found, "there is no alert " + std::to_string(number) + " for you",
            std::to_string(number)};
}

Status review_row(store::Transaction& transaction, const Deed& deed, const GlassRow& row) {
    auto mine = Desk{transaction, deed.around, deed.viewer.person, deed.now}.case_of(row);
    if (!mine.ok()) return mine.error();
    if (!mine->has_value()) return no_alert(row.broken.number);
    if (row.reviewed)
        return Error{ErrorKind::conflict, row.reviewed->person + " looked into this alert already",
                     (*mine)->reference};
    const std::string what =
        std::string(core::glass_kind) + " " + std::to_string(row.broken.number);
    auto logged = transaction.put_consultations(
        {core::consultation_of(deed.viewer, deed.now, {what, review_kind}, row.broken.case_id)});
    if (!logged.ok()) return logged;
    return note_reviewed(transaction, deed, row.broken, std::move(**mine));
}

Status review_it(store::Transaction& transaction, const Deed& deed, std::uint64_t number) {
    const auto row = transaction.find_glass(number);
    if (!row.ok()) return row.error();
    return row->has_value() ? review_row(transaction, deed, **row) : no_alert(number);
}

/// The viewer with these words as their purpose, which the log of reads keeps.
Result<Viewer> for_this(const Viewer& viewer, std::string_view words, const Surroundings& around,
                        Instant now) {
    Viewer asked = viewer;
    asked.purpose = words;
    const auto sight = core::sight_of(asked, around, now);
    if (!sight.ok()) return sight.error();
    return asked;
}

}  // namespace

Result<BrokenGlass> Access::break_glass(std::string_view reference, std::string_view reason) {
    auto& parts = engine_->parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    const auto asked = for_this(viewer_, reason, *around, parts.clock->now());
    if (!asked.ok()) return asked.error();
    if (is_blank(reason))
        return Error{ErrorKind::refused, "breaking the glass needs a reason in your own words",
                     std::string(reference)};
    const auto until = std::make_shared<Instant>();
    const auto broken =
        parts.work([=, viewer = *asked, wanted = std::string(reference), why = std::string(reason)](
                       store::Transaction& transaction, Instant now) -> Status {
            const auto id = transaction.find_reference(wanted);
            if (!id.ok()) return id.error();
            if (!id->has_value()) return core::no_case(wanted);
            *until = now + core::glass_lasts;
            return break_it(transaction, {viewer, why, *around, now}, **id);
        });
    if (!broken.ok()) return broken.error();
    return BrokenGlass{std::string(reference), *until};
}

Result<std::vector<GlassAlert>> Access::glass_alerts(std::size_t limit) {
    return core::ask<std::vector<GlassAlert>>(
        {engine_->parts(), &viewer_}, {"glass alerts"},
        [&](core::Window& window) -> Result<std::vector<GlassAlert>> {
            const auto rows = window.reader().list_glass(false, glass_rows);
            if (!rows.ok()) return rows.error();
            const Desk desk{window.reader(), window.around(), viewer_.person, window.world().now};
            std::vector<GlassAlert> alerts;
            for (const GlassRow& row : *rows) {
                if (alerts.size() == limit) break;
                const auto mine = desk.case_of(row);
                if (!mine.ok()) return mine.error();
                if (!mine->has_value()) continue;
                alerts.push_back(to_alert(row, **mine, window.around()));
                window.note((*mine)->id);
            }
            return alerts;
        });
}

Result<GlassAlert> Access::glass_alert(std::uint64_t number) {
    return core::ask<GlassAlert>({engine_->parts(), &viewer_}, {"glass alert"},
                                 [&](core::Window& window) -> Result<GlassAlert> {
                                     const auto row = window.reader().find_glass(number);
                                     if (!row.ok()) return row.error();
                                     if (!row->has_value()) return no_alert(number);
                                     const Desk desk{window.reader(), window.around(),
                                                     viewer_.person, window.world().now};
                                     const auto mine = desk.case_of(**row);
                                     if (!mine.ok()) return mine.error();
                                     if (!mine->has_value()) return no_alert(number);
                                     window.note((*mine)->id);
                                     return to_alert(**row, **mine, window.around());
                                 });
}

Result<GlassStanding> Access::glass_standing() {
    auto& parts = engine_->parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    const auto waiting = waiting_alerts(parts, around);
    if (!waiting.ok()) return waiting.error();
    const auto mine = (*waiting)->find(viewer_.person);
    GlassStanding standing;
    standing.waiting = mine == (*waiting)->end() ? 0 : mine->second;
    standing.told = standing.waiting > 0 || manages(*around, viewer_.person);
    return standing;
}

Status Access::review_glass(std::uint64_t number, std::string_view note) {
    auto& parts = engine_->parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    const auto asked = for_this(viewer_, note, *around, parts.clock->now());
    if (!asked.ok()) return asked.error();
    if (is_blank(note))
        return Error{ErrorKind::refused, "say in your own words what you found",
                     std::to_string(number)};
    return parts.work([=, viewer = *asked, words = std::string(note)](
                          store::Transaction& transaction, Instant now) -> Status {
        return review_it(transaction, {viewer, words, *around, now}, number);
    });
}

}  // namespace throughgate
