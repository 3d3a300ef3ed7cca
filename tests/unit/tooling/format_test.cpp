// SPDX-License-Identifier: MIT
// Goal: laying out makes files alike, keeps every comment and unknown key, is done once, and never
// changes what a file means. Method: words before and after; then the shipped and small
// definitions, as they are and with their layout disturbed at random, compiled before and after.
#include <algorithm>
#include <random>

#include "definition/load.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "tooling/format.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::tooling {
namespace {

using definition::SourceFile;

std::string after(const std::string& bytes, const std::string& path = "common/roles.yaml") {
    return format({path, bytes}).bytes;
}

TEST_CASE("indentation is two spaces a level, and lists stand below their key") {
    CHECK(after("common: a\nfacts:\n     prison: {text: 3}\n") ==
          "common: a\nfacts:\n  prison: {text: 3}\n");
    CHECK(after("format: 1\npathway: p\nstrands:\n s:\n  states:\n   a:\n    always:\n"
                "    -   {when: x, to: b}\n    - to: c\n",
                "p/pathway.yaml") ==
          "format: 1\npathway: p\nstrands:\n  s:\n    states:\n      a:\n        always:\n"
          "          - {when: x, to: b}\n          - to: c\n");
}

TEST_CASE("keys stand in the order of the reference, ids in that of the author") {
    CHECK(after("roles:\n  spo: {label: S}\n  ro: {label: R}\ncommon: a\nformat: 1\n") ==
          "format: 1\ncommon: a\nroles:\n  spo: {label: S}\n  ro: {label: R}\n");
}

TEST_CASE("comments go with the key that they stand above, unknown keys with the one before") {
    CHECK(after("# the file\n\n# of the roles\nroles:\n  # of ro\n  ro: {label: R}  # tail\n"
                "stripes: 3\ncommon: a\nformat: 1\n# end\n") ==
          "# the file\n\nformat: 1\n# end\ncommon: a\n# of the roles\nroles:\n  # of ro\n"
          "  ro: {label: R}  # tail\nstripes: 3\n");
}

TEST_CASE("spaces are tidied in brackets, at line ends and in runs of empty lines") {
    CHECK(after("common: a   \n\n\n\nroles:\n  ro: {  label:   R ,side: community }   # why\n\n") ==
          "common: a\n\nroles:\n  ro: {label: R, side: community}   # why\n");
    CHECK(after("common: a\nroles:\n  ro:     {label: R}\n  duty:   {label: D}\n") ==
          "common: a\nroles:\n  ro:     {label: R}\n  duty:   {label: D}\n");  // a table stays one
    CHECK(after("common: a\r\nroles: {}\r\n") == "common: a\nroles: {}\n");
}

TEST_CASE("texts of several lines keep their words and move with their key") {
    CHECK(after("common: a\nmessages:\n    m:\n        subject: S\n        body: |\n"
                "             One\n               deeper\n\n             two\n") ==
          "common: a\nmessages:\n  m:\n    subject: S\n    body: |\n      One\n        deeper\n\n"
          "      two\n");
    const std::string numbered =
        "common: a\nmessages:\n  m:\n    body: |2\n        deep\n      a\n";
    CHECK(after(numbered) == numbered);
}

TEST_CASE("a file that cannot be read is told and left alone") {
    const Formatted formatted = format({"a.yaml", "common: [\n"});
    CHECK(formatted.edits.empty());
    CHECK(formatted.bytes == "common: [\n");
    REQUIRE_FALSE(formatted.faults.empty());
    CHECK(formatted.faults.front().code == "TG0101");
}

TEST_CASE("edits are of whole lines and as few as they can be") {
    const auto edits = format({"a.yaml", "common: a\nroles:\n   ro: {label: R}\nx: 1\n"}).edits;
    REQUIRE(edits.size() == 1);
    CHECK(edits.front() == TextEdit{"a.yaml", 17, 18, "  ro: {label: R}\n"});
}

// --- the same before and after
// --------------------------------------------------------------------
std::string edited(const std::string& bytes, const std::vector<TextEdit>& edits) {
    return with_edits(bytes, edits);
}

std::vector<SourceFile> laid_out_all(const std::vector<SourceFile>& files) {
    std::vector<SourceFile> done;
    for (const SourceFile& file : files) {
        const Formatted once = format(file);
        INFO(file.path);
        CHECK(once.faults.empty());
        CHECK(edited(file.bytes, once.edits) == once.bytes);
        CHECK(format({file.path, once.bytes}).edits.empty());
        done.push_back({file.path, once.bytes});
    }
    return done;
}

/// Behaviour and text of everything that is compiled.
std::vector<Digest> hashes(const std::vector<SourceFile>& files) {
    const definition::Loaded loaded = definition::load(files);
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    std::vector<Digest> all;
    for (const auto& each : loaded.set.current)
        all.insert(all.end(), {each->behaviour, each->text});
    for (const auto& each : loaded.charts) all.insert(all.end(), {each->behaviour, each->text});
    return all;
}

TEST_CASE("the shipped workflows mean the same after they are laid out") {
    std::vector<SourceFile> files = testing::files_below(std::string(TG_SOURCE_DIR) + "/workflows");
    std::erase_if(files, [](const SourceFile& file) { return file.path.ends_with(".test.yaml"); });
    CHECK(hashes(laid_out_all(files)) == hashes(files));
}

/// Disturbs the layout of one line of a file: deeper, spaced out, with a comment or empty lines.
void disturb(std::string& bytes, std::mt19937& random) {
    const auto upto = [&](std::size_t most) { return std::size_t{random()} % most; };
    std::size_t at = upto(bytes.size());
    at = bytes.find('\n', at);
    if (at == std::string::npos) return;
    switch (upto(5)) {
        case 0: bytes.insert(at, "   "); break;
        case 1: bytes.insert(at, "\n\n\n"); break;
        case 2: bytes.insert(at, "\n# a remark"); break;
        case 3: bytes.insert(at, "\r"); break;
        default:
            if (const std::size_t comma = bytes.find(", ", at); comma != std::string::npos)
                bytes.replace(comma, 2, " ,   ");
    }
}

/// Every line twice as deep.
std::string deeper(const std::string& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
        const std::size_t words = std::min(bytes.find_first_not_of(' ', at), end);
        text += std::string(2 * (words - at), ' ') + bytes.substr(words, end - words);
        at = end;
    }
    return text;
}

TEST_CASE("small definitions with a disturbed layout mean the same after they are laid out") {
    const std::vector<SourceFile> sound = testing::small_files();
    const std::vector<Digest> wanted = hashes(sound);
    std::mt19937 random(8);
    int tried = 0;
    for (int run = 0; run < 40; ++run) {
        std::vector<SourceFile> files = sound;
        for (SourceFile& file : files) {
            if (run % 4 == 0) file.bytes = deeper(file.bytes);
            for (int i = 0; i < 2; ++i) disturb(file.bytes, random);
        }
        const definition::Loaded loaded = definition::load(files);
        if (!loaded.clean() || hashes(files) != wanted)
            continue;  // the disturbance meant something
        ++tried;
        CHECK(hashes(laid_out_all(files)) == wanted);
    }
    CHECK(tried > 10);
}

}  // namespace
}  // namespace throughgate::tooling
