// SPDX-License-Identifier: MIT
#include "journey/correct.hpp"

#include <algorithm>
#include <tuple>

#include "base/assert.hpp"
#include "journey/derive.hpp"
#include "journey/records.hpp"
#include "journey/replay.hpp"
#include "journey/texts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::HandoffMove;

/// What people see of a case, whatever its parts are numbered.
bool same_pathways(const Case& a, const Case& b) {
    return std::equal(
        a.pathways.begin(), a.pathways.end(), b.pathways.begin(), b.pathways.end(),
        [](const Pathway& x, const Pathway& y) {
            return std::tie(x.name, x.definition, x.stage, x.configuration, x.outcome) ==
                   std::tie(y.name, y.definition, y.stage, y.configuration, y.outcome);
        });
}

bool same_facts(const Case& a, const Case& b) {
    return std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(),
                      [](const Fact& x, const Fact& y) {
                          return std::tie(x.name, x.subject, x.value) ==
                                 std::tie(y.name, y.subject, y.value);
                      });
}

bool same_people(const Case& a, const Case& b) {
    const auto same = [](const RoleHolder& x, const RoleHolder& y) {
        return x.role == y.role && x.person == y.person;
    };
    return std::equal(a.holders.begin(), a.holders.end(), b.holders.begin(), b.holders.end(), same);
}

std::vector<std::string> open_handoffs(const Case& the_case) {
    std::vector<std::string> all;
    for (const Handoff& each : the_case.handoffs)
        if (!lifecycle::is_end(each.state))
            all.push_back(std::string(each.name.text()) + ":" + std::string(each.to_role.text()) +
                          ":" + each.subject + ":" + std::string(name_of(each.state)));
    std::sort(all.begin(), all.end());
    return all;
}

/// Where a replay of everything differs from what is; empty: nowhere.
std::string difference_of(const Case& is, const Case& replayed) {
    if (is.state != replayed.state) return "the state of the case";
    if (!same_pathways(is, replayed)) return "a pathway";
    if (!same_facts(is, replayed)) return "a fact";
    if (!same_people(is, replayed)) return "a role";
    return open_handoffs(is) == open_handoffs(replayed) ? "" : "a handoff";
}

const Past* decision_at(const std::vector<Past>& past, std::uint64_t sequence) {
    for (const Past& each : past)
        if (each.sequence <= sequence && sequence <= each.last) return &each;
    return nullptr;
}

std::string number(std::uint64_t sequence) { return std::to_string(sequence); }

bool was_erased(const TakenBack& asked) {
    return std::any_of(asked.log.begin(), asked.log.end(), [](const StoredLogEntry& entry) {
        return std::find(entry.erased.begin(), entry.erased.end(), true) != entry.erased.end();
    });
}

std::optional<Error> refusal_of(const Case& given, const Event& event, const TakenBack& asked,
                                const std::vector<Past>& past, const Past* wrong) {
    using texts::not_taken_back;
    if (given.parked) return texts::parked(given);
    if (event.actor.person.empty()) return not_taken_back("a named person has to do it");
    if (event.grants.empty())
        return not_taken_back("only somebody who holds a role on the case may do it");
    if (event.reason.empty()) return not_taken_back("say why");
    if (wrong == nullptr)
        return not_taken_back("the log has no entry " + number(asked.sequence) +
                              "; `throughgate case history` shows those there are");
    if (!wrong->by_people)
        return not_taken_back(wrong->kind == "case.opened" || wrong->kind == "case.placed"
                                  ? "a case cannot be without its opening"
                                  : "entry " + number(asked.sequence) +
                                        " was not recorded by anybody, it followed from '" +
                                        wrong->kind + "'");
    if (wrong->sequence != asked.sequence)
        return not_taken_back("entry " + number(asked.sequence) + " follows from entry " +
                              number(wrong->sequence) + "; take that one back");
    if (taken_back(past).contains(asked.sequence))
        return not_taken_back("it was taken back before");
    if (was_erased(asked))
        return not_taken_back("parts of the log were erased, so it cannot be read again");
    return std::nullopt;
}

/// Turns the case that a replay gave into the case that is stored next.
class Correction {
public:
    Correction(const World& world, Case given, const Event& event, const Past& wrong,
               Replayed replayed)
        : given_(std::move(given)),
          event_(event),
          wrong_(wrong),
          change_(base(replayed)),
          draft_(world, change_, event) {
        owed_ = std::move(replayed.owed);
        unrecorded_ = std::move(replayed.unrecorded);
    }

    Change run() {
        ChangeLog& log = draft_.log("entry.corrected", {{"entry", number(wrong_.sequence)}});
        log.with(wrong_.kind.starts_with("event.") ? "event" : "name", wrong_.name);
        keep_handoffs();
        log_differences();
        keep_generations();
        prune_ladders();
        keep_review(draft_);
        rewrite_due_rows(change_, given_, draft_.the_case());
        for (Notice& notice : owed_) plan(std::move(notice));
        for (UpstreamRecord& record : unrecorded_) plan_record(change_, std::move(record));
        change_.changed = {true, true, true, true, true, true, true, true};
        change_.note = "Entry " + number(wrong_.sequence) + " (" + wrong_.name + ") is taken back.";
        return std::move(change_);
    }

private:
    /// What is never lowered, and what a replay does not know.
    Change base(Replayed& replayed) const {
        Case after = std::move(replayed.the_case);
        after.version = std::max(given_.version, after.version) + 1;
        after.log_length = given_.log_length;
        after.log_head = given_.log_head;
        after.last_recorded = given_.last_recorded;
        after.last_timer = std::max(after.last_timer, given_.last_timer);
        after.last_entry = std::max(after.last_entry, given_.last_entry);
        after.last_handoff = std::max(after.last_handoff, given_.last_handoff);
        for (Pathway& pathway : after.pathways)
            if (const Pathway* was = given_.find_pathway(pathway.name))
                pathway.version = std::max(pathway.version, was->version) + 1;
        return Change(std::move(after));
    }

    // --- handoffs --------------------------------------------------------------------------------
    void keep_handoffs() {
        for (const Handoff& was : given_.handoffs) {
            Handoff* mine = find_handoff(draft_, was.id);
            if (mine == nullptr) {
                add(ended(was));
            } else if (!(*mine == was)) {
                mine->version = std::max(mine->version, was.version) + 1;
                mine->told = std::max(mine->told, was.told);
            }
        }
        for (const Handoff& each : draft_.the_case().handoffs) {
            const Handoff* was = given_.find_handoff(each.id);
            if (was == nullptr || !(*was == each)) change_.handoffs.push_back(each.id);
        }
    }

    /// Raised because of the entry: people have seen it, so it ends and does not vanish.
    Handoff ended(Handoff handoff) {
        const auto next = lifecycle::advance(handoff.state, HandoffMove::end);
        if (!next) return handoff;
        handoff.state = *next;
        handoff.reason = "the entry that raised it was taken back: " + event_.reason;
        ++handoff.version;
        draft_.log("handoff.ended",
                   {{"handoff", std::to_string(handoff.id.number)},
                    {"name", handoff.name.text()},
                    {"reason", handoff.reason},
                    {"acknowledged", handoff.acknowledged_by.empty() ? "false" : "true"}});
        return handoff;
    }

    void add(Handoff handoff) {
        auto& all = draft_.the_case().handoffs;
        const auto before = [](const Handoff& a, const Handoff& b) { return a.id < b.id; };
        all.insert(std::upper_bound(all.begin(), all.end(), handoff, before), std::move(handoff));
    }

    // --- the log explains where the case now stands ----------------------------------------------
    void log_differences() {
        for (const Pathway& was : given_.pathways) log_states(was, "state.left", draft_.the_case());
        for (const Pathway& is : draft_.the_case().pathways)
            log_states(is, "state.entered", given_);
        log_facts();
        if (given_.state != draft_.the_case().state)
            draft_.log("case.moved", {{"move", "corrected"},
                                      {"from", name_of(given_.state)},
                                      {"to", name_of(draft_.the_case().state)}});
    }

    void log_states(const Pathway& pathway, std::string_view kind, const Case& other) {
        const Definition* definition = draft_.world.definitions->find(pathway.definition);
        const Pathway* there = other.find_pathway(pathway.name);
        for (const Entry& entry : pathway.entries) {
            const State& state = definition->states[entry.state];
            const bool same = there != nullptr && there->configuration.has(entry.state);
            if (!same && is_drawn(state))
                draft_.log(kind, {{"state", state.id.text()}, {"pathway", pathway.name.text()}});
        }
    }

    void log_facts() {
        for (const Fact& was : given_.facts)
            if (draft_.the_case().find_fact(was.name, was.subject) == nullptr)
                log_fact(was, Value(), was.value);
        for (const Fact& is : draft_.the_case().facts) {
            const Fact* was = given_.find_fact(is.name, is.subject);
            const Value before = was != nullptr ? was->value : Value();
            if (is.value != before) log_fact(is, is.value, before);
        }
    }

    void log_fact(const Fact& fact, const Value& value, const Value& before) {
        ChangeLog& log = draft_.log("fact.set", {{"name", fact.name.text()}});
        log.with("value", value);
        if (!fact.subject.empty()) log.with("subject", fact.subject);
        log.with("before", before);
    }

    // --- timers ----------------------------------------------------------------------------------
    /// A row that was offered once must never fit again.
    void keep_generations() {
        for (Timer& timer : draft_.the_case().timers) {
            const Timer* was = given_.find_timer(timer.id);
            if (was != nullptr && *was == timer) continue;
            timer.generation = std::max(timer.generation, was != nullptr ? was->generation : 0) + 1;
        }
    }

    /// Of what would have been said in the meantime, only the latest is worth saying now.
    void prune_ladders() {
        for (Timer& timer : draft_.the_case().timers) {
            const std::size_t lane = draft_.lane_of(timer.pathway);
            if (lane == draft_.lanes.size() || !timer.due || *timer.due >= draft_.now) continue;
            const Source source =
                source_of(draft_.the_case(), draft_.definition(lane), draft_.pathway(lane), timer);
            if (source.ladder == nullptr || source.ladder->empty()) continue;
            timer.due.reset();
            set_again(draft_, timer, source, derive(draft_, lane, timer, source));
        }
    }

    void plan(Notice notice) {
        notice.ordinal = change_.next_ordinal();
        draft_.log("notice.planned", {{"to", to_words(notice.recipient)},
                                      {"message", notice.message.text()},
                                      {"class", name_of(notice.notice_class)}});
        change_.notices.push_back(std::move(notice));
    }

    const Case given_;
    const Event& event_;
    const Past& wrong_;
    std::vector<Notice> owed_;
    std::vector<UpstreamRecord> unrecorded_;
    Change change_;
    Draft draft_;
};

Change refused(Case given, Error error) {
    Change change(std::move(given));
    change.verdict = Verdict::refused;
    change.refusal = std::move(error);
    return change;
}

/// nullopt: a decision that was possible once is so no longer.
std::optional<Replayed> replayed(const World& world, const Case& given,
                                 const std::vector<Past>& past,
                                 const std::set<std::uint64_t>& without, std::uint64_t fresh_from) {
    try {
        return replay(world, given, past, without, fresh_from);
    } catch (const AssertionFailed&) {
        return std::nullopt;
    }
}

Error cannot_be_read() {
    return texts::not_taken_back(
        "the log cannot be decided again as far as the case has come; send the case the event that "
        "leads back instead");
}

}  // namespace

Change take_back(const World& world, Case&& given, const Event& event, const TakenBack& asked) {
    const std::vector<Past> past = decisions_of(asked.log);
    const Past* wrong = decision_at(past, asked.sequence);
    if (auto error = refusal_of(given, event, asked, past, wrong))
        return refused(std::move(given), std::move(*error));
    std::set<std::uint64_t> without = taken_back(past);
    const std::uint64_t fresh_from = without.empty() ? given.log_length + 1 : *without.begin();
    const auto everything = replayed(world, given, past, without, fresh_from);
    if (!everything) return refused(std::move(given), cannot_be_read());
    if (const std::string where = difference_of(given, everything->the_case); !where.empty())
        return refused(std::move(given),
                       texts::not_taken_back("decided again, the log does not lead to where the "
                                             "case stands (" +
                                             where +
                                             " differs), so nobody can say what would be "
                                             "without it; send the case the event that "
                                             "leads back instead"));
    without.insert(asked.sequence);
    auto right = replayed(world, given, past, without, asked.sequence);
    if (!right) return refused(std::move(given), cannot_be_read());
    Change change = Correction(world, std::move(given), event, *wrong, std::move(*right)).run();
    change.after.last_recorded = std::max(world.now, change.after.last_recorded);
    return change;
}

}  // namespace throughgate::journey
