// SPDX-License-Identifier: MIT
#include "host/http/oauth_fetch.hpp"

#include <curl/curl.h>

#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>

namespace throughgate::http {
namespace {

constexpr std::size_t most_bytes = 1024 * 1024;
constexpr long patience_ms = 5000;

struct CleanUp {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

Error unreachable(const std::string& keys, const std::string& why) {
    return {ErrorKind::unavailable,
            "the keys of the identity provider cannot be had from " + keys + ": " + why, keys};
}

/// Curl's callback; fewer bytes than given end the transfer.
std::size_t take(const char* data, std::size_t, std::size_t count, void* into) {
    auto& text = *static_cast<std::string*>(into);
    if (text.size() + count > most_bytes) return 0;
    text.append(data, count);
    return count;
}

void prepare(CURL* handle, const std::string& address, const std::string& ca_file,
             std::string& text) {
    curl_easy_setopt(handle, CURLOPT_URL, address.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, patience_ms);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "throughgate");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &text);
    if (!ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, ca_file.c_str());
}

std::unique_ptr<CURL, CleanUp> new_handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return std::unique_ptr<CURL, CleanUp>(curl_easy_init());
}

Result<std::string> fetch_from_web(const OAuthSettings& settings) {
    const auto handle = new_handle();
    if (!handle) return unreachable(settings.keys, "no memory");
    std::string text;
    prepare(handle.get(), settings.keys, settings.ca_file, text);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_WRITE_ERROR) return unreachable(settings.keys, "it gives more than a MiB");
    if (code != CURLE_OK) return unreachable(settings.keys, curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return unreachable(settings.keys, "it answers " + std::to_string(status));
    return text;
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (file) bytes << file.rdbuf();
    if (!file || bytes.str().size() > most_bytes)
        return unreachable(path, "the file cannot be read, or has more than a MiB");
    return bytes.str();
}

}  // namespace

Result<std::string> fetch_keys(const OAuthSettings& settings) {
    return is_web_address(settings.keys) ? fetch_from_web(settings) : read_file(settings.keys);
}

Result<std::string> ask_for_tokens(const TokenRequest& request) {
    const auto handle = new_handle();
    if (!handle) return Error{ErrorKind::unavailable, "no memory", request.address};
    std::string text;
    prepare(handle.get(), request.address, request.ca_file, text);
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.form.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_USERNAME, request.client.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PASSWORD, request.secret.c_str());
    const CURLcode code = curl_easy_perform(handle.get());
    if (code != CURLE_OK)
        return Error{
            ErrorKind::unavailable,
            std::string("the identity provider does not answer: ") + curl_easy_strerror(code),
            request.address};
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        return Error{ErrorKind::refused, "the identity provider answers " + std::to_string(status),
                     request.address};
    return text;
}

}  // namespace throughgate::http
