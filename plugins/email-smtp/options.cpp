// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace email_smtp {

namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw std::runtime_error(sentence); }

std::string read_url(const std::string& url) {
    if (!url.starts_with("smtp://") && !url.starts_with("smtps://"))
        refuse("url: write smtp://host:port or smtps://host:port");
    if (url.find('@') != std::string::npos)
        refuse("url: names and passwords do not belong here; use user and password_file");
    return url;
}

Tls read_tls(const std::string& word) {
    if (word == "none") return Tls::none;
    if (word == "starttls") return Tls::starttls;
    if (word == "required") return Tls::required;
    refuse("tls: write none, starttls or required");
}

std::string read_password(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string password(std::istreambuf_iterator<char>(file), {});
    if (!file.good() && !file.eof()) refuse("password_file: '" + path + "' cannot be read");
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r'))
        password.pop_back();
    if (password.empty()) refuse("password_file: '" + path + "' is empty or cannot be read");
    return password;
}

/// A password must never cross a network in the clear, whatever a server in between says.
void check_signing_in(const Options& options) {
    if (options.user.empty()) return;
    if (options.tls != Tls::required && !options.url.starts_with("smtps://"))
        refuse("user: a password is sent over TLS only; set tls to required");
}

}  // namespace

Options read_options(const throughgate::notifier::Settings& given) {
    Options options;
    options.url = read_url(given.get("url"));
    options.sender = mail::read_sender(given.get("from"));
    options.user = given.get("user");
    options.tls = read_tls(given.get("tls"));
    options.ca_file = given.get("ca_file");
    options.timeout = std::chrono::milliseconds(given.number("timeout_ms", 100, 28000));
    check_signing_in(options);
    if (options.user.empty() != given.get("password_file").empty())
        refuse("user and password_file go together: give both or neither");
    if (!options.user.empty()) options.password = read_password(given.get("password_file"));
    return options;
}

}  // namespace email_smtp
