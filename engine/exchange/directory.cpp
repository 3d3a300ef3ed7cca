// SPDX-License-Identifier: MIT
#include "exchange/directory.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/limits.hpp"
#include "exchange/csv.hpp"
#include "exchange/directory_links.hpp"
#include "exchange/identity.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

constexpr std::array columns{"id",   "name",   "email",   "login",       "roles",
                             "team", "deputy", "manager", "absent_from", "absent_until",
                             "kind", "works",  "opt_out"};
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array compulsory{"id", "name", "roles", "team"};

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool shaped = at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
                        text.find('@', at + 1) == std::string_view::npos && text.size() <= 254;
    return shaped && std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < 0x7f && c != ',' && c != ';' && c != '<' && c != '>';
           });
}

bool is_role(std::string_view text) {
    return text.size() <= 40 && is_dotted_word(text) && lower(text) == text;
}

class DirectoryReader {
public:
    DirectoryReader(std::string_view file_name, const DirectoryBasis& basis)
        : file_name_(file_name), basis_(basis) {}

    DirectoryImport read(std::string_view csv) {
        const CsvTable table = read_csv(csv.substr(0, limits::import_bytes));
        if (csv.size() > limits::import_bytes) refuse(1, messages::file_too_large);
        if (table.open_quote_line != 0) refuse(table.open_quote_line, messages::csv_open_quote);
        if (table.rows.empty()) refuse(1, messages::csv_empty);
        if (!result_.unreadable) read_header(table.rows.front());
        if (!result_.unreadable) read_rows(table);
        return std::move(result_);
    }

private:
    /// The first reason stands.
    void refuse(std::size_t line, std::string_view reason, std::string_view name = {}) {
        if (result_.unreadable) return;
        std::string message(file_name_);
        message += ':' + std::to_string(line) + ":1: " + std::string(reason) + std::string(name);
        result_.unreadable = Error{ErrorKind::invalid, message, std::string(file_name_)};
    }

    void read_header(const CsvRow& row) {
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            read_column(lower(trim(row.cells[i])), i);
        width_ = row.cells.size();
        for (const char* column : compulsory) {
            if (!column_.contains(column)) refuse(row.line, messages::column_missing, column);
        }
    }

    void read_rows(const CsvTable& table) {
        for (std::size_t i = 1; i < table.rows.size(); ++i) read_row(table.rows[i]);
        result_.rows = rows_.size();
        keep_the_others();
        check_links(rows_, file_name_, result_.problems);
        finish();
    }

    /// After the file's own rows, so that a fault between the two is told of the file's.
    void keep_the_others() {
        if (basis_.kept == nullptr) return;
        for (const StaffMember& member : basis_.kept->members)
            if (!lines_.contains(member.id)) rows_.push_back(StaffRow{0, member});
    }

    void read_column(const std::string& name, std::size_t index) {
        if (std::find(columns.begin(), columns.end(), name) == columns.end()) {
            problem(1, "", std::string(messages::column_unknown) + std::to_string(index + 1));
        } else if (!column_.emplace(name, index).second) {
            problem(1, "", std::string(messages::column_twice) + name);
        }
    }

    void read_row(const CsvRow& row) {
        const std::string id(cell(row, "id"));
        if (id.empty()) return reject(row, std::string(messages::staff_without_id));
        if (!is_dotted_word(id) || id.size() > 40)
            return reject(row, std::string(messages::staff_bad_id));
        const auto [twin, fresh] = lines_.emplace(id, row.line);
        if (!fresh)
            return reject(row, std::string(messages::staff_same_id) + std::to_string(twin->second));
        check_shape(row);
        rows_.push_back(StaffRow{row.line, read_member(row, id)});
    }

    void check_shape(const CsvRow& row) {
        if (row.stray_quote) problem(row.line, "", messages::csv_stray_quote);
        if (row.cells.size() < width_) problem(row.line, "", messages::row_short);
        if (row.cells.size() > width_) problem(row.line, "", messages::row_long);
    }

    StaffMember read_member(const CsvRow& row, const std::string& id) {
        StaffMember member;
        member.id = id;
        member.name = std::string(cell(row, "name"));
        member.email = read_email(row);
        member.login = std::string(cell(row, "login"));
        member.roles = read_roles(row);
        member.team = std::string(cell(row, "team"));
        member.deputy = std::string(cell(row, "deputy"));
        member.manager = std::string(cell(row, "manager"));
        member.box = read_kind(row);
        if (member.name.empty()) problem(row.line, "name", messages::field_empty);
        if (member.team.empty()) problem(row.line, "team", messages::field_empty);
        if (member.roles.empty() && !member.box) problem(row.line, "roles", messages::no_role);
        read_absence(row, member);
        read_pattern(row, member);
        read_opt_out(row, member);
        return member;
    }

    std::string read_email(const CsvRow& row) {
        const std::string_view written = cell(row, "email");
        if (means_nothing(written)) return {};
        if (is_email(written)) return std::string(written);
        problem(row.line, "email", messages::not_email);
        return {};
    }

    std::vector<Symbol> read_roles(const CsvRow& row) {
        std::vector<Symbol> result;
        std::string_view rest = cell(row, "roles");
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
            if (const auto role = read_role(row, rest.substr(0, end))) result.push_back(*role);
            rest = trim(rest.substr(end));
        }
        const auto by_text = [](Symbol left, Symbol right) { return left.text() < right.text(); };
        std::sort(result.begin(), result.end(), by_text);
        result.erase(std::unique(result.begin(), result.end()), result.end());
        return result;
    }

    /// The one place where words of a file become symbols; hence the bound on their number.
    std::optional<Symbol> read_role(const CsvRow& row, std::string_view word) {
        if (!is_role(word)) {
            problem(row.line, "roles", messages::not_role);
            return std::nullopt;
        }
        if (!roles_.contains(word) && roles_.size() >= limits::directory_roles) {
            problem(row.line, "roles", messages::too_many_roles);
            return std::nullopt;
        }
        roles_.emplace(word);
        if (basis_.roles != nullptr && !basis_.roles->contains(std::string(word)))
            problem(row.line, "roles", messages::role_nowhere);
        return Symbol::of(word);
    }

    bool read_kind(const CsvRow& row) {
        const std::string kind = lower(cell(row, "kind"));
        if (!kind.empty() && kind != "person" && kind != "box")
            problem(row.line, "kind", messages::not_kind);
        return kind == "box";
    }

    void read_absence(const CsvRow& row, StaffMember& member) {
        member.absent_from = read_date(row, "absent_from");
        member.absent_until = read_date(row, "absent_until");
        const bool both = member.absent_from && member.absent_until;
        if (!both || *member.absent_from <= *member.absent_until) return;
        problem(row.line, "absent_until", messages::absence_backwards);
        member.absent_from.reset();
        member.absent_until.reset();
    }

    /// "mon tue wed"; left empty: every day that is worked at all.
    void read_pattern(const CsvRow& row, StaffMember& member) {
        std::uint8_t days = 0;
        std::string_view rest = cell(row, "works");
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
            const auto day =
                std::find(weekdays.begin(), weekdays.end(), lower(rest.substr(0, end)));
            if (day == weekdays.end()) return problem(row.line, "works", messages::not_weekday);
            days = static_cast<std::uint8_t>(days | 1U << (day - weekdays.begin()));
            rest = trim(rest.substr(end));
        }
        if (days != 0) member.works = days;
    }

    /// Only info can be opted out of.
    void read_opt_out(const CsvRow& row, StaffMember& member) {
        const std::string no = lower(cell(row, "opt_out"));
        member.no_info = no == "info";
        if (!no.empty() && !member.no_info) problem(row.line, "opt_out", messages::not_opt_out);
    }

    std::optional<Date> read_date(const CsvRow& row, std::string_view column) {
        const std::string_view written = cell(row, column);
        if (means_nothing(written)) return std::nullopt;
        const std::optional<Date> day = parse_date(written);
        if (!day) problem(row.line, column, messages::not_date);
        return day;
    }

    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const {
        const auto found = column_.find(column);
        if (found == column_.end() || found->second >= row.cells.size()) return {};
        return trim(row.cells[found->second]);
    }

    void problem(std::size_t line, std::string_view column, std::string_view sentence) {
        result_.problems.push_back(
            QualityItem{place_of(file_name_, line, column), std::string(sentence)});
    }

    void reject(const CsvRow& row, std::string reason) {
        result_.rejects.push_back(
            Reject{place_of(file_name_, row.line, ""), std::move(reason), row.raw});
    }

    void finish() {
        auto& members = result_.directory.members;
        for (StaffRow& row : rows_) members.push_back(std::move(row.member));
        std::sort(members.begin(), members.end(),
                  [](const auto& left, const auto& right) { return left.id < right.id; });
    }

    std::string_view file_name_;
    const DirectoryBasis& basis_;
    DirectoryImport result_;
    std::map<std::string, std::size_t, std::less<>> column_;
    std::size_t width_ = 0;
    std::map<std::string, std::size_t> lines_;  ///< staff id -> line
    std::set<std::string, std::less<>> roles_;
    std::vector<StaffRow> rows_;
};

}  // namespace

DirectoryImport read_directory(std::string_view csv, std::string_view file_name,
                               const DirectoryBasis& basis) {
    return DirectoryReader(file_name, basis).read(csv);
}

}  // namespace throughgate::exchange
