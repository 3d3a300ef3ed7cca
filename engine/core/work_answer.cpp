// SPDX-License-Identifier: MIT
#include "core/work_answer.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "core/work_of_person.hpp"

namespace throughgate::core {
namespace {

constexpr int snapshots_tried = 3;
/// So many cases are looked at one by one before the whole list is made anew, and a quarter of
/// those it was made from.
constexpr std::size_t few_cases = 64;

/// All of it but the moment from which a broken glass counts.
bool is_same(const store::Sight& a, const store::Sight& b) {
    return a.person == b.person && a.people == b.people && a.prisons == b.prisons &&
           a.teams == b.teams && a.provider_teams == b.provider_teams &&
           a.provider_roles == b.provider_roles && a.everything == b.everything &&
           a.cases == b.cases;
}

bool is_same(const std::optional<Sight>& a, const std::optional<Sight>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->viewer.person == b->viewer.person && a->roles == b->roles && a->labels == b->labels &&
           is_same(a->scope, b->scope);
}

/// Whoever may see the same has the same list. Of `everything` the labels alone tell people apart,
/// and they are compared.
std::string key_of(const Window& window, std::string_view person) {
    std::string key(person);
    if (window.trusted()) return key;
    return key + "\n" + window.sight()->viewer.person + "\n" + vouched_for(window.sight()->viewer);
}

void add(Sha256& hash, const WorkRow& each) {
    const WorklistRow& row = each.row;
    for (const std::string* text :
         {&row.case_reference, &row.pathway, &row.title, &row.instruction, &row.role, &row.why,
          &row.risk, &row.handoff_state, &row.pathway_title})
        hash.add_field(*text);
    hash.add_field(std::to_string(row.handoff) + (row.overdue ? "!" : "") +
                   (row.due ? std::to_string(row.due->time_since_epoch().count()) : "-"));
}

/// Of all that a list says; a role is said by its label.
std::string mark_of(const std::vector<WorkRow>& rows, const std::vector<definition::Role>& roles) {
    Sha256 hash;
    for (const definition::Role& each : roles) {
        hash.add_field(each.id.text());
        hash.add_field(each.label);
    }
    for (const WorkRow& each : rows) add(hash, each);
    return to_hex(hash.finish()).substr(0, 32);
}

/// Makes one answer, in one window.
class Making {
public:
    Making(Window& window, const WorkPlace& place, std::string_view person)
        : window_(window), person_(person) {
        answer_->place = place;
        answer_->around = window.around_pointer();
        answer_->sight = window.sight();
        answer_->made = window.world().now;
        answer_->today = window.around().today(answer_->made);
    }

    Status anew(const Trouble& trouble) {
        const auto looked = add_all_work(wanted());
        if (!looked.ok()) return looked.error();
        answer_->looked = *looked;
        return add_trouble(wanted(), trouble);
    }

    /// From one that fits, with new rows of these cases.
    Status from(const WorkAnswer& known, const std::set<CaseId>& moved, const Trouble& trouble) {
        answer_->looked = known.looked;
        for (const WorkRow& each : known.rows)
            if (!each.of_trouble && !moved.contains(each.case_id)) answer_->rows.push_back(each);
        for (const CaseId each : moved)
            if (auto added = add_case_work(wanted(), each); !added.ok()) return added;
        return add_trouble(wanted(), trouble);
    }

    WorkAnswerPointer finish(const Trouble& trouble) {
        auto& rows = answer_->rows;
        std::sort(rows.begin(), rows.end(), comes_first);
        answer_->overdue = static_cast<std::size_t>(std::count_if(
            rows.begin(), rows.end(), [](const WorkRow& each) { return each.row.overdue; }));
        answer_->mark = mark_of(rows, window_.around().definitions.roles);
        answer_->trouble = trouble.mark();
        return answer_;
    }

    /// Made in the same surroundings, for the same eyes, on the same day, and not in the future.
    [[nodiscard]] bool fits(const WorkAnswer& known) const {
        return known.place.history == answer_->place.history && known.around == answer_->around &&
               known.today == answer_->today && known.made <= answer_->made &&
               is_same(known.sight, answer_->sight);
    }

private:
    WorkWanted wanted() { return {window_, person_, answer_->rows}; }

    Window& window_;
    std::string_view person_;
    std::shared_ptr<WorkAnswer> answer_ = std::make_shared<WorkAnswer>();
};

/// Those that moved, and those whose rows time alone makes others.
std::optional<std::set<CaseId>> to_be_renewed(const KeptWork& kept, const WorkAnswer& known,
                                              Instant now) {
    auto moved = kept.moved_since(known.place.commit);
    if (!moved || moved->size() > std::max(few_cases, known.looked / 4)) return std::nullopt;
    for (const WorkRow& each : known.rows)
        if (each.fleeting || (each.until && *each.until <= now)) moved->insert(each.case_id);
    return moved;
}

}  // namespace

Result<WorkAnswerPointer> work_of(Window& window, const WorkPlace& place, std::string_view person) {
    if (window.around().directory.find(person) == nullptr)
        return nobody_called(person, window.around().directory);
    KeptWork& kept = window.parts().kept_work;
    const auto trouble = trouble_in(window.reader());
    if (!trouble.ok()) return trouble.error();
    const std::string key = key_of(window, person);
    Making making(window, place, person);
    WorkAnswerPointer known = kept.find(key);
    if (known && !making.fits(*known)) known = nullptr;
    const auto renewed = known ? to_be_renewed(kept, *known, window.world().now) : std::nullopt;
    if (renewed && renewed->empty() && known->trouble == trouble->mark()) return known;
    const Status made = renewed ? making.from(*known, *renewed, *trouble) : making.anew(*trouble);
    if (!made.ok()) return made.error();
    WorkAnswerPointer answer = making.finish(*trouble);
    kept.keep(key, answer);
    return answer;
}

Result<WorkWindow> open_work(const Asker& asker) {
    KeptWork& kept = asker.parts.kept_work;
    for (int tried = 0;; ++tried) {
        auto window = Window::open(asker, {"worklist"}, Window::Freshness::ahead);
        if (!window.ok()) return window.error();
        const auto place = kept.catch_up((*window)->reader());
        if (!place.ok()) return place.error();
        if (*place) return WorkWindow{std::move(*window), **place};
        if (tried == snapshots_tried) kept.forget();  // the store is no longer the one it was
    }
}

}  // namespace throughgate::core
