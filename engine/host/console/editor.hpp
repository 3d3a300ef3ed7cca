// SPDX-License-Identifier: MIT
// The editor of definitions: what its pages share. For operators alone, as the routes of the API
// that it stands in front of. It publishes nothing: a plan that it makes waits for other people.
#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <string>

#include "host/console/editor_drafts.hpp"
#include "host/console/editor_workspace.hpp"
#include "host/console/frame.hpp"
#include "host/console/page.hpp"
#include "throughgate/authoring.hpp"
#include "throughgate/comparison.hpp"
#include "throughgate/diagrams.hpp"
#include "throughgate/generating.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/testing.hpp"

namespace throughgate::console {

struct Editor {
    Editor(http::Services& with, EditorSettings given)
        : services(with), settings(std::move(given)), drafts(drafts_of(with.store_path)) {}

    http::Services& services;
    const EditorSettings settings;
    Drafts drafts;
    /// Runs of tests and plans under way: each keeps a worker for seconds.
    std::atomic<int> long_work{0};
};

/// What somebody looks at: whose draft, and which file of it.
struct Look {
    std::string owner, path;
    Workspace workspace;
    /// As the draft has it; "" of a file that is not there.
    [[nodiscard]] const std::string& text() const;
};

/// The draft that the fields `draft` and `file` of a form or an address name; the file need not be
/// there (any more). not_found: no such draft.
Result<Look> look_at_draft(const Editor& editor, const Visit& visit);
/// From the fields `draft` and `file` of a form or an address; without them the draft of whoever
/// asks, and the file that they would open first. not_found: no such file or draft.
Result<Look> look_at(const Editor& editor, const Visit& visit);
/// The same, with the text that a script sends with its question.
Result<Look> look_with_text(const Editor& editor, const Visit& visit);

std::string address_of_editor(const std::string& owner, const std::string& path);
/// The same once something was taken out of a draft: with nothing left in it somebody else's is
/// gone, and one's own takes its place.
std::string address_after_taking_out(const Editor& editor, const Visit& visit, const Look& look,
                                     const std::string& path);
std::string address_of_report(const Look& look, const std::string& what);
std::map<std::string, std::string> published_now(const Editor& editor);
/// Pathways of the draft of which another version was published since it was begun.
std::vector<std::string> published_since(const Editor& editor, const Look& look);

/// Into the draft, over the text that `seen` marks. invalid: it is no text, or nothing can be
/// called so; else as Drafts::keep.
Status keep_text(Editor& editor, const Visit& visit, const Look& look, std::string text,
                 const std::string& seen);
/// The same of what is to happen to a file: what Drafts wants to know of it.
Keeping keeping_of(const Editor& editor, const Visit& visit, const Look& look, std::string text,
                   const std::string& seen);

// What the engine says of a draft.
Review review(const Editor& editor, const Look& look);
/// `only_folder`: tests of the folder that the open file lies in. busy: enough is under way.
Result<WorkflowTestReport> run_tests(Editor& editor, const Look& look, bool only_folder);
/// invalid: the open file holds tests; nothing of it can be drawn, stepped through or recorded.
Status holds_a_definition(const Look& look);
/// The pathway or chart that is open. invalid: likewise, or every fault of the files.
Result<DrawnPathway> diagram_of(const Look& look);
/// A simulation of the open definition as a test that passes. busy: likewise.
Result<RecordedTest> record_run(Editor& editor, const Look& look, const Script& script,
                                const std::string& name);
/// busy: likewise.
Result<ChangePlan> plan(Editor& editor, const Visit& visit, const Look& look);
/// What the draft says otherwise than the workflows folder.
Result<std::vector<DefinitionChange>> differences(const Look& look);

/// What stood in the way of a form: the text that was sent stays in it.
struct Unkept {
    std::string text, fault;
    bool conflict = false;
};
http::Response show_editor(Editor& editor, Visit& visit, const Look& look,
                           const Unkept* unkept = nullptr);
/// GET: check, tests, changes or table, as a page.
http::Response show_report(Editor& editor, Visit& visit);
http::Response show_changes(Editor& editor, const Visit& visit, const Look& look,
                            const std::string& fault = "");
/// GET: whether to delete the file, and how it is to be called.
http::Response ask_to_remove(Editor& editor, Visit& visit);
http::Response ask_to_rename(Editor& editor, Visit& visit);
/// POST.
http::Response remove_file(Editor& editor, Visit& visit);
http::Response rename_file(Editor& editor, Visit& visit);
/// POST: the line that says where live cases of a state that is gone stand now.
http::Response add_mapping(Editor& editor, Visit& visit);
/// Of a form, else of an address.
const std::string& given(const Visit& visit, std::string_view name);
/// GET: what a rule of the checker means.
http::Response explain(Editor& editor, Visit& visit);
/// POST of a script: keep, check, diagram, simulate, tests or changes, as JSON.
http::Response answer_script(Editor& editor, Visit& visit);

}  // namespace throughgate::console
