// SPDX-License-Identifier: MIT
// Access: the public queries in a viewer's name, their commands, and breaking the glass.
#include "throughgate/access.hpp"

#include "core/erasure_texts.hpp"
#include "core/queries.hpp"
#include "definition/engine_messages.hpp"
#include "store/erasing.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace {

using core::Asker;

/// Somebody must be told of a broken glass, and not the one who broke it.
Notice alert(const Case& the_case, const core::Surroundings& around, const std::string& by,
             Instant now) {
    Notice notice;
    notice.notice_class = NoticeClass::critical;
    notice.rung = Symbol::of(definition::glass_broken_message);
    notice.recipient.role = Symbol::of("ro");
    if (the_case.pathways.empty()) return notice;
    const Pathway& spine = the_case.pathways.front();
    notice.pathway = spine.name;
    if (const auto* definition = around.definitions.find(spine.definition)) {
        if (definition->find_message(notice.rung) != nullptr) notice.message = notice.rung;
        for (const Entry& entry : spine.entries)
            if (!definition->states[entry.state].owner.empty() &&
                definition->states[entry.state].strand == definition->main_strand)
                notice.recipient.role = definition->states[entry.state].owner;
    }
    notice.recipient.relation = Relation::manager;
    const auto told =
        notices::resolve(around.directory, around.definitions, core::context_of(the_case),
                         notice.recipient, around.today(now));
    if (told && told->id == by) notice.recipient.relation = Relation::upper_manager;
    return notice;
}

/// What one transaction is about.
struct Breaking {
    const Viewer& viewer;
    const std::string& reason;
    const core::Surroundings& around;
    Instant now;
};

Status note_in_case(store::Transaction& transaction, const Breaking& here, Case the_case) {
    Change change(std::move(the_case));
    change.changed.core = true;
    change.log.add("access.glass_broken",
                   {{"until", format_instant(here.now + core::glass_lasts)}});
    Notice notice = alert(change.after, here.around, here.viewer.person, here.now);
    change.log.add("notice.planned", {{"to", to_words(notice.recipient)},
                                      {"message", notice.rung},
                                      {"class", name_of(notice.notice_class)}});
    change.notices.push_back(std::move(notice));
    Event event;
    event.actor = {here.viewer.person, here.viewer.asserted_by, ""};
    event.reason = here.reason;
    const auto written = transaction.write(change, event, here.now);
    return written.ok() ? Status{} : Status{written.error()};
}

Status break_it(store::Transaction& transaction, const Breaking& here, CaseId id) {
    auto loaded = transaction.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return core::no_case(store::reference_of(id));
    if (store::is_erased(**loaded)) return core::erasure_texts::was_erased((*loaded)->reference);
    auto logged = transaction.put_consultations(
        {core::consultation_of(here.viewer, here.now, {"case", core::glass_kind}, id)});
    if (!logged.ok()) return logged;
    return note_in_case(transaction, here, std::move(**loaded));
}

}  // namespace

Result<Rights> Access::rights() {
    auto& parts = engine_->parts();
    const auto sight = core::sight_of(viewer_, *parts.loop->surroundings(), parts.clock->now());
    if (!sight.ok()) return sight.error();
    return core::rights_of(*sight);
}

Result<CaseView> Access::find_case(std::string_view reference) {
    return core::find_case({engine_->parts(), &viewer_}, reference);
}

Result<std::vector<CaseRow>> Access::list_cases(const CaseQuery& query) {
    return core::list_cases({engine_->parts(), &viewer_}, query);
}

Result<std::vector<HistoryEntry>> Access::history(std::string_view reference, std::uint64_t after,
                                                  std::size_t limit) {
    return core::history({engine_->parts(), &viewer_}, reference, after, limit);
}

Result<std::vector<HandoffView>> Access::list_handoffs(const HandoffQuery& query) {
    return core::list_handoffs({engine_->parts(), &viewer_}, query);
}

Result<std::vector<WorklistRow>> Access::worklist(std::string_view person) {
    return core::worklist({engine_->parts(), &viewer_}, person);
}

Result<WorkPage> Access::work(const WorkQuery& query) {
    return core::work({engine_->parts(), &viewer_}, query);
}

void Access::work(const WorkQuery& query, const std::function<void(WorkPage)>& prepare,
                  std::function<void(Status)> logged) {
    core::work({engine_->parts(), &viewer_}, query, prepare, std::move(logged));
}

Result<std::string> Access::work_mark(std::string_view person) {
    return core::work_mark({engine_->parts(), &viewer_}, person);
}

Result<std::vector<IncidentView>> Access::incidents() {
    return core::incidents({engine_->parts(), &viewer_});
}

Result<ChangePage> Access::changes(std::string_view after, std::size_t limit) {
    const Asker asker{engine_->parts(), &viewer_};
    // Before the window: whose case a change is about must be known to it.
    auto page = engine_->changes(after, limit);
    if (!page.ok()) return page;
    return core::ask<ChangePage>(
        asker, {"changes"}, [&](core::Window& window) -> Result<ChangePage> {
            std::vector<ChangeRow> shown;
            for (ChangeRow& row : page->rows) {
                const CaseId id = store::case_id_of(row.case_reference);
                const Result<store::Seen> seen =
                    id.number == 0 ? Result<store::Seen>(store::Seen::all) : window.seen(id);
                if (!seen.ok()) return seen.error();
                // Whoever mirrors anything has to know what to delete; it says nothing else.
                const bool gone = row.kind == "erased";
                if (gone || core::is_open(*seen)) shown.push_back(std::move(row));
            }
            page->rows = std::move(shown);
            return page;
        });
}

Result<FactsView> Access::facts_of(std::string_view reference, std::string_view language) {
    return core::facts_of({engine_->parts(), &viewer_}, reference, language);
}

Result<NeedsList> Access::needs_of(std::string_view reference, std::string_view language) {
    return core::needs_of({engine_->parts(), &viewer_}, reference, language);
}

Result<ReleaseSheet> Access::release_sheet(std::string_view reference, std::string_view language) {
    return core::release_sheet({engine_->parts(), &viewer_}, reference, language);
}

Result<ReleaseList> Access::releases(const ReleaseQuery& query) {
    return core::releases({engine_->parts(), &viewer_}, query);
}

Result<ReceptionList> Access::receptions(const ReceptionQuery& query) {
    return core::receptions({engine_->parts(), &viewer_}, query);
}

Result<ContactText> Access::contact_text(std::string_view reference, std::string_view handoff,
                                         std::string_view language) {
    return core::contact_text({engine_->parts(), &viewer_}, reference, handoff, language);
}

Result<std::vector<UpstreamItemView>> Access::upstream_items(const UpstreamItemQuery& query) {
    return core::upstream_items({engine_->parts(), &viewer_}, query);
}

Status Access::retry_upstream_item(std::string_view effect, std::string_view reason) {
    return core::decide_item({engine_->parts(), &viewer_},
                             {effect,
                              lifecycle::DeliveryMove::requeue,
                              {viewer_.person, viewer_.asserted_by, ""},
                              reason});
}

Status Access::waive_upstream_item(std::string_view effect, std::string_view reason) {
    return core::decide_item({engine_->parts(), &viewer_},
                             {effect,
                              lifecycle::DeliveryMove::waive,
                              {viewer_.person, viewer_.asserted_by, ""},
                              reason});
}

Command Access::in_my_name(Command command) const {
    command.actor.person = viewer_.person;
    command.actor.asserted_by = viewer_.asserted_by;
    command.viewer = std::make_shared<const Viewer>(viewer_);
    command.of_record = false;
    command.source.clear();
    return command;
}

Result<Receipt> Access::submit(Command command) {
    const core::SurroundingsPointer around = engine_->parts().loop->surroundings();
    if (auto known = core::check_viewer(viewer_, *around); !known.ok()) return known.error();
    return engine_->submit(in_my_name(std::move(command)));
}

void Access::submit(Command command, std::function<void(Result<Receipt>)> answer) {
    const core::SurroundingsPointer around = engine_->parts().loop->surroundings();
    if (auto known = core::check_viewer(viewer_, *around); !known.ok())
        return answer(known.error());
    engine_->submit(in_my_name(std::move(command)), std::move(answer));
}

Result<BrokenGlass> Access::break_glass(std::string_view reference, std::string_view reason) {
    auto& parts = engine_->parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    Viewer asked = viewer_;
    asked.purpose = reason;
    const auto sight = core::sight_of(asked, *around, parts.clock->now());
    if (!sight.ok()) return sight.error();
    if (reason.find_first_not_of(" \t\n") == std::string_view::npos)
        return Error{ErrorKind::refused, "breaking the glass needs a reason in your own words",
                     std::string(reference)};
    const auto until = std::make_shared<Instant>();
    const auto broken = parts.work([=, wanted = std::string(reference), why = std::string(reason)](
                                       store::Transaction& transaction, Instant now) -> Status {
        const auto id = transaction.find_reference(wanted);
        if (!id.ok()) return id.error();
        if (!id->has_value()) return core::no_case(wanted);
        *until = now + core::glass_lasts;
        return break_it(transaction, {asked, why, *around, now}, **id);
    });
    if (!broken.ok()) return broken.error();
    return BrokenGlass{std::string(reference), *until};
}

}  // namespace throughgate
