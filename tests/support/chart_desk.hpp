// SPDX-License-Identifier: MIT
// ChartDesk: one plain chart with a clock, decided about as a case is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/load.hpp"
#include "journey/decide.hpp"

namespace throughgate::test {

/// The chart of this text; fails the test, with every fault, when it has one.
definition::DefinitionPointer chart_of(const std::string& yaml);

/// The entries of a log, each as "kind value value"; due instants left out.
std::vector<std::string> lines_of(const ChangeLog& log);

class ChartDesk {
public:
    explicit ChartDesk(definition::DefinitionPointer chart);
    explicit ChartDesk(const std::string& yaml) : ChartDesk(chart_of(yaml)) {}

    /// Each gives what is active afterwards.
    std::string start();
    std::string send(const std::string& event, Datum data = {});
    std::string wait(int milliseconds);
    /// Several events, one after the other.
    std::string send_all(std::initializer_list<const char*> events);

    /// Active states without active nested ones: "a b".
    [[nodiscard]] std::string active() const;
    [[nodiscard]] std::vector<std::string> active_ids() const;
    /// Log lines of one kind, without the kind: "first | second".
    [[nodiscard]] std::string said(std::string_view kind = "chart.log") const;
    /// States entered (+) and left (-) since the last call, in order.
    std::string moves();
    [[nodiscard]] std::string data(std::string_view name) const;
    [[nodiscard]] bool ended() const { return the_case.pathways.front().chart.ended; }

    definition::DefinitionPointer chart;
    Case the_case;
    Instant now;
    std::vector<std::string> log;

private:
    std::string decide(Event event);

    definition::DefinitionSet set_;
    rules::Zone zone_;
    std::size_t moves_seen_ = 0;
};

}  // namespace throughgate::test
