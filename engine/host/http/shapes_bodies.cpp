// SPDX-License-Identifier: MIT
#include "host/http/limits.hpp"
#include "host/http/shapes.hpp"

namespace throughgate::http::shapes {
namespace {

constexpr std::size_t id_bytes = 100;
constexpr std::size_t fields_of_an_event = 200;

Member reason() { return optional("reason", text(4000), "Why; kept in the log"); }
Member effective() {
    return optional("effective_at", instant(), "When it was true; default now, never later");
}
Member on_behalf() {
    return optional("on_behalf_of", text(id_bytes), "Absent colleague or outside body");
}
Member fields(const char* name) {
    return optional(name, map_of(plain_value(), fields_of_an_event),
                    "By name, as the definitions declare them; a date is text like 2026-03-17, "
                    "null is unknown");
}
Member assignments() {
    return optional("assignments", map_of(or_null(text(id_bytes)), fields_of_an_event),
                    "Staff id by role; null takes the role away");
}

std::vector<Member> with(std::vector<Member> first, const std::vector<Member>& rest) {
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
}

std::vector<Member> event_members() {
    return {required("event", some_text(id_bytes), "Name, as the definitions declare it"),
            fields("fields"),
            assignments(),
            reason(),
            effective(),
            on_behalf()};
}

ShapePointer command(const std::string& name, const std::string& about,
                     const ShapePointer& without_key) {
    return object(
        name, about,
        with({required("key", some_text(limits::key_bytes), "Idempotency key of this item alone")},
             without_key->members));
}

}  // namespace

const ShapePointer& person() {
    static const ShapePointer shape =
        object("Person", "Identities in the live systems; at least one",
               {optional("noms", text(id_bytes), "Prison number"),
                optional("crn", text(id_bytes), "Probation case reference")});
    return shape;
}

const ShapePointer& open_case() {
    static const ShapePointer shape =
        object("OpenCase", "Opens the case of a person",
               {required("person", person(), "Whose case"), fields("facts"), assignments(),
                reason(), effective(), on_behalf()});
    return shape;
}

namespace {

ShapePointer placed_state() {
    return object("PlacedState", "One state that the case stands in",
                  {required("pathway", some_text(id_bytes), "Pathway id"),
                   required("state", some_text(id_bytes), "The innermost of its strand"),
                   optional("since", instant(), "When it was entered; default: when it was true"),
                   optional("stage", text(id_bytes), "Where the state keeps the one before it")});
}

ShapePointer placed_handoff() {
    return object("PlacedHandoff", "A handoff that is open already",
                  {required("pathway", some_text(id_bytes), "Pathway id"),
                   required("name", some_text(id_bytes), "H06"),
                   optional("to", text(id_bytes), "Receiving role, where there are several"),
                   optional("raised", instant(), "Default: when its state was entered"),
                   optional("acknowledged_by", text(id_bytes), "Staff id; none: nobody yet"),
                   optional("acknowledged_at", instant(), "Needed with `acknowledged_by`"),
                   optional("evidence", text(4000), "How an outside body's answer is known")});
}

ShapePointer placed_gate() {
    return object("PlacedGate", "A gate that a named person has cleared before",
                  {required("pathway", some_text(id_bytes), "Pathway id"),
                   required("gate", some_text(id_bytes), "Its id"),
                   required("cleared_by", some_text(id_bytes), "Staff id"),
                   optional("countersigned_by", text(id_bytes), "Where it wants a second person"),
                   required("reason", some_text(), "Why"),
                   optional("at", instant(), "Default: when it was true")});
}

}  // namespace

const ShapePointer& place_case() {
    static const ShapePointer shape =
        object("PlaceCase", "Opens the case of a person where they really stand",
               {required("person", person(), "Whose case"), fields("facts"), assignments(),
                required("states", list_of(placed_state(), 200), "Others begin where they begin"),
                optional("handoffs", list_of(placed_handoff(), 200),
                         "Whatever is not listed counts as done, or as not yet raised"),
                optional("gates", list_of(placed_gate(), 200), "Cleared ones"),
                required("reason", some_text(), "Why; kept in the log"), effective(), on_behalf()});
    return shape;
}

const ShapePointer& event() {
    static const ShapePointer shape =
        object("Event", "Tells a case that something happened", event_members());
    return shape;
}

const ShapePointer& event_of_person() {
    static const ShapePointer shape =
        object("EventOfPerson", "The same for whoever knows only the person",
               with({required("person", person(), "Whose case; none yet: it is kept until then")},
                    event_members()));
    return shape;
}

const ShapePointer& handoff_move() {
    static const ShapePointer shape =
        object("HandoffMove", "A named person acts on a handoff",
               {optional("evidence", text(4000), "How an outside body's answer is known"), reason(),
                effective(), on_behalf()});
    return shape;
}

const ShapePointer& correction() {
    static const ShapePointer shape =
        object("Correction", "Takes back an entry that should never have been made",
               {required("sequence", number(1), "Of the entry in the case's history"),
                required("reason", some_text(), "Why; kept in the log"), on_behalf()});
    return shape;
}

const ShapePointer& bulk() {
    static const ShapePointer shape = [] {
        const ShapePointer move = object(
            "BulkMove", "A handoff move with its place",
            with({required("key", some_text(limits::key_bytes), "Idempotency key of this item"),
                  required("case", some_text(id_bytes), "Reference"),
                  required("handoff", number(1), "Its number"),
                  required("action", choice(handoff_actions()), "What to do")},
                 handoff_move()->members));
        const ShapePointer of_case = object(
            "BulkEvent", "An event with its case",
            with({required("key", some_text(limits::key_bytes), "Idempotency key of this item"),
                  required("case", some_text(id_bytes), "Reference")},
                 event()->members));
        const ShapePointer item = object(
            "BulkItem", "Exactly one of the four",
            {optional("open", command("BulkOpen", "Opens a case", open_case()), "Opens"),
             optional("event", of_case, "Event on a case"),
             optional("event_of_person",
                      command("BulkEventOfPerson", "An event of a person", event_of_person()),
                      "Event of a person"),
             optional("move", move, "Handoff move")});
        return object("Bulk", "Many commands; grouped into few commits, each with its own answer",
                      {required("items", list_of(item, limits::bulk_commands), "In order")});
    }();
    return shape;
}

const ShapePointer& definition_files() {
    static const ShapePointer shape = object(
        "DefinitionFiles", "A workflows folder",
        {required("files",
                  list_of(object("DefinitionFile", "One file",
                                 {required("path", some_text(400), "accommodation/pathway.yaml"),
                                  required("text", text(), "Its whole content")}),
                          1000),
                  "Every .yaml of the folder but the tests")});
    return shape;
}

const ShapePointer& because() {
    static const ShapePointer shape =
        object("Because", "Why it is done", {required("reason", some_text(), "Kept with it")});
    return shape;
}

}  // namespace throughgate::http::shapes
