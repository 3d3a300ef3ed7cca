// SPDX-License-Identifier: MIT
// Other systems: how they are doing, and what their feeds brought.
#include <algorithm>

#include "core/queries.hpp"
#include "exchange/commands_json.hpp"
#include "throughgate/upstreams.hpp"

namespace throughgate {
namespace {

UpstreamView view_of(const std::string& name, const std::vector<UpstreamCount>& counts,
                     const std::vector<UpstreamState>& states) {
    UpstreamView view;
    view.name = name;
    for (const UpstreamCount& each : counts) {
        if (each.upstream != name) continue;
        view.waiting = each.waiting;
        view.oldest = each.oldest;
        view.refused = each.refused;
        view.recorded = each.recorded;
        view.waived = each.waived;
    }
    for (const UpstreamState& each : states) {
        if (each.name != name) continue;
        view.away = each.next_try.has_value();
        if (view.away) view.away_since = each.failing_since;
        view.next_try = each.next_try;
        view.answered = each.answered;
        view.said = each.detail;
    }
    return view;
}

}  // namespace

Result<std::vector<UpstreamView>> upstreams(Engine& engine) {
    using Views = std::vector<UpstreamView>;
    const EngineOptions& options = engine.parts().options;
    return engine.parts().query<Views>([&](store::Reader& reader, const core::Surroundings& around,
                                           const journey::World&) -> Result<Views> {
        const auto names = core::known_systems(reader, around, options);
        if (!names.ok()) return names.error();
        const auto counts = reader.count_upstream_items();
        if (!counts.ok()) return counts.error();
        const auto states = reader.upstreams();
        if (!states.ok()) return states.error();
        const auto connected = reader.meta(core::meta::connected);
        if (!connected.ok()) return connected.error();
        Views views;
        for (const std::string& name : *names) {
            views.push_back(view_of(name, *counts, *states));
            views.back().title = core::upstream_title(around, name);
            const std::string word = " " + name + " ";
            views.back().connected = connected->value_or("").find(word) != std::string::npos;
        }
        return views;
    });
}

Result<std::vector<UpstreamItemView>> upstream_items(Engine& engine,
                                                     const UpstreamItemQuery& query) {
    return core::upstream_items({engine.parts()}, query);
}

Status retry_upstream_item(Engine& engine, std::string_view effect, const Actor& actor,
                           std::string_view reason) {
    return core::decide_item({engine.parts()},
                             {effect, lifecycle::DeliveryMove::requeue, actor, reason});
}

Status waive_upstream_item(Engine& engine, std::string_view effect, const Actor& actor,
                           std::string_view reason) {
    return core::decide_item({engine.parts()},
                             {effect, lifecycle::DeliveryMove::waive, actor, reason});
}

Status try_upstream(Engine& engine, std::string_view upstream, const Actor& actor) {
    if (actor.person.empty())
        return Error{ErrorKind::refused, "a named person has to ask for this", "actor"};
    auto& parts = engine.parts();
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto names = core::known_systems(**reader, *parts.loop->surroundings(), parts.options);
    if (!names.ok()) return names.error();
    if (!names->contains(std::string(upstream))) return core::no_system(upstream);
    reader->reset();
    return parts.work(
        [name = std::string(upstream)](store::Transaction& transaction, Instant now) -> Status {
            const auto states = transaction.upstreams();
            if (!states.ok()) return states.error();
            for (UpstreamState state : *states) {
                if (state.name != name || !state.next_try) continue;
                state.next_try = now;
                if (auto put = transaction.put_upstream(state); !put.ok()) return put;
            }
            return transaction.wake_upstream(name, now);
        });
}

Result<std::vector<InboundView>> inbound_feeds(Engine& engine) {
    using Views = std::vector<InboundView>;
    return engine.parts().query<Views>([](store::Reader& reader, const core::Surroundings&,
                                          const journey::World&) -> Result<Views> {
        const auto counts = reader.inbound();
        if (!counts.ok()) return counts.error();
        Views views;
        for (const InboundCount& each : *counts) {
            if (views.empty() || views.back().source != each.source)
                views.push_back({each.source, {}, {}});
            InboundView& view = views.back();
            view.last = std::max(view.last.value_or(each.last), each.last);
            view.ended.push_back({each.outcome, each.count, each.last});
        }
        return views;
    });
}

Result<std::vector<WaitingEventView>> waiting_events(Engine& engine, std::int64_t after,
                                                     std::size_t limit) {
    using Views = std::vector<WaitingEventView>;
    return engine.parts().query<Views>([&](store::Reader& reader, const core::Surroundings&,
                                           const journey::World&) -> Result<Views> {
        const auto rows = reader.list_buffered(after, limit);
        if (!rows.ok()) return rows.error();
        Views views;
        for (const BufferedEvent& row : *rows) {
            WaitingEventView view{row.id, row.person, "", "", row.received};
            if (const auto command = exchange::read_command(row.body); command.ok()) {
                view.source = command->source;
                if (const auto* send = std::get_if<SendEvent>(&command->what))
                    view.event = send->name;
            }
            views.push_back(std::move(view));
        }
        return views;
    });
}

}  // namespace throughgate
