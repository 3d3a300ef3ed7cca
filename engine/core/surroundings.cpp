// SPDX-License-Identifier: MIT
#include "core/surroundings.hpp"

#include <algorithm>

#include "core/published.hpp"
#include "definition/load.hpp"

namespace throughgate::core {
namespace {

std::string text_fact(const Case& the_case, std::string_view name) {
    const auto symbol = Symbol::find(name);
    const Fact* fact = symbol ? the_case.find_fact(*symbol) : nullptr;
    return fact != nullptr && fact->value.known() ? to_text(fact->value) : "";
}

bool is_one_of(const Case& the_case, std::string_view fact,
               std::initializer_list<std::string_view> values) {
    return std::find(values.begin(), values.end(), text_fact(the_case, fact)) != values.end();
}

/// Versions that teams try, or tried: all of them are known, and those teams begin with theirs.
Status add_tried(Surroundings& around, const std::vector<Publication>& publications) {
    const auto ever = definition::compile_publications(ever_tried(publications));
    if (!ever.ok()) return ever.error();
    add_versions(around.definitions, *ever);
    for (const auto& [team, resolved] : tried_by_team(publications)) {
        const auto theirs = definition::compile_publications(resolved);
        if (!theirs.ok()) return theirs.error();
        auto other = std::make_shared<Surroundings>(around);
        other->tried.clear();
        begin_with(other->definitions, *theirs);
        around.tried.emplace(team, std::move(other));
    }
    return {};
}

/// The zone of the definitions; all published ones share it.
std::string zone_name(const definition::DefinitionSet& definitions) {
    return definitions.current.empty() ? "Europe/London" : definitions.current.front()->zone;
}

}  // namespace

const Surroundings& Surroundings::of_team(std::string_view team) const {
    const auto found = tried.empty() ? tried.end() : tried.find(std::string(team));
    return found == tried.end() ? *this : *found->second;
}

const Surroundings& Surroundings::of(const Case& the_case) const {
    return tried.empty() ? *this : of_team(text_fact(the_case, "ro_team"));
}

journey::World Surroundings::world(Instant now, std::uint64_t incarnation) const {
    journey::World world;
    world.now = now;
    world.definitions = &definitions;
    world.zone = &zone;
    world.incarnation = incarnation;
    world.link_base = link_base;
    return world;
}

std::string Surroundings::in_words(Instant instant) const {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(zone.time_of_day(instant)).count();
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return format_date_long(today(instant)) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

Result<SurroundingsPointer> load_surroundings(store::Reader& reader, std::string_view link_base) {
    const auto publications = reader.publications();
    if (!publications.ok()) return publications.error();
    auto definitions = definition::compile_publications(for_everybody(*publications));
    if (!definitions.ok()) return definitions.error();
    leave_out_ended(*definitions, *publications);
    auto directory = reader.directory();
    if (!directory.ok()) return directory.error();
    auto zone = rules::Zone::load(zone_name(*definitions));
    if (!zone.ok()) return zone.error();
    Surroundings around{std::move(*definitions), std::move(*directory),  std::move(*zone),
                        publications->size(),    std::string(link_base), {}};
    if (auto added = add_tried(around, *publications); !added.ok()) return added.error();
    return std::make_shared<const Surroundings>(std::move(around));
}

std::vector<std::string> warnings_of(const Surroundings& around, Instant now) {
    std::vector<std::string> warnings;
    const Date today = around.today(now);
    for (const auto& [name, calendar] : around.definitions.calendars)
        if (calendar.known_until() < today + std::chrono::years(1))
            warnings.push_back("the holidays of calendar " + name + " are known until " +
                               format_date_long(calendar.known_until()) +
                               "; import a newer list, then apply the definitions");
    return warnings;
}

notices::CaseContext context_of(const Case& the_case) {
    notices::CaseContext context;
    context.reference = the_case.reference;
    context.prison = text_fact(the_case, "prison");
    context.team = text_fact(the_case, "ro_team");
    context.holders = the_case.holders;
    const auto symbol = Symbol::find("release");
    const Fact* release = symbol ? the_case.find_fact(*symbol) : nullptr;
    if (release != nullptr && release->value.type() == ValueType::date)
        context.release = release->value.date();
    context.limited_access = text_fact(the_case, "limited_access") == "true";
    context.high_risk = is_one_of(the_case, "risk.rosh", {"high", "very_high"}) ||
                        is_one_of(the_case, "mappa.level", {"two", "three"});
    return context;
}

}  // namespace throughgate::core
