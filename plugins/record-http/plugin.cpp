// SPDX-License-Identifier: MIT
// record-http: one entry for another system's record, one POST of JSON by libcurl. The effect id is
// its Idempotency-Key, so that the other side can drop a second copy.
#include <curl/curl.h>

#include <memory>
#include <string>

#include "options.hpp"
#include "reply.hpp"

namespace record_http {

namespace {

using throughgate::notifier::Answer;
using throughgate::notifier::Message;

constexpr std::size_t longest_body = 4000;
/// Connections idle for longer than this are not used again: servers close them about then.
constexpr long longest_idle_seconds = 20;

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Free>;
using List = std::unique_ptr<curl_slist, Free>;

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

/// What is beyond the kept length is read and dropped.
std::size_t keep(char* data, std::size_t, std::size_t size, void* body) {
    auto* text = static_cast<std::string*>(body);
    text->append(data, std::min(size, longest_body - std::min(longest_body, text->size())));
    return size;
}

class Record final : public throughgate::notifier::Plugin {
public:
    explicit Record(const throughgate::notifier::Settings& given)
        : options_(read_options(given)), handle_(make_handle()) {}

protected:
    Answer do_deliver(const Message& message) override {
        CURL* handle = handle_.get();
        Reply reply;
        const List headers = header_list(message);
        curl_easy_reset(handle);
        curl_easy_setopt(handle, CURLOPT_URL, options_.url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(message.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, message.body.data());
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &keep);
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reply.body);
        set_limits(handle);
        const CURLcode result = curl_easy_perform(handle);
        if (result == CURLE_OK) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply.status);
        if (result != CURLE_OK) reply.fault = curl_easy_strerror(result);
        return answer_of(reply);
    }

private:
    static Handle make_handle() {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        Handle handle(curl_easy_init());
        if (!handle) throw std::runtime_error("libcurl cannot be set up");
        return handle;
    }

    List header_list(const Message& message) const {
        List list;
        append(list, "Content-Type: application/json");
        append(list, "Accept: application/json");
        append(list, "Expect:");
        append(list, "Idempotency-Key: " + std::string(message.effect_id));
        if (!options_.token.empty()) append(list, "Authorization: Bearer " + options_.token);
        return list;
    }

    void set_limits(CURL* handle) const {
        const long timeout = static_cast<long>(options_.timeout.count());
        if (!options_.ca_file.empty())
            curl_easy_setopt(handle, CURLOPT_CAINFO, options_.ca_file.c_str());
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, timeout);
        curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, longest_idle_seconds);
    }

    const Options options_;
    const Handle handle_;
};

}  // namespace

}  // namespace record_http

TG_EXPORT_NOTIFIER(record_http::Record, "record-http",
                   "Posts what another system must have in its record as JSON over HTTP.",
                   record_http::settings);
