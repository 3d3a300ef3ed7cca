// SPDX-License-Identifier: MIT
// throughgate eval: one expression over facts, or many cases of named rules.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <filesystem>
#include <iterator>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "host/json/datum.hpp"
#include "throughgate/evaluation.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

Result<Datum> read_json(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes.ok()) return bytes.error();
    return datum_from_json(*bytes, path);
}

Result<Instant> time_of(const Arguments& arguments) {
    if (arguments.now.empty())
        return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    const auto given = parse_instant(arguments.now);
    if (!given)
        return Error{ErrorKind::invalid, "--now wants a time like 2026-03-17T09:00:00Z", "--now"};
    return *given;
}

/// Files of rules and calendars; a folder that was not named may be missing.
Result<EvaluationSurroundings> surroundings_of(const Arguments& arguments) {
    EvaluationSurroundings surroundings;
    surroundings.calendar = arguments.calendar;
    surroundings.zone = arguments.zone;
    const auto now = time_of(arguments);
    if (!now.ok()) return now.error();
    surroundings.now = *now;
    const bool named = !arguments.rules.empty();
    const std::string folder = named ? arguments.rules : arguments.workflows;
    if (!named && !std::filesystem::is_directory(folder)) return surroundings;
    auto files = read_definitions(folder);
    if (!files.ok()) return files.error();
    surroundings.files = std::move(*files);
    return surroundings;
}

std::string plain_text(const Datum& value) {
    if (value.kind == Datum::Kind::text) return value.text;
    if (value.kind == Datum::Kind::nothing) return "not known";
    return json::serialize(json_of(value));
}

void print(const Evaluation& evaluation, const Arguments& arguments, const Console& console) {
    if (console.json()) {
        json::object object{{"value", json_of(evaluation.value)}};
        if (arguments.explanation) object.emplace("explanation", evaluation.explanation);
        json::array waits;
        for (const std::string& name : evaluation.waits_for) waits.push_back(json::value(name));
        if (!waits.empty()) object.emplace("waits_for", std::move(waits));
        return console.value(object);
    }
    console.line(plain_text(evaluation.value));
    if (arguments.explanation) console.line(evaluation.explanation);
    for (const std::string& name : evaluation.waits_for) console.say("waits for " + name);
}

int evaluate_one(const Arguments& arguments, const Console& console) {
    Datum facts;
    facts.kind = Datum::Kind::fields;
    if (!arguments.facts.empty()) {
        auto read = read_json(arguments.facts);
        if (!read.ok()) return console.fail(read.error());
        facts = std::move(*read);
    }
    const auto surroundings = surroundings_of(arguments);
    if (!surroundings.ok()) return console.fail(surroundings.error());
    std::string expression;  // unquoted, a shell gives its words one by one
    for (const std::string& word : arguments.files)
        expression += (expression.empty() ? "" : " ") + word;
    const auto answer = evaluate_expression(expression, facts, *surroundings);
    if (!answer.ok()) return console.fail(answer.error());
    print(*answer, arguments, console);
    return exit_clean;
}

json::object line_of(const CaseAnswer& answer) {
    json::object object{{"id", answer.id}};
    if (!answer.error.empty()) {
        object.emplace("error", answer.error);
        return object;
    }
    object.emplace("value", json_of(answer.value));
    if (!answer.explanation.empty()) object.emplace("explanation", answer.explanation);
    return object;
}

int evaluate_batch(const Arguments& arguments, const Console& console) {
    std::vector<Datum> cases;
    for (const std::string& path : arguments.batch) {
        auto read = read_json(path);
        if (!read.ok()) return console.fail(read.error());
        cases.push_back(std::move(*read));
    }
    Datum calendars;
    if (!arguments.calendars.empty()) {
        auto read = read_json(arguments.calendars);
        if (!read.ok()) return console.fail(read.error());
        calendars = std::move(*read);
    }
    const auto surroundings = surroundings_of(arguments);
    if (!surroundings.ok()) return console.fail(surroundings.error());
    const auto report =
        evaluate_cases(cases, calendars, *surroundings, {.explain = arguments.explanation});
    if (!report.ok()) return console.fail(report.error());
    for (const CaseAnswer& answer : report->answers) console.value(line_of(answer));
    for (const std::string& remark : report->remarks) console.say(remark);
    if (report->errors == 0) return exit_clean;
    console.say(std::to_string(report->errors) + " of " + std::to_string(report->answers.size()) +
                " cases could not be evaluated");
    return exit_findings;
}

}  // namespace

int run_eval(const Arguments& arguments, const Console& console) {
    const bool batch = !arguments.batch.empty();
    if (batch == !arguments.files.empty())
        return console.fail({ErrorKind::invalid,
                             "give either an expression or --batch with a file of cases", "eval"});
    return batch ? evaluate_batch(arguments, console) : evaluate_one(arguments, console);
}

}  // namespace throughgate::cli
