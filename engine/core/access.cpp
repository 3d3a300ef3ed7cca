// SPDX-License-Identifier: MIT
// Access: the public queries in a viewer's name, and their commands.
#include "throughgate/access.hpp"

#include "core/queries.hpp"
#include "store/summary.hpp"

namespace throughgate {

using core::Asker;

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

}  // namespace throughgate
