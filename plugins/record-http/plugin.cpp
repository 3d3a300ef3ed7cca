// SPDX-License-Identifier: MIT
// record-http: one entry for another system's record, one POST of JSON. The effect id is its
// Idempotency-Key, so that the other side can drop a second copy.
#include <string>

#include "http/http.hpp"
#include "options.hpp"
#include "reply.hpp"

namespace record_http {

namespace {

using throughgate::notifier::Answer;
using throughgate::notifier::Message;

class Record final : public throughgate::notifier::Plugin {
public:
    explicit Record(const throughgate::notifier::Settings& given)
        : options_(read_options(given)), client_({options_.timeout, options_.ca_file}) {}

protected:
    Answer do_deliver(const Message& message) override {
        http::Request request;
        request.url = options_.url;
        request.body = std::string(message.body);
        request.headers = {"Content-Type: application/json", "Accept: application/json",
                           "Idempotency-Key: " + std::string(message.effect_id)};
        if (!options_.token.empty())
            request.headers.push_back("Authorization: Bearer " + options_.token);
        http::Reply reply = client_.perform(request);
        return answer_of({reply.status, std::move(reply.body), std::move(reply.fault)});
    }

private:
    const Options options_;
    http::Client client_;
};

}  // namespace

}  // namespace record_http

TG_EXPORT_NOTIFIER(record_http::Record, "record-http",
                   "Posts what another system must have in its record as JSON over HTTP.",
                   record_http::settings);
