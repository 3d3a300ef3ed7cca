// SPDX-License-Identifier: MIT
#include "access/routes.hpp"

namespace throughgate::testing {

/// The same list page by page.
static std::string pages_of(Access& access, const std::string& person) {
    std::string all;
    for (WorkQuery query{person, 1, 3};; ++query.page) {
        const auto page = access.work(query);
        if (!page.ok()) return all + page.error().message;
        for (const WorklistRow& row : page->rows) all += words(row) + "\n";
        if (query.page >= page->pages) return all;
    }
}

Door door_of(Access access) {
    const auto to = std::make_shared<Access>(std::move(access));
    return {[=](auto of) { return words(to->find_case(of)); },
            [=](auto of) { return words(to->history(of)); },
            [=](auto of) { return words(to->facts_of(of)); },
            [=](auto of) { return words(to->needs_of(of)); },
            [=](auto of) { return words(to->release_sheet(of)); },
            [=](auto of, auto which) { return words(to->contact_text(of, which)); },
            [=](auto query) { return words(to->list_cases(query)); },
            [=](auto query) { return words(to->list_handoffs(query)); },
            [=](auto person) { return words(to->worklist(person)) + pages_of(*to, person); },
            [=] { return words(to->incidents()); },
            [=] { return words(to->changes("")); },
            [=](auto query) { return words(to->releases(query)); },
            [=](auto query) { return words(to->receptions(query)); },
            [=](auto command) { return words(to->submit(command)); },
            [=](auto query) { return words(to->upstream_items(query)); },
            [=](auto item, auto why) { return words(to->retry_upstream_item(item, why)); },
            [=](auto item, auto why) { return words(to->waive_upstream_item(item, why)); }};
}

Door leaking_door(Engine& to) {
    return {[&](auto of) { return words(to.find_case(of)); },
            [&](auto of) { return words(to.history(of)); },
            [&](auto of) { return words(facts_of(to, of)); },
            [&](auto of) { return words(needs_of(to, of)); },
            [&](auto of) { return words(release_sheet(to, of)); },
            [&](auto of, auto which) { return words(contact_text(to, of, which)); },
            [&](auto query) { return words(to.list_cases(query)); },
            [&](auto query) { return words(to.list_handoffs(query)); },
            [&](auto person) { return words(to.worklist(person)); },
            [&] { return words(to.incidents()); },
            [&] { return words(to.changes("")); },
            [&](auto query) { return words(releases(to, query)); },
            [&](auto query) { return words(receptions(to, query)); },
            [&](auto command) { return words(to.submit(command)); },
            [&](auto query) { return words(upstream_items(to, query)); },
            [&](auto item, auto why) {
                return words(retry_upstream_item(to, item, {"RO1", "", ""}, why));
            },
            [&](auto item, auto why) {
                return words(waive_upstream_item(to, item, {"RO1", "", ""}, why));
            }};
}

static Command command_of(const std::string& key, const std::string& person) {
    Command command;
    command.key = key;
    command.actor.person = person;
    command.reason = "to see what comes back";
    return command;
}

static std::string next_key() {
    static int last = 0;
    return "leaks-" + std::to_string(++last);
}

static std::string send(const Door& door, const StagedCase& of, const std::string& event,
                        bool by_number, const std::string& person) {
    Command command = command_of(next_key(), person);
    command.what = SendEvent{
        by_number ? "" : of.reference, by_number ? of.person : PersonIdentity{}, event, {}, {}};
    return door.submit(command);
}

static std::string act(const Door& door, const StagedCase& of, std::uint32_t number,
                       const std::string& name, const std::string& person) {
    Command command = command_of(next_key(), person);
    command.what = ActOnHandoff{of.reference, {}, number, name, HandoffAction::query, ""};
    return door.submit(command);
}

static std::string correct(const Door& door, const StagedCase& of, const std::string& person) {
    Command command = command_of(next_key(), person);
    command.what = CorrectEntry{of.reference, 1};
    return door.submit(command);
}

static std::string open(const Door& door, const StagedCase& of, const std::string& person) {
    Command command = command_of(next_key(), person);
    command.what = OpenCase{of.person, {}, {}};
    return door.submit(command);
}

/// What was asked for may be repeated.
static std::string each_handoff(const std::function<std::string(std::string)>& ask) {
    std::string all;
    for (int number = 1; number <= 9; ++number) all += ask(std::to_string(number)) + "\n";
    for (const std::string& label : labels())
        all += without(ask("P_" + label), "P_" + label) + "\n";
    return all;
}

std::vector<Route> routes() {
    const auto filtered = [](const Door& door, const StagedCase&, const std::string&) {
        std::string all = door.list_cases({});
        CaseQuery by;
        by.prison = "ZZA";
        all += door.list_cases(by);
        by = {};
        by.team = "N03A";
        all += door.list_cases(by);
        by = {};
        by.officer = "RO2";
        all += door.list_cases(by);
        by = {};
        by.state = "custody";
        return all + door.list_cases(by);
    };
    return {
        {"find_case", false, true,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.find_case(c.reference) + d.find_case(c.person.noms_number) +
                    d.find_case(c.person.crn);
         }},
        {"history", false, true,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.history(c.reference) + d.history(c.person.crn);
         }},
        {"list_cases", true, false, filtered},
        {"list_handoffs", true, false,
         [](const Door& d, const StagedCase& c, const std::string& person) {
             HandoffQuery of_case, of_person;
             of_case.case_reference = c.reference;
             of_case.open_only = false;
             of_person.person = person;
             return d.list_handoffs({}) + d.list_handoffs(of_case) + d.list_handoffs(of_person);
         }},
        {"worklist", true, false,
         [](const Door& d, const StagedCase&, const std::string&) {
             std::string all;
             for (const std::string& each : staff()) all += d.worklist(each);
             return all;
         }},
        {"incidents", true, false,
         [](const Door& d, const StagedCase&, const std::string&) { return d.incidents(); }},
        {"changes", true, false,
         [](const Door& d, const StagedCase&, const std::string&) { return d.changes(); }},
        {"facts_of", false, true,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.facts(c.reference) + d.facts(c.person.noms_number);
         }},
        {"needs_of", false, true,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.needs(c.reference) + d.needs(c.person.crn);
         }},
        {"release_sheet", false, true,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.sheet(c.reference) + d.sheet(c.person.noms_number);
         }},
        {"releases", true, false,
         [](const Door& d, const StagedCase&, const std::string&) {
             ReleaseQuery query;
             query.from = parse_date("2026-09-01");
             query.until = parse_date("2026-12-01");
             std::string all = d.releases(query);
             query.prison = "ZZA";
             query.limit = 1;
             return all + d.releases(query);
         }},
        {"receptions", true, false,
         [](const Door& d, const StagedCase&, const std::string&) {
             ReceptionQuery query;
             query.day = parse_date("2026-09-28");
             return d.receptions(query);
         }},
        {"contact_text", false, false,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return each_handoff(
                 [&](const std::string& which) { return d.contact(c.reference, which); });
         }},
        {"upstream_items", false, false,
         [](const Door& d, const StagedCase& c, const std::string&) {
             UpstreamItemQuery query;
             query.case_reference = c.reference;
             query.which = UpstreamItemQuery::Which::all;
             return d.items(query);
         }},
        {"retry_upstream_item", false, false,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.retry(c.item, "to see what comes back");
         }},
        {"waive_upstream_item", false, false,
         [](const Door& d, const StagedCase& c, const std::string&) {
             return d.waive(c.item, "to see what comes back");
         }},
        {"submit", false, true,
         [](const Door& d, const StagedCase& c, const std::string& person) {
             std::string all = send(d, c, "noted", false, person);
             all += send(d, c, "noted", true, person) + correct(d, c, person) + open(d, c, person);
             for (const std::string& label : labels()) {
                 all += send(d, c, "over." + label, false, "nobody");
                 all += without(act(d, c, 0, "P_" + label, person), "P_" + label);
             }
             for (std::uint32_t number = 1; number <= 9; ++number)
                 all += act(d, c, number, "", person);
             return all;
         }},
    };
}

}  // namespace throughgate::testing
