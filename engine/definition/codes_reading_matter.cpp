// SPDX-License-Identifier: MIT
// Codes of what people read and print (TG11xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG1101", "unknown service", "The state names a service that no catalogue holds.",
     "name a service of a file with 'catalogue:', or add it there"},
    {"TG1102", "service never offered (warning)",
     "Said by `check --strict`. Nobody is shown a service that no state names.",
     "name it under 'services:' of a state in which it helps, or remove it"},
    {"TG1103", "fact does not suit an appointment",
     "An appointment's day is a date or an instant, its time and place are texts, its journey and "
     "length are numbers of minutes. An instant is day and time in one.",
     "name a fact of that type"},
    {"TG1104", "label of nothing",
     "A file of labels speaks of what the files of its own folder declare. A label that belongs to "
     "nothing would never be read.",
     "correct the id, or move the label to the folder that declares it"},
    {"TG1105", "not a language", "Languages are told apart by two small letters.",
     "write 'labels: cy' for Welsh, for example"},
    {"TG1106", "times or numbers of notices that do not fit",
     "The digest goes while people work, outside the quiet hours, and the second one of a day "
     "after the first. Quiet hours begin in the evening and end in the morning. A number beyond "
     "its bounds is most likely a slip.",
     "for example 'quiet_from: \"18:00\"', 'quiet_until: \"07:30\"', 'digest: \"08:30\"', "
     "'second_digest: \"16:00\"'"},
    {"TG1107", "class of no notice",
     "Under 'classes' stands one of critical, action and info for a message that the spine or "
     "another pathway sends.",
     "correct the id of the message, or the class"},
    {"TG1108", "points of work that do not fit",
     "A weight lies between 0 and 100, an officer has between 1 and 10000 points and is shown "
     "apart "
     "from between 1 and 1000 cases. A number beyond its bounds is most likely a slip.",
     "for example 'available: 180', 'many_cases: 70', 'risk: {low: 2, high: 5}'"},
});

}  // namespace

std::span<const CodeRow> reading_matter_rows() { return rows; }

}  // namespace throughgate::definition
