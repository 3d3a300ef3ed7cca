// SPDX-License-Identifier: MIT
#include "exchange/placements.hpp"

#include "base/limits.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"
#include "exchange/place_reader.hpp"

namespace throughgate::exchange {
namespace {

std::string joined(const std::vector<std::string>& faults) {
    std::string text;
    for (const std::string& each : faults) text += (text.empty() ? "" : "; ") + each;
    return text;
}

void read_line(std::string_view line, std::string_view file_name, std::size_t number,
               PlacementImport& result) {
    const std::string place = std::string(file_name) + ':' + std::to_string(number);
    const auto reject = [&](std::string reason, std::string_view raw) {
        result.rejects.push_back({place, std::move(reason), std::string(raw)});
    };
    if (line.size() > limits::feed_line_bytes)
        return reject(std::string(messages::line_too_long),
                      line.substr(0, limits::import_text_bytes));
    const Result<boost::json::value> value = parse_json(line, file_name, number);
    if (!value) {  // "file:line:column: reason"
        const std::string& message = value.error().message;
        return reject(message.substr(message.find(": ", file_name.size()) + 2), line);
    }
    const boost::json::object* object = value->if_object();
    if (object == nullptr) return reject(std::string(messages::not_object), line);
    std::vector<std::string> faults;
    Placement read{place, line, read_place(*object, faults)};
    if (!faults.empty()) return reject(joined(faults), line);
    result.placements.push_back(std::move(read));
}

}  // namespace

PlacementImport read_placements(std::string_view json_lines, std::string_view file_name) {
    PlacementImport result;
    if (json_lines.starts_with("\xEF\xBB\xBF")) json_lines.remove_prefix(3);
    for (std::size_t number = 1; !json_lines.empty(); ++number) {
        const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
        const std::string_view line = json_lines.substr(0, end);
        json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
        if (!trim(line).empty()) read_line(line, file_name, number, result);
    }
    return result;
}

}  // namespace throughgate::exchange
