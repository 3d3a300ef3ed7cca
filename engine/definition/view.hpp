// SPDX-License-Identifier: MIT
// View: one pathway together with the common files that it uses. Every name is looked up here.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "definition/document.hpp"

namespace throughgate::definition {

/// Everything that was read, faulty or not.
struct Library {
    std::vector<CommonText> commons;
    std::vector<CalendarText> calendars;
    std::vector<RulesText> rules;
    std::vector<CatalogueText> catalogues;
    std::vector<LabelsText> labels;
    std::vector<PathwayText> pathways;
    /// Paths of the files that are laid over one, by its path.
    std::map<std::string, std::vector<std::string>, std::less<>> extended_by;
};

/// "common" of "common/facts.yaml".
std::string folder_of(std::string_view path);

class View {
public:
    View(const Library& library, const PathwayText& pathway);

    [[nodiscard]] const PathwayText& pathway() const { return pathway_; }
    [[nodiscard]] const Library& library() const { return library_; }
    /// The pathway's own parts first, then those of the common files it uses.
    [[nodiscard]] const std::vector<const Parts*>& parts() const { return parts_; }
    /// The common files it uses, those that only give default ladders among them.
    [[nodiscard]] const std::vector<const CommonText*>& commons() const { return commons_; }
    [[nodiscard]] const CalendarText* calendar() const;
    /// The files of named rules that it uses.
    [[nodiscard]] const std::vector<const RulesText*>& rule_files() const { return rule_files_; }
    /// The calendar, and those it is combined from.
    [[nodiscard]] std::vector<const CalendarText*> calendars() const;

    [[nodiscard]] const FactText* find_fact(std::string_view name) const;
    [[nodiscard]] const RoleText* find_role(std::string_view id) const;
    [[nodiscard]] const LadderText* find_ladder(std::string_view id) const;
    [[nodiscard]] const MessageText* find_message(std::string_view id) const;
    [[nodiscard]] const ExemptionText* find_exemption(std::string_view id) const;
    [[nodiscard]] const GateText* find_gate(std::string_view id) const;
    [[nodiscard]] const HandoffText* find_handoff(std::string_view id) const;
    [[nodiscard]] const ServiceText* find_service(std::string_view id) const;

    [[nodiscard]] std::vector<std::string> fact_names() const;
    [[nodiscard]] std::vector<std::string> role_names() const;
    [[nodiscard]] std::vector<std::string> ladder_names() const;
    [[nodiscard]] std::vector<std::string> message_names() const;
    [[nodiscard]] std::vector<std::string> exemption_names() const;
    [[nodiscard]] std::vector<std::string> gate_names() const;
    [[nodiscard]] std::vector<std::string> handoff_names() const;
    [[nodiscard]] std::vector<std::string> service_names() const;
    [[nodiscard]] std::vector<std::string> source_names() const;
    /// The catalogues with services that its states name, each once.
    [[nodiscard]] std::vector<const CatalogueText*> catalogues() const;
    /// Words of other languages for what it and the files that it uses declare.
    [[nodiscard]] std::vector<const LabelsText*> labels() const;

private:
    void add_default_ladders();

    const Library& library_;
    const PathwayText& pathway_;
    std::vector<const Parts*> parts_;
    std::vector<const CommonText*> commons_;
    std::vector<const RulesText*> rule_files_;
};

}  // namespace throughgate::definition
