// SPDX-License-Identifier: MIT
#include "exchange/directory_links.hpp"

#include <unordered_map>

#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

class LinkChecker {
public:
    LinkChecker(std::vector<StaffRow>& rows, std::string_view file_name,
                std::vector<QualityItem>& problems)
        : rows_(rows), file_name_(file_name), problems_(problems) {
        for (std::size_t i = 0; i < rows.size(); ++i) index_.emplace(rows[i].member.id, i);
    }

    void run() {
        for (StaffRow& row : rows_) {
            check_link(row, row.member.deputy, "deputy");
            check_link(row, row.member.manager, "manager");
            check_deputy_is_a_person(row);
            check_login(row);
            check_box(row);
        }
        walk_.assign(rows_.size(), 0);
        for (std::size_t i = 0; i < rows_.size(); ++i) check_circle(i);
    }

private:
    void check_link(StaffRow& row, std::string& link, std::string_view column) {
        if (link.empty()) return;
        const bool self = link == row.member.id;
        if (!self && index_.contains(link)) return;
        problem(row, column, self ? messages::self_staff : messages::unknown_staff);
        link.clear();
    }

    void check_deputy_is_a_person(StaffRow& row) {
        if (row.member.deputy.empty()) return;
        if (!rows_[index_.at(row.member.deputy)].member.box) return;
        problem(row, "deputy", messages::box_as_deputy);
        row.member.deputy.clear();
    }

    void check_login(StaffRow& row) {
        if (row.member.login.empty()) return;
        const auto [twin, fresh] = logins_.emplace(row.member.login, row.line);
        if (fresh) return;
        problem(row, "login", std::string(messages::same_login) + std::to_string(twin->second));
        row.member.login.clear();
    }

    void check_box(const StaffRow& row) {
        if (!row.member.box) return;
        const auto [twin, fresh] = boxes_.emplace(row.member.team, row.line);
        if (!fresh)
            problem(row, "kind", std::string(messages::same_box) + std::to_string(twin->second));
    }

    /// Walks up until the top or a row seen before. Seen on this very walk: a circle, cut there.
    void check_circle(std::size_t index) {
        const std::size_t walk = index + 1;
        std::size_t below = index;
        for (std::size_t at = index; walk_[at] != walk;) {
            if (walk_[at] != 0) return;
            walk_[at] = walk;
            below = at;
            if (rows_[at].member.manager.empty()) return;
            at = index_.at(rows_[at].member.manager);
        }
        problem(rows_[below], "manager", messages::manager_circle);
        rows_[below].member.manager.clear();
    }

    void problem(const StaffRow& row, std::string_view column, std::string_view sentence) {
        problems_.push_back(
            QualityItem{place_of(file_name_, row.line, column), std::string(sentence)});
    }

    std::vector<StaffRow>& rows_;
    std::string_view file_name_;
    std::vector<QualityItem>& problems_;
    std::unordered_map<std::string, std::size_t> index_;   ///< staff id -> row
    std::unordered_map<std::string, std::size_t> logins_;  ///< login -> line
    std::unordered_map<std::string, std::size_t> boxes_;   ///< team -> line
    std::vector<std::size_t> walk_;  ///< the last walk that passed each row; 0 none
};

}  // namespace

std::string place_of(std::string_view file_name, std::size_t line, std::string_view column) {
    std::string place(file_name);
    place += ':' + std::to_string(line);
    if (!column.empty()) place += ", " + std::string(column);
    return place;
}

void check_links(std::vector<StaffRow>& rows, std::string_view file_name,
                 std::vector<QualityItem>& problems) {
    LinkChecker(rows, file_name, problems).run();
}

}  // namespace throughgate::exchange
