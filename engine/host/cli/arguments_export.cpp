// SPDX-License-Identifier: MIT
// `case export`: for a person who asks what is held about them; and what may be erased of it.
#include "host/cli/arguments_erase.hpp"
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void export_command(CLI::App& group, Arguments& a) {
    CLI::App* command = add(group, a, {"case", "export"},
                            "All that is held about one person, as one JSON document");
    command->add_option("reference", a.files, "TG-000001, or a prison number or CRN")
        ->required()
        ->expected(1);
    command->add_option("--as", a.as,
                        "Staff id: export what this person may see, and log that they read it");
    command->add_option("--reason", a.reason, "What for; stands in the document and the log")
        ->required();
    erase_command(group, a);
}

}  // namespace throughgate::cli
