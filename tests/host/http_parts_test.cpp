// SPDX-License-Identifier: MIT
// Goal: the pure parts of the HTTP API: shapes, targets, tokens, traces, problems.
// Method: values in, values out.
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "host/http/crypto.hpp"
#include "host/http/event_stream.hpp"
#include "host/http/openapi.hpp"
#include "host/http/problem.hpp"
#include "host/http/reads.hpp"
#include "host/http/request_check.hpp"
#include "host/http/router.hpp"
#include "host/http/shapes.hpp"
#include "host/http/token_file.hpp"
#include "host/http/trace.hpp"
#include "host/http/trusted_proxies.hpp"
#include "support/catch.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::http;

std::string faults_of(const ShapePointer& shape, const char* text) {
    std::vector<Fault> faults;
    check(*shape, boost::json::parse(text), "", faults);
    std::string all;
    for (const Fault& each : faults) all += each.where + " " + each.message + "\n";
    return all;
}

TEST_CASE("whoever asks is the other end, unless that is a proxy on this machine") {
    const TrustedProxies proxies;
    CHECK(proxies.client_of("203.0.113.9", "") == "203.0.113.9");
    CHECK(proxies.client_of("203.0.113.9", "198.51.100.7") == "203.0.113.9");
    CHECK(proxies.client_of("127.0.0.1", "198.51.100.7, 203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("::1", "2001:db8::9") == "2001:db8::9");
    CHECK(proxies.client_of("::ffff:127.0.0.1", "203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("127.0.0.2", "203.0.113.9") == "127.0.0.2");
}

TEST_CASE("the way back through our own proxies ends at the first that is none of them") {
    const auto proxies = TrustedProxies::read({"10.1.0.0/16", "fd00::/8", "192.0.2.4"});
    REQUIRE(proxies.ok());
    CHECK(proxies->client_of("10.1.2.3", "6.6.6.6, 203.0.113.9, 192.0.2.4, fd12::1") ==
          "203.0.113.9");
    CHECK(proxies->client_of("10.2.0.1", "203.0.113.9") == "10.2.0.1");
    CHECK(proxies->client_of("192.0.2.5", "203.0.113.9") == "192.0.2.5");
    CHECK(proxies->client_of("10.1.2.3", "10.1.9.9") == "10.1.9.9");
    CHECK(proxies->client_of("10.1.2.3", "203.0.113.9, somebody") == "10.1.2.3");
    CHECK(proxies->client_of("10.1.2.3", "") == "10.1.2.3");
}

TEST_CASE("a range of proxies that is none is refused by name") {
    for (const char* wrong : {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "fd00::/129", "10.0.0/8"}) {
        INFO(wrong);
        const auto refused = TrustedProxies::read({"10.1.2.3", wrong});
        REQUIRE(!refused.ok());
        CHECK(refused.error().kind == ErrorKind::invalid);
        CHECK(refused.error().subject == "--trusted-proxy");
    }
    const auto all = TrustedProxies::read({"0.0.0.0/0"});
    CHECK(all->client_of("203.0.113.9", "198.51.100.7") == "198.51.100.7");
}

TEST_CASE("a page of the log of reads holds whole lines, however many cases they name") {
    const auto reads = [](std::initializer_list<std::uint64_t> numbers) {
        std::vector<ReadEntry> entries;
        for (const std::uint64_t number : numbers) entries.emplace_back().number = number;
        return entries;
    };
    auto three = reads({1, 2, 2, 2, 3});
    REQUIRE_FALSE(cut_to_lines(three, 3));
    REQUIRE(three.size() == 5);
    REQUIRE(cut_to_lines(three, 2));
    REQUIRE(three.back().number == 2);
    REQUIRE(three.size() == 4);
    REQUIRE(cut_to_lines(three, 1));
    REQUIRE(three.size() == 1);
    auto none = reads({});
    REQUIRE_FALSE(cut_to_lines(none, 1));
}

TEST_CASE("a value that has its shape has no faults") {
    REQUIRE(
        faults_of(shapes::event(), R"({"event":"x","fields":{"a":1,"b":null,"c":true}})").empty());
}

TEST_CASE("a member that is not declared names the nearest that is") {
    REQUIRE(faults_of(shapes::event(), R"({"event":"x","feilds":{}})") ==
            "/feilds there is no such member; did you mean 'fields'?\n");
}

TEST_CASE("every fault of a value is told, each with its pointer") {
    const std::string all = faults_of(shapes::correction(), R"({"sequence":0,"on_behalf_of":1})");
    REQUIRE(all.find("/sequence must be at least 1") != all.npos);
    REQUIRE(all.find("/on_behalf_of must be text") != all.npos);
    REQUIRE(all.find("/reason is missing") != all.npos);
}

TEST_CASE("a body of a million faults is not looked through") {
    boost::json::object body;
    for (int i = 0; i < 20000; ++i) body["unknown" + std::to_string(i)] = i;
    boost::json::array items(20000, body.begin()->value());
    std::vector<Fault> faults;
    check(*shapes::event(), body, "", faults);
    REQUIRE(faults.size() == limits::faults_told + 1);
    faults.clear();
    check(*shapes::bulk(), boost::json::object{{"items", items}}, "", faults);
    REQUIRE(faults.size() <= limits::faults_told + 1);
    const Problem problem = invalid(std::vector<Fault>(51, {"/x", "is wrong"}));
    REQUIRE(problem.detail == "more than 50 faults; `errors` lists the first");
    REQUIRE(problem.faults.size() == 50);
}

TEST_CASE("numbers below zero, too large or not whole are refused") {
    const ShapePointer shape = number(1, 10);
    REQUIRE(faults_of(shape, "10").empty());
    for (const char* wrong : {"0", "11", "-1", "1.5", "\"3\"", "18446744073709551615"})
        REQUIRE_FALSE(faults_of(shape, wrong).empty());
    REQUIRE(fault_of_text(*shape, "7").empty());
    for (const char* wrong : {"", "0", "-1", "7 ", "seven", "99999999999999999999999"})
        REQUIRE_FALSE(fault_of_text(*shape, wrong).empty());
}

TEST_CASE("null in a schema is said in the way of each OpenAPI version") {
    const ShapePointer shape = or_null(instant());
    REQUIRE(schema_of(*shape, OpenApiVersion::v3_1).at("type").as_array().size() == 2);
    REQUIRE(schema_of(*shape, OpenApiVersion::v3_0).at("type").as_string() == "string");
    REQUIRE(schema_of(*shape, OpenApiVersion::v3_0).at("nullable").as_bool());
}

TEST_CASE("targets are decoded, and those that cannot be are refused") {
    const auto target = read_target("/a%2Fb/c?x=1%202&y=a+b");
    REQUIRE(target);
    REQUIRE(target->segments == std::vector<std::string>{"a/b", "c"});
    REQUIRE(target->query[0].second == "1 2");
    REQUIRE(target->query[1].second == "a b");
    for (const char* wrong : {"", "*", "http://x/", "/%zz", "/a\nb", "/%00", "/a?b=%0a"})
        REQUIRE_FALSE(read_target(wrong));
}

TEST_CASE("a literal segment wins over a parameter, and other methods are named") {
    Route find;
    find.method = "POST";
    find.path = "/cases/find";
    find.operation = "find";
    Route show = find;
    show.method = "GET";
    show.path = "/cases/{case}";
    show.operation = "show";
    const Router router({show, find});
    REQUIRE(router.find("POST", *read_target("/cases/find")).route->operation == "find");
    REQUIRE(router.find("GET", *read_target("/cases/find")).path.at("case") == "find");
    REQUIRE(router.find("PUT", *read_target("/cases/x")).allowed == "GET");
    REQUIRE(router.find("GET", *read_target("/cases/")).route == nullptr);
    REQUIRE(router.find("GET", *read_target("/cases/x/y")).allowed.empty());
}

TEST_CASE("only a strong tag of a version is one") {
    REQUIRE(version_of_tag("\"12\"") == 12u);
    for (const char* wrong : {"", "12", "\"\"", "W/\"12\"", "\"12", "\"x\"", "\"1\", \"2\""})
        REQUIRE_FALSE(version_of_tag(wrong));
}

TEST_CASE("a token opens its own record and no other") {
    const NewToken one = make_token({}, Instant{});
    const NewToken other = make_token({}, Instant{});
    const auto parts = split_token(one.text);
    REQUIRE(parts);
    REQUIRE(parts->id == one.record.id);
    REQUIRE(opens(one.record, parts->secret));
    REQUIRE_FALSE(opens(other.record, parts->secret));
    for (const char* wrong : {"", "tg_", "tg_0123456789ab", "xx_0123456789ab_secret"})
        REQUIRE_FALSE(split_token(wrong));
}

TEST_CASE("scrypt gives what RFC 7914 says of the same cost") {
    REQUIRE(hex(scrypt("pleaseletmein", "SodiumChloride")) ==
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
}

TEST_CASE("a traceparent goes on when it is one, else a new trace begins") {
    const std::string id = "4bf92f3577b34da6a3ce929d0e0e4736";
    REQUIRE(trace_of("00-" + id + "-00f067aa0ba902b7-01").id == id);
    REQUIRE(trace_of("cc-" + id + "-00f067aa0ba902b7-01-what-later-versions-add").id == id);
    for (const char* wrong :
         {"", id.c_str(), "00-zz", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"})
        REQUIRE(trace_of(wrong).id != id);
}

TEST_CASE("what an event stream holds is taken once, and its end after it") {
    EventStream stream;
    int rung = 0;
    CHECK(stream.take([&] { ++rung; }).text.empty());
    CHECK(stream.push("one"));
    CHECK(stream.push("two"));
    CHECK(rung == 1);
    stream.finish();
    const auto taken = stream.take([] {});
    CHECK(taken.text == "onetwo");
    CHECK(taken.ended);
    CHECK_FALSE(stream.push("three"));
}

TEST_CASE("an event stream whose reader is too slow is closed") {
    EventStream stream;
    const std::string piece(limits::stream_bytes / 2 + 1, 'x');
    CHECK(stream.push(piece));
    CHECK_FALSE(stream.push(piece));
    CHECK(stream.take([] {}).ended);
}

TEST_CASE("every code of a problem stands in the page for callers") {
    std::ifstream file(std::string(TG_SOURCE_DIR) + "/docs/embed/http-api.md");
    std::ostringstream page;
    page << file.rdbuf();
    std::set<std::string_view> codes;
    for (const ProblemKind& kind : problem_kinds()) {
        INFO(kind.code);
        REQUIRE(codes.insert(kind.code).second);
        REQUIRE(page.str().find("| `" + std::string(kind.code) + "` | " +
                                std::to_string(kind.status) + " |") != std::string::npos);
    }
}

}  // namespace
