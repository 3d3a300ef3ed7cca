// SPDX-License-Identifier: MIT
// The editor's own page: the files, the text, and what stands in the way. Works without scripts;
// the script makes more of it.
#include "host/console/assets.hpp"
#include "host/console/editor.hpp"
#include "host/console/editor_texts.hpp"
#include "host/http/crypto.hpp"

namespace throughgate::console {
namespace {

Data file_of(const Look& look, const std::string& path) {
    Data data;
    data["path"] = text(path);
    data["href"] = text(address_of_editor(look.owner, path));
    data["changed"] = Data(look.workspace.draft.files.contains(path));
    data["current"] = Data(path == look.path);
    return data;
}

Data folders_of(const Look& look) {
    std::vector<std::pair<std::string, Data>> folders;
    for (const std::string& path : look.workspace.paths()) {
        const std::string name(folder_of(path));
        if (folders.empty() || folders.back().first != name) folders.emplace_back(name, list());
        add(folders.back().second, file_of(look, path));
    }
    Data all = list();
    for (auto& [name, files] : folders) {
        Data folder;
        folder["name"] = text(name.empty() ? "Beside the folders" : name);
        folder["files"] = std::move(files);
        add(all, std::move(folder));
    }
    return all;
}

std::string address_of_asking(const Look& look, const char* act) {
    return std::string("/definitions/edit/") + act + "?draft=" + encoded(look.owner) +
           "&file=" + encoded(look.path);
}

/// Files of the folder that the draft deletes, each with a form that takes that back.
Data deleted_of(const Visit& visit, const Look& look) {
    Data all = list();
    for (const std::string& path : look.workspace.deleted()) {
        Data file;
        file["path"] = text(path);
        file["owner"] = text(look.owner);
        file["form"] = form_of(visit, address_of_editor(look.owner, look.path));
        add(all, std::move(file));
    }
    return all;
}

void warn(Data& all, std::string words) {
    Data warning;
    warning["text"] = text(std::move(words));
    add(all, std::move(warning));
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
    return all;
}

Data warnings_of(const Visit& visit, const Look& look, const std::vector<std::string>& newer) {
    Data all = list();
    if (look.owner != visit.user)
        warn(all, "This is the draft of " + look.owner + ". What you save here, they see.");
    if (!newer.empty())
        warn(all, "A newer version was published since this draft was begun: " + listed(newer) +
                      ". Look whether the workflows folder holds it before you put a plan "
                      "forward; your plan would replace it.");
    if (look.workspace.moved_below(look.path))
        warn(all, look.path +
                      " has changed in the workflows folder since this draft was made from it. "
                      "Your text hides that change: compare it with the folder's.");
    return all;
}

/// Of the draft: what can be done with it as a whole.
Data draft_of(const Visit& visit, const Look& look, bool newer) {
    Data data;
    const std::string here = address_of_editor(look.owner, look.path);
    data["owner"] = text(look.owner);
    data["files"] = text(std::to_string(look.workspace.draft.files.size()));
    data["form"] = form_of(visit, here);
    data["any"] = Data(!look.workspace.draft.files.empty());
    data["newer"] = Data(newer);
    data["is_changed"] = Data(look.workspace.draft.files.contains(look.path));
    data["moved"] = Data(look.workspace.moved_below(look.path));
    return data;
}

Result<Data> others_of(const Editor& editor, const Look& look) {
    const auto owners = editor.drafts.owners();
    if (!owners.ok()) return owners.error();
    Data all = list();
    for (const std::string& each : *owners) {
        if (each == look.owner) continue;
        Data other;
        other["name"] = text(each);
        other["href"] = text("/definitions/edit?draft=" + encoded(each));
        add(all, std::move(other));
    }
    return all;
}

Data script_of(const std::string& nonce) {
    const std::string address = address_of_asset("editor.js");
    if (address.empty()) return Data(false);
    Data data;
    data["src"] = text(address);
    data["layout"] = text(address_of_asset("elk-worker.min.js"));
    data["nonce"] = text(nonce);
    return data;
}

/// CodeMirror brings its styles as elements: those of this one page, and no others, are allowed.
std::string policy_with(const std::string& nonce) {
    const std::string known = "style-src 'self'";
    std::string policy = content_policy();
    return policy.replace(policy.find(known), known.size(), known + " 'nonce-" + nonce + "'");
}

/// The first line end after <textarea> is not part of the text: so there is one more.
std::string in_a_field(const std::string& words) { return "\n" + words; }

Data conflict_of(const Look& look, const Unkept* unkept) {
    if (unkept == nullptr || !unkept->conflict) return Data(false);
    Data data;
    data["text"] = text(in_a_field(look.text()));
    return data;
}

}  // namespace

http::Response show_editor(Editor& editor, Visit& visit, const Look& look, const Unkept* unkept) {
    const std::string fault = unkept == nullptr ? fault_of_text(look.text()) : unkept->fault;
    const std::string& shown = unkept == nullptr ? look.text() : unkept->text;
    const auto newer = published_since(editor, look);
    auto others = others_of(editor, look);
    if (!others.ok()) return show_error(visit, others.error());
    const std::string nonce = http::base64url(http::random_bytes(16));
    Data data;
    data["path"] = text(look.path);
    data["draft"] = draft_of(visit, look, !newer.empty());
    data["warnings"] = warnings_of(visit, look, newer);
    data["folders"] = folders_of(look);
    data["others"] = std::move(*others);
    data["form"] = form_of(visit, address_of_editor(look.owner, look.path));
    data["seen"] = text(mark_of(look.text()));
    data["owner"] = text(look.owner);
    data["user"] = text(visit.user);
    data["deleted"] = deleted_of(visit, look);
    data["remove"] = text(address_of_asking(look, "remove"));
    data["rename"] = text(address_of_asking(look, "rename"));
    data["editable"] = Data(unkept != nullptr || fault.empty());
    data["text"] = text(in_a_field(shown));
    data["fault"] = text(fault);
    data["conflict"] = conflict_of(look, unkept);
    data["download"] =
        text("/definitions/edit/file?draft=" + encoded(look.owner) + "&file=" + encoded(look.path));
    data["script"] = unkept == nullptr && fault.empty() ? script_of(nonce) : Data(false);
    Frame frame{.title = "Edit " + look.path, .wide = true};
    frame.back = {"Back to definitions", "/definitions"};
    if (!fault.empty()) frame.faults = {{fault, "#text"}};
    if (unkept != nullptr) frame.status = unkept->conflict ? 409 : 422;
    http::Response response = show(visit, frame, "editor", data);
    response.headers.emplace_back("Content-Security-Policy", policy_with(nonce));
    return response;
}

}  // namespace throughgate::console
