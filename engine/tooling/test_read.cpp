// SPDX-License-Identifier: MIT
// Bytes -> TestFile. Shapes are checked by the keys table; here is what it cannot say.
#include <algorithm>
#include <set>

#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"
#include "definition/reader.hpp"
#include "tooling/test_file.hpp"

namespace throughgate::tooling {
namespace {

using definition::child;
using definition::Faults;
using definition::flag_of;
using definition::Node;
using definition::word_at;
using definition::word_of;
using definition::words_of;

Pairs pairs_of(const Node& mapping, std::string_view key) {
    Pairs pairs;
    if (const Node* node = child(mapping, key))
        for (const auto& member : node->members)
            pairs.emplace_back(definition::key_word(member), word_at(member.value));
    return pairs;
}

Moment moment_of(const Node& mapping, std::string_view key) {
    Moment moment;
    moment.word = word_of(mapping, key);
    return moment;
}

std::optional<std::vector<Word>> words_if_given(const Node& mapping, std::string_view key) {
    if (child(mapping, key) == nullptr) return std::nullopt;
    return words_of(mapping, key);
}

TestPerson person_of(const definition::Member& member) {
    const Node& node = member.value;
    TestPerson person;
    person.id = definition::key_word(member);
    person.roles = words_of(node, "roles");
    person.team = word_of(node, "team");
    person.deputy = word_of(node, "deputy");
    person.manager = word_of(node, "manager");
    person.absent_from = word_of(node, "absent_from");
    person.absent_until = word_of(node, "absent_until");
    person.unreachable = flag_of(node, "unreachable");
    person.box = flag_of(node, "box");
    return person;
}

TestOpening opening_of(const Node& mapping) {
    TestOpening opening;
    const Node* node = child(mapping, "open");
    if (node == nullptr) return opening;
    opening.people = pairs_of(*node, "people");
    opening.facts = pairs_of(*node, "facts");
    opening.unallocated = words_if_given(*node, "unallocated");
    if (const Node* staff = child(*node, "staff"))
        for (const auto& member : staff->members) opening.staff.push_back(person_of(member));
    return opening;
}

void lay_over(Pairs& under, const Pairs& over) {
    for (const auto& pair : over) {
        const auto same = std::find_if(under.begin(), under.end(), [&](const auto& each) {
            return each.first.text == pair.first.text;
        });
        if (same == under.end())
            under.push_back(pair);
        else
            *same = pair;
    }
}

TestOpening over(TestOpening under, const TestOpening& own) {
    lay_over(under.people, own.people);
    lay_over(under.facts, own.facts);
    if (own.unallocated) under.unallocated = own.unallocated;
    for (const TestPerson& person : own.staff) {
        std::erase_if(under.staff,
                      [&](const TestPerson& each) { return each.id.text == person.id.text; });
        under.staff.push_back(person);
    }
    return under;
}

/// Reads one file; knows where faults go.
class TestReader {
public:
    explicit TestReader(Faults& faults) : faults_(faults) {}

    TestFile file(const Node& root) {
        TestFile file;
        file.about = word_of(root, "test").text;
        file.definitions = words_of(root, "definitions");
        if (const Node* defaults = child(root, "defaults")) {
            starts_ = moment_of(*defaults, "starts");
            opening_ = opening_of(*defaults);
        }
        if (const Node* tests = child(root, "tests")) {
            for (const Node& node : tests->items) file.tests.push_back(test(node));
            if (tests->is_list() && tests->items.empty())
                faults_.error("TG1015", tests->place, "this file holds no test");
        }
        refuse_doubles(file);
        return file;
    }

private:
    Test test(const Node& node) {
        Test test;
        test.place = node.place;
        test.name = word_of(node, "name");
        for (const Word& word : words_of(node, "covers")) test.covers.push_back(word.text);
        test.starts = moment_of(node, "starts");
        if (!test.starts.given()) test.starts = starts_;
        if (!test.starts.given())
            faults_.error("TG1012", node.place, "the test does not say when it starts");
        test.opening = over(opening_, opening_of(node));
        if (const Node* steps = child(node, "steps"))
            for (const Node& each : steps->items) test.steps.push_back(step(each));
        return test;
    }

    void refuse_doubles(const TestFile& file) {
        std::set<std::string> names;
        for (const Test& test : file.tests)
            if (test.name.given() && !names.insert(test.name.text).second)
                faults_.error("TG1011", test.name.place, "'" + test.name.text + "' stands twice");
    }

    TestStep step(const Node& node) {
        TestStep step;
        step.place = node.place;
        take_time(node, step);
        take_deed(node, step);
        step.by = word_of(node, "by");
        step.note = word_of(node, "note");
        step.because = word_of(node, "because");
        step.was = moment_of(node, "was");
        step.with = pairs_of(node, "with");
        step.assign = pairs_of(node, "assign");
        step.channel = word_of(node, "channel");
        refuse_strays(step);
        refuse_empty(node, step);
        if (const Node* expect = child(node, "expect")) step.expected = expected(*expect);
        return step;
    }

    void take_time(const Node& node, TestStep& step) {
        for (const char* key : {"at", "after", "until", "stopped_until"}) {
            Moment moment = moment_of(node, key);
            if (!moment.given()) continue;
            if (step.at.given())
                faults_.error("TG1009", moment.word.place, "the step has two times");
            if (std::string_view(key) == "after") moment.word.text += " after now";
            step.at = moment;
            step.stopped = std::string_view(key) == "stopped_until";
        }
    }

    void take_deed(const Node& node, TestStep& step) {
        static constexpr std::array deeds = {
            std::pair{"send", Deed::send},    std::pair{"acknowledge", Deed::act},
            std::pair{"accept", Deed::act},   std::pair{"decline", Deed::act},
            std::pair{"query", Deed::act},    std::pair{"answer", Deed::act},
            std::pair{"complete", Deed::act}, std::pair{"correct", Deed::correct}};
        for (const auto& [key, deed] : deeds) {
            const Word object = word_of(node, key);
            if (!object.given()) continue;
            if (step.deed != Deed::nothing)
                faults_.error(
                    "TG1009", object.place,
                    "the step does two things: '" + step.verb.text + "' and '" + key + "'");
            step.deed = deed;
            step.object = object;
            step.verb = {key, object.place};
            if (deed == Deed::act) step.action = action_of(key);
        }
    }

    static HandoffAction action_of(std::string_view verb) {
        for (const HandoffAction each :
             {HandoffAction::acknowledge, HandoffAction::accept, HandoffAction::decline,
              HandoffAction::query, HandoffAction::complete, HandoffAction::answer})
            if (name_of(each) == verb) return each;
        return HandoffAction::acknowledge;
    }

    void refuse_strays(const TestStep& step) {
        const auto refuse = [&](bool stray, std::string_view key, const Place& place) {
            if (stray)
                faults_.error("TG1013", place,
                              "'" + std::string(key) + "' has no meaning in a step that " +
                                  (step.deed == Deed::nothing ? "does nothing"
                                                              : "has '" + step.verb.text + "'"));
        };
        const bool sends = step.deed == Deed::send;
        if (!step.with.empty()) refuse(!sends, "with", step.with.front().first.place);
        if (!step.assign.empty()) refuse(!sends, "assign", step.assign.front().first.place);
        if (step.was.given()) refuse(!sends, "was", step.was.word.place);
        if (step.by.given()) refuse(step.deed == Deed::nothing, "by", step.by.place);
        if (step.note.given()) refuse(step.deed != Deed::act && !sends, "note", step.note.place);
        if (step.because.given()) refuse(step.deed == Deed::nothing, "because", step.because.place);
    }

    void refuse_empty(const Node& node, const TestStep& step) {
        if (step.deed == Deed::nothing && !step.at.given() && !step.channel.given() &&
            child(node, "expect") == nullptr)
            faults_.error("TG1014", node.place, "the step does nothing and expects nothing");
    }

    Expected expected(const Node& node) {
        Expected expected;
        expected.place = node.place;
        expected.states = words_of(node, "states");
        expected.not_states = words_of(node, "not_states");
        expected.stages = pairs_of(node, "stages");
        expected.handoffs = pairs_of(node, "handoffs");
        expected.facts = pairs_of(node, "facts");
        expected.phase = word_of(node, "phase");
        expected.refused = word_of(node, "refused");
        expected.waits_for = words_of(node, "waits_for");
        expected.log = words_of(node, "log");
        expected.incidents = words_if_given(node, "incidents");
        if (const Node* only = child(node, "only_states"))
            for (const auto& member : only->members)
                expected.only_states.emplace_back(definition::key_word(member),
                                                  words_of(*only, member.key));
        take_notices(node, expected);
        if (const Node* next = child(node, "next")) {
            expected.next_at = moment_of(*next, "at");
            expected.next_owner = word_of(*next, "owner");
        }
        return expected;
    }

    void take_notices(const Node& node, Expected& expected) {
        expected.notices = notices(child(node, "notices"), false);
        const Node* none = child(node, "no_notices");
        if (none != nullptr && none->is_scalar() && none->text == "all")
            expected.nothing_sent = true;
        else
            expected.no_notices = notices(none, true);
        if (const Node* only = child(node, "only_notices"))
            expected.only_notices = notices(only, false);
    }

    std::vector<ExpectedNotice> notices(const Node* node, bool all_allowed) {
        std::vector<ExpectedNotice> found;
        if (node == nullptr) return found;
        if (node->is_mapping()) found.push_back(notice(*node));
        if (node->is_scalar()) refuse_word(*node, all_allowed);
        for (const Node& item : node->items)
            if (item.is_mapping())
                found.push_back(notice(item));
            else
                refuse_word(item, false);
        return found;
    }

    void refuse_word(const Node& node, bool all_allowed) {
        faults_.error("TG0112", node.place,
                      std::string("a notice is a mapping like {to: ro, message: review}") +
                          (all_allowed ? ", or 'all' for none whatever" : "") +
                          ", but here stands '" + node.text + "'");
    }

    static ExpectedNotice notice(const Node& node) {
        ExpectedNotice notice;
        notice.place = node.place;
        notice.to = word_of(node, "to");
        notice.message = word_of(node, "message");
        notice.notice_class = word_of(node, "class");
        notice.handoff = word_of(node, "handoff");
        notice.count = word_of(node, "count");
        notice.at = moment_of(node, "at");
        return notice;
    }

    Faults& faults_;
    Moment starts_;
    TestOpening opening_;
};

}  // namespace

std::optional<TestFile> read_tests(const definition::SourceFile& file, Faults& faults) {
    const auto root = definition::read(file, faults);
    if (!root) return std::nullopt;
    definition::check_shape(*root, definition::Map::test_file, faults);
    TestFile tests = TestReader(faults).file(*root);
    tests.path = file.path;
    return tests;
}

}  // namespace throughgate::tooling
