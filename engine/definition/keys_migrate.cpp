// SPDX-License-Identifier: MIT
// Keys of what becomes of live cases.
#include "definition/keys_table.hpp"

namespace throughgate::definition::table {

MapSpec migrate_spec() {
    return {
        Map::migrate,
        "a migration",
        "What becomes of live cases of the versions before, by id. Whatever kept its id needs no "
        "line here. It\nchanges nothing of what happens later.",
        false,
        {read_only("states", texts, may,
                   "Full id of a state that is gone, and of the one that its live cases stand in "
                   "now. A state that is gone without a line here stops the publication."),
         read_only("ends", texts, may,
                   "Full id of a state whose whole strand is gone, and why the work ends."),
         read_only("handoffs", texts, may,
                   "Id of a handoff that is gone, and of the one that open ones become."),
         read_only("deadlines", texts, may,
                   "A state, one of its timers (`place.sourcing.none_found`) or a handoff (`H05`, "
                   "`H05.complete`), and what becomes of the running deadline: `recompute` (if "
                   "left out), `keep` or `restart`."),
         read_only("drop", texts, may,
                   "A deadline or a handoff that is given up, and why: its owner is told.")}};
}

}  // namespace throughgate::definition::table
