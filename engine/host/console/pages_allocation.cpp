// SPDX-License-Identifier: MIT
// Allocation: a manager gives cases that nobody has, or those of one officer, to another one who
// has room for them; what became of each case is said.
#include <algorithm>

#include "host/console/acting.hpp"
#include "host/console/operating.hpp"
#include "host/console/role_names.hpp"
#include "host/console/work_items.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "throughgate/allocation.hpp"
#include "throughgate/blank.hpp"

namespace throughgate::console {
namespace {

constexpr const char* allocation_page = "/workload/allocate";

/// A case as it was ticked: "TG-000001 12", its reference and version.
AllocationCase read_case(const std::string& ticked) {
    AllocationCase read;
    read.reference = ticked.substr(0, ticked.find(' '));
    if (read.reference.size() < ticked.size())
        read.version = http::number_in<std::uint64_t>(ticked.substr(read.reference.size() + 1));
    return read;
}

std::string ticked_text(const AllocationCase& of) {
    return of.reference + " " + std::to_string(of.version);
}

/// What was chosen, on whichever of the pages.
struct Chosen {
    AllocationQuery from;
    std::vector<AllocationCase> cases;
    std::string to, reason;
    std::size_t skip = 0;  ///< cases of earlier pages

    [[nodiscard]] bool holds(const AllocationCase& one) const {
        return std::any_of(cases.begin(), cases.end(), [&](const AllocationCase& each) {
            return each.reference == one.reference;
        });
    }
};

Chosen read_chosen(const Visit& visit) {
    const Fields& given = visit.form.size() > 0 ? visit.form : visit.query;
    Chosen chosen;
    chosen.from.role = given["role"];
    chosen.from.person = given["person"];
    for (const std::string& each : given.every("case"))
        if (chosen.cases.size() < limits::allocated) chosen.cases.push_back(read_case(each));
    chosen.to = given["to"];
    chosen.reason = given["reason"];
    chosen.skip = http::number_in<std::size_t>(given["skip"]);
    return chosen;
}

std::string cases_in_words(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " case" : " cases");
}

std::string address_of(const AllocationQuery& from) {
    return std::string(allocation_page) + "?role=" + encoded(from.role) +
           "&person=" + encoded(from.person);
}

std::string name_of(const std::string& name, const std::string& person) {
    return name.empty() ? person : name + " (" + person + ")";
}

/// With how many cases, and why somebody has them who should have none.
std::string holder_words(const AllocationHolder& holder, const RoleNames& roles,
                         const std::string& role) {
    std::string words = name_of(holder.name, holder.person);
    if (holder.name.empty())
        words += ", not in the directory";
    else if (!holder.has_role)
        words += ", not " + roles.of(role) + " in the directory";
    return words + ": " + cases_in_words(holder.cases);
}

std::string load_words(const AllocationOfficer& officer) {
    std::string words = std::to_string(officer.points) + " of " +
                        std::to_string(officer.available) + " points used, " +
                        std::to_string(officer.cases) + " cases, team " + officer.team;
    if (officer.many) words += ". More cases than anybody should have";
    if (officer.absent) words += ". Absent today";
    return words;
}

std::string case_words(const AllocationCase& of) {
    return (of.release ? "Release " + format_date_long(*of.release) : "Release date not known") +
           ", " + std::string(words_of_risk(of.risk)) + ", " + std::to_string(of.points) +
           " points, " + of.phase + ", " + of.prison + " " + of.team;
}

Filter filter_of(const Chosen& chosen, const Allocation& all, const RoleNames& roles) {
    Select role{"role", "Role", {}};
    for (const std::string& each : all.roles)
        role.choices.push_back({each, roles.of(each), each == chosen.from.role});
    Select person{"person", "Whose cases", {{"", "Those that nobody has", false}}};
    for (const AllocationHolder& each : all.holders)
        person.choices.push_back({each.person, holder_words(each, roles, chosen.from.role),
                                  each.person == chosen.from.person});
    Filter filter{.action = allocation_page};
    filter.selects = {std::move(role), std::move(person)};
    return filter;
}

Data box(const std::string& id, const std::string& value, const std::string& words,
         const std::string& hint, bool ticked) {
    Data data;
    data["id"] = text(id);
    data["value"] = text(value);
    data["words"] = text(words);
    data["hint"] = text(hint);
    data["ticked"] = Data(ticked);
    return data;
}

Data case_boxes(const Chosen& chosen, const Allocation& all) {
    Data boxes = list();
    const std::size_t end = std::min(all.cases.size(), chosen.skip + limits::allocated);
    for (std::size_t i = chosen.skip; i < end; ++i) {
        const AllocationCase& each = all.cases[i];
        add(boxes, box(i == chosen.skip ? "case" : "case-" + each.reference, ticked_text(each),
                       each.reference, case_words(each), chosen.holds(each)));
    }
    return boxes;
}

Data officer_boxes(const Chosen& chosen, const Allocation& all) {
    Data boxes = list();
    bool first = true;
    for (const AllocationOfficer& each : all.officers) {
        if (each.person == chosen.from.person) continue;
        add(boxes,
            box(first ? "to" : "to-" + each.person, each.person, name_of(each.name, each.person),
                load_words(each), each.person == chosen.to));
        first = false;
    }
    return boxes;
}

bool can_be_taken(const Chosen& chosen, const Allocation& all) {
    return std::any_of(all.officers.begin(), all.officers.end(),
                       [&](const auto& each) { return each.person != chosen.from.person; });
}

/// "Cases 1 to 200 of 600"; empty: all are shown.
std::string shown_words(const Chosen& chosen, const Allocation& all) {
    if (all.cases.size() <= limits::allocated) return "";
    const std::size_t end = std::min(all.cases.size(), chosen.skip + limits::allocated);
    return "Cases " + std::to_string(chosen.skip + 1) + " to " + std::to_string(end) + " of " +
           std::to_string(all.cases.size()) + ", the earliest release first";
}

Paging paging_of(const Chosen& chosen, const Allocation& all) {
    Paging paging;
    const auto page_at = [&](std::size_t skip) {
        return address_of(chosen.from) + "&skip=" + std::to_string(skip);
    };
    if (chosen.skip > 0)
        paging.previous = page_at(chosen.skip - std::min(chosen.skip, limits::allocated));
    if (chosen.skip + limits::allocated < all.cases.size())
        paging.next = page_at(chosen.skip + limits::allocated);
    return paging;
}

std::string words_about(const std::vector<Fault>& faults, const std::string& href) {
    for (const Fault& each : faults)
        if (each.href == href) return each.text;
    return "";
}

Result<Allocation> all_for(http::Services& services, const Visit& visit, const Chosen& chosen) {
    const Access reads = http::reading(services.engine, visit.principal);
    return allocation(services.engine, reads.viewer(), chosen.from);
}

http::Response show_choice(http::Services& services, const Visit& visit,
                           std::vector<Fault> faults = {}) {
    Chosen chosen = read_chosen(visit);
    const auto all = all_for(services, visit, chosen);
    if (!all.ok()) return show_error(visit, all.error());
    chosen.from.role = all->role;
    if (chosen.skip >= all->cases.size()) chosen.skip = 0;
    Data data;
    data["filter"] = to_data(filter_of(chosen, *all, RoleNames(services.engine)));
    data["form"] = form_of(visit, address_of(chosen.from));
    data["role"] = text(chosen.from.role);
    data["person"] = text(chosen.from.person);
    data["skip"] = text(std::to_string(chosen.skip));
    data["cases"] = case_boxes(chosen, *all);
    data["shown"] = text(shown_words(chosen, *all));
    data["paging"] = to_data(paging_of(chosen, *all));
    data["some"] = Data(!all->cases.empty());
    data["count"] = text(cases_in_words(all->cases.size()));
    data["takers"] = Data(can_be_taken(chosen, *all));
    data["officers"] = officer_boxes(chosen, *all);
    data["case_error"] = text(words_about(faults, "#case"));
    data["to_error"] = text(words_about(faults, "#to"));
    data["reason"] = to_data(TextArea{.name = "reason",
                                      .label = "Why?",
                                      .value = chosen.reason,
                                      .hint = "It stands in the history of each case",
                                      .error = words_about(faults, "#reason")});
    Frame frame{.title = "Allocate and hand over cases", .faults = std::move(faults)};
    frame.back = {"Workload", "/workload"};
    if (!frame.faults.empty()) frame.status = 400;
    return show(visit, frame, "allocate", data);
}

std::vector<Fault> faults_of(const Chosen& chosen) {
    std::vector<Fault> faults;
    if (chosen.cases.empty()) faults.push_back({"Select at least one case", "#case"});
    if (chosen.to.empty()) faults.push_back({"Select who takes the cases", "#to"});
    if (is_blank(chosen.reason)) faults.push_back({"Enter why", "#reason"});
    return faults;
}

/// Who takes them, and how much they have then.
std::vector<SummaryRow> summary_of(const Chosen& chosen, const Allocation& all,
                                   const RoleNames& roles) {
    std::uint64_t points = 0;
    std::string references;
    for (const AllocationCase& each : all.cases)
        if (chosen.holds(each)) points += each.points;
    for (const AllocationCase& each : chosen.cases)
        references += (references.empty() ? "" : ", ") + each.reference;
    std::vector<SummaryRow> rows{{"Cases", {.text = references}},
                                 {"As", {.text = roles.of(chosen.from.role)}}};
    for (const AllocationHolder& each : all.holders)
        if (each.person == chosen.from.person)
            rows.push_back({"From", {.text = name_of(each.name, each.person)}});
    for (const AllocationOfficer& each : all.officers) {
        if (each.person != chosen.to) continue;
        rows.push_back({"To", {.text = name_of(each.name, each.person), .hint = load_words(each)}});
        rows.push_back({"Points with these cases",
                        {.text = std::to_string(each.points + points) + " of " +
                                 std::to_string(each.available)}});
    }
    rows.push_back({"Why", {.text = chosen.reason}});
    return rows;
}

http::Response show_confirm(http::Services& services, const Visit& visit, const Chosen& chosen,
                            const Allocation& all) {
    Data data;
    data["form"] = form_of(visit, address_of(chosen.from));
    data["role"] = text(chosen.from.role);
    data["person"] = text(chosen.from.person);
    data["to"] = text(chosen.to);
    data["reason"] = text(chosen.reason);
    data["summary"] = summary_list(summary_of(chosen, all, RoleNames(services.engine)));
    data["count"] = text(cases_in_words(chosen.cases.size()));
    data["again"] = text(address_of(chosen.from));
    Data cases = list();
    for (const AllocationCase& each : chosen.cases)
        add(cases, box(each.reference, ticked_text(each), "", "", true));
    data["cases"] = std::move(cases);
    Frame frame{.title = "Check who takes these cases"};
    frame.back = {"Choose again", address_of(chosen.from)};
    return show(visit, frame, "allocate-confirm", data);
}

Result<Receipt> give(http::Services& services, const Visit& visit, const Chosen& chosen,
                     const AllocationCase& one) {
    Command command = allocation_of(one, chosen.from.role, chosen.to);
    command.key = "console-" + visit.form["key"] + "-" + one.reference;
    command.reason = chosen.reason;
    auto receipt = http::reading(services.engine, visit.principal).submit(std::move(command));
    services.metrics.command(receipt.ok() ? name_of(receipt->outcome)
                                          : name_of(receipt.error().kind));
    return receipt;
}

bool is_done(const Result<Receipt>& receipt) {
    return receipt.ok() &&
           (receipt->outcome == Outcome::applied || receipt->outcome == Outcome::duplicate);
}

Cell cell_of(const Result<Receipt>& receipt) {
    if (!receipt.ok()) {
        Cell cell{.tag = Tag{"Not done", "red"}};
        cell.hint = receipt.error().kind == ErrorKind::conflict
                        ? "Somebody changed this case since you looked. Look at it, then choose it "
                          "again"
                        : receipt.error().message;
        return cell;
    }
    Cell cell{.tag = is_done(receipt) ? Tag{"Done", "green"} : Tag{"Nothing changed", "yellow"}};
    cell.hint = receipt->note;
    return cell;
}

/// "2 of 3 cases went to Officer Aspen (S01), who is asked to accept each."
std::string outcome_words(std::size_t done, const Chosen& chosen, const AllocationOfficer& taker) {
    const std::string words = std::to_string(done) + " of " + cases_in_words(chosen.cases.size()) +
                              " went to " + name_of(taker.name, taker.person);
    return done == 0 ? words + "." : words + ", who is asked to accept each.";
}

http::Response give_all(http::Services& services, const Visit& visit, const Chosen& chosen,
                        const AllocationOfficer& taker) {
    Table table{.caption = "Each case"};
    table.columns = {{"Case"}, {"What became of it"}};
    table.first_names = true;
    std::size_t done = 0;
    for (const AllocationCase& each : chosen.cases) {
        const auto receipt = give(services, visit, chosen, each);
        done += is_done(receipt) ? 1 : 0;
        table.rows.push_back(
            {{.text = each.reference, .href = address_of_case(each.reference)}, cell_of(receipt)});
    }
    Operating page{.title = done == 0 ? "No case was handed over" : "Cases handed over",
                   .lead = outcome_words(done, chosen, taker)};
    page.back = {"Workload", "/workload"};
    page.tables = {std::move(table)};
    page.links = {{"Allocate or hand over more cases", address_of(chosen.from)}};
    return show(visit, page);
}

/// Who is named is held against the list as it is now: a page may be old, or made up.
http::Response allocate(http::Services& services, const Visit& visit) {
    Chosen chosen = read_chosen(visit);
    if (auto faults = faults_of(chosen); !faults.empty())
        return show_choice(services, visit, std::move(faults));
    const auto all = all_for(services, visit, chosen);
    if (!all.ok()) return show_error(visit, all.error());
    chosen.from.role = all->role;
    const auto taker = std::find_if(
        all->officers.begin(), all->officers.end(), [&](const AllocationOfficer& each) {
            return each.person == chosen.to && each.person != chosen.from.person;
        });
    if (taker == all->officers.end())
        return show_choice(
            services, visit,
            {{"Select who takes the cases: " + chosen.to + " cannot take them, or no longer can",
              "#to"}});
    return visit.form["confirmed"] == "yes" ? give_all(services, visit, chosen, *taker)
                                            : show_confirm(services, visit, chosen, *all);
}

}  // namespace

std::vector<Page> allocation_pages(http::Services& services) {
    return {{.path = allocation_page,
             .operation = "page.chooseAllocation",
             .section = "workload",
             .scope = http::Scope::act,
             .answer = [&services](Visit& visit) { return show_choice(services, visit); }},
            {.method = "POST",
             .path = allocation_page,
             .operation = "page.allocate",
             .section = "workload",
             .scope = http::Scope::act,
             .answer = [&services](Visit& visit) { return allocate(services, visit); }}};
}

}  // namespace throughgate::console
