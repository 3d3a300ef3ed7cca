// SPDX-License-Identifier: MIT
#include "host/json/sheets.hpp"

#include <boost/json/array.hpp>

namespace throughgate {
namespace {

namespace json = boost::json;

// `array_of` calls these.
json::object object_of(const SourcedFact& fact);
json::object object_of(const ServiceView& service);
json::object object_of(const NeedTask& task);
json::object object_of(const NeedView& need);
json::object object_of(const AppointmentView& each);
json::object object_of(const ClashView& clash);
json::object object_of(const MissingView& missing);
json::object object_of(const SheetPerson& person);
json::object object_of(const ReleaseRow& row);
json::object object_of(const ReceptionRow& row);

json::value of(const std::optional<Instant>& instant) {
    return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

json::value of(const std::optional<Date>& day) {
    return day ? json::value(format_date(*day)) : json::value(nullptr);
}

json::value of(const std::optional<std::uint32_t>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::object head_of(const PersonHead& head) {
    return {{"case", head.reference},      {"noms", head.person.noms_number},
            {"crn", head.person.crn},      {"state", head.state},
            {"prison", head.prison},       {"location", head.location},
            {"wing", head.wing},           {"team", head.team},
            {"officer", head.officer},     {"release", of(head.release)},
            {"certainty", head.certainty}, {"limited_access", head.limited_access}};
}

json::object object_of(const SourcedFact& fact) {
    return {{"name", fact.name},
            {"title", fact.title},
            {"subject", fact.subject},
            {"value", fact.value},
            {"label", fact.label},
            {"source", fact.source},
            {"by", fact.person},
            {"recorded", format_instant(fact.recorded)},
            {"effective", format_instant(fact.effective)},
            {"certainty", fact.certainty},
            {"age", fact.age}};
}

json::object object_of(const ServiceView& service) {
    return {{"id", service.id},
            {"title", service.title},
            {"who", service.who},
            {"cost", service.cost},
            {"refer", service.refer},
            {"contact", service.contact},
            {"guidance", service.guidance},
            {"certain", service.certain}};
}

json::object object_of(const NeedTask& task) {
    return {{"title", task.title},    {"instruction", task.instruction}, {"role", task.role},
            {"person", task.person},  {"handoff", task.handoff},         {"due", of(task.due)},
            {"overdue", task.overdue}};
}

template <typename View>
json::array array_of(const std::vector<View>& views) {
    json::array array;
    for (const View& view : views) array.push_back(object_of(view));
    return array;
}

json::object object_of(const NeedView& need) {
    return {{"pathway", need.pathway},
            {"title", need.title},
            {"stage", need.stage},
            {"stands", json::array(need.stands.begin(), need.stands.end())},
            {"suspended", need.suspended},
            {"declined", need.declined},
            {"tasks", array_of(need.tasks)},
            {"services", array_of(need.services)}};
}

json::object object_of(const AppointmentView& each) {
    return {{"id", each.id},
            {"pathway", each.pathway},
            {"title", each.title},
            {"day", of(each.day)},
            {"time", each.time.empty() ? json::value(nullptr) : json::value(each.time)},
            {"minutes", each.minutes},
            {"place", each.place},
            {"travel_minutes", of(each.travel)},
            {"with", each.with},
            {"person", each.with_person},
            {"withheld", each.withheld}};
}

json::object object_of(const ClashView& clash) {
    return {{"day", format_date(clash.day)}, {"kind", clash.kind},
            {"first", clash.first},          {"second", clash.second},
            {"gap_minutes", clash.gap},      {"wanted_minutes", clash.wanted},
            {"sentence", clash.sentence}};
}

json::object object_of(const MissingView& missing) {
    return {{"kind", missing.kind}, {"id", missing.id}, {"sentence", missing.sentence}};
}

json::object object_of(const SheetPerson& person) {
    return {{"role", person.role},
            {"person", person.person},
            {"name", person.name},
            {"email", person.email}};
}

json::object object_of(const ReleaseRow& row) {
    json::object object = head_of(row.head);
    object["appointments"] = array_of(row.appointments);
    object["clashes"] = array_of(row.clashes);
    object["missing"] = array_of(row.missing);
    return object;
}

json::object object_of(const ReceptionRow& row) {
    json::object object = head_of(row.head);
    object["how"] = row.how;
    object["from"] = row.from;
    object["stands"] = row.phase_title;
    return object;
}

}  // namespace

json::object to_json(const FactsView& facts) {
    json::object object = head_of(facts.head);
    object["facts"] = array_of(facts.facts);
    return object;
}

json::object to_json(const NeedsList& needs) {
    json::object object = head_of(needs.head);
    object["needs"] = array_of(needs.needs);
    return object;
}

json::object to_json(const ReleaseSheet& sheet) {
    json::object object = head_of(sheet.head);
    object["appointments"] = array_of(sheet.appointments);
    object["clashes"] = array_of(sheet.clashes);
    object["missing"] = array_of(sheet.missing);
    object["needs"] = array_of(sheet.needs);
    object["people"] = array_of(sheet.people);
    return object;
}

json::object to_json(const ReleaseList& list) {
    return {{"from", format_date(list.from)},
            {"until", format_date(list.until)},
            {"total", list.total},
            {"next", list.next},
            {"cases", array_of(list.rows)}};
}

json::object to_json(const ReceptionList& list) {
    return {{"day", format_date(list.day)},
            {"total", list.total},
            {"next", list.next},
            {"cases", array_of(list.rows)}};
}

json::object to_json(const ContactText& contact) {
    return {{"case", contact.reference},
            {"handoff", contact.handoff},
            {"name", contact.name},
            {"text", contact.text}};
}

}  // namespace throughgate
