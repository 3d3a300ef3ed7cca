// SPDX-License-Identifier: MIT
// Goal: a fix takes its own fault away, brings no other error, and touches nothing else.
// Method: every fault that the tests of codes provoke, mended; and a table of words before and
// after.
#include <algorithm>

#include "support/catch.hpp"
#include "throughgate/authoring.hpp"
#include "unit/definition/provoked.hpp"
#include "unit/definition/support.hpp"

namespace throughgate {
namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";
constexpr const char* spine = "spine/pathway.yaml";

std::vector<DefinitionFile> edited(const std::string& path, const std::string& from,
                                   const std::string& to) {
    std::vector<DefinitionFile> files;
    for (auto& file : testing::edited(testing::small_files(), path, from, to))
        files.push_back({file.path, file.bytes});
    return files;
}

std::size_t count(const Review& review, const std::string& code) {
    return static_cast<std::size_t>(
        std::count_if(review.findings.begin(), review.findings.end(),
                      [&](const CheckFinding& each) { return each.diagnostic.code == code; }));
}

struct Mended {
    std::string code, path, wrong, written, right;
};

/// `written` is put where `wrong` stood, and becomes `right`.
const std::vector<Mended>& mended() {
    static const std::vector<Mended> all{
        {"TG0107", accommodation, "detained: on_hold", "detained: on_holt", "detained: on_hold"},
        {"TG0110", accommodation, "        do: Ask where", "        doo: Ask where",
         "        do: Ask where"},
        {"TG0113", accommodation, "stage: needed", "stage: neded", "stage: needed"},
        {"TG0203", accommodation, "asks: [address.kind]", "asks: [adress.kind]",
         "asks: [address.kind]"},
        {"TG0204", accommodation, "owner: acc_worker", "owner: acc_wroker", "owner: acc_worker"},
        {"TG0204", accommodation, "tell: from, class", "tell: form, class", "tell: from, class"},
        {"TG0307", accommodation, "{when: address.kind is own", "{when: adress.kind is own",
         "{when: address.kind is own"},
        {"TG0309", accommodation, "address.kind is not cas", "address.kind is not caz",
         "address.kind is not cas"},
        {"TG0111", accommodation, "zone: Europe/London\n", "", "zone: Europe/London\n"},
        {"TG0111", accommodation, "format: 1\n", "", "format: 1\n"},
        {"TG0111", spine, "calendar: england-and-wales\n", "", "calendar: england-and-wales\n"},
        {"TG0114", accommodation, "title: Accommodation\n", "title: No\n", "title: \"No\"\n"},
        {"TG0115", accommodation, "format: 1", "format: 2", "format: 1"},
        {"TG0318", accommodation, "due: 14 days before release", "due: R-14d",
         "due: 14 days before release"},
        {"TG0617", accommodation, "carries: {address.id: sensitive_da}",
         "carries: {check.police: victim}", "carries: {check.police: sensitive_da}"},
        {"TG0613", accommodation, "acknowledge: on reply", "acknowledge: 2 days after raised",
         "acknowledge: on reply"},
        {"TG0224", accommodation, "detained: on_hold", "detained: {to: on_hold, if_shut: stay}",
         "detained: {to: on_hold}"},
        {"TG0228", accommodation, "detained: on_hold", "detained: {internal: true, to: on_hold}",
         "detained: {to: on_hold}"},
        {"TG0243", accommodation, "        suspended: true\n",
         "        silent: true\n        suspended: true\n", "        suspended: true\n"},
        {"TG0404", accommodation, "        title: Refer to the council\n",
         "        title: Refer to the council\n        stage: needed\n",
         "        title: Refer to the council\n"},
        {"TG0209", accommodation,
         "              - {otherwise: stay, if_unknown: stay, because: checked and waiting for the "
         "bed}\n",
         "", "              - {otherwise: stay}\n"},
        {"TG0101", accommodation, "        title: Asking where", "\t\t\t\ttitle: Asking where",
         "        title: Asking where"},
    };
    return all;
}

std::string bytes_of(const std::vector<DefinitionFile>& files, const std::string& path) {
    for (const DefinitionFile& file : files)
        if (file.path == path) return file.bytes;
    return "";
}

TEST_CASE("what was written wrong is mended to what it should have been") {
    for (const Mended& each : mended()) {
        INFO(each.code << " " << each.written);
        const auto wrong = edited(each.path, each.wrong, each.written);
        const FixedDefinitions fixed = fix_definitions(wrong);
        CHECK(bytes_of(fixed.files, each.path).find(each.right) != std::string::npos);
        CHECK(count(review_definitions(wrong), each.code) > 0);
        CHECK(count(review_definitions(fixed.files), each.code) == 0);
        REQUIRE_FALSE(fixed.fixed.empty());
        CHECK(fixed.fixed.front().diagnostic.code == each.code);
    }
}

TEST_CASE("each fix takes its fault away and brings no error") {
    for (const definition::Provoked& each : definition::author_faults()) {
        INFO(each.code);
        const auto wrong = edited(each.path, each.from, each.to);
        const Review before = review_definitions(wrong);
        const FixedDefinitions fixed = fix_definitions(wrong);
        const Review after = review_definitions(fixed.files);
        CHECK(after.report.errors <= before.report.errors);
        for (const CheckFinding& gone : fixed.fixed)
            CHECK(count(after, gone.diagnostic.code) < count(before, gone.diagnostic.code));
    }
}

TEST_CASE("several faults are mended together, in all files") {
    auto files = edited(accommodation, "detained: on_hold", "detained: on_holt");
    for (DefinitionFile& file : files)
        if (file.path == spine)
            file.bytes.replace(file.bytes.find("elsewhere: outside_prison"), 25,
                               "elsewhere: outside_prisn ");
    const FixedDefinitions fixed = fix_definitions(files);
    CHECK(fixed.fixed.size() == 2);
    CHECK(review_definitions(fixed.files).findings.empty());
}

TEST_CASE("sound definitions are left as they are") {
    const auto files = edited(spine, "title: Release", "title: Release");
    const FixedDefinitions fixed = fix_definitions(files);
    CHECK(fixed.fixed.empty());
    CHECK(bytes_of(fixed.files, spine) == bytes_of(files, spine));
}

TEST_CASE("a file that others extend is not mended, and what they remove is not guessed") {
    auto files = edited(accommodation, "owner: acc_worker", "owner: acc_wroker");
    files.push_back({"site/pathway.yaml",
                     "format: 1\npathway: accommodation\nextends: accommodation/pathway.yaml\n"
                     "removes: [handoffs/H0]\n"});
    CHECK(count(review_definitions(files), "TG1604") == 1);
    const FixedDefinitions fixed = fix_definitions(files);
    CHECK(fixed.fixed.empty());
    CHECK(bytes_of(fixed.files, accommodation) == bytes_of(files, accommodation));
}

TEST_CASE("edits are taken in their order, and none that overlaps one before it") {
    CHECK(with_edits("abcdef", {{"", 4, 1, "E"}, {"", 0, 2, "A"}}) == "AcdEf");
    CHECK(with_edits("abcdef", {{"", 1, 3, "-"}, {"", 2, 1, "X"}}) == "a-ef");
    CHECK(with_edits("abc", {{"", 3, 0, "d"}, {"", 9, 1, "X"}}) == "abcd");
}

}  // namespace
}  // namespace throughgate
