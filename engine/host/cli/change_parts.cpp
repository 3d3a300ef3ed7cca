// SPDX-License-Identifier: MIT
#include "host/cli/change_parts.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "host/cli/exit_codes.hpp"
#include "host/cli/print.hpp"
#include "host/cli/session.hpp"
#include "host/json/changes.hpp"
#include "throughgate/comparison.hpp"
#include "throughgate/plan_files.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;
using Changes = std::vector<DefinitionChange>;

constexpr std::size_t searched = 1000;  ///< plans put forward last

bool is_hash(const std::string& given) {
    return !given.empty() && given.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// What it publishes against what was published when it was made.
Result<Changes> differences(const std::string& text, Engine& engine) {
    const auto files = files_of_plan_text(engine, text);
    if (!files.ok()) return files.error();
    return compare_definitions(files->before, files->after);
}

void print_published(const ChangePlan& plan, Engine& engine, const Console& console) {
    for (const std::string& each : plan.publishes) console.line("publishes " + each);
    const auto changes = differences(plan.text, engine);
    if (!changes.ok()) return console.say(changes.error().message);
    if (changes->empty()) return;
    console.line("what is different from what was published, in words:");
    print_differences(*changes, console);
}

void print_lines(const ChangePlan& plan, const Console& console) {
    std::vector<std::vector<std::string>> rows;
    for (const PlanLine& each : plan.lines) {
        std::string first;
        for (const std::string& reference : each.first)
            first += (first.empty() ? "" : " ") + reference;
        if (each.cases > each.first.size()) first += " ...";
        rows.push_back({each.kind, each.pathway, std::to_string(each.cases), each.words, first});
    }
    if (!rows.empty()) console.table({"what", "pathway", "cases", "the first", "which"}, rows);
}

void print_teams(const ChangePlan& plan, const Console& console) {
    for (const PlanTeam& each : plan.teams)
        console.line("team " + (each.team.empty() ? std::string("(none)") : each.team) + ": " +
                     std::to_string(each.before) + " things to do become " +
                     std::to_string(each.after));
}

void print_counts(const ChangePlan& plan, const Console& console) {
    console.line(count_of(plan.cases, "live case", "live cases") + ": " +
                 std::to_string(plan.changes) + " brought over, " + std::to_string(plan.blocked) +
                 " without a way, " + std::to_string(plan.incidents) + " held by an incident; " +
                 count_of(plan.notices_now, "notice", "notices") + " at once");
}

void say_that_nothing_changes(const ChangePlan& plan, const Console& console) {
    console.line("this plan changes nothing: all of it is published already, and " +
                 (plan.cases == 0
                      ? "there is no live case"
                      : "every live case goes on (" + std::to_string(plan.cases) + ")"));
}

json::object plan_as_json(const ChangePlan& plan, Engine& engine) {
    json::object shown = to_json(plan);
    json::array words;
    if (const auto changes = differences(plan.text, engine); changes.ok())
        for (const DefinitionChange& each : *changes) words.push_back(to_json(each));
    shown["differences"] = std::move(words);
    return shown;
}

/// nullopt: nobody put it forward.
Result<std::optional<PublicationView>> publication_of(Engine& engine, const std::string& hash) {
    auto all = publications(engine, searched);
    if (!all.ok()) return all.error();
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const auto& each) { return each.plan == hash; });
    if (found == all->end()) return Result<std::optional<PublicationView>>(std::nullopt);
    return Result<std::optional<PublicationView>>(std::move(*found));
}

void print_standing(const std::optional<PublicationView>& known, const ChangePlan& plan,
                    const Console& console) {
    if (!known)
        return console.line(plan.hash.substr(0, 12) + " is a draft: nobody has put it forward");
    print_publication(*known, console);
    console.line("author: " + known->author + ", put forward " + console.when(known->proposed));
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) console.line(std::string(name) + ": " + value);
    };
    add("approved by", known->approved_by);
    add("why", known->reason);
    add("not before", known->effective_from ? console.when(known->effective_from) : "");
    add("published", known->published ? console.when(known->published) : "");
    add("tried by", comma_separated(known->teams));
}

}  // namespace

Actor oneself(Engine& engine) {
    Actor actor;
    actor.asserted_by = principal();
    if (const auto staff = engine.staff_of_login(actor.asserted_by.substr(3)); staff.ok())
        actor.person = *staff;
    return actor;
}

Actor oneself_as(Engine& engine, const Arguments& arguments) {
    Actor actor = oneself(engine);
    if (!arguments.as.empty()) actor.person = arguments.as;
    return actor;
}

Result<std::string> read_plan_file(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::exists(path, none))
        return Error{ErrorKind::invalid,
                     "cannot read " + path +
                         ": there is no such file; name a plan that `throughgate plan -o` kept",
                     path};
    auto text = read_file(path);
    if (!text.ok()) return text;
    const auto plan = read_plan(*text);
    return plan.ok() ? text : about_file(plan.error(), path);
}

Result<std::string> plan_given(Engine& engine, const std::string& given) {
    std::error_code none;
    const bool is_file = std::filesystem::exists(given, none);
    return is_hash(given) && !is_file ? plan_text(engine, given) : read_plan_file(given);
}

Error about_file(Error error, const std::string& path) {
    if (error.subject == "plan") error.message = path + ": " + error.message;
    return error;
}

std::string count_of(std::uint64_t number, const std::string& one, const std::string& many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string comma_separated(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : ", ") + each;
    return text;
}

void print_plan(const ChangePlan& plan, Engine& engine, const Console& console) {
    if (console.json()) return console.value(plan_as_json(plan, engine));
    print_published(plan, engine, console);
    for (const std::string& each : plan.tried) console.line(each);
    print_lines(plan, console);
    if (plan.publishes.empty() && plan.changes + plan.blocked + plan.incidents == 0)
        return say_that_nothing_changes(plan, console);
    print_teams(plan, console);
    print_counts(plan, console);
    if (!plan.approval.empty()) console.line("to approve it: " + plan.approval);
}

void print_plan_shortly(const std::string& text, Engine& engine, const Console& console) {
    const auto plan = read_plan(text);
    if (!plan.ok()) return console.say(plan.error().message);
    print_published(*plan, engine, console);
    print_counts(*plan, console);
}

void print_publication(const PublicationView& publication, const Console& console) {
    if (console.json()) return console.value(to_json(publication));
    console.line(publication.plan.substr(0, 12) + " is " + publication.state +
                 (publication.state == "in_review" && !publication.approved_by.empty()
                      ? " and waits for another person"
                      : ""));
}

int show_plan(Engine& engine, const std::string& given, const Console& console) {
    const auto text = plan_given(engine, given);
    if (!text.ok()) return console.fail(text.error());
    const auto plan = read_plan(*text);
    if (!plan.ok()) return console.fail(about_file(plan.error(), given));
    const auto known = publication_of(engine, plan->hash);
    if (!known.ok()) return console.fail(known.error());
    if (console.json()) {
        json::object shown = plan_as_json(*plan, engine);
        shown["publication"] = *known ? json::value(to_json(**known)) : json::value(nullptr);
        return console.value(shown), exit_clean;
    }
    print_standing(*known, *plan, console);
    print_plan(*plan, engine, console);
    return exit_clean;
}

}  // namespace throughgate::cli
