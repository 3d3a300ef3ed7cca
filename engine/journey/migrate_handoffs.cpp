// SPDX-License-Identifier: MIT
// What is left behind with the old version, and how handoffs go over.
#include <algorithm>

#include "journey/derive.hpp"
#include "journey/handoffs.hpp"
#include "journey/microstep.hpp"
#include "journey/migrate_parts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

using definition::Until;

constexpr std::string_view no_longer = "the workflow no longer asks for it";

bool is_live(const Handoff& handoff) { return !lifecycle::is_end(handoff.state); }

/// Empty: it goes on.
std::string ends_because(const Seat& seat, const Handoff& handoff) {
    const auto dropped = seat.how->drops.find(handoff.name);
    const auto image = handoff_image_of(seat, handoff.name);
    if (!image) return dropped == seat.how->drops.end() ? std::string(no_longer) : dropped->second;
    const auto& to = seat.to->handoffs[*image].to;
    if (std::find(to.begin(), to.end(), handoff.to_role) == to.end())
        return "the workflow now gives it to somebody else";
    const Until until = seat.to->handoffs[*image].until;
    const bool of_strand = until == Until::strand || until == Until::state;
    if (!of_strand || handoff.opened_in >= seat.from->states.size()) return {};
    const StateIndex strand = seat.from->states[handoff.opened_in].strand;
    for (StateIndex s = handoff.opened_in; s != no_state; s = seat.from->states[s].parent)
        if (const auto ended = seat.how->ends.find(seat.from->states[s].id);
            ended != seat.how->ends.end())
            return ended->second;
    const bool gone = strand != no_state && strand != 0 && image_of(seat, strand) == no_state &&
                      nearest_image_of(seat, handoff.opened_in) == 0;
    return gone ? std::string(no_longer) : std::string();
}

/// Handoffs by their place, for ending one may tell and so look at the others.
void end_withdrawn(Draft& draft, Seat& seat) {
    const Symbol pathway = draft.pathway(seat.lane).name;
    for (std::size_t i = 0; i < draft.the_case().handoffs.size(); ++i) {
        Handoff& handoff = draft.the_case().handoffs[i];
        if (!is_live(handoff) || handoff.pathway != pathway) continue;
        const std::string reason = ends_because(seat, handoff);
        if (reason.empty()) continue;
        if (const auto image = handoff_image_of(seat, handoff.name))
            seat.raise_anew.emplace_back(*image, nearest_image_of(seat, handoff.opened_in));
        end_one(draft, handoff, reason);
    }
}

void log_left(Draft& draft, const Seat& seat, const Entry& entry) {
    const State& state = seat.from->states[entry.state];
    if (is_drawn(state))
        draft.log("state.left", {{"state", state.id}, {"pathway", seat.to->pathway}});
}

void log_carried(Draft& draft, const Seat& seat, const Entry& kept) {
    const State& before = seat.from->states[seat.stood.at(kept.id)];
    const State& now = seat.to->states[kept.state];
    if (before.id == now.id) return;
    if (is_drawn(before))
        draft.log("state.left", {{"state", before.id}, {"pathway", seat.to->pathway}});
    if (is_drawn(now))
        draft.log("state.entered", {{"state", now.id}, {"pathway", seat.to->pathway}});
}

/// A history that remembers what cannot be entered there any more remembers nothing.
void carry_histories(const Seat& seat, Pathway& pathway) {
    std::vector<StoredHistory> carried;
    for (const StoredHistory& each : pathway.history) {
        const StateIndex history = image_of(seat, each.state);
        if (history == no_state || seat.to->states[history].kind != State::Kind::history) continue;
        const StateIndex parent = seat.to->states[history].parent;
        StoredHistory now{history, {}};
        bool whole = true;
        each.remembered.each([&](StateIndex s) {
            const StateIndex image = image_of(seat, s);
            const bool fits =
                image != no_state && is_descendant(*seat.to, image, parent) &&
                (seat.to->states[history].deep || seat.to->states[image].parent == parent);
            whole = whole && fits;
            if (fits) now.remembered.add(image);
        });
        if (whole) carried.push_back(std::move(now));
    }
    pathway.history = std::move(carried);
}

/// By what they are called now; ended ones keep the name that they had.
void carry_handoffs(Draft& draft, const Seat& seat) {
    for (Handoff& handoff : draft.the_case().handoffs) {
        if (handoff.pathway != seat.to->pathway) continue;
        const StateIndex opened_in = nearest_image_of(seat, handoff.opened_in);
        const auto image = handoff_image_of(seat, handoff.name);
        const bool live = is_live(handoff) && image;
        const HandoffDeclaration* declared = live ? &seat.to->handoffs[*image] : nullptr;
        const bool renamed = live && handoff.name != declared->id;
        const bool same = handoff.opened_in == opened_in && !renamed &&
                          (!live || handoff.from_role == declared->from);
        if (same) continue;
        handoff.opened_in = opened_in;
        if (live) handoff.name = declared->id;
        if (live) handoff.from_role = declared->from;
        if (renamed) ++handoff.version;
        draft.write_handoff(handoff, renamed);
    }
}

}  // namespace

void leave_behind(Draft& draft, Seat& seat) {
    end_withdrawn(draft, seat);
    for (auto entry = seat.left.rbegin(); entry != seat.left.rend(); ++entry) {
        disarm_entry(draft, entry->id);
        end_with_state(draft, seat.lane, entry->id);
        log_left(draft, seat, *entry);
    }
    for (const Entry& kept : seat.kept) log_carried(draft, seat, kept);
}

void switch_over(Draft& draft, const Seat& seat) {
    Pathway& pathway = draft.pathway(seat.lane);
    carry_histories(seat, pathway);
    carry_handoffs(draft, seat);
    pathway.definition = seat.to->behaviour;
    pathway.configuration = StateSet();
    for (const Entry& kept : seat.kept) pathway.configuration.add(kept.state);
    pathway.entries = seat.kept;
    Lane& lane = draft.lanes[seat.lane];
    lane.definition = seat.to;
    lane.calendar = nullptr;
    lane.stir();
    draft.saw(seat.lane);
    draft.change.changed.timers = true;
    draft.change.changed.handoffs = true;
}

}  // namespace throughgate::journey
