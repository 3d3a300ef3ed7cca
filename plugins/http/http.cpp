// SPDX-License-Identifier: MIT
#include "http/http.hpp"

#include <curl/curl.h>
#include <cctype>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace http {

namespace {

/// Connections idle for longer than this are not used again: servers close them about then.
constexpr long longest_idle_seconds = 20;
constexpr std::size_t longest_words = 300;

struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, Free>;

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

List header_list(const Request& request) {
    List list;
    for (const std::string& line : request.headers) append(list, line);
    append(list, "Expect:");
    return list;
}

struct Reading {
    std::string kept;
    std::size_t read = 0;
};

/// What is beyond the kept length is read and dropped; a body without end is given up.
std::size_t keep(char* data, std::size_t, std::size_t size, void* pointer) {
    auto& reading = *static_cast<Reading*>(pointer);
    reading.read += size;
    if (reading.read > longest_read) return 0;
    const std::size_t room = longest_body - std::min(longest_body, reading.kept.size());
    reading.kept.append(data, std::min(size, room));
    return size;
}

std::string host_of(const std::string& url) {
    const std::size_t start = url.find("://") + 3;
    return url.substr(start, url.find('/', start) - start);
}

bool is_this_machine(const std::string& host) {
    const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    const std::string name = host.substr(0, end);
    if (name.size() < host.size() && host[name.size()] != ':') return false;
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

}  // namespace

class Client::Handle {
public:
    Handle() : handle_(curl_easy_init()) {
        if (handle_ == nullptr) throw std::runtime_error("libcurl cannot be set up");
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { curl_easy_cleanup(handle_); }

    Reply perform(const Request& request, const Limits& limits) {
        const List headers = header_list(request);
        Reading reading;
        curl_easy_reset(handle_);
        set_request(request, headers.get());
        set_limits(limits);
        curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &keep);
        curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &reading);
        const CURLcode result = curl_easy_perform(handle_);
        return reply_to(result, std::move(reading.kept));
    }

private:
    void set_request(const Request& request, curl_slist* headers) {
        curl_easy_setopt(handle_, CURLOPT_URL, request.url.c_str());
        curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle_, CURLOPT_PROXY, "");
        curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, request.once ? 1L : 0L);
        if (request.method == "GET") return;
        curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, request.body.data());
    }

    void set_limits(const Limits& limits) {
        const long timeout = static_cast<long>(limits.timeout.count());
        if (!limits.ca_file.empty())
            curl_easy_setopt(handle_, CURLOPT_CAINFO, limits.ca_file.c_str());
        curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, timeout);
        curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, timeout);
        curl_easy_setopt(handle_, CURLOPT_MAXAGE_CONN, longest_idle_seconds);
    }

    /// A status counts only with its whole body, or with one that was too long.
    Reply reply_to(CURLcode result, std::string body) {
        Reply reply;
        reply.body = std::move(body);
        if (result != CURLE_OK && result != CURLE_WRITE_ERROR) {
            reply.fault = curl_easy_strerror(result);
            return reply;
        }
        curl_off_t seconds = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &reply.status);
        curl_easy_getinfo(handle_, CURLINFO_RETRY_AFTER, &seconds);
        reply.retry_after = std::chrono::seconds(seconds);
        return reply;
    }

    CURL* handle_;
};

Client::Client(Limits limits) : limits_(std::move(limits)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle_ = std::make_unique<Handle>();
}
Client::~Client() = default;

Reply Client::perform(const Request& request) {
    for (const std::string& line : request.headers)
        if (!is_header_value(line))
            return {0, "", "a header would hold a control character; nothing was sent", {}};
    return handle_->perform(request, limits_);
}

bool is_header_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 0 && letter < 0x20) || letter == 0x7f;
    });
}

namespace {

bool is_inside_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xc0) == 0x80;
}

/// An address, a number of somebody, a token or signature: whatever is long for a word or holds six
/// digits.
bool gives_away(std::string_view word) {
    const auto digits = std::count_if(word.begin(), word.end(),
                                      [](unsigned char letter) { return std::isdigit(letter); });
    return word.size() > 24 || digits >= 6 || word.find('@') != std::string_view::npos;
}

}  // namespace

std::string checked_url(const std::string& setting, const std::string& url) {
    const auto refuse = [&](const char* why) { throw std::runtime_error(setting + ": " + why); };
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) refuse("write https://host/path");
    if (url.find('@') != std::string::npos)
        refuse("names and passwords do not belong here; use a secret");
    if (!secure && !is_this_machine(host_of(url)))
        refuse("what is about people crosses a network over TLS only; write https://");
    return url;
}

std::string one_line(std::string_view text) {
    std::string line(text.substr(0, longest_words));
    while (line.size() < text.size() && !line.empty() && is_inside_character(text[line.size()]))
        line.pop_back();
    std::replace_if(
        line.begin(), line.end(),
        [](char letter) { return (letter >= 0 && letter < 0x20) || letter == 0x7f; }, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string masked(std::string_view text) {
    std::string shown;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        const std::string_view word = text.substr(at, end - at);
        shown += gives_away(word) ? std::string_view("[...]") : word;
        if (end < text.size()) shown += text[end];
        at = end + 1;
    }
    return shown;
}

std::string said(const Reply& reply) {
    if (reply.status == 0) return "no answer: " + reply.fault;
    const std::string words = one_line(masked(reply.body.substr(0, 4 * longest_words)));
    const std::string status = "answered " + std::to_string(reply.status);
    return words.empty() ? status : status + ": " + words;
}

}  // namespace http
