// SPDX-License-Identifier: MIT
#include "journey/records.hpp"

#include "journey/derive.hpp"
#include "journey/handoffs.hpp"

namespace throughgate::journey {
namespace {

/// What lay before a case was placed is in the other record already.
void plan(Draft& draft, std::size_t lane, Symbol upstream, Symbol about, std::string words) {
    if (draft.placing) {
        draft.log("record.skipped", {{"in", upstream}, {"about", about}});
        return;
    }
    UpstreamRecord record;
    record.upstream = upstream;
    record.pathway = draft.pathway(lane).name;
    record.about = about;
    record.words = std::move(words);
    record.effective = draft.effective;
    record.by = draft.event.actor.person;
    plan_record(draft.change, std::move(record));
}

}  // namespace

void plan_record(Change& change, UpstreamRecord record) {
    record.ordinal = change.next_ordinal();
    change.log.add("record.planned",
                   {{"in", record.upstream}, {"about", record.about}, {"words", record.words}});
    change.records.push_back(std::move(record));
}

void record_elsewhere(Draft& draft, std::size_t lane, const Effects::Record& record,
                      const Origin& origin) {
    const Symbol about = draft.definition(lane).states[origin.state].id;
    for (const Symbol upstream : record.upstreams) plan(draft, lane, upstream, about, record.words);
}

void record_handoff(Draft& draft, const Handoff& handoff, std::string_view happened) {
    const std::size_t lane = draft.lane_of(handoff.pathway);
    if (lane == draft.lanes.size()) return;
    const HandoffDeclaration& declared = declaration_of(draft.definition(lane), handoff);
    for (const Symbol upstream : declared.recorded_in)
        plan(draft, lane, upstream, handoff.name, declared.title + ": " + std::string(happened));
}

}  // namespace throughgate::journey
