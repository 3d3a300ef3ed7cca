// SPDX-License-Identifier: MIT
#include "core/window.hpp"

#include <future>
#include <utility>

#include "core/erasure_texts.hpp"
#include "store/erasing.hpp"
#include "store/summary.hpp"

namespace throughgate::core {
Consultation consultation_of(const Viewer& viewer, Instant at, Use use, CaseId id) {
    return {0,
            at,
            viewer.person,
            vouched_for(viewer),
            viewer.purpose,
            std::string(use.kind),
            std::string(use.what),
            id,
            {}};
}

bool is_open(store::Seen seen) {
    return seen == store::Seen::all || seen == store::Seen::through_glass;
}

Window::Window(const Asker& asker, Use use, std::unique_ptr<store::Reader> reader)
    : asker_(asker),
      use_(use),
      reader_(std::move(reader)),
      around_(asker.parts.loop->surroundings()),
      world_(around_->world(asker.parts.clock->now(), asker.parts.store->incarnation())) {}

Result<std::unique_ptr<Window>> Window::open(const Asker& asker, Use use, Freshness freshness) {
    auto reader =
        freshness == Freshness::ahead ? asker.parts.store->read_ahead() : asker.parts.store->read();
    if (!reader.ok()) return reader.error();
    std::unique_ptr<Window> window(new Window(asker, use, std::move(*reader)));
    if (asker.viewer == nullptr) return window;
    auto sight = sight_of(*asker.viewer, *window->around_, window->world_.now);
    if (!sight.ok()) return sight.error();
    window->sight_ = std::move(*sight);
    return window;
}

Result<store::Seen> Window::seen(CaseId id) {
    if (trusted() || sight_->scope.everything) return store::Seen::all;
    const auto known = seen_.find(id);
    if (known != seen_.end()) return known->second;
    auto looked = reader_->seen(id, sight_->scope);
    if (looked.ok()) seen_.emplace(id, *looked);
    return looked;
}

Result<CaseId> Window::find_case_id(std::string_view named) {
    if (trusted()) return core::find_case_id(*reader_, named);
    const auto id = reader_->find_reference(named);
    if (!id.ok()) return id.error();
    if (id->has_value()) {
        const auto open = seen(**id);
        if (!open.ok()) return open.error();
        if (is_open(*open)) return **id;
        refuse(**id);
        return forbidden(named);
    }
    for (const PersonIdentity& person :
         {PersonIdentity{std::string(named), ""}, PersonIdentity{"", std::string(named)}}) {
        const auto found = reader_->find_person(person);
        if (!found.ok()) return found.error();
        for (auto each = found->rbegin(); each != found->rend(); ++each) {
            const auto open = seen(*each);
            if (!open.ok()) return open.error();
            if (is_open(*open)) return *each;
            refuse(*each);
        }
    }
    return no_case(named);
}

Result<Case> Window::load_case(std::string_view named) {
    const auto id = find_case_id(named);
    if (!id.ok()) return id.error();
    auto loaded = reader_->load_case(*id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return no_case(named);
    if (store::is_erased(**loaded)) return erasure_texts::was_erased((*loaded)->reference);
    note(*id);
    return std::move(**loaded);
}

Result<std::vector<CaseSummary>> Window::list_cases(store::CaseFilter filter, CaseId after,
                                                    std::size_t limit) {
    if (!sight_) return reader_->list_cases(filter, after, limit);
    filter.sight = &sight_->scope;
    auto rows = reader_->list_cases(filter, after, limit);
    if (!rows.ok()) return rows;
    for (const CaseSummary& row : *rows)
        seen_.emplace(row.id, row.restricted      ? store::Seen::restricted
                              : row.through_glass ? store::Seen::through_glass
                                                  : store::Seen::all);
    return rows;
}

Status Window::each_case(store::CaseFilter filter,
                         const std::function<Status(const CaseSummary&)>& visit, CaseId after) {
    if (sight_) filter.sight = &sight_->scope;
    const auto open = [&](const CaseSummary& row) {
        return row.restricted ? Status{} : visit(row);
    };
    return core::each_case(*reader_, filter, open, after);
}

Labels Window::labels_of(const Case& the_case) {
    const auto found = seen(the_case.id);
    return labels_on(the_case, *sight_, *around_, world_.now,
                     found.ok() ? *found : store::Seen::nothing);
}

Withheld Window::withheld_of(const Case& the_case) {
    return trusted() ? Withheld() : Withheld(the_case, *around_, labels_of(the_case));
}

const Surroundings& Window::around_for(const Case& the_case) {
    if (trusted()) return *around_;
    Labels labels = labels_of(the_case);
    const std::lock_guard lock(asker_.parts.masking);
    if (asker_.parts.masks_of != around_) {
        asker_.parts.masks.clear();
        asker_.parts.masks_of = around_;
    }
    auto& mask = asker_.parts.masks[labels];
    if (!mask) mask = without_words(around_, labels);
    if (masked_.empty() || masked_.back() != mask) masked_.push_back(mask);
    return *masked_.back();
}

journey::World Window::world_for(const Case& the_case) {
    return around_for(the_case).world(world_.now, world_.incarnation);
}

void Window::note(CaseId id) {
    if (!trusted()) noted_.insert(id);
}

void Window::note(std::string_view reference) { note(store::case_id_of(reference)); }

void Window::refuse(CaseId id) {
    reads_.push_back(consultation_of(sight_->viewer, world_.now, {use_.what, "refused"}, id));
}

std::vector<Consultation> Window::take_reads() {
    std::vector<Consultation> lines = std::exchange(reads_, {});
    if (noted_.empty()) return lines;
    lines.push_back(consultation_of(sight_->viewer, world_.now, use_, *noted_.begin()));
    if (noted_.size() > 1) {
        lines.back().case_id = {};
        lines.back().cases.assign(noted_.begin(), noted_.end());
    }
    noted_.clear();
    return lines;
}

Status Window::keep_reads() {
    if (!has_reads()) return {};
    auto promise = std::make_shared<std::promise<Status>>();
    auto answer = promise->get_future();
    asker_.parts.read_log->keep(take_reads(),
                                [promise](const Status& status) { promise->set_value(status); });
    asker_.parts.drive();
    return answer.get();
}

}  // namespace throughgate::core
