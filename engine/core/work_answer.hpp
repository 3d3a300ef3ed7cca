// SPDX-License-Identifier: MIT
// WorkAnswer: the worklist of one person for one viewer, and everything that it was made from.
// Given again only while viewer, rights, directory, definitions and day are the same; rows of cases
// that moved, or whose time has come, are made anew by the same code as the first time.
#pragma once

#include "core/kept_work.hpp"
#include "core/work_rows.hpp"

namespace throughgate::core {

struct WorkAnswer {
    // What it was made from
    WorkPlace place;
    SurroundingsPointer around;
    std::optional<Sight> sight;  ///< nullopt: the embedder asked
    Date today{};
    Instant made{};
    std::string trouble;     ///< Trouble::mark
    std::size_t looked = 0;  ///< cases that were looked at the first time

    // What it says
    std::vector<WorkRow> rows;  ///< in their order
    std::size_t overdue = 0;
    std::string mark;
};

/// The list as it is in a snapshot of now, kept or not. Notes no reads: that is for whoever gives
/// rows out.
Result<WorkAnswerPointer> work_of(Window& window, const WorkPlace& place, std::string_view person);
/// A window on what is committed, durable or not, and its place.
struct WorkWindow {
    std::unique_ptr<Window> window;
    WorkPlace place;
};
Result<WorkWindow> open_work(const Asker& asker);

}  // namespace throughgate::core
