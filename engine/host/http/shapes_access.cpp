// SPDX-License-Identifier: MIT
// Shapes of who may see what, and of going live.
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {

const ShapePointer& rights() {
    static const ShapePointer shape =
        object("Rights", "What somebody may see, and why",
               {required("person", text(), "Staff id"), required("roles", list_of(text()), "Held"),
                required("stands_for", list_of(text()), "Absent colleagues, as their deputy"),
                required("establishments", list_of(text()), "All cases of these prisons"),
                required("teams", list_of(text()), "All cases of these teams"),
                required("provider_teams", list_of(text()),
                         "Of these teams cases that were handed to the person's role"),
                required("labels", list_of(text()), "Data labels whose content may be read")});
    return shape;
}

const ShapePointer& broken_glass() {
    static const ShapePointer shape =
        object("BrokenGlass", "A case opened beyond the person's rights",
               {required("case", text(), "Reference"), required("until", instant(), "Till when")});
    return shape;
}

const ShapePointer& read_entry() {
    static const ShapePointer shape = object(
        "ReadEntry", "Who was given what, when and what for",
        {required("number", number(), "From 1"), required("at", instant(), "When"),
         required("person", text(), "Staff id"),
         required("asserted_by", text(), "Who vouched for the person, and for what rights"),
         required("purpose", text(), "In their words; may be empty"),
         required("kind", text(), "consultation, disclosure, refused, break_glass, glass_reviewed"),
         required("what", text(), "case, history, worklist, ..."),
         required("case", text(), "Reference; empty: one that is not there")});
    return shape;
}

const ShapePointer& live_state() {
    static const ShapePointer shape = [] {
        const ShapePointer each =
            object("LiveSwitched", "One switch",
                   {required("at", instant(), "When"), required("live", truth(), "Or in shadow"),
                    required("team", text(), "*: all"), required("person", text(), "Staff id"),
                    required("reason", text(), "Why")});
        return object("Live", "Whose notices are sent",
                      {required("shadow", truth(), "False: never in shadow, everything is sent"),
                       required("since", or_null(instant()), "Beginning of shadow mode"),
                       required("all", truth(), "All teams are live but `except`"),
                       required("teams", list_of(text()), "Live ones while not all are"),
                       required("except", list_of(text()), "In shadow while all others are live"),
                       required("switches", list_of(each), "Oldest first")});
    }();
    return shape;
}

const ShapePointer& shadowed() {
    static const ShapePointer shape =
        object("ShadowedNotice", "A notice that would have gone",
               {required("at", instant(), "When"), required("day", date(), "In local time"),
                required("case", text(), "Reference"), required("team", text(), "Of the person"),
                required("person", text(), "Staff id"), required("message", text(), "Message id"),
                required("class", text(), "Urgency")});
    return shape;
}

}  // namespace throughgate::http::shapes
