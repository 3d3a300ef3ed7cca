// SPDX-License-Identifier: MIT
// Opening: options are checked together, then store, owner, channels and loop are put together.
#include <filesystem>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "core/engine_parts.hpp"
#include "core/shadow.hpp"
#include "schedule/system_clock.hpp"
#include "throughgate/version.hpp"

namespace throughgate {
namespace {

class FunctionRandom final : public Random {
public:
    explicit FunctionRandom(std::function<std::uint64_t()> source) : source_(std::move(source)) {}
    std::uint64_t next() override {
        const std::lock_guard lock(mutex_);
        return source_();
    }

private:
    std::mutex mutex_;
    std::function<std::uint64_t()> source_;
};

template <typename Add>
void check_upstream(const UpstreamOptions& upstream, const Add& add) {
    const std::string name = "upstream '" + upstream.name + "'";
    if (upstream.name.empty() || upstream.name.size() > limits::upstream_name_bytes)
        add("an upstream has no name of at most " + std::to_string(limits::upstream_name_bytes) +
            " letters: name it as the definitions do, as ndelius");
    if (upstream.library.empty()) add(name + " has no library: name its plug-in");
    if (upstream.retry_first <= Milliseconds{0} || upstream.retry_longest < upstream.retry_first)
        add(name + ": retry_first is above 0 and not above retry_longest");
}

Status check_options(const EngineOptions& options) {
    std::string faults;
    const auto add = [&faults](const std::string& fault) {
        faults += (faults.empty() ? "" : "; ") + fault;
    };
    if (options.store_path.empty()) add("store_path is empty: name the SQLite file");
    if (!options.survives_power_loss && dynamic_cast<VirtualClock*>(options.clock) == nullptr)
        add("survives_power_loss may be false on a virtual clock only: a live store must");
    if (!options.channels.empty() && options.plugin_host.empty())
        add("channels need plugin_host: the path of throughgate-plugin-host");
    for (const ChannelOptions& channel : options.channels)
        if (channel.library.empty()) add("a channel has no library: name its shared library");
    if (options.busy_timeout < Milliseconds{0}) add("busy_timeout is negative");
    if (!options.upstreams.empty() && options.plugin_host.empty())
        add("upstreams need plugin_host: the path of throughgate-plugin-host");
    for (const UpstreamOptions& upstream : options.upstreams) check_upstream(upstream, add);
    if (faults.empty()) return {};
    return Error{ErrorKind::invalid, faults, "options"};
}

/// The first fault gives its kind, all of them their words.
void add_fault(Status& faults, const Error& fault) {
    if (faults.ok())
        faults = fault;
    else
        faults = Error{faults.error().kind, faults.error().message + "; " + fault.message,
                       faults.error().subject};
}

Status add_channel(Engine::Parts& parts, const ChannelOptions& wanted,
                   std::vector<std::string>& names) {
    plugin::ChannelOptions options;
    options.library = wanted.library;
    options.host = parts.options.plugin_host;
    options.settings = wanted.settings;
    auto channel = plugin::open_channel(options);
    if (!channel.ok()) return channel.error();
    names.push_back((*channel)->description().name);
    return parts.courier->add_channel(names.back(), std::move(*channel));
}

/// What is wrong with one channel does not hide what is wrong with the next.
Status add_channels(Engine::Parts& parts, std::vector<std::string>& names) {
    Status faults;
    for (const ChannelOptions& wanted : parts.options.channels)
        if (auto added = add_channel(parts, wanted, names); !added.ok())
            add_fault(faults, added.error());
    return faults;
}

/// Each speaks through a plug-in of its own, in a child of its own.
Status add_upstreams(Engine::Parts& parts, core::Inside& inside,
                     std::vector<core::UpstreamLine>& lines) {
    for (const UpstreamOptions& wanted : parts.options.upstreams) {
        plugin::ChannelOptions options;
        options.library = wanted.library;
        options.host = parts.options.plugin_host;
        options.settings = wanted.settings;
        auto channel = plugin::open_channel(options);
        if (!channel.ok()) return channel.error();
        auto added = parts.upstream_courier->add_channel(wanted.name, std::move(*channel));
        if (!added.ok()) return added;
        lines.push_back({wanted.name, {wanted.retry_first, wanted.retry_longest}});
    }
    for (auto& [name, channel] : inside.upstreams) {
        if (auto added = parts.upstream_courier->add_channel(name, std::move(channel)); !added.ok())
            return added;
        lines.push_back({name, {}});
    }
    return {};
}

/// A store that is not there gets no side file either.
Status check_there(const EngineOptions& options) {
    std::error_code problem;
    if (options.create || std::filesystem::exists(options.store_path, problem)) return {};
    return Error{ErrorKind::not_found, "there is no store at this path", options.store_path};
}

bool is_virtual(const Clock* clock) { return dynamic_cast<const VirtualClock*>(clock) != nullptr; }

std::unique_ptr<Random> random_of(const EngineOptions& options) {
    if (options.random) return std::make_unique<FunctionRandom>(options.random);
    return make_system_random();
}

core::LoopOptions loop_options(Engine::Parts& parts, std::vector<std::string> channels) {
    core::LoopOptions options;
    options.store = parts.store.get();
    options.clock = parts.clock;
    options.courier = channels.empty() ? nullptr : parts.courier.get();
    options.channels = std::move(channels);
    options.link_base = parts.options.link_base;
    options.check_invariants = parts.options.check_invariants;
    options.keep_clock = is_virtual(parts.clock);
    options.fires = parts.options.owns_store;
    return options;
}

/// Shadow mode belongs to the store; it begins with the first owner who asks for it.
Result<bool> shadow_of(Engine::Parts& parts) {
    if (!parts.options.owns_store) return false;
    if (parts.options.shadow)
        if (auto begun = core::begin_shadow(*parts.store, parts.clock->now()); !begun.ok())
            return begun.error();
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto state = core::read_live(**reader);
    if (!state.ok()) return state.error();
    return state->shadow;
}

/// Only whoever sends gives links out; they are read beside it too.
Result<core::LinkMaker> links_of(Engine::Parts& parts) {
    const std::string& start = parts.options.one_time_links;
    if (start.empty() || !parts.options.owns_store) return core::LinkMaker{};
    const auto secret = core::link_secret_of(*parts.store, *parts.random, parts.clock->now());
    if (!secret.ok()) return secret.error();
    return core::LinkMaker{start, *secret};
}

Result<std::unique_ptr<Engine>> finish(std::unique_ptr<Engine::Parts> parts, core::Inside inside) {
    parts->store = std::move(inside.store);
    parts->own_clock = std::move(inside.own_clock);
    if (parts->options.clock == nullptr && parts->own_clock == nullptr)
        parts->own_clock = schedule::make_system_clock();
    parts->clock = parts->options.clock != nullptr ? parts->options.clock : parts->own_clock.get();
    parts->courier = std::make_unique<delivery::Courier>(*parts->random);
    std::vector<std::string> channels;
    if (auto added = add_channels(*parts, channels); !added.ok()) return added.error();
    if (inside.channel) {
        channels.push_back(inside.channel_name);
        auto added = parts->courier->add_channel(inside.channel_name, std::move(inside.channel));
        if (!added.ok()) return added.error();
    }
    parts->courier->fall_back_in_order(channels);
    core::LoopOptions options = loop_options(*parts, std::move(channels));
    parts->upstream_courier = std::make_unique<delivery::Courier>(*parts->random);
    if (auto added = add_upstreams(*parts, inside, options.upstreams); !added.ok())
        return added.error();
    options.upstream_courier = parts->upstream_courier.get();
    options.upstream_random = parts->random.get();
    const auto shadow = shadow_of(*parts);
    if (!shadow.ok()) return shadow.error();
    options.shadow = *shadow;
    const auto links = links_of(*parts);
    if (!links.ok()) return links.error();
    options.links = *links;
    options.witness = std::move(inside.witness);
    options.at_once = inside.at_once;
    options.prepared = std::move(inside.prepared);
    parts->loop = std::make_unique<core::CommitLoop>(std::move(options));
    parts->read_log = std::make_shared<core::ReadLog>(*parts->loop);
    parts->watchdog = std::make_unique<core::Watchdog>(*parts->loop, *parts->clock);
    parts->keeper = std::make_unique<core::ChangeKeeper>(*parts);
    if (auto prepared = parts->loop->prepare(); !prepared.ok()) return prepared.error();
    return std::make_unique<Engine>(std::move(parts));
}

}  // namespace

namespace core {

Result<std::unique_ptr<Engine>> assemble(EngineOptions options, Inside inside) {
    auto parts = std::make_unique<Engine::Parts>();
    parts->options = std::move(options);
    parts->random = random_of(parts->options);
    return finish(std::move(parts), std::move(inside));
}

Result<std::unique_ptr<Engine>> open_engine(EngineOptions options, std::unique_ptr<Clock> own_clock,
                                            const std::string& vfs, Inside inside) {
    if (auto checked = check_options(options); !checked.ok()) return checked.error();
    auto parts = std::make_unique<Engine::Parts>();
    parts->options = std::move(options);
    parts->random = random_of(parts->options);
    if (parts->options.owns_store) {
        if (auto there = check_there(parts->options); !there.ok()) return there.error();
        auto owner = store::lock_owner(parts->options.store_path);
        if (!owner.ok()) return owner.error();
        parts->owner = std::move(*owner);
    }
    store::SqliteOptions sqlite;
    sqlite.path = parts->options.store_path;
    sqlite.create = parts->options.create;
    sqlite.busy_timeout = parts->options.busy_timeout;
    sqlite.survives_power_loss = parts->options.survives_power_loss;
    sqlite.vfs = vfs;
    sqlite.random = parts->random.get();
    auto store = store::open_sqlite(sqlite);
    if (!store.ok()) return store.error();
    inside.store = std::move(*store);
    inside.own_clock = std::move(own_clock);
    return finish(std::move(parts), std::move(inside));
}

}  // namespace core

Result<std::unique_ptr<Engine>> Engine::open(EngineOptions options) {
    return core::open_engine(std::move(options), nullptr);
}

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Engine::~Engine() { stop(); }

std::string_view version() { return THROUGHGATE_VERSION; }

}  // namespace throughgate
