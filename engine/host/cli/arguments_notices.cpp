// SPDX-License-Identifier: MIT
// What is typed about notices.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void notice_commands(CLI::App& app, Arguments& a) {
    CLI::App* notice = app.add_subcommand("notice", "What became of notices");
    notice->require_subcommand(1);
    CLI::App* list = add(*notice, a, {"notice", "list"},
                         "Of a case or a person; of neither: dead letters to decide about");
    list->add_option("--case", a.of_case, "TG-000001, or a prison number or CRN");
    list->add_option("--person", a.person, "Staff id; newest first");
    list->add_option("--limit", a.limit);
    list->add_option("--after", a.after, "The last notice of the page before");
    const auto about = [&](const char* name, const char* help, const char* what) {
        CLI::App* command = add(*notice, a, {"notice", name}, help);
        command->add_option(what, a.files)->required()->expected(1);
        return command;
    };
    about("show", "Every attempt and what was heard of it", "notice");
    about("record", "What went to a member of staff, mail by mail", "person")
        ->add_option("--limit", a.limit);
    actor_options(*about("retry", "Tell a dead letter again, whoever is to be told now", "notice"),
                  a);
    actor_options(*about("waive", "Record why a dead letter need not go", "notice"), a);
    CLI::App* route =
        add(app, a, {"route"}, "Who would be told what, when and why; nothing is sent");
    route->add_option("dir", a.files, "Workflows folder")->required()->expected(1);
    route->add_option("--case", a.of_case, "JSON of an invented case, or its file")->required();
    route->add_option("--staff", a.staff_file, "Staff directory as CSV")->required();
    route->add_option("--rota", a.rota_file, "Duty rota as CSV");
    route->add_option("--channel", a.channels, "Name of the channel (default: file-drop)");
}

}  // namespace throughgate::cli
