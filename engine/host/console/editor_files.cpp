// SPDX-License-Identifier: MIT
// Files of a draft: one deleted, one called otherwise. Each is asked about on a page of its own,
// which says what would happen; nothing is lost before that.
#include "host/console/editor.hpp"
#include "host/console/editor_texts.hpp"
#include "host/console/operating.hpp"

namespace throughgate::console {
namespace {

/// `seen`: mark of the text that whoever asks has seen.
std::string address_of(const Look& look, const char* act) {
    return std::string("/definitions/edit/") + act + "?draft=" + encoded(look.owner) +
           "&file=" + encoded(look.path) + "&seen=" + mark_of(look.text());
}

Operating page_about(const Look& look, std::string title, std::string lead) {
    Operating page{.title = std::move(title), .lead = std::move(lead)};
    page.back = {"Back to the text", address_of_editor(look.owner, look.path)};
    return page;
}

http::Response show_removal(const Visit& visit, const Look& look, const std::string& fault) {
    const bool on_disk = look.workspace.folder.contains(look.path);
    Operating page = page_about(
        look, "Delete " + look.path + "?",
        on_disk ? "It is deleted in the draft of " + look.owner +
                      ", and can be taken back there. The workflows folder keeps it until "
                      "somebody deletes it there."
                : "The workflows folder does not have it: its text is lost.");
    if (on_disk && !is_test_file(look.path))
        page.problems = {
            "A plan publishes what a draft holds and takes nothing away: a pathway whose file is "
            "gone stays published, and its live cases go on."};
    if (!fault.empty()) page.faults = {{fault, ""}};
    page.steps = {{.action = address_of(look, "remove"),
                   .text = "Delete this file",
                   .back = page.back.href,
                   .warning = true}};
    return show(visit, page);
}

http::Response show_renaming(const Visit& visit, const Look& look, const std::string& name,
                             const std::string& fault) {
    Operating page = page_about(look, "Rename " + look.path,
                                "Its text stands under the new name in the draft. Whatever names "
                                "it keeps the old name: the check says where.");
    Input input{.name = "to",
                .label = "New name",
                .value = name,
                .hint = "Like accommodation/pathway.yaml",
                .error = fault,
                .plain = true};
    if (!fault.empty()) page.faults = {{fault, "#to"}};
    page.steps = {{.action = address_of(look, "rename"),
                   .text = "Rename it",
                   .back = page.back.href,
                   .input = input}};
    return show(visit, page);
}

/// Why a file cannot be called so, or "".
std::string fault_of_name(const Look& look, const std::string& name) {
    if (std::string fault = fault_of_path(name); !fault.empty()) return fault;
    if (name == look.path) return "It is called so already; enter another name";
    if (look.workspace.find(name) != nullptr)
        return "There is a file " + name + " already; choose another name, or delete that first";
    if (look.workspace.folder.contains(name))
        return "The workflows folder has a file " + name +
               " that this draft deletes; take that back, or choose another name";
    if (is_test_file(name) != is_test_file(look.path))
        return "Tests end with .test.yaml, and definitions do not: keep it what it is";
    return "";
}

}  // namespace

http::Response ask_to_remove(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    return look.ok() ? show_removal(visit, *look, "") : show_error(visit, look.error());
}

http::Response ask_to_rename(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    return look.ok() ? show_renaming(visit, *look, look->path, "")
                     : show_error(visit, look.error());
}

http::Response remove_file(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const Status done =
        editor.drafts.remove(keeping_of(editor, visit, *look, "", given(visit, "seen")));
    if (!done.ok()) return show_removal(visit, *look, done.error().message);
    visit.say = look->path + " is deleted in this draft.";
    return go_to(address_after_taking_out(editor, visit, *look, ""));
}

http::Response rename_file(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const std::string& to = visit.form["to"];
    if (const std::string fault = fault_of_name(*look, to); !fault.empty())
        return show_renaming(visit, *look, to, fault);
    const Status done = editor.drafts.rename(
        keeping_of(editor, visit, *look, look->text(), given(visit, "seen")), to);
    if (!done.ok()) return show_renaming(visit, *look, to, done.error().message);
    visit.say = look->path + " is " + to + " now.";
    return go_to(address_of_editor(look->owner, to));
}

}  // namespace throughgate::console
