// SPDX-License-Identifier: MIT
// What people read and print: everything that is named must be there and be of use.
#include <algorithm>
#include <map>
#include <set>

#include "definition/checker.hpp"
#include "definition/scope.hpp"

namespace throughgate::definition {

namespace {

/// Of a number in a notice policy.
struct Bounds {
    const char* key;
    std::uint32_t value, least, most;
};

/// A number of the workload, and where it lies.
struct Weight {
    std::string_view key;
    std::uint32_t value, least, most;
};

std::vector<Weight> weights_of(const Workload& workload) {
    return {{"available", workload.available, 1, 10000},
            {"many_cases", workload.many_cases, 1, 1000},
            {"low", workload.low, 0, 100},
            {"medium", workload.medium, 0, 100},
            {"high", workload.high, 0, 100},
            {"very_high", workload.very_high, 0, 100},
            {"unknown", workload.unknown, 0, 100},
            {"custody", workload.custody, 0, 100},
            {"gate", workload.gate, 0, 100},
            {"released", workload.released, 0, 100},
            {"community", workload.community, 0, 100},
            {"away", workload.away, 0, 100}};
}

class ReaderChecker {
public:
    ReaderChecker(CheckedPathway& checked, Faults& faults)
        : checked_(checked),
          view_(*checked.view),
          faults_(faults),
          drawn_(*checked.view, &checked.chart),
          facts_(*checked.view) {}

    void run() {
        for (AppointmentText& each : checked_.text->appointments) check(each);
        for (CheckText& each : checked_.text->checklist) guard(each.when, drawn_);
        for (const ChartState& state : checked_.chart.states)
            for (const Word& service : state.text->services) check_service(service);
        check_journeys();
        check_notify();
        check_workload();
    }

private:
    void guard(GuardText& text, const rules::Scope& scope) {
        if (!text.words.given()) return;
        const auto compiled =
            rules::compile_guard(text.words.text, text.words.place, scope, faults_.list);
        if (compiled.has_value()) text.compiled = *compiled;
    }

    /// The type of a declared fact; unknown: not given, or there is none (told).
    ValueType type_of(const Word& fact) {
        if (!fact.given()) return ValueType::unknown;
        const FactText* declared = view_.find_fact(fact.text);
        if (declared != nullptr) return declared->declaration.type;
        faults_.error("TG0203", fact.place, "there is no fact '" + fact.text + "'",
                      suggestion(fact.text, view_.fact_names()));
        return ValueType::unknown;
    }

    void want(const Word& fact, ValueType wanted, const char* what) {
        const ValueType type = type_of(fact);
        if (type == ValueType::unknown || type == wanted) return;
        faults_.error("TG1103", fact.place,
                      "'" + fact.text + "' is no " + what + " but a fact of type " +
                          std::string(name_of(type)));
    }

    void check(AppointmentText& appointment) {
        const ValueType day = type_of(appointment.day);
        if (day != ValueType::unknown && day != ValueType::date && day != ValueType::instant)
            want(appointment.day, ValueType::date, "day");
        want(appointment.time, ValueType::text, "time");
        want(appointment.place, ValueType::text, "place");
        want(appointment.travel, ValueType::number, "number of minutes");
        want(appointment.lasts, ValueType::number, "number of minutes");
        if (appointment.time.given() && day == ValueType::instant)
            faults_.error("TG1103", appointment.time.place,
                          "'" + appointment.day.text + "' gives the time already",
                          "leave out 'time:', or name a date under 'day:'");
        if (appointment.with.given() && view_.find_role(appointment.with.text) == nullptr)
            faults_.error("TG0204", appointment.with.place,
                          "there is no role '" + appointment.with.text + "'",
                          suggestion(appointment.with.text, view_.role_names()));
        guard(appointment.wanted, drawn_);
    }

    void check_service(const Word& word) {
        const ServiceText* service = view_.find_service(word.text);
        if (service == nullptr)
            return faults_.error("TG1101", word.place, "there is no service '" + word.text + "'",
                                 suggestion(word.text, view_.service_names()));
        if (checked_.offered.contains(word.text)) return;
        GuardText offered = service->offered;
        guard(offered, facts_);
        checked_.offered.emplace(word.text, offered.compiled);
    }

    void check_journeys() {
        const JourneysText* first = nullptr;
        for (const Parts* part : view_.parts()) {
            if (!part->journeys.given()) continue;
            if (first != nullptr)
                faults_.error("TG0806", part->journeys.place.place, "'journeys' is declared twice",
                              {}, {{first->place.place, "it is declared here too"}});
            first = &part->journeys;
        }
    }

    void check_notify() {
        const NotifyText* first = nullptr;
        for (const Parts* part : view_.parts()) {
            if (!part->notify.given()) continue;
            if (first != nullptr)
                faults_.error("TG0806", part->notify.place.place, "'notify' is declared twice", {},
                              {{first->place.place, "it is declared here too"}});
            first = &part->notify;
        }
        if (first != nullptr) check(*first);
    }

    void check_workload() {
        const WorkloadText* first = nullptr;
        for (const Parts* part : view_.parts()) {
            if (!part->workload.place.given()) continue;
            if (first != nullptr)
                faults_.error("TG0806", part->workload.place.place, "'workload' is declared twice",
                              {}, {{first->place.place, "it is declared here too"}});
            first = &part->workload;
        }
        if (first != nullptr) check(*first);
    }

    void check(const WorkloadText& text) {
        for (const Word& role : text.roles)
            if (view_.find_role(role.text) == nullptr)
                faults_.error("TG0204", role.place, "there is no role '" + role.text + "'",
                              suggestion(role.text, view_.role_names()));
        for (const Weight& each : weights_of(text.workload))
            for (const Word& given : text.numbers)
                if (given.text == each.key && (each.value < each.least || each.value > each.most))
                    faults_.error("TG1108", given.place,
                                  std::string(each.key) + " lies between " +
                                      std::to_string(each.least) + " and " +
                                      std::to_string(each.most));
    }

    /// More than these helps nobody, and is most likely a slip.
    void check_numbers(const NotifyText& text) {
        const NoticePolicy& policy = text.policy;
        for (const auto& [key, value, least, most] :
             {Bounds{"alone_a_day", policy.alone_a_day, 0, 100},
              Bounds{"bulk_over", policy.bulk_over, 0, 10000},
              Bounds{"bulk_minutes", policy.bulk_minutes, 1, 240},
              Bounds{"many_open", policy.many_open, 0, 1000},
              Bounds{"unread_hours", policy.unread_hours, 0, 80},
              Bounds{"late_minutes", policy.late_minutes, 1, 1440}})
            if (value < least || value > most)
                faults_.error("TG1106", place_of(text, key),
                              std::string(key) + " lies between " + std::to_string(least) +
                                  " and " + std::to_string(most));
    }

    static Place place_of(const NotifyText& text, std::string_view number) {
        for (const Word& each : text.numbers)
            if (each.text == number) return each.place;
        return text.place.place;
    }

    /// Of times that do not go together the first that the workflow says itself.
    static Place first_given(const NotifyText& text, std::initializer_list<const Word*> words) {
        for (const Word* each : words)
            if (each->given()) return each->place;
        return text.place.place;
    }

    void check(const NotifyText& text) {
        check_numbers(text);
        const NoticePolicy& policy = text.policy;
        const Word& from = text.quiet_from;
        const Word& until = text.quiet_until;
        if (policy.quiet_until >= policy.quiet_from)
            return faults_.error("TG1106", first_given(text, {&until, &from}),
                                 "the quiet hours end after they begin on the same day");
        const auto quiet = [&](std::uint32_t time) {
            return time < policy.quiet_until || time >= policy.quiet_from;
        };
        if (quiet(policy.digest))
            faults_.error("TG1106", first_given(text, {&text.digest, &until, &from}),
                          "the digest goes in the quiet hours");
        if (quiet(policy.second_digest) || policy.second_digest <= policy.digest)
            faults_.error("TG1106",
                          first_given(text, {&text.second_digest, &text.digest, &until, &from}),
                          "the second digest goes before the first, or in the quiet hours");
        for (const auto& [message, word] : text.classes)
            if (!notice_class_named(word.text))
                faults_.error("TG1107", word.place,
                              "'" + word.text + "' is none of critical, action and info");
    }

    CheckedPathway& checked_;
    const View& view_;
    Faults& faults_;
    DefinitionScope drawn_;
    DefinitionScope facts_;
};

/// What the files of one folder declare, by section of a file of labels.
class Declared {
public:
    Declared(const Checked& checked, std::string_view folder) {
        for (const CheckedPathway& each : checked.pathways)
            if (folder_of(each.text->path) == folder) add(each);
        for (const CommonText& each : checked.library.commons)
            if (folder_of(each.path) == folder) add(each.parts);
        for (const CatalogueText& each : checked.library.catalogues)
            if (folder_of(each.path) == folder)
                for (const ServiceText& service : each.services) note("services", service.id);
        for (const PageWord& each : page_words()) names_["words"].insert(std::string(each.id));
    }

    [[nodiscard]] bool has(const std::string& section, const std::string& id) const {
        const auto found = names_.find(section);
        return found != names_.end() && found->second.contains(id);
    }

    [[nodiscard]] std::vector<std::string> names(const std::string& section) const {
        const auto found = names_.find(section);
        if (found == names_.end()) return {};
        return {found->second.begin(), found->second.end()};
    }

private:
    void note(const char* section, const Word& word) { names_[section].insert(word.text); }

    void add(const Parts& parts) {
        for (const FactText& each : parts.facts) note("facts", each.name);
        for (const RoleText& each : parts.roles) note("roles", each.id);
        for (const auto& [system, name] : parts.sources) note("sources", system);
    }

    void add(const CheckedPathway& checked) {
        const PathwayText& text = *checked.text;
        note("pathways", text.id);
        add(text.parts);
        for (const ChartState& state : checked.chart.states) {
            names_["states"].insert(state.id);
            if (!state.text->instruction.empty()) names_["instructions"].insert(state.id);
        }
        for (const GateText& each : text.gates) note("gates", each.id);
        for (const HandoffText& each : text.handoffs) note("handoffs", each.id);
        for (const AppointmentText& each : text.appointments) note("appointments", each.id);
        for (const CheckText& each : text.checklist) note("checklist", each.id);
    }

    std::map<std::string, std::set<std::string>> names_;
};

bool is_language(std::string_view text) {
    return text.size() == 2 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == text.npos;
}

/// `thing` of that name, or the fault that another file declares it already.
void know_once(std::map<std::string, Place>& known, const std::string& key, const Word& word,
               const std::string& what, Faults& faults) {
    const auto [first, is_new] = known.emplace(key, word.place);
    if (!is_new)
        faults.error("TG0803", word.place, what + " '" + word.text + "' is declared in two files",
                     {}, {{first->second, "the first stands here"}});
}

}  // namespace

void check_reading_files(const Library& library, Faults& faults) {
    std::map<std::string, Place> catalogues, services, languages;
    for (const CatalogueText& catalogue : library.catalogues) {
        know_once(catalogues, catalogue.name.text, catalogue.name, "catalogue", faults);
        for (const ServiceText& service : catalogue.services)
            know_once(services, service.id.text, service.id, "service", faults);
    }
    for (const LabelsText& labels : library.labels) {
        const Word& language = labels.language;
        know_once(languages, folder_of(labels.path) + "/" + language.text, language, "language",
                  faults);
        if (language.given() && !is_language(language.text))
            faults.error("TG1105", language.place, "'" + language.text + "' is no language");
    }
}

void check_notices_named(const Checked& checked, Faults& faults) {
    std::set<std::string> messages;
    const auto note = [&](const Parts& parts) {
        for (const MessageText& each : parts.messages) messages.insert(each.id.text);
    };
    for (const CheckedPathway& each : checked.pathways) note(each.text->parts);
    for (const CommonText& each : checked.library.commons) note(each.parts);
    for (const CommonText& common : checked.library.commons)
        for (const auto& [message, word] : common.parts.notify.classes)
            if (!messages.contains(message.text))
                faults.error("TG1107", message.place, "there is no message '" + message.text + "'",
                             suggestion(message.text, {messages.begin(), messages.end()}));
}

void check_readers(CheckedPathway& checked, Faults& faults) {
    ReaderChecker(checked, faults).run();
}

void check_labels(const Checked& checked, Faults& faults) {
    for (const LabelsText& labels : checked.library.labels) {
        const Declared declared(checked, folder_of(labels.path));
        for (const LabelsText::Entry& each : labels.entries)
            if (!declared.has(each.section, each.id.text))
                faults.error("TG1104", each.id.place,
                             "nothing in this folder is called '" + each.id.text + "' under '" +
                                 each.section + "'",
                             suggestion(each.id.text, declared.names(each.section)));
    }
}

}  // namespace throughgate::definition
