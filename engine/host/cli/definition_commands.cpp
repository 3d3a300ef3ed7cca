// SPDX-License-Identifier: MIT
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

void print(const CheckReport& report, const Console& console) {
    if (console.json()) {
        json::array diagnostics;
        for (const Diagnostic& each : report.diagnostics) diagnostics.push_back(to_json(each));
        json::object value{{"diagnostics", std::move(diagnostics)},
                           {"errors", report.errors},
                           {"warnings", report.warnings},
                           {"states", report.states},
                           {"handoffs", report.handoffs}};
        if (!report.charts.empty())
            value["charts"] = json::array(report.charts.begin(), report.charts.end());
        console.value(value);
        return;
    }
    for (const Diagnostic& each : report.diagnostics) console.line(format_diagnostic(each));
    const std::string charts =
        report.charts.empty() ? "" : std::to_string(report.charts.size()) + " charts, ";
    console.line(std::to_string(report.pathways.size()) + " pathways, " + charts +
                 std::to_string(report.states) + " states, " + std::to_string(report.handoffs) +
                 " handoffs: " + std::to_string(report.errors) + " errors, " +
                 std::to_string(report.warnings) + " warnings");
}

}  // namespace

int run_check(const Arguments& arguments, const Console& console) {
    if (!arguments.now.empty() && !parse_date(arguments.now) && !parse_instant(arguments.now))
        return console.fail({ErrorKind::invalid,
                             "--now wants a day like 2026-03-17 or a time like "
                             "2026-03-17T09:00:00Z",
                             "--now"});
    const auto files = read_definitions(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    const auto strictness = arguments.strict ? Strictness::strict : Strictness::usual;
    const CheckReport report = check_definitions(*files, today(arguments), strictness);
    print(report, console);
    const bool fails = report.errors > 0 || (arguments.strict && report.warnings > 0);
    return fails ? exit_findings : exit_clean;
}

int run_explain(const Arguments& arguments, const Console& console) {
    const std::string text = explain_code(arguments.explain);
    if (text.empty())
        return console.fail({ErrorKind::invalid,
                             "there is no diagnostic code '" + arguments.explain + "'",
                             arguments.explain});
    console.line(text);
    return exit_clean;
}

int run_apply(const Arguments& arguments, const Console& console) {
    if (std::filesystem::is_regular_file(arguments.files.front()))
        return apply_kept_plan(arguments, console);
    const auto files = read_definitions(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    auto session = Session::open(arguments, console, true);
    if (!session.ok()) return console.fail(session.error());
    Actor actor{arguments.as, principal(), arguments.on_behalf_of};
    const auto applied = (*session)->engine().apply(*files, actor);
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
