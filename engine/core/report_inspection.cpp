// SPDX-License-Identifier: MIT
// Inspection: the evidence for Through the Gate of everybody who was released in some days, as was
// known then or is now; a seeded sample; rates by prison and team; what the log ends with.
#include <algorithm>

#include "base/hash.hpp"
#include "core/report_parts.hpp"
#include "core/report_past.hpp"
#include "exchange/commands_json.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;

constexpr std::size_t page = 1000;

/// What is asked, with its days.
struct Inspection {
    Date first{}, last{};
    Instant known{};
    bool is_past = false;  ///< known at an earlier day
};

struct Person {
    std::string reference;
    PastCase past;
    PastEvidence evidence;
};

/// What people of one prison or team amount to.
struct Unit {
    std::uint64_t people = 0, planned = 0, acted = 0, coordinated = 0, without_officer = 0;
    std::uint64_t on_time = 0, late = 0;

    void add(const Person& person) {
        ++people;
        planned += person.evidence.planned() ? 1 : 0;
        acted += person.evidence.acted() ? 1 : 0;
        coordinated += person.evidence.coordinated() ? 1 : 0;
        without_officer += person.past.officer_at_release.empty() ? 1 : 0;
        on_time += person.evidence.on_time;
        late += person.evidence.late;
    }
};

Inspection inspection_of(const ReportQuery& query, const journey::World& world) {
    const Date today = world.zone->date_of(world.now);
    Inspection asked;
    asked.last = query.until.value_or(query.known_on.value_or(today));
    asked.first = query.from.value_or(asked.last - std::chrono::days(report_days - 1));
    asked.known = world.now;
    if (query.known_on) {
        const Instant end =
            world.zone->at(*query.known_on + std::chrono::days(1), {}) - Milliseconds(1);
        asked.is_past = end < world.now;
        asked.known = std::min(end, world.now);
    }
    return asked;
}

bool lies_in(const std::optional<Date>& day, const Inspection& asked) {
    return day && *day >= asked.first && *day <= asked.last;
}

bool is_since(const Case& the_case, const char* name, Instant instant) {
    const Fact* fact = the_case.find_fact(Symbol::of(name));
    return fact != nullptr && fact->recorded >= instant;
}

/// Everybody whose release lies in the days, or who moved in or out since they began: not everybody
/// leaves on the day that was recorded. The log says when they left, as was known then.
Result<bool> may_be_of(Window& window, const CaseSummary& row, const Inspection& asked) {
    if (lies_in(row.release, asked)) return true;
    const auto loaded = window.reader().load_case(row.id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return false;
    const Instant begins = window.world().zone->at(asked.first, {});
    return is_since(**loaded, "whereabouts", begins) ||
           (asked.is_past && is_since(**loaded, "release", asked.known));
}

Result<std::vector<Handoff>> handoffs_of(store::Reader& reader, CaseId id) {
    store::HandoffFilter filter;
    filter.case_id = id;
    filter.open_only = false;
    const auto rows = reader.list_handoffs(filter, {}, {}, page);
    if (!rows.ok()) return rows.error();
    std::vector<Handoff> handoffs;
    for (const HandoffRow& row : *rows) handoffs.push_back(row.handoff);
    return handoffs;
}

Result<Person> person_of(store::Reader& reader, const CaseSummary& row, Instant known) {
    const auto log = whole_log(reader, row.id);
    if (!log.ok()) return log.error();
    const auto handoffs = handoffs_of(reader, row.id);
    if (!handoffs.ok()) return handoffs.error();
    Person person{row.reference, past_of(*log, *handoffs, known), {}};
    person.evidence = evidence_of(person.past, known);
    return person;
}

bool is_wanted(const Person& person, const ReportQuery& query, const Inspection& asked,
               const rules::Zone& zone) {
    const auto is = [](const std::string& wanted, const std::string& found) {
        return wanted.empty() || wanted == found;
    };
    return person.past.left && lies_in(zone.date_of(*person.past.left), asked) &&
           is(query.prison, person.past.prison) && is(query.team, person.past.team) &&
           is(query.person, person.past.officer);
}

Result<std::vector<Person>> released(Window& window, const ReportQuery& query,
                                     const Inspection& asked) {
    std::vector<Person> people;
    const auto visited = window.each_case({}, [&](const CaseSummary& row) -> Status {
        const auto may = may_be_of(window, row, asked);
        if (!may.ok()) return may.error();
        if (!*may) return {};
        auto person = person_of(window.reader(), row, asked.known);
        if (!person.ok()) return person.error();
        if (is_wanted(*person, query, asked, *window.world().zone))
            people.push_back(std::move(*person));
        return {};
    });
    if (!visited.ok()) return visited.error();
    return people;
}

/// The same people for the same seed, whoever else is in the store.
std::vector<const Person*> sample_of(const std::vector<Person>& people, const ReportQuery& query) {
    std::vector<std::pair<std::string, const Person*>> drawn;
    for (const Person& each : people)
        drawn.emplace_back(to_hex(sha256(std::to_string(query.seed) + "|" + each.reference)),
                           &each);
    std::sort(drawn.begin(), drawn.end());
    if (drawn.size() > query.sample) drawn.resize(query.sample);
    std::vector<const Person*> sample;
    for (const auto& [order, person] : drawn) sample.push_back(person);
    return sample;
}

std::string of_all(std::uint64_t part, std::uint64_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

TableWriter sample_table() {
    return {"sample",
            "Evidence of the sampled cases",
            {{"case", "Case"},
             {"release", "Release", date},
             {"left", "Left prison", instant},
             {"prison", "Prison"},
             {"team", "Team"},
             {"officer", "Officer at release"},
             {"planned", "1 Planned", truth},
             {"begun", "Needs begun"},
             {"acted", "2 Acted", truth},
             {"settled", "Needs settled"},
             {"coordinated", "3 Co-ordinated", truth},
             {"acknowledged", "Handoffs acknowledged"},
             {"late", "Late handoffs", count},
             {"log_length", "Entries of the log", count},
             {"log_head", "Hash of the last"}}};
}

void write(const Person& person, TableWriter& table) {
    const PastCase& past = person.past;
    const PastEvidence& evidence = person.evidence;
    table.row({person.reference, cell(past.release), cell(past.left), past.prison, past.team,
               past.officer_at_release, cell(evidence.planned()),
               of_all(evidence.begun, evidence.needs), cell(evidence.acted()),
               of_all(evidence.settled, evidence.needs), cell(evidence.coordinated()),
               of_all(evidence.acknowledged, evidence.raised), cell(evidence.late),
               cell(past.log_length), to_hex(past.log_head)});
}

TableWriter units_table() {
    return {"units",
            "Prisons and teams beside each other",
            {{"unit", "Unit"},
             {"kind", "Kind"},
             {"people", "People released", count},
             {"planned", "1 Planned, in per cent", percent},
             {"acted", "2 Acted, in per cent", percent},
             {"coordinated", "3 Co-ordinated, in per cent", percent},
             {"on_time", "Handoffs on time, in per cent", percent},
             {"handoffs", "Handoffs that came due", count},
             {"without_officer", "Released without officer", count}}};
}

void write(const std::string& name, const char* kind, const Unit& unit, TableWriter& table) {
    const std::uint64_t due = unit.on_time + unit.late;
    table.row({name.empty() ? "(none)" : name, kind, cell(unit.people),
               percent_cell(unit.planned, unit.people), percent_cell(unit.acted, unit.people),
               percent_cell(unit.coordinated, unit.people), percent_cell(unit.on_time, due),
               cell(due), cell(unit.without_officer)});
}

bool names(const std::vector<Field>& fields, std::string_view name,
           const std::vector<std::string>& any) {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
        return field.name == name &&
               std::find(any.begin(), any.end(), to_text(field.value)) != any.end();
    });
}

/// The release of somebody without a case; of a prison or team whose cases the viewer may all see.
bool is_release_in(const store::Sight* scope, const BufferedEvent& waiting) {
    const auto command = exchange::read_command(waiting.body);
    const auto* sent = command.ok() ? std::get_if<SendEvent>(&command->what) : nullptr;
    if (sent == nullptr || sent->name != "released") return false;
    return scope == nullptr || scope->everything || names(sent->fields, "prison", scope->prisons) ||
           names(sent->fields, "ro_team", scope->teams);
}

/// People whose release was heard of and who have no case, or got one only after they had left.
Status add_without_case(Window& window, const std::vector<Person>& people, std::size_t limit,
                        Report& report) {
    TableWriter table("without_case", "Released without a case",
                      {{"case", "Case"},
                       {"person", "Prison number or CRN"},
                       {"why", "Why"},
                       {"since", "Since", instant}});
    for (const Person& each : people)
        if (each.evidence.opened_late)
            table.row({each.reference, "", "the case was opened after the person had left",
                       cell(each.past.opened)});
    const store::Sight* scope = window.trusted() ? nullptr : &window.sight()->scope;
    for (std::int64_t after = 0;;) {
        const auto rows = window.reader().list_buffered(after, page);
        if (!rows.ok()) return rows.error();
        for (const BufferedEvent& each : *rows)
            if (is_release_in(scope, each))
                table.row(
                    {"",
                     each.person.noms_number.empty() ? each.person.crn : each.person.noms_number,
                     "the release was reported, and nobody has opened a case",
                     format_instant(each.received)});
        if (rows->size() < page) break;
        after = rows->back().id;
    }
    report.figures.push_back({"without_case", "Released without a case", table.size()});
    report.tables.push_back(table.done(limit, window));
    return {};
}

/// The last commit that was made by then.
Result<ReportSeal> seal_at(store::Reader& reader, Instant known) {
    const auto last = reader.last_commit();
    if (!last.ok()) return last.error();
    std::uint64_t low = 0, high = *last;
    ReportSeal seal;
    while (low < high) {
        const std::uint64_t middle = low + (high - low + 1) / 2;
        const auto rows = reader.read_roots(middle - 1, 1);
        if (!rows.ok()) return rows.error();
        if (rows->empty() || rows->front().at > known) {
            high = middle - 1;
            continue;
        }
        low = middle;
        seal = {rows->front().commit, to_hex(rows->front().hash)};
    }
    return seal;
}

Unit write_units(const std::vector<Person>& people, std::size_t limit, Window& window,
                 Report& report) {
    std::map<std::string, Unit> prisons, teams;
    Unit all;
    for (const Person& each : people) {
        prisons[each.past.prison].add(each);
        teams[each.past.team].add(each);
        all.add(each);
    }
    TableWriter units = units_table();
    for (const auto& [name, unit] : prisons) write(name, "prison", unit, units);
    for (const auto& [name, unit] : teams) write(name, "team", unit, units);
    write("all", "all", all, units);
    report.tables.push_back(units.done(limit, window));
    return all;
}

void say_what_was_asked(const Inspection& asked, const Window& window, Report& report) {
    report.asked.emplace_back("released_from", format_date(asked.first));
    report.asked.emplace_back("released_until", format_date(asked.last));
    report.asked.emplace_back("known", format_instant(asked.known));
    report.notes.push_back("People who left prison from " + format_date_long(asked.first) + " to " +
                           format_date_long(asked.last) + ", as was known on " +
                           window.around().in_words(asked.known) + ".");
    report.notes.emplace_back(
        "1 Planned: by the day of release work on every need had begun, or it was found not to be "
        "needed. 2 Acted: every need was arranged, in place or closed. 3 Co-ordinated: a named "
        "person acknowledged every handoff "
        "raised before release, and none was late. This is evidence; the judgement is the "
        "inspector's.");
}

}  // namespace

Status add_inspection(Window& window, const ReportQuery& query, Report& report) {
    const Inspection asked = inspection_of(query, window.world());
    if (asked.last < asked.first)
        return Error{ErrorKind::invalid, "the last day is before the first", "until"};
    const auto people = released(window, query, asked);
    if (!people.ok()) return people.error();
    say_what_was_asked(asked, window, report);
    report.asked.emplace_back("seed", std::to_string(query.seed));
    TableWriter sample = sample_table();
    for (const Person* each : sample_of(*people, query)) write(*each, sample);
    report.figures = {{"population", "People released", people->size()},
                      {"sampled", "Cases in the sample", sample.size()}};
    report.tables.push_back(sample.done(query.sample, window));
    const Unit all = write_units(*people, query.limit, window, report);
    for (const ReportFigure& figure :
         {ReportFigure{"planned", "1 Planned", all.planned},
          ReportFigure{"acted", "2 Acted", all.acted},
          ReportFigure{"coordinated", "3 Co-ordinated", all.coordinated},
          ReportFigure{"without_officer", "Released without officer", all.without_officer},
          ReportFigure{"on_time", "Handoffs on time", all.on_time},
          ReportFigure{"late", "Late handoffs", all.late}})
        report.figures.push_back(figure);
    if (auto added = add_without_case(window, *people, query.limit, report); !added.ok())
        return added;
    auto seal = seal_at(window.reader(), asked.known);
    if (!seal.ok()) return seal.error();
    report.seal = std::move(*seal);
    return {};
}

}  // namespace throughgate::core
