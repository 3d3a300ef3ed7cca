// SPDX-License-Identifier: MIT
// Second part of checking: nodes -> typed document. Whatever has the wrong kind was reported with
// the shape already and is passed over here.
#pragma once

#include "definition/document.hpp"
#include "definition/faults.hpp"
#include "definition/keys.hpp"

namespace throughgate::definition {

PathwayText parse_pathway(const Node& root, const std::string& path, Faults& faults);
CommonText parse_common(const Node& root, const std::string& path, Faults& faults);
CalendarText parse_calendar(const Node& root, const std::string& path, Faults& faults);

// Pieces that several of these need.
const Node* child(const Node& mapping, std::string_view key);  ///< nullptr: absent or nothing
Word word_of(const Node& mapping, std::string_view key);
std::string text_of(const Node& mapping, std::string_view key);
std::vector<Word> words_of(const Node& mapping, std::string_view key);
bool flag_of(const Node& mapping, std::string_view key);
Word word_at(const Node& scalar);
Word key_word(const Member& member);
GuardText guard_of(const Node& mapping, std::string_view key);
DeadlineText deadline_of(const Node& mapping, std::string_view key);
DeadlineText deadline_at(const Node& node);
NoticeClass class_of(const Node& mapping);
std::vector<RecipientText> recipients_of(const Node& mapping, std::string_view key, Faults& faults);
EffectsText effects_of(const Node& mapping, Faults& faults);
RuleText rule_of(const Node& node, Rule::Trigger trigger, const Word& name, Faults& faults);
std::vector<RuleText> rules_of(const Node& mapping, std::string_view key, Rule::Trigger trigger,
                               Faults& faults);
/// The join that a pathway or a state with things side by side may name.
JoinText join_of(const Node& mapping, Faults& faults);
LadderText ladder_at(const Node& node, Faults& faults);
LadderText ladder_of(const Node& mapping, std::string_view key, Faults& faults);
Parts parts_of(const Node& mapping, Faults& faults);
std::vector<StrandText> strands_of(const Node& mapping, Faults& faults);
std::vector<GateText> gates_of(const Node& mapping);
std::vector<HandoffText> handoffs_of(const Node& mapping, Faults& faults);
// What people read and print (checker_parse_reading.cpp).
CatalogueText parse_catalogue(const Node& root, const std::string& path);
LabelsText parse_labels(const Node& root, const std::string& path);
std::vector<AppointmentText> appointments_of(const Node& mapping);
std::vector<CheckText> checklist_of(const Node& mapping);
JourneysText journeys_of(const Node& mapping);
NotifyText notify_of(const Node& mapping);
WorkloadText workload_of(const Node& mapping);
MigrateText migrate_of(const Node& root);  // checker_migrate.cpp
std::vector<std::pair<Word, std::string>> sources_of(const Node& mapping);

}  // namespace throughgate::definition
