// SPDX-License-Identifier: MIT
#include "host/console/editor.hpp"

#include <algorithm>

#include "host/console/editor_texts.hpp"
#include "host/console/limits.hpp"
#include "host/http/commands.hpp"
#include "host/scratch_folder.hpp"
#include "throughgate/published.hpp"

namespace throughgate::console {
namespace {

/// What lies in the folder by now is no change any more.
void leave_out_what_is_as_before(Workspace& workspace) {
    std::erase_if(workspace.draft.files, [&](const auto& each) {
        const auto on_disk = workspace.folder.find(each.first);
        const bool is_there = on_disk != workspace.folder.end();
        if (each.second.gone) return !is_there;
        return is_there && on_disk->second == each.second.text;
    });
}

Status is_a_draft(const Editor& editor, const Visit& visit, const std::string& owner) {
    if (owner == visit.user) return {};
    const auto owners = editor.drafts.owners();
    if (!owners.ok()) return owners.error();
    if (std::find(owners->begin(), owners->end(), owner) != owners->end()) return {};
    return Error{ErrorKind::not_found,
                 "there is no draft of " + owner + " any more; it was discarded or put forward",
                 owner};
}

std::string first_of(const Workspace& workspace) {
    for (const auto& [path, text] : workspace.draft.files)
        if (!text.gone) return path;
    const std::vector<std::string> paths = workspace.paths();
    const auto wanted = [&](const char* end) {
        const auto found = std::find_if(paths.begin(), paths.end(), [&](const std::string& each) {
            return each.ends_with(end);
        });
        return found == paths.end() ? std::string() : *found;
    };
    if (std::string spine = wanted("spine/pathway.yaml"); !spine.empty()) return spine;
    return wanted("");
}

Error no_such_file(const Workspace& workspace, const std::string& path) {
    if (workspace.draft.files.contains(path))
        return {ErrorKind::not_found,
                path +
                    " is deleted in this draft; take that back on the page of the editor to go "
                    "on with it",
                path};
    return {ErrorKind::not_found,
            path.empty() ? std::string("the workflows folder holds no .yaml file; put your "
                                       "definitions there")
                         : "there is no file " + path + " in the workflows folder or this draft",
            path};
}

/// One of the few that may take long at a time.
class Turn {
public:
    explicit Turn(std::atomic<int>& all) : all_(all), taken_(++all <= limits::long_work) {}
    ~Turn() { --all_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool taken() const { return taken_; }

private:
    std::atomic<int>& all_;
    const bool taken_;
};

Error others_are_at_it() {
    return {ErrorKind::busy,
            "other tests or plans are under way in this console; try again in a minute", ""};
}

bool has_tests_of(const DefinitionFile& file, std::string_view folder) {
    return folder_of(file.path) == folder;
}

}  // namespace

const std::string& given(const Visit& visit, std::string_view name) {
    const std::string& sent = visit.form[name];
    return sent.empty() ? visit.query[name] : sent;
}

const std::string& Look::text() const {
    static const std::string none;
    const std::string* found = workspace.find(path);
    return found == nullptr ? none : *found;
}

Result<Look> look_at_draft(const Editor& editor, const Visit& visit) {
    Look look;
    look.owner = given(visit, "draft").empty() ? visit.user : given(visit, "draft");
    if (auto known = is_a_draft(editor, visit, look.owner); !known.ok()) return known.error();
    auto folder = read_workflows_folder(editor.settings.workflows);
    if (!folder.ok()) return folder.error();
    auto draft = editor.drafts.find(look.owner);
    if (!draft.ok()) return draft.error();
    look.workspace.folder = std::move(*folder);
    look.workspace.draft = std::move(*draft);
    leave_out_what_is_as_before(look.workspace);
    look.path = given(visit, "file").empty() ? first_of(look.workspace) : given(visit, "file");
    return look;
}

Result<Look> look_at(const Editor& editor, const Visit& visit) {
    auto look = look_at_draft(editor, visit);
    if (look.ok() && look->workspace.find(look->path) == nullptr)
        return no_such_file(look->workspace, look->path);
    return look;
}

Result<Look> look_with_text(const Editor& editor, const Visit& visit) {
    auto look = look_at(editor, visit);
    if (!look.ok()) return look;
    const std::string& text = visit.form["text"];
    if (const std::string fault = fault_of_text(text); !fault.empty())
        return Error{ErrorKind::invalid, look->path + ": " + fault, look->path};
    look->workspace.look_as_if(look->path, text);
    return look;
}

Keeping keeping_of(const Editor& editor, const Visit& visit, const Look& look, std::string text,
                   const std::string& seen) {
    Keeping keeping;
    keeping.owner = look.owner;
    keeping.user = visit.user;
    keeping.path = look.path;
    keeping.text = std::move(text);
    const auto on_disk = look.workspace.folder.find(look.path);
    if (on_disk != look.workspace.folder.end()) keeping.folder = on_disk->second;
    keeping.seen = seen;
    keeping.now = editor.services.engine.now();
    keeping.published = published_now(editor);
    return keeping;
}

Status keep_text(Editor& editor, const Visit& visit, const Look& look, std::string text,
                 const std::string& seen) {
    if (const std::string fault = fault_of_text(text); !fault.empty())
        return Error{ErrorKind::invalid, look.path + ": " + fault, look.path};
    const bool is_known =
        look.workspace.find(look.path) != nullptr || look.workspace.folder.contains(look.path);
    if (const std::string fault = is_known ? "" : fault_of_path(look.path); !fault.empty())
        return Error{ErrorKind::invalid, fault, look.path};
    return editor.drafts.keep(keeping_of(editor, visit, look, std::move(text), seen));
}

std::string address_of_editor(const std::string& owner, const std::string& path) {
    return "/definitions/edit?draft=" + encoded(owner) + "&file=" + encoded(path);
}

std::string address_after_taking_out(const Editor& editor, const Visit& visit, const Look& look,
                                     const std::string& path) {
    const bool is_left = look.owner != visit.user && is_a_draft(editor, visit, look.owner).ok();
    return address_of_editor(is_left ? look.owner : "", path);
}

std::string address_of_report(const Look& look, const std::string& what) {
    return "/definitions/edit/report?what=" + what + "&draft=" + encoded(look.owner) +
           "&file=" + encoded(look.path);
}

std::map<std::string, std::string> published_now(const Editor& editor) {
    std::map<std::string, std::string> versions;
    for (PublishedVersion& each : published_versions(editor.services.engine))
        versions.emplace(std::move(each.pathway), std::move(each.version));
    return versions;
}

std::vector<std::string> published_since(const Editor& editor, const Look& look) {
    std::vector<std::string> newer;
    if (look.workspace.draft.files.empty()) return newer;
    const auto& begun = look.workspace.draft.published;
    for (const auto& [pathway, version] : published_now(editor)) {
        const auto then = begun.find(pathway);
        if (then == begun.end() || then->second != version) newer.push_back(pathway);
    }
    return newer;
}

Review review(const Editor& editor, const Look& look) {
    const Date today = std::chrono::floor<std::chrono::days>(editor.services.engine.now());
    return review_definitions(look.workspace.definitions(), today);
}

Result<WorkflowTestReport> run_tests(Editor& editor, const Look& look, bool only_folder) {
    const Turn turn(editor.long_work);
    if (!turn.taken()) return others_are_at_it();
    const ScratchFolder scratch(parent_of_scratch_stores());
    if (scratch.path().empty())
        return Error{ErrorKind::unavailable, "cannot make a temporary folder", ""};
    std::vector<DefinitionFile> tests = look.workspace.tests();
    if (only_folder)
        std::erase_if(tests, [&](const DefinitionFile& each) {
            return !has_tests_of(each, folder_of(look.path));
        });
    return run_workflow_tests(look.workspace.definitions(), tests, {"", scratch.path()});
}

Status holds_a_definition(const Look& look) {
    if (!is_test_file(look.path)) return {};
    return Error{ErrorKind::invalid,
                 look.path + " holds tests and no states; open the definition that they test",
                 look.path};
}

Result<DrawnPathway> diagram_of(const Look& look) {
    if (const Status can = holds_a_definition(look); !can.ok()) return can.error();
    return describe_diagram(look.workspace.definitions(look.path));
}

Result<RecordedTest> record_run(Editor& editor, const Look& look, const Script& script,
                                const std::string& name) {
    const Turn turn(editor.long_work);
    if (!turn.taken()) return others_are_at_it();
    const ScratchFolder scratch(parent_of_scratch_stores());
    if (scratch.path().empty())
        return Error{ErrorKind::unavailable, "cannot make a temporary folder", ""};
    const auto drawn = diagram_of(look);
    if (!drawn.ok()) return drawn.error();
    return record_test(look.workspace.definitions(), script, {drawn->id, name, scratch.path()});
}

Result<ChangePlan> plan(Editor& editor, const Visit& visit, const Look& look) {
    const Turn turn(editor.long_work);
    if (!turn.taken()) return others_are_at_it();
    return plan_change(editor.services.engine, look.workspace.definitions(),
                       http::planner_of(visit.principal));
}

Result<std::vector<DefinitionChange>> differences(const Look& look) {
    return compare_definitions(look.workspace.before(), look.workspace.definitions());
}

}  // namespace throughgate::console
