// SPDX-License-Identifier: MIT
#include "host/http/services.hpp"

#include <memory>

#include "throughgate/access.hpp"

namespace throughgate::http {
namespace {

Error too_much_waits() {
    return {ErrorKind::busy, "too much waits already; try again shortly, with the same key", ""};
}

/// Within what its viewer may see, if there is one.
void give(Engine& engine, Command command, std::function<void(Result<Receipt>)> answer) {
    if (!command.viewer) return engine.submit(std::move(command), std::move(answer));
    Access access(engine, *command.viewer);
    access.submit(std::move(command), std::move(answer));
}

}  // namespace

void submit(Services& services, Command command, std::function<void(Result<Receipt>)> answer) {
    auto on_io = [&services, answer = std::move(answer)](Result<Receipt> result) {
        services.post([&services, answer, result = std::move(result)]() mutable {
            services.metrics.command(result.ok() ? name_of(result->outcome)
                                                 : name_of(result.error().kind));
            answer(std::move(result));
        });
    };
    if (services.runs == EngineRuns::by_itself)
        return give(services.engine, std::move(command), std::move(on_io));
    auto shared = std::make_shared<Command>(std::move(command));
    // Answered when the engine is at rest again: timers that were due at once have fired too.
    const bool posted = services.workers.post([&services, shared, on_io] {
        std::optional<Result<Receipt>> answered;
        give(services.engine, std::move(*shared),
             [&](Result<Receipt> result) { answered.emplace(std::move(result)); });
        on_io(answered ? std::move(*answered) : Result<Receipt>(too_much_waits()));
    });
    if (!posted) on_io(too_much_waits());
}

}  // namespace throughgate::http
