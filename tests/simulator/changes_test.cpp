// SPDX-License-Identifier: MIT
// Goal: the feed of changes holds every commit that wrote to a log once, in order, and can be taken
// up again anywhere. Method: a whole engine on a real SQLite file with a virtual clock.
#include <map>

#include "support/catch.hpp"
#include "support/play.hpp"
#include "throughgate/access.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;

template <typename T>
T must(Result<T> result) {
    INFO((result.ok() ? std::string() : result.error().message));
    REQUIRE(result.ok());
    return std::move(result).value();
}

std::vector<ChangeRow> follow(Engine& engine, std::string after, std::size_t limit) {
    std::vector<ChangeRow> all;
    for (bool more = true; more;) {
        const ChangePage page = must(engine.changes(after, limit));
        CHECK(page.rows.size() <= limit);
        all.insert(all.end(), page.rows.begin(), page.rows.end());
        after = page.next;
        more = page.more;
    }
    return all;
}

std::vector<std::string> cursors(const std::vector<ChangeRow>& rows) {
    std::vector<std::string> all;
    for (const ChangeRow& row : rows) all.push_back(row.cursor);
    return all;
}

/// Several cases, opened in one commit and played on, so that roots have one head and many.
void fill(Play& play) {
    for (const char* noms : {"A9001ZZ", "A9002ZZ", "A9003ZZ"}) play.open_case(noms, "2027-03-01");
    play.run_until("+120");
}

TEST_CASE("pages of any size give the same feed of changes") {
    Play play;
    fill(play);
    const std::vector<ChangeRow> whole = follow(play.engine(), "", 1000);
    REQUIRE(whole.size() > 6);
    for (const std::size_t limit : {1, 2, 3, 7})
        REQUIRE(cursors(follow(play.engine(), "", limit)) == cursors(whole));
}

TEST_CASE("the feed of changes goes on behind any of its cursors") {
    Play play;
    fill(play);
    const std::vector<ChangeRow> whole = follow(play.engine(), "", 1000);
    for (std::size_t i = 0; i < whole.size(); ++i)
        REQUIRE(follow(play.engine(), whole[i].cursor, 2).size() == whole.size() - i - 1);
}

TEST_CASE("the feed of changes ends where every case's log ends, and never goes back") {
    Play play;
    fill(play);
    std::map<std::string, std::uint64_t> reached;
    Instant last{};
    for (const ChangeRow& row : follow(play.engine(), "", 1000)) {
        REQUIRE(row.at >= last);
        last = row.at;
        if (row.kind != "case") continue;
        REQUIRE(row.sequence > reached[row.case_reference]);
        reached[row.case_reference] = row.sequence;
    }
    REQUIRE(reached.size() == 3);
    for (const auto& [reference, sequence] : reached)
        REQUIRE(must(play.engine().history(reference)).back().sequence == sequence);
}

TEST_CASE("the cursor `now` leaves out what was before and misses nothing after") {
    Play play;
    fill(play);
    const ChangePage now = must(play.engine().changes("now"));
    REQUIRE(now.rows.empty());
    REQUIRE(must(play.engine().changes(now.next)).rows.empty());
    const std::string reference = play.open_case("A9009ZZ", "2027-03-01");
    const ChangePage after = must(play.engine().changes(now.next));
    REQUIRE_FALSE(after.rows.empty());
    REQUIRE(after.rows.front().case_reference == reference);
}

TEST_CASE("looking at a case is no change, however often") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    const std::string start = must(play.engine().changes("now")).next;
    Access access(play.engine(), {"S04", "host:test", "a look"});
    for (int i = 0; i < 250; ++i) must(access.find_case(reference));
    const ChangePage page = must(play.engine().changes(start, 1));
    REQUIRE(page.rows.empty());
    REQUIRE_FALSE(page.more);
    REQUIRE(page.next != start);
    REQUIRE(play.send(reference, "recalled", {}, "S04").ok());
    REQUIRE(must(play.engine().changes(start)).rows.front().case_reference == reference);
    REQUIRE(must(play.engine().changes(page.next)).rows.size() ==
            must(play.engine().changes(start)).rows.size());
}

TEST_CASE("a cursor that is none, or of another store, is refused") {
    Play play;
    for (const char* wrong : {"x", "1", "1.2", "1.2.", "1.2.3.4", "-1.2.3", "1.2.x"})
        REQUIRE(play.engine().changes(wrong).error().kind == ErrorKind::invalid);
    REQUIRE(play.engine().changes("1.2.3").error().kind == ErrorKind::refused);
}

TEST_CASE("handoffs are paged behind the last one of the page before") {
    Play play;
    fill(play);
    HandoffQuery query;
    query.open_only = false;
    const auto whole = must(play.engine().list_handoffs(query));
    REQUIRE(whole.size() > 2);
    query.limit = 1;
    std::vector<std::string> found;
    for (auto page = must(play.engine().list_handoffs(query)); !page.empty();
         page = must(play.engine().list_handoffs(query))) {
        query.after = page.back().case_reference + "/" + std::to_string(page.back().number);
        found.push_back(query.after);
    }
    REQUIRE(found.size() == whole.size());
    REQUIRE(found.back() ==
            whole.back().case_reference + "/" + std::to_string(whole.back().number));
    query.after = "TG-000001";
    REQUIRE(play.engine().list_handoffs(query).error().kind == ErrorKind::invalid);
}

}  // namespace
