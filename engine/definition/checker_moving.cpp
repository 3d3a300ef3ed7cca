// SPDX-License-Identifier: MIT
// Dates that move: the settle delay, what becomes of dates that are suddenly past, compression for
// short sentences, and exemptions that stop a clock.
#include <algorithm>
#include <charconv>

#include "definition/checker.hpp"
#include "definition/scope.hpp"

namespace throughgate::definition {

namespace {

/// "60 minutes", "2 hours", "at once"; at most a week.
std::optional<Milliseconds> length_of(std::string_view text) {
    if (text == "at once") return Milliseconds{0};
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    long long amount = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + space, amount);
    if (fault != std::errc{} || end != text.data() + space || space > 5) return std::nullopt;
    const std::string_view unit = text.substr(space + 1);
    const bool hours = unit == "hours" || unit == "hour";
    if (!hours && unit != "minutes" && unit != "minute") return std::nullopt;
    const Milliseconds length = std::chrono::minutes(hours ? amount * 60 : amount);
    const bool sensible = amount >= 0 && length <= std::chrono::days(7);
    return sensible ? std::optional(length) : std::nullopt;
}

class MovingChecker {
public:
    MovingChecker(CheckedPathway& checked, Faults& faults)
        : checked_(checked),
          text_(*checked.text),
          faults_(faults),
          scope_(DefinitionScope(*checked.view).with({"entry"})) {}

    void run() {
        MovingDates& moving = checked_.moving;
        settle(moving);
        moving.squeeze = compiled(text_.squeeze);
        moving.compression = {compiled(text_.compression.not_before),
                              compiled(text_.compression.not_after),
                              compiled(text_.compression.late)};
        if (!moving.compression.late.empty() && moving.compression.not_after.empty())
            faults_.error("TG0817", text_.compression.late.source.place,
                          "'late' says what happens after 'not_after', which is not given");
        for (const ChartState& state : checked_.chart.states)
            for (const Word& word : state.text->exempt) allow(*state.text, word);
    }

private:
    void settle(MovingDates& moving) {
        const Word& word = text_.settle;
        if (!word.given()) return;
        if (text_.id.text != "spine")
            faults_.error("TG0816", word.place,
                          "'settle' holds for the whole case and stands in the spine only");
        else if (const auto length = length_of(word.text))
            moving.settle = *length;
        else
            faults_.error("TG0816", word.place, "'" + word.text + "' is no length of time");
    }

    rules::Deadline compiled(const DeadlineText& text) {
        if (!text.given) return {};
        const std::chrono::minutes time(text_.working_time);
        return rules::compile_deadline(text.source, scope_, time, faults_.list)
            .value_or(rules::Deadline());
    }

    void allow(const StateText& state, const Word& word) {
        const ExemptionText* found = checked_.view->find_exemption(word.text);
        if (found == nullptr)
            return faults_.error("TG0818", word.place, "there is no exemption '" + word.text + "'",
                                 suggestion(word.text, checked_.view->exemption_names()));
        if (!state.due.given)
            faults_.error("TG0818", word.place,
                          "'" + state.id.text + "' has no 'due' whose clock could be stopped");
        const auto ladder = checked_.ladders.due.find(&state);
        const auto is_critical = [](const Rung& rung) {
            return rung.notice_class == NoticeClass::critical;
        };
        if (ladder != checked_.ladders.due.end() &&
            std::any_of(ladder->second.begin(), ladder->second.end(), is_critical))
            faults_.error("TG0818", word.place,
                          "'" + state.id.text + "' is critical: its clock never stops");
        add(*found);
    }

    void add(const ExemptionText& text) {
        auto& all = checked_.moving.exemptions;
        const Symbol id = Symbol::of(text.id.text);
        const auto known = [id](const Exemption& each) { return each.id == id; };
        if (std::any_of(all.begin(), all.end(), known)) return;
        Exemption& added = all.emplace_back();
        added.id = id;
        added.title = text.title;
        for (const Word& role : text.set_by) {
            if (checked_.view->find_role(role.text) == nullptr)
                faults_.error("TG0204", role.place, "there is no role '" + role.text + "'",
                              suggestion(role.text, checked_.view->role_names()));
            added.set_by.push_back(Symbol::of(role.text));
        }
        added.gives = compiled(text.gives);
        added.at_most = compiled(text.at_most);
    }

    CheckedPathway& checked_;
    const PathwayText& text_;
    Faults& faults_;
    DefinitionScope scope_;
};

}  // namespace

void check_moving(CheckedPathway& checked, Faults& faults) { MovingChecker(checked, faults).run(); }

}  // namespace throughgate::definition
