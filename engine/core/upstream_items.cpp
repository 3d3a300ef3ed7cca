// SPDX-License-Identifier: MIT
// Items for other systems: what is not in their record yet, and what a person decides about it.
#include <algorithm>

#include "core/queries.hpp"
#include "definition/for_readers.hpp"
#include "model/effect_text.hpp"
#include "sheets/sheets.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace core {
namespace {

using lifecycle::DeliveryMove;
using lifecycle::DeliveryState;
using Which = UpstreamItemQuery::Which;

constexpr std::size_t page = 500;

Error no_item(std::string_view effect) {
    return {ErrorKind::not_found,
            "there is no entry '" + std::string(effect) +
                "' for another system; `throughgate upstream items` shows those there are",
            std::string(effect)};
}

/// "not yet in nDelius, since 2 d ago".
std::string standing_of(const UpstreamItem& item, const std::string& title, Instant now) {
    const std::string since = sheets::age_words(now - item.ended.value_or(item.queued));
    switch (item.state) {
        case DeliveryState::delivered: return "in " + title + ", " + since;
        case DeliveryState::waived: return "not in " + title + ": waived, " + since;
        case DeliveryState::refused: return "not in " + title + ": refused, " + since;
        case DeliveryState::held:
            return "not yet in " + title + ": held with a restored backup, recorded here " + since;
        default: return "not yet in " + title + ", recorded here " + since;
    }
}

UpstreamItemView view_of(const UpstreamItem& item, const Window& window) {
    UpstreamItemView view;
    view.effect = text_of(item.effect);
    view.upstream = item.record.upstream.text();
    view.upstream_title = upstream_title(window.around(), view.upstream);
    view.case_reference = store::reference_of(item.effect.case_id);
    view.pathway = item.record.pathway.text();
    view.about = item.record.about.text();
    view.words = item.record.words;
    view.state = lifecycle::name_of(item.state);
    view.effective = item.record.effective;
    view.queued = item.queued;
    view.next_try = item.due;
    view.ended = item.ended;
    view.by = item.record.by;
    view.attempts = item.attempts;
    view.said = item.detail;
    view.decided_by = item.decided_by;
    view.standing = standing_of(item, view.upstream_title, window.world().now);
    return view;
}

/// What the viewer's labels do not open on this case is not said here either.
Status withhold(Window& window, const UpstreamItem& item, UpstreamItemView& view) {
    if (window.trusted()) return {};
    const auto loaded = window.reader().load_case(item.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    const Withheld withheld = window.withheld_of(**loaded);
    for (std::string* text : {&view.about, &view.words, &view.said}) withheld.from(*text);
    return {};
}

/// Where the page begins. The last item of the page before may be one that was withheld by now.
Result<EffectId> start_of(const std::string& after) {
    if (after.empty()) return EffectId{};
    const auto effect = effect_named(after);
    if (effect) return *effect;
    return Error{ErrorKind::invalid, "'" + after + "' is no effect of the page before", "after"};
}

/// Every state in which an item is not in the other record yet: both lists by (case, sequence,
/// ordinal), laid into one.
Result<std::vector<UpstreamItem>> rows_of(store::Reader& reader, const std::string& upstream,
                                          Which which, const EffectId& after, std::size_t limit) {
    store::UpstreamFilter filter;
    filter.upstream = upstream;
    filter.which = store::UpstreamFilter::Which::refused;
    auto rows = reader.list_upstream_items(filter, after, limit);
    if (!rows.ok() || which == Which::refused) return rows;
    filter.which = store::UpstreamFilter::Which::waiting;
    auto waiting = reader.list_upstream_items(filter, after, limit);
    if (!waiting.ok()) return waiting;
    rows->insert(rows->end(), std::make_move_iterator(waiting->begin()),
                 std::make_move_iterator(waiting->end()));
    return rows;
}

std::set<std::string> named_systems(const Surroundings& around) {
    std::set<std::string> names;
    const auto add = [&names](const definition::Effects& effects) {
        for (const auto& record : effects.records)
            for (const Symbol upstream : record.upstreams) names.emplace(upstream.text());
    };
    for (const definition::DefinitionPointer& each : around.definitions.current) {
        for (const auto& state : each->states) {
            add(state.on_entry);
            add(state.on_exit);
            add(state.on_start);
        }
        for (const auto& rule : each->rules)
            for (const auto& branch : rule.branches) add(branch.effects);
        for (const auto& handoff : each->handoffs)
            for (const Symbol upstream : handoff.recorded_in) names.emplace(upstream.text());
    }
    return names;
}

Result<std::vector<UpstreamItem>> rows_of_case(Window& window, const UpstreamItemQuery& query,
                                               const EffectId& after, std::size_t limit) {
    const auto id = window.find_case_id(query.case_reference);
    if (!id.ok()) return id.error();
    store::UpstreamFilter filter;
    filter.case_id = *id;
    filter.upstream = query.upstream;
    filter.which = query.which == Which::open      ? store::UpstreamFilter::Which::open
                   : query.which == Which::refused ? store::UpstreamFilter::Which::refused
                                                   : store::UpstreamFilter::Which::all;
    return window.reader().list_upstream_items(filter, after, limit);
}

/// Of each system a page; of all of these the first page.
Result<std::vector<UpstreamItem>> rows_of_all(Window& window, const UpstreamItemQuery& query,
                                              const std::set<std::string>& systems,
                                              const EffectId& after, std::size_t limit) {
    std::vector<UpstreamItem> all;
    for (const std::string& name : systems) {
        if (!query.upstream.empty() && name != query.upstream) continue;
        auto rows = rows_of(window.reader(), name, query.which, after, limit);
        if (!rows.ok()) return rows;
        all.insert(all.end(), std::make_move_iterator(rows->begin()),
                   std::make_move_iterator(rows->end()));
    }
    std::sort(all.begin(), all.end(), [](const UpstreamItem& a, const UpstreamItem& b) {
        return std::tie(a.effect.case_id, a.effect.sequence, a.effect.ordinal) <
               std::tie(b.effect.case_id, b.effect.sequence, b.effect.ordinal);
    });
    if (all.size() > limit) all.resize(limit);
    return all;
}

Status check_query(const UpstreamItemQuery& query) {
    if (query.which == Which::all && query.case_reference.empty())
        return Error{ErrorKind::invalid, "all items are listed of one case only: name it", "case"};
    if (query.limit == 0) return Error{ErrorKind::invalid, "a page has at least one row", "limit"};
    return {};
}

/// What one transaction is about.
struct Deciding {
    store::Transaction& transaction;
    EffectId effect;
    DeliveryMove move;
    Actor actor;
    std::string reason;
    Instant now;
};

Error cannot(const UpstreamItem& item, DeliveryMove move) {
    const std::string what = move == DeliveryMove::waive ? "waived" : "sent again";
    return {ErrorKind::refused,
            "this entry is " + std::string(lifecycle::name_of(item.state)) + " and cannot be " +
                what + "; only one that is not in the other record yet can",
            text_of(item.effect)};
}

void apply(const Deciding& here, UpstreamItem& item) {
    const bool waived = here.move == DeliveryMove::waive;
    item.due = waived ? std::nullopt : std::optional(here.now);
    item.ended = waived ? std::optional(here.now) : std::nullopt;
    if (waived) item.detail = here.reason;
    item.decided_by = here.actor.person;
}

Status note_decision(const Deciding& here, const UpstreamItem& item) {
    auto loaded = here.transaction.load_case(here.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return no_item(text_of(here.effect));
    Change change(std::move(**loaded));
    change.changed.core = true;
    const bool waived = here.move == DeliveryMove::waive;
    change.log.add(waived ? "record.waived" : "record.retried",
                   {{"effect", std::to_string(item.effect.sequence) + "." +
                                   std::to_string(item.effect.ordinal)},
                    {"in", item.record.upstream}});
    Event event;
    event.actor = here.actor;
    event.reason = here.reason;
    const auto written = here.transaction.write(change, event, here.now);
    return written.ok() ? Status{} : Status{written.error()};
}

/// A waiting one that is to go now only has its time moved.
Status decide(const Deciding& here) {
    auto found = here.transaction.find_upstream_item(here.effect);
    if (!found.ok()) return found.error();
    if (!found->has_value()) return no_item(text_of(here.effect));
    UpstreamItem& item = **found;
    const bool only_sooner =
        here.move == DeliveryMove::requeue && item.state == DeliveryState::queued;
    const auto moved =
        only_sooner ? std::optional(item.state) : lifecycle::advance(item.state, here.move);
    if (!moved) return cannot(item, here.move);
    item.state = *moved;
    apply(here, item);
    if (auto updated = here.transaction.update_upstream_item(item); !updated.ok()) return updated;
    return note_decision(here, item);
}

Status check_seen(const Asker& asker, const EffectId& effect, std::string_view said) {
    if (asker.viewer == nullptr) return {};
    const auto seen = ask<bool>(asker, {"upstream item"}, [&](Window& window) -> Result<bool> {
        const auto loaded = window.load_case(store::reference_of(effect.case_id));
        if (!loaded.ok()) return loaded.error();
        return true;
    });
    if (seen.ok()) return {};
    return seen.error().kind == ErrorKind::not_found ? Status(no_item(said)) : Status(seen.error());
}

}  // namespace

Error no_system(std::string_view name) {
    return {ErrorKind::not_found,
            "there is no system '" + std::string(name) +
                "'; `throughgate upstream list` shows those there are",
            std::string(name)};
}

Result<std::set<std::string>> known_systems(store::Reader& reader, const Surroundings& around,
                                            const EngineOptions& options) {
    std::set<std::string> names = named_systems(around);
    for (const UpstreamOptions& each : options.upstreams) names.insert(each.name);
    const auto counts = reader.count_upstream_items();
    if (!counts.ok()) return counts.error();
    for (const UpstreamCount& each : *counts) names.insert(each.upstream);
    const auto states = reader.upstreams();
    if (!states.ok()) return states.error();
    for (const UpstreamState& each : *states) names.insert(each.name);
    return names;
}

std::string upstream_title(const Surroundings& around, std::string_view name) {
    for (const definition::DefinitionPointer& each : around.definitions.current) {
        if (each->readers == nullptr) continue;
        const auto found = each->readers->sources.find(name);
        if (found != each->readers->sources.end()) return found->second;
    }
    return std::string(name);
}

Result<std::vector<UpstreamItemView>> upstream_items(const Asker& asker,
                                                     const UpstreamItemQuery& query) {
    using Views = std::vector<UpstreamItemView>;
    if (auto checked = check_query(query); !checked.ok()) return checked.error();
    return ask<Views>(asker, {"upstream items"}, [&](Window& window) -> Result<Views> {
        auto after = start_of(query.after);
        if (!after.ok()) return after.error();
        const auto systems = known_systems(window.reader(), window.around(), asker.parts.options);
        if (!systems.ok()) return systems.error();
        if (!query.upstream.empty() && !systems->contains(query.upstream))
            return no_system(query.upstream);
        Views views;
        for (;;) {
            const auto rows = query.case_reference.empty()
                                  ? rows_of_all(window, query, *systems, *after, page)
                                  : rows_of_case(window, query, *after, page);
            if (!rows.ok()) return rows.error();
            for (const UpstreamItem& item : *rows) {
                const auto seen = window.seen(item.effect.case_id);
                if (!seen.ok()) return seen.error();
                if (!is_open(*seen)) continue;
                window.note(item.effect.case_id);
                views.push_back(view_of(item, window));
                if (auto kept = withhold(window, item, views.back()); !kept.ok())
                    return kept.error();
                if (views.size() == query.limit) return views;
            }
            if (rows->size() < page) return views;
            *after = rows->back().effect;
        }
    });
}

Status decide_item(const Asker& asker, const ItemDecision& decision) {
    if (decision.actor.person.empty() || decision.reason.empty())
        return Error{ErrorKind::refused, "a named person has to decide this, with a reason",
                     std::string(decision.effect)};
    const auto effect = effect_named(decision.effect);
    if (!effect) return no_item(decision.effect);
    if (auto seen = check_seen(asker, *effect, decision.effect); !seen.ok()) return seen;
    return asker.parts.work(
        [effect = *effect, move = decision.move, actor = decision.actor,
         reason = std::string(decision.reason)](store::Transaction& transaction, Instant now) {
            return decide({transaction, effect, move, actor, reason, now});
        });
}

}  // namespace core

}  // namespace throughgate
