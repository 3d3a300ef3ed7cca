// SPDX-License-Identifier: MIT
// email-smtp: one notice, one e-mail, by libcurl over SMTP, STARTTLS or SMTPS.
#include <curl/curl.h>

#include <memory>
#include <string>

#include "options.hpp"
#include "verdict.hpp"

namespace email_smtp {

namespace {

using throughgate::notifier::Answer;
using throughgate::notifier::Message;

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Handle = std::unique_ptr<CURL, Free>;
using List = std::unique_ptr<curl_slist, Free>;
using Mime = std::unique_ptr<curl_mime, Free>;

/// Connections idle for longer than this are not used again: servers close them about then.
constexpr long longest_idle_seconds = 20;

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

List header_list(const Message& message, const mail::Sender& sender) {
    List list;
    for (const std::string& line : mail::headers(message, sender)) append(list, line);
    return list;
}

Mime text_part(CURL* handle, const Message& message) {
    Mime mime(curl_mime_init(handle));
    curl_mimepart* part = curl_mime_addpart(mime.get());
    const std::string body = mail::with_line_ends(message.body, "\r\n");
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    return mime;
}

int listen(CURL*, curl_infotype kind, char* data, std::size_t size, void* talk) {
    const std::string_view line(data, size);
    if (kind == CURLINFO_HEADER_OUT) static_cast<Talk*>(talk)->sent(line);
    if (kind == CURLINFO_HEADER_IN) static_cast<Talk*>(talk)->received(line);
    return 0;
}

long tls_level(Tls tls) {
    if (tls == Tls::none) return CURLUSESSL_NONE;
    return tls == Tls::starttls ? CURLUSESSL_TRY : CURLUSESSL_ALL;
}

class Email final : public throughgate::notifier::Plugin {
public:
    explicit Email(const throughgate::notifier::Settings& given)
        : options_(read_options(given)), handle_(make_handle()) {}

protected:
    Answer do_deliver(const Message& message) override {
        if (const auto field = mail::unusable_field(message); !field.empty())
            return throughgate::notifier::failed("the " + std::string(field) +
                                                 " cannot stand in a mail header");
        return send(message);
    }

private:
    static Handle make_handle() {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        Handle handle(curl_easy_init());
        if (!handle) throw std::runtime_error("libcurl cannot be set up");
        return handle;
    }

    Answer send(const Message& message) {
        CURL* handle = handle_.get();
        Talk talk;
        const std::string recipient(message.recipient);
        List recipients;
        append(recipients, "<" + recipient + ">");
        const List headers = header_list(message, options_.sender);
        const Mime body = text_part(handle, message);
        curl_easy_reset(handle);
        set_connection(handle, talk);
        const std::string from = "<" + options_.sender.address + ">";
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(handle, CURLOPT_MIMEPOST, body.get());
        return verdict(curl_easy_perform(handle), talk, message.recipient);
    }

    void set_connection(CURL* handle, Talk& talk) const {
        curl_easy_setopt(handle, CURLOPT_URL, options_.url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_USE_SSL, tls_level(options_.tls));
        if (!options_.ca_file.empty())
            curl_easy_setopt(handle, CURLOPT_CAINFO, options_.ca_file.c_str());
        if (!options_.user.empty()) {
            curl_easy_setopt(handle, CURLOPT_USERNAME, options_.user.c_str());
            curl_easy_setopt(handle, CURLOPT_PASSWORD, options_.password.c_str());
        }
        set_limits(handle);
        curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
        curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &listen);
        curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);
    }

    void set_limits(CURL* handle) const {
        const long timeout = static_cast<long>(options_.timeout.count());
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, timeout);
        curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, longest_idle_seconds);
    }

    const Options options_;
    const Handle handle_;
};

}  // namespace

}  // namespace email_smtp

TG_EXPORT_NOTIFIER(email_smtp::Email, "email-smtp", "Sends each notice as an e-mail over SMTP.",
                   email_smtp::settings);
