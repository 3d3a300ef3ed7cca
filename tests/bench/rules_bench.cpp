// SPDX-License-Identifier: MIT
// How many deadlines a second: ten working days before release at nine o'clock, compiled once, and
// the same by looking at one day after another. The counter `times_faster` is their ratio.
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "caseload.hpp"
#include "definition/rule_library.hpp"
#include "rules/rules.hpp"

namespace throughgate::bench {
namespace {

constexpr std::size_t dates = 4096;

const rules::Calendar& working_days() {
    static const definition::RuleLibrary library = [] {
        const std::string path = "common/calendars/england-and-wales.yaml";
        std::FILE* file =
            std::fopen((std::string(TG_SOURCE_DIR) + "/workflows/" + path).c_str(), "rb");
        if (file == nullptr) std::abort();
        std::string bytes(1 << 20, '\0');
        bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
        std::fclose(file);
        return definition::RuleLibrary({{path, bytes}});
    }();
    return library.calendars().at("england-and-wales");
}

const rules::Zone& london() {
    static const rules::Zone zone = must(rules::Zone::load("Europe/London"));
    return zone;
}

class Release final : public rules::Scope, public rules::Inputs {
public:
    Release() {
        for (std::size_t i = 0; i < dates; ++i)
            days_[i] =
                Value(Date{std::chrono::year(2020) / 1 / 1} + std::chrono::days(i * 37 % 3000));
    }
    void next() { at_ = (at_ + 1) % dates; }
    [[nodiscard]] Date day() const { return days_[at_].date(); }

    [[nodiscard]] const rules::Declared* find(std::string_view name) const override {
        static const rules::Declared date{rules::Declared::What::fact, ValueType::date, {}, {}};
        return name == "release_date" ? &date : nullptr;
    }
    [[nodiscard]] std::vector<std::string> names() const override { return {"release_date"}; }
    [[nodiscard]] const Value& fact(Symbol) const override { return days_[at_]; }
    [[nodiscard]] std::optional<Instant> anchor(Symbol) const override { return std::nullopt; }
    [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return false; }
    [[nodiscard]] bool gate_cleared(Symbol) const override { return false; }
    [[nodiscard]] Instant now() const override { return {}; }
    [[nodiscard]] const rules::Calendar& calendar() const override { return working_days(); }
    [[nodiscard]] const rules::Zone& zone() const override { return london(); }

private:
    std::array<Value, dates> days_;
    std::size_t at_ = 0;
};

rules::Deadline compiled(const Release& release) {
    rules::DeadlineSource source;
    source.text = "10 working days before release_date at 09:00";
    std::vector<Diagnostic> faults;
    return rules::compile_deadline(source, release, std::chrono::minutes(540), faults).value();
}

Instant day_by_day(Date day) {
    for (int left = 10; left > 0;) {
        day -= std::chrono::days(1);
        const bool weekend = std::chrono::weekday(day).iso_encoding() > 5;
        if (!weekend && working_days().holiday_on(day) == nullptr) --left;
    }
    return london().at(day, std::chrono::hours(9));
}

double seconds_of_slow(Release release, int rounds) {
    const auto started = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        benchmark::DoNotOptimize(day_by_day(release.day()));
        release.next();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

void ten_working_days_before_release(benchmark::State& state) {
    Release release;
    const rules::Deadline deadline = compiled(release);
    for (std::size_t i = 0; i < dates; ++i, release.next())
        if (deadline.evaluate(release) != day_by_day(release.day())) std::abort();
    constexpr int slow_rounds = 20'000;
    const double slow = seconds_of_slow(release, slow_rounds) / slow_rounds;
    const auto started = std::chrono::steady_clock::now();
    for (auto _ : state) {
        benchmark::DoNotOptimize(deadline.evaluate(release));
        release.next();
    }
    const double fast =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count() /
        static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations());
    state.counters["times_faster"] = slow / fast;
}
BENCHMARK(ten_working_days_before_release);

void the_same_day_by_day(benchmark::State& state) {
    Release release;
    for (auto _ : state) {
        benchmark::DoNotOptimize(day_by_day(release.day()));
        release.next();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(the_same_day_by_day);

}  // namespace
}  // namespace throughgate::bench
