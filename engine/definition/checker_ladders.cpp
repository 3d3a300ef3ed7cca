// SPDX-License-Identifier: MIT
#include "definition/checker_ladders.hpp"

#include <algorithm>

#include "definition/phrases.hpp"

namespace throughgate::definition {

bool Sides::has(std::string_view role) const {
    return (!owner.empty() && owner == role) || (!from.empty() && from == role) ||
           std::find(to.begin(), to.end(), role) != to.end();
}

LadderChecker::LadderChecker(const CheckedPathway& checked, Faults& faults)
    : checked_(checked),
      view_(*checked.view),
      faults_(faults),
      scope_(DefinitionScope(view_).with({"entry", "raised", "acknowledged", "due"})),
      repeat_scope_(scope_.with({"previous"})) {}

const LadderText* LadderChecker::follow(const LadderText& ladder, std::string_view fallback,
                                        const Place& place) {
    if (!ladder.rungs.empty()) return &ladder;
    const std::string name(ladder.name.given() ? std::string_view(ladder.name.text) : fallback);
    if (const LadderText* found = view_.find_ladder(name)) return found;
    if (ladder.name.given())
        faults_.error("TG0602", ladder.name.place, "there is no ladder '" + name + "'",
                      suggestion(name, view_.ladder_names()));
    else
        faults_.error("TG0616", place,
                      "this deadline names no ladder, and there is no ladder '" + name + "'");
    return nullptr;
}

std::vector<Rung> LadderChecker::resolve(const LadderText& ladder, std::string_view fallback,
                                         const Place& place, const Sides& sides, bool must_escalate,
                                         std::string_view thing) {
    std::vector<Rung> rungs;
    const LadderText* text = follow(ladder, fallback, place);
    if (text == nullptr) return rungs;
    for (const RungText& each : text->rungs) rungs.push_back(rung(each, sides, text != &ladder));
    if (must_escalate) check_height(rungs, place, sides, thing);
    return rungs;
}

rules::Deadline LadderChecker::deadline(const DeadlineText& text, const rules::Scope& scope) {
    if (!text.given) return {};
    const std::chrono::minutes time(checked_.text->working_time);
    return compile_kept_date(text, scope, time, faults_).value_or(rules::Deadline());
}

Rung LadderChecker::rung(const RungText& text, const Sides& sides, bool shared) {
    Rung rung;
    rung.id = Symbol::of(text.id.text);
    rung.at = deadline(text.at, scope_);
    rung.again = deadline(text.again, repeat_scope_);
    rung.at_most = static_cast<std::uint16_t>(std::clamp(text.at_most.value_or(1), 1, 1000));
    rung.tell = recipients(text.tell, sides, shared);
    rung.notice_class = text.notice_class;
    rung.message = Symbol::of(text.message.text);
    rung.escalates =
        std::any_of(rung.tell.begin(), rung.tell.end(), [&](const Recipient& recipient) {
            return recipient.relation == Relation::manager ||
                   recipient.relation == Relation::upper_manager ||
                   (recipient.relation == Relation::holder &&
                    is_manager_of(recipient.role.text(), sides));
        });
    check_repeat(text);
    know_message(text.message);
    return rung;
}

void LadderChecker::check_repeat(const RungText& text) {
    const bool repeats = text.again.given;
    if (repeats == text.at_most.has_value() && (!repeats || *text.at_most >= 2)) return;
    faults_.error("TG0615", text.id.place,
                  "rung '" + text.id.text + "' " +
                      (repeats ? "repeats without a limit" : "has a limit but does not repeat"));
}

void LadderChecker::know_message(const Word& message) {
    if (!message.given() || view_.find_message(message.text) != nullptr) return;
    faults_.error("TG0701", message.place, "there is no message '" + message.text + "'",
                  suggestion(message.text, view_.message_names()));
}

std::vector<Recipient> LadderChecker::recipients(const std::vector<RecipientText>& who,
                                                 const Sides& sides, bool shared) {
    std::vector<Recipient> found;
    for (const RecipientText& text : who)
        if (auto recipient_found = recipient(text, sides, shared))
            found.push_back(*recipient_found);
    return found;
}

/// Roles, and the words for those who have to do with it here, which are meant more often.
std::vector<std::string> LadderChecker::names_of_recipients(const Sides& sides) const {
    std::vector<std::string> names;
    if (!sides.owner.empty()) names.emplace_back("owner");
    if (!sides.from.empty()) names.emplace_back("from");
    if (!sides.to.empty()) names.emplace_back("to");
    for (std::string& role : view_.role_names()) names.push_back(std::move(role));
    return names;
}

std::optional<Recipient> LadderChecker::recipient(const RecipientText& text, const Sides& sides,
                                                  bool shared) {
    const std::string& word = text.role.text;
    const bool relative = word == "owner" || word == "from" || word == "to";
    std::string role = word;
    if (word == "owner") role = sides.owner;
    if (word == "from") role = sides.from;
    if (word == "to") role = sides.to.empty() ? "" : sides.to.front();
    if (role.empty()) {
        faults_.error("TG0618", text.role.place, "'" + word + "' has no meaning here");
        return std::nullopt;
    }
    const RoleText* known = view_.find_role(role);
    if (known == nullptr && !relative)
        faults_.error("TG0204", text.role.place, "there is no role '" + role + "'",
                      suggestion(role, names_of_recipients(sides)));
    if (known == nullptr || !check_reach(text, *known, relative, shared)) return std::nullopt;
    const bool several = word == "to" && sides.to.size() > 1;
    return Recipient{Symbol::of(several ? "to" : role), text.relation};
}

/// False: nobody can be reached this way. A shared ladder may speak of sides that are outside.
bool LadderChecker::check_reach(const RecipientText& text, const RoleText& role, bool relative,
                                bool shared) {
    if (role.role.side == Side::outside) {
        if (!relative || !shared)
            faults_.error("TG0608", text.role.place,
                          "'" + role.id.text + "' is an outside body and cannot be told");
        return false;
    }
    const bool upper = text.relation == Relation::upper_manager;
    if (!upper && text.relation != Relation::manager) return true;
    const RoleText* manager = view_.find_role(role.manager.text);
    // Where nobody is above the manager, a shared ladder tells the manager.
    const bool reached = manager != nullptr && (!upper || manager->manager.given());
    if (reached || (role.manager.given() && (!upper || (relative && shared)))) return true;
    if (!relative || !shared)
        faults_.error("TG0609", text.role.place,
                      "role '" + (upper && manager != nullptr ? manager : &role)->id.text +
                          "' has no manager to tell");
    return false;
}

bool LadderChecker::is_manager_of(std::string_view role, const Sides& sides) const {
    std::vector<std::string> below = sides.to;
    below.push_back(sides.from);
    below.push_back(sides.owner);
    for (const std::string& each : below) {
        const RoleText* at = view_.find_role(each);
        for (int steps = 0; at != nullptr && at->manager.given() && steps < 16; ++steps) {
            if (at->manager.text == role && !sides.has(role)) return true;
            at = view_.find_role(at->manager.text);
        }
    }
    return false;
}

bool LadderChecker::goes_above(const Recipient& recipient, const Sides& sides) const {
    const std::string role(recipient.role.text() == "to" ? std::string_view(sides.to.front())
                                                         : recipient.role.text());
    const RoleText* known = view_.find_role(role);
    if (known == nullptr) return false;
    if (recipient.relation == Relation::team_box) return true;
    if (recipient.relation == Relation::manager) return !sides.has(known->manager.text);
    if (recipient.relation == Relation::upper_manager) {
        const RoleText* manager = view_.find_role(known->manager.text);
        const bool top = manager == nullptr || !manager->manager.given();
        return !sides.has(top ? known->manager.text : manager->manager.text);
    }
    return recipient.relation == Relation::holder && !sides.has(role) && !known->role.assigned;
}

void LadderChecker::check_height(const std::vector<Rung>& rungs, const Place& place,
                                 const Sides& sides, std::string_view thing) {
    bool above = false;
    bool tried = false;
    for (const Rung& rung : rungs)
        for (const Recipient& recipient : rung.tell) {
            above = above || goes_above(recipient, sides);
            tried = tried || recipient.relation == Relation::manager ||
                    recipient.relation == Relation::upper_manager;
        }
    if (above) {
        const auto& last = rungs.back().tell;
        const bool safe = std::any_of(last.begin(), last.end(), [&](const Recipient& recipient) {
            return goes_above(recipient, sides);
        });
        if (!safe)
            faults_.warning("TG0606", place,
                            "the ladder of " + std::string(thing) + " ends with one person");
        return;
    }
    faults_.error(tried ? "TG0607" : "TG0605", place,
                  "the ladder of " + std::string(thing) +
                      (tried ? " escalates to one of its own sides" : " never escalates"));
}

}  // namespace throughgate::definition
