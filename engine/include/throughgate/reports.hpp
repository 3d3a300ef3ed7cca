// SPDX-License-Identifier: MIT
// Reports: figures over many cases, for managers and inspectors: caseload, workload, handoffs,
// unreachable, inspection, releases. One form for all of them, so that the command line, the HTTP
// API and a page show the same figures. Each reads one snapshot and changes nothing but the log of
// reads, where every case that a table names is kept. From any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/engine.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

/// What a cell holds; its text is empty where nothing is known.
enum class CellKind : std::uint8_t {
    text,
    count,    ///< whole number
    percent,  ///< whole number
    date,     ///< "2026-03-17"
    instant,  ///< "2026-03-17T09:00:00Z"
    truth,    ///< "yes" or "no"
};

struct ReportColumn {
    std::string id;     ///< stable: key of the JSON, head of the CSV
    std::string title;  ///< for people
    CellKind kind = CellKind::text;
};

struct ReportTable {
    std::string id, title;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<std::string>> rows;
    std::size_t total = 0;  ///< rows before `limit`
};

/// One number that stands for itself.
struct ReportFigure {
    std::string id, title;
    std::uint64_t value = 0;
};

/// What an inspection's report hangs on: the log as it stood.
struct ReportSeal {
    std::uint64_t commit = 0;  ///< last commit that it reads; 0: there was none
    std::string root;          ///< hash of that commit's root row, hex
    bool operator==(const ReportSeal&) const = default;
};

struct Report {
    std::string kind, title;
    Instant made{};
    std::string made_words;
    std::vector<std::pair<std::string, std::string>> asked;  ///< what it was narrowed to
    std::vector<std::string> notes;                          ///< plain sentences
    std::vector<ReportFigure> figures;
    std::vector<ReportTable> tables;
    std::optional<ReportSeal> seal;  ///< of an inspection

    [[nodiscard]] const ReportTable* find_table(std::string_view id) const;
    [[nodiscard]] std::optional<std::uint64_t> figure(std::string_view id) const;
};

struct ReportQuery {
    std::string prison, team;   ///< empty: any
    std::string person;         ///< only cases that this member of staff holds
    std::optional<Date> from;   ///< first day; none: today, of an inspection four weeks before
    std::optional<Date> until;  ///< last day; none: four weeks in all
    bool overdue_only = false;  ///< handoffs
    std::string sort;           ///< caseload and workload: a column; empty: most cases first
    std::size_t limit = 500;    ///< rows of each table
    // Of an inspection:
    std::optional<Date> known_on;  ///< as was known at the end of that day; none: now
    std::uint64_t seed = 1;        ///< the same seed draws the same sample
    std::size_t sample = 20;       ///< cases whose evidence is laid out; 0: none
};

/// caseload, workload, handoffs, unreachable, inspection, releases, states.
const std::vector<std::string>& report_kinds();
/// The whole store, as the trusted embedder sees it. not_found: no such report. invalid: a limit of
/// 0 or over 10000, days in the wrong order or more than 400 of them, a column that is none.
/// Loads every open case once; an inspection reads the logs of those released in its days.
Result<Report> report(Engine& engine, std::string_view kind, const ReportQuery& query);
/// What this viewer may see of it, and no more.
Result<Report> report(Engine& engine, const Viewer& viewer, std::string_view kind,
                      const ReportQuery& query);

/// Hex digest over everything in the report; two reports with one digest say the same.
std::string report_digest(const Report& report);
/// A table as RFC 4180 has it, with the ids of the columns as its head. A cell that a spreadsheet
/// would take for a formula begins with a quote.
std::string report_csv(const ReportTable& table);

/// Holds an inspection's report against the log: the root of its commit, and of each sampled case
/// the entry that it ended with. Empty: nothing of it was changed since; else plain sentences.
/// invalid: the report has no seal.
Result<std::vector<std::string>> verify_report(Engine& engine, const Report& report);

}  // namespace throughgate
