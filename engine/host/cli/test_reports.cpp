// SPDX-License-Identifier: MIT
#include "host/cli/test_reports.hpp"

#include <algorithm>
#include <map>

namespace throughgate::cli {
namespace {

/// For text and attributes of XML and HTML; control characters have no place in either.
std::string escaped(const std::string& words) {
    std::string out;
    for (const char c : words) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out;
}

std::string junit_case(const WorkflowTestResult& result) {
    const std::string head = "    <testcase classname=\"" + escaped(result.place.file) +
                             "\" name=\"" + escaped(result.name) + "\" file=\"" +
                             escaped(result.place.file) + "\" line=\"" +
                             std::to_string(result.place.line) + "\"";
    if (result.passed) return head + "/>\n";
    const std::string first = result.failure.substr(0, result.failure.find('\n'));
    return head + ">\n      <failure message=\"" + escaped(first) + "\">" +
           escaped(result.failure) + "</failure>\n    </testcase>\n";
}

constexpr const char* page_head =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<title>What the tests reach</title>\n<style>\n"
    "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}\n"
    "table{border-collapse:collapse;width:100%;margin-bottom:2rem}\n"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #b1b4b6}\n"
    "progress{width:8rem}\n.missing td{background:#fbe9e7}\n"
    "</style>\n</head>\n<body>\n<h1>What the tests reach</h1>\n";

std::string share(const CoveredThings& things) {
    const std::string percent = std::to_string(covered_percent(things));
    return "<progress max=\"100\" value=\"" + percent + "\">" + percent + " %</progress> " +
           std::to_string(reached(things)) + "/" + std::to_string(things.size()) + ", " + percent +
           " %";
}

std::string html_row(const std::string& kind, const CoveredThing& thing) {
    return std::string(thing.times == 0 ? "<tr class=\"missing\">" : "<tr>") + "<td>" +
           kind.substr(0, kind.size() - 1) + "</td><td>" + escaped(thing.name) + "</td><td>" +
           escaped(thing.place.file) + ":" + std::to_string(thing.place.line) + "</td><td>" +
           (thing.times == 0 ? "not reached" : std::to_string(thing.times)) + "</td></tr>\n";
}

std::string html_pathway(const PathwayCoverage& pathway) {
    std::string out = "<h2>" + escaped(pathway.pathway) + "</h2>\n<p>";
    for (const auto& [kind, things] : kinds_of(pathway))
        out += kind + ": " + share(*things) + "<br>";
    out +=
        "</p>\n<table>\n<thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">Name</th><th "
        "scope=\"col\">Place</th><th scope=\"col\">Times</th></tr></thead>\n<tbody>\n";
    for (const bool missing : {true, false})
        for (const auto& [kind, things] : kinds_of(pathway))
            for (const CoveredThing& thing : *things)
                if ((thing.times == 0) == missing) out += html_row(kind, thing);
    return out + "</tbody>\n</table>\n";
}

}  // namespace

std::vector<std::pair<std::string, const CoveredThings*>> kinds_of(const PathwayCoverage& pathway) {
    return {{"states", &pathway.states},
            {"transitions", &pathway.transitions},
            {"deadlines", &pathway.deadlines},
            {"rungs", &pathway.rungs}};
}

std::size_t reached(const CoveredThings& things) {
    return static_cast<std::size_t>(
        std::count_if(things.begin(), things.end(), [](const auto& t) { return t.times > 0; }));
}

std::string to_junit(const std::vector<WorkflowTestReport>& reports) {
    std::map<std::string, std::vector<const WorkflowTestResult*>> suites;
    for (const WorkflowTestReport& report : reports)
        for (const WorkflowTestResult& result : report.results)
            suites[result.place.file].push_back(&result);
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"throughgate\">\n";
    for (const auto& [file, results] : suites) {
        const auto failed = std::count_if(results.begin(), results.end(),
                                          [](const auto* result) { return !result->passed; });
        out += "  <testsuite name=\"" + escaped(file) + "\" tests=\"" +
               std::to_string(results.size()) + "\" failures=\"" + std::to_string(failed) +
               "\" errors=\"0\" skipped=\"0\">\n";
        for (const WorkflowTestResult* result : results) out += junit_case(*result);
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

std::string to_html(const std::vector<WorkflowTestReport>& reports) {
    std::string out = page_head;
    for (const WorkflowTestReport& report : reports)
        for (const PathwayCoverage& pathway : report.coverage) out += html_pathway(pathway);
    return out + "</body>\n</html>\n";
}

}  // namespace throughgate::cli
