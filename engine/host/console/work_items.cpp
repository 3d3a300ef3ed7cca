// SPDX-License-Identifier: MIT
#include "host/console/work_items.hpp"

#include "host/console/acting.hpp"
#include "host/console/limits.hpp"
#include "host/console/role_names.hpp"
#include "host/console/views.hpp"

namespace throughgate::console {
namespace {

enum class Urgency : char { overdue, today, soon, later, undated };

std::string_view words_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::overdue: return "Overdue";
        case Urgency::today: return "Due today";
        case Urgency::soon: return "Due in the next 7 days";
        case Urgency::later: return "Due later";
        case Urgency::undated: break;
    }
    return "No date yet";
}

/// "Tue 17 Mar 2026" of "Tue 17 Mar 2026 09:00".
std::string day_in(const std::string& words) { return words.substr(0, words.rfind(' ')); }

/// Of a list in which nobody's risk is known, nothing is said of it.
std::string heading_of(const WorklistRow& row, Urgency urgency, bool rated) {
    std::string words(words_of(urgency));
    if (!rated) return words;
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return std::string(words_of_risk(row.risk)) + ": " + words;
}

/// "2 working days after it was raised" of "Due Mon 30 Nov 2026 09:00: 2 working days after ...".
std::string reason_in(const std::string& why) {
    const std::size_t colon = why.find(": ");
    return why.starts_with("Due ") && colon != why.npos ? why.substr(colon + 2) : why;
}

std::string name_of_row(const WorklistRow& row) {
    return text_of(HandoffName{row.case_reference, row.handoff});
}

Data buttons_of(const WorklistRow& row, const std::string& name) {
    Data all = list();
    for (const Offer& offer : offers_in(row.handoff_state)) {
        Data each;
        each["text"] = text(std::string(console::words_of(offer.action)));
        each["act"] = offer.asks ? Data(false) : Data(std::string(name_of(offer.action)));
        each["href"] = offer.asks
                           ? Data(address_of({row.case_reference, row.handoff}, offer.action))
                           : Data(false);
        each["id"] = text(name);
        add(all, std::move(each));
    }
    return all;
}

/// What rows are said with.
struct Words {
    const Engine& engine;
    const RoleNames& roles;
};

Data to_item(const Words& words, const WorklistRow& row, bool may_act) {
    const std::string name = name_of_row(row);
    const bool acts = may_act && row.handoff != 0;
    Data item;
    item["id"] = text(name);
    item["reference"] = text(row.case_reference);
    item["href"] = text(address_of_case(row.case_reference));
    item["title"] = text(row.title);
    item["instruction"] = text(row.instruction);
    item["role"] = text(words.roles.of(row.role));
    item["pathway"] = text(row.pathway_title);
    item["due"] = row.due ? Data(words.engine.in_words(*row.due)) : Data(false);
    item["why"] = text(reason_in(row.why));
    item["overdue"] = Data(row.overdue);
    item["high"] = Data(row.risk == "very_high" || row.risk == "high");
    item["risk"] = text(std::string(words_of_risk(row.risk)));
    item["bulk"] = Data(acts && row.handoff_state == "raised");
    item["buttons"] = acts ? buttons_of(row, name) : list();
    return item;
}

/// How urgent each row of the page is now.
std::vector<Urgency> urgencies_of(const Engine& engine, const std::vector<WorklistRow>& rows) {
    const Instant now = engine.now();
    const std::string today = day_in(engine.in_words(now));
    const auto urgency_of = [&](const WorklistRow& row) {
        if (row.overdue) return Urgency::overdue;
        if (!row.due) return Urgency::undated;
        if (*row.due >= now + std::chrono::days(7)) return Urgency::later;
        return *row.due < now + std::chrono::hours(25) && day_in(engine.in_words(*row.due)) == today
                   ? Urgency::today
                   : Urgency::soon;
    };
    std::vector<Urgency> all;
    for (const WorklistRow& row : rows) all.push_back(urgency_of(row));
    return all;
}

Html make(const Words& words, const WorkPage& page, const std::vector<Urgency>& urgencies,
          bool may_act) {
    const auto& rows = page.rows;
    bool rated = false;
    for (const WorklistRow& row : rows) rated = rated || !row.risk.empty();
    Data groups = list();
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t first = at;
        Data items = list();
        for (; at < rows.size() && urgencies[at] == urgencies[first] &&
               rows[at].risk == rows[first].risk;
             ++at)
            add(items, to_item(words, rows[at], may_act));
        Data group;
        group["heading"] = text(heading_of(rows[first], urgencies[first], rated));
        group["items"] = std::move(items);
        add(groups, std::move(group));
    }
    Data data;
    data["groups"] = std::move(groups);
    return render("work-items", data);
}

/// All that the HTML follows from: the mark stands for the rows of every page and the labels of
/// roles, the words of the dates for the zone.
std::string key_of(const Engine& engine, const WorkPage& page,
                   const std::vector<Urgency>& urgencies, bool may_act) {
    std::string key = page.mark + "/" + std::to_string(page.page) + (may_act ? "+" : "-");
    for (const Urgency each : urgencies) key += static_cast<char>('a' + static_cast<int>(each));
    for (const WorklistRow& row : page.rows)
        if (row.due) key += engine.in_words(*row.due);
    return key;
}

}  // namespace

std::string_view words_of_risk(std::string_view risk) {
    if (risk == "very_high") return "Very high risk";
    if (risk == "high") return "High risk";
    if (risk == "medium") return "Medium risk";
    if (risk == "low") return "Low risk";
    return "Risk not known";
}

Html WorkItems::html(const WorkPage& page, bool may_act) {
    const auto urgencies = urgencies_of(engine_, page.rows);
    const std::string key = key_of(engine_, page, urgencies, may_act);
    if (auto known = find(key)) return std::move(*known);
    const RoleNames roles(engine_);
    Html html = make({engine_, roles}, page, urgencies, may_act);
    keep(key, html);
    return html;
}

std::optional<Html> WorkItems::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    if (found == known_.end()) return std::nullopt;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
}

void WorkItems::keep(const std::string& key, const Html& html) {
    const std::lock_guard lock(mutex_);
    if (known_.contains(key)) return;
    order_.emplace_front(key, html);
    known_.emplace(key, order_.begin());
    if (order_.size() <= limits::work_pages) return;
    known_.erase(order_.back().first);
    order_.pop_back();
}

std::string count_in_words(const WorkPage& page) {
    if (page.all == 0) return "Nothing waits for you.";
    return std::to_string(page.all) +
           (page.all == 1 ? " thing waits for you, " : " things wait for you, ") +
           (page.overdue == 0 ? "none" : std::to_string(page.overdue)) + " of them overdue.";
}

Paging paging_of(const WorkPage& page) {
    Paging paging;
    if (page.page > 1) paging.previous = "/work?page=" + std::to_string(page.page - 1);
    if (page.page < page.pages) paging.next = "/work?page=" + std::to_string(page.page + 1);
    return paging;
}

}  // namespace throughgate::console
