// SPDX-License-Identifier: MIT
// How views look: tables for people, JSON for programs.
#pragma once

#include "host/cli/console.hpp"
#include "throughgate/command.hpp"
#include "throughgate/comparison.hpp"
#include "throughgate/views.hpp"

namespace throughgate::cli {

struct Arguments;
class Session;

/// The part that every command shares: key, actor, reason, time, expected version.
Result<::throughgate::Command> command_for(const Arguments& arguments, Session& session);

/// "applied TG-000001 version 4: ..." and the exit code.
int print_receipt(const Result<Receipt>& result, const Console& console);
void print_cases(const std::vector<CaseRow>& rows, const Console& console);
void print_case(const CaseView& view, const Console& console);
void print_history(const std::vector<HistoryEntry>& entries, const Console& console);
void print_handoffs(const std::vector<HandoffView>& handoffs, const Console& console);
void print_worklist(const std::vector<WorklistRow>& rows, const Console& console);
/// A line for each, below its document.
void print_differences(const std::vector<DefinitionChange>& changes, const Console& console);

}  // namespace throughgate::cli
