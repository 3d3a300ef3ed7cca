// SPDX-License-Identifier: MIT
#include "host/http/shapes.hpp"
#include "throughgate/command.hpp"

namespace throughgate::http::shapes {
namespace {

Member row_member(const char* name, ShapePointer shape, const char* about) {
    return required(name, std::move(shape), about);
}

/// Of a restricted case nothing is said, and not where it stands either.
std::vector<std::string> told_states() {
    std::vector<std::string> all = case_states();
    all.emplace_back("erased");
    all.emplace_back();
    return all;
}

std::vector<Member> row_members() {
    return {row_member("case", text(), "Reference: TG-000001"),
            row_member("noms", text(), "Prison number; may be empty"),
            row_member("crn", text(), "Probation case reference; may be empty"),
            row_member(
                "state", choice(told_states()),
                "Where the case stands; `erased`: nothing else is left of it; empty: restricted"),
            row_member("prison", text(), "Prison id; may be empty"),
            row_member("team", text(), "Probation team; may be empty"),
            row_member("officer", text(), "Staff id of the responsible officer; empty: nobody"),
            row_member("release", or_null(date()), "Release date as recorded; never computed here"),
            row_member("parked", truth(), "An incident holds the case; it takes no command"),
            row_member("restricted", truth(),
                       "Limited access, and you are not on its list: a reference and no more")};
}

ShapePointer state() {
    return object("State", "Where one strand of a pathway is",
                  {required("id", text(), "Stable id"), required("title", text(), "For people"),
                   required("instruction", text(), "What to do here"),
                   required("owner", text(), "Role that owns it"),
                   required("since", instant(), "When it was entered")});
}

ShapePointer pathway() {
    return object("Pathway", "One pathway of a case",
                  {required("id", text(), "Stable id"), required("title", text(), "For people"),
                   required("stage", text(), "Stage by the fixed law of pathways"),
                   required("definition", text(), "Hash of the definition it is pinned to"),
                   required("outcome", text(), "Outcome code; empty while it runs"),
                   required("states", list_of(state()), "Active states")});
}

ShapePointer fact() {
    return object("Fact", "Something recorded about the case",
                  {required("name", text(), "As the definitions declare it"),
                   required("subject", text(), "Which of several it is about; usually empty"),
                   required("value", text(), "As text"),
                   required("label", text(), "Data label; empty: standard"),
                   required("by", text(), "Staff id of who recorded it"),
                   required("recorded", instant(), "When")});
}

ShapePointer deadline() {
    return object("Deadline", "One date of a case, with its reason",
                  {required("kind", text(), "move, deadline, acknowledge, complete, send, review"),
                   required("pathway", text(), "Pathway id"), required("name", text(), "Its name"),
                   required("handoff", number(), "Number of the handoff; 0: none"),
                   required("target", or_null(instant()), "The date; null: not anchored yet"),
                   required("next", or_null(instant()), "When something fires next"),
                   required("why", text(), "\"10 working days before release on ...\"")});
}

ShapePointer gate() {
    return object("Gate", "What blocks a move until a named role clears it",
                  {required("pathway", text(), "Pathway id"), required("id", text(), "Stable id"),
                   required("title", text(), "For people"),
                   required("subject", text(), "What it is keyed by; usually empty"),
                   required("state", text(), "shut, signed, cleared"),
                   required("cleared_by", text(), "Role that may clear it"),
                   required("by", text(), "Staff id of whoever did"),
                   required("waits_for", list_of(text()), "While shut: what is not met")});
}

ShapePointer notice() {
    return object(
        "Notice", "One notice about the case",
        {required("effect", text(), "Effect id, the same in every attempt"),
         required("message", text(), "Message id"), required("class", text(), "Urgency"),
         required("to", text(), "Role it is for"),
         required("recipient", text(), "Staff id, once known"),
         required("state", text(), "queued, held, retrying, delivered, dead_lettered, suppressed"),
         required("handoff", number(), "Number of the handoff; 0: none"),
         required("attempts", number(), "So far"),
         required("queued", instant(), "When it was queued"),
         required("detail", text(), "What the channel said last")});
}

}  // namespace

const std::vector<std::string>& handoff_actions() {
    static const std::vector<std::string> all{"acknowledge", "accept",   "decline",
                                              "query",       "complete", "answer"};
    return all;
}

const std::vector<std::string>& case_states() {
    static const std::vector<std::string> all{"custody",   "gate", "released",
                                              "community", "away", "closed"};
    return all;
}

std::vector<std::string> outcomes() {
    std::vector<std::string> all;
    for (const Outcome each :
         {Outcome::applied, Outcome::duplicate, Outcome::unchanged, Outcome::stale,
          Outcome::buffered, Outcome::unknown_person, Outcome::ambiguous})
        all.emplace_back(name_of(each));
    return all;
}

const ShapePointer& receipt() {
    static const ShapePointer shape =
        object("Receipt", "The answer to a command; given only after it is on disk",
               {required("outcome", choice(outcomes()), "`duplicate`: the first answer again"),
                required("case", text(), "Reference; empty when no case was found"),
                required("version", number(), "Of the case after it"),
                required("sequence", number(), "Of its first entry in the log"),
                required("note", text(), "For people: what moved, what it waits for")});
    return shape;
}

const ShapePointer& case_row() {
    static const ShapePointer shape = object("CaseRow", "A case as lists show it", row_members());
    return shape;
}

const ShapePointer& case_view() {
    static const ShapePointer shape = [] {
        std::vector<Member> members = row_members();
        for (Member& each : std::vector<Member>{
                 required("version", number(), "The ETag"),
                 required("parked_because", text(), "Why it is parked; usually empty"),
                 required("holders", map_of(text()), "Staff id by role"),
                 required("pathways", list_of(pathway()), "Running and ended ones"),
                 required("facts", list_of(fact()), "What is recorded"),
                 required("deadlines", list_of(deadline()), "Dates to come"),
                 required("gates", list_of(gate()), "Shut and cleared ones"),
                 required("handoffs", list_of(handoff()), "Open and ended ones"),
                 required("notices", list_of(notice()), "Queued and ended ones"),
                 required("quality", list_of(text()), "Imported values that could not be used")})
            members.push_back(std::move(each));
        return object("Case", "Everything about one case", std::move(members));
    }();
    return shape;
}

const ShapePointer& history_entry() {
    static const ShapePointer shape =
        object("HistoryEntry", "One entry of the log of a case",
               {required("sequence", number(), "Within the case, from 1"),
                required("kind", text(), "\"event.applied\", \"handoff.raised\", ..."),
                required("recorded", instant(), "When it was committed"),
                required("effective", instant(), "When it was true"),
                required("actor", text(), "Staff id, or \"engine\""),
                required("asserted_by", text(), "Who vouched for the actor"),
                required("on_behalf_of", text(), "Absent colleague or outside body; usually empty"),
                required("reason", text(), "As given"),
                required("fields", map_of(text()), "What it says; none of a withheld entry")});
    return shape;
}

const ShapePointer& handoff() {
    static const ShapePointer shape =
        object("Handoff", "One handoff, with an owner on both sides",
               {required("case", text(), "Reference"), required("number", number(), "In the case"),
                required("name", text(), "H06"), required("title", text(), "For people"),
                required("pathway", text(), "Pathway id"), required("from", text(), "Role"),
                required("to", text(), "Role"), required("state", text(), "By the fixed law"),
                required("version", number(), "The ETag"),
                required("raised", instant(), "When it was opened"),
                required("acknowledge_due", or_null(instant()), "Null: not dated"),
                required("complete_due", or_null(instant()), "Null: not dated"),
                required("acknowledged_by", text(), "Staff id of a named person; empty: nobody"),
                required("completed_by", text(), "Staff id; empty: not done"),
                required("reason", text(), "Of its last move"),
                required("overdue", truth(), "A date has passed"),
                required("escalated", truth(), "Its ladder told a manager")});
    return shape;
}

const ShapePointer& work_item() {
    static const ShapePointer shape = object(
        "WorkItem", "One thing to do",
        {required("case", text(), "Reference"), required("pathway", text(), "Pathway id"),
         required("title", text(), "For people"), required("instruction", text(), "What to do"),
         required("role", text(), "Role it is for"),
         required("handoff", number(), "Number of the handoff; 0: none"),
         required("due", or_null(instant()), "Null: not dated"),
         required("why", text(), "Why then"), required("overdue", truth(), "The date has passed"),
         required("risk", text(),
                  "Of serious harm: `low`, `medium`, `high`, `very_high`; empty: nobody has "
                  "recorded it, or you may not know it"),
         required("handoff_state", text(), "Empty: no handoff")});
    return shape;
}

}  // namespace throughgate::http::shapes
