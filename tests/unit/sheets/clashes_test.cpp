// SPDX-License-Identifier: MIT
// Goal: appointments that cannot be kept are found, and only those.
// Method: a text table: the gate, then appointments of one day as `HH:MM length travel place`
// (`-`: not known), then the clashes by kind. The policy: 90 minutes after the gate, 30 between.
#include <sstream>

#include "sheets/sheets.hpp"
#include "support/catch.hpp"

namespace throughgate::sheets {
namespace {

constexpr Date release{std::chrono::year(2026) / 12 / 11};

std::uint32_t clock(const std::string& text) {
    return static_cast<std::uint32_t>(std::stoul(text.substr(0, 2)) * 60 +
                                      std::stoul(text.substr(3)));
}

AppointmentView appointment(const std::string& text, std::size_t number) {
    std::istringstream in(text);
    std::string begins, length, travel, place;
    in >> begins >> length >> travel >> place;
    AppointmentView view;
    view.title = std::string("A") + std::to_string(number);
    view.day = release;
    view.minutes = static_cast<std::uint32_t>(std::stoul(length));
    if (begins != "-") {
        view.begins = clock(begins);
        view.time = begins;
    }
    if (travel == "gate") view.at_gate = true;
    if (travel != "-" && travel != "gate")
        view.travel = static_cast<std::uint32_t>(std::stoul(travel));
    if (place != "-") view.place = place;
    return view;
}

struct Row {
    const char* gate;
    std::vector<std::string> appointments;
    const char* clashes;
};

std::string kinds(const std::vector<ClashView>& clashes) {
    std::string text;
    for (const ClashView& each : clashes) text += (text.empty() ? "" : " ") + each.kind;
    return text;
}

TEST_CASE("appointments clash when they overlap, leave no time to travel, or follow the gate") {
    const std::vector<Row> table = {
        {"09:00", {}, ""},
        {"09:00", {"10:30 30 - office"}, ""},        // 90 minutes after the gate
        {"09:00", {"10:29 30 - office"}, "gate"},    // one minute less
        {"09:00", {"10:30 30 120 office"}, "gate"},  // the recorded journey is longer
        {"09:00", {"08:30 30 - office"}, "gate"},    // before the gate
        {"09:00", {"09:15 15 gate -"}, ""},          // at the gate itself
        {"10:10", {"10:30 30 - office"}, "gate"},    // let out late
        {"09:00", {"11:00 60 - office", "11:30 30 - job"}, "overlap"},
        {"09:00", {"11:00 60 - office", "12:00 30 - job"}, "journey"},
        {"09:00", {"11:00 60 - office", "12:29 30 - job"}, "journey"},
        {"09:00", {"11:00 60 - office", "12:30 30 - job"}, ""},
        {"09:00", {"11:00 60 - office", "12:00 30 - office"}, ""},  // at one place
        {"09:00", {"11:00 60 - office", "12:30 30 45 job"}, "journey"},
        {"09:00", {"11:00 60 - office", "12:10 30 10 job"}, ""},  // a short journey, recorded
        {"09:00", {"- 30 - office", "11:00 30 - job"}, ""},       // no time: it is missing
        {"09:00", {"09:30 60 - a", "10:00 60 - b", "10:30 30 - c"}, "gate overlap overlap"},
    };
    for (const Row& row : table) {
        std::vector<AppointmentView> appointments;
        for (const std::string& each : row.appointments)
            appointments.push_back(appointment(each, appointments.size() + 1));
        GateDay gate;
        gate.day = release;
        gate.leaves = clock(row.gate);
        std::string shown = row.gate;
        for (const std::string& each : row.appointments) shown += " | " + each;
        INFO(shown);
        CHECK(kinds(clashes_of(appointments, gate)) == row.clashes);
    }
}

TEST_CASE("a clash says in plain words what is wrong and by how much") {
    GateDay gate;
    gate.day = release;
    const auto said = [&](std::vector<std::string> given) {
        std::vector<AppointmentView> all;
        for (const std::string& each : given) all.push_back(appointment(each, all.size() + 1));
        return clashes_of(all, gate).at(0).sentence;
    };
    CHECK(said({"10:00 30 - office"}) ==
          "A1 (10:00) begins 60 min after the person leaves the gate (09:00 as planned); 90 min "
          "are wanted");
    CHECK(said({"11:00 60 - office", "11:30 30 - job"}) ==
          "A1 (11:00, 60 min) and A2 (11:30) overlap by 30 min");
    CHECK(said({"11:00 60 - office", "12:10 30 - job"}) ==
          "A1 (11:00, 60 min) and A2 (12:10) leave 10 min for a journey of 30 min");
    gate.left = true;
    gate.leaves = 10 * 60 + 5;
    CHECK(said({"10:00 30 - office"}) ==
          "A1 (10:00) begins 5 min before the person leaves the gate (10:05); 90 min are wanted");
}

TEST_CASE("an appointment that a moved release left behind is told") {
    GateDay gate;
    gate.day = release + std::chrono::days(3);
    gate.day_words = "Monday 14 December 2026";
    gate.inside = true;
    const std::vector<AppointmentView> all = {appointment("11:00 30 - office", 1)};
    const auto clashes = clashes_of(all, gate);
    REQUIRE(clashes.size() == 1);
    CHECK(clashes[0].kind == "release");
    CHECK(clashes[0].sentence == "A1 is before the day of release, Monday 14 December 2026");
    gate.inside = false;
    CHECK(clashes_of(all, gate).empty());
    gate.inside = true;
    gate.day.reset();
    CHECK(clashes_of(all, gate).empty());
}

TEST_CASE("ages are rounded down to what people say") {
    using namespace std::chrono;
    CHECK(age_words(seconds(59)) == "just now");
    CHECK(age_words(minutes(59)) == "59 min ago");
    CHECK(age_words(hours(6) + minutes(59)) == "6 h ago");
    CHECK(age_words(hours(47)) == "47 h ago");
    CHECK(age_words(hours(49)) == "2 d ago");
}

TEST_CASE("the wing is what stands before the first dash of a location") {
    CHECK(wing_of("B-2-014") == "B");
    CHECK(wing_of("RECP") == "RECP");
    CHECK(wing_of("").empty());
}

}  // namespace
}  // namespace throughgate::sheets
