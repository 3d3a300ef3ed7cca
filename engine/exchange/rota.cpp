// SPDX-License-Identifier: MIT
#include "exchange/rota.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/limits.hpp"
#include "exchange/csv.hpp"
#include "exchange/identity.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

constexpr std::array compulsory{"team", "day", "person"};
constexpr std::chrono::days longest_run{366};

class RotaReader {
public:
    RotaReader(std::string_view file_name, const Directory& directory)
        : file_name_(file_name), directory_(directory) {}

    RotaImport read(std::string_view csv) {
        const CsvTable table = read_csv(csv.substr(0, limits::import_bytes));
        if (csv.size() > limits::import_bytes) refuse(1, messages::file_too_large);
        if (table.open_quote_line != 0) refuse(table.open_quote_line, messages::csv_open_quote);
        if (table.rows.empty()) refuse(1, messages::csv_empty);
        if (!result_.unreadable) read_header(table.rows.front());
        for (std::size_t i = 1; i < table.rows.size() && !result_.unreadable; ++i)
            read_row(table.rows[i]);
        return std::move(result_);
    }

private:
    void refuse(std::size_t line, std::string_view reason, std::string_view name = {}) {
        if (result_.unreadable) return;
        result_.unreadable = Error{ErrorKind::invalid,
                                   std::string(file_name_) + ':' + std::to_string(line) +
                                       ":1: " + std::string(reason) + std::string(name),
                                   std::string(file_name_)};
    }

    void read_header(const CsvRow& row) {
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            column_.emplace(lower(trim(row.cells[i])), i);
        for (const char* column : compulsory)
            if (!column_.contains(column)) refuse(row.line, messages::column_missing, column);
    }

    [[nodiscard]] std::string cell(const CsvRow& row, std::string_view column) const {
        const auto found = column_.find(column);
        if (found == column_.end() || found->second >= row.cells.size()) return {};
        return std::string(trim(row.cells[found->second]));
    }

    void reject(const CsvRow& row, std::string reason) {
        result_.rejects.push_back(Reject{std::string(file_name_) + ":" + std::to_string(row.line),
                                         std::move(reason), row.raw});
    }

    void read_row(const CsvRow& row) {
        Duty duty{cell(row, "team"), {}, cell(row, "person")};
        const auto day = parse_date(cell(row, "day"));
        const std::string last = cell(row, "until");
        const auto until = last.empty() ? day : parse_date(last);
        const bool run = day && until && *until >= *day && *until - *day <= longest_run;
        std::string faults = fault_of_team(duty.team) + fault_of_person(duty.person);
        if (!run)
            faults +=
                "; the days cannot be read; write 2026-03-02, the last one later than the first "
                "and at most a year";
        if (run) faults += fault_of_days(duty, *day, *until);
        if (!faults.empty()) return reject(row, faults.substr(2));
        ++result_.rows;
        for (duty.day = *day; duty.day <= *until; duty.day += std::chrono::days{1}) {
            taken_.try_emplace({duty.team, duty.day}, duty.person, row.line);
            result_.duties.push_back(duty);
        }
    }

    [[nodiscard]] std::string fault_of_team(const std::string& team) const {
        if (team.empty()) return "; the team is missing; fill it in";
        const auto is_of = [&](const StaffMember& member) { return member.team == team; };
        if (std::any_of(directory_.members.begin(), directory_.members.end(), is_of)) return {};
        return "; nobody in the directory is of the team '" + team +
               "'; correct it, or import the directory first";
    }

    [[nodiscard]] std::string fault_of_person(const std::string& person) const {
        const StaffMember* member = directory_.find(person);
        if (member == nullptr)
            return "; nobody in the directory has the staff id '" + person +
                   "'; import the directory first, or correct the id";
        if (!member->box) return {};
        return "; '" + person + "' is a team box, which nobody reads at night; name a person";
    }

    /// A day has one person on duty: the first row that names one stands.
    [[nodiscard]] std::string fault_of_days(const Duty& duty, Date day, Date until) const {
        for (; day <= until; day += std::chrono::days{1}) {
            const auto taken = taken_.find({duty.team, day});
            if (taken == taken_.end() || taken->second.first == duty.person) continue;
            return "; " + taken->second.first + " is on duty for " + duty.team + " on " +
                   format_date(day) + " already by line " + std::to_string(taken->second.second) +
                   "; leave one of the two rows out";
        }
        return {};
    }

    std::string_view file_name_;
    const Directory& directory_;
    RotaImport result_;
    std::map<std::string, std::size_t, std::less<>> column_;
    /// Who is on duty for a team on a day, and by which line.
    std::map<std::pair<std::string, Date>, std::pair<std::string, std::size_t>> taken_;
};

}  // namespace

RotaImport read_rota(std::string_view csv, std::string_view file_name, const Directory& directory) {
    return RotaReader(file_name, directory).read(csv);
}

std::vector<Duty> with_rota(std::vector<Duty> before, const std::vector<Duty>& read) {
    std::map<std::pair<std::string, Date>, std::string> all;
    for (Duty& each : before) all[{each.team, each.day}] = std::move(each.person);
    for (const Duty& each : read) all[{each.team, each.day}] = each.person;
    std::vector<Duty> duties;
    for (auto& [when, person] : all) duties.push_back({when.first, when.second, person});
    return duties;
}

}  // namespace throughgate::exchange
