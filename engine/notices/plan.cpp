// SPDX-License-Identifier: MIT
// What to do with each owed notice now.
#include <set>

#include "base/hash.hpp"
#include "notices/notices.hpp"
#include "notices/timing.hpp"
#include "notices/wording.hpp"

namespace throughgate::notices {

namespace {

/// What makes two notices the same for one person. A rung is told once per occurrence and deadline
/// version; what an event caused is told once per decision. The store's incarnation is left out: a
/// restored store must not tell again.
Digest key_of(const OutboxRow& row, std::string_view person) {
    const Notice& notice = row.notice;
    Sha256 hash;
    if (!notice.together.empty())
        return hash.add_field("together")
            .add_field(notice.together.text())
            .add_field(notice.message.text())
            .add_field(person)
            .finish();
    const auto add = [&](auto number) { hash.add_field(std::to_string(number)); };
    add(row.effect.case_id.number);
    hash.add_field(notice.pathway.text());
    hash.add_field(notice.message.text());
    add(notice.handoff.number);
    add(notice.timer.number);
    hash.add_field(notice.rung.text());
    add(notice.occurrence);
    add(notice.deadline_version);
    hash.add_field(notice.state.text());
    add(notice.timer.number == 0 ? row.effect.sequence : 0);
    hash.add_field(person);
    return hash.finish();
}

/// What a notice is about, and to whom.
Digest item_of(const OutboxRow& row, std::string_view person) {
    const Notice& notice = row.notice;
    Sha256 hash;
    hash.add_field("item").add_field(std::to_string(row.effect.case_id.number));
    hash.add_field(notice.pathway.text()).add_field(std::to_string(notice.handoff.number));
    const bool named = notice.handoff.number != 0 || !notice.state.empty();
    hash.add_field(notice.handoff.number != 0 ? std::string_view() : notice.state.text());
    hash.add_field(named ? std::string_view() : notice.message.text());
    return hash.add_field(person).finish();
}

class Planner {
public:
    Planner(const Directory& directory, const definition::DefinitionSet& set, Instant now,
            const rules::Zone& zone)
        : directory_(directory), set_(set), now_(now), zone_(zone) {
        if (const auto* policy = policy_of(set)) hours_.emplace(*policy, set, zone);
    }

    Planned plan(const Item& item) {
        Planned planned;
        planned.effect = item.row.effect;
        if (!item.unwanted.empty()) return suppressed(std::move(planned), item.unwanted);
        planned.notice_class =
            hours_ ? class_of(hours_->policy(), item.row.notice) : item.row.notice.notice_class;
        auto person =
            told_of(directory_, set_, item.context,
                    {item.row.notice.recipient, planned.notice_class, item.by}, now_, zone_);
        if (!person) {
            planned.what = Planned::What::nobody;
            return planned;
        }
        planned.person = *std::move(person);
        planned.key = key_of(item.row, planned.person.id);
        planned.item = item_of(item.row, planned.person.id);
        if (!keys_.insert(planned.key).second)
            return suppressed(std::move(planned), told_already());
        write(planned, item);
        return planned;
    }

private:
    static Planned suppressed(Planned planned, std::string because) {
        planned.what = Planned::What::suppress;
        planned.because = std::move(because);
        return planned;
    }

    void write(Planned& planned, const Item& item) const {
        const std::string manager = manager_name(planned.person.id);
        Words words = words_for(item, planned.person, manager, names_around(item, planned.person));
        planned.subject = std::move(words.subject);
        planned.body = std::move(words.body);
    }

    [[nodiscard]] std::string manager_name(std::string_view person) const {
        const StaffMember* member = directory_.find(person);
        const StaffMember* manager = member == nullptr ? nullptr : directory_.find(member->manager);
        return manager == nullptr ? std::string() : manager->name;
    }

    /// Everybody whose name a template might let slip into a subject.
    [[nodiscard]] std::vector<std::string> names_around(const Item& item,
                                                        const Person& person) const {
        std::vector<std::string> names{person.name, manager_name(person.id)};
        for (const RoleHolder& holder : item.context.holders)
            if (const StaffMember* member = directory_.find(holder.person))
                names.push_back(member->name);
        return names;
    }

    const Directory& directory_;
    const definition::DefinitionSet& set_;
    const Instant now_;
    const rules::Zone& zone_;
    std::optional<Hours> hours_;
    std::set<Digest> keys_;
};

}  // namespace

std::optional<Person> told_of(const Directory& directory, const definition::DefinitionSet& set,
                              const CaseContext& context, const Telling& telling, Instant now,
                              const rules::Zone& zone) {
    if (!telling.by.empty() && !context.limited_access) {
        CaseContext by_name = context;  // told as of a case of limited access: never a box
        by_name.limited_access = true;
        return told_of(directory, set, by_name, telling, now, zone);
    }
    const bool critical = telling.notice_class == NoticeClass::critical;
    const Date today = zone.date_of(now);
    const NoticePolicy* policy = policy_of(set);
    std::optional<Hours> hours;
    if (policy != nullptr) hours.emplace(*policy, set, zone);
    const Date duty_day = hours ? hours->duty_day(now) : today;
    const auto fits = [&](const std::optional<Person>& person) {
        return person && (telling.by.empty() || person->id != telling.by);
    };
    std::optional<Person> person;
    if (critical && hours && hours->quiet(now))
        person = on_duty(directory, set, context, telling.recipient, duty_day, today);
    if (!fits(person)) person = resolve(directory, set, context, telling.recipient, today);
    if (fits(person)) return person;
    if (!critical) return std::nullopt;
    return last_resort(directory, set, context, telling.recipient.role, duty_day, today,
                       telling.by);
}

Digest key_of_together(const Notice& notice, const CaseContext& context, const Directory& directory,
                       const definition::DefinitionSet& set, Date today) {
    const auto person = resolve(directory, set, context, notice.recipient, today);
    const std::string whom = person ? person->id
                                    : "nobody: " + to_words(notice.recipient) + " of " +
                                          context.prison + " and " + context.team;
    return Sha256()
        .add_field("planned together")
        .add_field(notice.together.text())
        .add_field(notice.message.text())
        .add_field(whom)
        .finish();
}

std::vector<Planned> plan(const Directory& directory, const definition::DefinitionSet& set,
                          const std::vector<Item>& items, Instant now, const rules::Zone& zone) {
    Planner planner(directory, set, now, zone);
    std::vector<Planned> all;
    all.reserve(items.size());
    for (const Item& item : items) all.push_back(planner.plan(item));
    return all;
}

}  // namespace throughgate::notices
