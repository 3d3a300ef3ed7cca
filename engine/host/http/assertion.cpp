// SPDX-License-Identifier: MIT
#include "host/http/assertion.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "host/http/limits.hpp"
#include "host/http/utf8.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr std::size_t most_listed = 200;  ///< roles, teams, labels or cases of one person

std::string at(std::string_view header) { return "header " + std::string(header); }

/// It is kept for ever and given out as JSON.
bool is_plain(std::string_view text) {
    return well_formed(text) == text && std::none_of(text.begin(), text.end(), [](char c) {
               return (c >= 0 && c < 0x20) || c == 0x7f;
           });
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
    std::vector<std::string> texts;
    if (const json::value* given = object.if_contains(name))
        for (const json::value& each : given->get_array()) texts.emplace_back(each.get_string());
    return texts;
}

AssertedRights rights_of(const json::object& given) {
    return {texts_of(given, "roles"), texts_of(given, "establishments"), texts_of(given, "teams"),
            texts_of(given, "labels"), texts_of(given, "cases")};
}

std::optional<AssertedRights> read_rights(const std::string& text, std::vector<Fault>& faults) {
    json::parse_options options;
    options.max_depth = limits::nesting;
    json::error_code problem;
    const json::value given = json::parse(text, problem, {}, options);
    const std::size_t before = faults.size();
    if (problem)
        faults.push_back({at(rights_header), "is not JSON: " + problem.message()});
    else
        check(*rights_shape(), given, at(rights_header) + " ", faults);
    if (faults.size() > before) return std::nullopt;
    return rights_of(given.get_object());
}

void check_person(const Headers& headers, std::vector<Fault>& faults) {
    if (!is_plain(headers.person) || headers.person.size() > limits::person_bytes)
        faults.push_back({at(person_header), "must be a staff id of at most " +
                                                 std::to_string(limits::person_bytes) + " bytes"});
    if (headers.rights.size() > limits::rights_bytes)
        faults.push_back({at(rights_header),
                          "must be at most " + std::to_string(limits::rights_bytes) + " bytes"});
    if (headers.person.empty() && !headers.rights.empty())
        faults.push_back({at(rights_header), "asserts rights of nobody; send " +
                                                 std::string(person_header) + " beside it"});
    if (!is_plain(headers.purpose) || headers.purpose.size() > limits::purpose_bytes)
        faults.push_back(
            {at(purpose_header),
             "must be at most " + std::to_string(limits::purpose_bytes) + " bytes of plain text"});
}

Problem other_person(const Principal& principal) {
    return {"not-allowed",
            "this token acts as '" + principal.person +
                "' and nobody else; a service that asks for its own users needs a token without "
                "--actor",
            "",
            {},
            0};
}

}  // namespace

ShapePointer rights_shape() {
    static const ShapePointer texts = list_of(some_text(100), most_listed);
    static const ShapePointer shape =
        object("AssertedRights", "What a service vouches for instead of the staff directory",
               {optional("roles", texts, "Roles of the definitions"),
                optional("establishments", texts, "All cases of these prisons"),
                optional("teams", texts,
                         "All cases of these teams; with a provider's roles alone, those that were "
                         "handed to such a role"),
                optional("labels", texts, "Data labels beyond those of the roles"),
                optional("cases", texts,
                         "References of cases of limited access that are open to this person")});
    return shape;
}

std::variant<Principal, Problem> with_assertion(Principal principal, const Headers& headers) {
    const bool of_other = !headers.person.empty() && headers.person != principal.person;
    if (!principal.person.empty() && (of_other || !headers.rights.empty()))
        return other_person(principal);
    std::vector<Fault> faults;
    check_person(headers, faults);
    if (!headers.rights.empty() && headers.rights.size() <= limits::rights_bytes)
        principal.asserted = read_rights(headers.rights, faults);
    if (!faults.empty()) return invalid(std::move(faults));
    if (principal.person.empty()) principal.person = headers.person;
    principal.purpose = headers.purpose;
    return principal;
}

}  // namespace throughgate::http
