// SPDX-License-Identifier: MIT
#include "host/http/token_file.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr const char* what = "the file of tokens";
constexpr std::size_t id_digits = 12;
constexpr std::size_t secret_bytes = 32;

Error broken(const std::string& path, const std::string& why) {
    return {ErrorKind::invalid, "the file of tokens " + path + " cannot be used: " + why, path};
}

json::array listed(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

json::object to_json(const TokenRecord& record) {
    return {{"id", record.id},
            {"person", record.person},
            {"roles", listed(record.roles)},
            {"labels", listed(record.labels)},
            {"name", record.name},
            {"made_by", record.made_by},
            {"created", format_instant(record.created)},
            {"expires", record.expires ? json::value(format_instant(*record.expires)) : nullptr},
            {"salt", hex(record.salt)},
            {"scrypt", hex(record.hash)}};
}

std::string text_of(const json::object& object, std::string_view name) {
    return std::string(object.at(name).as_string());
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
    std::vector<std::string> texts;
    for (const json::value& each : object.at(name).as_array()) texts.emplace_back(each.as_string());
    return texts;
}

/// Throws when something is missing or of another type.
TokenRecord from_json(const json::object& object) {
    TokenRecord record;
    record.id = text_of(object, "id");
    record.person = text_of(object, "person");
    record.roles = texts_of(object, "roles");
    record.labels = texts_of(object, "labels");
    record.name = text_of(object, "name");
    if (object.contains("made_by")) record.made_by = text_of(object, "made_by");
    record.created = parse_instant(text_of(object, "created")).value();
    if (!object.at("expires").is_null())
        record.expires = parse_instant(text_of(object, "expires")).value();
    record.salt = from_hex(text_of(object, "salt")).value();
    record.hash = from_hex(text_of(object, "scrypt")).value();
    return record;
}

Result<std::vector<TokenRecord>> read_text(const std::string& path, const std::string& text) {
    std::vector<TokenRecord> records;
    try {
        const json::value whole = json::parse(text);
        for (const json::value& each : whole.as_object().at("tokens").as_array())
            records.push_back(from_json(each.as_object()));
    } catch (const std::exception&) {
        return broken(path,
                      "it was not written by `throughgate token`; put a copy back or make "
                      "the tokens again");
    }
    return records;
}

}  // namespace

std::string token_file_of(const std::string& store_path) { return store_path + ".tokens"; }

Result<std::vector<TokenRecord>> read_tokens(const std::string& path) {
    const auto text = read_private_file(path, what);
    if (!text.ok()) return text.error();
    return text->empty() ? std::vector<TokenRecord>{} : read_text(path, *text);
}

Status write_tokens(const std::string& path, const std::vector<TokenRecord>& records) {
    json::array tokens;
    for (const TokenRecord& record : records) tokens.push_back(to_json(record));
    return write_private_file(
        path, json::serialize(json::object{{"tokens", std::move(tokens)}}) + "\n", what);
}

NewToken make_token(TokenRecord wanted, Instant now) {
    const std::string secret = base64url(random_bytes(secret_bytes));
    wanted.id = hex(random_bytes(id_digits / 2));
    if (wanted.name.empty()) wanted.name = wanted.id;
    wanted.created = now;
    wanted.salt = random_bytes(16);
    wanted.hash = scrypt(secret, wanted.salt);
    const std::string text = "tg_" + wanted.id + "_" + secret;
    return {std::move(wanted), text};
}

std::optional<TokenParts> split_token(std::string_view text) {
    constexpr std::size_t head = 3 + id_digits;
    if (!text.starts_with("tg_") || text.size() < head + 2 || text.size() > 200)
        return std::nullopt;
    if (text[head] != '_') return std::nullopt;
    return TokenParts{text.substr(3, id_digits), text.substr(head + 1)};
}

bool opens(const TokenRecord& record, std::string_view secret) {
    return same_bytes(scrypt(secret, record.salt), record.hash);
}

Principal principal_of(const TokenRecord& record) {
    return {"http:" + record.name, record.person, record.roles, record.labels, {}, {},
            record.made_by};
}

}  // namespace throughgate::http
