// SPDX-License-Identifier: MIT
// Goal: sessions end when they should, failed sign-ins are slowed, forms and addresses are read
// without being led astray, and whatever a view shows is escaped.
// Method: each part alone, on a clock that the test moves.
#include <filesystem>
#include <fstream>

#include "host/console/components.hpp"
#include "host/console/embedded.hpp"
#include "host/console/limits.hpp"
#include "host/console/sessions.hpp"
#include "host/console/throttle.hpp"
#include "host/console/user_file.hpp"
#include "host/console/users.hpp"
#include "host/console/views.hpp"
#include "host/console/visit.hpp"
#include "host/http/commands.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

using namespace console;
using std::chrono::minutes;
using std::chrono::seconds;

struct MovedClock {
    Moment now{std::chrono::hours(1000)};
    Now source() {
        return [this] { return now; };
    }
};

const std::string console_folder = std::string(TG_SOURCE_DIR) + "/engine/host/console";

std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

Session session_of(const std::string& user) {
    Session session;
    session.user = user;
    return session;
}

}  // namespace

TEST_CASE("a session lasts while it is used, and no longer than its lifetime") {
    MovedClock clock;
    Sessions sessions(clock.source());
    const std::string id = sessions.begin(session_of("anna"));
    clock.now += limits::idle - seconds(1);
    REQUIRE(sessions.find(id));
    CHECK(sessions.find(id)->user == "anna");
    CHECK(sessions.find(id)->csrf.size() > 40);
    for (int i = 0; i < 23; ++i) {
        clock.now += minutes(29);
        REQUIRE(sessions.find(id));
    }
    clock.now += minutes(29);
    CHECK_FALSE(sessions.find(id));
    CHECK(sessions.count() == 0);
}

TEST_CASE("a session that idles ends, even while a script asks aside") {
    MovedClock clock;
    Sessions sessions(clock.source());
    const std::string id = sessions.begin(session_of("anna"));
    for (int i = 0; i < 29; ++i) {
        clock.now += minutes(1);
        REQUIRE(sessions.find(id, true));
    }
    clock.now += minutes(1);
    CHECK_FALSE(sessions.find(id, true));
}

TEST_CASE("somebody who signs in again and again ends their own oldest session, not others'") {
    MovedClock clock;
    Sessions sessions(clock.source());
    const std::string other = sessions.begin(session_of("ben"));
    std::vector<std::string> mine;
    for (std::size_t i = 0; i <= limits::sessions_of_user; ++i) {
        clock.now += seconds(1);
        mine.push_back(sessions.begin(session_of("anna")));
    }
    CHECK_FALSE(sessions.find(mine.front()));
    CHECK(sessions.find(mine[1]));
    CHECK(sessions.find(other));
    CHECK(sessions.count() == limits::sessions_of_user + 1);
}

TEST_CASE("an unknown or empty session id is nobody") {
    MovedClock clock;
    Sessions sessions(clock.source());
    const std::string id = sessions.begin(session_of("anna"));
    CHECK_FALSE(sessions.find(""));
    CHECK_FALSE(sessions.find(id + "x"));
    sessions.end(id);
    CHECK_FALSE(sessions.find(id));
}

TEST_CASE("failed sign-ins make a user name wait until the window is over") {
    MovedClock clock;
    Throttle throttle(clock.source());
    for (unsigned i = 0; i < limits::failures_of_user; ++i) {
        CHECK(throttle.wait("anna", "10.0.0.1").count() == 0);
        throttle.failed("anna", "10.0.0.1");
    }
    CHECK(throttle.wait("anna", "10.0.0.2") == limits::window);
    CHECK(throttle.wait("ben", "10.0.0.1").count() == 0);
    clock.now += limits::window;
    CHECK(throttle.wait("anna", "10.0.0.1").count() == 0);
}

TEST_CASE("one address that tries many names waits, too") {
    MovedClock clock;
    Throttle throttle(clock.source());
    for (unsigned i = 0; i < limits::failures_of_address; ++i)
        throttle.failed("user" + std::to_string(i), "10.0.0.1");
    CHECK(throttle.wait("anna", "10.0.0.1") == limits::window);
    CHECK(throttle.wait("anna", "10.0.0.2").count() == 0);
}

TEST_CASE("whoever gets in begins to be counted anew") {
    MovedClock clock;
    Throttle throttle(clock.source());
    for (unsigned i = 0; i + 1 < limits::failures_of_user; ++i) throttle.failed("anna", "10.0.0.1");
    throttle.succeeded("anna");
    throttle.failed("anna", "10.0.0.1");
    CHECK(throttle.wait("anna", "10.0.0.1").count() == 0);
}

TEST_CASE("an address of ours is one that a browser does not leave us by") {
    struct Row {
        const char* given;
        bool ours;
    };
    for (const Row& row :
         {Row{"/cases/TG-000001?history=all", true}, Row{"/work", true},
          Row{"//elsewhere.example/", false}, Row{"https://elsewhere.example", false},
          Row{"/\\elsewhere.example", false}, Row{"", false}, Row{"/", false},
          Row{"/a\r\nSet-Cookie: x=y", false}, Row{"javascript:alert(1)", false}}) {
        INFO(row.given);
        CHECK(address_within(row.given, "/home") == (row.ours ? row.given : "/home"));
    }
}

TEST_CASE("a form is read as browsers send it") {
    Fields fields;
    REQUIRE(read_form("reason=no+bed%2C+again&handoff=TG-1%2F2&handoff=TG-2%2F1&empty=", fields));
    CHECK(fields["reason"] == "no bed, again");
    CHECK(fields.every("handoff") == std::vector<std::string>{"TG-1/2", "TG-2/1"});
    CHECK(fields["empty"].empty());
    CHECK(fields["missing"].empty());
    Fields broken;
    CHECK_FALSE(read_form("a=%ff%fe", broken));
    CHECK_FALSE(read_form("a=%00", broken));
    CHECK_FALSE(read_form("a=%zz", broken));
}

TEST_CASE("a cookie is found by its whole name") {
    const std::string header = "other=1; throughgate_session=abc; x_throughgate_session=no";
    CHECK(cookie_in(header, "throughgate_session") == "abc");
    CHECK(cookie_in(header, "session").empty());
    CHECK(cookie_in("", "throughgate_session").empty());
}

TEST_CASE("only an address of this machine is loopback") {
    CHECK(is_loopback("localhost:8080"));
    CHECK(is_loopback("127.0.0.1"));
    CHECK(is_loopback("[::1]:8080"));
    CHECK_FALSE(is_loopback("handoffs.example.org"));
    CHECK_FALSE(is_loopback("127.0.0.1.example.org:80"));
    CHECK_FALSE(is_loopback(""));
}

TEST_CASE("users are kept without their passwords, and a disabled one is nobody") {
    const TemporaryFolder folder;
    MovedClock clock;
    UserRecord anna;
    anna.name = "anna";
    anna.person = "S01";
    anna.roles = {"caseworker"};
    set_password(anna, "three words together");
    REQUIRE(write_users(folder / "users", {anna}).ok());
    Users users(folder / "users", clock.source());
    CHECK(users.enter("anna", "three words together").value());
    CHECK_FALSE(users.enter("anna", "three words apart").value());
    CHECK_FALSE(users.enter("ben", "three words together").value());
    anna.disabled = true;
    REQUIRE(write_users(folder / "users", {anna}).ok());
    clock.now += seconds(2);
    CHECK_FALSE(users.enter("anna", "three words together").value());
    CHECK_FALSE(users.find("anna").value());
}

TEST_CASE("who gave out a password counts with whoever signs in with it, where it is known") {
    const TemporaryFolder folder;
    UserRecord anna;
    anna.name = "anna";
    anna.person = "S01";
    anna.made_by = "os:elder";
    UserRecord older = anna;
    older.name = "ben";
    older.made_by.clear();
    REQUIRE(write_users(folder / "users", {anna, older}).ok());
    const auto kept = read_users(folder / "users").value();
    CHECK(http::planner_of(principal_of(kept[0])).asserted_by == "console:anna, by os:elder");
    CHECK(http::planner_of(principal_of(kept[1])).asserted_by == "console:ben");
}

TEST_CASE("passwords that cannot be taken are told why") {
    CHECK(fault_of_password("short", "anna").find("at least") != std::string::npos);
    CHECK(fault_of_password(std::string(300, 'x'), "anna").find("at most") != std::string::npos);
    CHECK(fault_of_password("anna.example.long", "anna.example.long").find("user name") !=
          std::string::npos);
    CHECK(fault_of_password("three words together", "anna").empty());
    CHECK_FALSE(user_name("Anna Example"));
    CHECK(user_name("Anna.E") == "anna.e");
}

TEST_CASE("every view compiles, and what it is given is escaped") {
    CHECK(embedded_views().size() > 20);
    const std::string evil = "<script>alert('1')</script>\"&";
    Table table{.caption = evil};
    table.columns = {{evil}};
    table.rows = {{{.text = evil, .href = "/a?b=" + evil, .tag = Tag{evil, ""}, .hint = evil}}};
    const std::string html = render("table", to_data(table)).text;
    CHECK(html.find("<script>") == html.npos);
    CHECK(html.find("&lt;script&gt;") != html.npos);
}

TEST_CASE("what stands in three braces is HTML of ours, and is put there as such") {
    std::string sources;
    for (const auto& each : std::filesystem::directory_iterator(console_folder))
        if (each.path().extension() == ".cpp") sources += text_of_file(each.path());
    std::size_t raw = 0;
    for (const EmbeddedView& view : embedded_views()) {
        INFO(view.name);
        CHECK(view.text.find("{{&") == view.text.npos);
        for (auto at = view.text.find("{{{"); at != view.text.npos;
             at = view.text.find("{{{", at + 3), ++raw) {
            const std::string name(view.text.substr(at + 3, view.text.find("}}}", at) - at - 3));
            INFO(name);
            CHECK(sources.find("data[\"" + name + "\"] = markup(") != sources.npos);
        }
    }
    CHECK(raw == 3);  // a page's content and its first script, and the list of My work
}

TEST_CASE("a table without rows says what it is given to say instead") {
    Table table{.caption = "Cases"};
    table.empty = "There is none.";
    const std::string html = render("table", to_data(table)).text;
    CHECK(html == "<p class=\"govuk-body\">There is none.</p>");
}

}  // namespace throughgate::testing
