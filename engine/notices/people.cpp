// SPDX-License-Identifier: MIT
// Who is behind a role today.
#include <algorithm>

#include "base/limits.hpp"
#include "notices/notices.hpp"

namespace throughgate::notices {

namespace {

using definition::DefinitionSet;
using definition::Role;
using definition::Side;

const RoleHolder* holder_row(const CaseContext& context, Symbol role) {
    const auto same = [&](const RoleHolder& row) { return row.role == role; };
    const auto found = std::find_if(context.holders.begin(), context.holders.end(), same);
    return found == context.holders.end() || found->person.empty() ? nullptr : &*found;
}

/// Somebody who has left the directory holds nothing any more.
const StaffMember* named_holder(const Directory& directory, const CaseContext& context,
                                Symbol role) {
    const RoleHolder* row = holder_row(context, role);
    return row == nullptr ? nullptr : directory.find(row->person);
}

const std::string& team_of(const CaseContext& context, const Role& role) {
    return role.side == Side::prison ? context.prison : context.team;
}

/// Walks from one role outwards until somebody can be told.
class Finder {
public:
    Finder(const Directory& directory, const DefinitionSet& set, const CaseContext& context,
           const Role& role, Date today)
        : directory_(directory),
          set_(set),
          context_(context),
          role_(role),
          today_(today),
          holder_(holder_of(role)) {}

    [[nodiscard]] std::optional<Person> owner() const {
        if (holder_ != nullptr && !holder_->box) return person(holder_, "");
        return find(Relation::holder);
    }

    [[nodiscard]] std::optional<Person> find(Relation asked) const {
        if (asked == Relation::upper_manager) return upper_manager();
        std::optional<Person> found;
        if (asked == Relation::holder) found = person(usable(holder_), "");
        if (!found && (asked == Relation::holder || asked == Relation::deputy))
            found = deputy(asked);
        if (!found && asked != Relation::manager) found = box(asked);
        return found ? found : manager(asked);
    }

private:
    /// For a role held by a team: its first member who can be told, else its first member.
    [[nodiscard]] const StaffMember* holder_of(const Role& role) const {
        if (const auto* named = named_holder(directory_, context_, role.id)) return named;
        if (role.assigned) return nullptr;
        const auto team = directory_.holding(role.id, team_of(context_, role));
        const auto can_be_told = [&](const StaffMember* member) { return usable(member); };
        const auto found = std::find_if(team.begin(), team.end(), can_be_told);
        if (found != team.end()) return *found;
        return team.empty() ? nullptr : team.front();
    }

    /// The member if it can be told today, else nullptr. Limited access or high risk: never a box.
    [[nodiscard]] const StaffMember* usable(const StaffMember* member) const {
        if (member == nullptr || member->email.empty() || is_absent(*member, today_))
            return nullptr;
        const bool named_only = context_.limited_access || context_.high_risk;
        return member->box && named_only ? nullptr : member;
    }

    static std::optional<Person> person(const StaffMember* member, std::string because) {
        if (member == nullptr) return std::nullopt;
        return Person{member->id, member->name, member->email, member->box, std::move(because)};
    }

    [[nodiscard]] const StaffMember* deputy_of(const StaffMember* member) const {
        return member == nullptr ? nullptr : usable(directory_.find(member->deputy));
    }

    [[nodiscard]] std::string role_name() const { return "the " + std::string(role_.id.text()); }

    [[nodiscard]] std::string why_not_holder() const {
        if (holder_ == nullptr) return "nobody is " + role_name();
        if (is_absent(*holder_, today_)) return role_name() + " is absent";
        return role_name() + " cannot be reached";
    }

    /// Empty when `asked` itself was found.
    [[nodiscard]] std::string because(Relation asked, Relation found, std::string how) const {
        if (asked == found) return {};
        return asked == Relation::holder ? std::move(how) + ": " + why_not_holder()
                                         : std::move(how);
    }

    [[nodiscard]] std::optional<Person> deputy(Relation asked) const {
        return person(deputy_of(holder_),
                      because(asked, Relation::deputy, "deputy of " + role_name()));
    }

    [[nodiscard]] std::optional<Person> box(Relation asked) const {
        const StaffMember* found =
            holder_ == nullptr ? nullptr : usable(directory_.box_of(holder_->team));
        if (found == nullptr) found = usable(directory_.box_of(team_of(context_, role_)));
        return person(found, because(asked, Relation::team_box, "team box"));
    }

    /// Upwards level by level: the manager, its deputy, the team's holders of the managing role.
    [[nodiscard]] std::optional<Person> manager(Relation asked) const {
        return upwards(asked, holder_ ? directory_.find(holder_->manager) : nullptr,
                       managing(&role_));
    }

    /// Who is above the manager, else the manager: somebody is told.
    [[nodiscard]] std::optional<Person> upper_manager() const {
        const std::string wanted = "manager of the manager of " + role_name();
        const StaffMember* first = holder_ ? directory_.find(holder_->manager) : nullptr;
        const StaffMember* above = first ? directory_.find(first->manager) : nullptr;
        auto found = upwards(Relation::upper_manager, above, managing(managing(&role_)));
        if (found && above != nullptr && found->id == above->id) return found;
        if (!found) found = manager(Relation::upper_manager);
        if (found) found->because = "in place of the " + wanted;
        return found;
    }

    [[nodiscard]] std::optional<Person> upwards(Relation asked, const StaffMember* above,
                                                const Role* role) const {
        const StaffMember* own = above;
        for (int level = 0; level < limits::manager_levels; ++level) {
            if (const auto* found = at_level(above, role))
                return person(found, why_manager(asked, own == nullptr || found == own));
            above = above == nullptr ? nullptr : directory_.find(above->manager);
            role = managing(role);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string why_manager(Relation asked, bool own_manager) const {
        const std::string how = "manager of " + role_name();
        if (asked == Relation::upper_manager) return {};
        if (asked != Relation::manager) return because(asked, Relation::manager, how);
        return own_manager ? "" : "in place of the " + how;
    }

    [[nodiscard]] const Role* managing(const Role* role) const {
        return role != nullptr && role->manager ? set_.find_role(*role->manager) : nullptr;
    }

    [[nodiscard]] const StaffMember* at_level(const StaffMember* above, const Role* role) const {
        const StaffMember* peer = role == nullptr ? nullptr : holder_of(*role);
        for (const StaffMember* found :
             {usable(above), deputy_of(above), usable(peer), deputy_of(peer)})
            if (found != nullptr && found != holder_) return found;
        return nullptr;
    }

    const Directory& directory_;
    const DefinitionSet& set_;
    const CaseContext& context_;
    const Role& role_;
    const Date today_;
    const StaffMember* holder_;
};

bool holds_for_team(const StaffMember& member, const CaseContext& context, const Role& role) {
    const auto& roles = member.roles;
    return member.team == team_of(context, role) &&
           std::find(roles.begin(), roles.end(), role.id) != roles.end();
}

bool is_granted(const Directory& directory, const CaseContext& context, const Role& role,
                const StaffMember& member, Date today) {
    if (role.side == Side::outside) return false;
    const StaffMember* holder = named_holder(directory, context, role.id);
    if (holder == nullptr) return holds_for_team(member, context, role);
    if (holder->id == member.id) return true;
    return holder->deputy == member.id && is_absent(*holder, today);
}

}  // namespace

bool is_absent(const StaffMember& member, Date today) {
    if (!member.absent_from && !member.absent_until) return false;
    const bool begun = !member.absent_from || *member.absent_from <= today;
    const bool over = member.absent_until && *member.absent_until < today;
    return begun && !over;
}

std::optional<Person> resolve(const Directory& directory, const DefinitionSet& set,
                              const CaseContext& context, const Recipient& recipient, Date today) {
    const Role* role = set.find_role(recipient.role);
    if (role == nullptr || role->side == Side::outside) return std::nullopt;
    return Finder(directory, set, context, *role, today).find(recipient.relation);
}

std::optional<Person> on_duty(const Directory& directory, const DefinitionSet& set,
                              const CaseContext& context, const Recipient& recipient, Date day,
                              Date today) {
    const Role* role = set.find_role(recipient.role);
    const bool asked =
        recipient.relation == Relation::holder || recipient.relation == Relation::deputy;
    if (role == nullptr || role->side == Side::outside || !asked) return std::nullopt;
    const StaffMember* holder = named_holder(directory, context, role->id);
    const std::string& team = holder != nullptr ? holder->team : team_of(context, *role);
    const StaffMember* member = directory.on_duty(team, day);
    if (member == nullptr || member->email.empty() || member->box || is_absent(*member, today))
        return std::nullopt;
    return Person{member->id, member->name, member->email, false,
                  "on duty for " + team + " out of hours"};
}

std::optional<Person> next_after(const Directory& directory, const DefinitionSet& set,
                                 const CaseContext& context, const Recipient& meant,
                                 std::string_view told, Date today) {
    for (const Relation relation : {meant.relation, Relation::deputy, Relation::team_box,
                                    Relation::manager, Relation::upper_manager}) {
        auto found = resolve(directory, set, context, {meant.role, relation}, today);
        if (found && found->id != told) return found;
    }
    return last_resort(directory, set, context, meant.role, today, today, told);
}

std::optional<Person> last_resort(const Directory& directory, const DefinitionSet& set,
                                  const CaseContext& context, Symbol role, Date duty_day,
                                  Date today, std::string_view told) {
    const Role* meant = set.find_role(role);
    std::vector<std::optional<Person>> asked{
        on_duty(directory, set, context, {role, Relation::holder}, duty_day, today)};
    const auto ask = [&](Symbol of, Relation relation) {
        asked.push_back(resolve(directory, set, context, {of, relation}, today));
    };
    const auto ask_side = [&](bool own) {
        for (const Relation relation : {Relation::holder, Relation::manager})
            for (const RoleHolder& holder : context.holders) {
                const Role* other = set.find_role(holder.role);
                const bool same =
                    meant != nullptr && other != nullptr && other->side == meant->side;
                if (same == own) ask(holder.role, relation);
            }
    };
    ask(role, Relation::holder);
    ask_side(true);
    ask_side(false);
    for (std::optional<Person>& each : asked)
        if (each && !each->box && each->id != told) {
            each->because =
                "last resort: nobody else can be told as the " + std::string(role.text());
            return each;
        }
    return std::nullopt;
}

std::optional<Person> owner_of(const Directory& directory, const DefinitionSet& set,
                               const CaseContext& context, Symbol role, Date today) {
    const Role* found = set.find_role(role);
    if (found == nullptr || found->side == Side::outside) return std::nullopt;
    return Finder(directory, set, context, *found, today).owner();
}

std::vector<Symbol> grants_of(const Directory& directory, const DefinitionSet& set,
                              const CaseContext& context, std::string_view person, Date today) {
    std::vector<Symbol> grants;
    const StaffMember* member = directory.find(person);
    if (member == nullptr || member->box) return grants;
    for (const Role& role : set.roles)
        if (is_granted(directory, context, role, *member, today)) grants.push_back(role.id);
    return grants;
}

}  // namespace throughgate::notices
