// SPDX-License-Identifier: MIT
// Goal: every sentence that an import says stays as it was looked at, and none repeats a value.
// Method: the dirty files beside this one are read and all that is said about them is compared.
#include "exchange/directory.hpp"
#include "exchange/events.hpp"
#include "exchange/prisoners.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::exchange {
namespace {

using testing::check_golden;
using testing::read_repository_file;

std::string input(const std::string& name) {
    return read_repository_file("tests/golden/exchange/" + name);
}

std::string page(const std::vector<QualityItem>& items) {
    std::string text;
    for (const QualityItem& item : items) text += item.place + ": " + item.problem + '\n';
    return text;
}

std::string page(std::string_view title, const std::vector<Reject>& rejects) {
    std::string text = "\n" + std::string(title) + "\n";
    for (const Reject& reject : rejects) text += reject.place + ": " + reject.reason + '\n';
    return text;
}

}  // namespace

TEST_CASE("what is said about a dirty extract stays as it is") {
    const PrisonerImport import = read_prisoners(input("dirty-prisoners.json"), "prisoners.json",
                                                 *parse_instant("2026-09-28T09:00:00Z"));
    std::string text;
    for (const ImportedPerson& person : import.people) text += page(person.quality);
    text += page("rejected", import.rejects);
    check_golden("exchange/dirty-prisoners.txt", text);
    for (const auto* value : {"PERSON-FIVE", "Robot", "LONGID", "2099", "Unallocated Staff"})
        CHECK(text.find(value) == std::string::npos);
}

TEST_CASE("what is said about a dirty directory stays as it is") {
    const DirectoryImport import = read_directory(input("dirty-directory.csv"), "directory.csv");
    const std::string text = page(import.problems) + page("rejected", import.rejects);
    check_golden("exchange/dirty-directory.txt", text);
    for (const auto* value : {"Officer", "P99", "RO!", "oak"})
        CHECK(text.find(value) == std::string::npos);
}

TEST_CASE("what is said about a dirty feed stays as it is") {
    const EventImport import = read_events(input("dirty-events.jsonl"), "events.jsonl");
    const std::string text = page(import.problems) + page("rejected", import.rejects) +
                             page("unhandled", import.unhandled);
    check_golden("exchange/dirty-events.txt", text);
    CHECK(text.find("A9001ZZ") == std::string::npos);
}

}  // namespace throughgate::exchange
