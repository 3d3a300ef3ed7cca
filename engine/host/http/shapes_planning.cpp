// SPDX-License-Identifier: MIT
// Shapes of a plan, which a forecast carries too.
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {
namespace {

ShapePointer line() {
    return object("PlanLine", "One consequence, and how many cases have it",
                  {required("kind", text(), "date_moves, handoff_raised, mapping_needed, ..."),
                   required("pathway", text(), "Its id"),
                   required("subject", text(), "State, date, handoff or message"),
                   required("words", text(), "About the first of them"),
                   required("cases", number(), "How many"),
                   required("first", list_of(text()), "References, at most 5")});
}

ShapePointer team() {
    return object("PlanTeam", "Things to do",
                  {required("team", text(), "Of the cases"), required("before", number(), "Now"),
                   required("after", number(), "Then")});
}

}  // namespace

const ShapePointer& plan() {
    static const ShapePointer shape =
        object("Plan", "What definitions would do to every live case",
               {required("plan", text(), "Its hash; empty when the files have errors"),
                required("publishes", list_of(text()), "Versions that are new"),
                required("cases", number(), "Live ones of its pathways"),
                required("changes", number(), "Brought over"),
                required("blocked", number(), "A mapping is missing or forbidden"),
                required("incidents", number(), "Left alone, an incident holds them"),
                required("notices_now", number(), "That go at once"),
                required("lines", list_of(line()), "What is in the way first"),
                required("teams", list_of(team()), "Whose work changes"),
                required("approval", text(), "Who has to approve it, in words"),
                required("tried", list_of(text()), "What teams try of its pathways already"),
                optional("diagnostics", check_report()->members[3].shape,
                         "Of the files; with errors there is no plan")});
    return shape;
}

}  // namespace throughgate::http::shapes
