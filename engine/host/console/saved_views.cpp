// SPDX-License-Identifier: MIT
#include "host/console/saved_views.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::console {
namespace {

namespace json = boost::json;
using Views = std::vector<SavedView>;

constexpr const char* what = "the file of saved views";
constexpr std::array<std::string_view, 4> lists{"/cases", "/workload", "/people", "/handoffs"};

json::object to_json(const SavedView& view) {
    return {{"id", view.id}, {"user", view.user}, {"name", view.name}, {"address", view.address}};
}

SavedView from_json(const json::object& object) {
    const auto text = [&](const char* name) { return std::string(object.at(name).as_string()); };
    return {text("id"), text("user"), text("name"), text("address")};
}

Result<Views> read_views(const std::string& path) {
    Views views;
    const auto text = http::read_private_file(path, what);
    if (!text.ok()) return text.error();
    if (text->empty()) return views;
    try {
        const json::value whole = json::parse(*text);
        for (const json::value& each : whole.as_object().at("views").as_array())
            views.push_back(from_json(each.as_object()));
    } catch (const std::exception&) {
        return Error{ErrorKind::invalid,
                     std::string(what) + " " + path +
                         " cannot be used: the console did not write it; put a copy back, or "
                         "remove it and save the views again",
                     path};
    }
    return views;
}

Status write_views(const std::string& path, const Views& views) {
    json::array all;
    for (const SavedView& view : views) all.push_back(to_json(view));
    return http::write_private_file(
        path, json::serialize(json::object{{"views", std::move(all)}}) + "\n", what);
}

Error fault(const char* words) { return {ErrorKind::invalid, words, "name"}; }

std::string trimmed(const std::string& name) {
    const std::size_t begin = name.find_first_not_of(" \t\r\n");
    if (begin == name.npos) return {};
    return name.substr(begin, name.find_last_not_of(" \t\r\n") - begin + 1);
}

/// Is `name` one that this user can give to a view of the list that `address` leads to?
Status check_name(const Views& views, const SavedView& wanted) {
    if (wanted.name.empty()) return fault("Enter a name for this view");
    if (wanted.name.size() > limits::view_name) return fault("The name is too long; shorten it");
    for (const SavedView& each : views)
        if (each.user == wanted.user && each.id != wanted.id && each.name == wanted.name &&
            list_of_address(each.address) == list_of_address(wanted.address))
            return fault("You have a view of that name already; choose another name");
    return {};
}

Views::iterator find_own(Views& views, std::string_view user, std::string_view id) {
    return std::find_if(views.begin(), views.end(),
                        [&](const SavedView& each) { return each.user == user && each.id == id; });
}

Error no_view(std::string_view id) {
    return {ErrorKind::not_found, "there is no such saved view; it may have been deleted",
            std::string(id)};
}

}  // namespace

std::string list_of_address(std::string_view address) {
    const std::string_view list = address.substr(0, address.find('?'));
    const bool known = std::find(lists.begin(), lists.end(), list) != lists.end();
    return known ? std::string(list) : std::string();
}

Result<Views> SavedViews::of(std::string_view user, std::string_view list) {
    const std::lock_guard lock(mutex_);
    auto views = read_views(path_);
    if (!views.ok()) return views;
    std::erase_if(*views, [&](const SavedView& each) {
        return each.user != user || list_of_address(each.address) != list;
    });
    std::stable_sort(views->begin(), views->end(),
                     [](const SavedView& a, const SavedView& b) { return a.name < b.name; });
    return views;
}

Result<std::optional<SavedView>> SavedViews::find(std::string_view id) {
    const std::lock_guard lock(mutex_);
    auto views = read_views(path_);
    if (!views.ok()) return views.error();
    for (SavedView& each : *views)
        if (each.id == id) return std::optional(std::move(each));
    return std::optional<SavedView>();
}

Result<SavedView> SavedViews::save(const std::string& user, const std::string& name,
                                   const std::string& address) {
    const std::lock_guard lock(mutex_);
    auto views = read_views(path_);
    if (!views.ok()) return views.error();
    if (list_of_address(address).empty() || address.size() > limits::view_address)
        return fault("This page cannot be kept as a view");
    const auto own = std::count_if(views->begin(), views->end(),
                                   [&](const SavedView& each) { return each.user == user; });
    if (static_cast<std::size_t>(own) >= limits::views_of_user)
        return fault("You have as many views as can be kept; delete one first");
    SavedView view{http::base64url(http::random_bytes(15)), user, trimmed(name), address};
    if (auto checked = check_name(*views, view); !checked.ok()) return checked.error();
    views->push_back(view);
    if (auto written = write_views(path_, *views); !written.ok()) return written.error();
    return view;
}

Status SavedViews::rename(std::string_view user, std::string_view id, const std::string& name) {
    const std::lock_guard lock(mutex_);
    auto views = read_views(path_);
    if (!views.ok()) return views.error();
    const auto found = find_own(*views, user, id);
    if (found == views->end()) return no_view(id);
    found->name = trimmed(name);
    if (auto checked = check_name(*views, *found); !checked.ok()) return checked;
    return write_views(path_, *views);
}

Status SavedViews::remove(std::string_view user, std::string_view id) {
    const std::lock_guard lock(mutex_);
    auto views = read_views(path_);
    if (!views.ok()) return views.error();
    const auto found = find_own(*views, user, id);
    if (found == views->end()) return no_view(id);
    views->erase(found);
    return write_views(path_, *views);
}

}  // namespace throughgate::console
