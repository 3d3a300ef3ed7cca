// SPDX-License-Identifier: MIT
#include "host/http/token_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "host/http/crypto.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

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

/// Writes `text` to a new file and waits until it is on disk. "" or why not.
std::string write_synced(const std::string& path, const std::string& text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return std::strerror(errno);
    const ssize_t written = ::write(file, text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const std::string why = whole ? "" : std::strerror(errno);
    ::close(file);
    return why;
}

}  // namespace

std::string token_file_of(const std::string& store_path) { return store_path + ".tokens"; }

Result<std::vector<TokenRecord>> read_tokens(const std::string& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0)
        return errno == ENOENT ? Result<std::vector<TokenRecord>>(std::vector<TokenRecord>{})
                               : broken(path, std::strerror(errno));
    if ((found.st_mode & 077u) != 0) return broken(path, "others may read it; chmod 600 " + path);
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return read_text(path, bytes.str());
}

Status write_tokens(const std::string& path, const std::vector<TokenRecord>& records) {
    json::array tokens;
    for (const TokenRecord& record : records) tokens.push_back(to_json(record));
    const std::string fresh = path + ".new";
    const std::string text = json::serialize(json::object{{"tokens", std::move(tokens)}}) + "\n";
    if (const std::string why = write_synced(fresh, text); !why.empty()) return broken(path, why);
    if (std::rename(fresh.c_str(), path.c_str()) != 0) return broken(path, std::strerror(errno));
    return {};
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
    return {"http:" + record.name, record.person, record.roles, record.labels};
}

}  // namespace throughgate::http
