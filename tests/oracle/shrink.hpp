// SPDX-License-Identifier: MIT
// Shrink: from a tape on which two readings differ to a short one that still shows it.
#pragma once

#include <functional>

#include "oracle/model.hpp"
#include "oracle/runs.hpp"

namespace throughgate::oracle {

using Tape = std::vector<std::uint32_t>;

/// Random numbers; the same seed gives the same tape.
Tape tape_from(std::uint64_t seed, std::size_t shortest, std::size_t longest);

/// The first line in which they differ; empty: none.
std::string difference(const Lines& expected, const Lines& got);

struct Compared {
    Model model;
    std::string yaml;
    std::string fault;
};

/// The last one that fails is the smallest that RapidCheck found.
Compared smallest(const Tape& found, const std::function<Compared(const Tape&)>& compared);

}  // namespace throughgate::oracle
