// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cctype>
#include <filesystem>

#include "host/cli/author_files.hpp"
#include "host/cli/change_parts.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/json/sarif.hpp"
#include "host/json/views.hpp"
#include "throughgate/authoring.hpp"
#include "throughgate/mappings.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/unread.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

void print_counts(const CheckReport& report, const Console& console) {
    const std::string charts =
        report.charts.empty() ? "" : std::to_string(report.charts.size()) + " charts, ";
    console.line(std::to_string(report.pathways.size()) + " pathways, " + charts +
                 std::to_string(report.states) + " states, " + std::to_string(report.handoffs) +
                 " handoffs: " + std::to_string(report.errors) + " errors, " +
                 std::to_string(report.warnings) + " warnings");
}

json::object counts_of(const CheckReport& report) {
    json::object value{{"errors", report.errors},
                       {"warnings", report.warnings},
                       {"states", report.states},
                       {"handoffs", report.handoffs}};
    if (!report.charts.empty())
        value["charts"] = json::array(report.charts.begin(), report.charts.end());
    return value;
}

/// What stands in the way of publishing.
void print(const CheckReport& report, const Console& console) {
    if (console.json()) {
        json::object value = counts_of(report);
        value["diagnostics"] = to_json_array(report.diagnostics);
        return console.value(value);
    }
    for (const Diagnostic& each : report.diagnostics) console.line(format_diagnostic(each));
    print_counts(report, console);
}

// --- check
// ---------------------------------------------------------------------------------------
json::object to_json(const Fix& fix) {
    json::array edits;
    for (const TextEdit& edit : fix.edits)
        edits.push_back(json::object{{"file", edit.file},
                                     {"offset", edit.offset},
                                     {"length", edit.length},
                                     {"text", edit.text}});
    return {{"title", fix.title}, {"edits", std::move(edits)}};
}

json::object to_json(const CheckFinding& finding) {
    json::object value = throughgate::to_json(finding.diagnostic);
    if (finding.fix.has_value()) value["fix"] = to_json(*finding.fix);
    return value;
}

json::object to_json(const KnownWarning& known) {
    json::object value = throughgate::to_json(known.diagnostic);
    value["because"] = known.because;
    return value;
}

template <typename All>
json::array array_of(const All& all) {
    json::array array;
    for (const auto& each : all) array.push_back(to_json(each));
    return array;
}

std::string place_of(const Diagnostic& diagnostic) {
    return diagnostic.place.file + ":" + std::to_string(diagnostic.place.line);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : ", ") + each;
    return text;
}

void print_findings(const Review& review, const std::vector<std::string>& unread, bool strict,
                    const Console& console) {
    for (const CheckFinding& each : review.findings) {
        std::string text = format_diagnostic(each.diagnostic);
        if (each.fix.has_value()) text += "fix: " + each.fix->title + "\n";
        console.line(text);
    }
    print_counts(review.report, console);
    if (!unread.empty())
        console.line("what uses " + joined(unread) + " is looked at once that is mended");
    if (strict && !review.ignored.empty())
        console.line(std::to_string(review.ignored.size()) +
                     " warnings are ignored, with reasons in the files");
    if (review.report.errors == 0) return;
    const auto has_fix = [](const CheckFinding& each) { return each.fix.has_value(); };
    console.line("more about each: throughgate explain " + review.findings[0].diagnostic.code);
    if (std::any_of(review.findings.begin(), review.findings.end(), has_fix))
        console.line("to apply the fixes: throughgate check --fix");
}

void print_as(const std::string& format, const Review& review,
              const std::vector<std::string>& unread, const Arguments& arguments,
              const Console& console) {
    if (format == "sarif") return console.value(to_sarif(review, arguments.files.front()));
    if (format == "human") return print_findings(review, unread, arguments.strict, console);
    json::object value = counts_of(review.report);
    value["diagnostics"] = array_of(review.findings);
    if (!unread.empty()) value["unread"] = json::array(unread.begin(), unread.end());
    if (!review.ignored.empty()) value["ignored"] = array_of(review.ignored);
    console.value(value);
}

/// Writes the mended files; the error is that of the first one that cannot be written.
Status write_mended(const std::string& folder, const std::vector<DefinitionFile>& before,
                    const std::vector<DefinitionFile>& after) {
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].bytes != after[i].bytes)
            if (auto written = replace_file(folder + "/" + after[i].path, after[i].bytes);
                !written.ok())
                return written;
    return {};
}

Status mend(const Arguments& arguments, const Console& console, Strictness strictness,
            std::vector<DefinitionFile>& files) {
    FixedDefinitions mended = fix_definitions(files, today(arguments), strictness);
    if (auto written = write_mended(arguments.files.front(), files, mended.files); !written.ok())
        return written;
    for (const CheckFinding& each : mended.fixed)
        console.say("fixed " + place_of(each.diagnostic) + " [" + each.diagnostic.code +
                    "]: " + each.fix->title);
    files = std::move(mended.files);
    return {};
}

Result<Review> review(const Arguments& arguments, const std::vector<DefinitionFile>& files,
                      Strictness strictness) {
    if (arguments.staff_file.empty())
        return review_definitions(files, today(arguments), strictness);
    auto staff = read_file(arguments.staff_file);
    if (!staff.ok()) return staff.error();
    return review_with_staff(files, {arguments.staff_file, std::move(*staff)}, today(arguments),
                             strictness);
}

/// What only the store knows about `migrate:`.
Status hold_against_store(const Arguments& arguments, const Console& console,
                          const std::vector<DefinitionFile>& files, Review& review) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return session.error();
    for (Diagnostic& each : unknown_mappings((*session)->engine(), files)) {
        ++review.report.errors;
        review.findings.push_back({std::move(each), std::nullopt});
    }
    return {};
}

int verdict(const Arguments& arguments, const CheckReport& report) {
    const bool none = arguments.fail_level == "none";
    const bool warnings = arguments.strict || arguments.fail_level == "warning";
    const bool fails = !none && (report.errors > 0 || (warnings && report.warnings > 0));
    return fails ? exit_findings : exit_clean;
}

/// A pathway is checked with all that it uses.
Status refuse_one_file(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return {};
    const auto around = workflows_of(path);
    const std::string folder =
        around.ok() ? around->lexically_proximate(std::filesystem::current_path(none)).string()
                    : std::string("FOLDER");
    return Error{ErrorKind::invalid,
                 path +
                     " is one file, and a file is checked with everything it uses: run "
                     "`throughgate check " +
                     folder + "`" +
                     (around.ok() ? "" : " with the workflows folder, which holds `common`"),
                 path};
}

// --- explain
// -------------------------------------------------------------------------------------
int list_rules(const Console& console) {
    const auto severity = [](const DiagnosticRule& rule) {
        return std::string(rule.severity == Severity::error ? "error" : "warning");
    };
    json::array all;
    std::vector<std::vector<std::string>> rows;
    for (const DiagnosticRule& rule : diagnostic_rules()) {
        all.push_back(json::object{{"code", rule.code},
                                   {"severity", severity(rule)},
                                   {"title", rule.title},
                                   {"cause", rule.cause},
                                   {"repair", rule.repair},
                                   {"strict_only", rule.strict_only}});
        rows.push_back({rule.code, severity(rule), rule.title});
    }
    if (console.json())
        console.value(all);
    else
        console.table({"Code", "Severity", "Title"}, rows);
    return exit_clean;
}

/// A pathway's own folder means the workflows folder around it: it is checked with all it uses.
Result<Arguments> with_whole_folder(Arguments arguments, const Console& console) {
    const std::string given = arguments.files.front();
    std::error_code none;
    if (!std::filesystem::is_directory(given, none)) return arguments;
    const auto around = workflows_around(given);
    if (!around.ok()) return around.error();
    if (*around == given) return arguments;
    arguments.files.front() =
        around->lexically_proximate(std::filesystem::current_path(none)).string();
    console.say(given + " is checked with all that it uses: " + arguments.files.front());
    return arguments;
}

}  // namespace

int run_check(const Arguments& given, const Console& console) {
    if (auto one = refuse_one_file(given.files.front()); !one.ok())
        return console.fail(one.error());
    const auto whole = with_whole_folder(given, console);
    if (!whole.ok()) return console.fail(whole.error());
    const Arguments& arguments = *whole;
    if (!arguments.now.empty() && !parse_date(arguments.now) && !parse_instant(arguments.now))
        return console.fail({ErrorKind::invalid,
                             "--now wants a day like 2026-03-17 or a time like "
                             "2026-03-17T09:00:00Z",
                             "--now"});
    auto files = read_definitions(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    const auto strictness = arguments.strict ? Strictness::strict : Strictness::usual;
    if (arguments.fix)
        if (auto mended = mend(arguments, console, strictness, *files); !mended.ok())
            return console.fail(mended.error());
    auto reviewed = review(arguments, *files, strictness);
    if (!reviewed.ok()) return console.fail(reviewed.error());
    if (arguments.published && reviewed->report.errors == 0)
        if (auto held = hold_against_store(arguments, console, *files, *reviewed); !held.ok())
            return console.fail(held.error());
    const std::string usual = console.json() ? "json" : "human";
    const auto unread =
        reviewed->report.errors > 0 ? unread_files(*files) : std::vector<std::string>();
    print_as(arguments.report_format.empty() ? usual : arguments.report_format, *reviewed, unread,
             arguments, console);
    return verdict(arguments, reviewed->report);
}

int run_explain(const Arguments& arguments, const Console& console) {
    if (arguments.list) return list_rules(console);
    if (arguments.explain.empty())
        return console.fail({ErrorKind::invalid, "name a code such as TG0107, or give --list", ""});
    std::string code = arguments.explain;
    for (char& letter : code)
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    const std::string text = explain_code(code);
    if (text.empty())
        return console.fail({ErrorKind::invalid,
                             "there is no diagnostic code '" + arguments.explain +
                                 "'; `throughgate explain --list` shows all",
                             arguments.explain});
    if (console.json())
        console.value(json::object{{"code", code}, {"text", text}});
    else
        console.line(text);
    return exit_clean;
}

int run_apply(const Arguments& arguments, const Console& console) {
    const std::string& given = arguments.files.front();
    std::error_code none;
    if (!std::filesystem::exists(given, none))
        return console.fail({ErrorKind::invalid,
                             "cannot read " + given +
                                 ": there is no such file or folder; name a plan that "
                                 "`throughgate plan -o` kept, or a workflows folder",
                             given});
    const bool is_plan = !std::filesystem::is_directory(given, none);
    if (is_plan && !arguments.without_plan.empty())
        return console.fail({ErrorKind::invalid,
                             "--without-plan goes with a folder; this is a plan, which somebody "
                             "approves",
                             given});
    if (is_plan) return apply_kept_plan(arguments, console);
    if (!arguments.team.empty() || arguments.everyone)
        return console.fail({ErrorKind::invalid,
                             "--team and --everyone go with a plan that was kept; a folder is "
                             "published for everybody: make a plan of it with `throughgate plan`",
                             arguments.files.front()});
    const auto files = read_definitions(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    auto session = Session::open(arguments, console, true);
    if (!session.ok()) return console.fail(session.error());
    Engine& engine = (*session)->engine();
    Actor actor = oneself_as(engine, arguments);
    actor.on_behalf_of = arguments.on_behalf_of;
    const auto applied = arguments.without_plan.empty()
                             ? engine.apply(*files, actor)
                             : publish_without_plan(engine, *files, actor, arguments.without_plan);
    if (!applied.ok()) return console.fail(applied.error());
    if (applied->report.errors != 0) {
        print(applied->report, console);
        console.say("nothing was published: mend the errors first");
        return exit_findings;
    }
    if (console.json()) {
        console.value(json::object{
            {"published", json::array(applied->published.begin(), applied->published.end())},
            {"unchanged", json::array(applied->unchanged.begin(), applied->unchanged.end())}});
        return exit_clean;
    }
    for (const std::string& each : applied->published) console.line("published " + each);
    for (const std::string& each : applied->unchanged) console.line("unchanged " + each);
    return exit_clean;
}

}  // namespace throughgate::cli
