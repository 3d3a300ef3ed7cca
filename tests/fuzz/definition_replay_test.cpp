// SPDX-License-Identifier: MIT
// Goal: whatever a fuzzer once found in reading, checking, fixing or laying out stays mended.
// Method: every file of tests/fuzz/corpus/definition, whole and cut short; the broken definitions
// of tests/golden; and the small ones.
#include <filesystem>

#include "fuzz/definition_fuzz.hpp"
#include "fuzz/format_fuzz.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate {
namespace {

int replay(const std::string& folder, std::size_t cuts) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(TG_SOURCE_DIR) / folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string text = testing::read_file(entry.path().string());
        INFO(entry.path());
        definition::fuzz(text);
        tooling::fuzz_format(text);
        for (std::size_t cut = 1; cut <= cuts; ++cut) {
            const std::string part = text.substr(0, text.size() * cut / (cuts + 1));
            definition::fuzz(part);
            tooling::fuzz_format(part);
        }
        ++files;
    }
    return files;
}

TEST_CASE("the corpus of definitions is read and laid out without harm, whole and cut short") {
    CHECK(replay("tests/fuzz/corpus/definition", 20) >= 20);
}

TEST_CASE("broken and sound definitions are laid out without harm, whole and cut short") {
    CHECK(replay("tests/golden/definition/broken", 2) >= 30);
    CHECK(replay("tests/support/definitions/small", 10) >= 5);
}

}  // namespace
}  // namespace throughgate
