// SPDX-License-Identifier: MIT
// Codes of reading (TG01xx) and of common files (TG08xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG0101", "not readable as YAML",
     "The text breaks the rules of YAML at this place, so nothing after it can be trusted.",
     "correct the indentation, brackets or quotes at this place"},
    {"TG0102", "bytes that are not text", "A definition is UTF-8 text without control characters.",
     "save the file as UTF-8 and remove the character"},
    {"TG0103", "file too large",
     "A definition has at most 1 MiB: it must stay readable for people.",
     "split the file, or move shared parts to common/"},
    {"TG0104", "nested too deep", "A definition is nested at most 32 deep.",
     "give the inner part an id of its own and name it"},
    {"TG0105", "key written twice",
     "A mapping with the same key twice has two meanings, and readers disagree which one "
     "counts.",
     "remove one of the two, or give it another id"},
    {"TG0106", "anchor, alias or merge key",
     "Text that is brought in from elsewhere hides what a state does, and makes "
     "differences unreadable.",
     "write the text out, or name a shared ladder, message or fact"},
    {"TG0107", "target does not exist",
     "A transition leads to a state that is not drawn in its strand.",
     "name a state of the same strand"},
    {"TG0108", "tag", "A tag ('!!str') changes the type of a value. Types come from the key alone.",
     "remove the tag"},
    {"TG0109", "several documents", "One file holds one definition.",
     "move what follows '---' to a file of its own"},
    {"TG0110", "unknown key",
     "The key means nothing at this place, so what stands under it would be ignored.",
     "remove it, or move it to where it belongs"},
    {"TG0111", "key missing", "A key that is always needed is missing.", "add the key"},
    {"TG0112", "wrong kind of value",
     "The key wants another kind of value: a word, a list or a mapping.",
     "write the kind of value that the reference page names for the key"},
    {"TG0113", "value not allowed", "The key takes one of a few values only.",
     "use one of the values that are allowed"},
    {"TG0114", "yes, no, on or off",
     "Other YAML readers turn these words into truth values, so the same file would mean "
     "two things.",
     "write true or false, or choose another word"},
    {"TG0115", "unknown format", "The file is written for another version of this language.",
     "write 'format: 1'"},
    {"TG0116", "not a definition",
     "The file says neither 'pathway:', 'common:', 'calendar:', 'rules:', 'chart:', 'catalogue:' "
     "nor 'labels:', or more than one of them.",
     "say with one of the seven keys what the file is"},
    {"TG0117", "not a usable id",
     "Ids are stored for ever and stand in conditions, so they are small letters, digits, "
     "'_', '-' and '.'; handoffs may have capitals. Words of the rule language cannot be "
     "ids.",
     "choose another id; put the words for people under 'title'"},
    {"TG0118", "empty file", "The file holds nothing.", "write the definition or delete the file"},
    {"TG0801", "common file not found", "'common:' names a file that no folder holds.",
     "name one of the common files, without folder and ending"},
    {"TG0802", "calendar not found", "'calendar:' names a calendar that no file declares.",
     "name a calendar of common/calendars"},
    {"TG0803", "name declared in two files",
     "Two files say that they are the same pathway, common part or calendar.",
     "give one of the two another name"},
    {"TG0804", "manager is not a role, or manages itself",
     "Escalation follows 'manager:' upwards. The chain must lead to declared roles and "
     "end.",
     "name a declared role that stands higher"},
    {"TG0805", "calendar contradicts itself",
     "The weekend, a date or the horizon of the calendar cannot be right, so no deadline "
     "that uses it can be.",
     "correct the date or the day's name"},
    {"TG0806", "declared twice",
     "The same fact, role, ladder or message comes from two of the files that this pathway"
     " uses.",
     "remove one, or stop using one of the two files"},
    {"TG0807", "fact differs between pathways",
     "Facts belong to the case: two pathways that declare the same fact must declare the "
     "same type.",
     "move the fact to a common file, or give one of the two another name"},
    {"TG0808", "no spine (warning)",
     "Every case starts with the spine; without it no case can be opened.",
     "add spine/pathway.yaml"},
    {"TG0809", "versions of a rule overlap",
     "On one day two versions of a named rule are in force, or one ends before it starts, so "
     "nobody can say which counts.",
     "end the older one with 'until:' on the day before the newer one's 'from:'"},
    {"TG0810", "unknown type of an input",
     "The inputs of a named rule have types, so that mistakes are found before a case meets them.",
     "write date, instant, number, truth, text, code, local or time"},
    {"TG0811", "result without or with two meanings",
     "A result is one phrase, or exactly one of 'code', 'fields', 'choose' and 'list', which may "
     "not be empty.",
     "keep one of the keys and give it what it needs"},
    {"TG0812", "branch of a rule that cannot stand",
     "A branch is 'when:' with 'gives:', or 'otherwise:' alone and last.",
     "give the branch a condition and a result, or move 'otherwise' to the end"},
    {"TG0813", "file of rules not found", "'rules:' names a file of rules that no folder holds.",
     "name one of the files of common/rules, without folder and ending"},
    {"TG0814", "calendar cannot be combined so",
     "A combined calendar takes all of its days from other calendars, in one way, and never from "
     "itself.",
     "name other calendars under 'all_work' or under 'any_works', and nothing else"},
    {"TG0815", "calendar ends soon (warning)",
     "Deadlines may lie a year ahead. After the last day for which holidays are known, only "
     "weekends are left out, so a date may come out a day or more too early or too late.",
     "import a newer list with `throughgate import calendar`"},
    {"TG0816", "settle delay", "Dates that moved wait so long before people are told.",
     "write in the spine for example 'settle: 60 minutes', 'settle: 2 hours' or 'settle: at "
     "once'; at most 7 days"},
    {"TG0817", "compression without end", "'late' is for what is entered after 'not_after'.",
     "add 'not_after', or remove 'late'"},
    {"TG0818", "exemption not possible",
     "An exemption stops the clock of a state's 'due', and never of anything critical.",
     "name a declared exemption, on a state that has 'due' and no critical notice"},
    {"TG0819", "role never used (warning)",
     "Said by `check --strict`. No pathway gives the role anything to do, asks it or tells it.",
     "remove it, or name it where it should act"},
    {"TG0820", "exemption never used (warning)",
     "Said by `check --strict`. No state allows the exemption.",
     "remove it, or name it under 'exempt:'"},
});

}  // namespace

std::span<const CodeRow> reading_rows() { return rows; }

}  // namespace throughgate::definition
