// SPDX-License-Identifier: MIT
// Document: a definition with types and places, as the checker reads it from the nodes. What is
// faulty is left out here and has a diagnostic; nothing is resolved yet except guards and
// deadlines, which the checker compiles in place.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.hpp"
#include "definition/for_readers.hpp"
#include "definition/node.hpp"
#include "rules/named_rule.hpp"

namespace throughgate::definition {

/// A word with its place; empty text: not given.
struct Word {
    std::string text;
    Place place;
    [[nodiscard]] bool given() const { return !text.empty(); }
};

struct GuardText {
    Word words;
    rules::Guard compiled;
};

struct DeadlineText {
    rules::DeadlineSource source;
    bool given = false;
    rules::Deadline compiled;
};

struct RecipientText {
    Word role;  ///< or `from`, `to`, `owner`
    Relation relation = Relation::holder;
};

struct RungText {
    Word id;
    DeadlineText at;
    DeadlineText again;
    std::optional<int> at_most;
    std::vector<RecipientText> tell;
    NoticeClass notice_class = NoticeClass::action;
    Word message;
};

struct LadderText {
    Word id;    ///< of a named ladder
    Word name;  ///< names another ladder; then `rungs` is empty
    std::vector<RungText> rungs;
    [[nodiscard]] bool given() const { return name.given() || !rungs.empty(); }
};

struct ClockText {
    Place place;
    bool given = false;
    bool on_reply = false;
    DeadlineText due;
    LadderText ladder;
};

struct CompressionText {
    DeadlineText not_before;
    DeadlineText not_after;
    DeadlineText late;
};

struct ExemptionText {
    Word id;
    std::string title;
    std::vector<Word> set_by;
    DeadlineText gives;
    DeadlineText at_most;
};

struct TellText {
    std::vector<RecipientText> who;
    NoticeClass notice_class = NoticeClass::action;
    Word message;
};

struct RecordText {
    Place place;
    std::vector<Word> in;  ///< other systems
    std::string words;
};

struct SendText {
    Word event;
    DeadlineText at;
};

struct EffectsText {
    std::vector<std::pair<Word, Word>> sets;
    std::vector<Word> raises;
    std::vector<Word> tells;
    std::vector<SendText> sends;
    std::vector<Word> opens;
    std::vector<Word> ends;
    std::vector<Word> completes;  ///< "H08", or "H06.police" towards one receiver
    std::vector<TellText> notify;
    std::vector<RecordText> records;
    [[nodiscard]] bool empty() const {
        return sets.empty() && raises.empty() && tells.empty() && sends.empty() && opens.empty() &&
               ends.empty() && notify.empty() && records.empty();
    }
};

struct BranchText {
    Place place;
    GuardText when;
    bool otherwise = false;
    bool aside = false;  ///< taken only through if_shut or if_unknown
    bool if_unknown_here = false;
    Word refuses;             ///< what whoever sent the event is told
    bool says_where = false;  ///< a target or `stay` was given
    std::vector<Word> to;     ///< empty: stay
    EffectsText effects;
    std::string because;
    Word restart;
};

enum class RuleOrigin { drawn, starts, skip, ends_when };

struct RuleText {
    Rule::Trigger trigger = Rule::Trigger::event;
    RuleOrigin origin = RuleOrigin::drawn;
    Word name;  ///< event or timer name
    std::vector<Word> asks;
    Word gate;
    std::vector<Word> by;
    bool confirmed = false;
    Word internal;
    Word restart;
    DeadlineText at;  ///< of a timer
    std::vector<BranchText> branches;
    int if_shut = -1;  ///< index into branches
    int if_unknown = -1;
    bool chooses = false;  ///< written with `choose`
};

/// `join` of a pathway, a parallel state or a chart's parallel state.
struct JoinText {
    Word word;  ///< not given: nothing was said
    Join join;
};

struct HistoryText {
    bool given = false;
    bool deep = false;
    Word of;
    Word start;
};

struct StateText {
    enum class Role { state, strand, region, waiting, held, skipped, ended };
    Role role = Role::state;
    Word id;
    std::string title;
    std::string instruction;
    std::string guidance;
    Word stage;
    Word phase;
    Word owner;
    std::vector<Word> with;
    Word label;
    std::vector<Word> services;
    Word outcome;
    DeadlineText due;
    LadderText ladder;
    std::vector<Word> exempt;
    EffectsText on_entry;
    EffectsText on_exit;
    Word starting;  ///< given when it has effects of its start
    EffectsText on_start;
    JoinText join;
    Word required;
    std::vector<RuleText> events;
    std::vector<RuleText> timers;
    std::optional<RuleText> always;
    std::optional<RuleText> done;
    Word final_state;  ///< its text is "true"
    bool suspended = false;
    bool declined = false;
    Word rests;   ///< given: has no date on purpose
    Word silent;  ///< given: what ends with it is told to nobody
    Word restart;
    Word start;
    Word parallel;  ///< given when the children are regions
    HistoryText history;
    std::vector<StateText> children;
};

struct StrandText {
    StateText root;  ///< role strand; children are its states
    DeadlineText starts;
    GuardText starts_when;
    GuardText skip_when;
    std::string skip_instruction;
    Word skip;
    GuardText ends_when;
};

struct FactText {
    Word name;
    FactDeclaration declaration;
    Word per;
    std::vector<Word> set_by;  ///< roles
    Word by_rules;             ///< given: no person sets it
    bool from_common = false;
};

struct RoleText {
    Word id;
    Role role;
    Word manager;
};

struct GateText {
    Word id;
    std::string title;
    Word per;
    Word cleared_by;
    Word countersigned_by;
    GuardText countersigned_when;
    std::vector<GuardText> needs;
    std::vector<Word> shut_by;
};

struct HandoffText {
    Word id;
    std::string title;
    Word from;
    std::vector<Word> to;
    std::vector<std::pair<Word, Word>> carries;
    Word about;
    NoticeClass notice_class = NoticeClass::action;
    Word message;
    ClockText acknowledge;
    ClockText complete;
    LadderText ladder;
    Until until = Until::strand;
    Word decline_to;
    std::vector<Word> recorded_in;
    Word contact;
};

struct AppointmentText {
    Word id;
    std::string title;
    Word day, time, place, travel, lasts;  ///< facts
    Word with;                             ///< role
    bool at_gate = false;
    GuardText wanted;
};

struct CheckText {
    Word id;
    std::string title;
    GuardText when;
};

struct ServiceText {
    Word id;
    std::string title;
    std::string who;
    GuardText offered;  ///< compiled by each pathway that names it
    std::string cost;
    std::string refer;
    std::string contact;
    std::string guidance;
};

struct JourneysText {
    Word place;
    Journeys journeys;
    [[nodiscard]] bool given() const { return place.given(); }
};

/// When people are told; see NoticePolicy.
struct NotifyText {
    Word place;
    NoticePolicy policy;
    std::vector<std::pair<Word, Word>> classes;  ///< message, class
    Word digest, second_digest, quiet_from, quiet_until;
    std::vector<Word> numbers;  ///< keys of those that are given
    [[nodiscard]] bool given() const { return place.given(); }
};

struct WorkloadText {
    Word place;  ///< given: it stands somewhere
    Workload workload;
    std::vector<Word> numbers, roles;  ///< numbers: keys of those that are given
};

/// What becomes of live cases of the versions before.
struct MigrateText {
    std::vector<std::pair<Word, Word>> states, ends, handoffs, deadlines, drops;
    [[nodiscard]] bool given() const {
        return !states.empty() || !ends.empty() || !handoffs.empty() || !deadlines.empty() ||
               !drops.empty();
    }
};

struct MessageText {
    Word id, subject, body;
};

/// What common files and pathways may both hold.
struct Parts {
    std::vector<FactText> facts;
    std::vector<RoleText> roles;
    std::vector<LadderText> ladders;
    std::vector<MessageText> messages;
    std::vector<ExemptionText> exemptions;
    JourneysText journeys;
    NotifyText notify;
    WorkloadText workload;
    std::vector<std::pair<Word, std::string>> sources;
};

/// Services that states may name, whatever pathway they are of.
struct CatalogueText {
    Word name;
    std::string path;
    Node source;
    std::vector<ServiceText> services;
};

/// Words of another language for what the files of its folder declare.
struct LabelsText {
    Word language;
    std::string path;
    Node source;
    struct Entry {
        std::string section;  ///< "states"
        Word id;
        std::string words;
    };
    std::vector<Entry> entries;
};

struct CommonText {
    Word name;
    std::string path;
    Node source;
    Parts parts;
};

struct CalendarText {
    Word name;
    std::string path;
    std::optional<rules::Calendar> calendar;
    std::vector<Word> all_work;   ///< combined: a day is worked when all of these work
    std::vector<Word> any_works;  ///< combined: a day is worked when any of these works
    Place known_until;
};

struct RulesText {
    Word name;
    std::string path;
    Node source;
    std::vector<rules::RuleSource> rules;
    bool sound = true;  ///< nothing stands in the way of compiling them
};

struct PathwayText {
    Word id;
    std::string path;
    Node source;
    std::string title;
    std::vector<Word> common;
    std::vector<Word> rules;
    Word calendar;
    std::string zone;
    int working_time = 9 * 60;  ///< minutes after midnight
    Word settle;
    bool quiet = false;
    DeadlineText squeeze;
    CompressionText compression;
    GuardText starts_when;
    std::vector<Word> again_on;
    GuardText again_when;
    JoinText join;
    Parts parts;
    std::vector<GateText> gates;
    std::vector<StrandText> strands;
    std::vector<RuleText> events;
    std::vector<HandoffText> handoffs;
    std::vector<AppointmentText> appointments;
    std::vector<CheckText> checklist;
    MigrateText migrate;
};

}  // namespace throughgate::definition
