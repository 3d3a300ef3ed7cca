// SPDX-License-Identifier: MIT
#include "notices/digest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace throughgate::notices {

namespace {

enum Section : std::size_t {
    critical,
    near_release,
    overdue,
    this_day,
    this_week,
    escalated,
    restricted,
    information,
    rest,
    count
};

constexpr std::array<const char*, count> titles{
    "Critical",        "Release within five working days",
    "Overdue",         "Due today",
    "Due this week",   "Escalated to you",
    "Open the record", "For your information",
    "The rest"};

constexpr std::size_t lines_a_section = 40;
constexpr std::size_t references_said = 20;

/// Whatever stands on no list of work is written out: nobody would find it anywhere else.
Section without_date(const DigestItem& item) {
    const bool is_news = item.notice_class == NoticeClass::info || !item.details.empty();
    return is_news || !item.on_list ? information : rest;
}

Section section_of(const Hours& hours, const DigestItem& item, Instant now) {
    if (item.restricted) return restricted;
    if (item.notice_class == NoticeClass::critical) return critical;
    if (item.escalated) return escalated;
    const Date today = hours.day_of(now);
    if (item.release && *item.release >= today &&
        *item.release <= hours.working_days_later(today, 5))
        return near_release;
    if (!item.due) return without_date(item);
    const Date due = hours.day_of(*item.due);
    if (due < today) return overdue;
    if (due == today) return this_day;
    return due < today + std::chrono::days{7} ? this_week : without_date(item);
}

bool sooner(const DigestItem* a, const DigestItem* b) {
    const auto rank = [](const DigestItem* item) {
        return std::tuple(!item->due.has_value(), item->due, item->case_id.number, item->line);
    };
    return rank(a) < rank(b);
}

using Sections = std::array<std::vector<const DigestItem*>, count>;

/// Of several notices of one item only the most urgent is said.
Sections sorted(const Hours& hours, const std::vector<DigestItem>& items, Instant now) {
    std::map<std::string, std::pair<Section, const DigestItem*>> chosen;
    for (const DigestItem& item : items) {
        const Section section = section_of(hours, item, now);
        const auto [place, first] = chosen.try_emplace(item.what, section, &item);
        if (!first && section < place->second.first) place->second = {section, &item};
    }
    Sections sections;
    for (const auto& [what, where] : chosen) sections[where.first].push_back(where.second);
    for (auto& each : sections) std::sort(each.begin(), each.end(), sooner);
    return sections;
}

std::string items_in_words(std::size_t number) {
    return std::to_string(number) + (number == 1 ? " item" : " items");
}

void add_details(std::string& body, std::string_view details) {
    while (!details.empty()) {
        const std::size_t end = std::min(details.find('\n'), details.size());
        body += "  " + std::string(details.substr(0, end)) + "\n";
        details.remove_prefix(std::min(end + 1, details.size()));
    }
}

void add_line(std::string& body, const Hours& hours, const DigestItem& item) {
    body += "- " + item.line;
    if (item.due && !item.restricted)
        body += " (due " + format_date_long(hours.day_of(*item.due)) + ")";
    body += "\n";
    if (!item.restricted) add_details(body, item.details);
    if (!item.link.empty()) body += "  " + item.link + "\n";
    if (!item.acknowledge.empty()) body += "  acknowledge, once: " + item.acknowledge + "\n";
}

void add_section(std::string& body, const Hours& hours, Section section,
                 const std::vector<const DigestItem*>& items) {
    if (items.empty()) return;
    body += std::string(titles[section]) + ": " + std::to_string(items.size()) + "\n";
    const std::size_t said = section == rest ? 0 : std::min(items.size(), lines_a_section);
    for (std::size_t i = 0; i < said; ++i) add_line(body, hours, *items[i]);
    if (said < items.size() && section != rest)
        body += "- and " + std::to_string(items.size() - said) + " more\n";
    if (section == rest) body += "They are on your list of work.\n";
    body += "\n";
}

void add_days(std::string& body, const char* title, const std::map<Date, std::string>& days) {
    if (days.empty()) return;
    body += title + std::string("\n");
    for (const auto& [day, references] : days)
        body += "- " + format_date_long(day) + ": " + references + "\n";
    body += "\n";
}

void add_references(std::string& body, const char* title,
                    const std::vector<std::string>& references) {
    if (references.empty()) return;
    body += title + (": " + std::to_string(references.size())) + "\n";
    for (std::size_t i = 0; i < std::min(references.size(), lines_a_section); ++i)
        body += (i == 0 ? "- " : ", ") + references[i];
    if (references.size() > lines_a_section)
        body += ", and " + std::to_string(references.size() - lines_a_section) + " more";
    body += "\n\n";
}

void add_week(std::string& body, const Week& week) {
    add_days(body, "Releases this week", week.releases);
    add_days(body, "Licences due this week", week.licences);
    add_references(body, "Without an address, out or within four weeks of release",
                   week.without_address);
    if (week.many == 0 || week.open_items <= week.many) return;
    body += "You have " + std::to_string(week.open_items) + " open items, more than " +
            std::to_string(week.many) + "; your manager is told so each week.\n\n";
}

std::string end_of(const std::string& notes, const std::string& link_base) {
    std::string end =
        notes.empty() ? "" : std::string(cut_utf8(notes, limits::notice_body_bytes / 2)) + "\n";
    return end + "Your list of work, always complete:\n" + link_base + "/worklist\n";
}

/// Why dates have moved, else what it says after the reference.
std::string sentence_of(const DigestItem& item) {
    if (!item.details.empty()) return item.details.substr(0, item.details.find('\n')) + ".";
    const std::size_t reference = item.line.find(": ");
    return reference == std::string::npos ? item.line : item.line.substr(reference + 2) + ".";
}

/// A body that is too long says so and keeps its end, which leads to the whole list.
Words words(std::string subject, std::string body, const std::string& end) {
    constexpr std::string_view more = "- and more than a mail should hold\n\n";
    if (body.size() + end.size() > limits::notice_body_bytes) {
        const std::size_t room = limits::notice_body_bytes - end.size() - more.size();
        body.resize(body.rfind('\n', room) + 1);
        body += more;
    }
    return {one_line(subject, limits::notice_subject_bytes), body + end};
}

}  // namespace

Words digest_of(const Hours& hours, const std::vector<DigestItem>& items, const Week& week,
                const std::string& notes, const std::string& link_base, Instant now) {
    const Sections sections = sorted(hours, items, now);
    std::size_t number = 0;
    std::string body;
    for (std::size_t i = 0; i < count; ++i) {
        number += sections[i].size();
        add_section(body, hours, static_cast<Section>(i), sections[i]);
    }
    add_week(body, week);
    const std::string day = format_date_long(hours.day_of(now));
    const std::string what =
        number == 0 ? "Open work of your team, " : items_in_words(number) + " for ";
    return words(what + day, std::move(body), end_of(notes, link_base));
}

std::string cause_of(const std::vector<DigestItem>& items) {
    std::set<std::string> causes;
    for (const DigestItem& item : items)
        if (!item.restricted) causes.insert(sentence_of(item));
    return causes.size() == 1 ? *causes.begin() : std::string();
}

Words summary_of(const std::vector<DigestItem>& items, const std::string& notes,
                 const std::string& link_base) {
    std::set<std::string> references;
    for (const DigestItem& item : items)
        references.insert(item.line.substr(0, item.line.find(':')));
    std::string body;
    const std::string cause = cause_of(items);
    if (!cause.empty()) body = "The change: " + cause + "\n\n";
    if (!items.empty())
        body += "One cause has changed " + items_in_words(items.size()) + " of yours, in " +
                std::to_string(references.size()) + (references.size() == 1 ? " case" : " cases") +
                ":\n";
    std::size_t said = 0;
    for (const std::string& each : references) {
        if (said++ == references_said) break;
        body += "- " + each + "\n";
    }
    if (references.size() > references_said)
        body += "- and " + std::to_string(references.size() - references_said) + " more\n";
    if (!body.empty()) body += "\n";
    std::string subject = items.empty()
                              ? "One change has touched many cases of your team"
                              : "One change, " + items_in_words(items.size()) + " of yours";
    return words(std::move(subject), std::move(body), end_of(notes, link_base));
}

}  // namespace throughgate::notices
