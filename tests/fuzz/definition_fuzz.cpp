// SPDX-License-Identifier: MIT
// What reading and checking promise over any bytes: no crash, an answer in bounded time, faults
// with a known code at a place in the file, and fixes that stay inside it. The file is read beside
// a small common file and a calendar, so that names can be found; and beside a pathway that it may
// extend, when it does.
#include "fuzz/definition_fuzz.hpp"

#include <algorithm>
#include <cstdint>

#include "base/assert.hpp"
#include "definition/codes.hpp"
#include "definition/load.hpp"
#include "tooling/fix.hpp"
#include "tooling/source_text.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* shared = R"(format: 1
common: shared
facts:
  release: {date: true}
  nation: {choice: [england, wales]}
  supervised: {truth: true}
  count: {number: true}
roles:
  ro: {side: community, label: Officer, assigned: true, manager: spo}
  spo: {side: community, label: Manager}
  pom: {side: prison, label: Prison officer, manager: spo}
  police: {side: outside, label: Police}
ladders:
  state: {late: {at: due, tell: owner, class: action, message: late}}
messages:
  late: {subject: "{{case.reference}}", body: "{{state.do}} {{link}}"}
)";

constexpr const char* days = R"(format: 1
calendar: days
version: "1"
weekend: [saturday, sunday]
known_until: 2030-12-31
)";

constexpr const char* extended = R"(format: 1
pathway: place
title: Place
common: [shared]
calendar: days
zone: Europe/London
handoffs:
  H1:
    title: Ask the police
    from: ro
    to: police
    acknowledge: 2 working days after raised
    complete: 10 working days after raised
strands:
  line:
    title: Line
    start: a
    states:
      a:
        title: A
        stage: needed
        owner: ro
        do: Look.
        due: 5 days after entry
        opens: [H1]
        events: {go: b}
      b: {title: B, stage: closed, final: true, outcome: done}
)";

void check_place(const Diagnostic& diagnostic, const SourceFile& file) {
    TG_ASSERT_WITH(find_code(diagnostic.code) != nullptr, diagnostic.code);
    TG_ASSERT_WITH(!diagnostic.message.empty(), diagnostic.code);
    TG_ASSERT_WITH(!format_diagnostic(diagnostic).empty(), diagnostic.code);
    if (diagnostic.place.file != file.path) return;
    const auto lines = std::count(file.bytes.begin(), file.bytes.end(), '\n') + 1;
    TG_ASSERT_WITH(diagnostic.place.line <= lines + 1, diagnostic.code);
}

void check_fix(const Fix& fix, const SourceFile& file) {
    for (const TextEdit& edit : fix.edits)
        TG_ASSERT_WITH(edit.file != file.path || edit.offset + edit.length <= file.bytes.size(),
                       fix.title);
}

}  // namespace

void fuzz(std::string_view text) {
    std::vector<SourceFile> files{{"common/shared.yaml", shared},
                                  {"common/calendars/days.yaml", days}};
    if (text.find("extends") != text.npos) files.push_back({"base/place/pathway.yaml", extended});
    files.push_back({"place/pathway.yaml", std::string(text)});
    const Loaded loaded = load(files, Date{std::chrono::year(2026) / 1 / 5}, Strictness::strict);
    tooling::Fixer fixer(files);
    for (const Diagnostic& diagnostic : loaded.diagnostics) {
        check_place(diagnostic, files.back());
        if (const auto fix = fixer.fix_of(diagnostic)) check_fix(*fix, files.back());
    }
    if (!loaded.clean()) return;
    for (const auto& [hash, resolved] : loaded.resolved) {
        const auto again = compile_resolved(resolved);
        TG_ASSERT_WITH(again.ok() && (*again)->behaviour == hash, "stored and read again");
    }
}

}  // namespace throughgate::definition

#ifdef TG_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    throughgate::definition::fuzz({reinterpret_cast<const char*>(data), size});
    return 0;
}
#endif
