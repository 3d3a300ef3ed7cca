// SPDX-License-Identifier: MIT
// Goal: what another system replies becomes the right verdict, in its own words.
// Method: the pure verdict as a table; the settings that are refused.
#include "record-http/options.hpp"
#include "record-http/reply.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>

namespace {

using record_http::answer_of;
using record_http::words_of;

std::string verdict(long status, const std::string& body, const std::string& fault = "") {
    const auto answer = answer_of({status, body, fault});
    const char* outcome = answer.outcome == throughgate_delivered ? "taken"
                          : answer.outcome == throughgate_failed  ? "refused"
                                                                  : "later";
    return std::string(outcome) + " | " + answer.detail;
}

std::string fault_of(const std::string& url, const std::string& token_file = "",
                     const std::string& timeout = "1000") {
    const std::vector<std::pair<std::string, std::string>> given = {
        {"url", url}, {"token_file", token_file}, {"ca_file", ""}, {"timeout_ms", timeout}};
    std::vector<throughgate_setting> settings;
    for (const auto& [name, value] : given)
        settings.push_back({throughgate::notifier::text(name), throughgate::notifier::text(value)});
    try {
        record_http::read_options(
            throughgate::notifier::Settings(settings.data(), settings.size()));
    } catch (const std::exception& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("what was taken is taken, a second time too") {
    CHECK(verdict(201, "{}") == "taken | taken, 201");
    CHECK(verdict(200, R"({"duplicate": true})") == "taken | taken, 200");
}

TEST_CASE("a refusal of the entry is for good, in the words of whoever refused") {
    CHECK(verdict(409, R"({"title": "Conflict", "detail": "the record is closed"})") ==
          "refused | answered 409: the record is closed");
    CHECK(verdict(404, R"({"userMessage": "no such person"})") ==
          "refused | answered 404: no such person");
    CHECK(verdict(422, "not \n acceptable") == "refused | answered 422: not   acceptable");
    for (const long status : {400, 410, 413}) CHECK(verdict(status, "").starts_with("refused"));
}

TEST_CASE("what says nothing about the entry is tried again") {
    for (const long status : {301, 401, 403, 408, 425, 429, 500, 502, 503, 504})
        CHECK(verdict(status, "").starts_with("later | answered " + std::to_string(status)));
    CHECK(verdict(0, "", "Timeout was reached") == "later | no answer: Timeout was reached");
}

TEST_CASE("words are short, on one line, and survive any body") {
    CHECK(words_of(R"({"detail": "a \"quoted\" word"})") == R"(a "quoted" word)");
    CHECK(words_of(R"({"detail":})") == R"({"detail":})");
    CHECK(words_of(R"({"detail": "never closed)") == "never closed");
    CHECK(words_of("\"detail\"") == "\"detail\"");
    CHECK(words_of(std::string(5000, 'x')).size() == 300);
    CHECK(words_of("") == "");
}

TEST_CASE("settings that cannot be right are refused with what to write") {
    CHECK(fault_of("https://record.example.invalid/contacts") == "");
    CHECK(fault_of("http://127.0.0.1:8081/contacts") == "");
    CHECK(fault_of("http://localhost/contacts") == "");
    CHECK(fault_of("ftp://x") == "url: write https://host/path");
    CHECK(fault_of("http://record.example.invalid/contacts") ==
          "url: entries about people cross a network over TLS only; write https://");
    CHECK(fault_of("https://me:secret@x/") ==
          "url: names and passwords do not belong here; use token_file");
    CHECK(fault_of("https://x/", "/no/such/file") ==
          "token_file: '/no/such/file' is empty or cannot be read");
    CHECK(fault_of("https://x/", "", "5") == "timeout_ms: write a whole number from 100 to 28000");
}

TEST_CASE("a token is read from its file without its line end") {
    throughgate::testing::TemporaryFolder folder;
    std::ofstream(folder / "token") << "abc123\n";
    std::ofstream(folder / "broken") << "abc 123\n";
    CHECK(fault_of("https://x/", folder / "token") == "");
    CHECK(fault_of("https://x/", folder / "broken") == "token_file: the token holds a space");
}
