// SPDX-License-Identifier: MIT
#include "host/json/changes.hpp"

#include <boost/json/array.hpp>

namespace throughgate {
namespace {

namespace json = boost::json;

json::value when(const std::optional<Instant>& instant) {
    return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

json::object to_json(const PlanLine& line) {
    return {
        {"kind", line.kind},       {"pathway", line.pathway},
        {"subject", line.subject}, {"words", line.words},
        {"cases", line.cases},     {"first", json::array(line.first.begin(), line.first.end())}};
}

json::value to_json(const Place& place) {
    if (place.file.empty()) return nullptr;
    return json::object{{"file", place.file}, {"line", place.line}, {"column", place.column}};
}

}  // namespace

json::object to_json(const ChangePlan& plan) {
    json::array lines;
    for (const PlanLine& each : plan.lines) lines.push_back(to_json(each));
    json::array teams;
    for (const PlanTeam& each : plan.teams)
        teams.push_back(
            json::object{{"team", each.team}, {"before", each.before}, {"after", each.after}});
    return {{"plan", plan.hash},
            {"publishes", json::array(plan.publishes.begin(), plan.publishes.end())},
            {"cases", plan.cases},
            {"changes", plan.changes},
            {"blocked", plan.blocked},
            {"incidents", plan.incidents},
            {"notices_now", plan.notices_now},
            {"lines", std::move(lines)},
            {"teams", std::move(teams)},
            {"approval", plan.approval},
            {"tried", json::array(plan.tried.begin(), plan.tried.end())}};
}

json::object to_json(const PublicationView& publication) {
    return {{"plan", publication.plan},
            {"state", publication.state},
            {"author", publication.author},
            {"approved_by", publication.approved_by},
            {"reason", publication.reason},
            {"proposed", format_instant(publication.proposed)},
            {"approved", when(publication.approved)},
            {"published", when(publication.published)},
            {"effective_from", when(publication.effective_from)},
            {"teams", json::array(publication.teams.begin(), publication.teams.end())}};
}

json::object to_json(const ChangeRunView& run) {
    return {{"run", run.id},
            {"plan", run.plan},
            {"undoes", run.undoes == 0 ? json::value(nullptr) : json::value(run.undoes)},
            {"by", run.by},
            {"total", run.total},
            {"done", run.done},
            {"changed", run.changed},
            {"left", run.left},
            {"started", format_instant(run.started)},
            {"finished", when(run.finished)},
            {"undo_until", when(run.undo_until)},
            {"team", run.team}};
}

json::object to_json(const CaseLeft& left) {
    return {{"case", left.case_reference}, {"reason", left.reason}};
}

json::object to_json(const DefinitionChange& change) {
    return {{"document", change.document},
            {"subject", change.subject},
            {"words", change.words},
            {"class", name_of(change.kind)},
            {"breaks", change.breaks},
            {"because", change.because},
            {"was", change.was},
            {"is", change.is},
            {"before", to_json(change.before)},
            {"after", to_json(change.after)}};
}

}  // namespace throughgate
