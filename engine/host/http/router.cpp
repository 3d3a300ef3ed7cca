// SPDX-License-Identifier: MIT
#include "host/http/router.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "host/http/utf8.hpp"

namespace throughgate::http {
namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        segments.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

bool is_plain(std::string_view text) {
    return well_formed(text) == text && std::none_of(text.begin(), text.end(), [](unsigned char c) {
               return c < 0x20 || c == 0x7f;
           });
}

bool fits(const std::vector<std::string>& row, const std::vector<std::string>& segments) {
    if (row.size() != segments.size()) return false;
    for (std::size_t i = 0; i < row.size(); ++i)
        if (is_parameter(row[i]) ? segments[i].empty() : row[i] != segments[i]) return false;
    return true;
}

}  // namespace

std::optional<Target> read_target(std::string_view target) {
    const auto url = boost::urls::parse_origin_form(target);
    if (!url) return std::nullopt;
    Target read;
    for (const auto& segment : url->segments()) read.segments.emplace_back(segment);
    for (const auto& parameter : url->params())
        read.query.emplace_back(parameter.key, parameter.value);
    const auto pair_is_plain = [](const auto& each) {
        return is_plain(each.first) && is_plain(each.second);
    };
    const bool plain = std::all_of(read.segments.begin(), read.segments.end(), is_plain) &&
                       std::all_of(read.query.begin(), read.query.end(), pair_is_plain);
    return plain ? std::optional(std::move(read)) : std::nullopt;
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
    for (std::size_t i = 0; i < routes_.size(); ++i) rows_.push_back({split(routes_[i].path), i});
    const auto parameters = [](const Row& row) {
        return std::count_if(row.segments.begin(), row.segments.end(), is_parameter);
    };
    std::stable_sort(rows_.begin(), rows_.end(),
                     [&](const Row& a, const Row& b) { return parameters(a) < parameters(b); });
}

Router::Found Router::find(std::string_view method, const Target& target) const {
    Found found;
    for (const Row& row : rows_) {
        const Route& route = routes_[row.route];
        if (!fits(row.segments, target.segments)) continue;
        if (route.method != method) {
            found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
            continue;
        }
        for (std::size_t i = 0; i < row.segments.size(); ++i)
            if (is_parameter(row.segments[i]))
                found.path[row.segments[i].substr(1, row.segments[i].size() - 2)] =
                    target.segments[i];
        found.route = &route;
        found.allowed.clear();
        return found;
    }
    return found;
}

}  // namespace throughgate::http
