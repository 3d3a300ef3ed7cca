// SPDX-License-Identifier: MIT
#include "exchange/json_text.hpp"

#include <boost/json/parser.hpp>
#include <boost/json/stream_parser.hpp>

#include "base/limits.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

Position position_of(std::string_view bytes, std::size_t offset, std::size_t first_line) {
    Position position{first_line, 1};
    for (char byte : bytes.substr(0, std::min(offset, bytes.size()))) {
        position.column += 1;
        if (byte != '\n') continue;
        position.line += 1;
        position.column = 1;
    }
    return position;
}

std::string_view reason_of(const json::error_code& code) {
    if (code == json::error::too_deep) return messages::json_too_deep;
    if (code == json::error::incomplete) return messages::json_incomplete;
    if (code == json::error::extra_data) return messages::json_extra;
    return messages::json_malformed;
}

Error fault(std::string_view file_name, Position position, std::string_view reason) {
    std::string message(file_name);
    message += ':' + std::to_string(position.line) + ':' + std::to_string(position.column) + ": ";
    message += reason;
    return Error{ErrorKind::invalid, std::move(message), std::string(file_name)};
}

/// Feeds the parser; answers how many bytes it took before it finished or failed.
std::size_t feed(json::stream_parser& parser, std::string_view bytes, json::error_code& code) {
    std::size_t taken = parser.write_some(bytes.data(), bytes.size(), code);
    if (code) return taken;
    if (bytes.find_first_not_of(" \t\r\n", taken) != std::string_view::npos) {
        code = json::error::extra_data;
        return bytes.find_first_not_of(" \t\r\n", taken);
    }
    parser.finish(code);
    return taken;
}

}  // namespace

Result<json::value> parse_json(std::string_view bytes, std::string_view file_name,
                               std::size_t first_line) {
    if (bytes.size() > limits::import_bytes)
        return Error{ErrorKind::invalid,
                     std::string(file_name) + ": " + std::string(messages::file_too_large),
                     std::string(file_name)};
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    json::parse_options options;
    options.max_depth = limits::import_depth;
    json::stream_parser parser({}, options);
    json::error_code code;
    const std::size_t taken = feed(parser, bytes, code);
    if (code) return fault(file_name, position_of(bytes, taken, first_line), reason_of(code));
    return parser.release();
}

const json::value* member(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains({key.data(), key.size()});
    return found == nullptr || found->is_null() ? nullptr : found;
}

std::string_view text_member(const json::object& object, std::string_view key) {
    const json::value* found = member(object, key);
    if (found == nullptr || !found->is_string()) return {};
    return view(found->get_string());
}

const json::object* object_member(const json::object& object, std::string_view key) {
    const json::value* found = member(object, key);
    return found == nullptr ? nullptr : found->if_object();
}

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

}  // namespace throughgate::exchange
