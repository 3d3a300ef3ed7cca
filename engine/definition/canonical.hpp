// SPDX-License-Identifier: MIT
// Json: the little of JSON that resolved definitions need: text, lists and objects. Written as
// RFC 8785 wants it (sorted keys, no spaces, least escapes), so that equal documents hash equally.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate::definition {

struct Json {
    enum class Kind { text, list, object };
    Kind kind = Kind::text;
    std::string text;
    std::vector<Json> items;
    std::map<std::string, Json, std::less<>> members;

    static Json of(std::string text);
    static Json list();
    static Json object();
    [[nodiscard]] const Json* find(std::string_view key) const;
};

std::string write_canonical(const Json& json);
/// nullopt: not written by write_canonical. Nested at most 64 deep.
std::optional<Json> read_canonical(std::string_view text);

}  // namespace throughgate::definition
