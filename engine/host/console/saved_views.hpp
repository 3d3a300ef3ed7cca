// SPDX-License-Identifier: MIT
// SavedViews: lists that somebody looks at again, by name: an address of the console with its
// filters and its order. It lies beside the file of users and holds no case. Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/console/data.hpp"
#include "host/console/visit.hpp"
#include "throughgate/error.hpp"

namespace throughgate::console {

struct SavedView {
    std::string id;    ///< of the link that is passed on; cannot be guessed
    std::string user;  ///< whose it is
    std::string name;
    std::string address;  ///< "/cases?team=N03A&sort=release"
};

class SavedViews {
public:
    /// `path`: of the file, made when the first view is saved.
    explicit SavedViews(std::string path) : path_(std::move(path)) {}

    /// Of this user and this list ("/cases"), by name.
    Result<std::vector<SavedView>> of(std::string_view user, std::string_view list);
    /// Anybody's: its address shows whoever follows it what they may see themselves.
    Result<std::optional<SavedView>> find(std::string_view id);
    /// invalid: no name, one that is too long or taken, an address that is no list, or too many.
    Result<SavedView> save(const std::string& user, const std::string& name,
                           const std::string& address);
    /// not_found: this user has no such view. invalid: as `save`.
    Status rename(std::string_view user, std::string_view id, const std::string& name);
    Status remove(std::string_view user, std::string_view id);

private:
    const std::string path_;
    std::mutex mutex_;  // of the file
};

/// Fills views/saved-views.mustache on the list that `address` leads to.
Data saved_views_data(SavedViews& views, const Visit& visit, const std::string& address);

/// "/cases" of "/cases?team=N03A"; empty: no list that can be saved.
std::string list_of_address(std::string_view address);

}  // namespace throughgate::console
