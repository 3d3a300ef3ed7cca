// SPDX-License-Identifier: MIT
// Goal: operators are told how late things are and what stands half-done, and find in the log of
// reads what they look for. Method: the pages as served, without a socket, over the staged store.
#include <algorithm>
#include <regex>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;

struct Operators {
    Stage stage;
    ConsoleDoor door{stage.engine(), "operator"};

    std::string audit(const std::string& query) {
        const auto answer = door.get("OMU1", "/audit" + query);
        REQUIRE(answer.status == 200);
        return answer.body;
    }
};

std::size_t rows_of(const std::string& page) {
    std::size_t count = 0;
    for (std::size_t at = page.find("<th scope=\"row\""); at != page.npos;
         at = page.find("<th scope=\"row\"", at + 1))
        ++count;
    return count;
}

/// The query of the link to the next page; "": there is none.
std::string next_of(const std::string& page) {
    static const std::regex wanted("href=\"/audit([^\"]*)\" rel=\"next\"");
    std::smatch found;
    if (!std::regex_search(page, found, wanted)) return "";
    return std::regex_replace(found[1].str(), std::regex("&amp;"), "&");
}

std::vector<int> numbers_on(const std::string& page) {
    static const std::regex wanted("<th scope=\"row\"[^>]*>([0-9]+)<");
    std::vector<int> numbers;
    for (std::sregex_iterator each(page.begin(), page.end(), wanted), end; each != end; ++each)
        numbers.push_back(std::stoi((*each)[1]));
    return numbers;
}

}  // namespace

TEST_CASE_METHOD(Operators, "the page of the system says how late timers fire, and how it counts") {
    stage.play().run_until("+40 days");
    const auto answer = door.get("OMU1", "/system");
    REQUIRE(answer.status == 200);
    for (const char* words :
         {"How late timers fire", "time for which nothing ran included", "In the last", "99 %",
          "The latest", "Waiting for other systems", "Notices given up", "Newest backup",
          "Runs over live cases that have not ended: none."})
        CHECK_THAT(answer.body, Contains(words));
}

TEST_CASE_METHOD(Operators, "the log of reads is narrowed to a case, a person, a kind and days") {
    const std::string reference = stage.of("plain").reference;
    REQUIRE(door.get("RO1", "/cases/" + reference).status == 200);
    REQUIRE(door.get("RO9", "/cases/" + reference).status == 403);
    REQUIRE(door.get("RO9", "/cases/" + stage.of("elsewhere").reference).status == 200);
    const std::string refused = audit("?kind=refused");
    CHECK(rows_of(refused) == 1);
    CHECK_THAT(refused, Contains(">RO9<"));
    CHECK_THAT(refused, !Contains(">RO1<"));
    CHECK(rows_of(audit("?person=RO1")) > 1);
    CHECK_THAT(audit("?person=RO1"), !Contains(">RO9<"));
    CHECK_THAT(audit("?case=" + reference), !Contains(stage.of("elsewhere").reference));
    const std::size_t all = rows_of(audit(""));
    CHECK(rows_of(audit("?from=2026-09-01&until=2026-12-31")) == all);
    CHECK(rows_of(audit("?until=2026-09-01")) == 0);
    CHECK(rows_of(audit("?from=2027-01-01")) == 0);
}

TEST_CASE_METHOD(Operators, "a day that is none is said beside the filter") {
    const auto answer = door.get("OMU1", "/audit?from=friday");
    CHECK(answer.status == 422);
    CHECK_THAT(answer.body, Contains("write it like 2026-03-17"));
}

TEST_CASE_METHOD(Operators, "further pages of the log of reads keep what it was narrowed to") {
    const std::string path = "/cases/" + stage.of("plain").reference;
    for (int i = 0; i < 20; ++i) REQUIRE(door.get("RO1", path).status == 200);
    const std::string first = audit("?person=RO1&kind=consultation");
    CHECK(rows_of(first) == 50);
    const std::string rest = next_of(first);
    CHECK_THAT(rest, Contains("?person=RO1&kind=consultation&after="));
    CHECK(rows_of(audit(rest)) > 0);
}

TEST_CASE_METHOD(Operators, "the newest read comes first, and the other way round by its heading") {
    const std::string path = "/cases/" + stage.of("plain").reference;
    for (int i = 0; i < 40; ++i) REQUIRE(door.get("RO1", path).status == 200);
    const auto newest = numbers_on(audit("?person=RO1"));
    const auto oldest = numbers_on(audit("?person=RO1&sort=-number"));
    REQUIRE(newest.size() == 50);
    CHECK(std::is_sorted(newest.rbegin(), newest.rend()));
    CHECK(std::is_sorted(oldest.begin(), oldest.end()));
    CHECK(newest.front() > oldest.back());
    auto all = newest;
    for (std::string page = audit("?person=RO1"); !next_of(page).empty();) {
        page = audit(next_of(page));
        const auto more = numbers_on(page);
        all.insert(all.end(), more.begin(), more.end());
    }
    CHECK(std::is_sorted(all.rbegin(), all.rend()));
    CHECK(all.back() == oldest.front());
    CHECK_THAT(audit("?person=RO1"), Contains("href=\"/audit?person=RO1&amp;sort=-number\""));
}

TEST_CASE_METHOD(Operators, "days narrow the log of reads from both ends, whichever comes first") {
    REQUIRE(door.get("RO1", "/cases/" + stage.of("plain").reference).status == 200);
    stage.play().run_until("+3 days");
    REQUIRE(door.get("RO1", "/cases/" + stage.of("plain").reference).status == 200);
    const std::string day =
        format_date(std::chrono::floor<std::chrono::days>(stage.engine().now()));
    for (const std::string sort : {"", "&sort=-number"}) {
        const std::size_t all = rows_of(audit("?person=RO1" + sort));
        const std::size_t late = rows_of(audit("?person=RO1&from=" + day + sort));
        CHECK(late > 0);
        CHECK(late < all);
        CHECK(rows_of(audit("?person=RO1&until=2026-09-28" + sort)) == all - late);
    }
}

}  // namespace throughgate::testing
