// SPDX-License-Identifier: MIT
#include "support/chart_desk.hpp"

#include "rules/chart_expression.hpp"
#include "support/catch.hpp"

namespace throughgate::test {
namespace {

rules::Zone london() {
    auto zone = rules::Zone::load("Europe/London");
    REQUIRE(zone.ok());
    return std::move(*zone);
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string all;
    for (const std::string& text : texts) {
        if (!all.empty()) all += between;
        all += text;
    }
    return all;
}

}  // namespace

definition::DefinitionPointer chart_of(const std::string& yaml) {
    const definition::Loaded loaded = definition::load({{"chart.yaml", yaml}});
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error) FAIL(format_diagnostic(each) << "\n" << yaml);
    REQUIRE(loaded.charts.size() == 1);
    return loaded.charts.front();
}

std::vector<std::string> lines_of(const ChangeLog& log) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const ChangeLog::Entry entry = log[i];
        std::string line(entry.kind);
        for (const auto& field : entry.fields)
            if (field.name != "due") line += " " + std::string(field.value);
        lines.push_back(std::move(line));
    }
    return lines;
}

ChartDesk::ChartDesk(definition::DefinitionPointer the_chart)
    : chart(std::move(the_chart)), now(*parse_instant("2026-03-02T09:00:00Z")), zone_(london()) {
    set_.versions.emplace(chart->behaviour, chart);
    set_.current = {chart};
}

std::string ChartDesk::decide(Event event) {
    journey::World world;
    world.now = now;
    world.definitions = &set_;
    world.zone = &zone_;
    const Case before = the_case;
    try {
        Change change = journey::decide(world, std::move(the_case), event);
        const auto lines = lines_of(change.log);
        log.insert(log.end(), lines.begin(), lines.end());
        the_case = std::move(change.after);
    } catch (...) {
        the_case = before;
        throw;
    }
    return active();
}

std::string ChartDesk::start() {
    Event event;
    event.what = Opened{};
    return decide(std::move(event));
}

std::string ChartDesk::send(const std::string& name, Datum data) {
    Event event;
    event.what = ChartSignal{name, std::move(data)};
    return decide(std::move(event));
}

std::string ChartDesk::send_all(std::initializer_list<const char*> events) {
    for (const char* event : events) send(event);
    return active();
}

std::string ChartDesk::wait(int milliseconds) {
    const Instant until = now + std::chrono::milliseconds(milliseconds);
    for (;;) {
        const Timer* next = nullptr;
        for (const Timer& timer : the_case.timers)
            if (timer.due && *timer.due <= until &&
                (next == nullptr ||
                 std::pair(*timer.due, timer.id) < std::pair(*next->due, next->id)))
                next = &timer;
        if (next == nullptr) break;
        now = *next->due;
        Event event;
        event.what = TimerDue{next->id, next->generation};
        decide(std::move(event));
    }
    now = until;
    return active();
}

std::vector<std::string> ChartDesk::active_ids() const {
    std::vector<std::string> ids;
    if (the_case.pathways.empty()) return ids;
    (the_case.pathways.front().configuration & chart->leaves).each([&](StateIndex s) {
        ids.emplace_back(chart->states[s].id.text());
    });
    return ids;
}

std::string ChartDesk::active() const { return joined(active_ids(), " "); }

std::string ChartDesk::said(std::string_view kind) const {
    std::vector<std::string> found;
    for (const std::string& line : log)
        if (line.starts_with(kind) && (line.size() == kind.size() || line[kind.size()] == ' '))
            found.push_back(line.size() == kind.size() ? "" : line.substr(kind.size() + 1));
    return joined(found, " | ");
}

std::string ChartDesk::moves() {
    std::vector<std::string> found;
    for (; moves_seen_ < log.size(); ++moves_seen_) {
        const std::string& line = log[moves_seen_];
        if (line.starts_with("state.entered ")) found.push_back("+" + line.substr(14));
        if (line.starts_with("state.left ")) found.push_back("-" + line.substr(11));
    }
    return joined(found, " ");
}

std::string ChartDesk::data(std::string_view name) const {
    const auto& declared = chart->chart->data;
    for (std::size_t i = 0; i < declared.size(); ++i)
        if (declared[i].name == name)
            return rules::to_json(the_case.pathways.front().chart.data[i]);
    return "undeclared";
}

}  // namespace throughgate::test
