// SPDX-License-Identifier: MIT
// JsonLog: one JSON object a line on standard error, for journald and whatever collects from there.
// Identifiers and figures only: never an address (it may name a case), a body or a token.
// Thread-safe. Lines about what went well wait until `flush`.
#pragma once

#include <boost/json/object.hpp>
#include <mutex>
#include <string>
#include <string_view>

namespace throughgate::http {

/// How one request ended.
struct RequestRecord {
    std::string operation;  ///< "showCase"; empty: no route
    std::string method;
    unsigned status = 0;
    std::string problem;    ///< its code; empty: none
    std::string principal;  ///< "http:portal"; empty: nobody
    std::string trace;
    std::string peer;
    double milliseconds = 0;
    std::size_t bytes = 0;  ///< of the answer's body
};

enum class Verbosity { everything, problems };

class JsonLog {
public:
    explicit JsonLog(Verbosity verbosity, int descriptor = 2)
        : verbosity_(verbosity), descriptor_(descriptor) {}
    ~JsonLog() { flush(); }
    JsonLog(const JsonLog&) = delete;
    JsonLog& operator=(const JsonLog&) = delete;

    void request(const RequestRecord& record);
    void say(std::string_view level, std::string_view event, boost::json::object details = {});
    void flush();

private:
    void add(std::string line, bool at_once);

    const Verbosity verbosity_;
    const int descriptor_;
    std::mutex mutex_;
    std::string waiting_;  // guarded by mutex_
};

}  // namespace throughgate::http
