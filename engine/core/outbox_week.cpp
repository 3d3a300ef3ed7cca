// SPDX-License-Identifier: MIT
// Once a week, in the first digest of it: releases and licences of the week by day, who has no
// address, and how much is open; who has too much is told upwards.
#include <algorithm>
#include <map>

#include "core/outbox.hpp"
#include "core/work_of_person.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t cases_a_page = 200;
constexpr std::chrono::days address_wanted{28};  ///< before release

using ByDay = std::map<Date, std::string>;

void add(ByDay& days, Date day, const std::string& reference) {
    std::string& text = days[day];
    text += (text.empty() ? "" : ", ") + reference;
}

/// Out without an address, or to be released within four weeks and none arranged.
bool has_no_address(const Case& the_case, const std::optional<Date>& release, Date today) {
    using lifecycle::Stage;
    const auto name = Symbol::find("accommodation");
    const Pathway* pathway = name ? the_case.find_pathway(*name) : nullptr;
    if (pathway == nullptr) return false;
    if (pathway->stage == Stage::unarranged) return true;
    const bool none = pathway->stage == Stage::not_started || pathway->stage == Stage::needed ||
                      pathway->stage == Stage::arranging;
    return none && release && *release >= today && *release <= today + address_wanted;
}

bool is_of_licence(const journey::WorkItem& item) {
    return item.pathway.text() == "spine" && item.state.text().starts_with("licence.");
}

}  // namespace

Status Outbox::add_week(Round& round, const Mailing& mailing, notices::Week& week,
                        MailingEnd& end) {
    if (mailing.kind != MailingKind::digest || round.hours == nullptr) return {};
    const Date monday = notices::monday_of(round.hours->day_of(round.now));
    const auto told = round.reader.told(mailing.person, round.hours->start_of(monday), round.now);
    if (!told.ok()) return told.error();
    if (told->digests > 0) return {};
    store::CaseFilter filter;
    filter.officer = mailing.person;
    for (CaseId after;;) {  // closed ones too, of years
        const auto cases = round.reader.list_cases(filter, after, cases_a_page);
        if (!cases.ok()) return cases.error();
        for (const CaseSummary& each : *cases) {
            if (each.state == "closed" || each.parked) continue;
            const auto loaded = round.reader.load_case(each.id);
            if (!loaded.ok()) return loaded.error();
            if (loaded->has_value()) add_to_week(round, mailing.person, each, **loaded, week);
        }
        if (cases->size() < cases_a_page) break;
        after = cases->back().id;
    }
    week.many = round.hours->policy().many_open;
    tell_of_too_much(round, mailing.person, week, end);
    return {};
}

/// Of a restricted case only how much is open.
void Outbox::add_to_week(Round& round, const std::string& person, const CaseSummary& summary,
                         const Case& the_case, notices::Week& week) const {
    const Date today = round.hours->day_of(round.now);
    const Date next_monday = notices::monday_of(today) + std::chrono::days{7};
    const auto this_week = [&](Date day) { return day >= today && day < next_monday; };
    const bool said = !summary.limited_access;
    if (said && summary.release && this_week(*summary.release))
        add(week.releases, *summary.release, summary.reference);
    if (said && has_no_address(the_case, summary.release, today))
        week.without_address.push_back(summary.reference);
    const journey::World world = round.around.world(round.now, store_.incarnation());
    const auto grants = grants_on(round.around, the_case, person, round.now);
    for (const journey::WorkItem& item : journey::work_items(world, the_case)) {
        if (std::find(grants.begin(), grants.end(), item.role) == grants.end()) continue;
        ++week.open_items;
        if (said && item.due && is_of_licence(item) && this_week(round.hours->day_of(*item.due)))
            add(week.licences, round.hours->day_of(*item.due), summary.reference);
    }
}

void Outbox::tell_of_too_much(const Round& round, const std::string& person,
                              const notices::Week& week, MailingEnd& end) const {
    const StaffMember* who = round.around.directory.find(person);
    const StaffMember* manager =
        who == nullptr ? nullptr : round.around.directory.find(who->manager);
    if (manager == nullptr || week.many == 0 || week.open_items <= week.many) return;
    Mailing copy;
    copy.incarnation = store_.incarnation();
    copy.person = manager->id;
    copy.slot = round.hours->next_digest(round.now, *manager);
    copy.due = copy.slot;
    copy.notes = who->name + " has " + std::to_string(week.open_items) + " open items, more than " +
                 std::to_string(week.many) + ".\n";
    end.opens.push_back(std::move(copy));
}

}  // namespace throughgate::core
