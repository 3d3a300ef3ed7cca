// SPDX-License-Identifier: MIT
// Shapes of what people print and carry.
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {
namespace {

Member reference() { return required("case", text(), "Reference: TG-000001"); }

std::vector<Member> head_members() {
    return {reference(),
            required("noms", text(), "Prison number; may be empty"),
            required("crn", text(), "Probation case reference; may be empty"),
            required("state", choice(case_states()), "Where the case stands"),
            required("prison", text(), "Prison id; may be empty"),
            required("location", text(), "Cell; may be empty"),
            required("wing", text(), "May be empty"),
            required("team", text(), "Probation team; may be empty"),
            required("officer", text(), "Staff id of the responsible officer; empty: nobody"),
            required("release", or_null(date()), "As recorded; never computed here"),
            required("certainty", text(), "Of the release: confirmed, provisional, unknown"),
            required("limited_access", truth(), "Only for those on its list")};
}

ShapePointer with_head(const std::string& name, const std::string& about,
                       const std::vector<Member>& more) {
    std::vector<Member> members = head_members();
    members.insert(members.end(), more.begin(), more.end());
    return object(name, about, std::move(members));
}

ShapePointer sourced_fact() {
    return object("SourcedFact", "A fact, and who says so since when",
                  {required("name", text(), "As the definitions declare it"),
                   required("title", text(), "For people"),
                   required("subject", text(), "What it is about; empty: the case"),
                   required("value", text(), "As text"),
                   required("label", text(), "Data label; empty: standard"),
                   required("source", text(), "System that it is from"),
                   required("by", text(), "Staff id; empty: no person"),
                   required("recorded", instant(), "When"),
                   required("effective", instant(), "Since when it was true"),
                   required("certainty", text(), "confirmed, provisional, unknown"),
                   required("age", text(), "\"from nDelius, 6 h ago\"")});
}

ShapePointer need_task() {
    return object(
        "NeedTask", "Something to be done for a need",
        {required("title", text(), "For people"), required("instruction", text(), "What to do"),
         required("role", text(), "Whose"), required("person", text(), "Staff id; may be empty"),
         required("handoff", number(), "Its number; 0: of a state"),
         required("due", or_null(instant()), "Null: not dated"),
         required("overdue", truth(), "The date has passed")});
}

ShapePointer service() {
    return object(
        "Service", "A service of the catalogue that helps here",
        {required("id", text(), "Stable id"), required("title", text(), "For people"),
         required("who", text(), "Who can get it"),
         required("cost", text(), "included, per_use, free"),
         required("refer", text(), "How to refer"), required("contact", text(), "May be empty"),
         required("guidance", text(), "May be empty"),
         required("certain", truth(), "False: something that decides is not known")});
}

ShapePointer need() {
    return object(
        "Need", "One need and where it stands",
        {required("pathway", text(), "Pathway id"), required("title", text(), "For people"),
         required("stage", text(), "By the fixed law of pathways"),
         required("stands", list_of(text()), "Titles of its states"),
         required("suspended", truth(), "While the person is away"),
         required("declined", truth(), "Support was declined"),
         required("tasks", list_of(need_task()), "Most urgent first"),
         required("services", list_of(service()), "That help in its states")});
}

ShapePointer appointment() {
    return object("Appointment", "Where somebody must be, and when",
                  {required("id", text(), "Stable id"), required("pathway", text(), "Pathway id"),
                   required("title", text(), "For people"),
                   required("day", or_null(date()), "Null: not known"),
                   required("time", or_null(text()), "\"10:30\"; null: not known"),
                   required("minutes", number(), "How long it lasts"),
                   required("place", text(), "Empty: not known or withheld"),
                   required("travel_minutes", or_null(number()), "From what comes before"),
                   required("with", text(), "Role"), required("person", text(), "Staff id"),
                   required("withheld", truth(), "Protected: the record has the place")});
}

ShapePointer clash() {
    return object(
        "Clash", "Two things that cannot both be kept",
        {required("day", date(), "When"),
         required("kind", choice({"overlap", "journey", "gate", "release"}), "Which"),
         required("first", text(), "Title; empty: the gate"), required("second", text(), "Title"),
         required("gap_minutes", plain_value(), "Between them; below 0: they overlap"),
         required("wanted_minutes", number(), "That the journey takes"),
         required("sentence", text(), "For people")});
}

ShapePointer missing() {
    return object("Missing", "What is not settled and should be before release",
                  {required("kind", text(), "appointment, time, place, checklist, gate, handoff"),
                   required("id", text(), "Which"), required("sentence", text(), "For people")});
}

ShapePointer sheet_person() {
    return object(
        "SheetPerson", "Who holds a role on the case",
        {required("role", text(), "Role"), required("person", text(), "Staff id"),
         required("name", text(), "For people"), required("email", text(), "May be empty")});
}

std::vector<Member> plans() {
    return {required("appointments", list_of(appointment()), "From today on, in order"),
            required("clashes", list_of(clash()), "May be none"),
            required("missing", list_of(missing()), "May be none")};
}

std::vector<Member> page_members() {
    return {required("total", number(), "Rows of all pages"),
            required("next", text(), "Give it as `after`; empty: this is the last page")};
}

}  // namespace

const ShapePointer& facts() {
    static const ShapePointer shape = with_head(
        "Facts", "What is known of a case",
        {required("facts", list_of(sourced_fact()), "By name; without those that are withheld")});
    return shape;
}

const ShapePointer& needs() {
    static const ShapePointer shape =
        with_head("Needs", "Open needs of a case",
                  {required("needs", list_of(need()), "Least settled first")});
    return shape;
}

const ShapePointer& release_sheet() {
    static const ShapePointer shape = [] {
        std::vector<Member> members = plans();
        members.push_back(required("needs", list_of(need()), "Open ones"));
        members.push_back(required("people", list_of(sheet_person()), "With a role on the case"));
        return with_head("ReleaseSheet", "What one person and their officers carry", members);
    }();
    return shape;
}

const ShapePointer& releases() {
    static const ShapePointer shape = [] {
        std::vector<Member> members = page_members();
        members.push_back(required("from", date(), "First day"));
        members.push_back(required("until", date(), "Last day"));
        members.push_back(required("cases", list_of(with_head("Release", "One release", plans())),
                                   "By prison, wing, day and reference"));
        return object("Releases", "Who goes out", std::move(members));
    }();
    return shape;
}

const ShapePointer& receptions() {
    static const ShapePointer shape = [] {
        const ShapePointer row =
            with_head("Reception", "One reception",
                      {required("how", choice({"new", "returned", "moved"}), "Which"),
                       required("from", text(), "Prison; empty: none"),
                       required("stands", text(), "Title of the phase")});
        std::vector<Member> members = page_members();
        members.push_back(required("day", date(), "Which"));
        members.push_back(required("cases", list_of(row), "By prison, wing and reference"));
        return object("Receptions", "Who came in", std::move(members));
    }();
    return shape;
}

const ShapePointer& contact() {
    static const ShapePointer shape =
        object("Contact", "Words to be copied into the probation record",
               {reference(), required("handoff", number(), "Its number"),
                required("name", text(), "H20"), required("text", text(), "The words")});
    return shape;
}

}  // namespace throughgate::http::shapes
