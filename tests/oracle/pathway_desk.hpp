// SPDX-License-Identifier: MIT
// PathwayDesk: one made pathway beside a plain spine, decided about as a case is; its log in the
// words of the oracle.
#pragma once

#include <string>
#include <vector>

#include "definition/load.hpp"
#include "journey/decide.hpp"
#include "oracle/model.hpp"

namespace throughgate::oracle {

class PathwayDesk {
public:
    /// Fails the test, with every fault, when the checker does not take the pathway.
    explicit PathwayDesk(const std::string& yaml);

    void start();
    void send(const std::string& event);
    /// Active states without nested ones, but none of a pathway that has ended.
    [[nodiscard]] std::vector<std::string> active_ids() const;

    std::vector<std::string> log;

private:
    void decide(throughgate::Event event);
    [[nodiscard]] const definition::Definition& made() const;

    definition::Loaded loaded_;
    rules::Zone zone_;
    Case case_;
    Instant now_;
};

/// What both say in the same words, in their order: states, facts, events, the pre-empted. What is
/// not drawn in a pathway (its root and strands) is left out.
std::vector<std::string> shared_words(const Model& model, const std::vector<std::string>& log);

}  // namespace throughgate::oracle
