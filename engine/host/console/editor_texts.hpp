// SPDX-License-Identifier: MIT
// The texts that the editor works on, and what a browser does to them on their way. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughgate::console {

/// Changes whenever the text does.
std::string mark_of(std::string_view text);

/// A form sends every line end as CR LF. Lines that are as they were before keep the end that they
/// had; new ones get the end that most lines had.
std::string with_line_ends_of(std::string_view sent, std::string_view before);

/// Why a text cannot be edited in a browser, as a sentence, or "".
std::string fault_of_text(std::string_view text);
/// Why no definition can have this path, as a sentence, or "": "accommodation/pathway.yaml" can.
std::string fault_of_path(std::string_view path);
/// "the_bed_is_lost" of "The bed is lost!"; letters and digits of ASCII alone.
std::string file_name_of(std::string_view sentence);
/// ".test.yaml"
bool is_test_file(std::string_view path);
/// "accommodation"; "" of a file that lies in no folder.
std::string_view folder_of(std::string_view path);

}  // namespace throughgate::console
