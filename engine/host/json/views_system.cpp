// SPDX-License-Identifier: MIT
#include "host/json/views.hpp"

namespace throughgate {
namespace {

namespace json = boost::json;

json::value of(const std::optional<Instant>& instant) {
    return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

json::array listed(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

}  // namespace

json::object to_json(const RecomputeView& run) {
    return {{"cause", run.cause},
            {"cases", run.total},
            {"done", run.done},
            {"changed", run.changed},
            {"started", format_instant(run.started)},
            {"finished", of(run.finished)}};
}

json::object to_json(const Totals& totals) {
    return {{"cases", totals.cases},
            {"events", totals.events},
            {"handoffs_raised", totals.handoffs_raised},
            {"handoffs_acknowledged", totals.handoffs_acknowledged},
            {"handoffs_escalated", totals.handoffs_escalated},
            {"notices_delivered", totals.notices_delivered},
            {"notices_undeliverable", totals.notices_undeliverable},
            {"notices_suppressed", totals.notices_suppressed},
            {"duplicate_effects", totals.duplicate_effects},
            {"invariant_violations", totals.invariant_violations}};
}

json::object to_json(const Health& health) {
    return {{"ok", health.ok},
            {"problems", listed(health.problems)},
            {"warnings", listed(health.warnings)},
            {"now", format_instant(health.now)},
            {"next_due", of(health.next_due)},
            {"open_incidents", health.open_incidents},
            {"clock_held", health.clock_held}};
}

json::object to_json(const ChangeRow& row) {
    return {{"cursor", row.cursor},
            {"kind", row.kind},
            {"case", row.case_reference},
            {"sequence", row.sequence},
            {"at", format_instant(row.at)}};
}

json::object to_json(const ImportReport& report) {
    return {{"read", report.read},
            {"opened", report.opened},
            {"changed", report.changed},
            {"unchanged", report.unchanged},
            {"applied", report.applied},
            {"duplicates", report.duplicates},
            {"stale", report.stale},
            {"buffered", report.buffered},
            {"ignored", report.ignored},
            {"quality_items", report.quality_items},
            {"rejected", report.rejected},
            {"refused", report.refused},
            {"removed", report.removed},
            {"problems", listed(report.problems)},
            {"rejects", listed(report.rejects)},
            {"missing_from_source", listed(report.missing_from_source)}};
}

json::object to_json(const CheckReport& report) {
    return {{"errors", report.errors},
            {"warnings", report.warnings},
            {"pathways", listed(report.pathways)},
            {"diagnostics", to_json_array(report.diagnostics)}};
}

json::object to_json(const AppliedDefinitions& applied) {
    return {{"published", listed(applied.published)},
            {"unchanged", listed(applied.unchanged)},
            {"report", to_json(applied.report)}};
}

json::object to_json(const CalendarUpdate& update) {
    return {{"file", update.path},
            {"calendar", update.calendar},
            {"changed", update.changed},
            {"added", json::array(update.added.begin(), update.added.end())},
            {"removed", json::array(update.removed.begin(), update.removed.end())},
            {"renamed", json::array(update.renamed.begin(), update.renamed.end())},
            {"known_until", format_date(update.known_until)}};
}

}  // namespace throughgate
