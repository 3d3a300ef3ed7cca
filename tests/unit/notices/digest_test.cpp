// SPDX-License-Identifier: MIT
// Goal: a digest says first what cannot wait, counts the rest, and names nobody. Method: a few
// items against the whole text.
#include "notices/digest.hpp"

#include "base/limits.hpp"
#include "notices_support.hpp"

using namespace throughgate;
using namespace throughgate::notices;
using namespace throughgate::testing;

namespace {

const rules::Zone london = rules::Zone::load("Europe/London").value();
const Instant morning = london.at(today, std::chrono::minutes{8 * 60 + 30});

DigestItem item(const std::string& line, const std::string& what, int due_in_days,
                NoticeClass notice_class = NoticeClass::action) {
    DigestItem made;
    made.line = line;
    made.what = what;
    made.notice_class = notice_class;
    made.due = morning + std::chrono::days{due_in_days};
    return made;
}

Words digest(const std::vector<DigestItem>& items, const Week& week = {},
             const std::string& notes = "") {
    const NoticePolicy policy;
    return digest_of(Hours(policy, {}, london), items, week, notes, "https://tg.example", morning);
}

}  // namespace

TEST_CASE("a digest is ordered by what cannot wait, and the rest is counted") {
    std::vector<DigestItem> items{item("TG-000001: rest", "a", 30),
                                  item("TG-000002: late", "b", -2),
                                  item("TG-000003: this week", "c", 3),
                                  item("TG-000004: act now", "d", 0, NoticeClass::critical),
                                  item("TG-000005: out soon", "e", 20),
                                  item("TG-000006: not acknowledged", "f", -5)};
    items[4].release = today + std::chrono::days{6};
    items[4].link = "https://tg.example/TG-000005";
    items[5].escalated = true;
    const Words words = digest(items);
    CHECK(words.subject == "6 items for Tue 17 Mar 2026");
    CHECK(words.body ==
          "Critical: 1\n- TG-000004: act now (due Tue 17 Mar 2026)\n\n"
          "Release within five working days: 1\n"
          "- TG-000005: out soon (due Mon 6 Apr 2026)\n  https://tg.example/TG-000005\n\n"
          "Overdue: 1\n- TG-000002: late (due Sun 15 Mar 2026)\n\n"
          "Due this week: 1\n- TG-000003: this week (due Fri 20 Mar 2026)\n\n"
          "Escalated to you: 1\n- TG-000006: not acknowledged (due Thu 12 Mar 2026)\n\n"
          "The rest: 1\nThey are on your list of work.\n\n"
          "Your list of work, always complete:\nhttps://tg.example/worklist\n");
}

TEST_CASE("what is for information is written out, and only what the list of work has is counted") {
    std::vector<DigestItem> items{
        item("TG-000001: it is known where to live", "a", 30, NoticeClass::info),
        item("TG-000002: dates have moved", "b", 30), item("TG-000003: a handover ended", "c", 30),
        item("TG-000004: work for later", "d", 30)};
    for (DigestItem& each : items) each.due.reset();
    items[1].details = "release is now Mon 6 Apr 2026\n- the address is due a week earlier";
    items[2].on_list = false;
    CHECK(digest(items).body ==
          "For your information: 3\n- TG-000001: it is known where to live\n"
          "- TG-000002: dates have moved\n  release is now Mon 6 Apr 2026\n"
          "  - the address is due a week earlier\n- TG-000003: a handover ended\n\n"
          "The rest: 1\nThey are on your list of work.\n\n"
          "Your list of work, always complete:\nhttps://tg.example/worklist\n");
}

TEST_CASE("an item is due today until the day is over, and overdue from the next") {
    std::vector<DigestItem> items{item("TG-000001: by midnight", "a", 0),
                                  item("TG-000002: by eight", "b", 0),
                                  item("TG-000003: yesterday", "c", 0)};
    items[0].due = london.at(today, std::chrono::minutes{24 * 60 - 1});
    items[1].due = london.at(today, std::chrono::hours{8});
    items[2].due = london.at(today - std::chrono::days{1}, std::chrono::minutes{24 * 60 - 1});
    const std::string body = digest(items).body;
    CHECK(body.find("Overdue: 1\n- TG-000003") != std::string::npos);
    CHECK(body.find("Due today: 2\n- TG-000002: by eight (due Tue 17 Mar 2026)\n- TG-000001") !=
          std::string::npos);
}

TEST_CASE("what a mail cannot hold is said, and the way to the whole list stays") {
    std::vector<DigestItem> items;
    for (int i = 0; i < 40; ++i) {
        const std::string line = "TG-00000" + std::to_string(i) + std::string(400, 'x');
        items.push_back(item(line, line, -1));
        items.push_back(item(line, line + "!", 3));
    }
    const std::string body = digest(items).body;
    CHECK(body.size() <= limits::notice_body_bytes);
    CHECK(body.find("- and more than a mail should hold\n") != std::string::npos);
    CHECK(body.ends_with("Your list of work, always complete:\nhttps://tg.example/worklist\n"));
}

TEST_CASE("an item that waits to be acknowledged carries its link") {
    DigestItem one = item("TG-000001: please acknowledge", "a", 3);
    one.acknowledge = "https://out.example/a/x.y";
    CHECK(digest({one}).body.find("  acknowledge, once: https://out.example/a/x.y\n") !=
          std::string::npos);
}

TEST_CASE("a restricted case gives away neither its date nor that a release is near") {
    DigestItem hidden = item("TG-000009: open the record", "a", 1);
    hidden.restricted = true;
    hidden.release = today + std::chrono::days{1};
    hidden.link = "https://tg.example/TG-000009";
    const std::string body = digest({hidden}).body;
    CHECK(body ==
          "Open the record: 1\n- TG-000009: open the record\n  https://tg.example/TG-000009\n\n"
          "Your list of work, always complete:\nhttps://tg.example/worklist\n");
}

TEST_CASE("of several notices about one item the most urgent is said") {
    const Words words =
        digest({item("TG-000001: remind", "same", 3), item("TG-000001: overdue", "same", -1)});
    CHECK(words.subject == "1 item for Tue 17 Mar 2026");
    CHECK(words.body.find("overdue") != std::string::npos);
    CHECK(words.body.find("remind") == std::string::npos);
}

TEST_CASE("Monday's digest holds the releases of the week and says when too much is open") {
    Week week;
    week.releases = {{today, "TG-000001, TG-000002"}};
    week.open_items = 31;
    week.many = 25;
    const std::string body = digest({item("TG-000001: x", "a", 1)}, week).body;
    CHECK(body.find("Releases this week\n- Tue 17 Mar 2026: TG-000001, TG-000002\n") !=
          std::string::npos);
    CHECK(body.find("You have 31 open items, more than 25") != std::string::npos);
    week.open_items = 25;
    CHECK(digest({item("TG-000001: x", "a", 1)}, week).body.find("open items") ==
          std::string::npos);
}

TEST_CASE("Monday's digest lists licences by day and who has no address, and cuts a long list") {
    Week week;
    week.licences = {{today, "TG-000003"}, {today + std::chrono::days{1}, "TG-000001, TG-000004"}};
    for (int i = 0; i < 42; ++i) week.without_address.push_back("TG-" + std::to_string(i));
    const std::string body = digest({item("TG-000001: x", "a", 1)}, week).body;
    CHECK(body.find("Licences due this week\n- Tue 17 Mar 2026: TG-000003\n"
                    "- Wed 18 Mar 2026: TG-000001, TG-000004\n") != std::string::npos);
    CHECK(
        body.find("Without an address, out or within four weeks of release: 42\n- TG-0, TG-1, ") !=
        std::string::npos);
    CHECK(body.find("TG-39, and 2 more\n") != std::string::npos);
    CHECK(body.find("TG-40") == std::string::npos);
}

TEST_CASE("a section of many lines is cut and says how many more there are") {
    std::vector<DigestItem> items;
    for (int i = 0; i < 45; ++i)
        items.push_back(item("TG-000001: late", "item " + std::to_string(i), -1));
    const std::string body = digest(items).body;
    CHECK(body.find("Overdue: 45\n") != std::string::npos);
    CHECK(body.find("- and 5 more\n") != std::string::npos);
}

TEST_CASE("a summary says how many items of how many cases one cause has changed") {
    const Words words = summary_of(
        {item("TG-000001: dates have moved", "a", 1), item("TG-000001: dates have moved", "b", 1),
         item("TG-000002: dates have moved", "c", 1)},
        "", "https://tg.example");
    CHECK(words.subject == "One change, 3 items of yours");
    CHECK(words.body ==
          "The change: dates have moved.\n\nOne cause has changed 3 items of yours, in 2 cases:\n- "
          "TG-000001\n- TG-000002\n\n"
          "Your list of work, always complete:\nhttps://tg.example/worklist\n");
}

TEST_CASE("a summary says why dates have moved, unless the reasons differ") {
    std::vector<DigestItem> items{item("TG-000001: dates have moved", "a", 1),
                                  item("TG-000002: dates have moved", "b", 1)};
    for (DigestItem& each : items)
        each.details = "The bank holidays have changed\n- " + each.line.substr(0, 9);
    CHECK(summary_of(items, "", "")
              .body.starts_with("The change: The bank holidays have changed.\n"));
    items[1].details = "release is now Mon 6 Apr 2026";
    CHECK(summary_of(items, "", "").body.starts_with("One cause has changed"));
}

TEST_CASE("a digest of notes alone says in its subject what it is") {
    CHECK(digest({}, {}, "One of your people has too much.\n").subject ==
          "Open work of your team, Tue 17 Mar 2026");
}

TEST_CASE("a manager's summary says how many of whose items were touched, and by how many people") {
    const Words words =
        summary_of({}, "One change has touched 70 items of 3 of your people.\n", "");
    CHECK(words.subject == "One change has touched many cases of your team");
    CHECK(words.body.starts_with("One change has touched 70 items"));
}
