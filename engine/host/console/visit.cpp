// SPDX-License-Identifier: MIT
#include "host/console/visit.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "host/console/limits.hpp"
#include "host/http/utf8.hpp"

namespace throughgate::console {

const std::string& Fields::operator[](std::string_view name) const {
    static const std::string nothing;
    for (const auto& [known, value] : all_)
        if (known == name) return value;
    return nothing;
}

std::vector<std::string> Fields::every(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [known, value] : all_)
        if (known == name) values.push_back(value);
    return values;
}

bool read_form(std::string_view body, Fields& fields) {
    const auto parsed = boost::urls::parse_query(body);
    if (!parsed) return false;
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    for (const auto each : *parsed) {
        if (fields.size() == limits::fields) return false;
        std::string name = each.key.decode(options);
        std::string value = each.value.decode(options);
        if (http::well_formed(value) != value || value.find('\0') != value.npos) return false;
        fields.add(std::move(name), std::move(value));
    }
    return true;
}

std::string address_within(const std::string& given, const std::string& otherwise) {
    const bool ours = given.size() > 1 && given.size() < 2000 && given[0] == '/' &&
                      given[1] != '/' && given.find_first_of("\\\r\n\t") == given.npos;
    return ours ? given : otherwise;
}

std::string encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

bool is_loopback(std::string_view host) {
    const std::string_view name = host.substr(0, host.rfind(':'));
    return host == "localhost" || name == "localhost" || host == "127.0.0.1" ||
           name == "127.0.0.1" || host == "[::1]" || name == "[::1]";
}

std::string cookie_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return std::string(pair.substr(name.size() + 1));
    }
    return "";
}

}  // namespace throughgate::console
