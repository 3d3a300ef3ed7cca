// SPDX-License-Identifier: MIT
// What laying out promises over any bytes: its edits give its text; laid out twice is laid out
// once; what can be read means the same before and after; what cannot is left alone and told.
#include "fuzz/format_fuzz.hpp"

#include <cstdint>

#include "base/assert.hpp"
#include "definition/load.hpp"
#include "tooling/format.hpp"

namespace throughgate::tooling {
namespace {

/// Edits of one file, sorted and apart from each other.
std::string edited(std::string_view bytes, const std::vector<TextEdit>& edits) {
    std::string text;
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        TG_ASSERT_WITH(edit.offset >= at && edit.offset + edit.length <= bytes.size(), "apart");
        text.append(bytes.substr(at, edit.offset - at)).append(edit.text);
        at = edit.offset + edit.length;
    }
    return text.append(bytes.substr(at));
}

void same_definitions(const std::string& path, const std::string& before,
                      const std::string& after) {
    const definition::Loaded first = definition::load({{path, before}});
    const definition::Loaded second = definition::load({{path, after}});
    TG_ASSERT_WITH(first.clean() == second.clean(), path);
    TG_ASSERT_WITH(first.diagnostics.size() == second.diagnostics.size(), path);
    TG_ASSERT_WITH(first.charts.size() == second.charts.size(), path);
    for (std::size_t i = 0; i < first.charts.size(); ++i) {
        TG_ASSERT_WITH(first.charts[i]->behaviour == second.charts[i]->behaviour, path);
        TG_ASSERT_WITH(first.charts[i]->text == second.charts[i]->text, path);
    }
}

void one_path(const std::string& path, std::string_view text) {
    const std::string bytes(text);
    const Formatted once = format({path, bytes});
    TG_ASSERT_WITH(edited(text, once.edits) == once.bytes, path);
    TG_ASSERT_WITH(once.faults.empty() || once.edits.empty(), path);
    if (!once.faults.empty()) return;
    const Formatted twice = format({path, once.bytes});
    TG_ASSERT_WITH(twice.faults.empty() && twice.edits.empty(), path);
    if (!once.edits.empty()) same_definitions(path, bytes, once.bytes);
}

}  // namespace

void fuzz_format(std::string_view text) {
    one_path("place/pathway.yaml", text);
    one_path("place/some.test.yaml", text);
}

}  // namespace throughgate::tooling

#ifdef TG_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    throughgate::tooling::fuzz_format({reinterpret_cast<const char*>(data), size});
    return 0;
}
#endif
