// SPDX-License-Identifier: MIT
// Goal: whatever a fuzzer once found stays mended. Method: every file of tests/fuzz/corpus/http,
// and each of them cut short at every place.
#include <filesystem>

#include "fuzz/http_fuzz.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate {

TEST_CASE("the corpus of requests is read without harm, whole and cut short") {
    const std::filesystem::path folder =
        std::filesystem::path(TG_SOURCE_DIR) / "tests/fuzz/corpus/http";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string text = testing::read_file(entry.path().string());
        INFO(entry.path());
        http::fuzz(text);
        for (std::size_t length = 0; length < text.size() && length < 400; ++length)
            http::fuzz(text.substr(0, length));
        ++files;
    }
    CHECK(files >= 30);
}

}  // namespace throughgate
