// SPDX-License-Identifier: MIT
// Goal: what is urgent goes at once, the rest waits for the digest, and nobody is written to at
// night. Method: one table; each row is a notice, when it is looked at and what the person has had.
#include "notices/timing.hpp"

#include <map>
#include <sstream>

#include "notices_support.hpp"

using namespace throughgate;
using namespace throughgate::notices;
using namespace throughgate::testing;

namespace {

const rules::Zone london = rules::Zone::load("Europe/London").value();

Instant wall(const std::string& text) {  // "2026-03-17 09:00"
    const Date day = parse_date(text.substr(0, 10)).value();
    const auto hours = std::stoi(text.substr(11, 2));
    const auto minutes = std::stoi(text.substr(14, 2));
    return london.at(day, std::chrono::minutes{hours * 60 + minutes});
}

std::string shown(Instant instant) {
    const auto local = london.local(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local.time).count();
    const auto two = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return format_date(local.day) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

std::string shown(const Timing& timing) {
    switch (timing.what) {
        case Timing::What::now: return "now";
        case Timing::What::never: return "never";
        case Timing::What::digest: return "digest " + shown(timing.slot);
        case Timing::What::summary: return "summary " + shown(timing.slot);
    }
    return "?";
}

struct Row {
    std::string notice;  ///< class, then words: manager, late, told, bulk, summary, optout, due=...
    std::string now;
    std::uint32_t alone;
    std::uint32_t digests;
    std::string goes;
};

Timing timing(const Row& row, const StaffMember& who) {
    const NoticePolicy policy;
    const Hours hours(policy, {}, london);
    Notice notice;
    Told told{{row.alone, row.digests}, false, false, false};
    StaffMember person = who;
    bool late = false;
    std::istringstream words(row.notice);
    for (std::string word; words >> word;) {
        if (const auto named = notice_class_named(word)) notice.notice_class = *named;
        if (word == "manager") notice.recipient.relation = Relation::manager;
        if (word == "late") late = true;
        if (word == "told") told.item = true;
        if (word == "rung") notice.timer = TimerId{5};
        if (word == "bulk") told.bulk = true;
        if (word == "summary") told.had_summary = true;
        if (word == "optout") person.no_info = true;
        if (word == "tuesdays_off") person.works = 0x7d;
        if (word.starts_with("due=")) notice.due = wall(word.substr(4) + " 12:00");
    }
    return timing_of(hours, notice, late, person, told, wall(row.now));
}

}  // namespace

TEST_CASE("each notice goes when its class, the hour and what the person has had say") {
    // 17 March 2026 is a Tuesday.
    const auto row = GENERATE(values<Row>({
        {"critical", "2026-03-17 10:00", 9, 9, "now"},
        {"critical", "2026-03-21 23:00", 9, 9, "now"},
        {"critical manager", "2026-03-17 03:00", 0, 0, "now"},
        {"action", "2026-03-17 10:00", 0, 1, "now"},
        {"action", "2026-03-17 10:00", 2, 1, "now"},
        {"action", "2026-03-17 10:00", 3, 1, "digest 2026-03-18 08:30"},
        {"action told", "2026-03-17 10:00", 0, 1, "now"},
        {"action rung", "2026-03-17 10:00", 0, 1, "now"},
        {"action told rung", "2026-03-17 10:00", 0, 1, "digest 2026-03-18 08:30"},
        {"action manager", "2026-03-17 10:00", 0, 1, "digest 2026-03-18 08:30"},
        {"action", "2026-03-17 17:59", 0, 1, "now"},
        {"action", "2026-03-17 18:00", 0, 1, "digest 2026-03-18 08:30"},
        {"action", "2026-03-17 07:29", 0, 0, "digest 2026-03-17 08:30"},
        {"action", "2026-03-17 07:30", 0, 0, "now"},
        {"action", "2026-03-20 19:00", 0, 0, "digest 2026-03-23 08:30"},
        {"action", "2026-03-21 12:00", 0, 0, "digest 2026-03-23 08:30"},
        {"info", "2026-03-17 10:00", 0, 0, "digest 2026-03-18 08:30"},
        {"info", "2026-03-17 08:00", 0, 0, "digest 2026-03-17 08:30"},
        {"info optout", "2026-03-17 10:00", 0, 0, "never"},
        {"action optout", "2026-03-17 10:00", 0, 0, "now"},
        {"info due=2026-03-18", "2026-03-17 10:00", 0, 1, "digest 2026-03-17 16:00"},
        {"info due=2026-03-18", "2026-03-17 16:00", 0, 1, "digest 2026-03-18 08:30"},
        {"info due=2026-03-19", "2026-03-17 10:00", 0, 1, "digest 2026-03-18 08:30"},
        {"info due=2026-03-23", "2026-03-20 10:00", 0, 1, "digest 2026-03-20 16:00"},
        {"info due=2026-03-16", "2026-03-17 10:00", 0, 1, "digest 2026-03-18 08:30"},
        {"action tuesdays_off", "2026-03-17 10:00", 0, 0, "digest 2026-03-18 08:30"},
        {"info tuesdays_off", "2026-03-16 10:00", 0, 0, "digest 2026-03-18 08:30"},
        {"action late", "2026-03-17 10:00", 0, 0, "digest 2026-03-17 10:10"},
        {"action late", "2026-03-17 10:00", 0, 1, "digest 2026-03-18 08:30"},
        {"action late", "2026-03-17 06:00", 0, 0, "digest 2026-03-17 08:30"},
        {"critical late", "2026-03-17 10:00", 0, 0, "now"},
        {"action bulk", "2026-03-17 10:00", 0, 0, "summary 2026-03-17 10:10"},
        {"action bulk summary", "2026-03-17 10:00", 0, 0, "digest 2026-03-18 08:30"},
        {"action bulk", "2026-03-17 20:00", 0, 0, "digest 2026-03-18 08:30"},
        {"info bulk", "2026-03-17 10:00", 0, 0, "digest 2026-03-18 08:30"},
        {"critical bulk", "2026-03-17 10:00", 0, 0, "now"},
    }));
    CAPTURE(row.notice, row.now);
    CHECK(shown(timing(row, staff("aspen", "ro", "STOKE"))) == row.goes);
}

TEST_CASE("a night belongs to the day on which it begins, whoever is on duty then") {
    const NoticePolicy policy;
    const Hours hours(policy, {}, london);
    CHECK(format_date(hours.duty_day(wall("2026-03-17 23:00"))) == "2026-03-17");
    CHECK(format_date(hours.duty_day(wall("2026-03-18 03:00"))) == "2026-03-17");
    CHECK(format_date(hours.duty_day(wall("2026-03-21 12:00"))) == "2026-03-21");
}

TEST_CASE("four working hours leave out the night and the weekend") {
    const NoticePolicy policy;
    const Hours hours(policy, {}, london);
    CHECK(shown(hours.after_working(wall("2026-03-17 10:00"), 4)) == "2026-03-17 14:00");
    CHECK(shown(hours.after_working(wall("2026-03-17 16:00"), 4)) == "2026-03-18 09:30");
    CHECK(shown(hours.after_working(wall("2026-03-20 23:00"), 4)) == "2026-03-23 11:30");
}

TEST_CASE("somebody who works on no day gets the digest on the next working day all the same") {
    const NoticePolicy policy;
    const Hours hours(policy, {}, london);
    StaffMember nobody = staff("aspen", "ro", "STOKE");
    nobody.works = 0x60;  // weekends alone
    CHECK(shown(hours.next_digest(wall("2026-03-20 10:00"), nobody)) == "2026-03-23 08:30");
}

TEST_CASE("the policy may give a message another class than its ladder does") {
    NoticePolicy policy;
    policy.classes.emplace(Symbol::of("reminder"), NoticeClass::info);
    Notice notice;
    notice.message = Symbol::of("reminder");
    notice.notice_class = NoticeClass::action;
    CHECK(class_of(policy, notice) == NoticeClass::info);
    notice.message = Symbol::of("other");
    CHECK(class_of(policy, notice) == NoticeClass::action);
}
