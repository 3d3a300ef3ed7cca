// SPDX-License-Identifier: MIT
#include "host/http/limits.hpp"
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {

const ShapePointer& incident() {
    static const ShapePointer shape =
        object("Incident", "What stands still until somebody looks",
               {required("number", number(), "Its id"), required("case", text(), "May be empty"),
                required("kind", text(), "What went wrong"), required("subject", text(), "With"),
                required("message", text(), "For people"), required("opened", instant(), "When")});
    return shape;
}

const ShapePointer& recompute() {
    static const ShapePointer shape = object(
        "Recompute", "A run that derived the dates of all cases again",
        {required("cause", text(), "What changed"), required("cases", number(), "When it began"),
         required("done", number(), "Looked at so far"),
         required("changed", number(), "Of these: a date moved"),
         required("started", instant(), "When"),
         required("finished", or_null(instant()), "Null: under way")});
    return shape;
}

const ShapePointer& totals() {
    static const ShapePointer shape = object(
        "Totals", "Counters since the store was made",
        {required("cases", number(), "Cases opened"), required("events", number(), "Applied"),
         required("handoffs_raised", number(), "Ever"),
         required("handoffs_acknowledged", number(), "By a named person"),
         required("handoffs_escalated", number(), "To a manager"),
         required("notices_delivered", number(), "Taken by a channel"),
         required("notices_undeliverable", number(), "Given up"),
         required("notices_suppressed", number(), "No longer wanted when they were due"),
         required("duplicate_effects", number(), "Always 0; a test counts them"),
         required("invariant_violations", number(), "Always 0; checked after commits")});
    return shape;
}

const ShapePointer& health() {
    static const ShapePointer shape =
        object("Health", "Is anything due and not fired?",
               {required("ok", truth(), "False: somebody should look; the status is 503 then"),
                required("problems", list_of(text()), "Plain sentences"),
                required("warnings", list_of(text()), "Nothing stands still because of them"),
                required("now", instant(), "The engine's time"),
                required("next_due", or_null(instant()), "When something fires next"),
                required("open_incidents", number(), "See /api/v1/incidents"),
                required("clock_held", truth(), "After a jump nothing fires until confirmed")});
    return shape;
}

const ShapePointer& change() {
    static const ShapePointer shape =
        object("Change", "One case, or the definitions or the directory, as one commit left it",
               {required("cursor", text(), "Everything up to and including this"),
                required("kind", choice({"case", "erased", "publication", "directory"}),
                         "What changed; `erased`: delete what you hold of this case"),
                required("case", text(), "Reference; empty when it is no case"),
                required("sequence", number(), "Last entry of its log then"),
                required("at", instant(), "When it was committed")});
    return shape;
}

const ShapePointer& import_report() {
    static const ShapePointer shape = object(
        "ImportReport", "What became of every row",
        {required("read", number(), "Rows"), required("opened", number(), "Cases opened"),
         required("changed", number(), "Records that differed"),
         required("unchanged", number(), "Records as before"),
         required("applied", number(), "Events"), required("duplicates", number(), "Seen before"),
         required("stale", number(), "Superseded"),
         required("buffered", number(), "Kept until a case is opened"),
         required("ignored", number(), "Nothing answers them"),
         required("quality_items", number(), "Values taken as unknown"),
         required("rejected", number(), "Rows that cannot be read"),
         required("refused", number(), "Rows that a rule refuses"),
         required("removed", number(), "Staff no longer listed"),
         required("problems", list_of(text()), "Plain sentences with their place"),
         required("rejects", list_of(text()), "The rows themselves, to repair and send again"),
         required("missing_from_source", list_of(text()), "References the extract lacks")});
    return shape;
}

namespace {

ShapePointer diagnostic() {
    return object(
        "Diagnostic", "One fault of a definition",
        {required("code", text(), "TG0107"),
         required("severity", choice({"error", "warning"}), "How bad it is"),
         required("file", text(), "Path"), required("line", number(), "From 1"),
         required("column", number(), "From 1"), required("message", text(), "What is wrong"),
         required("hint", text(), "What to do; may be empty")});
}

}  // namespace

const ShapePointer& check_report() {
    static const ShapePointer shape =
        object("CheckReport", "Every fault of the files, by place",
               {required("errors", number(), "With any, nothing can be published"),
                required("warnings", number(), "Worth a look"),
                required("pathways", list_of(text()), "Ids that were read"),
                required("diagnostics", list_of(diagnostic()), "All of them")});
    return shape;
}

const ShapePointer& applied_definitions() {
    static const ShapePointer shape =
        object("AppliedDefinitions", "What was published",
               {required("published", list_of(text()), "New versions, with their hashes"),
                required("unchanged", list_of(text()), "The same as before"),
                required("report", check_report(), "What the checker says")});
    return shape;
}

const ShapePointer& problem() {
    static const ShapePointer shape = object(
        "Problem", "RFC 9457; branch on `code`, show `detail`",
        {required("type", text(), "urn:throughgate:problem:CODE"),
         required("title", text(), "The kind, for people"),
         required("status", number(), "The HTTP status again"), required("code", text(), "Stable"),
         required("detail", text(), "What happened and what to do"),
         optional("subject", text(), "Id of the thing it is about"),
         optional("errors",
                  list_of(object("Fault", "One place that is wrong",
                                 {required("where", text(), "JSON pointer, or a name"),
                                  required("message", text(), "What is wrong there")})),
                  "All faults of the request")});
    return shape;
}

const ShapePointer& bulk_result() {
    static const ShapePointer shape =
        object("BulkResult", "One result an item, in order",
               {required("applied", number(), "Items with a receipt"),
                required("refused", number(), "Items with a problem"),
                required("results",
                         list_of(object("ItemResult", "A receipt or a problem",
                                        {required("key", text(), "Of the item"),
                                         required("status", number(), "As if it came alone"),
                                         optional("receipt", receipt(), "When it was taken"),
                                         optional("problem", problem(), "When it was not")})),
                         "As many as items")});
    return shape;
}

const ShapePointer& who() {
    static const ShapePointer shape =
        object("Who", "Who calls, as far as the server knows",
               {required("principal", text(), "Stands in the log as who asserts the person"),
                required("person", text(), "Staff id; empty: nobody in particular"),
                required("roles", list_of(text()), "reader, caseworker, operator"),
                required("labels", list_of(text()), "Data labels whose values it may see")});
    return shape;
}

const ShapePointer& version() {
    static const ShapePointer shape =
        object("Version", "What runs here",
               {required("version", text(), "Of the program"),
                required("demo", truth(), "The store is temporary and its clock movable")});
    return shape;
}

const ShapePointer& audit() {
    static const ShapePointer shape =
        object("Verdict", "Whether everything is as it must be",
               {required("verified", truth(), "There are no faults"),
                required("faults", list_of(text()), "Plain sentences")});
    return shape;
}

ShapePointer page_of(const std::string& name, const ShapePointer& item) {
    return object(name, "One page; go on with `next` as `after`",
                  {required("items", list_of(item), "In order"),
                   required("next", or_null(text()), "Null: that was all")});
}

}  // namespace throughgate::http::shapes
