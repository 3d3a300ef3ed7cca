// SPDX-License-Identifier: MIT
// One-time links: what they show, and what following them does.
#include <algorithm>

#include "base/hash.hpp"
#include "core/engine_parts.hpp"
#include "core/links.hpp"
#include "store/summary.hpp"
#include "throughgate/access.hpp"
#include "throughgate/links.hpp"

namespace throughgate {
namespace {

Error refused(std::string message, const core::LinkClaim& claim) {
    return {ErrorKind::refused, std::move(message), store::reference_of(claim.case_id)};
}

Error not_a_link() {
    return {ErrorKind::not_found,
            "this is not a link of ours, or not all of it: copy it whole from the notice, or act "
            "in the system itself",
            ""};
}

Result<core::LinkClaim> claim_of(Engine& engine, std::string_view token) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto secret = (*reader)->meta(core::meta::link_secret);
    if (!secret.ok()) return secret.error();
    const auto claim = core::read_token(token, secret->value_or(""));
    if (!claim) return not_a_link();
    return *claim;
}

std::string why_not(const core::LinkClaim& claim, const Handoff& handoff, Instant now) {
    if (lifecycle::is_end(handoff.state)) return "the handoff is over";
    if (!handoff.acknowledged_by.empty()) return "it was acknowledged already";
    if (!lifecycle::advance(handoff.state, lifecycle::HandoffMove::acknowledge))
        return "it does not wait to be acknowledged now";
    if (claim.expires <= now) return "the link has ended; act in the system itself";
    return {};
}

/// `vouches`: "link" or "reply". One key for both, so that either uses the link up.
Result<Receipt> acknowledge(Engine& engine, const core::LinkClaim& claim, std::string_view token,
                            const std::string& vouches) {
    if (claim.expires <= engine.now())
        return refused("the link has ended; act in the system itself", claim);
    Command command;
    command.key = "once/" + to_hex(sha256(token));
    ActOnHandoff act;
    act.case_reference = store::reference_of(claim.case_id);
    act.handoff = claim.handoff;
    command.what = std::move(act);
    const Viewer viewer{claim.person, vouches + ':' + claim.notice, "", {}};
    return Access(engine, viewer).submit(std::move(command));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_address(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

Result<LinkView> read_link(Engine& engine, std::string_view token) {
    const auto claim = claim_of(engine, token);
    if (!claim.ok()) return claim.error();
    return engine.parts().query<LinkView>([&](store::Reader& reader, const core::Surroundings&,
                                              const journey::World& world) -> Result<LinkView> {
        const auto loaded = reader.load_case(claim->case_id);
        if (!loaded.ok()) return loaded.error();
        const Handoff* handoff =
            loaded->has_value() ? (*loaded)->find_handoff(HandoffId{claim->handoff}) : nullptr;
        if (handoff == nullptr) return not_a_link();
        LinkView view{(*loaded)->reference,
                      claim->handoff,
                      std::string(handoff->name.text()),
                      std::string(name_of(handoff->state)),
                      handoff->acknowledge_due,
                      claim->person,
                      claim->expires,
                      false,
                      why_not(*claim, *handoff, world.now)};
        view.open = view.because.empty();
        return view;
    });
}

Result<Receipt> follow_link(Engine& engine, std::string_view token) {
    const auto claim = claim_of(engine, token);
    return claim.ok() ? acknowledge(engine, *claim, token, "link") : claim.error();
}

Result<Receipt> accept_reply(Engine& engine, std::string_view token, std::string_view from) {
    const auto claim = claim_of(engine, token);
    if (!claim.ok()) return claim.error();
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    const StaffMember* person = around->directory.find(claim->person);
    if (person == nullptr || person->box || person->email.empty() ||
        !same_address(person->email, from))
        return refused(
            "the reply did not come from the address that the staff directory has for "
            "the person to whom the notice went",
            *claim);
    return acknowledge(engine, *claim, token, "reply");
}

}  // namespace throughgate
