// SPDX-License-Identifier: MIT
// Who may see what: the caller's own rights, the log of reads, breaking the glass.
#include "throughgate/access.hpp"

#include "host/http/commands.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/going_live.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

Response nobody() {
    return to_response({"refused",
                        "the token is nobody's in particular: use one with --actor, or name your "
                        "user with Throughgate-Person",
                        "",
                        {},
                        0});
}

Response show_rights(Services& services, const Call& call) {
    const auto viewer = viewer_of(call.principal);
    return viewer ? answer_of(Access(services.engine, *viewer).rights()) : nobody();
}

Response break_glass(Services& services, const Call& call) {
    const auto viewer = viewer_of(call.principal);
    if (!viewer) return nobody();
    return answer_of(
        Access(services.engine, *viewer)
            .break_glass(call.in_path("case"), text_member(call.body.get_object(), "reason")));
}

Response list_reads(Services& services, const Call& call) {
    ReadQuery query;
    query.case_reference = call.in_query("case");
    query.person = call.in_query("person");
    query.after = number_in<std::uint64_t>(call.in_query("after"));
    query.limit = call.limit() + 1;
    auto entries = services.engine.reads(query);
    if (!entries.ok()) return to_response(problem_of(entries.error()));
    const bool more = cut_to_lines(*entries, call.limit());
    return page_response(to_json_array(*entries),
                         more ? std::to_string(entries->back().number) : std::string());
}

Route access_route(Services& services, const char* method, const char* path, const char* operation,
                   const char* title, Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = path;
    route.operation = operation;
    route.tag = "Access";
    route.title = title;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> access_routes(Services& services) {
    Route rights = access_route(services, "GET", "/api/v1/me/rights", "showRights",
                                "What the person may see, and why", show_rights);
    rights.answer = shapes::rights();
    rights.problems = {"forbidden", "refused"};
    Route glass =
        access_route(services, "POST", "/api/v1/cases/{case}/glass", "breakGlass",
                     "Open a case beyond the person's rights, for four hours", break_glass);
    glass.about =
        "Logged, and the manager of whoever owns the case is told at once. Broken again, the four "
        "hours begin again, so it needs no key.";
    glass.in_path = {case_parameter()};
    glass.body = shapes::because();
    glass.answer = shapes::broken_glass();
    glass.problems = {"not-found", "forbidden", "refused"};
    Route reads =
        access_route(services, "GET", "/api/v1/reads", "listReads",
                     "The log of reads: who was given what of whom, oldest first", list_reads);
    reads.scope = Scope::operate;
    reads.in_query = {{"case", some_text(100), "Only of this case"},
                      {"person", some_text(100), "Only what this member of staff was given"},
                      {"after", number(), "Number of the last entry that you have"},
                      limit_parameter()};
    reads.answer = shapes::page_of("ReadPage", shapes::read_entry());
    reads.problems = {"not-found"};
    return {std::move(rights), std::move(glass), std::move(reads)};
}

}  // namespace throughgate::http
