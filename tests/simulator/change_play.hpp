// SPDX-License-Identifier: MIT
// Changing the small definitions under live cases, for the tests of changes: their edits, who plans
// and approves them, and the first date of the accommodation pathway, which moves.
#pragma once

#include <stdexcept>

#include "core/engine_parts.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::testing::change {

inline const Actor author{"", "os:elder", ""};
inline const Actor approver{"S09", "os:iris", ""};
inline const Actor second_approver{"S03", "os:cedar", ""};

inline constexpr const char* accommodation = "accommodation/pathway.yaml";

inline std::vector<DefinitionFile> small() {
    return definition_files("tests/support/definitions/small");
}

inline void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

inline std::vector<DefinitionFile> edited(const std::string& from, const std::string& to,
                                          const std::string& more = {}) {
    auto files = small();
    for (DefinitionFile& file : files)
        if (file.path == accommodation) {
            REQUIRE(file.bytes.find(from) != std::string::npos);
            replace_all(file.bytes, from, to);
            file.bytes += more;
        }
    return files;
}

/// `screen` has another name, and its cases a way to it.
inline std::vector<DefinitionFile> renamed() {
    auto files = edited("start: screen\n", "start: asking\n",
                        "migrate:\n  states: {place.screen: place.asking}\n");
    for (DefinitionFile& file : files)
        if (file.path == accommodation)
            for (const char* where : {"      screen:\n", "{to: screen}"})
                replace_all(
                    file.bytes, where,
                    std::string(where).replace(std::string(where).find("screen"), 6, "asking"));
    return files;
}

/// The first date of `screen` is a day later.
inline std::vector<DefinitionFile> later() {
    return edited("due: 5 working days after entry", "due: 6 working days after entry");
}

template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

inline std::string noms(int number) { return "A" + std::to_string(1000 + number) + "ZZ"; }

/// Runs both pathways.
inline std::string supervised(Play& play, int number) {
    return play.open_case(noms(number), "2026-12-07", {{"supervised", Value(true)}});
}

inline std::vector<std::string> open_cases(Play& play, int count) {
    std::vector<std::string> references;
    for (int i = 0; i < count; ++i) references.push_back(supervised(play, i));
    return references;
}

/// A case that a team has.
inline std::string case_of(Play& play, int number, const std::string& team) {
    return play.open_case(noms(number), "2026-12-07",
                          {{"supervised", Value(true)}, {"ro_team", Value(team)}});
}

inline ApplyOptions on_team(const std::string& team) {
    ApplyOptions options;
    options.team = team;
    return options;
}

inline ApplyOptions for_everyone() {
    ApplyOptions options;
    options.everyone = true;
    return options;
}

inline ChangePlan planned(Play& play, const std::vector<DefinitionFile>& files) {
    const ChangePlan plan = must(plan_change(play.engine(), files, author));
    for (const Diagnostic& each : plan.report.diagnostics)
        if (each.severity == Severity::error) FAIL_CHECK(format_diagnostic(each));
    return plan;
}

/// Planned, and put forward by its author.
inline ChangePlan put_forward(Play& play, const std::vector<DefinitionFile>& files) {
    ChangePlan plan = planned(play, files);
    must(submit_plan(play.engine(), plan.text, author));
    return plan;
}

/// Over live cases, without a plan.
inline AppliedDefinitions publish_straight(Play& play, const std::vector<DefinitionFile>& files) {
    return must(publish_without_plan(play.engine(), files, author, "it cannot wait"));
}

/// The version that cases began with first holds again: past what stands in the way of people, as
/// another release may.
inline void publish_the_first_again(Play& play) {
    const Status put = play.engine().parts().work([](store::Transaction& store, Instant now) {
        for (Publication each : must(store.publications())) {
            if (each.pathway != "accommodation") continue;
            each.published = now;
            return store.put_publication(each);
        }
        return Status();
    });
    REQUIRE(put.ok());
}

/// By as many people as it needs.
inline std::string approved(Play& play, const std::vector<DefinitionFile>& files) {
    const ChangePlan plan = put_forward(play, files);
    if (must(approve_plan(play.engine(), plan.text, approver, "looked at")).state == "in_review")
        must(approve_plan(play.engine(), plan.text, second_approver, "looked at too"));
    return plan.text;
}

inline std::uint64_t cases_of(const ChangePlan& plan, const std::string& kind) {
    std::uint64_t count = 0;
    for (const PlanLine& each : plan.lines)
        if (each.kind == kind) count += each.cases;
    return count;
}

inline PublicationView shown(Play& play, const std::string& text) {
    for (const PublicationView& each : must(publications(play.engine())))
        if (each.plan == must(read_plan(text)).hash) return each;
    throw std::runtime_error("the plan is not listed");
}

inline std::optional<Instant> screen_due(Play& play, const std::string& reference) {
    for (const DeadlineView& each : must(play.engine().find_case(reference)).deadlines)
        if (each.name == "place.screen" || each.name == "place.asking") return each.target;
    return std::nullopt;
}

template <typename Value>
std::string message(const Result<Value>& result) {
    return result.ok() ? std::string() : result.error().message;
}

}  // namespace throughgate::testing::change
