// SPDX-License-Identifier: MIT
// Definition: one pathway, compiled. Immutable, content-hashed, shared between threads.
// Dense indices everywhere; exit and entry sets precomputed; nothing here is looked up by text
// while deciding.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/dense_index.hpp"
#include "base/digest.hpp"
#include "definition/chart_program.hpp"
#include "lifecycle/lifecycle.hpp"
#include "model/change.hpp"
#include "model/state_set.hpp"
#include "rules/rules.hpp"
#include "throughgate/symbol.hpp"

namespace throughgate::definition {

struct FactDeclaration {
    Symbol name;
    ValueType type = ValueType::text;
    std::vector<Symbol> choices;   ///< for ValueType::choice
    Symbol per;                    ///< fact whose value keys this one; empty: one per case
    std::vector<Symbol> set_by;    ///< roles; empty: anybody who may send the event
    bool by_rules = false;         ///< only what the workflow itself does sets it
    Symbol label;                  ///< data label; empty: standard
    std::uint32_t text_bytes = 0;  ///< limit for text
    std::string title;
};

/// One rung of a ladder. The ladder's rungs are in document order.
struct Rung {
    Symbol id;
    rules::Deadline at;           ///< anchors: raised, acknowledged, due, entry, release, facts
    rules::Deadline again;        ///< `N unit after previous`: anchor `previous`; empty: once
    std::uint16_t at_most = 1;    ///< occurrences in all
    std::vector<Recipient> tell;  ///< role `to`: the handoff's own receiver, where it has several
    NoticeClass notice_class = NoticeClass::action;
    Symbol message;
    bool escalates = false;  ///< tells a manager, or a role above the two sides
    /// An earlier rung of the ladder that this one never comes before; by Definition::index.
    std::optional<std::uint16_t> follows;
};

struct Clock {
    bool on_reply = false;  ///< acknowledge: the recorded answer is the acknowledgement
    rules::Deadline due;    ///< empty: no such clock
    std::vector<Rung> ladder;
    std::vector<Symbol> dated_by;  ///< what `due` and the ladder read, sorted; by Definition::index
};

enum class Until : std::uint8_t { state, strand, pathway, case_end };

struct HandoffDeclaration {
    Symbol id;
    std::string title;
    Symbol from;
    std::vector<Symbol> to;  ///< several: one handoff each
    bool outside = false;    ///< `to` has no login: `from` records the reply
    std::vector<std::pair<Symbol, Symbol>> carries;  ///< fact, label
    Symbol about;  ///< fact that keys it (`address.id`); empty: none
    Clock acknowledge;
    Clock complete;
    Until until = Until::strand;
    NoticeClass notice_class = NoticeClass::action;
    Symbol message;                   ///< sent at once when raised; empty: the ladder speaks first
    Symbol decline_to;                ///< event raised on declining; empty: re-route is due
    std::vector<Symbol> recorded_in;  ///< other systems that hear of its acknowledging and doing
};

struct Gate {
    Symbol id;
    Symbol per;               ///< fact that keys it; empty: one per case
    Symbol cleared_by;        ///< role
    Symbol countersigned_by;  ///< role; empty: none
    rules::Guard countersigned_when;
    std::vector<rules::Guard> needs;  ///< all must be yes
    std::vector<Symbol> shut_by;      ///< events
    std::string title;
};

/// What a branch does, in document order: exits, these, entries.
struct Effects {
    std::vector<std::pair<Symbol, Value>> sets;  ///< facts
    std::vector<Symbol> raises;                  ///< internal events of this pathway
    std::vector<Symbol> tells_case;              ///< named case events sent to all pathways
    struct Delayed {
        Symbol event;
        rules::Deadline at;
    };
    std::vector<Delayed> sends;
    std::vector<std::uint16_t> opens;  ///< handoffs
    std::vector<std::uint16_t> ends;   ///< handoffs withdrawn, reason = the event
    /// A handoff that the event does the work of; `to` empty: towards every receiver.
    struct Done {
        std::uint16_t handoff = 0;
        Symbol to;
    };
    std::vector<Done> completes;
    struct Tell {
        std::vector<Recipient> who;
        NoticeClass notice_class = NoticeClass::action;
        Symbol message;
    };
    std::vector<Tell> notify;
    /// What other systems must have too.
    struct Record {
        std::vector<Symbol> upstreams;  ///< ids of `sources`
        std::string words;
    };
    std::vector<Record> records;
    bool any = false;  ///< is there anything to do? By Definition::index
};

/// What a step enters.
struct Entering {
    StateSet states;
    StateSet by_default;     ///< compound states whose own start decided what is entered below
    StateSet histories;      ///< those that remembered nothing: their default was taken
    bool remembers = false;  ///< a history was met: another time it may lead elsewhere
};

/// One way a rule may go. `stay` has no targets.
struct Branch {
    rules::Guard when;  ///< empty with otherwise = true, or the only branch
    bool otherwise = false;
    std::vector<StateIndex> targets;  ///< empty: stay (targetless, SCXML: content only)
                                      ///< a history state here is also in `entering`, as a marker
    bool aside = false;               ///< skip in the ordinary top-down reading: taken only when
                                      ///< Rule::if_shut or Rule::if_unknown names it
    bool if_unknown_here = false;     ///< taken when earlier guards were unknown
    Effects effects;
    std::string because;  ///< plain reason, shown
    std::string refuses;  ///< given: whoever sent the event is told this, and nothing happens
    // Precomputed for this branch:
    StateIndex domain = no_state;  ///< least common compound ancestor; no_state when targetless
    StateSet exits;                ///< descendants of `domain`: meet with the configuration
    Entering entering;             ///< targets, their ancestors below domain, default children;
                                   ///< when it remembers, worked out again with every step
    bool internal = false;
    std::optional<lifecycle::StageMove> stage_move;  ///< main line only; nullopt: stage unchanged
};

/// An answer of one state to one event, timer or nothing (eventless).
struct Rule {
    enum class Trigger : std::uint8_t { event, timer, always, done };
    Trigger trigger = Trigger::event;
    Symbol event;                  ///< named event; for `done`: "done.state.<id>"
    std::uint16_t timer = 0xffff;  ///< index into Definition::timers
    StateIndex source = no_state;
    std::vector<Symbol> asks;          ///< facts the event must carry
    std::uint16_t gate = 0xffff;       ///< index into Definition::gates
    std::int16_t if_shut = -1;         ///< branch index taken while the gate is shut; -1: refused
    std::int16_t if_unknown = -1;      ///< branch index when no guard is yes and one is unknown
    std::vector<Symbol> by;            ///< roles that may send it; empty: any named person
    bool confirmed_by_person = false;  ///< needed where the law wants a named person
    std::vector<Branch> branches;      ///< document order
};

struct TimerDeclaration {
    Symbol name;  ///< "place.sourcing.none_found"
    StateIndex state = no_state;
    rules::Deadline at;
    std::uint16_t rule = 0xffff;  ///< index into Definition::rules
};

/// Which of the strands or regions side by side must have ended for all of them to be done.
struct Join {
    /// `main_line`: of a pathway that says nothing: its first strand alone.
    enum class Kind : std::uint8_t { all, any, n_of, required, main_line };
    Kind kind = Kind::all;
    std::uint16_t n = 1;  ///< for n_of
};

/// "all", "any", "2 of them", "required", "main line".
std::string name_of(const Join& join);

struct State {
    enum class Kind : std::uint8_t { atomic, compound, parallel, final_state, history };
    Symbol id;        ///< full id: "place.sourcing"
    Symbol short_id;  ///< "sourcing"
    std::string title;
    std::string instruction;  ///< `do`
    std::string guidance;     ///< link; may be empty
    Kind kind = Kind::atomic;
    bool deep = false;  ///< of a history state
    StateIndex parent = no_state;
    StateIndex last = no_state;        ///< last descendant: [index, last] is the subtree
    std::vector<StateIndex> children;  ///< history states left out
    StateSet initial;                  ///< what entering it by default adds below it; of a history
                                       ///< state: what is entered when nothing is remembered
    std::vector<StateIndex> start;     ///< of a compound or history state: where it begins
    StateIndex strand = no_state;      ///< the strand (child of the root) it belongs to
    std::optional<lifecycle::Stage> stage;  ///< main line only, and there only states without
                                            ///< children; nullopt: keeps the stage
    Symbol phase;                           ///< spine only: its CaseState name; empty elsewhere
    Symbol owner;                           ///< role
    std::vector<Symbol> with;
    Symbol label;
    Symbol outcome;  ///< of a final state: code or fact name
    bool outcome_is_fact = false;
    rules::Deadline due;
    std::vector<Rung> due_ladder;
    std::vector<Symbol> dated_by;  ///< what `due` and its ladder read, sorted; by Definition::index
    std::vector<std::uint16_t> exempt;  ///< exemptions that may stop the clock of `due`
    Effects on_entry;                   ///< `opens` and other effects of entering
    Effects on_exit;
    Effects on_start;       ///< of beginning in its own start; of a history: in its default
    Join join;              ///< of a parallel
    bool required = false;  ///< of a strand or region: a join `required` waits for it
    bool skipped = false;   ///< the end of a strand that had nothing to do
    std::vector<std::uint16_t> timers;  ///< indices into timers
    std::vector<std::uint16_t> rules;   ///< document order: events
    std::vector<std::uint16_t> always;  ///< eventless rules
    bool suspended = false;             ///< flags shown beside the stage
    bool declined = false;
    bool rests = false;   ///< nothing is to be done in it: no line of a worklist, nobody's work
    bool silent = false;  ///< of a final state: what ends with it is told to nobody
};

struct Message {
    Symbol id;
    std::string subject;  ///< Mustache
    std::string body;
};

/// What reads a fact, so that a change of it stirs nothing else.
struct FactUse {
    bool dates = false;      ///< a date or ladder
    bool eventless = false;  ///< a guard of an eventless rule, see `askers_of`
    bool keys = false;       ///< it keys other facts or gates
};

/// A state as guards name it: by itself and its strand, each by its full or its short id.
struct NamedPlace {
    Symbol state;
    Symbol strand;
    StateIndex index = no_state;
    friend auto operator<=>(const NamedPlace&, const NamedPlace&) = default;
};

/// For short sentences and late entry: how dates that are reckoned back from the release give way.
struct Compression {
    rules::Deadline not_before;  ///< empty: none; anchor `entry`
    rules::Deadline not_after;   ///< empty: none
    rules::Deadline late;        ///< when entered after `not_after`: due then, told as critical
    [[nodiscard]] bool empty() const {
        return not_before.empty() && not_after.empty() && late.empty();
    }
};

/// A reason for which the clock of a deadline may be stopped for a while.
struct Exemption {
    Symbol id;
    std::string title;
    std::vector<Symbol> set_by;  ///< roles
    rules::Deadline gives;       ///< earliest date when it is cleared; anchor `now`
    rules::Deadline at_most;     ///< it ends by itself then; anchor `now`
};

/// When the spine starts a pathway.
struct Start {
    rules::Guard when;             ///< empty: with the case
    std::vector<Symbol> again_on;  ///< case events with which one that has ended starts anew
    rules::Guard again_when;       ///< then asked as well
};

struct ForReaders;  // definition/for_readers.hpp

class Definition {
public:
    Symbol pathway;  ///< "accommodation"
    std::string title;
    Digest behaviour;      ///< pins live cases
    Digest text;           ///< labels, guidance, messages
    std::string calendar;  ///< name of its working-day calendar
    std::string zone;      ///< "Europe/London"
    Start start;
    Milliseconds settle = std::chrono::minutes(60);  ///< spine: how long moved dates wait untold
    bool quiet = false;       ///< notices of moved dates do not name its steps
    rules::Deadline squeeze;  ///< when a move makes a date past: due then instead; empty: stays
    Compression compression;
    std::vector<Exemption> exemptions;
    std::vector<State> states;  ///< [0] is the root (a parallel of strands); document order
    StateIndex main_strand = 1;
    StateSet initial;  ///< configuration after starting
    std::vector<Rule> rules;
    std::vector<TimerDeclaration> timers;
    std::vector<Gate> gates;
    std::vector<HandoffDeclaration> handoffs;
    std::vector<Message> messages;
    std::vector<FactDeclaration> facts;         ///< sorted by symbol number
    std::vector<Symbol> events;                 ///< every named event it answers, sorted
    std::shared_ptr<const ChartProgram> chart;  ///< of a plain chart; nullptr: a pathway
    std::shared_ptr<const ForReaders> readers;  ///< what deciding never looks at; of a pathway

    // Worked out from the above by `index`, so that deciding looks at what can matter only.
    std::vector<FactUse> fact_uses;  ///< parallel to `facts`
    StateSet eventless;              ///< states with eventless rules
    StateSet eventless_leaves;       ///< leaves that have such rules, or lie below a state that has
    bool has_eventless = false;      ///< is there an eventless rule at all?
    bool has_flags = false;          ///< is any state in `flagging`?
    StateSet asked_for;              ///< states that an eventless rule asks for
    /// Parallel to `states` and `facts`: the states whose eventless rules read it.
    std::vector<StateSet> askers_for_state;
    std::vector<StateSet> askers_for_fact;
    StateSet flagging;  ///< suspended or declined states
    StateSet silent;    ///< final states with which things end untold
    StateSet showing;   ///< states of the main strand that name a stage or phase
    StateSet leaves;    ///< atomic and final states
    StateSet histories;
    DenseIndex answered;              ///< place of each event, internal and done ones too, in:
    std::vector<StateSet> answering;  ///< the states with a rule for it
    std::vector<NamedPlace> places;   ///< sorted: `place is sustain` is a look-up here
    DenseIndex places_by_state;       ///< the first of each state's
    DenseIndex events_by_name;
    DenseIndex facts_by_name;
    DenseIndex states_by_name;
    DenseIndex timers_by_name;
    DenseIndex handoffs_by_name;
    DenseIndex messages_by_name;

    /// Once, when everything else is in place.
    void index();

    [[nodiscard]] const FactDeclaration* find_fact(Symbol name) const;
    /// What a change of this fact can move here.
    [[nodiscard]] FactUse use_of(Symbol fact) const;
    /// The states whose eventless rules may answer now that this fact has another value.
    [[nodiscard]] const StateSet& askers_of(Symbol fact) const;
    /// The same after a step: of what was left and what was entered.
    [[nodiscard]] StateSet askers_of(const StateSet& left, const StateSet& entered) const;
    /// Is a state of that name, in the strand of that name, one of `active`? Full and short ids.
    [[nodiscard]] bool is_in(Symbol strand, Symbol state, const StateSet& active) const {
        for (std::size_t i = places_by_state.find(state);
             i < places.size() && places[i].state == state; ++i)
            if (places[i].strand == strand && active.has(places[i].index)) return true;
        return false;
    }
    [[nodiscard]] const Message* find_message(Symbol id) const;
    [[nodiscard]] std::optional<std::uint16_t> find_handoff(Symbol id) const;
    [[nodiscard]] std::optional<std::uint16_t> find_gate(Symbol id) const;
    [[nodiscard]] std::optional<StateIndex> find_state(Symbol id) const;
    [[nodiscard]] std::optional<std::uint16_t> find_timer(Symbol name) const;
    [[nodiscard]] bool answers(Symbol event) const;
    /// The states with a rule for this event, whether from outside, internal or done; nullptr:
    /// none.
    [[nodiscard]] const StateSet* answering_states(Symbol event) const;
};

/// The engine's own events about the clock of a state: "plan.exempt.regime", "plan.resume".
Symbol exempt_event(Symbol state, Symbol exemption);
Symbol resume_event(Symbol state);

using DefinitionPointer = std::shared_ptr<const Definition>;

/// Which side of the gate a role is on. Outside bodies have no login.
enum class Side : std::uint8_t { prison, community, outside };

struct Role {
    Symbol id;
    Side side = Side::community;
    std::string label;              ///< today's words
    std::string label_crc;          ///< the words of 2014-2021
    bool assigned = false;          ///< held by a named person per case (ro, pom); else by team
    std::optional<Symbol> manager;  ///< role that manages it: ro -> spo
    bool provider = false;          ///< sees only cases that were handed to it
    std::vector<Symbol> sees;       ///< data labels whose content it may read
};

/// Every version that live cases are pinned to, and the one new instances start with.
struct DefinitionSet {
    std::unordered_map<Digest, DefinitionPointer, DigestHash> versions;
    std::vector<DefinitionPointer> current;  ///< spine first
    rules::Calendars calendars;
    std::vector<Role> roles;

    [[nodiscard]] const Role* find_role(Symbol id) const;
    [[nodiscard]] const Definition* find(const Digest& behaviour) const;
    [[nodiscard]] const Definition* current_of(Symbol pathway) const;
};

}  // namespace throughgate::definition
