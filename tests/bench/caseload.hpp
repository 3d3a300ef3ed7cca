// SPDX-License-Identifier: MIT
// What the benchmarks have in common: the shipped definitions, a few staff, cases in a store.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/engine_parts.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::bench {

/// Fresh folder below the build tree (a real disk, not memory), removed first.
std::string scratch_folder(const std::string& name);
/// `pathways`: only these and the common files; empty: all.
std::vector<DefinitionFile> shipped_definitions(const std::vector<std::string>& pathways = {});
/// One officer, manager, prison and team: enough for every role that the benchmarks act as.
std::string small_directory();
/// A case that is past the first accommodation questions: looking for somewhere to live.
Command opening(std::size_t number);
/// Alternates between two states of the accommodation pathway: an address is proposed, then fails.
/// Every such event moves the case, opens or ends handoffs, arms or cancels timers, sets facts.
Command move(const std::string& reference, std::size_t turn, std::size_t unique);

/// Ends the program with the message: a benchmark of something else would be worse.
template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) {
        fprintf(stderr, "benchmark: %s\n", result.error().message.c_str());
        exit(1);
    }
    return std::move(*result);
}

Command event(const std::string& person, const std::string& reference, const std::string& name,
              const std::string& key,
              std::initializer_list<std::pair<const char*, const char*>> fields);

/// Opens a store with definitions, directory and `cases` cases, on a clock of its own; closes it.
std::vector<std::string> make_store(const std::string& path, std::size_t cases,
                                    const std::vector<std::string>& pathways = {});

/// Processor time of this process, user and system.
double processor_seconds();

}  // namespace throughgate::bench
