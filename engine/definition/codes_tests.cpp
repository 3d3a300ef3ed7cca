// SPDX-License-Identifier: MIT
// Codes of files of tests (TG10xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG1001", "unknown pathway in a test",
     "Only a pathway that lies in the workflows folder can be published for a test, and only one "
     "that is published can be looked at.",
     "name a pathway under 'definitions:' that the folder holds"},
    {"TG1002", "unknown event in a test", "No pathway of the test answers this event.",
     "send an event that a pathway under 'definitions:' answers, or add the pathway"},
    {"TG1003", "unknown fact in a test", "No pathway of the test declares this fact.",
     "name a fact that one of its pathways declares"},
    {"TG1004", "unknown person or role in a test",
     "Nobody of that name works in this test. Every role has a person of the same name, a deputy "
     "(`ro.deputy`), a manager (`ro.manager`) and a mailbox (`ro.box`); others stand under "
     "'staff:'.",
     "name a role, or somebody of 'staff:'"},
    {"TG1005", "unknown state in a test",
     "No pathway of the test has a state of that name, or more than one has.",
     "name the state with its pathway and strand: `accommodation.place.plan`"},
    {"TG1006", "unknown handoff in a test", "No pathway of the test declares this handoff.",
     "name a handoff; where it has several receivers, one of them as `H06.police`"},
    {"TG1007", "unknown message in a test", "No pathway of the test has a message of that name.",
     "name a message that one of its pathways can send"},
    {"TG1008", "time of a test that cannot be read",
     "A time is written `2026-09-14 09:00`, in the zone of the definitions, or as a date rule over "
     "the facts of the case.",
     "write `2026-09-14 09:00`, or a rule like `2 working days before release`"},
    {"TG1009", "step that does too much",
     "A step has at most one time and does at most one thing, so that what it expects is "
     "expected after exactly that.",
     "split the step in two"},
    {"TG1010", "value in a test that does not fit",
     "The value is not one that the fact, or this expectation, can have.",
     "write a value that fits"},
    {"TG1011", "two tests of one name",
     "The name of a test says which sentence failed, so it stands once in its file.",
     "give one of the two another name"},
    {"TG1012", "test that does not say when it starts",
     "A test runs on a clock of its own, and dates mean nothing until it is set.",
     "add 'starts:' to the test or to 'defaults:'"},
    {"TG1013", "key in the wrong kind of step",
     "The key belongs to something else than what this step does, so it would have no effect.",
     "remove the key, or do what it belongs to"},
    {"TG1014", "step that has no effect",
     "A step that does nothing and expects nothing always passes; so does taking back what was "
     "never sent.",
     "let it do or expect something, or remove it"},
    {"TG1015", "file without a test", "A file that tests nothing says nothing about the workflows.",
     "write a test below 'tests:', or delete the file"},
});

}  // namespace

std::span<const CodeRow> test_rows() { return rows; }

}  // namespace throughgate::definition
