// SPDX-License-Identifier: MIT
// Definitions: checking needs no engine; publishing writes new versions and leaves live cases
// pinned.
#include <algorithm>

#include "base/hash.hpp"
#include "core/case_lookup.hpp"
#include "core/change_identity.hpp"
#include "core/change_runs.hpp"
#include "core/change_texts.hpp"
#include "core/engine_parts.hpp"
#include "core/published.hpp"
#include "core/resolved_files.hpp"
#include "definition/codes.hpp"
#include "definition/load.hpp"
#include "throughgate/blank.hpp"
#include "throughgate/mappings.hpp"

namespace throughgate {
namespace {

CheckReport report_of(const definition::Loaded& loaded) {
    CheckReport report;
    report.diagnostics = loaded.diagnostics;
    for (const auto& definition : loaded.set.current) {
        report.pathways.emplace_back(definition->pathway.text());
        report.states += definition->states.size() - 1;  // the root is no state of the author's
        report.handoffs += definition->handoffs.size();
    }
    for (const auto& chart : loaded.charts) {
        report.charts.emplace_back(chart->pathway.text());
        report.states += chart->states.size() - 2;  // neither its root nor what stands for it
    }
    for (const Diagnostic& each : report.diagnostics)
        ++(each.severity == Severity::error ? report.errors : report.warnings);
    return report;
}

std::string words_for(const definition::Definition& definition) {
    return std::string(definition.pathway.text()) + " " +
           to_hex(definition.behaviour).substr(0, 12);
}

/// Of these versions the pathway of one that the case runs and that has a version already.
const Publication* concerns(const Case& the_case, const core::Surroundings& around,
                            const std::vector<Publication>& fresh) {
    for (const Publication& each : fresh) {
        const auto name = Symbol::find(each.pathway);
        const Pathway* pathway = name ? the_case.find_pathway(*name) : nullptr;
        if (pathway != nullptr && !lifecycle::is_end(pathway->stage) &&
            around.definitions.current_of(*name) != nullptr)
            return &each;
    }
    return nullptr;
}

/// refused: a live case runs one of them, and what it would do to such cases nobody has looked at.
Status no_live_case(store::Reader& reader, const core::Surroundings& around,
                    const std::vector<Publication>& fresh) {
    return core::each_case(reader, {}, [&](const CaseSummary& row) -> Status {
        if (row.state == lifecycle::name_of(lifecycle::CaseState::closed)) return {};
        const auto loaded = reader.load_case(row.id);
        if (!loaded.ok() && loaded.error().kind != ErrorKind::corrupt) return loaded.error();
        if (!loaded.ok() || !loaded->has_value()) return {};
        const Publication* changes = concerns(**loaded, around, fresh);
        if (changes == nullptr) return {};
        return core::change_texts::wants_a_plan(core::shown_reference(**loaded), changes->pathway);
    });
}

/// A plan that says nothing of live cases and that nobody approved: it stands in the list of
/// publications with the reason.
exchange::PlanDocument without_a_plan(const exchange::PlanBasis& basis,
                                      const std::vector<Publication>& fresh, const Actor& actor,
                                      Instant now) {
    exchange::PlanDocument document;
    document.basis = basis;
    document.made = now;
    document.author = actor;
    for (const Publication& each : fresh)
        document.definitions.push_back({each.pathway, to_hex(each.behaviour), each.resolved});
    return document;
}

Status keep_reason(store::Transaction& transaction, const exchange::PlanDocument& document,
                   std::string_view reason, Instant now) {
    Proposal kept;
    kept.text = exchange::write_plan(document);
    kept.plan = sha256(kept.text);
    kept.state = ProposalState::published;
    kept.author = core::identity_of(document.author);
    kept.reason = core::change_texts::without_plan(reason, kept.author);
    kept.proposed = now;
    kept.published = now;
    if (auto past = core::supersede(transaction, document, kept.plan); !past.ok()) return past;
    return transaction.put_proposal(kept);
}

/// Nobody can run what has no version yet: then no case needs to be read.
bool may_be_run(const core::Surroundings& around, const std::vector<Publication>& fresh) {
    return std::any_of(fresh.begin(), fresh.end(), [&](const Publication& each) {
        const auto name = Symbol::find(each.pathway);
        return name && around.definitions.current_of(*name) != nullptr;
    });
}

/// The answer, unless the store itself fails.
Result<Status> look_at_live_cases(store::Reader& reader, const core::Surroundings& around,
                                  const std::vector<Publication>& fresh) {
    if (!may_be_run(around, fresh)) return Result<Status>(Status());
    const Status untouched = no_live_case(reader, around, fresh);
    if (untouched.ok() || untouched.error().kind == ErrorKind::refused)
        return Result<Status>(untouched);
    return untouched.error();
}

/// So that what is refused is refused without holding up whoever writes.
Result<Status> look_before(Engine::Parts& parts, const core::Surroundings& around,
                           const std::vector<Publication>& fresh) {
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    return look_at_live_cases(**reader, around, fresh);
}

/// It takes another one back, or brings cases to a version of one of these pathways.
Result<bool> concerns(store::Transaction& transaction, const ChangeRun& open,
                      const std::vector<Publication>& fresh) {
    if (open.undoes != 0) return true;
    const auto proposal = transaction.find_proposal(open.plan);
    if (!proposal.ok()) return proposal.error();
    if (!proposal->has_value()) return true;
    const auto document = exchange::read_plan_document((*proposal)->text);
    if (!document.ok()) return true;  // whatever it is about
    for (const auto& each : document->definitions)
        for (const Publication& publication : fresh)
            if (each.pathway == publication.pathway) return true;
    return false;
}

/// conflict: a run under way that would not go on over what is published.
Result<Status> no_run_concerned(store::Transaction& transaction,
                                const std::vector<Publication>& fresh) {
    const auto open = transaction.open_change_run();
    if (!open.ok()) return open.error();
    if (!open->has_value()) return Result<Status>(Status());
    const auto concerned = concerns(transaction, **open, fresh);
    if (!concerned.ok()) return concerned.error();
    return Result<Status>(*concerned ? Status(core::change_texts::run_under_way((*open)->id))
                                     : Status());
}

/// What stands in the way inside the transaction, whatever was looked at before it: a case that was
/// written in the same batch is seen by nobody else yet.
Result<Status> refused_now(store::Transaction& transaction, const core::Surroundings& around,
                           const std::vector<Publication>& fresh, bool without_plan) {
    const auto alone = no_run_concerned(transaction, fresh);
    if (!alone.ok() || !alone->ok()) return alone;
    const auto all = transaction.publications();
    if (!all.ok()) return all.error();
    for (const auto& [team, texts] : core::tried_by_team(*all))
        for (const Publication& each : fresh)
            if (const auto* theirs = core::begins_with(*all, each.pathway, team);
                theirs != nullptr && theirs->team == team)
                return Result<Status>(
                    Status(core::change_texts::another_is_tried(each.pathway, team)));
    if (without_plan) return Result<Status>(Status());
    return look_at_live_cases(transaction, around, fresh);
}

/// `without_plan`: why live cases may change all the same; empty: they may not.
Result<AppliedDefinitions> publish(Engine& engine, const std::vector<DefinitionFile>& files,
                                   const Actor& actor, std::string_view without_plan) {
    Engine::Parts& parts = engine.parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    auto loaded = definition::load(core::sources_of(files), around->today(parts.clock->now()));
    if (loaded.clean())
        for (Diagnostic& each : unknown_mappings(engine, files))
            loaded.diagnostics.push_back(std::move(each));
    AppliedDefinitions applied;
    applied.report = report_of(loaded);
    if (!loaded.clean()) return applied;
    std::vector<Publication> fresh;
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        const definition::Definition& definition = *loaded.set.current[i];
        const bool same = core::is_published(around->definitions, loaded.set, definition);
        (same ? applied.unchanged : applied.published).push_back(words_for(definition));
        if (same) continue;
        if (const auto team = core::who_tries(*around, definition.pathway); !team.empty())
            return core::change_texts::another_is_tried(definition.pathway.text(), team);
        fresh.push_back({definition.behaviour,
                         definition.text,
                         std::string(definition.pathway.text()),
                         loaded.resolved[i].second,
                         {},
                         actor.person.empty() ? actor.asserted_by : actor.person});
    }
    if (fresh.empty()) return applied;
    const auto basis = core::basis_of(parts, *around);
    if (!basis.ok()) return basis.error();
    if (without_plan.empty()) {
        const auto before = look_before(parts, *around, fresh);
        if (!before.ok()) return before.error();
        if (!before->ok()) return before->error();
    }
    Status refused;
    const auto put = parts.work([&](store::Transaction& transaction, Instant now) -> Status {
        const auto may = refused_now(transaction, *around, fresh, !without_plan.empty());
        if (!may.ok()) return may.error();
        refused = *may;
        if (!refused.ok()) return {};
        if (!without_plan.empty()) {
            const auto document = without_a_plan(*basis, fresh, actor, now);
            if (auto kept = keep_reason(transaction, document, without_plan, now); !kept.ok())
                return kept;
        }
        for (Publication publication : fresh) {
            publication.published = now;
            if (auto written = transaction.put_publication(publication); !written.ok())
                return written;
        }
        return {};
    });
    if (!put.ok()) return put.error();
    if (!refused.ok()) return refused.error();
    return applied;
}

}  // namespace

CheckReport check_definitions(const std::vector<DefinitionFile>& files, std::optional<Date> today,
                              Strictness strictness) {
    return report_of(definition::load(core::sources_of(files), today, strictness));
}

std::string explain_code(std::string_view code) {
    const definition::CodeRow* row = definition::find_code(code);
    if (row == nullptr) return "";
    return std::string(row->code) + ": " + std::string(row->title) + "\n" +
           std::string(row->cause) + "\nRepair: " + std::string(row->repair);
}

Result<AppliedDefinitions> Engine::apply(const std::vector<DefinitionFile>& files,
                                         const Actor& actor) {
    return publish(*this, files, actor, {});
}

Result<AppliedDefinitions> publish_without_plan(Engine& engine,
                                                const std::vector<DefinitionFile>& files,
                                                const Actor& actor, std::string_view reason) {
    if (actor.person.empty() && actor.asserted_by.empty())
        return core::change_texts::nobody_named();
    if (is_blank(reason)) return core::change_texts::reason_wanted();
    return publish(engine, files, actor, reason);
}

}  // namespace throughgate
