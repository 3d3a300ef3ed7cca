// SPDX-License-Identifier: MIT
// What a step expects against what is so: every difference, in words.
#include <algorithm>

#include "journey/inputs.hpp"
#include "tooling/test_names.hpp"
#include "tooling/test_run.hpp"

namespace throughgate::tooling {
namespace {

using definition::Definition;

std::string joined(const std::vector<std::string>& texts) {
    std::string text;
    for (const std::string& each : texts) text += (text.empty() ? "" : ", ") + each;
    return text.empty() ? "none" : text;
}

const Pathway* pathway_of(const Case& the_case, const Definition& definition) {
    return the_case.find_pathway(definition.pathway);
}

std::string full_name(const Definition& definition, StateIndex state) {
    return std::string(definition.pathway.text()) + "." +
           std::string(definition.states[state].id.text());
}

/// Innermost active states.
std::vector<StateIndex> leaves_of(const Pathway& pathway, const Definition& definition) {
    std::vector<StateIndex> leaves;
    (pathway.configuration & definition.leaves).each([&](StateIndex s) { leaves.push_back(s); });
    return leaves;
}

const Handoff* newest(const Case& the_case, std::string_view name, Symbol to) {
    const Handoff* found = nullptr;
    for (const Handoff& handoff : the_case.handoffs)
        if (handoff.name.text() == name && handoff.to_role == to) found = &handoff;
    return found;
}

class Comparer {
public:
    Comparer(const Test& test, const Expected& expected, const Seen& seen, const TestWorld& world,
             Instant now)
        : test_(test), expected_(expected), seen_(seen), world_(world), now_(now) {}

    std::vector<Difference> run() {
        states();
        only_states();
        stages();
        phase();
        handoffs();
        facts();
        notices();
        waits();
        next();
        log();
        incidents();
        return std::move(found_);
    }

private:
    void differ(const Place& place, std::string expected, std::string actual) {
        found_.push_back({place, std::move(expected), std::move(actual)});
    }

    // --- places ----------------------------------------------------------------------------------
    [[nodiscard]] bool is_active(const FoundState& state) const {
        const Pathway* pathway = pathway_of(seen_.the_case, *state.definition);
        return pathway != nullptr && pathway->configuration.has(state.index);
    }

    [[nodiscard]] std::string active() const {
        std::vector<std::string> names;
        for (const auto& definition : world_.set.current)
            if (const Pathway* pathway = pathway_of(seen_.the_case, *definition))
                for (const StateIndex leaf : leaves_of(*pathway, *definition))
                    names.push_back(full_name(*definition, leaf));
        return "active are " + joined(names);
    }

    void states() {
        for (const Word& name : expected_.states)
            if (const auto found = states_named(world_.set, name.text); std::none_of(
                    found.begin(), found.end(), [&](const auto& each) { return is_active(each); }))
                differ(name.place, "state " + name.text + " is active", active());
        for (const Word& name : expected_.not_states)
            for (const FoundState& each : states_named(world_.set, name.text))
                if (is_active(each))
                    differ(name.place, "state " + name.text + " is not active", active());
    }

    void only_states() {
        for (const auto& [name, wanted] : expected_.only_states) {
            const Definition& definition = *pathway_named(world_.set, name.text);
            const Pathway* pathway = pathway_of(seen_.the_case, definition);
            std::vector<StateIndex> leaves;
            if (pathway != nullptr) leaves = leaves_of(*pathway, definition);
            std::vector<std::string> texts;
            for (const Word& word : wanted) texts.push_back(word.text);
            if (!same_leaves(definition, leaves, wanted))
                differ(name.place,
                       "in " + name.text + " exactly these are active: " + joined(texts), active());
        }
    }

    static bool same_leaves(const Definition& definition, const std::vector<StateIndex>& leaves,
                            const std::vector<Word>& wanted) {
        const auto is = [&](StateIndex leaf, const Word& word) {
            const auto found = states_of(definition, word.text);
            return std::any_of(found.begin(), found.end(),
                               [leaf](const FoundState& each) { return each.index == leaf; });
        };
        const auto wanted_leaf = [&](StateIndex leaf) {
            return std::any_of(wanted.begin(), wanted.end(),
                               [&](const Word& word) { return is(leaf, word); });
        };
        const auto active_word = [&](const Word& word) {
            return std::any_of(leaves.begin(), leaves.end(),
                               [&](StateIndex leaf) { return is(leaf, word); });
        };
        return std::all_of(leaves.begin(), leaves.end(), wanted_leaf) &&
               std::all_of(wanted.begin(), wanted.end(), active_word);
    }

    void stages() {
        for (const auto& [name, wanted] : expected_.stages) {
            const Pathway* pathway =
                pathway_of(seen_.the_case, *pathway_named(world_.set, name.text));
            const std::string stage(pathway == nullptr ? "none" : name_of(pathway->stage));
            if (stage != wanted.text)
                differ(name.place, "stage of " + name.text + " is " + wanted.text,
                       "it is " + stage);
        }
    }

    void phase() {
        const Word& wanted = expected_.phase;
        if (!wanted.given()) return;
        const std::string state(name_of(seen_.the_case.state));
        if (wanted.text == state || is_spine_state(wanted.text)) return;
        differ(wanted.place, "the phase is " + wanted.text, "it is " + state + "; " + active());
    }

    [[nodiscard]] bool is_spine_state(std::string_view name) const {
        const Definition& spine = *world_.set.current.front();
        const Pathway* pathway = pathway_of(seen_.the_case, spine);
        if (pathway == nullptr) return false;
        for (const FoundState& each : states_of(spine, name))
            if (spine.states[each.index].strand == spine.main_strand && is_active(each))
                return true;
        return false;
    }

    // --- handoffs and facts ----------------------------------------------------------------------
    void handoffs() {
        for (const auto& [name, wanted] : expected_.handoffs) {
            const auto [id, to] = split_handoff(name.text);
            for (const Symbol role : handoff_named(world_.set, name.text)->to)
                if (to.empty() || role.text() == to) handoff(name, id, role, wanted.text);
        }
    }

    void handoff(const Word& name, const std::string& id, Symbol to, const std::string& wanted) {
        const Handoff* handoff = newest(seen_.the_case, id, to);
        const std::string state(handoff == nullptr ? "none" : name_of(handoff->state));
        if (state == wanted) return;
        const std::string which = id + " to " + std::string(to.text());
        const std::string why =
            handoff == nullptr || handoff->reason.empty() ? "" : ": " + handoff->reason;
        differ(name.place, which + " is " + wanted, "it is " + state + why);
    }

    void facts() {
        for (const auto& [name, wanted] : expected_.facts) {
            const auto& declared = *fact_named(world_.set, name.text);
            const std::string subject = journey::subject_of(seen_.the_case, declared.per);
            const Value& value = journey::value_of(seen_.the_case, declared.name, subject);
            if (value != *value_in(declared, wanted.text, world_.zone))
                differ(name.place, name.text + " is " + wanted.text, "it is " + to_text(value));
        }
    }

    // --- notices ---------------------------------------------------------------------------------
    [[nodiscard]] bool fits(const SentNotice& sent, const ExpectedNotice& wanted) const {
        const auto same = [](const Word& word, const std::string& text) {
            return !word.given() || word.text == text;
        };
        return is_for(sent, wanted.to) && same(wanted.message, sent.message) &&
               same(wanted.notice_class, sent.notice_class) && is_about(sent, wanted.handoff) &&
               is_at(sent, wanted.at);
    }

    [[nodiscard]] bool is_for(const SentNotice& sent, const Word& to) const {
        if (!to.given() || sent.to == to.text) return true;
        const auto role = Symbol::find(to.text);
        // A role is whom the definition tells; other names are people.
        if (role && world_.set.find_role(*role) != nullptr) return false;
        return sent.recipient == person_for(test_, world_.set, to.text);
    }

    static bool is_about(const SentNotice& sent, const Word& handoff) {
        if (!handoff.given()) return true;
        const auto [name, to] = split_handoff(handoff.text);
        return sent.handoff == name && (to.empty() || sent.handoff_to == to);
    }

    [[nodiscard]] bool is_at(const SentNotice& sent, const Moment& at) const {
        return !at.given() || instant_of(at, world_, seen_.the_case, now_) == sent.at;
    }

    [[nodiscard]] std::size_t count(const ExpectedNotice& wanted) const {
        return static_cast<std::size_t>(
            std::count_if(seen_.sent.begin(), seen_.sent.end(),
                          [&](const SentNotice& sent) { return fits(sent, wanted); }));
    }

    static std::string words(const ExpectedNotice& notice) {
        std::string text = notice.notice_class.given() ? notice.notice_class.text + " " : "";
        text += notice.message.given() ? notice.message.text : "any message";
        if (notice.to.given()) text += " to " + notice.to.text;
        if (notice.handoff.given()) text += " about " + notice.handoff.text;
        if (notice.at.given()) text += " at " + notice.at.word.text;
        return text;
    }

    [[nodiscard]] std::string words(const SentNotice& notice) const {
        std::string text = notice.notice_class + " " + notice.message + " to " + notice.to;
        if (notice.recipient != notice.to) text += " (" + notice.recipient + ")";
        if (!notice.handoff.empty()) text += " about " + notice.handoff;
        return text + " at " + in_words(notice.at, world_.zone);
    }

    [[nodiscard]] std::string sent() const {
        if (seen_.sent.empty()) return "nothing was sent";
        std::string text = "sent were";
        for (const SentNotice& each : seen_.sent) text += "\n    " + words(each);
        return text;
    }

    void wanted(const ExpectedNotice& notice) {
        const std::size_t times = count(notice);
        if (!notice.count.given() ? times > 0 : std::to_string(times) == notice.count.text) return;
        const std::string how_often = notice.count.given() ? notice.count.text + " times " : "";
        differ(notice.place, "sent was " + how_often + words(notice), sent());
    }

    void notices() {
        for (const ExpectedNotice& each : expected_.notices) wanted(each);
        for (const ExpectedNotice& each : expected_.no_notices)
            if (count(each) > 0) differ(each.place, "not sent was " + words(each), sent());
        if (expected_.nothing_sent && !seen_.sent.empty())
            differ(expected_.place, "nothing was sent", sent());
        if (expected_.only_notices) only(*expected_.only_notices);
    }

    /// Each that was sent fits one that is expected, and as many of each as say so (one).
    void only(const std::vector<ExpectedNotice>& notices) {
        std::size_t total = 0;
        for (const ExpectedNotice& each : notices) {
            wanted(each);
            total += each.count.given() ? std::stoul(each.count.text) : 1;
        }
        if (total != seen_.sent.size())
            differ(notices.empty() ? expected_.place : notices.front().place,
                   "exactly " + std::to_string(total) + " notices were sent", sent());
        for (const SentNotice& each : seen_.sent)
            if (std::none_of(notices.begin(), notices.end(),
                             [&](const ExpectedNotice& one) { return fits(each, one); }))
                differ(notices.empty() ? expected_.place : notices.front().place,
                       "no other notices were sent", "also sent was " + words(each));
    }

    // --- the log ---------------------------------------------------------------------------------
    void waits() {
        for (const Word& fact : expected_.waits_for) {
            std::vector<std::string> known;
            for (const StoredLogEntry& entry : seen_.log)
                for (const auto& [name, value] : entry.fields)
                    if (entry.kind == "guard.waits" && name == "waits_for") known.push_back(value);
            if (std::find(known.begin(), known.end(), fact.text) == known.end())
                differ(fact.place, "a condition waits for " + fact.text,
                       "waited for is " + joined(known));
        }
    }

    void log() {
        auto entry = seen_.log.begin();
        for (const Word& kind : expected_.log) {
            entry = std::find_if(entry, seen_.log.end(),
                                 [&](const StoredLogEntry& e) { return e.kind == kind.text; });
            if (entry == seen_.log.end()) {
                std::vector<std::string> kinds;
                for (const StoredLogEntry& each : seen_.log) kinds.push_back(each.kind);
                return differ(kind.place, "the log gained " + kind.text,
                              "it gained " + joined(kinds));
            }
            ++entry;
        }
    }

    void incidents() {
        if (!expected_.incidents) return;
        const auto& open = seen_.incidents;
        for (const Word& word : *expected_.incidents) {
            const auto holds = [&](const std::string& message) {
                return message.find(word.text) != std::string::npos;
            };
            const bool none = word.text == "none";
            if (none ? !open.empty() : std::none_of(open.begin(), open.end(), holds))
                differ(word.place,
                       none ? "no incident is open" : "an incident says '" + word.text + "'",
                       "open are: " + joined(open));
        }
    }

    // --- what comes next -------------------------------------------------------------------------
    [[nodiscard]] const Timer* first_due() const {
        const Timer* first = nullptr;
        for (const Timer& timer : seen_.the_case.timers)
            if (timer.due && timer.kind != TimerKind::settle &&
                (first == nullptr || *timer.due < *first->due))
                first = &timer;
        return first;
    }

    [[nodiscard]] std::string owner_of(const Timer& timer) const {
        if (const Handoff* handoff = seen_.the_case.find_handoff(timer.handoff)) {
            const auto* declared = handoff_named(world_.set, handoff->name.text());
            const bool outside = declared != nullptr && declared->outside;
            return std::string((outside ? handoff->from_role : handoff->to_role).text());
        }
        for (const Pathway& pathway : seen_.the_case.pathways)
            if (pathway.name == timer.pathway || timer.pathway.empty())
                return owner_in(pathway, timer);
        return "";
    }

    /// Owner of the state that the timer belongs to; of a review, of the main line.
    [[nodiscard]] std::string owner_in(const Pathway& pathway, const Timer& timer) const {
        const Definition* definition = world_.set.find(pathway.definition);
        std::string owner;
        for (const Entry& entry : pathway.entries) {
            const bool its_own = timer.entry == entry.id;
            const bool reviews = timer.entry.number == 0 &&
                                 definition->states[entry.state].strand == definition->main_strand;
            if (!its_own && !reviews) continue;
            for (StateIndex s = entry.state; s != no_state; s = definition->states[s].parent)
                if (!definition->states[s].owner.empty()) {
                    owner = definition->states[s].owner.text();
                    break;
                }
        }
        return owner;
    }

    void next() {
        const Timer* timer = first_due();
        const std::string actual = timer == nullptr
                                       ? "nothing is dated"
                                       : "next is " + std::string(timer->name.text()) + " at " +
                                             in_words(*timer->due, world_.zone) + ", owned by " +
                                             owner_of(*timer);
        const Moment& at = expected_.next_at;
        if (at.given() &&
            (timer == nullptr || instant_of(at, world_, seen_.the_case, now_) != timer->due))
            differ(at.word.place, "the next dated action is at " + at.word.text, actual);
        const Word& owner = expected_.next_owner;
        if (owner.given() && (timer == nullptr || owner_of(*timer) != owner.text))
            differ(owner.place, "the next dated action is owned by " + owner.text, actual);
    }

    const Test& test_;
    const Expected& expected_;
    const Seen& seen_;
    const TestWorld& world_;
    const Instant now_;
    std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Test& test, const Expected& expected, const Seen& seen,
                                    const TestWorld& world, Instant now) {
    return Comparer(test, expected, seen, world, now).run();
}

}  // namespace throughgate::tooling
