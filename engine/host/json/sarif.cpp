// SPDX-License-Identifier: MIT
#include "host/json/sarif.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cctype>
#include <cstdio>
#include <map>

#include "throughgate/engine.hpp"

namespace throughgate {
namespace {

namespace json = boost::json;

/// A path as a relative reference: what may not stand in one is escaped.
std::string reference(const std::string& path) {
    std::string text;
    for (const char letter : path) {
        const auto code = static_cast<unsigned char>(letter);
        const bool plain = (std::isalnum(code) != 0 && code < 0x80) ||
                           std::string_view("-._~/").find(letter) != std::string_view::npos;
        if (plain) {
            text += letter;
            continue;
        }
        std::array<char, 4> escaped{};
        std::snprintf(escaped.data(), escaped.size(), "%%%02X", static_cast<unsigned>(code));
        text += escaped.data();
    }
    return text;
}

/// Columns here count bytes; there they count characters.
std::size_t characters_before(const Diagnostic& diagnostic) {
    const std::string& line = diagnostic.source_line;
    const std::size_t bytes = diagnostic.place.column - 1;
    if (line.size() < bytes) return bytes;  // the line is not shown
    std::size_t characters = 0;
    for (const char letter : line.substr(0, bytes))
        characters += (static_cast<unsigned char>(letter) & 0xc0u) != 0x80u ? 1u : 0u;
    return characters;
}

const char* level_of(Severity severity) {
    return severity == Severity::error ? "error" : "warning";
}

class Writer {
public:
    explicit Writer(const std::string& folder) : folder_(folder) {
        while (!folder_.empty() && folder_.back() == '/') folder_.pop_back();
        std::size_t index = 0;
        for (const DiagnosticRule& rule : diagnostic_rules()) {
            indices_[rule.code] = index++;
            rules_.push_back(described(rule));
        }
    }

    json::object log(const Review& review) const {
        json::array results;
        for (const CheckFinding& each : review.findings) results.push_back(result(each));
        for (const KnownWarning& each : review.ignored) results.push_back(suppressed(each));
        json::object driver{{"name", "throughgate"},
                            {"semanticVersion", std::string(version())},
                            {"rules", rules_}};
        json::object run{{"tool", json::object{{"driver", std::move(driver)}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"results", std::move(results)}};
        return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                {"version", "2.1.0"},
                {"runs", json::array{std::move(run)}}};
    }

private:
    static json::object message(const std::string& text) { return {{"text", text}}; }

    static json::object described(const DiagnosticRule& rule) {
        return {{"id", rule.code},
                {"shortDescription", message(rule.title)},
                {"fullDescription", message(rule.cause)},
                {"help", message(rule.repair)},
                {"defaultConfiguration",
                 json::object{{"level", level_of(rule.severity)}, {"enabled", !rule.strict_only}}}};
    }

    json::object artifact(const std::string& file) const {
        return {{"uri", reference(folder_.empty() ? file : folder_ + "/" + file)}};
    }

    json::object location(const Place& place, std::size_t column) const {
        json::object physical{{"artifactLocation", artifact(place.file)}};
        if (place.line != 0) {
            json::object region{{"startLine", place.line}};
            if (column != 0) region["startColumn"] = column;
            physical["region"] = std::move(region);
        }
        return {{"physicalLocation", std::move(physical)}};
    }

    json::object result(const Diagnostic& d) const {
        const std::size_t column = d.place.column == 0 ? 0 : characters_before(d) + 1;
        json::object value{
            {"ruleId", d.code},
            {"ruleIndex", indices_.at(d.code)},
            {"level", level_of(d.severity)},
            {"message", message(d.hint.empty() ? d.message : d.message + ". Help: " + d.hint)},
            {"locations", json::array{location(d.place, column)}}};
        json::array related;
        for (const RelatedPlace& each : d.related) {
            json::object place = location(each.place, 0);
            place["message"] = message(each.message);
            related.push_back(std::move(place));
        }
        if (!related.empty()) value["relatedLocations"] = std::move(related);
        return value;
    }

    json::object result(const CheckFinding& finding) const {
        json::object value = result(finding.diagnostic);
        if (finding.fix.has_value()) value["fixes"] = json::array{fix(*finding.fix)};
        return value;
    }

    json::object fix(const Fix& fix) const {
        std::map<std::string, json::array> by_file;
        for (const TextEdit& edit : fix.edits)
            by_file[edit.file].push_back(json::object{
                {"deletedRegion",
                 json::object{{"byteOffset", edit.offset}, {"byteLength", edit.length}}},
                {"insertedContent", message(edit.text)}});
        json::array changes;
        for (auto& [file, replacements] : by_file)
            changes.push_back(json::object{{"artifactLocation", artifact(file)},
                                           {"replacements", std::move(replacements)}});
        return {{"description", message(fix.title)}, {"artifactChanges", std::move(changes)}};
    }

    json::object suppressed(const KnownWarning& known) const {
        json::object value = result(known.diagnostic);
        value["suppressions"] =
            json::array{json::object{{"kind", "inSource"}, {"justification", known.because}}};
        return value;
    }

    std::string folder_;
    std::map<std::string, std::size_t> indices_;
    json::array rules_;
};

}  // namespace

boost::json::object to_sarif(const Review& review, const std::string& folder) {
    return Writer(folder).log(review);
}

}  // namespace throughgate
