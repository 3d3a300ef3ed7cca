// SPDX-License-Identifier: MIT
// Explanations of values of any type, of the branch taken, and of what is waited for.
#include <algorithm>

#include "rules/explain.hpp"

namespace throughgate::rules {

std::string Explainer::value(std::uint32_t index) const {
    const Node& node = program_->node(index);
    if (node.op == Op::choose) return branch_value(node);
    if (node.op == Op::fields || node.op == Op::list) return parts(node);
    return value_of(index);
}

std::string Explainer::value_of(std::uint32_t index) const {
    const Node& node = program_->node(index);
    switch (kind_of(node.op)) {
        case OpKind::condition: {
            const Truth truth = evaluator_.truth(index);
            const std::string_view word = truth == Truth::yes  ? "yes"
                                          : truth == Truth::no ? "no"
                                                               : "not known";
            return std::string(word) + ": " + condition(index, false);
        }
        case OpKind::number: return number(index);
        case OpKind::text:
            if (!evaluator_.answered(index)) return "not known";
            return evaluator_.text(index)->empty() ? std::string("an empty text")
                                                   : evaluator_.answer(index).text;
        case OpKind::wall: {
            const std::uint32_t child = program_->child(node, 0);
            if (!evaluator_.answered(index)) return "no time yet: " + why_missing(child);
            return evaluator_.answer(index).text + ": local time, " + dated(child);
        }
        case OpKind::parts: return "no date";
        default: return dated(index);
    }
}

std::string Explainer::dated(std::uint32_t index) const {
    const auto moment = evaluator_.moment(index);
    if (!moment) return "no date yet: " + why_missing(index);
    Notes notes;
    std::string text = moment_text(*moment, " ") + ": " + date(index, notes);
    for (const std::string& note : notes) text += ", " + note;
    return text;
}

std::string Explainer::number(std::uint32_t index) const {
    const auto found = evaluator_.number(index);
    const std::string words = value_words(*program_, index);
    if (!found) return "not known: " + words;
    const Node& node = program_->node(index);
    std::string text = std::to_string(*found) + ": " + words;
    const auto days = node.op == Op::count ? evaluator_.interval(node) : std::nullopt;
    if (days && days->first <= days->last)
        text += ", " + format_date_long(days->first) + " to " + format_date_long(days->last) +
                ", both counted";
    if (days && node.unit != Unit::day) {
        Notes notes;
        note_horizon(days->last, notes);
        for (const std::string& note : notes) text += ", " + note;
    }
    return text;
}

std::string Explainer::reason(const Node& node) const {
    const auto branch = evaluator_.taken(node);
    if (!branch) return {};
    const std::string code = node.text_count > branch->number
                                 ? program_->values[node.texts + branch->number].text()
                                 : "";
    std::string text = code.empty() ? std::string("; because ") : "; because " + code + ": ";
    return text + (branch->condition ? condition(*branch->condition, false)
                                     : std::string("no earlier condition holds"));
}

std::string Explainer::branch_value(const Node& node) const {
    const auto branch = evaluator_.taken(node);
    if (branch) return value(branch->value) + reason(node);
    Names names;
    for (std::uint32_t i = 0; i + 1 < node.count; i += 2) {
        const std::uint32_t condition = program_->child(node, i);
        if (evaluator_.truth(condition) != Truth::unknown) continue;
        add_missing_value(condition, names);
        break;
    }
    std::string text =
        names.empty() ? "no answer: no condition holds" : "no answer yet: waits for ";
    for (const Symbol name : names)
        text += (name == names.front() ? "" : " and ") + std::string(name.text());
    return text;
}

std::string Explainer::parts(const Node& node) const {
    std::string text;
    const bool list = node.op == Op::list;
    for (std::uint32_t i = 0; i < node.count; i += list ? 2 : 1) {
        const std::uint32_t child = program_->child(node, list ? i + 1 : i);
        if (list && evaluator_.truth(program_->child(node, i)) != Truth::yes) continue;
        if (!text.empty()) text += '\n';
        text += list ? "- " : program_->values[node.texts + i].text() + ": ";
        text += value(child);
        if (list) text += "; because " + condition(program_->child(node, i), false);
    }
    return text.empty() ? "nothing applies" : text;
}

std::vector<Symbol> Explainer::missing() const {
    Names names;
    if (!evaluator_.answered(program_->root)) add_missing_value(program_->root, names);
    return names;
}

void Explainer::add_missing_value(std::uint32_t index, Names& names) const {
    const Node& node = program_->node(index);
    if (evaluator_.answered(index)) return;
    if (!node.name.empty()) {
        if (std::find(names.begin(), names.end(), node.name) == names.end())
            names.push_back(node.name);
        return;
    }
    const bool bound = node.op == Op::not_before || node.op == Op::not_after;
    for (std::uint32_t i = 0; i < node.count && !(bound && i == 1); ++i) {
        const std::uint32_t child = program_->child(node, i);
        if (node.op == Op::choose && i % 2 == 0 && i + 1 < node.count) {
            const Truth truth = evaluator_.truth(child);
            if (truth == Truth::no) ++i;
            if (truth == Truth::yes) return add_missing_value(program_->child(node, i + 1), names);
            if (truth == Truth::unknown) return add_missing_value(child, names);
            continue;
        }
        add_missing_value(child, names);
    }
}

std::string Explainer::other(std::uint32_t index, Notes& notes) const {
    const Node& node = program_->node(index);
    switch (node.op) {
        case Op::choose: return branch(node, notes);
        case Op::moved: return moved(node, notes);
        case Op::holiday_step: return counted(node, "holidays", notes);
        case Op::working_hours: return counted(node, "working hours", notes);
        case Op::at_time_of: return date(program_->child(node, 0), notes);
        case Op::edge: {
            std::string text = node.backward ? "the start of the " : "the end of the ";
            text += node.unit == Unit::week ? "week" : node.unit == Unit::month ? "month" : "year";
            if (node.year) return text + ' ' + value_words(*program_, program_->child(node, 0));
            return text + " of " + inner(program_->child(node, 0), notes);
        }
        default: return named(index);
    }
}

std::string Explainer::branch(const Node& node, Notes& notes) const {
    const auto branch = evaluator_.taken(node);
    if (!branch) return "no date";
    std::string text = date(branch->value, notes);
    notes.push_back(reason(node).substr(2));
    return text;
}

std::string Explainer::moved(const Node& node, Notes& notes) const {
    const std::uint32_t child = program_->child(node, 0);
    std::string text = date(child, notes);
    const auto from = evaluator_.moment(child);
    if (!from || !evaluator_.moves_on(node, evaluator_.day_of(*from))) return text;
    std::string note = node.backward ? "moved back from " : "moved on from ";
    note += format_date_long(evaluator_.day_of(*from)) + " while it";
    if (node.neighbour != 0)
        note += node.neighbour < 0 ? " or the day before" : " or the day after";
    notes.push_back(note + (node.shut ? " is not " : " is ") + day_kind_words(node.days));
    note_horizon(evaluator_.day_of(*from), notes);
    return text;
}

std::string Explainer::counted(const Node& node, std::string_view unit, Notes& notes) const {
    std::string text = value_words(*program_, program_->child(node, 1)) + ' ' + std::string(unit);
    text += (node.backward ? " before " : " after ") + inner(program_->child(node, 0), notes);
    if (node.op == Op::holiday_step) {
        const std::uint32_t own = static_cast<std::uint32_t>(&node - program_->nodes.data());
        const auto day = evaluator_.moment(own);
        const Holiday* holiday = day ? inputs_->calendar().holiday_on(day->day()) : nullptr;
        if (holiday != nullptr && !holiday->title.empty()) notes.push_back(holiday->title);
    }
    return text;
}

}  // namespace throughgate::rules
