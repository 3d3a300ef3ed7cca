// SPDX-License-Identifier: MIT
#include "host/http/route.hpp"

#include <boost/json/serialize.hpp>
#include <charconv>

namespace throughgate::http {
namespace {

const std::string& found_in(const std::map<std::string, std::string, std::less<>>& values,
                            std::string_view name) {
    static const std::string nothing;
    const auto found = values.find(name);
    return found == values.end() ? nothing : found->second;
}

}  // namespace

const std::string& Call::in_query(std::string_view name) const { return found_in(query, name); }
const std::string& Call::in_path(std::string_view name) const { return found_in(path, name); }

std::size_t Call::limit() const {
    const std::string& given = in_query("limit");
    std::size_t read = limits::page;
    if (!given.empty()) std::from_chars(given.data(), given.data() + given.size(), read);
    return read;
}

Response json_response(const boost::json::value& value, unsigned status) {
    Response response;
    response.status = status;
    response.body = boost::json::serialize(value);
    return response;
}

}  // namespace throughgate::http
