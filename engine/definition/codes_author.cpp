// SPDX-License-Identifier: MIT
// Codes of what is valid but wrong: it can be compiled and run, and would still hurt somebody.
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG0250", "no end can be reached (warning)",
     "The strand has a final state, and from these states no step leads to one: a case that comes "
     "here goes round until somebody closes it by hand.",
     "draw a way out of the circle, or name in 'ignore' why it never ends"},
    {"TG0251", "pathway without an end (warning)",
     "The main strand has no final state, so the pathway never closes and has no outcome.",
     "draw a final state with 'stage: closed' and an outcome"},
    {"TG0252", "eventless steps that may go round (warning)",
     "There is a situation in which all conditions of a circle of eventless steps are true. The "
     "case would then be parked with an incident, after a thousand steps.",
     "let the conditions exclude each other, or give one of the steps an event"},
    {"TG0253", "event that changes nothing (warning)",
     "The event leads nowhere, asks for nothing, tells nobody, and nothing else answers it.",
     "say what follows from it, or remove it"},
    {"TG0254", "timer that comes too late (warning)",
     "Two timers of one state are due at the same moment. The first one leaves the state, so the "
     "other never comes.",
     "give one of the two another date, or make one timer with 'choose:' of both"},
    {"TG0255", "event that looks like another (warning)",
     "Said by `check --strict`. An event is declared by being answered, so a slip in its name "
     "makes "
     "another event that nobody sends. It differs by one letter from one that is answered more "
     "often, or that a pathway sends.",
     "write both alike, or ignore the warning with the reason why they are two"},
    {"TG0350", "condition that is always true (warning)",
     "Whatever is known of the case, the condition holds, so nothing depends on it.",
     "correct the condition, or leave it out"},
    {"TG0351", "condition that is never true (warning)",
     "No values that the facts can have make the condition true, so what it guards never happens.",
     "correct the values, or replace 'and' by 'or'"},
    {"TG0352", "condition that an earlier branch covers (warning)",
     "Branches are read from the top. Whenever this condition is true, one before it is true "
     "already, so this branch is never taken.",
     "put the narrower condition first, or remove the branch"},
    {"TG0353", "timer that asks for what may be unknown (warning)",
     "Said by `check --strict`. A timer comes once. When none of its conditions is true and one is "
     "unknown at that moment, not even its 'otherwise' is taken, then or later.",
     "add 'if_unknown:' with the safe way"},
    {"TG0450", "no owner after the gate (warning)",
     "The release leads into a state whose owner works in the prison or outside the service: from "
     "the gate on nobody in the community owns it.",
     "name the responsible officer or another role of the community as owner"},
    {"TG0550", "gate that can be walked round (warning)",
     "A second event of the same state leads where the gate leads, and names no gate.",
     "add 'gate:' to it, or lead it to a state in front of the gate"},
    {"TG0650", "date that is past when it begins",
     "Counted back from its own beginning, the date is overdue at once: nobody can keep it.",
     "count after 'entry' or 'raised', or back from the release date"},
    {"TG0651", "bounds that exclude each other",
     "'but_not_before' lies after 'but_not_after', so one of the two is broken whatever the date.",
     "exchange the two, or move one of them"},
    {"TG0652", "date after the release that ends it (warning)",
     "The state is left with the release, and it is due only after that: nobody is ever reminded.",
     "count back from the release, or move the date to a state after the gate"},
    {"TG0653", "rung that doubles another (warning)",
     "Two rungs of one ladder tell the same people at the same time.",
     "join the two, or move one of them"},
    {"TG0654", "consent missing (warning)",
     "The pathway keeps what the person agreed to, and this handoff takes facts to a provider or "
     "an "
     "outside body on a way on which nothing was asked about it.",
     "ask for the consent before, or open the handoff under a condition about it"},
    {"TG0655", "role that nobody holds (warning)",
     "Said by `check --staff`. The role owns work, receives a handoff or is told by a rung, and no "
     "person in the directory has it: what is for it ends with nobody. A role that owns no state "
     "and "
     "is named in the case when it comes up needs nobody before, as long as somebody manages it.",
     "give the role to somebody, or name another one"},
    {"TG0750", "personal data in a message",
     "The words of a message go to everybody who gets it, whatever the case: a number or an "
     "address "
     "in them belongs to one person.",
     "take it out; variables such as '{{case.reference}}' stand for the case at hand"},
    {"TG0751", "protected matter in a message (warning)",
     "Messages are read on telephones and over shoulders. The word tells what a label keeps from "
     "those who may not see it.",
     "say what to do, and leave the matter to the link"},
});

constexpr std::array ignores = std::to_array<CodeRow>({
    {"TG1501", "ignore without a reason",
     "Whoever comes later must be able to see why the warning was not heeded.",
     "say it after 'because:'"},
    {"TG1502", "ignore of an unknown rule", "Only codes of this page can be ignored.",
     "correct the code; `throughgate explain --list` lists them"},
    {"TG1503", "ignore of an error",
     "A definition with an error cannot be published, whatever the reason.", "mend the error"},
    {"TG1504", "ignore that ignores nothing (warning)",
     "The warning is gone, or stands at another place. What is left of the ignore would hide the "
     "next one.",
     "remove it, or correct its 'at:'"},
});

}  // namespace

std::span<const CodeRow> author_rows() { return rows; }
std::span<const CodeRow> ignore_rows() { return ignores; }

}  // namespace throughgate::definition
