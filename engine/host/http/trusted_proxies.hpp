// SPDX-License-Identifier: MIT
// TrustedProxies: whose word is taken for who asks. What stands in X-Forwarded-For is believed from
// a proxy that is named here, or on this machine (127.0.0.1, ::1), and from nobody else. A value;
// any thread may ask it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"

namespace throughgate::http {

class TrustedProxies {
public:
    /// This machine alone.
    TrustedProxies();
    /// Also these: "10.1.2.3", "10.1.0.0/16", "fd00::/8". invalid: the first that is none of that.
    static Result<TrustedProxies> read(const std::vector<std::string>& ranges);

    /// Who asks: `peer`, the other end of the connection, or whom it speaks for when it is a proxy
    /// of ours. Read from the right, where our own proxies wrote, to the first that is none of
    /// them; what is no address ends it.
    [[nodiscard]] std::string client_of(const std::string& peer,
                                        std::string_view forwarded_for) const;

private:
    using Bytes = std::array<unsigned char, 16>;  ///< an IPv4 address as ::ffff:a.b.c.d
    struct Range {
        Bytes first{};
        unsigned bits = 128;
    };

    static bool read_range(std::string_view text, Range& range);
    static bool read_address(std::string_view text, Bytes& bytes);
    [[nodiscard]] bool trusts(const std::string& address) const;

    std::vector<Range> ranges_;
};

}  // namespace throughgate::http
