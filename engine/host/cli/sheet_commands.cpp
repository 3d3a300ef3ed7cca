// SPDX-License-Identifier: MIT
#include "host/cli/sheet_commands.hpp"

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/report_commands.hpp"
#include "host/json/sheets.hpp"
#include "throughgate/sheet_pages.hpp"
#include "throughgate/sheet_queries.hpp"

namespace throughgate::cli {
namespace {

/// Pages end their last line themselves.
void print_page(const Console& console, std::string page) {
    while (!page.empty() && page.back() == '\n') page.pop_back();
    console.line(page);
}

/// JSON for programs, else text or HTML for people.
template <typename View>
int print(const Result<View>& view, const Arguments& a, const Console& console) {
    if (!view.ok()) return console.fail(view.error());
    if (console.json())
        console.value(to_json(*view));
    else
        print_page(console, a.page == "html" ? html_page(*view) : text_page(*view));
    return exit_clean;
}

constexpr std::size_t usual_limit = 100;  // of Arguments
constexpr std::size_t list_limit = 1000;

std::size_t limit_of(const Arguments& a) { return a.limit == usual_limit ? list_limit : a.limit; }

void say_next(const std::string& next, std::size_t total, const Console& console) {
    if (!next.empty())
        console.remark("there are " + std::to_string(total) + " in all; go on with --after " +
                       next);
}

int report_out(const Arguments& a, const Console& console, Session& session) {
    const auto on = day_of(a.day, "--on");
    if (!on.ok()) return console.fail(on.error());
    const auto from = day_of(a.from, "--from");
    if (!from.ok()) return console.fail(from.error());
    const auto until = day_of(a.until, "--to");
    if (!until.ok()) return console.fail(until.error());
    if (*on && (*from || *until))
        return console.fail({ErrorKind::invalid, "give either --on, or --from and --to", "--on"});
    ReleaseQuery query;
    query.from = *on ? *on : *from;
    query.until = *on ? *on : *until;
    query.prison = a.prison;
    query.wing = a.wing;
    query.after = a.after;
    query.limit = limit_of(a);
    query.language = a.language;
    const auto list = session.ask(a, [&](auto& door) { return door.releases(query); });
    const int code = print(list, a, console);
    if (list.ok()) say_next(list->next, list->total, console);
    return code;
}

int report_in(const Arguments& a, const Console& console, Session& session) {
    const auto on = day_of(a.day, "--on");
    if (!on.ok()) return console.fail(on.error());
    ReceptionQuery query;
    query.day = *on;
    query.prison = a.prison;
    query.wing = a.wing;
    query.after = a.after;
    query.limit = limit_of(a);
    query.language = a.language;
    const auto list = session.ask(a, [&](auto& door) { return door.receptions(query); });
    const int code = print(list, a, console);
    if (list.ok()) say_next(list->next, list->total, console);
    return code;
}

}  // namespace

int print_facts_of(const Arguments& a, const Console& console, Session& session) {
    const auto facts =
        session.ask(a, [&](auto& door) { return door.facts_of(a.files.front(), a.language); });
    if (!facts.ok()) return console.fail(facts.error());
    if (console.json())
        console.value(to_json(*facts));
    else
        print_page(console, text_page(*facts));
    return exit_clean;
}

int print_needs_of(const Arguments& a, const Console& console, Session& session) {
    return print(
        session.ask(a, [&](auto& door) { return door.needs_of(a.files.front(), a.language); }), a,
        console);
}

int print_sheet_of(const Arguments& a, const Console& console, Session& session) {
    return print(
        session.ask(a, [&](auto& door) { return door.release_sheet(a.files.front(), a.language); }),
        a, console);
}

int print_contact_of(const Arguments& a, const Console& console, Session& session) {
    const auto contact = session.ask(
        a, [&](auto& door) { return door.contact_text(a.files[0], a.files[1], a.language); });
    if (!contact.ok()) return console.fail(contact.error());
    if (console.json())
        console.value(to_json(*contact));
    else
        print_page(console, contact->text);
    return exit_clean;
}

int run_report(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    if (arguments.command.back() != "out" && arguments.command.back() != "in")
        return run_figures(arguments, console, **session);
    return arguments.command.back() == "out" ? report_out(arguments, console, **session)
                                             : report_in(arguments, console, **session);
}

}  // namespace throughgate::cli
