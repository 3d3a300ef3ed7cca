// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace record_http {

namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw std::runtime_error(sentence); }

/// Up to the first slash behind the scheme.
std::string host_of(const std::string& url) {
    const std::size_t start = url.find("://") + 3;
    return url.substr(start, url.find('/', start) - start);
}

bool is_this_machine(const std::string& host) {
    const std::string name = host.substr(0, host.rfind(':'));
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

std::string read_url(const std::string& url) {
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) refuse("url: write https://host/path");
    if (url.find('@') != std::string::npos)
        refuse("url: names and passwords do not belong here; use token_file");
    if (!secure && !is_this_machine(host_of(url)))
        refuse("url: entries about people cross a network over TLS only; write https://");
    return url;
}

std::string read_token(const std::string& path) {
    if (path.empty()) return {};
    std::ifstream file(path, std::ios::binary);
    std::string token(std::istreambuf_iterator<char>(file), {});
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
    if (token.empty()) refuse("token_file: '" + path + "' is empty or cannot be read");
    for (const char letter : token)
        if (letter <= ' ' || letter == 0x7f) refuse("token_file: the token holds a space");
    return token;
}

}  // namespace

Options read_options(const throughgate::notifier::Settings& given) {
    Options options;
    options.url = read_url(given.get("url"));
    options.token = read_token(given.get("token_file"));
    options.ca_file = given.get("ca_file");
    options.timeout = std::chrono::milliseconds(given.number("timeout_ms", 100, 28000));
    return options;
}

}  // namespace record_http
