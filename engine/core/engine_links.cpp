// SPDX-License-Identifier: MIT
// One-time links: what they show, and what following them does.
#include <algorithm>

#include "core/engine_parts.hpp"
#include "core/link_text.hpp"
#include "core/translate.hpp"
#include "model/effect_text.hpp"
#include "store/summary.hpp"
#include "throughgate/access.hpp"
#include "throughgate/links.hpp"

namespace throughgate {
namespace {

/// A claim that is ours, and what it would do now.
struct Link {
    core::LinkClaim claim;
    LinkView view;
};

Error refused(const LinkView& view) {
    return {ErrorKind::refused, view.because, view.case_reference};
}

Error not_a_link() {
    return {ErrorKind::not_found,
            "this is not a link of ours, or not all of it: copy it whole from the notice, or act "
            "in the system itself",
            ""};
}

/// Only what was put into a notice to that person, within what a link may last.
Result<bool> is_ours(store::Reader& reader, const core::LinkClaim& claim, Instant now) {
    const auto effect = effect_named(claim.notice);
    if (!effect || effect->case_id != claim.case_id || claim.expires > now + core::link_lasts)
        return false;
    const auto row = reader.find_outbox(*effect);
    if (!row.ok()) return row.error();
    if (!*row || (*row)->notice.handoff.number != claim.handoff) return false;
    const std::string& told = (*row)->recipient;  // empty: its delivery is under way
    return told.empty() || told == claim.person;
}

Result<core::LinkClaim> claim_of(Engine& engine, store::Reader& reader, std::string_view token) {
    if (engine.parts().options.one_time_links.empty()) return not_a_link();
    const auto secret = reader.meta(core::meta::link_secret);
    if (!secret.ok()) return secret.error();
    const auto claim = core::read_token(token, secret->value_or(""));
    if (!claim) return not_a_link();
    const auto ours = is_ours(reader, *claim, engine.now());
    if (!ours.ok()) return ours.error();
    return *ours ? Result<core::LinkClaim>(*claim) : not_a_link();
}

std::string why_not(const core::LinkClaim& claim, const Case& the_case, const Handoff& handoff,
                    const core::Surroundings& around, Instant now) {
    if (lifecycle::is_end(handoff.state)) return "the handoff is over";
    if (!handoff.acknowledged_by.empty()) return "it was acknowledged already";
    const Pathway* pathway = the_case.find_pathway(handoff.pathway);
    const auto* definition =
        pathway == nullptr ? nullptr : around.definitions.find(pathway->definition);
    const Symbol role = core::acknowledging_role(the_case, definition, handoff.id);
    if (role.empty()) return "it does not wait to be acknowledged now";
    if (claim.expires <= now) return "the link has ended; act in the system itself";
    const auto grants =
        notices::grants_of(around.directory, around.definitions, core::context_of(the_case),
                           claim.person, around.today(now));
    if (std::find(grants.begin(), grants.end(), role) == grants.end())
        return "it is for somebody else to acknowledge now";
    return {};
}

Result<Link> find_link(Engine& engine, std::string_view token) {
    return engine.parts().query<Link>([&](store::Reader& reader, const core::Surroundings& around,
                                          const journey::World& world) -> Result<Link> {
        const auto claim = claim_of(engine, reader, token);
        if (!claim.ok()) return claim.error();
        const auto loaded = reader.load_case(claim->case_id);
        if (!loaded.ok()) return loaded.error();
        const Handoff* handoff =
            loaded->has_value() ? (*loaded)->find_handoff(HandoffId{claim->handoff}) : nullptr;
        if (handoff == nullptr) return not_a_link();
        Link link{*claim, {}};
        link.view = {(*loaded)->reference,
                     claim->handoff,
                     std::string(handoff->name.text()),
                     std::string(name_of(handoff->state)),
                     handoff->acknowledge_due,
                     claim->person,
                     claim->expires,
                     false,
                     why_not(*claim, **loaded, *handoff, around, world.now)};
        link.view.open = link.view.because.empty();
        return link;
    });
}

/// One key for the notice, so that pressing and replying use up the same thing.
Command command_of(const Link& link, std::string_view how) {
    Command command;
    command.key = "once/" + link.claim.notice;
    command.reason = how;
    command.actor = {link.claim.person, "notice:" + link.claim.notice, ""};
    ActOnHandoff act;
    act.case_reference = link.view.case_reference;
    act.handoff = link.claim.handoff;
    command.what = std::move(act);
    return command;
}

Result<bool> is_used(Engine& engine, const Command& command) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto record = (*reader)->find_key(core::key_digest(command));
    if (!record.ok()) return record.error();
    return record->has_value();
}

Result<Receipt> acknowledge(Engine& engine, const Link& link, std::string_view how) {
    Command command = command_of(link, how);
    if (!link.view.open) {
        const auto used = is_used(engine, command);
        if (!used.ok()) return used.error();
        if (!*used) return refused(link.view);
    }
    const Viewer viewer{command.actor.person, command.actor.asserted_by, "", {}};
    return Access(engine, viewer).submit(std::move(command));
}

}  // namespace

Result<LinkView> read_link(Engine& engine, std::string_view token) {
    auto link = find_link(engine, token);
    if (!link.ok()) return link.error();
    return std::move(link->view);
}

Result<Receipt> follow_link(Engine& engine, std::string_view token) {
    const auto link = find_link(engine, token);
    return link.ok() ? acknowledge(engine, *link, "by the link of the notice") : link.error();
}

Result<Receipt> accept_reply(Engine& engine, std::string_view token, std::string_view from) {
    auto link = find_link(engine, token);
    if (!link.ok()) return link.error();
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    const StaffMember* person = around->directory.find(link->claim.person);
    const bool theirs = person != nullptr && !person->box && !person->email.empty() &&
                        core::same_address(person->email, from);
    if (!theirs) {
        link->view.because =
            "the reply did not come from the address that the staff directory has for the person "
            "to whom the notice went";
        return refused(link->view);
    }
    return acknowledge(engine, *link, "by a reply to the notice");
}

}  // namespace throughgate
