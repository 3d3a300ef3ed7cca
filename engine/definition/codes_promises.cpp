// SPDX-License-Identifier: MIT
// Codes of gates (TG05xx), handoffs and ladders (TG06xx) and messages (TG07xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG0501", "unknown gate", "The event names a gate that this pathway does not declare.",
     "declare the gate, or use one that is declared"},
    {"TG0502", "timer names a gate",
     "A gate is passed by an event that a person sends, never because time has passed.",
     "remove the gate and lead to a state in front of it"},
    {"TG0503", "time leads past a gate",
     "The state can be reached only through a gate, and this timer or eventless step goes "
     "around it.",
     "lead to a state in front of the gate, and tell somebody with a ladder"},
    {"TG0504", "gate blocks nothing (warning)", "No event names the gate.",
     "add 'gate:' to the events that it blocks, or remove it"},
    {"TG0505", "gate needs nothing (warning)",
     "The gate can be cleared at once: nothing has to be known for it.",
     "list under 'needs' what must be known before it is cleared"},
    {"TG0506", "gate cleared by an outside body",
     "Outside bodies have no login: a named insider clears a gate and records what they "
     "were told.",
     "name a role of the prison or community side"},
    {"TG0507", "second look by the same role",
     "The countersignature must come from another role than the one that clears the gate.",
     "name a role that manages the first"},
    {"TG0601", "unknown handoff", "The handoff is not declared in this pathway.",
     "declare it under 'handoffs', or use one that is declared"},
    {"TG0602", "unknown ladder", "The ladder is in none of the files that this pathway uses.",
     "name a ladder of common/ladders.yaml, or write its rungs"},
    {"TG0603", "handoff from a role to itself", "A handoff has two sides.",
     "name another role on one side"},
    {"TG0604", "handoff without a clock", "Nobody would notice that the handoff was forgotten.",
     "add 'acknowledge' and 'complete' with a deadline"},
    {"TG0605", "ladder that never escalates",
     "If the two sides say nothing, nobody above them would ever be told.",
     "add a rung that tells a manager, a team box or a duty role"},
    {"TG0606", "ladder ends with one person (warning)",
     "The last rung tells only a person who may be away.",
     "end the ladder with a manager or a team box"},
    {"TG0607", "escalates to itself",
     "The rung tells as manager somebody who is already on the handoff, so nobody new "
     "learns of it.",
     "name a role above both sides"},
    {"TG0608", "outside body told",
     "Outside bodies have no login and no place in the directory: nobody would be told.",
     "tell the role inside that deals with them"},
    {"TG0609", "role without manager",
     "The rung tells the manager of a role for which no manager is declared.",
     "add 'manager:' to the role, or tell another role"},
    {"TG0610", "clock reads what comes later",
     "The clock would be due after something that happens only once it has stopped.",
     "reckon it from 'raised' or from the release date"},
    {"TG0611", "done before acknowledged",
     "The handoff would have to be done before it has to be acknowledged.",
     "move one of the two deadlines"},
    {"TG0612", "inside and outside receivers in one handoff",
     "Replies of outside bodies are recorded by the sender; insiders acknowledge "
     "themselves.",
     "declare two handoffs"},
    {"TG0613", "wrong kind of acknowledgement",
     "Outside bodies have no login, so their answer is the acknowledgement: 'on reply'. "
     "Insiders acknowledge by a deadline.",
     "write 'acknowledge: on reply' for outside bodies only"},
    {"TG0614", "handoff never opened (warning)", "No state and no event opens the handoff.",
     "add it to 'opens' of a state, or remove it"},
    {"TG0615", "repeat without limit",
     "A rung that repeats says how often at most, and a limit needs a repeat.",
     "write 'again' and 'at_most' together, at_most 2 or more"},
    {"TG0616", "no default ladder",
     "The deadline names no ladder and no common file holds the default one.",
     "name a ladder, or add the default to common/ladders.yaml"},
    {"TG0617", "label lost on the way", "The handoff carries a labelled fact under another label.",
     "carry the fact under its own label"},
    {"TG0618", "not a recipient",
     "A recipient is a role, 'deputy of', 'manager of', 'manager of manager of' or 'team box of' a "
     "role, or 'from', 'to', 'owner' where they have a meaning.",
     "write for example 'manager of ro'"},
    {"TG0619", "receiver missing or named twice",
     "A handoff goes 'to' one role or 'to_each' of several.", "write one of the two"},
    {"TG0620", "date that reads the clock",
     "A date that counts from 'now' or 'today' is another one whenever it is looked at: it never "
     "comes, or comes over and over. Squeezes, exemptions and events that are sent later may.",
     "count from 'entry' or 'raised', or from a date in the record"},
    {"TG0621", "ladder never used (warning)",
     "Said by `check --strict`. No state and no handoff names the ladder, and it is none that is "
     "used without being named.",
     "remove it, or name it where it should hold"},
    {"TG0622", "handoff that nobody has to acknowledge (warning)",
     "It has a date by which it must be done, and none by which a named person answers for it: "
     "until then nobody is told that it was never taken up.",
     "add 'acknowledge:' with a date for people inside, or 'on reply' for an outside body"},
    {"TG0701", "unknown message",
     "The message is neither in this pathway nor in the common files that it uses.",
     "declare it under 'messages', or use one that is declared"},
    {"TG0702", "labelled fact in a message",
     "Messages leave the system. They may never hold what a label protects.",
     "leave it out: the link leads to it for whoever may see it"},
    {"TG0703", "unknown variable in a message", "The variable would stay empty in every message.",
     "use one of the variables that the reference page lists"},
    {"TG0704", "template does not close", "A '{{' or a section of the message is not closed.",
     "close it"},
    {"TG0705", "message over 90 words (warning)",
     "Officers with 70 cases do not read long messages.",
     "say what to do, by when, and leave the rest to the link"},
    {"TG0706", "message never used (warning)", "No rung, handoff or event sends the message.",
     "remove it, or use it"},
    {"TG0707", "message of the engine missing (warning)",
     "The engine tells people by itself that a handoff has ended unheard, was declined, is asked "
     "about or is answered, that a case wants a look, and that nobody owns its work. Without the "
     "message it says nothing.",
     "declare it under 'messages', or use a common file that does"},
    {"TG0708", "entry for an unknown system",
     "What is to be recorded elsewhere names a system that has no name for people.",
     "declare it under 'sources', or use a common file that does"},
    {"TG0709", "labelled state recorded elsewhere",
     "A label protects the state, and the record of another system is read by others: that the "
     "person was in this state would leave with the entry.",
     "record it with a step that has no label, or take the label away"},
});

}  // namespace

std::span<const CodeRow> promise_rows() { return rows; }

}  // namespace throughgate::definition
