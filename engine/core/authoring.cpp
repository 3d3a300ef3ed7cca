// SPDX-License-Identifier: MIT
// What authors are helped with: reviews, fixes, the list of rules, layout.
#include "throughgate/authoring.hpp"

#include <algorithm>
#include <utility>

#include "core/holders.hpp"
#include "core/resolved_files.hpp"
#include "definition/codes.hpp"
#include "definition/ignores.hpp"
#include "definition/load.hpp"
#include "definition/shown_line.hpp"
#include "definition/unread.hpp"
#include "exchange/directory.hpp"
#include "throughgate/unread.hpp"
#include "tooling/fix.hpp"
#include "tooling/format.hpp"

namespace throughgate {
namespace {

CheckReport report_of(definition::Loaded& loaded) {
    CheckReport report;
    for (const auto& definition : loaded.set.current) {
        report.pathways.emplace_back(definition->pathway.text());
        report.states += definition->states.size() - 1;
        report.handoffs += definition->handoffs.size();
    }
    for (const auto& chart : loaded.charts) {
        report.charts.emplace_back(chart->pathway.text());
        report.states += chart->states.size() - 2;
    }
    for (const Diagnostic& each : loaded.diagnostics)
        ++(each.severity == Severity::error ? report.errors : report.warnings);
    report.diagnostics = std::move(loaded.diagnostics);
    return report;
}

/// What cannot be read is mended before anything else is looked at.
void put_first(std::vector<Diagnostic>& diagnostics, const std::vector<std::string>& files) {
    std::stable_partition(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& each) {
        return std::binary_search(files.begin(), files.end(), each.place.file);
    });
}

Review review_of(definition::Loaded& loaded, const std::vector<definition::SourceFile>& sources) {
    Review review;
    if (!loaded.clean()) put_first(loaded.diagnostics, definition::unread_in(sources).paths());
    for (definition::IgnoredDiagnostic& each : loaded.ignored)
        review.ignored.push_back({std::move(each.diagnostic), std::move(each.because)});
    review.report = report_of(loaded);
    tooling::Fixer fixer(sources);
    for (const Diagnostic& each : review.report.diagnostics)
        review.findings.push_back({each, fixer.fix_of(each)});
    return review;
}

/// One run over all files may bring to light what an earlier fault has hidden.
constexpr int most_rounds = 8;

/// Files on the way to being fixed.
class Mending {
public:
    Mending(const std::vector<DefinitionFile>& files, std::optional<Date> today,
            Strictness strictness)
        : today_(today),
          strictness_(strictness),
          now_(review_definitions(files, today, strictness)) {
        mended_.files = files;
    }

    FixedDefinitions run() {
        for (int round = 0; round < most_rounds && (all_at_once() || one_by_one()); ++round) {
        }
        return std::move(mended_);
    }

private:
    std::vector<CheckFinding> fixable() const {
        std::vector<CheckFinding> found;
        for (const CheckFinding& each : now_.findings)
            if (each.fix.has_value()) found.push_back(each);
        return found;
    }

    std::vector<DefinitionFile> with(const std::vector<CheckFinding>& findings) const {
        std::vector<DefinitionFile> files = mended_.files;
        for (DefinitionFile& file : files) {
            std::vector<TextEdit> edits;
            for (const CheckFinding& each : findings)
                for (const TextEdit& edit : each.fix->edits)
                    if (edit.file == file.path) edits.push_back(edit);
            file.bytes = with_edits(std::move(file.bytes), std::move(edits));
        }
        return files;
    }

    static std::size_t count(const Review& review, const std::string& code) {
        return static_cast<std::size_t>(
            std::count_if(review.findings.begin(), review.findings.end(),
                          [&](const CheckFinding& each) { return each.diagnostic.code == code; }));
    }

    /// A file that can be read at last may show many faults that were hidden.
    bool is_better(const std::vector<DefinitionFile>& files, const Review& after,
                   const std::vector<CheckFinding>& findings) const {
        const bool read = unread_files(files).size() < unread_files(mended_.files).size();
        return (read || after.report.errors <= now_.report.errors) &&
               std::all_of(findings.begin(), findings.end(), [&](const CheckFinding& each) {
                   return count(after, each.diagnostic.code) < count(now_, each.diagnostic.code);
               });
    }

    bool take(const std::vector<CheckFinding>& findings) {
        std::vector<DefinitionFile> files = with(findings);
        Review after = review_definitions(files, today_, strictness_);
        if (!is_better(files, after, findings)) return false;
        mended_.files = std::move(files);
        mended_.fixed.insert(mended_.fixed.end(), findings.begin(), findings.end());
        now_ = std::move(after);
        return true;
    }

    bool all_at_once() {
        const std::vector<CheckFinding> all = fixable();
        return !all.empty() && take(all);
    }

    bool one_by_one() {
        for (const CheckFinding& each : fixable())
            if (take({each})) return true;  // places have moved: look again
        return false;
    }

    std::optional<Date> today_;
    Strictness strictness_;
    Review now_;
    FixedDefinitions mended_;
};

}  // namespace

Review review_definitions(const std::vector<DefinitionFile>& files, std::optional<Date> today,
                          Strictness strictness) {
    const auto sources = core::sources_of(files);
    definition::Loaded loaded = definition::load(sources, today, strictness);
    return review_of(loaded, sources);
}

Result<Review> review_with_staff(const std::vector<DefinitionFile>& files,
                                 const DefinitionFile& staff, std::optional<Date> today,
                                 Strictness strictness) {
    const auto read = exchange::read_directory(staff.bytes, staff.path);
    if (read.unreadable.has_value()) return *read.unreadable;
    const auto sources = core::sources_of(files);
    definition::Loaded loaded = definition::load(sources, today, strictness);
    auto unheld = core::roles_without_holder(loaded, read.directory);
    for (definition::IgnoredDiagnostic& each : definition::take_ignored(sources, unheld))
        loaded.ignored.push_back(std::move(each));
    for (Diagnostic& each : unheld) {
        for (const definition::SourceFile& file : sources)
            if (file.path == each.place.file) definition::show_line(file.bytes, each);
        loaded.diagnostics.push_back(std::move(each));
    }
    sort_diagnostics(loaded.diagnostics);
    return review_of(loaded, sources);
}

std::vector<std::string> unread_files(const std::vector<DefinitionFile>& files) {
    return definition::unread_in(core::sources_of(files)).paths();
}

FixedDefinitions fix_definitions(const std::vector<DefinitionFile>& files,
                                 std::optional<Date> today, Strictness strictness) {
    return Mending(files, today, strictness).run();
}

std::string with_edits(std::string bytes, std::vector<TextEdit> edits) {
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.offset < b.offset; });
    std::string text;
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        if (edit.offset < at || edit.offset + edit.length > bytes.size()) continue;
        text.append(bytes, at, edit.offset - at).append(edit.text);
        at = edit.offset + edit.length;
    }
    return text.append(bytes, at);
}

std::vector<DiagnosticRule> diagnostic_rules() {
    std::vector<DiagnosticRule> rules;
    for (const definition::CodeRow& row : definition::codes())
        rules.push_back({std::string(row.code), definition::severity_of(row),
                         std::string(row.title), std::string(row.cause), std::string(row.repair),
                         definition::is_strict_only(row)});
    return rules;
}

Formatted format_definition(const DefinitionFile& file) {
    return tooling::format({file.path, file.bytes});
}

}  // namespace throughgate
