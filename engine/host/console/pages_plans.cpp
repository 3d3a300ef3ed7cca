// SPDX-License-Identifier: MIT
// One plan: what it changes, in words and line by line, what it would do to live cases, who has
// agreed; approving, withdrawing and publishing it, and trying it on a team first.
#include <algorithm>

#include "host/console/frame.hpp"
#include "host/console/operating.hpp"
#include "host/console/plan_words.hpp"
#include "throughgate/comparison.hpp"
#include "throughgate/plan_files.hpp"

namespace throughgate::console {
namespace {

constexpr std::size_t runs_searched = 1000;

const char* words_of(ChangeClass kind) {
    switch (kind) {
        case ChangeClass::wording: return "Wording";
        case ChangeClass::dates: return "Dates";
        case ChangeClass::people: return "People";
        case ChangeClass::structure: break;
    }
    return "Structure";
}

Table change_table(const std::vector<DefinitionChange>& changes) {
    Table table{.caption = "What is different, in words"};
    table.columns = {{"Change"}, {"In"}, {"Kind"}};
    table.first_names = true;
    table.empty = "What is different, in words: nothing.";
    for (const DefinitionChange& each : changes) {
        Cell kind{.text = words_of(each.kind)};
        if (each.breaks) kind.tag = Tag{"Breaks live cases", "red"};
        table.rows.push_back(
            {{.text = each.words, .hint = each.because}, {.text = each.document}, kind});
    }
    return table;
}

/// One plan as it is now, with its runs.
struct Standing {
    ChangePlan plan;
    std::string text;
    std::string state = "draft";
    PublicationView publication{};
    std::vector<ChangeRunView> runs{};
};

Result<Standing> standing_of(http::Services& services, const std::string& hash) {
    Standing standing;
    auto text = plan_text(services.engine, hash);
    if (!text.ok()) return text.error();
    standing.text = std::move(*text);
    auto plan = read_plan(standing.text);
    if (!plan.ok()) return plan.error();
    standing.plan = std::move(*plan);
    const auto all = publications(services.engine, runs_searched);
    if (!all.ok()) return all.error();
    for (const PublicationView& each : *all)
        if (each.plan == standing.plan.hash) {
            standing.state = each.state;
            standing.publication = each;
        }
    auto runs = change_runs(services.engine, runs_searched);
    if (!runs.ok()) return runs.error();
    for (ChangeRunView& each : *runs)
        if (each.plan == standing.plan.hash) standing.runs.push_back(std::move(each));
    return standing;
}

void add_figures(const Engine& engine, const Standing& standing, Operating& page) {
    const ChangePlan& plan = standing.plan;
    SummaryRow stands{"Stands", {.hint = standing.publication.reason}};
    stands.value.tag = tag_of_plan(standing.state);
    page.figures = {stands};
    const auto add = [&](const char* key, std::string value) {
        if (!value.empty()) page.figures.push_back({key, {.text = std::move(value)}});
    };
    add("Author", standing.publication.author);
    add("Approved by", standing.publication.approved_by);
    add("Needs", plan.approval);
    add("Not before", words_of_moment(engine, standing.publication.effective_from));
    std::string teams;
    for (const std::string& team : standing.publication.teams)
        teams += (teams.empty() ? "" : ", ") + team;
    add("Tried by", teams);
    for (const std::string& each : plan.publishes) add("Publishes", each);
    add("Live cases of its pathways", std::to_string(plan.cases));
    add("Brought over", std::to_string(plan.changes));
    add("Blocked", std::to_string(plan.blocked));
    add("Left alone, with an incident", std::to_string(plan.incidents));
    add("Notices at once", std::to_string(plan.notices_now));
}

/// What of the plan is no plan of ours any more is shown without.
void add_differences(http::Services& services, const Standing& standing, Operating& page) {
    const auto files = plan_files(services.engine, standing.plan.hash);
    if (!files.ok()) return;
    page.differences = file_differences(files->before, files->after);
    const auto changes = compare_definitions(files->before, files->after);
    if (changes.ok()) page.tables.push_back(change_table(*changes));
}

Input team_input() {
    return {.name = "team",
            .label = "Community team",
            .hint = "Its cases go over, and its new ones begin so; nobody else's",
            .width = "10",
            .plain = true};
}

void add_steps(const Standing& standing, Operating& page) {
    const std::string here = address_of_plan(standing.plan.hash);
    const auto step = [&](const char* action, const char* words, bool warning = false) {
        page.steps.push_back({here + action, words, here, std::nullopt, warning});
        return &page.steps.back();
    };
    const bool in_review = standing.state == "in_review", approved = standing.state == "approved",
               tried = standing.state == "tried";
    if (in_review)
        step("/approve", "Approve this plan")->reason = reason_area("reason", "Why is it right?");
    if (approved || tried) {
        step("/try", tried ? "Try it on one more team" : "Try it on one team first")->input =
            team_input();
        step("/apply", tried ? "Publish it for everybody" : "Publish it and bring live cases over",
             true);
    }
    if (tried)
        step("/stop", "Stop trying it: what teams have is taken back", true)->reason =
            reason_area("reason_stop", "Why is it stopped?");
    if (in_review || approved)
        step("/withdraw", "Withdraw this plan", true)->reason =
            reason_area("reason_withdraw", "Why is it withdrawn?");
}

http::Response show_plan(http::Services& services, ChangeJobs& jobs, const Visit& visit,
                         std::string fault = "") {
    const auto standing = standing_of(services, visit.path["plan"]);
    if (!standing.ok()) return show_error(visit, standing.error());
    const std::string& hash = standing->plan.hash;
    if (const auto end = jobs.end_of(hash); fault.empty() && end && !end->ok())
        fault = end->error().message;
    Operating page{.title = "Plan " + short_of(hash),
                   .lead = "What these definitions would do to live cases, and who has agreed."};
    page.back = {"Back to definitions", "/definitions"};
    if (!fault.empty()) page.faults = {{fault, ""}};
    page.problems = standing->plan.tried;
    if (jobs.goes_on(hash)) {
        page.problems.emplace_back("It is under way; this page loads itself again until it ends.");
        page.again_after = seconds_between_looks;
    } else {
        add_steps(*standing, page);
    }
    add_figures(services.engine, *standing, page);
    add_differences(services, *standing, page);
    page.tables.push_back(line_table(standing->plan));
    page.tables.push_back(team_table(standing->plan));
    if (!standing->runs.empty()) page.tables.push_back(run_table(services.engine, standing->runs));
    return show(visit, page);
}

template <typename Value>
Status status_of(const Result<Value>& result) {
    return result.ok() ? Status{} : Status{result.error()};
}

/// What is done at once.
template <typename Act>
http::Response decide(http::Services& services, ChangeJobs& jobs, Visit& visit, const Act& act,
                      const char* words) {
    const auto text = plan_text(services.engine, visit.path["plan"]);
    if (!text.ok()) return show_error(visit, text.error());
    const Result<PublicationView> done = act(*text);
    if (!done.ok()) return show_plan(services, jobs, visit, done.error().message);
    visit.say =
        done->state == "in_review" ? "Your approval is kept. One more person has to agree." : words;
    return go_to(address_of_plan(visit.path["plan"]));
}

http::Response approve(http::Services& services, ChangeJobs& jobs, Visit& visit) {
    return decide(
        services, jobs, visit,
        [&](const std::string& text) {
            return approve_plan(services.engine, text, actor_of(visit), visit.form["reason"]);
        },
        "The plan is approved. Whoever did not approve it can publish it.");
}

http::Response withdraw(http::Services& services, ChangeJobs& jobs, Visit& visit) {
    return decide(
        services, jobs, visit,
        [&](const std::string&) {
            return withdraw_plan(services.engine, visit.path["plan"], actor_of(visit),
                                 visit.form["reason_withdraw"]);
        },
        "The plan is withdrawn.");
}

/// What may take long.
http::Response carry(http::Services& services, const JobsPointer& jobs, Visit& visit,
                     const char* said, std::function<Status(const std::string& text)> run) {
    const auto standing = standing_of(services, visit.path["plan"]);
    if (!standing.ok()) return show_error(visit, standing.error());
    ChangeWork work;
    work.job = standing->plan.hash;
    work.address = address_of_plan(standing->plan.hash);
    work.said = said;
    work.run = [text = standing->text, run = std::move(run)] { return run(text); };
    work.failed = [&](const std::string& fault) {
        return show_plan(services, *jobs, visit, fault);
    };
    return begin_work(*jobs, visit, work);
}

http::Response apply(http::Services& services, const JobsPointer& jobs, Visit& visit,
                     const ApplyOptions& options, const char* said) {
    return carry(
        services, jobs, visit, said,
        [&engine = services.engine, actor = actor_of(visit), options](const std::string& text) {
            return status_of(apply_plan(engine, text, actor, options));
        });
}

http::Response apply_to_all(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    const auto standing = standing_of(services, visit.path["plan"]);
    if (!standing.ok()) return show_error(visit, standing.error());
    ApplyOptions options;
    options.everyone = standing->state == "tried";
    return apply(services, jobs, visit, options, "Published, and live cases were brought over.");
}

http::Response try_on_team(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    ApplyOptions options;
    options.team = visit.form["team"];
    if (options.team.empty())
        return show_plan(services, *jobs, visit, "Enter the team that tries it");
    return apply(services, jobs, visit, options, "The team tries it now.");
}

http::Response stop(http::Services& services, const JobsPointer& jobs, Visit& visit) {
    return carry(services, jobs, visit, "Nobody tries it any more.",
                 [&engine = services.engine, actor = actor_of(visit), plan = visit.path["plan"],
                  reason = visit.form["reason_stop"]](const std::string&) {
                     return status_of(stop_trial(engine, plan, actor, reason));
                 });
}

}  // namespace

std::vector<Page> plan_pages(http::Services& services, const JobsPointer& jobs) {
    const std::string plan = "/definitions/plans/{plan}";
    return {
        definition_page(
            "GET", plan, "page.showPlan",
            [&services, jobs](Visit& visit) { return show_plan(services, *jobs, visit); }),
        definition_page(
            "POST", plan + "/approve", "page.approvePlan",
            [&services, jobs](Visit& visit) { return approve(services, *jobs, visit); }),
        definition_page(
            "POST", plan + "/withdraw", "page.withdrawPlan",
            [&services, jobs](Visit& visit) { return withdraw(services, *jobs, visit); }),
        definition_page(
            "POST", plan + "/apply", "page.applyPlan",
            [&services, jobs](Visit& visit) { return apply_to_all(services, jobs, visit); }),
        definition_page(
            "POST", plan + "/try", "page.tryPlan",
            [&services, jobs](Visit& visit) { return try_on_team(services, jobs, visit); }),
        definition_page("POST", plan + "/stop", "page.stopTrial",
                        [&services, jobs](Visit& visit) { return stop(services, jobs, visit); })};
}

}  // namespace throughgate::console
