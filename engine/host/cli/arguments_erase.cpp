// SPDX-License-Identifier: MIT
#include "host/cli/arguments_erase.hpp"

#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

namespace {

void whose_and_why(CLI::App& command, Arguments& a) {
    command.add_option("reference", a.files, "TG-000001")->required()->expected(1);
    command.add_option("--because,--reason", a.reason, "Why; kept, so name nobody")->required();
    command.add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
}

}  // namespace

void erase_command(CLI::App& group, Arguments& a) {
    whose_and_why(*add(group, a, {"case", "erase"},
                       "Erase a closed case for good: ask for it, or carry out what a second "
                       "person has asked for"),
                  a);
    whose_and_why(*add(group, a, {"case", "keep"}, "Withdraw that a case was to be erased"), a);
}

}  // namespace throughgate::cli
