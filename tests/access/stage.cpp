// SPDX-License-Identifier: MIT
#include "access/stage.hpp"

#include <algorithm>
#include <stdexcept>

namespace throughgate::testing {
namespace {

constexpr const char* directory =
    "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n"
    "RO1,Officer Alder,ro1@example.invalid,alder,ro,N03A,RO2,SPO1,,,person\n"
    "RO2,Officer Beech,ro2@example.invalid,,ro,N03A,,SPO1,,,person\n"
    "RO9,Officer Maple,ro9@example.invalid,,ro,N03B,,,,,person\n"
    "SPO1,Manager Cherry,spo1@example.invalid,,spo,N03A,,HPDU,,,person\n"
    "HPDU,Head Damson,hpdu@example.invalid,,head_pdu,N03P,,,,,person\n"
    "VLO1,Officer Elm,vlo1@example.invalid,,vlo,N03A,,SPO1,,,person\n"
    "WW1,Worker Fern,ww1@example.invalid,,women_worker,N03A,,SPO1,,,person\n"
    "AW1,Worker Gorse,aw1@example.invalid,,acc_worker,N03A,,SPO1,,,person\n"
    "POM1,Officer Hazel,pom1@example.invalid,,pom,ZZA,,HOMU,,,person\n"
    "OMU1,Clerk Ivy,omu1@example.invalid,,omu_admin,ZZA,,HOMU,,,person\n"
    "HOMU,Head Juniper,homu@example.invalid,,head_omu,ZZA,,,,,person\n"
    "POM9,Officer Larch,pom9@example.invalid,,pom,ZZB,,,,,person\n"
    "BOX1,Team N03A,n03a@example.invalid,,,N03A,,,,,box\n";

template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

Field text(const std::string& name, const std::string& value) { return {name, Value(value)}; }

PlayOptions labelled() {
    PlayOptions options;
    options.definitions = "tests/support/definitions/labelled";
    return options;
}

}  // namespace

std::string stage_directory() { return directory; }

const std::vector<std::string>& labels() {
    static const std::vector<std::string> all = {
        "sensitive_da", "sensitive_sexual", "child_safeguarding", "victim", "health", "finance",
        "intel"};
    return all;
}

const std::vector<std::string>& staff() {
    static const std::vector<std::string> all = {"RO1", "RO2", "RO9",  "SPO1", "HPDU", "VLO1",
                                                 "WW1", "AW1", "POM1", "OMU1", "HOMU", "POM9"};
    return all;
}

Stage::Stage() : play_(labelled()) {
    ImportOptions all;
    all.replace = true;
    must(engine().import_directory(directory, "directory.csv", {"", "os:test", ""}, all));
    const std::vector<Field> near = {text("prison", "ZZA"), text("ro_team", "N03A")};
    const std::vector<Field> far = {text("prison", "ZZB"), text("ro_team", "N03B")};
    open("plain", {"A0001AA", "X000001"}, near, {{"ro", "RO1"}, {"pom", "POM1"}});
    auto limited = near;
    limited.push_back({"limited_access", Value(true)});
    limited.push_back(text("limited_access.officers", "SPO1"));
    open("limited", {"Z9999ZZ", "X999999"}, limited, {{"ro", "RO2"}, {"pom", "POM1"}});
    auto survivor = near;
    survivor.push_back(text("linked.person", "P2222PP"));
    open("survivor", {"S1111SS", "X111111"}, survivor, {{"ro", "RO1"}, {"pom", "POM1"}});
    auto perpetrator = near;
    perpetrator.push_back(text("linked.person", "S1111SS"));
    open("perpetrator", {"P2222PP", "X222222"}, perpetrator, {{"ro", "RO1"}, {"pom", "POM1"}});
    open("elsewhere", {"B0009BB", "X000009"}, far, {{"ro", "RO9"}, {"pom", "POM9"}});
    for (const StagedCase& each : cases_) plant(each.name);
}

const StagedCase& Stage::of(std::string_view name) const {
    return *std::find_if(cases_.begin(), cases_.end(),
                         [&](const StagedCase& each) { return each.name == name; });
}

void Stage::open(const std::string& name, const PersonIdentity& person, std::vector<Field> facts,
                 std::vector<Assignment> assignments) {
    Command command = play_.command("");
    facts.push_back(text("release", "2026-10-01"));
    facts.push_back(text("admission", "2026-09-28"));
    facts.push_back(text("reason", "reason-of-" + name));
    command.what = OpenCase{person, std::move(facts), std::move(assignments)};
    const auto receipt = play_.submit(std::move(command));
    cases_.push_back({name, must(receipt).case_reference, person});
}

/// Every labelled state is entered, its handoff opened and declined, its fact and date recorded.
void Stage::plant(const std::string& name) {
    const StagedCase& the_case = of(name);
    for (const std::string& label : labels()) {
        Command command = play_.command("");
        SendEvent send{the_case.reference, {}, "begin." + label, {}, {}};
        send.fields = {text("plant." + label, "value-" + label + "-of-" + name),
                       text("plant.until." + label, "2026-10-05")};
        command.what = std::move(send);
        command.of_record = true;
        must(play_.submit(std::move(command)));
    }
    UpstreamItemQuery query;
    query.case_reference = the_case.reference;
    const auto items = must(upstream_items(engine(), query));
    StagedCase& staged = *std::find_if(cases_.begin(), cases_.end(),
                                       [&](const StagedCase& each) { return each.name == name; });
    staged.item = items.at(0).effect;
    const Status waived =
        waive_upstream_item(engine(), staged.item, {"RO1", "os:test", ""}, "reason-of-" + name);
    if (!waived.ok()) throw std::runtime_error(waived.error().message);
}

}  // namespace throughgate::testing
