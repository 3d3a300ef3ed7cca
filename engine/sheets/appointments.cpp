// SPDX-License-Identifier: MIT
// Appointments in the order in which the person has to be there, and those that clash.
#include <algorithm>
#include <limits>
#include <tuple>

#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

using definition::Appointment;
using definition::Definition;

struct Reading {
    const Desk& desk;
    const Definition& definition;
    const journey::CaseInputs& inputs;

    [[nodiscard]] const Value& value(Symbol fact) const {
        static const Value unknown;
        return fact.empty() ? unknown : inputs.fact(fact);
    }
    [[nodiscard]] bool is_protected(Symbol fact) const {
        const auto* declared = fact.empty() ? nullptr : definition.find_fact(fact);
        return declared != nullptr && !declared->label.empty();
    }
    [[nodiscard]] std::optional<std::uint32_t> minutes(Symbol fact) const {
        const Value& known = value(fact);
        if (known.type() != ValueType::number || known.number() < 0 || known.number() > 10'000)
            return std::nullopt;
        return static_cast<std::uint32_t>(known.number());
    }
};

/// "9:30" or "09:30" as minutes after midnight.
std::optional<std::uint32_t> minutes_of(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::size_t colon = text.find(':');
    if (colon == text.npos || colon == 0 || colon > 2 || text.size() != colon + 3)
        return std::nullopt;
    std::uint32_t hours = 0, minutes = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon) continue;
        if (!digit(text[i])) return std::nullopt;
        std::uint32_t& part = i < colon ? hours : minutes;
        part = part * 10 + static_cast<std::uint32_t>(text[i] - '0');
    }
    if (hours > 23 || minutes > 59) return std::nullopt;
    return hours * 60 + minutes;
}

void read_day(const Reading& reading, const Appointment& appointment, AppointmentView& view) {
    const Value& day = reading.value(appointment.day);
    if (day.type() == ValueType::date) view.day = day.date();
    if (day.type() == ValueType::instant) {
        const auto local = reading.desk.world().zone->local(day.instant());
        view.day = local.day;
        view.begins = static_cast<std::uint32_t>(
            std::chrono::floor<std::chrono::minutes>(local.time).count());
    }
    const Value& time = reading.value(appointment.time);
    if (view.day && time.type() == ValueType::text) view.begins = minutes_of(time.text());
}

AppointmentView read(const Reading& reading, const Appointment& appointment,
                     const PageLanguage& language, std::uint32_t usual_length) {
    AppointmentView view;
    const Desk& desk = reading.desk;
    view.id = appointment.id.text();
    view.pathway = reading.definition.pathway.text();
    view.title = desk.said(reading.definition, "appointments", view.id, appointment.title);
    view.withheld = reading.is_protected(appointment.day) ||
                    reading.is_protected(appointment.time) ||
                    reading.is_protected(appointment.place);
    read_day(reading, appointment, view);
    if (view.day) view.day_words = day_words(language, *view.day);
    if (view.begins) view.time = clock_words(*view.begins);
    view.minutes = reading.minutes(appointment.lasts).value_or(usual_length);
    const Value& place = reading.value(appointment.place);
    if (place.known() && !view.withheld) view.place = to_text(place);
    view.places = !appointment.place.empty();
    view.at_gate = appointment.at_gate;
    view.travel = reading.minutes(appointment.travel);
    view.with = desk.role_label(appointment.with);
    if (const auto owner = desk.owner(appointment.with)) {
        view.with_person = owner->id;
        view.with_name = owner->name;
    }
    return view;
}

bool is_wanted(const Reading& reading, const Appointment& appointment) {
    return !appointment.wanted.empty() &&
           appointment.wanted.evaluate(reading.inputs) == rules::Truth::yes;
}

bool earlier(const AppointmentView& a, const AppointmentView& b) {
    const auto last = std::numeric_limits<std::uint32_t>::max();
    const auto key = [&](const AppointmentView& each) {
        return std::tuple(!each.day, each.day.value_or(Date{}), each.begins.value_or(last));
    };
    return key(a) < key(b);
}

ClashView clash(const AppointmentView& second, std::string kind, std::string first,
                std::int64_t gap, std::uint32_t wanted) {
    ClashView view;
    view.day = *second.day;
    view.kind = std::move(kind);
    view.first = std::move(first);
    view.second = second.title;
    view.gap = gap;
    view.wanted = wanted;
    return view;
}

std::string minutes_words(std::int64_t minutes) { return std::to_string(minutes) + " min"; }

/// Where the two are at one place nobody travels.
std::uint32_t journey_between(const AppointmentView& first, const AppointmentView& second,
                              const definition::Journeys& journeys) {
    if (second.travel) return *second.travel;
    const bool same_place = !first.place.empty() && first.place == second.place;
    return same_place ? 0 : journeys.between;
}

std::optional<ClashView> between(const AppointmentView& first, const AppointmentView& second,
                                 const definition::Journeys& journeys) {
    const auto gap = static_cast<std::int64_t>(*second.begins) -
                     static_cast<std::int64_t>(*first.begins + first.minutes);
    const std::uint32_t wanted = journey_between(first, second, journeys);
    if (gap >= static_cast<std::int64_t>(wanted)) return std::nullopt;
    ClashView view = clash(second, gap < 0 ? "overlap" : "journey", first.title, gap, wanted);
    view.sentence =
        first.title + " (" + first.time + ", " + minutes_words(first.minutes) + ") and " +
        second.title + " (" + second.time + ") " +
        (gap < 0 ? "overlap by " + minutes_words(-gap)
                 : "leave " + minutes_words(gap) + " for a journey of " + minutes_words(wanted));
    return view;
}

std::optional<ClashView> after_gate(const AppointmentView& first, const GateDay& gate) {
    const auto gap =
        static_cast<std::int64_t>(*first.begins) - static_cast<std::int64_t>(gate.leaves);
    const std::uint32_t wanted = std::max(gate.journeys.after_gate, first.travel.value_or(0));
    if (gap >= static_cast<std::int64_t>(wanted)) return std::nullopt;
    ClashView view = clash(first, "gate", "", gap, wanted);
    view.sentence = first.title + " (" + first.time + ") begins " +
                    (gap < 0 ? minutes_words(-gap) + " before" : minutes_words(gap) + " after") +
                    " the person leaves the gate (" + clock_words(gate.leaves) +
                    (gate.left ? "" : " as planned") + "); " + minutes_words(wanted) +
                    " are wanted";
    return view;
}

/// A release date that moved leaves appointments behind.
std::optional<ClashView> before_release(const AppointmentView& each, const GateDay& gate) {
    if (!gate.inside || !gate.day) return std::nullopt;
    const bool early = *each.day < *gate.day;
    if (!early && !(each.at_gate && *each.day > *gate.day)) return std::nullopt;
    ClashView view = clash(each, "release", "", 0, 0);
    view.sentence = each.title + " is " + (early ? "before" : "after") + " the day of release, " +
                    gate.day_words;
    return view;
}

}  // namespace

std::vector<AppointmentView> appointments_of(const Desk& desk, Date from) {
    const PageLanguage& language = desk.around().words();
    const std::uint32_t usual = gate_day(desk).journeys.appointment;
    std::vector<AppointmentView> views;
    for (const Pathway& pathway : desk.the_case().pathways) {
        const Definition* definition = desk.definition_of(pathway);
        if (definition == nullptr || definition->readers == nullptr) continue;
        const journey::CaseInputs inputs = desk.inputs(pathway, *definition);
        const Reading reading{desk, *definition, inputs};
        for (const Appointment& each : definition->readers->appointments) {
            AppointmentView view = read(reading, each, language, usual);
            const bool listed = view.day ? *view.day >= from : is_wanted(reading, each);
            if (listed) views.push_back(std::move(view));
        }
    }
    std::stable_sort(views.begin(), views.end(), earlier);
    return views;
}

GateDay gate_day(const Desk& desk) {
    GateDay gate;
    gate.day = desk.date("release");
    const auto& pathways = desk.the_case().pathways;
    const Definition* spine = pathways.empty() ? nullptr : desk.definition_of(pathways.front());
    if (spine != nullptr && spine->readers != nullptr) gate.journeys = spine->readers->journeys;
    gate.leaves = gate.journeys.gate;
    const auto state = desk.the_case().state;
    gate.inside = state == lifecycle::CaseState::custody || state == lifecycle::CaseState::gate;
    if (gate.day) gate.day_words = day_words(desk.around().words(), *gate.day);
    const Value& left = desk.value("gate_time");
    if (left.type() != ValueType::instant) return gate;
    const auto local = desk.world().zone->local(left.instant());
    if (gate.day != local.day) return gate;
    gate.left = true;
    gate.leaves =
        static_cast<std::uint32_t>(std::chrono::floor<std::chrono::minutes>(local.time).count());
    return gate;
}

std::vector<ClashView> clashes_of(const std::vector<AppointmentView>& appointments,
                                  const GateDay& gate) {
    std::vector<ClashView> clashes;
    const AppointmentView* before = nullptr;
    for (const AppointmentView& each : appointments) {
        if (!each.day) continue;
        if (auto early = before_release(each, gate)) clashes.push_back(std::move(*early));
        if (!each.begins) continue;
        std::optional<ClashView> found;
        if (before != nullptr && before->day == each.day)
            found = between(*before, each, gate.journeys);
        else if (gate.day == each.day && !each.at_gate)
            found = after_gate(each, gate);
        if (found) clashes.push_back(std::move(*found));
        before = &each;
    }
    return clashes;
}

std::vector<ClashView> clashes_of(const Desk& desk) {
    return clashes_of(appointments_of(desk, desk.around().today()), gate_day(desk));
}

}  // namespace throughgate::sheets
