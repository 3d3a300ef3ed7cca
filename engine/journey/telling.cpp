// SPDX-License-Identifier: MIT
#include "journey/telling.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/limits.hpp"
#include "journey/derive.hpp"
#include "journey/facts.hpp"
#include "journey/moves.hpp"
#include "journey/notices.hpp"

namespace throughgate::journey {
namespace {

/// One moved date, ready to be told.
struct Moved {
    DateMove move;
    const Timer* timer = nullptr;
    std::string title;
    std::vector<Symbol> roles;
    bool critical = false;
    bool overdue = false;
};

Symbol owner_above(const Definition& definition, StateIndex state) {
    for (StateIndex s = state; s != no_state; s = definition.states[s].parent)
        if (!definition.states[s].owner.empty()) return definition.states[s].owner;
    return {};
}

void add_state(const Draft& draft, std::size_t lane, Moved& moved) {
    const Definition& definition = draft.definition(lane);
    const auto index = definition.find_state(moved.timer->name);
    if (!index) return;
    const State& state = definition.states[*index];
    if (state.label.empty()) moved.title = state.title;
    if (const Symbol owner = owner_above(definition, *index); !owner.empty())
        moved.roles.push_back(owner);
}

/// Both sides of a handoff; an outside body has no login and is told by the sender.
void add_handoff(const Draft& draft, std::size_t lane, Moved& moved) {
    const Handoff* handoff = draft.the_case().find_handoff(moved.timer->handoff);
    if (handoff == nullptr) return;
    const HandoffDeclaration& declared = declaration_of(draft.definition(lane), *handoff);
    moved.title = declared.title;
    moved.roles.push_back(handoff->from_role);
    if (!declared.outside) moved.roles.push_back(handoff->to_role);
}

Moved moved_of(const Draft& draft, const DateMove& move) {
    Moved moved;
    moved.move = move;
    moved.timer = draft.the_case().find_timer(move.timer);
    const std::size_t lane = draft.lane_of(moved.timer->pathway);
    if (lane == draft.lanes.size()) return moved;
    if (moved.timer->handoff.number != 0)
        add_handoff(draft, lane, moved);
    else
        add_state(draft, lane, moved);
    if (draft.definition(lane).quiet || moved.title.empty()) moved.title = "A date in the record";
    const Source source =
        source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), *moved.timer);
    moved.critical = is_critical(draft, lane, *moved.timer, source);
    moved.overdue = moved.timer->target && *moved.timer->target <= draft.now;
    return moved;
}

/// What can still be done first: critical, then the nearest date; what has no date comes last.
bool more_urgent(const Moved& a, const Moved& b) {
    const auto rank = [](const Moved& moved) {
        const auto& target = moved.timer->target;
        return std::tuple(!moved.critical, !target.has_value(), target, moved.timer->id);
    };
    return rank(a) < rank(b);
}

std::string line_of(const World& world, const Moved& moved) {
    const auto& before = moved.move.before;
    const auto& after = moved.timer->target;
    std::string line = "- " + moved.title + ": ";
    if (!after) return line + "no date for now (it was " + words_of(world, *before) + ")";
    line += moved.overdue ? "was due by " : "due by ";
    line += words_of(world, *after);
    line += before ? " (before: " + words_of(world, *before) + ")" : " (it had no date before)";
    return line + (moved.overdue ? ", now overdue" : "");
}

/// "release is now Tue 17 Mar 2026", or what a recomputation says; never a labelled value.
std::string reason_of(const Draft& draft, const DateMove& move) {
    if (!move.together.empty()) return std::string(move.cause.text());
    const definition::FactDeclaration* declared = declaration_of(draft, move.cause);
    if (declared == nullptr) return std::string(move.cause.text());
    if (!declared->label.empty()) return "something in the record has changed";
    const std::string name =
        declared->title.empty() ? std::string(move.cause.text()) : declared->title;
    const Value& value = value_of(draft.the_case(), move.cause);
    if (!declared->per.empty()) return name + " has changed";
    if (!value.known()) return name + " is not known any more";
    if (value.type() == ValueType::date) return name + " is now " + format_date_long(value.date());
    return name + " has changed";
}

std::string text_for(const Draft& draft, const std::vector<const Moved*>& moved) {
    std::string text = reason_of(draft, moved.front()->move);
    for (std::size_t i = 0; i < moved.size() && i < limits::moves_told; ++i)
        text += "\n" + line_of(draft.world, *moved[i]);
    if (moved.size() > limits::moves_told)
        text +=
            "\n- and " + std::to_string(moved.size() - limits::moves_told) + " more, in the record";
    return text;
}

NoticeClass class_of(const std::vector<const Moved*>& moved) {
    const auto any = [&](bool Moved::* what) {
        return std::any_of(moved.begin(), moved.end(),
                           [what](const Moved* each) { return each->*what; });
    };
    if (any(&Moved::critical)) return NoticeClass::critical;
    return any(&Moved::overdue) ? NoticeClass::action : NoticeClass::info;
}

/// Roles that one named person holds get one notice together.
std::string person_of(const Draft& draft, Symbol role) {
    const std::string_view holder = draft.the_case().holder_of(role);
    return holder.empty() ? "role " + std::string(role.text()) : std::string(holder);
}

/// The pathway that has the words: the spine, usually.
std::optional<Symbol> speaker_of(const Draft& draft, Symbol message) {
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane)
        if (draft.definition(lane).find_message(message) != nullptr)
            return draft.pathway(lane).name;
    return std::nullopt;
}

struct Audience {
    Symbol role;
    std::vector<const Moved*> moved;
};

void tell(Draft& draft, const Audience& audience, std::uint16_t number) {
    const DateMove& move = audience.moved.front()->move;
    const Symbol message =
        move.together.empty() ? names().dates_moved : names().dates_moved_together;
    const auto speaker = speaker_of(draft, message);
    if (!speaker) return;
    Notice notice;
    notice.recipient = {audience.role, Relation::holder};
    notice.notice_class = class_of(audience.moved);
    notice.pathway = *speaker;
    notice.message = message;
    notice.rung = names().dates_moved;
    notice.occurrence = number;
    notice.together = move.together;
    notice.changes =
        move.together.empty() ? text_for(draft, audience.moved) : std::string(move.cause.text());
    plan_notice(draft, std::move(notice));
}

}  // namespace

void tell_of_moves(Draft& draft, std::vector<DateMove> moves) {
    std::vector<Moved> all;
    all.reserve(moves.size());
    for (const DateMove& move : moves) all.push_back(moved_of(draft, move));
    std::stable_sort(all.begin(), all.end(), more_urgent);
    std::map<std::pair<std::string, std::string>, Audience> audiences;
    for (const Moved& each : all)
        for (const Symbol role : each.roles) {
            const std::string cause(each.move.together.empty() ? each.move.cause.text()
                                                               : each.move.together.text());
            Audience& audience = audiences[{cause, person_of(draft, role)}];
            if (audience.moved.empty()) audience.role = role;
            if (audience.moved.empty() || audience.moved.back() != &each)
                audience.moved.push_back(&each);
        }
    std::uint16_t number = 0;
    for (const auto& [who, audience] : audiences) tell(draft, audience, number++);
}

std::vector<Symbol> told_of_moves(const Draft& draft, const Timer& timer) {
    return moved_of(draft, DateMove{timer.id, {}, {}, {}}).roles;
}

std::string words_of(const World& world, Instant instant) {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(world.zone->time_of_day(instant)).count();
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return format_date_long(world.zone->date_of(instant)) + " " + two(minutes / 60) + ":" +
           two(minutes % 60);
}

}  // namespace throughgate::journey
