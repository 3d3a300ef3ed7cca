// SPDX-License-Identifier: MIT
// Notices: what became of each, dead letters, what a person decides about them, what was heard.
#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/notices.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Response list_records(Services& services, const Call& call) {
    NoticeQuery query;
    query.case_reference = call.in_query("case");
    query.person = call.in_query("person");
    query.dead_letters = query.case_reference.empty() && query.person.empty();
    query.after = call.in_query("after");
    query.limit = call.limit();
    const auto records = list_notices(services.engine, query);
    if (!records.ok()) return to_response(problem_of(records.error()));
    const bool full = query.person.empty() && records->size() == query.limit;
    return page_response(array_of(*records), full ? records->back().notice.effect : "");
}

Response show_record(Services& services, const Call& call) {
    return answer_of(find_notice(services.engine, call.in_path("notice")));
}

Response decide(Services& services, const Call& call) {
    const std::string& effect = call.in_path("notice");
    const std::string why = text_member(call.body.get_object(), "reason");
    const bool waives = call.in_path("decision") == "waiver";
    return done_or_problem(waives ? waive_notice(services.engine, effect, actor_of(call), why)
                                  : retry_notice(services.engine, effect, actor_of(call), why));
}

Response hear(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    const std::string what = text_member(body, "heard");
    const Heard heard = what == "opened"      ? Heard::opened
                        : what == "delivered" ? Heard::delivered
                                              : Heard::bounced;
    return done_or_problem(note_heard(services.engine, text_member(body, "notice"), heard,
                                      text_member(body, "channel"), text_member(body, "detail")));
}

ShapePointer delivery_shape() {
    return object(
        "Delivery", "One attempt and what came of it, or what was heard of it later",
        {required("at", instant(), "When"),
         required("effect", text(), "Id of the notice, or of the mail that said it"),
         required("person", text(), "Staff id"),
         required("way", choice({"alone", "digest", "summary", "unread"}), "How it went"),
         required("class", choice({"critical", "action", "info"}), "Urgency"),
         required("channel", text(), "Plug-in"),
         required("outcome", choice({"sent", "retry", "failed", "delivered", "opened", "bounced"}),
                  "`sent`: a channel took it; the last three are heard later"),
         required("detail", text(), "The channel's word")});
}

ShapePointer record_shape() {
    return object(
        "NoticeRecord", "A notice and everything that was tried and heard of it",
        {required("effect", text(), "Effect id, the same in every attempt"),
         required("case", text(), "Reference"), required("message", text(), "Message id"),
         required("class", text(), "Urgency"), required("to", text(), "Role it is for"),
         required("recipient", text(), "Staff id, once known"),
         required("state", text(), "queued, held, retrying, delivered, dead_lettered, suppressed"),
         required("handoff", number(), "Number of the handoff; 0: none"),
         required("attempts", number(), "So far"),
         required("queued", instant(), "When it was queued"),
         required("detail", text(), "Why it waits, or what the channel said last"),
         required(
             "standing",
             choice({"waits", "sent", "delivered", "opened", "bounced", "failed", "suppressed"}),
             "The furthest that is known"),
         required("mail", text(), "Id of the digest or summary it is in; empty: none"),
         required("incident", or_null(number()), "Open: somebody has to decide"),
         required("deliveries", list_of(delivery_shape()), "Oldest first")});
}

Query with(Services& services, Response (*query)(Services&, const Call&)) {
    return [&services, query](const Call& call) { return query(services, call); };
}

Parameter notice_parameter() { return {"notice", some_text(100), "Its effect id"}; }

}  // namespace

std::vector<Route> notice_routes(Services& services) {
    return {
        {.method = "GET",
         .path = "/api/v1/notices",
         .operation = "listNotices",
         .tag = "Notices",
         .title = "What became of the notices of a case or to a person; of neither: dead letters",
         .scope = Scope::operate,
         .in_query = {{"case", some_text(100), "Only of this case"},
                      {"person", some_text(100), "Only to this member of staff, newest first"},
                      after_parameter(),
                      limit_parameter()},
         .answer = shapes::page_of("NoticeRecordPage", record_shape()),
         .problems = {"not-found"},
         .query = with(services, list_records)},
        {.method = "GET",
         .path = "/api/v1/notices/{notice}",
         .operation = "getNotice",
         .tag = "Notices",
         .title = "A notice with every attempt and what was heard of it",
         .scope = Scope::operate,
         .in_path = {notice_parameter()},
         .answer = record_shape(),
         .problems = {"not-found"},
         .query = with(services, show_record)},
        {.method = "POST",
         .path = "/api/v1/notices/{notice}/{decision}",
         .operation = "decideNotice",
         .tag = "Notices",
         .title = "Tell a dead letter again, or record why it need not go",
         .about = "`retry` or `waiver`. Doing it a second time is `refused`, so it needs no key.",
         .scope = Scope::operate,
         .in_path = {notice_parameter(), {"decision", choice({"retry", "waiver"}), "Which"}},
         .body = shapes::because(),
         .success = 204,
         .answer_type = "",
         .problems = {"not-found", "refused"},
         .query = with(services, decide)},
        {.method = "POST",
         .path = "/api/v1/receipts",
         .operation = "noteHeard",
         .tag = "Notices",
         .title = "What was heard of a notice or mail after it was sent",
         .about = "A bounce opens an incident on the case. Said twice it is kept once.",
         .scope = Scope::operate,
         .body = object("ReceiptBody", "",
                        {required("notice", some_text(100), "Effect id that was sent"),
                         required("heard", choice({"delivered", "opened", "bounced"}), "What"),
                         optional("channel", some_text(100), "Who says so"),
                         optional("detail", some_text(1000), "In its words")}),
         .success = 204,
         .answer_type = "",
         .problems = {"not-found"},
         .query = with(services, hear)},
    };
}

}  // namespace throughgate::http
