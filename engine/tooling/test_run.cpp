// SPDX-License-Identifier: MIT
#include "tooling/test_run.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "tooling/test_names.hpp"

namespace throughgate::tooling {
namespace {

constexpr std::size_t story_lines = 30;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

class TestRun {
public:
    TestRun(const Test& test, TestDesk& desk, const TestWorld& world)
        : test_(test), desk_(desk), world_(world) {
        result_.place = test.name.given() ? test.name.place : test.place;
        result_.name = test.name.text;
        result_.covers = test.covers;
    }

    WorkflowTestResult run() {
        if (!open()) return std::move(result_);
        for (const TestStep& step : test_.steps) {
            if (!do_step(step)) return std::move(result_);
            ++result_.steps;
        }
        result_.passed = true;
        return std::move(result_);
    }

private:
    Command command(const std::string& person, const std::string& reason) {
        Command command;
        command.key = "step-" + std::to_string(++keys_);
        command.actor = {person, "test", ""};
        command.reason = reason.empty() ? "test" : reason;
        return command;
    }

    // --- opening ---------------------------------------------------------------------------------
    bool open() {
        Command command = this->command("", "");
        OpenCase open;
        open.person = {"A1234BC", "X123456"};
        open.facts = fields(with_places(test_.opening.facts));
        open.assignments = assignments_of(test_, world_.set);
        command.what = std::move(open);
        const auto opened = desk_.submit(std::move(command));
        if (!opened.ok()) return fail(test_.place, "the case opens", opened.error().message);
        reference_ = opened->case_reference;
        auto seen = desk_.look();
        if (!seen.ok()) return fail(test_.place, "the case can be read", seen.error().message);
        seen_ = std::move(*seen);
        remember(seen_.log);
        opening_sent_ = seen_.sent;
        opening_log_ = seen_.log;
        return true;
    }

    /// What the opening did is news to the first step.
    void add_opening(Seen& seen) {
        seen.sent.insert(seen.sent.begin(), opening_sent_.begin(), opening_sent_.end());
        seen.log.insert(seen.log.begin(), opening_log_.begin(), opening_log_.end());
        opening_sent_.clear();
        opening_log_.clear();
    }

    /// Where the invented staff works, unless the test says otherwise.
    [[nodiscard]] Pairs with_places(Pairs facts) const {
        for (const auto& [name, value] :
             {std::pair{"prison", test_prison}, std::pair{"ro_team", test_team}}) {
            const std::string fact = name;
            const bool said = std::any_of(facts.begin(), facts.end(),
                                          [&](const auto& f) { return f.first.text == fact; });
            if (!said && fact_named(world_.set, fact) != nullptr)
                facts.emplace_back(Word{fact, {}}, Word{std::string(value), {}});
        }
        return facts;
    }

    [[nodiscard]] std::vector<Field> fields(const Pairs& pairs) const {
        std::vector<Field> fields;
        for (const auto& [name, value] : pairs) {
            const auto* declared = fact_named(world_.set, name.text);
            const auto typed =
                declared != nullptr ? value_in(*declared, value.text, world_.zone) : std::nullopt;
            const bool as_text = !typed || typed->type() == ValueType::choice;
            fields.push_back({name.text, as_text ? Value(value.text) : *typed});
        }
        return fields;
    }

    // --- steps -----------------------------------------------------------------------------------
    bool do_step(const TestStep& step) {
        if (step.channel.given()) desk_.answer_as(step.channel.text);
        if (!pass_time(step)) return false;
        std::optional<Error> refused;
        if (step.deed != Deed::nothing) {
            const auto done = desk_.submit(command_of(step));
            if (!done.ok()) refused = done.error();
        }
        if (!is_answered(step, refused)) return false;
        auto seen = desk_.look();
        if (!seen.ok()) return fail(step, "the case can be read", seen.error().message);
        seen_ = std::move(*seen);
        remember(seen_.log);
        add_opening(seen_);
        const auto found = differences(test_, step.expected, seen_, world_, desk_.now());
        if (found.empty()) return true;
        begin_failure(step);
        for (const Difference& each : found) add_difference(each);
        add_story();
        return false;
    }

    bool pass_time(const TestStep& step) {
        if (!step.at.given()) return true;
        const auto until = instant_of(step.at, world_, seen_.the_case, desk_.now());
        if (!until)
            return fail(step, "'" + step.at.word.text + "' is a time",
                        "a fact that it reads is not known");
        if (*until < desk_.now())
            return fail(step, "the clock runs to " + in_words(*until, world_.zone),
                        "it stands at " + in_words(desk_.now(), world_.zone) + " already");
        const auto ran = step.stopped ? desk_.restart_at(*until) : desk_.run_until(*until);
        return ran.ok() || fail(step, "the clock runs", ran.error().message);
    }

    bool is_answered(const TestStep& step, const std::optional<Error>& refused) {
        const std::string& wanted = step.expected.refused.text;
        if (wanted.empty() && !refused) return true;
        if (wanted.empty()) return fail(step, "it is not refused", refused->message);
        if (!refused) return fail(step, "it is refused: " + wanted, "it was applied");
        const bool fits = lower(refused->message).find(lower(wanted)) != std::string::npos ||
                          name_of(refused->kind) == wanted;
        return fits || fail(step, "it is refused: " + wanted, refused->message);
    }

    Command command_of(const TestStep& step) {
        if (step.deed == Deed::act) return act_of(step);
        if (step.deed == Deed::correct) return correction_of(step);
        Command command = this->command(person(step), said(step));
        if (step.was.given()) command.effective_at = step.was.instant;
        SendEvent send;
        send.case_reference = reference_;
        send.name = step.object.text;
        send.fields = fields(step.with);
        for (const auto& [role, who] : step.assign)
            send.assignments.push_back(
                {role.text, who.text == "nobody" ? "" : person_for(test_, world_.set, who.text)});
        command.what = std::move(send);
        return command;
    }

    Command correction_of(const TestStep& step) {
        Command command = this->command(person(step), step.because.text);
        const auto& sequences = recorded_[step.object.text];
        command.what = CorrectEntry{reference_, sequences.empty() ? 0 : sequences.back()};
        return command;
    }

    Command act_of(const TestStep& step) {
        const auto [name, to] = split_handoff(step.object.text);
        const auto& declared = *handoff_named(world_.set, step.object.text);
        const Symbol own = step.action == HandoffAction::answer || declared.outside
                               ? declared.from
                               : receiver(declared, to);
        const bool for_outside = step.by.given() && is_outside(step.by.text);
        const std::string by =
            step.by.given() && !for_outside ? step.by.text : std::string(own.text());
        Command command = this->command(person_for(test_, world_.set, by), said(step));
        if (for_outside) command.actor.on_behalf_of = step.by.text;
        ActOnHandoff act;
        act.case_reference = reference_;
        act.name = name + receiver_suffix(declared, to, step.by.text);
        act.action = step.action;
        act.evidence = step.note.text;
        if (act.evidence.empty() && declared.outside) act.evidence = "told by phone";
        command.what = std::move(act);
        return command;
    }

    static Symbol receiver(const definition::HandoffDeclaration& declared, const std::string& to) {
        for (const Symbol role : declared.to)
            if (role.text() == to) return role;
        return declared.to.front();
    }

    /// Of several receivers the one that is named, or that speaks.
    static std::string receiver_suffix(const definition::HandoffDeclaration& declared,
                                       const std::string& to, const std::string& by) {
        if (!to.empty()) return ":" + to;
        for (const Symbol role : declared.to)
            if (role.text() == by) return ":" + by;
        return "";
    }

    [[nodiscard]] bool is_outside(const std::string& name) const {
        const auto symbol = Symbol::find(name);
        const auto* role = symbol ? world_.set.find_role(*symbol) : nullptr;
        return role != nullptr && role->side == definition::Side::outside;
    }

    [[nodiscard]] std::string person(const TestStep& step) const {
        return step.by.given() ? person_for(test_, world_.set, step.by.text) : "";
    }

    static std::string said(const TestStep& step) {
        return step.because.given() ? step.because.text : step.note.text;
    }

    // --- telling ---------------------------------------------------------------------------------
    [[nodiscard]] static std::string words(const TestStep& step) {
        if (step.deed == Deed::nothing)
            return step.at.given() ? "until " + step.at.word.text : "nothing is done";
        return step.verb.text + " " + step.object.text +
               (step.by.given() ? " by " + step.by.text : "");
    }

    void begin_failure(const TestStep& step) {
        result_.failure = "step " + std::to_string(result_.steps + 1) + " (line " +
                          std::to_string(step.place.line) + "): " + words(step) + ", " +
                          in_words(desk_.now(), world_.zone);
    }

    void add_difference(const Difference& difference) {
        result_.failure += "\nexpected: " + difference.expected + "\n  but " + difference.actual;
    }

    bool fail(const TestStep& step, std::string expected, std::string actual) {
        if (auto seen = desk_.look(); seen.ok()) remember(seen->log);
        begin_failure(step);
        add_difference({step.place, std::move(expected), std::move(actual)});
        add_story();
        return false;
    }

    bool fail(const Place& place, std::string expected, std::string actual) {
        result_.failure = "opening the case (line " + std::to_string(place.line) + ")";
        add_difference({place, std::move(expected), std::move(actual)});
        return false;
    }

    void remember(const std::vector<StoredLogEntry>& log) {
        for (const StoredLogEntry& entry : log)
            if (entry.kind != "notice.delivered") story_.push_back(line_of(entry));
        while (story_.size() > story_lines) story_.pop_front();
        for (const StoredLogEntry& entry : log) note_event(entry);
    }

    /// Which entries there are to take back, by event.
    void note_event(const StoredLogEntry& entry) {
        if (entry.fields.empty()) return;
        if (entry.kind.starts_with("event."))
            recorded_[entry.fields.front().second].push_back(entry.sequence);
        if (entry.kind != "entry.corrected") return;
        for (auto& [event, sequences] : recorded_)
            std::erase_if(sequences, [&](std::uint64_t sequence) {
                return std::to_string(sequence) == entry.fields.front().second;
            });
    }

    [[nodiscard]] std::string line_of(const StoredLogEntry& entry) const {
        std::string line = in_words(entry.recorded, world_.zone) + "  " + entry.kind;
        for (const auto& [name, value] : entry.fields) line += " " + name + "=" + value;
        return line + (entry.actor.empty() || entry.actor == "engine" ? "" : " by " + entry.actor);
    }

    void add_story() {
        result_.failure += "\nthe story so far:";
        for (const std::string& line : story_) result_.failure += "\n  " + line;
    }

    const Test& test_;
    TestDesk& desk_;
    const TestWorld& world_;
    WorkflowTestResult result_;
    std::string reference_;
    Seen seen_;
    std::vector<SentNotice> opening_sent_;
    std::vector<StoredLogEntry> opening_log_;
    std::deque<std::string> story_;
    std::map<std::string, std::vector<std::uint64_t>> recorded_;  ///< by event, as logged
    unsigned keys_ = 0;
};

}  // namespace

WorkflowTestResult run_test(const Test& test, TestDesk& desk, const TestWorld& world) {
    return TestRun(test, desk, world).run();
}

}  // namespace throughgate::tooling
