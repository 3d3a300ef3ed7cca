// SPDX-License-Identifier: MIT
// Goal: a staff directory keeps every usable row and says what is wrong with the others.
// Method: small CSV texts with one fault each.
#include "exchange/directory.hpp"

#include <algorithm>

#include "exchange/csv.hpp"
#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

const std::string header =
    "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n";

DirectoryImport read(const std::string& rows) { return read_directory(header + rows, "s.csv"); }

bool has_problem(const DirectoryImport& import, const std::string& place) {
    return std::any_of(import.problems.begin(), import.problems.end(),
                       [&](const QualityItem& item) { return item.place == place; });
}

}  // namespace

TEST_CASE("a clean directory comes in sorted by id with roles, links and absences") {
    const DirectoryImport import = read(
        "S02,Officer Birch,birch@example.org,birch,ro duty_officer,N03ZA1,S01,S09,2026-10-01,"
        "2026-10-09,person\n"
        "S01,\"Aspen, Officer\",,,ro,N03ZA1,,S09,,,\n"
        "S09,Officer Elm,elm@example.org,,spo,N03ZA1,,,,,person\n"
        "B01,Team box,box@example.org,,,N03ZA1,,,,,box\n");
    CHECK(import.problems.empty());
    CHECK(import.rejects.empty());
    CHECK_FALSE(import.unreadable);
    const Directory& directory = import.directory;
    REQUIRE(directory.members.size() == 4);
    CHECK(directory.members.front().id == "B01");
    CHECK(directory.members.front().box);
    const StaffMember* birch = directory.find("S02");
    REQUIRE(birch != nullptr);
    CHECK(birch->roles == std::vector<Symbol>{Symbol::of("duty_officer"), Symbol::of("ro")});
    CHECK(birch->deputy == "S01");
    CHECK(birch->absent_from == parse_date("2026-10-01"));
    CHECK(birch->absent_until == parse_date("2026-10-09"));
    CHECK(directory.find("S01")->name == "Aspen, Officer");
    CHECK(directory.find("S01")->email.empty());
}

TEST_CASE("columns may stand in any order and the optional ones may be missing") {
    const DirectoryImport import =
        read_directory("team,roles,name,id\nZZA,reception,Officer Oak,P01\n", "s.csv");
    CHECK_FALSE(import.unreadable);
    CHECK(import.problems.empty());
    REQUIRE(import.directory.members.size() == 1);
    CHECK(import.directory.members.front().team == "ZZA");
}

TEST_CASE(
    "days that are worked and notices that are not wanted are read, and what is not known told") {
    const DirectoryImport import = read_directory(
        "id,name,roles,team,works,opt_out\n"
        "S1,Officer Oak,ro,N1,mon Tue thu,info\n"
        "S2,Officer Elm,ro,N1,,\n"
        "S3,Officer Fir,ro,N1,mon someday,action\n",
        "s.csv");
    const Directory& directory = import.directory;
    CHECK(directory.find("S1")->works == 0x0b);
    CHECK(directory.find("S1")->no_info);
    CHECK(directory.find("S2")->works == 0x7f);
    CHECK_FALSE(directory.find("S2")->no_info);
    CHECK(directory.find("S3")->works == 0x7f);
    CHECK_FALSE(directory.find("S3")->no_info);
    CHECK(has_problem(import, "s.csv:4, works"));
    CHECK(has_problem(import, "s.csv:4, opt_out"));
}

TEST_CASE("a header that lacks a compulsory column makes the file unreadable") {
    const DirectoryImport import = read_directory("id,name,team\nP01,Officer Oak,ZZA\n", "s.csv");
    REQUIRE(import.unreadable.has_value());
    CHECK(import.unreadable->message == "s.csv:1:1: the header has no column roles");
    CHECK(read_directory("", "s.csv").unreadable.has_value());
}

TEST_CASE("columns nobody reads and columns twice are told") {
    const DirectoryImport import = read_directory(
        "id,name,roles,team,shoe,name\nP01,Officer Oak,reception,ZZA,9,x\n", "s.csv");
    CHECK(import.problems.size() == 2);
    CHECK(import.directory.members.front().name == "Officer Oak");
}

TEST_CASE("rows without a usable id, or with one twice, are rejected with their line") {
    const DirectoryImport import = read(
        ",Officer Oak,,,ro,ZZA,,,,,\n"
        "P 1,Officer Oak,,,ro,ZZA,,,,,\n"
        "P01,Officer Oak,,,ro,ZZA,,,,,\n"
        "P01,Officer Yew,,,ro,ZZA,,,,,\n");
    REQUIRE(import.rejects.size() == 3);
    CHECK(import.rejects[0].place == "s.csv:2");
    CHECK(import.rejects[2].reason == "same id as line 4");
    CHECK(import.rejects[2].raw == "P01,Officer Yew,,,ro,ZZA,,,,,");
    CHECK(import.directory.find("P01")->name == "Officer Oak");
}

TEST_CASE("links to nobody, to oneself or to a box are emptied and told") {
    const DirectoryImport import = read(
        "P01,Officer Oak,,,ro,ZZA,P77,P01,,,\n"
        "P02,Officer Yew,,,ro,ZZA,B01,P01,,,\n"
        "B01,Box,,,,ZZA,,,,,box\n");
    CHECK(has_problem(import, "s.csv:2, deputy"));
    CHECK(has_problem(import, "s.csv:2, manager"));
    CHECK(has_problem(import, "s.csv:3, deputy"));
    CHECK(import.directory.find("P01")->deputy.empty());
    CHECK(import.directory.find("P02")->deputy.empty());
    CHECK(import.directory.find("P02")->manager == "P01");
}

TEST_CASE("a circle of managers is cut once, wherever one enters it") {
    const DirectoryImport import = read(
        "P00,Officer Ash,,,ro,ZZA,,P01,,,\n"
        "P01,Officer Oak,,,ro,ZZA,,P02,,,\n"
        "P02,Officer Yew,,,ro,ZZA,,P03,,,\n"
        "P03,Officer Elm,,,ro,ZZA,,P01,,,\n");
    CHECK(import.problems.size() == 1);
    CHECK(has_problem(import, "s.csv:5, manager"));
    CHECK(import.directory.find("P03")->manager.empty());
    CHECK(import.directory.find("P02")->manager == "P03");
}

TEST_CASE("bad cells are emptied and told, and the row stays") {
    const DirectoryImport import = read(
        "P01,Officer Oak,not an address,,ro RO! x/y,ZZA,,,2026-02-30,soon,robot\n"
        "P02,Officer Yew,yew@example.org,,,ZZA,,,2026-05-09,2026-05-01,person\n"
        "P03,Officer Elm,elm@a@b,login,ro,ZZA,,,,,\n"
        "P04,Officer Fir,,login,ro,ZZA,,,,,\n");
    for (const auto* place : {"s.csv:2, email", "s.csv:2, roles", "s.csv:2, absent_from",
                              "s.csv:2, absent_until", "s.csv:2, kind", "s.csv:3, roles",
                              "s.csv:3, absent_until", "s.csv:4, email", "s.csv:5, login"}) {
        CAPTURE(place);
        CHECK(has_problem(import, place));
    }
    CHECK(import.directory.members.size() == 4);
    CHECK(import.directory.find("P01")->roles == std::vector<Symbol>{Symbol::of("ro")});
    CHECK_FALSE(import.directory.find("P02")->absent_from.has_value());
    CHECK(import.directory.find("P04")->login.empty());
}

TEST_CASE("an address that could smuggle a header is no address") {
    const DirectoryImport import =
        read("P01,Officer Oak,\"a@example.org\nBcc: b@example.org\",,ro,ZZA,,,,,\n");
    CHECK(import.directory.find("P01")->email.empty());
    CHECK(has_problem(import, "s.csv:2, email"));
}

TEST_CASE("short and long rows are kept and told") {
    const DirectoryImport import = read(
        "P01,Officer Oak,,,ro,ZZA\n"
        "P02,Officer Yew,,,ro,ZZA,,,,,,surplus\n");
    CHECK(has_problem(import, "s.csv:2"));
    CHECK(has_problem(import, "s.csv:3"));
    CHECK(import.directory.members.size() == 2);
}

TEST_CASE("a second box of a team is told") {
    const DirectoryImport import = read("B01,Box,,,,ZZA,,,,,box\nB02,Box,,,,ZZA,,,,,box\n");
    CHECK(has_problem(import, "s.csv:3, kind"));
    CHECK(import.directory.members.size() == 2);
}

TEST_CASE("no more than 200 different roles are taken from one file") {
    std::string rows;
    for (int i = 0; i < 210; ++i)
        rows += "P" + std::to_string(i) + ",Officer Oak,,,bounded_role_" + std::to_string(i) +
                ",ZZA,,,,,\n";
    const DirectoryImport import = read(rows);
    CHECK(import.directory.members.size() == 210);
    CHECK(has_problem(import, "s.csv:211, roles"));
    CHECK_FALSE(has_problem(import, "s.csv:201, roles"));
    CHECK_FALSE(Symbol::find("bounded_role_205").has_value());
}

TEST_CASE("CSV keeps quotes, commas, line ends and blank lines apart") {
    const CsvTable table = read_csv("a,\"b, \"\"c\"\"\"\r\n\r\n\"two\nlines\",\rlast");
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].cells == std::vector<std::string>{"a", "b, \"c\""});
    CHECK(table.rows[1].cells == std::vector<std::string>{"two\nlines", ""});
    CHECK(table.rows[1].line == 3);
    CHECK(table.rows[2].cells == std::vector<std::string>{"last"});
    CHECK(table.rows[2].line == 5);
    CHECK(table.open_quote_line == 0);
}

TEST_CASE("a quote left open makes the file unreadable and names its line") {
    const DirectoryImport import = read("P01,\"Officer Oak,,,ro,ZZA\n");
    REQUIRE(import.unreadable.has_value());
    CHECK(import.unreadable->message.starts_with("s.csv:2:1: a quote opened here"));
}

TEST_CASE("text after a closing quote is told") {
    CHECK(has_problem(read("P01,\"Officer\" Oak,,,ro,ZZA,,,,,\n"), "s.csv:2"));
}

}  // namespace throughgate::exchange
