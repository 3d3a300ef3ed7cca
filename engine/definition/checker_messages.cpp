// SPDX-License-Identifier: MIT
// Messages: they leave the system, so they may hold only what anybody may read.
#include <algorithm>
#include <cctype>
#include <span>

#include "definition/checker.hpp"
#include "definition/checker_ladders.hpp"
#include "definition/engine_messages.hpp"
#include "definition/keys.hpp"

namespace throughgate::definition {

namespace {

constexpr int most_words = 90;

int words_in(std::string_view text) {
    int words = 0;
    bool inside = false;
    for (const char letter : text) {
        const bool space = std::isspace(static_cast<unsigned char>(letter)) != 0;
        words += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return words;
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return std::string(text);
}

class MessageChecker {
public:
    MessageChecker(const CheckedPathway& checked, Faults& faults)
        : checked_(checked), view_(*checked.view), faults_(faults) {}

    void run() {
        for (const Parts* part : view_.parts())
            for (const MessageText& message : part->messages) check(message);
        for (const HandoffText& handoff : view_.pathway().handoffs)
            check_template({"contact of " + handoff.id.text, handoff.id.place}, handoff.contact,
                           contact_variables());
        check_notices();
        const PathwayText& pathway = view_.pathway();
        if (pathway.id.text == "spine") expect(pathway.id, case_messages);
        if (!pathway.handoffs.empty()) expect(pathway.handoffs.front().id, handoff_messages);
    }

private:
    /// What the engine says by itself stays unsaid without words for it.
    void expect(const Word& at, std::span<const std::string_view> wanted) {
        std::string missing;
        for (const std::string_view name : wanted)
            if (view_.find_message(name) == nullptr)
                missing += (missing.empty() ? "'" : ", '") + std::string(name) + "'";
        if (!missing.empty()) faults_.warning("TG0707", at.place, "there is no message " + missing);
    }

    void check(const MessageText& message) {
        check_template(message.id, message.subject, message_variables());
        check_template(message.id, message.body, message_variables());
        if (const int words = words_in(message.body.text); words > most_words)
            faults_.warning(
                "TG0705", message.body.place,
                "message '" + message.id.text + "' has " + std::to_string(words) + " words");
    }

    using Names = std::vector<std::string>;

    void check_template(const Word& id, const Word& words, const Names& variables) {
        std::string_view rest = words.text;
        std::vector<std::string> open;
        for (std::size_t at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
            rest.remove_prefix(at + 2);
            const std::size_t end = rest.find("}}");
            if (end == std::string_view::npos) return unclosed(id, words, "'{{'");
            const std::string tag = trimmed(rest.substr(0, end));
            rest.remove_prefix(end + 2);
            if (!take_tag(id, words, tag, open, variables)) return;
        }
        if (!open.empty()) unclosed(id, words, "section '" + open.back() + "'");
    }

    bool take_tag(const Word& id, const Word& words, std::string tag, Names& open,
                  const Names& variables) {
        const char kind = tag.empty() ? ' ' : tag.front();
        if (kind == '!') return true;
        if (kind == '#' || kind == '^' || kind == '/' || kind == '&' || kind == '{')
            tag = trimmed(std::string_view(tag).substr(1));
        while (!tag.empty() && tag.back() == '}') tag.pop_back();
        if (kind == '#' || kind == '^') open.push_back(tag);
        if (kind == '/') {
            if (open.empty() || open.back() != tag) {
                unclosed(id, words, "section '" + tag + "'");
                return false;
            }
            open.pop_back();
            return true;
        }
        know_variable(id, words, tag, variables);
        return true;
    }

    void unclosed(const Word& id, const Word& words, const std::string& what) {
        faults_.error("TG0704", words.place,
                      "in message '" + id.text + "' " + what + " is not closed");
    }

    void know_variable(const Word& id, const Word& words, const std::string& name,
                       const Names& variables) {
        if (std::find(variables.begin(), variables.end(), name) != variables.end()) return;
        const FactText* fact = view_.find_fact(name);
        if (fact != nullptr && !fact->declaration.label.empty())
            return faults_.error("TG0702", words.place,
                                 "message '" + id.text + "' would tell '" + name +
                                     "', which is labelled '" +
                                     std::string(fact->declaration.label.text()) + "'");
        faults_.error("TG0703", words.place,
                      "message '" + id.text + "' uses '" + name + "', which is no variable",
                      suggestion(name, variables));
    }

    /// Notices of events and states: recipients and messages.
    void check_notices() {
        LadderChecker ladders(checked_, faults_);
        for (StateIndex i = 0; i < checked_.chart.states.size(); ++i) {
            notices(checked_.chart.states[i].text->on_entry, i, ladders);
            notices(checked_.chart.states[i].text->on_exit, i, ladders);
            notices(checked_.chart.states[i].text->on_start, i, ladders);
        }
        for (const ChartRule& rule : checked_.chart.rules)
            for (const BranchText& branch : rule.text->branches)
                notices(branch.effects, rule.source, ladders);
    }

    void notices(const EffectsText& effects, StateIndex at, LadderChecker& ladders) {
        const Sides sides{checked_.chart.states[at].text->owner.text, "", {}};
        for (const TellText& tell : effects.notify) {
            ladders.recipients(tell.who, sides, false);
            ladders.know_message(tell.message);
        }
    }

    const CheckedPathway& checked_;
    const View& view_;
    Faults& faults_;
};

}  // namespace

void check_messages(const CheckedPathway& checked, Faults& faults) {
    MessageChecker(checked, faults).run();
}

}  // namespace throughgate::definition
