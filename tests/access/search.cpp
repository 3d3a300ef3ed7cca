// SPDX-License-Identifier: MIT
#include "access/search.hpp"

namespace throughgate::testing {

const std::vector<RightsRow>& table_of_rights() {
    const Names three = {"plain", "survivor", "perpetrator"};
    const Names four = {"plain", "survivor", "perpetrator", "limited"};
    const Names limited = {"limited"};
    static const std::vector<RightsRow> rows = {
        {"RO1", three, limited, {"sensitive_da", "finance"}},
        {"RO2", four, {}, {"sensitive_da", "finance"}},  // holds the limited case
        {"RO9", {"elsewhere"}, {}, {"sensitive_da", "finance"}},
        {"SPO1", four, {}, {}},  // named on the list of the limited case
        {"HPDU", three, limited, {"intel"}},
        {"VLO1", three, limited, {"victim"}},
        {"WW1", three, limited, {"sensitive_da", "sensitive_sexual", "child_safeguarding"}},
        {"AW1", {}, {}, {}},  // a provider to whom nothing was handed
        {"POM1", four, {}, {"health"}},
        {"OMU1", three, limited, {}},
        {"HOMU", three, limited, {}},
        {"POM9", {"elsewhere"}, {}, {"health"}},
    };
    return rows;
}

std::vector<Marker> markers(const Stage& stage) {
    std::vector<Marker> all;
    for (const StagedCase& each : stage.cases()) {
        all.push_back({each.person.noms_number, each.name, ""});
        all.push_back({each.person.crn, each.name, ""});
        all.push_back({"reason-of-" + each.name, each.name, ""});
        for (const std::string& label : labels())
            all.push_back({"value-" + label + "-of-" + each.name, each.name, label});
    }
    for (const std::string& label : labels())
        for (const char* start :
             {"Plant title of state ", "Plant instruction of state ", "Plant title of handoff ",
              "Plant title of fact ", "plant.", "plant_", "P_"})
            all.push_back({start + label, "", label});
    all.push_back({"Plant title of gate sensitive_da", "", "sensitive_da"});
    all.push_back({"Plant linked person", "", "sensitive_da"});
    all.push_back({"linked.person", "", "sensitive_da"});
    return all;
}

bool may_be_given(const RightsRow& rights, const Marker& marker) {
    const bool scope =
        marker.of_case.empty() ? !rights.cases.empty() : rights.cases.contains(marker.of_case);
    return scope && (marker.label.empty() || rights.labels.contains(marker.label));
}

std::vector<std::string> leaks(const Stage& stage, const Answered& answered,
                               const RightsRow& rights, const StagedCase& about) {
    std::string answer = answered.text;
    std::vector<std::string> found;
    const auto note = [&](const std::string& what) {
        found.push_back(answered.route + " to " + rights.person + " about " + about.name + ": " +
                        what);
    };
    const bool may = rights.cases.contains(about.name);
    if (answered.asked_by_number && !may)
        answer = without(without(std::move(answer), about.person.noms_number), about.person.crn);
    for (const Marker& marker : markers(stage))
        if (!(answered.of_definitions && marker.of_case.empty()) && !may_be_given(rights, marker) &&
            answer.find(marker.text) != answer.npos)
            note(marker.text);
    if (answered.of_all) return found;
    // The two of a pair: an answer about one never tells of the other.
    for (const StagedCase& other : stage.cases()) {
        const bool linked = rights.labels.contains("sensitive_da") && other.name != "limited";
        if (other.name == about.name || linked) continue;
        for (const std::string& text :
             {other.person.noms_number, other.person.crn, other.reference})
            if (answer.find(text) != answer.npos) note("the link to " + text);
    }
    return found;
}

std::string listed(const std::vector<std::string>& found) {
    std::string all;
    for (const std::string& each : found) all += each + "\n";
    return all;
}

std::string without(std::string text, const std::string& asked) {
    for (std::size_t at = text.find(asked); at != text.npos; at = text.find(asked))
        text.replace(at, asked.size(), "?");
    return text;
}

}  // namespace throughgate::testing
