// SPDX-License-Identifier: MIT
// For operators: the log of reads, by case, person, kind and day, and whether the record verifies.
#include <array>

#include "host/console/operating.hpp"
#include "host/console/sorting.hpp"
#include "host/http/routes.hpp"
#include "throughgate/reads.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t reads_shown = 50, reads_a_look = 1000;
constexpr std::size_t most_read = 100'000;  ///< rows looked at for one page; "next" goes on there
constexpr std::array<std::pair<const char*, const char*>, 5> kinds{
    {{"consultation", "Looked at"},
     {"disclosure", "Given away"},
     {"refused", "Refused"},
     {"break_glass", "Opened beyond rights"},
     {"glass_reviewed", "Looked into"}}};

const char* words_of_kind(const std::string& kind) {
    for (const auto& [id, words] : kinds)
        if (kind == id) return words;
    return "";
}

/// What is asked for; the store filters by case and person, the rest is done here.
struct Asked {
    ReadQuery query;
    std::string kind;
    std::optional<Date> from, until;

    [[nodiscard]] bool fits(const ReadEntry& entry) const {
        const Date day = std::chrono::floor<std::chrono::days>(entry.at);
        return (kind.empty() || entry.kind == kind) && (!from || day >= *from) &&
               (!until || day <= *until);
    }
    /// Whatever comes after it is out of these days, too.
    [[nodiscard]] bool is_past(const ReadEntry& entry) const {
        const Date day = std::chrono::floor<std::chrono::days>(entry.at);
        return query.newest_first ? from && day < *from : until && day > *until;
    }
};

void read_day(const Visit& visit, const char* name, std::optional<Date>& day,
              std::vector<Fault>& faults) {
    const std::string& given = visit.query[name];
    if (given.empty()) return;
    day = parse_date(given);
    if (!day)
        faults.push_back(
            {"'" + given + "' is no day; write it like 2026-03-17", "#" + std::string(name)});
}

Asked read_asked(const Visit& visit, std::vector<Fault>& faults) {
    Asked asked;
    asked.query.case_reference = visit.query["case"];
    asked.query.person = visit.query["person"];
    asked.query.after = http::number_in<std::uint64_t>(visit.query["after"]);
    asked.query.limit = reads_a_look;
    asked.query.newest_first = visit.query["sort"] != "-number";
    asked.kind = visit.query["kind"];
    read_day(visit, "from", asked.from, faults);
    read_day(visit, "until", asked.until, faults);
    return asked;
}

struct Found {
    std::vector<ReadEntry> entries;
    std::size_t lines = 0;   ///< shown; a line's cases stay together
    std::uint64_t next = 0;  ///< number after which to go on; 0: that is all

    [[nodiscard]] bool goes_on_with(const ReadEntry& entry) const {
        return !entries.empty() && entries.back().number == entry.number;
    }
};

Result<Found> look(Engine& engine, Asked asked) {
    Found found;
    for (std::size_t read = 0; read < most_read;) {
        auto page = engine.reads(asked.query);
        if (!page.ok()) return page.error();
        for (ReadEntry& each : *page) {
            if (asked.is_past(each)) return found;
            if (!asked.fits(each)) continue;
            if (!found.goes_on_with(each) && ++found.lines > reads_shown) {
                found.next = found.entries.back().number;
                return found;
            }
            found.entries.push_back(std::move(each));
        }
        if (page->size() < reads_a_look) return found;
        read += page->size();
        asked.query.after = page->back().number;
    }
    found.next = asked.query.after;
    return found;
}

/// The same filters, in this order.
std::string address_of_list(const Visit& visit, const std::string& sort) {
    std::string query;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) query += (query.empty() ? "?" : "&") + name + "=" + encoded(value);
    };
    for (const char* name : {"case", "person", "kind", "from", "until"})
        add(name, visit.query[name]);
    add("sort", sort);
    return "/audit" + query;
}

/// The same further on.
std::string address_after(const Visit& visit, std::uint64_t after) {
    const std::string list = address_of_list(visit, visit.query["sort"]);
    return list + (list.find('?') == list.npos ? "?" : "&") + "after=" + std::to_string(after);
}

Table read_table(const Engine& engine, const Visit& visit, const std::vector<ReadEntry>& entries) {
    Table table{.caption = "Who was given what"};
    const bool turned = visit.query["sort"] == "-number";
    table.columns = {
        sorted_column(
            "number", "Number", turned ? "-number" : "number",
            [&](const std::string& sort) { return address_of_list(visit, sort); }, true),
        {"When"},
        {"Who"},
        {"By way of"},
        {"Kind"},
        {"What"},
        {"Case"},
        {"What for"}};
    table.first_names = true;
    table.empty = "Nothing is in the log of reads that fits this.";
    for (const ReadEntry& each : entries) {
        Cell kind{.text = words_of_kind(each.kind)};
        if (each.kind == "break_glass" || each.kind == "refused") kind.tag = Tag{kind.text, "red"};
        if (kind.tag) kind.text.clear();
        table.rows.push_back({{.text = std::to_string(each.number)},
                              {.text = engine.in_words(each.at)},
                              {.text = each.person},
                              {.text = each.asserted_by},
                              kind,
                              {.text = each.what},
                              {.text = each.case_reference},
                              {.text = each.purpose}});
    }
    return table;
}

Select kind_select(const std::string& chosen) {
    Select select{"kind", "Kind", {{"", "Any", chosen.empty()}}};
    for (const auto& [id, words] : kinds) select.choices.push_back({id, words, chosen == id});
    return select;
}

Filter read_filter(const Visit& visit) {
    Filter filter{.action = "/audit"};
    const bool walks = visit.query["verify"] == "yes";
    filter.selects = {{"verify",
                       "The record",
                       {{"", "Do not walk it", !walks}, {"yes", "Verify all of it now", walks}}},
                      kind_select(visit.query["kind"])};
    const auto box = [&](const char* name, const char* label, const char* hint) {
        filter.inputs.push_back({.name = name,
                                 .label = label,
                                 .value = visit.query[name],
                                 .hint = hint,
                                 .width = "10",
                                 .plain = true});
    };
    box("case", "Case", "");
    box("person", "Member of staff", "");
    box("from", "First day", "In UTC, as 2026-03-17");
    box("until", "Last day", "In UTC, as 2026-03-17");
    if (!visit.query["sort"].empty()) filter.kept = {{visit.query["sort"], "sort"}};
    return filter;
}

Status add_verdict(http::Services& services, Operating& page) {
    const auto faults = services.engine.verify_audit();
    if (!faults.ok()) return faults.error();
    if (faults->empty())
        page.figures.push_back({"The record", {.text = "Verifies: nothing of it was changed"}});
    page.problems.insert(page.problems.end(), faults->begin(), faults->end());
    return {};
}

http::Response show_audit(http::Services& services, const Visit& visit) {
    Operating page{.title = "Audit",
                   .lead =
                       "Who was given what, when and what for, the newest first; and whether the "
                       "record is as it was written."};
    page.filter = read_filter(visit);
    if (visit.alerts().told)
        page.links = {{"Cases opened beyond rights, of which you are told", "/alerts"}};
    const Asked asked = read_asked(visit, page.faults);
    if (!page.faults.empty()) return show(visit, page);
    const auto found = look(services.engine, asked);
    if (!found.ok()) return show_error(visit, found.error());
    page.tables = {read_table(services.engine, visit, found->entries)};
    if (found->next != 0) page.paging.next = address_after(visit, found->next);
    if (visit.query["verify"] == "yes")
        if (auto walked = add_verdict(services, page); !walked.ok())
            return show_error(visit, walked.error());
    return show(visit, page);
}

}  // namespace

std::vector<Page> audit_pages(http::Services& services) {
    return {{.path = "/audit",
             .operation = "page.showAudit",
             .section = "audit",
             .scope = http::Scope::operate,
             .answer = [&services](Visit& visit) { return show_audit(services, visit); }}};
}

}  // namespace throughgate::console
