// SPDX-License-Identifier: MIT
// Goal: nobody is given anything that their scope, limited access or a label keeps from them, by
// any public query or command, in any field, refusals, counts and pages included.
// Method: protected fields hold words that stand nowhere else. Everybody of the directory asks
// every route about every case; the whole answer is searched for words that they may not be given,
// by a table of rights that knows nothing of the code. The search itself is tried on routes that
// leak: the same ones as the trusted embedder has them.
#include <map>
#include <regex>
#include <set>

#include "access/routes.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::testing {
namespace {

Answered answer_of(const Route& route, const Door& door, const StagedCase& about,
                   const std::string& person) {
    return {route.name, route.of_all, route.asked_by_number, route.ask(door, about, person)};
}

/// Names of functions of a public header that ask the engine something or tell it something.
Names public_functions(const std::string& header) {
    const std::string text =
        read_file(std::string(TG_SOURCE_DIR) + "/engine/include/throughgate/" + header);
    static const std::regex function(
        R"(\n *(?:static )?(?:Result<[^;]*?>|Status|Health|void) (\w+)\()");
    Names names;
    for (std::sregex_iterator each(text.begin(), text.end(), function), end; each != end; ++each)
        names.insert((*each)[1]);
    return names;
}

}  // namespace

TEST_CASE("everybody asks everything, and nothing that is protected comes back") {
    Stage stage;
    std::vector<std::string> found;
    for (const RightsRow& rights : table_of_rights()) {
        const Door door = door_of(stage.as(rights.person));
        for (const Route& route : routes())
            for (const StagedCase& about : stage.cases()) {
                const auto more =
                    leaks(stage, answer_of(route, door, about, rights.person), rights, about);
                found.insert(found.end(), more.begin(), more.end());
            }
    }
    INFO(listed(found));
    CHECK(found.empty());
    CHECK(stage.engine().verify_audit().value().empty());
}

TEST_CASE("whoever may read something is given it: nothing is withheld from everybody") {
    Stage stage;
    for (const RightsRow& rights : table_of_rights()) {
        const Door door = door_of(stage.as(rights.person));
        for (const StagedCase& about : stage.cases()) {
            if (!rights.cases.contains(about.name)) continue;
            const std::string answer = door.find_case(about.reference);
            INFO(rights.person << " about " << about.name);
            CHECK(answer.find(about.person.noms_number) != answer.npos);
            for (const std::string& label : rights.labels) {
                INFO(label);
                CHECK(answer.find("value-" + label + "-of-" + about.name) != answer.npos);
                CHECK(answer.find("Plant title of state " + label) != answer.npos);
            }
        }
    }
}

TEST_CASE("a leak in any route is found by the search") {
    Stage stage;
    const Door leaking = leaking_door(stage.engine());
    const RightsRow nobody{"AW1", {}, {}, {}};
    Names never_seen;
    for (const Marker& marker : markers(stage)) never_seen.insert(marker.text);
    for (const Route& route : routes()) {
        std::size_t found = 0;
        for (const StagedCase& about : stage.cases()) {
            const Answered answer = answer_of(route, leaking, about, "RO1");
            found += leaks(stage, answer, nobody, about).size();
            std::erase_if(never_seen, [&](const std::string& text) {
                return answer.text.find(text) != answer.text.npos;
            });
        }
        INFO(route.name);
        // No incident is open here, and the feed has references alone: access_test asks for both.
        // What a person decides about an item is answered with done or not.
        const Names silent = {"incidents", "changes", "retry_upstream_item", "waive_upstream_item"};
        CHECK((found > 0) == !silent.contains(route.name));
    }
    CHECK(never_seen == Names{});
}

TEST_CASE("every public query and command is in the table, or is the administrator's") {
    Names known;
    for (const Route& route : routes()) known.insert(route.name);
    // Not about a case, or for the trusted embedder alone: Access does not have them.
    const Names administrators = {"open",
                                  "start",
                                  "stop",
                                  "run_until",
                                  "virtual_now",
                                  "confirm_clock",
                                  "submit_all",
                                  "apply",
                                  "import_prisoners",
                                  "import_directory",
                                  "import_events",
                                  "import_calendars",
                                  "recomputes",
                                  "reads",
                                  "resolve_incident",
                                  "staff_of_login",
                                  "totals",
                                  "health",
                                  "backup",
                                  "restore",
                                  "release_outbox",
                                  "verify_audit",
                                  "broken_invariants",
                                  "canonical_dump",
                                  "languages",
                                  "upstreams",
                                  "try_upstream",
                                  "inbound_feeds",
                                  "waiting_events"};
    for (const char* header : {"engine.hpp", "sheet_queries.hpp", "upstreams.hpp"})
        for (const std::string& name : public_functions(header)) {
            INFO(header << ": " << name);
            CHECK(known.contains(name) != administrators.contains(name));
        }
    // What a viewer has besides: their own rights, a way in that is tested by itself, and pages of
    // the worklist, which are asked for with it; a mark is a hash. Alerts are for others than may
    // see their cases: console_alerts_test says for whom, and what they say.
    known.insert({"rights", "break_glass", "work", "work_mark", "glass_alerts", "glass_alert",
                  "glass_standing", "review_glass"});
    CHECK(public_functions("access.hpp") == known);
}

}  // namespace throughgate::testing
