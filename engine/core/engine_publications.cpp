// SPDX-License-Identifier: MIT
// The life of a plan before it is applied: put forward, approved by a second person, withdrawn.
#include <algorithm>

#include "base/hash.hpp"
#include "core/change_approval.hpp"
#include "core/change_checks.hpp"
#include "core/change_identity.hpp"
#include "core/change_runs.hpp"
#include "core/change_texts.hpp"
#include "core/published.hpp"
#include "throughgate/blank.hpp"

namespace throughgate {
namespace {

namespace say = core::change_texts;

constexpr std::size_t shortest_hash = 4;  ///< letters that may stand for a plan
constexpr std::size_t searched = 1000;    ///< plans put forward last that a short hash may mean

struct Read {
    exchange::PlanDocument document;
    Digest hash;
};

Result<Read> read(Engine& engine, std::string_view text, const Actor& actor) {
    if (actor.person.empty() && actor.asserted_by.empty()) return say::nobody_named();
    auto document = exchange::read_plan_document(text);
    if (!document.ok()) return document.error();
    if (document->basis.incarnation != std::to_string(engine.parts().store->incarnation()))
        return say::other_store();
    const Instant now = engine.parts().clock->now();
    if (auto past = core::not_made_in_the_future(*document, now); !past.ok()) return past.error();
    return Read{std::move(*document), sha256(text)};
}

/// Its author is whoever puts it forward, whatever the text says.
Proposal proposal_of(const Read& plan, std::string_view text, const Actor& author, Instant now) {
    Proposal proposal;
    proposal.plan = plan.hash;
    proposal.author = core::identity_of(author);
    proposal.proposed = now;
    proposal.effective_from = plan.document.effective_from;
    proposal.text = text;
    return proposal;
}

/// Runs `decide` on the proposal inside a transaction; what it refuses is the answer.
template <typename Decide>
Result<PublicationView> change(Engine& engine, const Digest& plan, Decide decide) {
    Status refused;
    Proposal after;
    const auto worked = engine.parts().work(
        [&](store::Transaction& transaction, Instant now) -> Status {
            auto known = transaction.find_proposal(plan);
            if (!known.ok()) return known.error();
            refused = decide(*known, now);
            if (!refused.ok()) return {};
            after = **known;
            return transaction.put_proposal(after);
        },
        false);
    if (!worked.ok()) return worked.error();
    if (!refused.ok()) return refused.error();
    return core::view_of(after);
}

Status is_author(Engine& engine, const exchange::PlanDocument& document, const Actor& actor) {
    const auto around = engine.parts().loop->surroundings();
    const Actor& author = document.author;
    const bool same = core::same_person(author, actor) ||
                      core::same_person(core::behind(around->directory, author),
                                        core::behind(around->directory, actor));
    return same ? Status() : Status(say::not_its_author(core::identity_of(author)));
}

/// `author`: who put it forward, or whom the text names.
Status is_not_author(const Directory& directory, const Actor& author, const Actor& actor) {
    const Actor really = core::behind(directory, author);
    if (core::same_person(author, actor) || core::same_person(really, actor))
        return say::by_its_author(core::identity_of(author));
    if (actor.person.empty() || directory.find(actor.person) == nullptr)
        return say::approver_unknown(core::identity_of(actor));
    if (auto own = core::made_no_token(directory, actor, author, "made the plan"); !own.ok())
        return own;
    return core::told_apart(really, core::behind(directory, actor))
               ? Status()
               : Status(say::not_told_apart(core::identity_of(author)));
}

/// Nobody approves what its author did not put forward: so nobody becomes somebody else by editing
/// the file.
Status may_approve(const Directory& directory, const std::optional<Proposal>& known,
                   const exchange::PlanDocument& document, const Actor& actor) {
    if (auto other = is_not_author(directory, document.author, actor); !other.ok()) return other;
    if (!known) return say::not_put_forward(core::identity_of(document.author));
    return is_not_author(directory, core::actor_named(known->author), actor);
}

Result<ApprovalNeeded> needed_for(Engine& engine, const exchange::PlanDocument& document) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto publications = (*reader)->publications();
    if (!publications.ok()) return publications.error();
    return core::approval_needed(*publications, document);
}

void add_words(std::string& words, std::string_view more) {
    if (more.empty()) return;
    if (!words.empty()) words += "; ";
    words += more;
}

/// Approved once so many people have; until then it stays in review.
Status add_approval(const Directory& directory, Proposal& proposal, const Actor& actor,
                    std::string_view reason, unsigned needed, Instant now) {
    const auto before = core::actors_named(proposal.approved_by);
    for (const Actor& each : before) {
        if (core::same_person(each, actor)) return say::approved_by_them(core::identity_of(each));
        if (auto own = core::made_no_token(directory, actor, each, "approved it"); !own.ok())
            return own;
        if (!core::told_apart(each, actor)) return say::not_told_apart(core::identity_of(actor));
    }
    add_words(proposal.approved_by, core::identity_of(actor));
    add_words(proposal.reason, reason);
    if (before.size() + 1 < needed) return {};
    proposal.state = ProposalState::approved;
    proposal.approved = now;
    return {};
}

/// What stands in the store passed this before: the text goes by its hash from then on.
Status honest_or_known(Engine& engine, const Read& plan) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto known = (*reader)->find_proposal(plan.hash);
    if (!known.ok()) return known.error();
    return known->has_value() ? Status() : core::says_what_it_does(engine.parts(), plan.document);
}

/// Nobody agrees to what cannot be applied any more. What waits for nobody is refused for that.
Status fits_or_waits_not(Engine& engine, const Read& plan) {
    Engine::Parts& parts = engine.parts();
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto known = (*reader)->find_proposal(plan.hash);
    if (!known.ok()) return known.error();
    if (!*known || (*known)->state != ProposalState::in_review) return {};
    const auto publications = (*reader)->publications();
    if (!publications.ok()) return publications.error();
    const auto since = core::nothing_published_since(*publications, plan.document.made);
    if (!since.ok()) return since;
    const auto around = parts.loop->surroundings();
    const auto planned = core::planned_from(*around, plan.document.definitions);
    if (!planned.ok()) return planned.error();
    return core::still_fits(parts, plan.document, *around, **planned, {});
}

}  // namespace

namespace core {

Result<Digest> plan_named(Engine::Parts& parts, std::string_view hash) {
    if (hash.size() < shortest_hash) return change_texts::hash_too_short(hash, shortest_hash);
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto all = (*reader)->list_proposals(searched);
    if (!all.ok()) return all.error();
    std::vector<Digest> fitting;
    for (const Proposal& each : *all)
        if (to_hex(each.plan).starts_with(hash)) fitting.push_back(each.plan);
    if (fitting.empty()) return change_texts::no_such_plan(hash);
    if (fitting.size() > 1) return change_texts::ambiguous_plan(hash);
    return fitting.front();
}

}  // namespace core

Result<PublicationView> submit_plan(Engine& engine, std::string_view text, const Actor& actor) {
    const auto plan = read(engine, text, actor);
    if (!plan.ok()) return plan.error();
    if (auto own = is_author(engine, plan->document, actor); !own.ok()) return own.error();
    if (auto honest = honest_or_known(engine, *plan); !honest.ok()) return honest.error();
    return change(engine, plan->hash, [&](std::optional<Proposal>& known, Instant now) -> Status {
        if (!known) known = proposal_of(*plan, text, actor, now);
        return known->state == ProposalState::in_review
                   ? Status()
                   : Status(say::further_already(name_of(known->state)));
    });
}

Result<PublicationView> approve_plan(Engine& engine, std::string_view text, const Actor& actor,
                                     std::string_view reason) {
    const auto plan = read(engine, text, actor);
    if (!plan.ok()) return plan.error();
    if (plan->document.plan.blocked > 0) return say::mapping_missing(plan->document.plan.blocked);
    if (auto fits = fits_or_waits_not(engine, *plan); !fits.ok()) return fits.error();
    const auto needed = needed_for(engine, plan->document);
    if (!needed.ok()) return needed.error();
    const auto around = engine.parts().loop->surroundings();
    return change(engine, plan->hash, [&](std::optional<Proposal>& known, Instant now) -> Status {
        if (auto may = may_approve(around->directory, known, plan->document, actor); !may.ok())
            return may;
        if (known->state != ProposalState::in_review)
            return say::further_already(name_of(known->state));
        if (needed->reason && is_blank(reason)) return say::reason_for_approval(needed->words);
        return add_approval(around->directory, *known, actor, reason, needed->approvals, now);
    });
}

Result<PublicationView> withdraw_plan(Engine& engine, std::string_view hash, const Actor& actor,
                                      std::string_view reason) {
    if (actor.person.empty() && actor.asserted_by.empty()) return say::nobody_named();
    if (is_blank(reason)) return say::reason_wanted();
    const auto plan = core::plan_named(engine.parts(), hash);
    if (!plan.ok()) return plan.error();
    return change(engine, *plan, [&](std::optional<Proposal>& known, Instant) -> Status {
        const bool open =
            known->state == ProposalState::in_review || known->state == ProposalState::approved;
        if (!open) return say::further_already(name_of(known->state));
        known->state = ProposalState::withdrawn;
        known->reason = std::string(reason) + " (" + core::identity_of(actor) + ")";
        return {};
    });
}

namespace {

/// New cases begin with the versions with which they began when the plan was made.
bool has_the_same_basis(const std::vector<Publication>& published,
                        const exchange::PlanDocument& document) {
    for (const auto& [pathway, behaviour] : document.basis.current) {
        const Publication* now = core::begins_with(published, pathway, "");
        if (now == nullptr || to_hex(now->behaviour) != behaviour) return false;
    }
    return core::nothing_published_since(published, document.made).ok();
}

/// One that cannot be applied any more: something was published since it was made.
Result<bool> is_overtaken(store::Reader& reader, const std::vector<Publication>& published,
                          const Proposal& proposal) {
    if (proposal.state != ProposalState::in_review && proposal.state != ProposalState::approved)
        return false;
    const auto whole = reader.find_proposal(proposal.plan);
    if (!whole.ok()) return whole.error();
    if (!whole->has_value()) return false;
    const auto document = exchange::read_plan_document((*whole)->text);
    return document.ok() && !has_the_same_basis(published, *document);
}

}  // namespace

Result<std::vector<PublicationView>> publications(Engine& engine, std::size_t limit) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto all = (*reader)->list_proposals(limit);
    if (!all.ok()) return all.error();
    const auto published = (*reader)->publications();
    if (!published.ok()) return published.error();
    std::vector<PublicationView> views;
    for (const Proposal& each : *all) {
        views.push_back(core::view_of(each));
        const auto overtaken = is_overtaken(**reader, *published, each);
        if (!overtaken.ok()) return overtaken.error();
        if (*overtaken) views.back().state = name_of(ProposalState::superseded);
        if (each.state != ProposalState::tried) continue;
        const auto known = core::known_plan(**reader, each.plan);
        if (!known.ok()) return known.error();
        for (const ChangeRun& run : core::trials_of(*known)) views.back().teams.push_back(run.team);
    }
    return views;
}

Result<std::string> plan_text(Engine& engine, std::string_view hash) {
    const auto plan = core::plan_named(engine.parts(), hash);
    if (!plan.ok()) return plan.error();
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    auto found = (*reader)->find_proposal(*plan);
    if (!found.ok()) return found.error();
    if (!found->has_value()) return say::no_such_plan(hash);
    return std::move((*found)->text);
}

}  // namespace throughgate
