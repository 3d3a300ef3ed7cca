// SPDX-License-Identifier: MIT
#include "core/forecast_people.hpp"

#include <algorithm>

namespace throughgate::core {
namespace {

using lifecycle::HandoffState;

constexpr Milliseconds ahead = std::chrono::minutes(1);

/// Received and not yet acknowledged; what was declined or asked back is not answered by waiting.
bool is_new(const Handoff& handoff) { return handoff.state == HandoffState::raised; }
bool is_under_way(const Handoff& handoff) {
    return handoff.state == HandoffState::acknowledged || handoff.state == HandoffState::accepted;
}

std::optional<Instant> due_of(const Handoff& handoff) {
    if (is_new(handoff))
        return handoff.acknowledge_due ? handoff.acknowledge_due : handoff.complete_due;
    return is_under_way(handoff) ? handoff.complete_due : std::nullopt;
}

/// For an outside body the sender speaks.
Symbol side_of(const Surroundings& around, const Case& the_case, const Handoff& handoff) {
    const Pathway* pathway = the_case.find_pathway(handoff.pathway);
    const auto* definition =
        pathway == nullptr ? nullptr : around.definitions.find(pathway->definition);
    if (definition == nullptr) return handoff.to_role;
    const auto index = definition->find_handoff(handoff.name);
    const bool outside = index && definition->handoffs[*index].outside;
    return outside ? handoff.from_role : handoff.to_role;
}

bool may_act(const Surroundings& around, const notices::CaseContext& context,
             const std::string& person, Symbol role, Date today) {
    const auto grants =
        notices::grants_of(around.directory, around.definitions, context, person, today);
    return std::find(grants.begin(), grants.end(), role) != grants.end();
}

/// Whoever owns it, else the first of the directory that may.
std::string anybody(const Surroundings& around, const notices::CaseContext& context, Symbol role,
                    Date today) {
    const auto owner =
        notices::owner_of(around.directory, around.definitions, context, role, today);
    if (owner && !owner->box && may_act(around, context, owner->id, role, today)) return owner->id;
    for (const StaffMember& member : around.directory.members)
        if (!member.box && may_act(around, context, member.id, role, today)) return member.id;
    return {};
}

}  // namespace

void ForecastPeople::look(const Case& the_case) {
    for (const Handoff& handoff : the_case.handoffs) {
        const auto due = due_of(handoff);
        if (due && !given_up_.contains({the_case.id, handoff.id}))
            intents_.insert({*due - ahead, the_case.id, handoff.id, handoff.version});
    }
}

std::optional<Instant> ForecastPeople::next() const {
    return intents_.empty() ? std::nullopt : std::optional(intents_.begin()->at);
}

std::string ForecastPeople::who_does(const Surroundings& around, const Case& the_case,
                                     const Handoff& handoff, Date today) {
    const Symbol role = side_of(around, the_case, handoff);
    const notices::CaseContext context = context_of(the_case);
    if (role == handoff.to_role && may_act(around, context, handoff.owner, role, today))
        return handoff.owner;
    const bool named = std::any_of(context.holders.begin(), context.holders.end(),
                                   [&](const RoleHolder& each) { return each.role == role; });
    if (named) return anybody(around, context, role, today);
    const std::string key = std::string(role.text()) + "/" + context.prison + "/" + context.team +
                            "/" + format_date(today);
    auto known = holders_.find(key);
    if (known == holders_.end())
        known = holders_.emplace(key, anybody(around, context, role, today)).first;
    return known->second;
}

void ForecastPeople::give_up(const Intent& intent, const std::string& why) {
    given_up_.insert({intent.case_id, intent.handoff});
    ++why_[why];
}

Result<std::optional<Command>> ForecastPeople::command_for(Engine& engine, const Intent& intent) {
    using Wanted = std::optional<Command>;
    return engine.parts().query<Wanted>([&](store::Reader& reader, const Surroundings& around,
                                            const journey::World& world) -> Result<Wanted> {
        const auto loaded = reader.load_case(intent.case_id);
        if (!loaded.ok()) return loaded.error();
        const Handoff* handoff =
            loaded->has_value() ? (*loaded)->find_handoff(intent.handoff) : nullptr;
        if (handoff == nullptr || (*loaded)->parked) return Wanted();
        const auto due = due_of(*handoff);
        if (!due || *due - ahead != intent.at || handoff->version != intent.version)
            return Wanted();
        Command command;
        command.actor = {who_does(around, **loaded, *handoff, around.today(world.now)), "forecast",
                         ""};
        command.key = "forecast-" + std::to_string(++commands_);
        command.what =
            ActOnHandoff{(*loaded)->reference,
                         {},
                         handoff->id.number,
                         {},
                         is_new(*handoff) ? HandoffAction::acknowledge : HandoffAction::complete,
                         "assumed"};
        if (!command.actor.person.empty()) return Wanted(std::move(command));
        give_up(intent, std::string(handoff->name.text()) + ": nobody may act as " +
                            std::string(side_of(around, **loaded, *handoff).text()));
        return Wanted();
    });
}

Status ForecastPeople::act(Engine& engine) {
    const Instant now = engine.now();
    std::vector<Command> commands;
    std::vector<Intent> meant;
    while (!intents_.empty() && intents_.begin()->at <= now) {
        const Intent intent = *intents_.begin();
        intents_.erase(intents_.begin());
        auto command = command_for(engine, intent);
        if (!command.ok()) return command.error();
        if (!command->has_value()) continue;
        commands.push_back(std::move(**command));
        meant.push_back(intent);
    }
    const auto answers = engine.submit_all(std::move(commands));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i].ok()) give_up(meant[i], answers[i].error().message);
    }
    return {};
}

std::vector<std::string> ForecastPeople::not_done() const {
    std::vector<std::string> lines;
    for (const auto& [why, times] : why_)
        lines.push_back(why + " (" + std::to_string(times) +
                        (times == 1 ? " handoff)" : " handoffs)"));
    return lines;
}

}  // namespace throughgate::core
