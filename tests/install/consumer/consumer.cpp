// SPDX-License-Identifier: MIT
// An embedder's smallest program: opens an engine on a new store and asks it for its totals.
#include <cstdio>
#include <string>
#include <throughgate/engine.hpp>
#include <throughgate/version.hpp>

int main(int count, char** arguments) {
    throughgate::EngineOptions options;
    options.store_path = count > 1 ? arguments[1] : "consumer.db";
    auto engine = throughgate::Engine::open(options);
    if (!engine) {
        std::printf("refused: %s\n", engine.error().message.c_str());
        return 1;
    }
    const auto totals = (*engine)->totals();
    const bool same = throughgate::version() == THROUGHGATE_VERSION;
    std::printf("version %s, cases %llu\n", same ? THROUGHGATE_VERSION : "differs",
                totals ? static_cast<unsigned long long>(totals->cases) : 999ull);
    return same && totals && totals->cases == 0 ? 0 : 1;
}
