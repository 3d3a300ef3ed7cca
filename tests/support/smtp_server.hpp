// SPDX-License-Identifier: MIT
// SmtpServer: tests/support/smtp_server.py as a child of the test, on a port of its own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"

namespace throughgate::testing {

struct ReceivedMail {
    std::string text;      ///< as it came over the wire, CRLF line ends
    std::string envelope;  ///< JSON: from, to, tls, authenticated
};

class SmtpServer {
public:
    /// `arguments` as the script takes them, without the folder. Throws when it does not start.
    explicit SmtpServer(const std::vector<std::string>& arguments = {});
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;
    ~SmtpServer();

    [[nodiscard]] int port() const { return port_; }
    /// "smtp://127.0.0.1:PORT".
    [[nodiscard]] std::string url(const std::string& scheme = "smtp") const;
    [[nodiscard]] std::string certificate() const { return folder_ / "cert.pem"; }

    /// The next message to arrive; throws when none does within `limit`.
    ReceivedMail next(std::chrono::seconds limit = std::chrono::seconds{20});
    /// How many it has taken so far.
    [[nodiscard]] std::size_t count() const;
    /// Ends it and waits until it has gone; safe twice.
    void stop();

private:
    std::string next_line(std::chrono::seconds limit);

    TemporaryFolder folder_;
    pid_t process_ = -1;
    int input_ = -1;   // kept open: the script ends when it closes
    int output_ = -1;  // its lines
    std::string unread_;
    int port_ = 0;
};

}  // namespace throughgate::testing
