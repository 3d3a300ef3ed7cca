// SPDX-License-Identifier: MIT
// Desk: one case on a desk, with a clock and the due rows a store would hold. Definitions are given
// as text. After every decision the case must keep every promise and its due rows must add up.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "definition/load.hpp"
#include "journey/decide.hpp"

namespace throughgate::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct As {
    std::string person = "aspen";
    std::vector<std::string> roles = {"ro"};
    std::string reason = {};
    std::optional<Instant> effective = std::nullopt;
    std::optional<std::uint64_t> version = std::nullopt;
};

inline As nobody() { return {"", {}}; }

Instant at(std::string_view text);

class Desk {
public:
    /// `pathways`: path and text of each pathway; a plain spine is added when there is none.
    explicit Desk(std::vector<definition::SourceFile> pathways,
                  std::string_view now = "2026-03-02T09:00:00Z");
    /// One pathway "accommodation" with this text below `strands:` and after.
    static Desk with(const std::string& rest, std::string_view now = "2026-03-02T09:00:00Z");

    /// The same, open: these strands beside a main line that only waits for "main.end".
    static Desk beside_idle(const std::string& strands);

    Change open(const Fields& fields = {}, std::vector<Assignment> assignments = {});
    Change send(const std::string& name, const Fields& fields = {}, const As& as = {});
    Change act(std::uint32_t handoff, HandoffAction action, const As& as = {},
               const std::string& evidence = {});
    Change decide(Event event);
    /// Gives the case every due row up to `until`, in order, each at its own time.
    std::vector<Change> run_until(std::string_view until);
    std::vector<Change> run_until(Instant until);
    /// Puts a definition that was changed behind the checker's back in the place of its original.
    void plant(const definition::DefinitionPointer& changed);
    /// The clock jumps; nothing fires in between.
    void sleep_until(std::string_view until) { now = at(until); }

    [[nodiscard]] journey::World world() const;
    /// A named person behind every role: what most tests are about lies elsewhere.
    [[nodiscard]] static journey::Ownership owned();
    [[nodiscard]] bool is_in(const std::string& state) const;
    [[nodiscard]] const Pathway& pathway(const std::string& name = "accommodation") const;
    [[nodiscard]] std::string fact(const std::string& name, const std::string& subject = {}) const;
    [[nodiscard]] const Timer* timer(const std::string& name, TimerKind kind) const;
    [[nodiscard]] const Handoff& handoff(std::uint32_t id) const;
    /// "kind value value ..." of every entry so far, in order.
    [[nodiscard]] std::vector<std::string> log_of(const std::string& kind) const;
    /// States entered (+) and left (-) since the last call, in order.
    std::string moves();

    Case the_case;
    Instant now;
    std::map<std::tuple<Instant, std::uint32_t>, std::uint32_t> due;  ///< to generation
    std::vector<LogEntry> log;
    std::vector<Notice> notices;
    definition::Loaded loaded;

private:
    rules::Zone zone_;
    std::size_t moves_seen_ = 0;
};

std::vector<std::string> recipients(const Change& change);
bool logs(const Change& change, std::string_view kind);

}  // namespace throughgate::test
