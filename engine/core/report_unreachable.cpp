// SPDX-License-Identifier: MIT
// Unreachable: what could not be told, whom nothing can be sent to, and work that nobody answers
// for.
#include "core/report_parts.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;

constexpr std::size_t page = 500;
constexpr std::size_t most_letters = 10000;

/// May this case be shown, and is it one that the query wants?
struct Choice {
    Window& window;
    const ReportQuery& query;
    std::map<CaseId, std::optional<Case>> known{};

    /// nullptr: not for this viewer, or not asked for.
    Result<const Case*> of(CaseId id) {
        auto found = known.find(id);
        if (found == known.end()) {
            const auto seen = window.seen(id);
            if (!seen.ok()) return seen.error();
            auto loaded = is_open(*seen) ? window.reader().load_case(id)
                                         : Result<std::optional<Case>>(std::optional<Case>());
            if (!loaded.ok()) return loaded.error();
            found = known.emplace(id, std::move(*loaded)).first;
        }
        const auto& the_case = found->second;
        return the_case && wants(*the_case) ? &*the_case : nullptr;
    }

private:
    [[nodiscard]] bool wants(const Case& the_case) const {
        const auto is = [&](const char* fact, const std::string& wanted) {
            const Fact* known_fact = the_case.find_fact(Symbol::of(fact));
            return wanted.empty() ||
                   (known_fact != nullptr && to_text(known_fact->value) == wanted);
        };
        return is("prison", query.prison) && is("ro_team", query.team);
    }
};

TableWriter letters_table() {
    return {"dead_letters",
            "Notices that were given up",
            {{"case", "Case"},
             {"effect", "Notice"},
             {"message", "Message"},
             {"class", "Class"},
             {"to", "To"},
             {"recipient", "Person"},
             {"channel", "Channel"},
             {"attempts", "Attempts", count},
             {"queued", "Since", instant},
             {"detail", "The channel's last word"}}};
}

/// Of what the viewer's labels do not open it says that it is there, and no more.
std::vector<std::string> letter_of(const OutboxRow& row, const Case& the_case,
                                   const Withheld& hidden) {
    const Handoff* handoff = the_case.find_handoff(row.notice.handoff);
    const bool shut = handoff != nullptr && hidden.any() && hidden.handoff(*handoff);
    std::string message(row.notice.message.text()), detail = row.detail;
    hidden.from(message);
    hidden.from(detail);
    return {the_case.reference,
            text_of(row.effect),
            shut ? std::string(withheld) : message,
            std::string(name_of(row.notice.notice_class)),
            shut ? "" : to_words(row.notice.recipient),
            shut ? "" : row.recipient,
            row.channel,
            cell(std::uint64_t{row.attempts}),
            format_instant(row.queued),
            shut ? "" : detail};
}

Status add_letters(Choice& choice, TableWriter& table) {
    EffectId after;
    while (table.size() < most_letters) {
        const auto rows = choice.window.reader().list_dead_letters(after, page);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows) {
            const auto of = choice.of(row.effect.case_id);
            if (!of.ok()) return of.error();
            if (*of == nullptr) continue;
            const Withheld hidden = choice.window.withheld_of(**of);
            table.row(letter_of(row, **of, hidden));
        }
        if (rows->size() < page) return {};
        after = rows->back().effect;
    }
    return {};
}

Status add_ownerless(Choice& choice, TableWriter& table) {
    const auto open = choice.window.reader().list_incidents(true, most_letters);
    if (!open.ok()) return open.error();
    for (const Incident& each : *open) {
        if (each.kind != "owner.missing") continue;
        const auto of = choice.of(each.case_id);
        if (!of.ok()) return of.error();
        if (*of == nullptr) continue;
        std::string role = each.subject;
        choice.window.withheld_of(**of).from(role);
        table.row({(*of)->reference, role, format_instant(each.opened)});
    }
    return {};
}

struct Unheard {
    std::uint64_t cases = 0, open = 0;
};

/// Whoever holds a case and has no address, or is away with nobody standing in.
Status add_silent(Window& window, const ReportQuery& query, TableWriter& table) {
    std::map<std::string, Unheard> load;
    const auto visited = each_line(window, query, [&](const CaseLine& line) {
        std::set<std::string> people;
        for (const RoleHolder& each : line.the_case.holders) people.insert(each.person);
        for (const std::string& person : people) {
            ++load[person].cases;
            load[person].open += line.open;
        }
        return Status{};
    });
    if (!visited.ok()) return visited;
    const Surroundings& around = window.around();
    const Date today = around.today(window.world().now);
    for (const auto& [person, has] : load) {
        const StaffMember* member = around.directory.find(person);
        const auto away = [&] {
            const bool dated = member->absent_from || member->absent_until;
            return dated && member->absent_from.value_or(today) <= today &&
                   member->absent_until.value_or(today) >= today;
        };
        std::string why;
        if (member == nullptr)
            why = "is not in the directory";
        else if (member->email.empty())
            why = "has no address";
        else if (member->deputy.empty() && away())
            why = "is away, and nobody stands in";
        if (!why.empty())
            table.row({person, member != nullptr ? member->name : "",
                       member != nullptr ? member->team : "", why, cell(has.cases),
                       cell(has.open)});
    }
    return {};
}

}  // namespace

Status add_unreachable(Window& window, const ReportQuery& query, Report& report) {
    Choice choice{window, query};
    TableWriter letters = letters_table();
    if (auto added = add_letters(choice, letters); !added.ok()) return added;
    TableWriter ownerless("ownerless", "Work that nobody answers for",
                          {{"case", "Case"}, {"role", "Role"}, {"since", "Since", instant}});
    if (auto added = add_ownerless(choice, ownerless); !added.ok()) return added;
    TableWriter silent("people", "Holders of cases who cannot be told",
                       {{"person", "Staff id"},
                        {"name", "Name"},
                        {"team", "Team"},
                        {"why", "Why"},
                        {"cases", "Cases", count},
                        {"open", "Open handoffs of these", count}});
    if (auto added = add_silent(window, query, silent); !added.ok()) return added;
    report.figures = {{"dead_letters", "Notices given up", letters.size()},
                      {"ownerless", "Work that nobody answers for", ownerless.size()},
                      {"people", "Holders of cases who cannot be told", silent.size()}};
    for (TableWriter* each : {&letters, &ownerless, &silent})
        report.tables.push_back(each->done(query.limit, window));
    return {};
}

}  // namespace throughgate::core
