// SPDX-License-Identifier: MIT
// The table of the editor's pages, and its forms: a text kept, a file begun, a draft discarded, a
// plan put forward.
#include "host/console/editor.hpp"
#include "host/console/editor_texts.hpp"
#include "host/http/commands.hpp"
#include "host/http/problem.hpp"
#include "host/http/route.hpp"

namespace throughgate::console {
namespace {

using Held = std::shared_ptr<Editor>;

/// Where a button leads once the text is kept.
std::string next_after(const Look& look, const std::string& act) {
    if (act == "check" || act == "tests" || act == "changes" || act == "table")
        return address_of_report(look, act);
    return address_of_editor(look.owner, look.path);
}

http::Response refuse(Editor& editor, Visit& visit, const Error& error) {
    const auto now = look_at_draft(editor, visit);
    if (!now.ok()) return show_error(visit, now.error());
    const bool conflict = error.kind == ErrorKind::conflict;
    const Unkept unkept{with_line_ends_of(visit.form["text"], now->text()),
                        conflict ? error.message +
                                       ". Your text is below, and what stands there now under it: "
                                       "bring them together, then save again"
                                 : error.message,
                        conflict};
    return show_editor(editor, visit, *now, &unkept);
}

/// The text as it is to be kept: laid out, where that is asked for.
Result<std::string> laid_out_if_asked(const Visit& visit, const Look& look, std::string sent) {
    if (visit.form["act"] != "format") return sent;
    const Formatted formatted = format_definition({look.path, sent});
    if (formatted.faults.empty()) return with_line_ends_of(formatted.bytes, sent);
    const Diagnostic& first = formatted.faults.front();
    return Error{ErrorKind::invalid,
                 "It cannot be laid out before it can be read. Line " +
                     std::to_string(first.place.line) + ": " + first.message,
                 look.path};
}

http::Response keep(Editor& editor, Visit& visit) {
    const auto look = look_at_draft(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const auto sent =
        laid_out_if_asked(visit, *look, with_line_ends_of(visit.form["text"], look->text()));
    if (!sent.ok()) return refuse(editor, visit, sent.error());
    const bool same = *sent == look->text();
    if (const Status kept = keep_text(editor, visit, *look, *sent, visit.form["seen"]); !kept.ok())
        return refuse(editor, visit, kept.error());
    const std::string& act = visit.form["act"];
    if (act == "format") visit.say = same ? "It is laid out already." : "It is laid out and saved.";
    if (act == "keep") visit.say = same ? "Nothing was changed." : "Your draft is saved.";
    return go_to(next_after(*look, act));
}

http::Response begin_file(Editor& editor, Visit& visit) {
    const std::string& path = visit.form["name"];
    auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    std::string fault = fault_of_path(path);
    if (fault.empty() && look->workspace.find(path) != nullptr)
        fault = "There is a file " + path + " already; open it";
    if (!fault.empty()) {
        const Unkept unkept{look->text(), fault, false};
        return show_editor(editor, visit, *look, &unkept);
    }
    look->path = path;
    if (const Status kept = keep_text(editor, visit, *look, "format: 1\n", mark_of("")); !kept.ok())
        return show_error(visit, kept.error());
    visit.say = path + " is begun.";
    return go_to(address_of_editor(look->owner, path));
}

http::Response after(Visit& visit, const Status& done, const std::string& words,
                     const std::string& address) {
    if (!done.ok()) return show_error(visit, done.error());
    visit.say = words;
    return go_to(address);
}

http::Response drop(Editor& editor, Visit& visit) {
    const auto look = look_at_draft(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const bool stays = look->workspace.folder.contains(look->path);
    const Status done = editor.drafts.drop(look->owner, look->path);
    return after(visit, done, look->path + " is as in the workflows folder again.",
                 address_after_taking_out(editor, visit, *look, stays ? look->path : ""));
}

http::Response discard(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    return after(visit, editor.drafts.discard(look->owner), "The draft is discarded.",
                 "/definitions/edit");
}

http::Response go_on(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    return after(visit, editor.drafts.go_on_from(look->owner, published_now(editor)),
                 "The draft goes on from what is published now.",
                 address_of_editor(look->owner, look->path));
}

http::Response put_forward(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const auto made = plan(editor, visit, *look);
    if (!made.ok()) return show_changes(editor, visit, *look, made.error().message);
    if (made->report.errors > 0 || made->publishes.empty())
        return show_changes(editor, visit, *look, "There is nothing that could be put forward");
    const auto put =
        submit_plan(editor.services.engine, made->text, http::planner_of(visit.principal));
    if (!put.ok()) return show_changes(editor, visit, *look, put.error().message);
    visit.say = "The plan waits for approval: " + made->approval + ".";
    return go_to("/definitions/plans/" + made->hash);
}

/// The last part of a path, as it can stand in a header.
std::string plain_name_of(const std::string& path) {
    std::string name = path.substr(path.rfind('/') + 1);
    for (char& c : name)
        if (c < ' ' || c > '~' || c == '"' || c == '\\') c = '_';
    return name;
}

http::Response give_file(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const bool as_on_disk = visit.query["of"] == "folder";
    const auto on_disk = look->workspace.folder.find(look->path);
    http::Response response;
    response.type = "application/yaml; charset=utf-8";
    response.body =
        as_on_disk && on_disk != look->workspace.folder.end() ? on_disk->second : look->text();
    const std::string name = plain_name_of(look->path);
    response.headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""}};
    return response;
}

http::Response give_text(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return http::to_response(http::problem_of(look.error()));
    if (const std::string fault = fault_of_text(look->text()); !fault.empty())
        return http::to_response(
            http::problem_of({ErrorKind::invalid, look->path + ": " + fault, look->path}));
    return http::json_response(boost::json::object{
        {"text", look->text()}, {"seen", mark_of(look->text())}, {"csrf", visit.csrf}});
}

http::Response open(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    return look.ok() ? show_editor(editor, visit, *look) : show_error(visit, look.error());
}

Page row(const Held& held, std::string method, const std::string& path, std::string operation,
         http::Response (*answer)(Editor&, Visit&)) {
    Page page{.method = std::move(method),
              .path = "/definitions/edit" + path,
              .operation = std::move(operation),
              .section = "definitions",
              .scope = http::Scope::operate,
              .answer = [held, answer](Visit& visit) { return answer(*held, visit); }};
    page.form_bytes = limits::editor_form_bytes;
    page.takes_long = true;
    return page;
}

}  // namespace

std::vector<Page> editor_pages(http::Services& services, const EditorSettings& settings) {
    const Held held = std::make_shared<Editor>(services, settings);
    return {row(held, "GET", "", "page.editDefinitions", open),
            row(held, "GET", "/file", "page.takeDefinition", give_file),
            row(held, "GET", "/text", "page.readDefinition", give_text),
            row(held, "GET", "/codes/{code}", "page.explainRule", explain),
            row(held, "GET", "/report", "page.reportOnDraft", show_report),
            row(held, "POST", "/keep", "page.keepDraft", keep),
            row(held, "POST", "/new", "page.beginDefinition", begin_file),
            row(held, "GET", "/remove", "page.askToRemoveDefinition", ask_to_remove),
            row(held, "POST", "/remove", "page.removeDefinition", remove_file),
            row(held, "GET", "/rename", "page.askToRenameDefinition", ask_to_rename),
            row(held, "POST", "/rename", "page.renameDefinition", rename_file),
            row(held, "POST", "/map", "page.addMapping", add_mapping),
            row(held, "POST", "/drop", "page.dropFromDraft", drop),
            row(held, "POST", "/discard", "page.discardDraft", discard),
            row(held, "POST", "/go-on", "page.goOnWithDraft", go_on),
            row(held, "POST", "/plan", "page.putDraftForward", put_forward),
            row(held, "POST", "/ask/{what}", "page.askEditor", answer_script)};
}

}  // namespace throughgate::console
