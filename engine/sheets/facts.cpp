// SPDX-License-Identifier: MIT
// Facts with their source. The log says in which decision a fact was set, and what asked for it.
#include <algorithm>
#include <tuple>

#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

/// Between the system that says something and the program that brought it.
constexpr std::string_view through = " via ";

std::string_view field(const StoredLogEntry& entry, std::string_view name) {
    for (const auto& [key, value] : entry.fields)
        if (key == name) return value;
    return {};
}

/// An event's fields become facts whether a workflow answered it or not.
bool carries_fields(const StoredLogEntry& entry) {
    return entry.kind.starts_with("event.") || entry.kind == "case.opened" ||
           entry.kind == "case.placed";
}

/// The entry that set the fact as it is now, and the one that its decision began with.
struct Origin {
    const StoredLogEntry* set = nullptr;
    const StoredLogEntry* asked = nullptr;
};

Origin origin_of(const Fact& fact, const std::vector<StoredLogEntry>& log) {
    Origin origin;
    const StoredLogEntry* asked = nullptr;
    for (const StoredLogEntry& entry : log) {
        if (carries_fields(entry)) asked = &entry;
        if (entry.kind != "fact.set" || entry.recorded != fact.recorded) continue;
        if (field(entry, "name") != fact.name.text() || field(entry, "subject") != fact.subject)
            continue;
        const bool same = asked != nullptr && asked->recorded == entry.recorded;
        origin = {&entry, same ? asked : nullptr};
    }
    return origin;
}

/// The system, where one brought it: "swm-case-systems" of "swm-case-systems via os:clerk".
std::string_view system_of(const StoredLogEntry& entry) {
    const std::string_view asserted = entry.asserted_by;
    const std::size_t at = asserted.find(through);
    return at == asserted.npos ? std::string_view() : asserted.substr(0, at);
}

std::string source_of(const Fact& fact, const Origin& origin) {
    if (origin.asked == nullptr) return "workflow";
    const auto& fields = origin.asked->fields;
    const bool brought = std::any_of(fields.begin(), fields.end(), [&](const auto& each) {
        return each.first == fact.name.text();
    });
    if (!brought) return "workflow";
    const std::string_view system = system_of(*origin.asked);
    return system.empty() ? "here" : std::string(system);
}

std::string source_title(const Desk& desk, const std::string& source) {
    const definition::ForReaders* readers = desk.around().shared();
    if (readers == nullptr) return source;
    const auto found = readers->sources.find(source);
    const std::string& english = found == readers->sources.end() ? source : found->second;
    return readers->said(desk.around().language(), "sources", source, english);
}

std::string_view words_of(Certainty certainty) {
    switch (certainty) {
        case Certainty::confirmed: return "confirmed";
        case Certainty::provisional: return "provisional";
        case Certainty::unknown: return "unknown";
    }
    return "unknown";
}

void declare(const Desk& desk, const Fact& fact, SourcedFact& view) {
    for (const Pathway& pathway : desk.the_case().pathways) {
        const auto* definition = desk.definition_of(pathway);
        const auto* declared = definition != nullptr ? definition->find_fact(fact.name) : nullptr;
        if (declared == nullptr) continue;
        view.title = desk.said(*definition, "facts", fact.name.text(), declared->title);
        view.label = declared->label.text();
        return;
    }
}

/// Times as people read them; everything else as it is stored.
std::string value_words(const Desk& desk, const PageLanguage& language, const Value& value) {
    if (value.type() == ValueType::instant)
        return time_words(desk.around(), language, value.instant());
    return to_text(value);
}

SourcedFact view_of(const Desk& desk, const PageLanguage& language, const Fact& fact,
                    const std::vector<StoredLogEntry>& log) {
    SourcedFact view;
    view.name = fact.name.text();
    view.subject = fact.subject;
    view.value = to_text(fact.value);
    view.value_words = value_words(desk, language, fact.value);
    declare(desk, fact, view);
    const Origin origin = origin_of(fact, log);
    view.source = source_of(fact, origin);
    view.source_title = source_title(desk, view.source);
    if (desk.around().directory.find(fact.recorded_by) != nullptr) view.person = fact.recorded_by;
    view.recorded = fact.recorded;
    view.effective = fact.effective;
    view.certainty = words_of(fact.certainty);
    if (view.name == "release") view.certainty = desk.head().certainty;
    view.age = "from " + view.source_title + ", " + age_words(desk.world().now - fact.recorded);
    view.recorded_words = time_words(desk.around(), language, fact.recorded);
    view.effective_words = time_words(desk.around(), language, fact.effective);
    return view;
}

}  // namespace

std::string age_words(Milliseconds age) {
    using namespace std::chrono;
    if (age < minutes(1)) return "just now";
    if (age < hours(1)) return std::to_string(floor<minutes>(age).count()) + " min ago";
    if (age < hours(48)) return std::to_string(floor<hours>(age).count()) + " h ago";
    return std::to_string(floor<days>(age).count()) + " d ago";
}

FactsView facts_view(const Desk& desk, const std::vector<StoredLogEntry>& log) {
    FactsView view;
    view.language = desk.around().words();
    view.head = desk.head();
    view.printed = time_words(desk.around(), view.language, desk.world().now);
    for (const Fact& fact : desk.the_case().facts)
        view.facts.push_back(view_of(desk, view.language, fact, log));
    std::sort(view.facts.begin(), view.facts.end(), [](const SourcedFact& a, const SourcedFact& b) {
        return std::tie(a.name, a.subject) < std::tie(b.name, b.subject);
    });
    return view;
}

}  // namespace throughgate::sheets
