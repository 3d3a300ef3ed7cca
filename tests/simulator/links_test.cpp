// SPDX-License-Identifier: MIT
// Goal: a notice lets exactly the person it went to acknowledge exactly its handoff, once, for a
// week, from outside; nobody else, no team box, no look at it does.
// Method: a whole engine on a virtual clock; the links are read from the notices as sent.
#include "throughgate/links.hpp"

#include <algorithm>
#include <regex>

#include "core/links.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace throughgate::testing {
namespace {

constexpr const char* start_of_links = "https://tg.invalid/a/";

struct Fixture {
    std::vector<plugin::Message> sent;
    Play play = make();

    /// The token of the last notice to this address; empty: it had none.
    std::string token_to(const std::string& address) const {
        const auto found =
            std::find_if(sent.rbegin(), sent.rend(),
                         [&](const plugin::Message& each) { return each.recipient == address; });
        REQUIRE(found != sent.rend());
        std::smatch match;
        const std::regex link(std::string(start_of_links) + "([A-Za-z0-9._-]+)");
        return std::regex_search(found->body, match, link) ? match[1].str() : "";
    }
    /// A case whose first handoff S01 was told of, and their token.
    std::string told() {
        reference = play.open_case("A9001ZZ", "2026-12-07");
        play.run_until("2026-09-28T09:00:00Z");
        const std::string token = token_to("s01@example.invalid");
        REQUIRE_FALSE(token.empty());
        return token;
    }
    std::string logged(const std::string& kind) {
        auto entries = play.engine().history(reference, 0, 1000);
        REQUIRE(entries.ok());
        std::string lines;
        for (const HistoryEntry& each : *entries)
            if (each.kind == kind)
                lines += each.actor + " " + each.asserted_by + " " + each.reason + "\n";
        return lines;
    }
    Result<Receipt> follow(const std::string& token) { return follow_link(play.engine(), token); }
    Result<LinkView> look(const std::string& token) { return read_link(play.engine(), token); }
    Result<Receipt> reply(const std::string& token, const std::string& from) {
        return accept_reply(play.engine(), token, from);
    }

    std::string reference;

private:
    Play make() {
        PlayOptions options;
        options.one_time_links = start_of_links;
        options.channel = [this](const plugin::Message& message) {
            sent.push_back(message);
            return plugin::Answer{};
        };
        return Play(options);
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "looking at a link shows what it does and does nothing") {
    const std::string token = told();
    for (int i = 0; i < 3; ++i) {
        const auto view = look(token);
        REQUIRE(view.ok());
        CHECK(view->open);
        CHECK(view->case_reference == reference);
        CHECK(view->name == "H01");
        CHECK(view->person == "S01");
    }
    CHECK(play.handoff(reference, "H01") == "raised");
}

TEST_CASE_METHOD(Fixture, "following it acknowledges once, and the log names person and notice") {
    const std::string token = told();
    const auto first = follow(token);
    REQUIRE(first.ok());
    CHECK(first->outcome == Outcome::applied);
    CHECK(play.handoff(reference, "H01") == "acknowledged");
    const auto again = follow(token);
    REQUIRE(again.ok());
    CHECK(again->outcome == Outcome::duplicate);
    CHECK(logged("handoff.acknowledged").starts_with("S01 notice:"));
    CHECK(logged("handoff.acknowledged").ends_with(" by the link of the notice\n"));
    CHECK(look(token)->because == "it was acknowledged already");
}

TEST_CASE_METHOD(Fixture, "the ladder stops as after any acknowledgement") {
    REQUIRE(follow(told()).ok());
    const std::size_t before = sent.size();
    play.run_until("2026-10-05T09:00:00Z");
    const auto to_manager = [](const plugin::Message& each) {
        return each.recipient == "s03@example.invalid";
    };
    CHECK(std::none_of(sent.begin() + static_cast<std::ptrdiff_t>(before), sent.end(), to_manager));
}

TEST_CASE_METHOD(Fixture, "it ends after a week") {
    const std::string token = told();
    play.run_until("2026-10-05T07:59:00Z");
    CHECK(look(token)->open);
    play.run_until("2026-10-05T09:01:00Z");
    CHECK(look(token)->because == "the link has ended; act in the system itself");
    const auto late = follow(token);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().kind == ErrorKind::refused);
    CHECK(play.handoff(reference, "H01") == "raised");
}

TEST_CASE_METHOD(Fixture, "a forged, cut or foreign link is told apart from nothing") {
    std::string token = told();
    token[4] = token[4] == 'A' ? 'B' : 'A';
    for (const std::string& wrong : {token, token.substr(0, 20), std::string("x"), std::string()}) {
        CHECK(look(wrong).error().kind == ErrorKind::not_found);
        CHECK(follow(wrong).error().kind == ErrorKind::not_found);
    }
    CHECK(play.handoff(reference, "H01") == "raised");
}

TEST_CASE_METHOD(Fixture, "who has left the service cannot use the link any more") {
    const std::string token = told();
    std::string staff = play_directory();
    const std::size_t begin = staff.find("S01,Officer Aspen");
    staff.erase(begin, staff.find('\n', begin) + 1 - begin);
    REQUIRE(play.engine().import_directory(staff, "staff.csv", {"", "os:test", ""}).ok());
    const auto answer = follow(token);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == ErrorKind::refused);
    CHECK(look(token)->because == "it is for somebody else to acknowledge now");
    CHECK_FALSE(reply(token, "s01@example.invalid").ok());
    CHECK(play.handoff(reference, "H01") == "raised");
}

TEST_CASE_METHOD(Fixture, "a reply counts only from the address of the person who was told") {
    const std::string token = told();
    for (const char* from : {"s02@example.invalid", "n03a@example.invalid", "", "s01@example.com"})
        CHECK(reply(token, from).error().kind == ErrorKind::refused);
    CHECK(play.handoff(reference, "H01") == "raised");
    REQUIRE(reply(token, "S01@Example.invalid").ok());
    CHECK(play.handoff(reference, "H01") == "acknowledged");
    CHECK(logged("handoff.acknowledged").ends_with(" by a reply to the notice\n"));
    // Also when the handoff could be acknowledged once more.
    REQUIRE(play.act(reference, "H01", HandoffAction::query, "S01").ok());
    CHECK_FALSE(follow(token).ok());
    CHECK_FALSE(look(token)->open);
    CHECK(play.handoff(reference, "H01") == "queried");
}

TEST_CASE_METHOD(Fixture, "a restart keeps the links; an engine that gives none out takes none") {
    const std::string token = told();
    play.restart();
    CHECK(look(token)->open);
    PlayOptions options;
    options.store = play.store_path();
    options.set_up = false;
    play.close();
    Play without{options};
    CHECK(read_link(without.engine(), token).error().kind == ErrorKind::not_found);
    CHECK(follow_link(without.engine(), token).error().kind == ErrorKind::not_found);
}

TEST_CASE_METHOD(Fixture, "who knows the secret still makes no link that no notice carried") {
    told();
    const auto secret = play.engine().parts().store->read().value()->meta("link_secret").value();
    REQUIRE(secret);
    core::LinkClaim claim = *core::read_token(token_to("s01@example.invalid"), *secret);
    CHECK(look(core::to_token(claim, *secret)).ok());
    core::LinkClaim longer = claim, other = claim, invented = claim;
    longer.expires += std::chrono::hours{24 * 365};
    other.person = "S02";
    invented.notice = "0-0-0-0";
    for (const core::LinkClaim& each : {longer, other, invented})
        CHECK(look(core::to_token(each, *secret)).error().kind == ErrorKind::not_found);
}

TEST_CASE_METHOD(Fixture, "a notice to a manager, a team box or a shared address has no link") {
    told();
    play.run_until("2026-10-05T09:00:00Z");
    CHECK(token_to("s03@example.invalid").empty());
    std::string staff = play_directory();
    for (const char* named : {"s01@", "s02@"}) staff.replace(staff.find(named), 4, "n03a@");
    REQUIRE(play.engine().import_directory(staff, "staff.csv", {"", "os:test", ""}).ok());
    play.open_case("A9002ZZ", "2026-12-07");
    play.run_until("2026-10-05T10:00:00Z");
    CHECK(token_to("n03a@example.invalid").empty());
}

}  // namespace throughgate::testing
