// SPDX-License-Identifier: MIT
// Codes of files that extend others (TG16xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG1601", "extended file that is not there",
     "A file can only change one that lies in the same workflows folder: without it nothing is "
     "known about the rest.",
     "write the path from the workflows folder, as `base/accommodation/pathway.yaml`"},
    {"TG1602", "files that extend each other in a circle",
     "Each of them waits for the other, so neither says what it begins with.",
     "let one of them stand by itself"},
    {"TG1603", "extended file of another kind or id",
     "What is changed keeps its kind and its id: live cases know it by them.",
     "name the file that declares the same id, or give this one that id"},
    {"TG1604", "removal of what is not there",
     "The path leads to nothing in the extended file, so it may be a slip, or the extended file "
     "has changed.",
     "write the keys from the top of the file with slashes, as `handoffs/H05/ladder/chase`"},
    {"TG1605", "file that two others extend",
     "Both would be laid over it, and which of them wins would depend on their names.",
     "let one of the two extend the other"},
    {"TG1606", "removal in a file that extends none", "There is nothing to remove from.",
     "add 'extends:' with the path of a file, or leave the part out"},
    {"TG1607", "change of what is not there",
     "The extended file has nothing of this id, and what stands under it is too little for "
     "something new.",
     "correct the id, or write all that a new one needs"},
});

}  // namespace

std::span<const CodeRow> extends_rows() { return rows; }

}  // namespace throughgate::definition
