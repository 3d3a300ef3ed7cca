// SPDX-License-Identifier: MIT
// Goal: whatever a fuzzer once found stays mended. Method: every file of tests/fuzz/corpus/rules,
// and each of them cut short at every place.
#include <filesystem>

#include "fuzz/rules_fuzz.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate {

TEST_CASE("the corpus of rules is read without harm, whole and cut short") {
    const std::filesystem::path folder =
        std::filesystem::path(TG_SOURCE_DIR) / "tests/fuzz/corpus/rules";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string text = testing::read_file(entry.path().string());
        INFO(entry.path());
        rules::fuzz(text);
        for (std::size_t length = 0; length < text.size() && length < 400; ++length)
            rules::fuzz(text.substr(0, length));
        ++files;
    }
    CHECK(files >= 60);
}

}  // namespace throughgate
