// SPDX-License-Identifier: MIT
// Reports on their way out: a table as CSV, and an inspection's report held against the log again.
#include <algorithm>
#include <charconv>

#include "base/hash.hpp"
#include "core/queries.hpp"
#include "store/summary.hpp"
#include "throughgate/reports.hpp"

namespace throughgate {
namespace {

std::string csv_cell(const std::string& text) {
    std::string safe = text;
    if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos)
        safe.insert(safe.begin(), '\'');
    if (safe.find_first_of("\",\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char each : safe) {
        if (each == '"') quoted += '"';
        quoted += each;
    }
    return quoted + "\"";
}

template <typename Cells>
void add_line(std::string& csv, const Cells& cells) {
    bool first = true;
    for (const std::string& each : cells) {
        if (!first) csv += ',';
        first = false;
        csv += csv_cell(each);
    }
    csv += "\r\n";
}

struct Sampled {
    std::string reference;
    std::uint64_t length = 0;
    std::string head;
};

std::size_t column_of(const ReportTable& table, std::string_view id) {
    std::size_t i = 0;
    while (i < table.columns.size() && table.columns[i].id != id) ++i;
    return i;
}

Result<std::vector<Sampled>> sampled_in(const Report& report) {
    const ReportTable* table = report.find_table("sample");
    if (!report.seal || table == nullptr)
        return Error{ErrorKind::invalid,
                     "this report has no seal; only `report inspection` is made to be verified",
                     report.kind};
    const std::size_t of_case = column_of(*table, "case"), length = column_of(*table, "log_length"),
                      head = column_of(*table, "log_head");
    std::vector<Sampled> sampled;
    for (const auto& row : table->rows) {
        if (std::max({of_case, length, head}) >= row.size())
            return Error{ErrorKind::invalid, "the sample lacks a column", report.kind};
        Sampled each{row[of_case], 0, row[head]};
        std::from_chars(row[length].data(), row[length].data() + row[length].size(), each.length);
        sampled.push_back(std::move(each));
    }
    return sampled;
}

Status check_root(store::Reader& reader, const ReportSeal& seal, std::vector<std::string>& faults) {
    if (seal.commit == 0) return {};
    const auto rows = reader.read_roots(seal.commit - 1, 1);
    if (!rows.ok()) return rows.error();
    if (rows->empty() || rows->front().commit != seal.commit)
        faults.push_back("commit " + std::to_string(seal.commit) +
                         " is not in this store; it is another one, or has lost its end");
    else if (to_hex(rows->front().hash) != seal.root)
        faults.push_back("commit " + std::to_string(seal.commit) +
                         " has another root here than in the report");
    return {};
}

Status check_case(store::Reader& reader, const Sampled& sampled, std::vector<std::string>& faults) {
    const CaseId id = store::case_id_of(sampled.reference);
    if (sampled.length == 0) {
        faults.push_back(sampled.reference + ": the report does not say where its log ended");
        return {};
    }
    const auto entries = reader.read_log(id, sampled.length - 1, 1);
    if (!entries.ok()) return entries.error();
    if (entries->empty() || entries->front().sequence != sampled.length)
        faults.push_back(sampled.reference + ": entry " + std::to_string(sampled.length) +
                         " of its log is not there any more");
    else if (to_hex(entries->front().hash) != sampled.head)
        faults.push_back(sampled.reference + ": entry " + std::to_string(sampled.length) +
                         " of its log says something else than in the report");
    return {};
}

}  // namespace

std::string report_csv(const ReportTable& table) {
    std::string csv;
    std::vector<std::string> head;
    for (const ReportColumn& each : table.columns) head.push_back(each.id);
    add_line(csv, head);
    for (const auto& row : table.rows) add_line(csv, row);
    return csv;
}

Result<std::vector<std::string>> verify_report(Engine& engine, const Report& report) {
    const auto sampled = sampled_in(report);
    if (!sampled.ok()) return sampled.error();
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    std::vector<std::string> faults;
    if (auto checked = check_root(**reader, *report.seal, faults); !checked.ok())
        return checked.error();
    for (const Sampled& each : *sampled)
        if (auto checked = check_case(**reader, each, faults); !checked.ok())
            return checked.error();
    return faults;
}

}  // namespace throughgate
