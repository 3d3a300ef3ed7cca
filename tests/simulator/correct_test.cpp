// SPDX-License-Identifier: MIT
// Goal: an entry that is taken back leaves the case as if it had never been made; nobody is told
// twice, nothing fires twice, the log keeps both.
// Method: two engines that are given the same, one of them a wrong entry more, taken back later;
// what people see of the two cases must be the same. Invariants are checked after every commit.
#include "support/catch.hpp"
#include "support/play.hpp"

namespace throughgate::testing {
namespace {

const std::vector<Field> supervised{{"supervised", Value(std::string("true"))}};

/// What people see of a case: states, facts, open handoffs, who holds which role, dates.
std::string seen(Play& play, const std::string& reference) {
    auto view = play.engine().find_case(reference);
    REQUIRE(view.ok());
    std::string text = view->row.state + "\n";
    for (const std::string& state : play.states(reference)) text += state + "\n";
    for (const FactView& fact : view->facts)
        text += fact.name + "[" + fact.subject + "]=" + fact.value + "\n";
    for (const auto& [role, person] : view->holders) text += role + ":" + person + "\n";
    std::vector<std::string> open;
    for (const HandoffView& each : view->handoffs)
        if (each.state != "ended" && each.state != "completed")
            open.push_back(each.name + ":" + each.to + " " + each.state);
    std::sort(open.begin(), open.end());
    for (const std::string& each : open) text += each + "\n";
    std::vector<std::string> dates;
    for (const DeadlineView& each : view->deadlines)
        if (each.kind != "review")
            dates.push_back(each.pathway + "/" + each.name + " " +
                            (each.target ? format_instant(*each.target) : "-"));
    std::sort(dates.begin(), dates.end());
    for (const std::string& each : dates) text += each + "\n";
    return text;
}

std::vector<HistoryEntry> log_of(Play& play, const std::string& reference) {
    auto history = play.engine().history(reference, 0, 10000);
    REQUIRE(history.ok());
    return std::move(*history);
}

std::uint64_t entry_of(Play& play, const std::string& reference, const std::string& event) {
    std::uint64_t found = 0;
    for (const HistoryEntry& each : log_of(play, reference))
        if (each.kind.starts_with("event.") && !each.fields.empty() &&
            each.fields.front().second == event)
            found = each.sequence;
    return found;
}

Result<Receipt> correct(Play& play, const std::string& reference, std::uint64_t sequence,
                        const std::string& person = "S01", const std::string& why = "wrong man") {
    Command command = play.command(person, why);
    command.what = CorrectEntry{reference, sequence};
    return play.submit(std::move(command));
}

std::size_t notices(Play& play, const std::string& reference) {
    return play.engine().find_case(reference)->notices.size();
}

std::uint64_t violations(Play& play) { return play.engine().totals()->invariant_violations; }

std::size_t count_of(Play& play, const std::string& reference, const std::string& kind) {
    std::size_t count = 0;
    for (const HistoryEntry& each : log_of(play, reference)) count += each.kind == kind ? 1 : 0;
    return count;
}

struct Step {
    const char* event;
    std::vector<std::pair<std::string, std::string>> fields;
    const char* person;
    const char* wait;  ///< before it: "+1"
};

void give(Play& play, const std::string& reference, const Step& step) {
    play.run_until(step.wait);
    const auto sent = play.send(reference, step.event, step.fields, step.person);
    INFO(step.event);
    REQUIRE(sent.ok());
}

struct Wrong {
    const char* name;
    std::vector<Step> before, wrong, after;
};

/// A wrong entry, and what came before and after it that stands whatever it did.
const std::vector<Wrong>& wrongs() {
    static const Step screened{"screen.done", {{"address.kind", "family"}}, "S01", "+1"};
    static const Step proposed{
        "address.proposed", {{"address.id", "AD-1"}, {"address.kind", "family"}}, "S01", "+1"};
    static const std::vector<Wrong> all{
        {"nothing else happened", {}, {{"released", {}, "S05", "+1"}}, {}},
        {"a moved release date", {screened}, {{"released", {}, "S05", "+2"}}, {}},
        {"work went on before", {screened, proposed}, {{"released", {}, "S05", "+3"}}, {}},
        {"an event that set a fact",
         {screened},
         {{"address.proposed", {{"address.id", "AD-9"}, {"address.kind", "own"}}, "S01", "+1"}},
         {}},
        {"an event that stayed unanswered", {}, {{"returned", {}, "S04", "+1"}}, {screened}},
        {"work went on afterwards", {}, {{"elsewhere", {}, "S04", "+1"}}, {screened, proposed}},
        {"several entries, the last one first",
         {screened},
         {{"released", {}, "S05", "+1"},
          {"first_contact", {}, "S01", "+1"},
          {"supervision.ended", {{"reason", "over"}}, "S01", "+1"}},
         {}},
    };
    return all;
}

TEST_CASE("an entry that is taken back leaves the case as if it had never been made") {
    for (const Wrong& each : wrongs()) {
        INFO(each.name);
        Play wronged, right;
        const std::string a = wronged.open_case("A0001AA", "2027-03-01", supervised);
        const std::string b = right.open_case("A0001AA", "2027-03-01", supervised);
        for (const Step& step : each.before) {
            give(wronged, a, step);
            give(right, b, step);
        }
        for (const Step& step : each.wrong) {
            wronged.run_until(step.wait);
            right.run_until(step.wait);
            (void)wronged.send(a, step.event, step.fields, step.person);
        }
        for (const Step& step : each.after) {
            give(wronged, a, step);
            give(right, b, step);
        }
        for (auto step = each.wrong.rbegin(); step != each.wrong.rend(); ++step) {
            const std::uint64_t entry = entry_of(wronged, a, step->event);
            if (entry == 0) continue;
            const auto done = correct(wronged, a, entry);
            INFO((done.ok() ? "" : done.error().message));
            REQUIRE(done.ok());
        }
        wronged.run_until("+0");
        right.run_until("+0");
        CHECK(seen(wronged, a) == seen(right, b));
        // And it goes on in the same way.
        wronged.run_until("+60");
        right.run_until("+60");
        CHECK(seen(wronged, a) == seen(right, b));
        CHECK(violations(wronged) == 0);
        CHECK(wronged.engine().verify_audit()->empty());
    }
}

TEST_CASE("taking back sends nothing that was sent and fires nothing that has fired") {
    PlayOptions options;
    options.mail = true;
    Play play(std::move(options));
    const std::string reference = play.open_case("A0001AA", "2027-03-01", supervised);
    play.run_until("+40");
    const std::size_t fired = count_of(play, reference, "rung.fired");
    CHECK(fired > 0);
    REQUIRE(play.send(reference, "elsewhere", {}, "S04").ok());
    play.run_until("+0");
    const std::size_t told = notices(play, reference);
    REQUIRE(correct(play, reference, entry_of(play, reference, "elsewhere")).ok());
    play.run_until("+0");
    CHECK(notices(play, reference) == told);
    CHECK(count_of(play, reference, "rung.fired") == fired);
    CHECK(play.engine().totals()->duplicate_effects == 0);
}

TEST_CASE(
    "what came due while the case stood wrong is said afterwards, late, and the latest alone") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2027-03-01", supervised);
    play.run_until("+1");
    REQUIRE(play.send(reference, "elsewhere", {}, "S04").ok());
    play.run_until("+40");  // in_custody was due after 28 days
    const std::size_t before = count_of(play, reference, "rung.fired");
    REQUIRE(correct(play, reference, entry_of(play, reference, "elsewhere")).ok());
    play.run_until("+0");
    CHECK(count_of(play, reference, "rung.fired") > before);
    CHECK(count_of(play, reference, "rung.skipped") > 0);
    CHECK(violations(play) == 0);
}

TEST_CASE("the log keeps the entry and its correction, by whom and why") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2027-03-01");
    REQUIRE(play.send(reference, "released", {}, "S05").ok());
    const std::uint64_t entry = entry_of(play, reference, "released");
    REQUIRE(correct(play, reference, entry).ok());
    CHECK(entry_of(play, reference, "released") == entry);
    bool kept = false;
    for (const HistoryEntry& each : log_of(play, reference))
        if (each.kind == "entry.corrected")
            kept = each.actor == "S01" && each.reason == "wrong man" &&
                   each.fields.front().second == std::to_string(entry);
    CHECK(kept);
}

TEST_CASE("an entry that raised a handoff ends it, and one that ended a handoff brings it back") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2027-03-01", supervised);
    play.run_until("+1");
    REQUIRE(play.send(reference, "screen.done", {{"address.kind", "family"}}).ok());
    REQUIRE(play.send(reference, "address.proposed",
                      {{"address.id", "AD-1"}, {"address.kind", "family"}})
                .ok());
    CHECK(play.handoff(reference, "H06:police") == "raised");
    REQUIRE(play.send(reference, "checks.failed", {{"reason", "no answer"}}).ok());
    CHECK(play.handoff(reference, "H06:police") == "ended");
    REQUIRE(correct(play, reference, entry_of(play, reference, "checks.failed")).ok());
    CHECK(play.handoff(reference, "H06:police") == "raised");
    REQUIRE(correct(play, reference, entry_of(play, reference, "address.proposed")).ok());
    CHECK(play.handoff(reference, "H06:police") == "ended");
    CHECK(violations(play) == 0);
}

TEST_CASE("what a person did with a handoff can be taken back") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2026-12-01", supervised);
    play.run_until("+1");
    REQUIRE(play.handoff(reference, "H01") == "raised");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    std::uint64_t entry = 0;
    for (const HistoryEntry& each : log_of(play, reference))
        if (each.kind == "handoff.acknowledged") entry = each.sequence;
    REQUIRE(correct(play, reference, entry).ok());
    CHECK(play.handoff(reference, "H01") == "raised");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    CHECK(play.handoff(reference, "H01") == "acknowledged");
}

TEST_CASE("what cannot be taken back is refused, with the reason, and changes nothing") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2027-03-01");
    REQUIRE(play.send(reference, "released", {}, "S05").ok());
    const std::uint64_t entry = entry_of(play, reference, "released");
    const std::string before = *play.engine().canonical_dump();
    const auto refusal = [&](std::uint64_t sequence, const std::string& person,
                             const std::string& why) {
        const auto done = correct(play, reference, sequence, person, why);
        REQUIRE_FALSE(done.ok());
        return done.error().message;
    };
    CHECK(refusal(entry, "S01", "").find("say why") != std::string::npos);
    CHECK(refusal(entry, "", "why").find("named person") != std::string::npos);
    CHECK(refusal(entry, "S09", "why").find("holds a role") != std::string::npos);
    CHECK(refusal(999, "S01", "why").find("no entry 999") != std::string::npos);
    CHECK(refusal(1, "S01", "why").find("without its opening") != std::string::npos);
    CHECK(refusal(entry + 1, "S01", "why").find("take that one back") != std::string::npos);
    CHECK(*play.engine().canonical_dump() == before);
    REQUIRE(correct(play, reference, entry).ok());
    CHECK(refusal(entry, "S01", "why").find("before") != std::string::npos);
}

TEST_CASE("a case that closed by mistake is open again, unless its person has another one") {
    Play play;
    const std::vector<Field> unsupervised{{"supervised", Value(std::string("false"))}};
    const std::string reference = play.open_case("A0001AA", "2027-03-01", unsupervised);
    play.run_until("+1");
    REQUIRE(play.send(reference, "released", {}, "S05").ok());
    REQUIRE(play.engine().find_case(reference)->row.state == "closed");
    const std::uint64_t entry = entry_of(play, reference, "released");
    SECTION("it moves on as before") {
        REQUIRE(correct(play, reference, entry).ok());
        CHECK(play.is_in(reference, "spine:phase.in_custody"));
        play.run_until("+40");
        CHECK(count_of(play, reference, "rung.fired") > 0);
        CHECK(violations(play) == 0);
    }
    SECTION("another one stands in its way") {
        play.open_case("A0001AA", "2027-03-01");
        const auto done = correct(play, reference, entry);
        REQUIRE_FALSE(done.ok());
        CHECK(done.error().kind == ErrorKind::conflict);
    }
}

TEST_CASE("the same command twice takes back once") {
    Play play;
    const std::string reference = play.open_case("A0001AA", "2027-03-01");
    REQUIRE(play.send(reference, "released", {}, "S05").ok());
    Command command = play.command("S01", "wrong man");
    command.what = CorrectEntry{reference, entry_of(play, reference, "released")};
    REQUIRE(play.submit(command)->outcome == Outcome::applied);
    CHECK(play.submit(command)->outcome == Outcome::duplicate);
    CHECK(count_of(play, reference, "entry.corrected") == 1);
}

}  // namespace
}  // namespace throughgate::testing
