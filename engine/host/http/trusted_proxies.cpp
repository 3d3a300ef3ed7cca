// SPDX-License-Identifier: MIT
#include "host/http/trusted_proxies.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace throughgate::http {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned mapped_bits = 96;  ///< in front of an IPv4 address that is written as IPv6

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace

TrustedProxies::TrustedProxies() {
    for (const char* each : {"127.0.0.1", "::1"}) {
        ranges_.emplace_back();
        read_range(each, ranges_.back());
    }
}

Result<TrustedProxies> TrustedProxies::read(const std::vector<std::string>& ranges) {
    TrustedProxies proxies;
    for (const std::string& each : ranges) {
        Range range;
        if (!read_range(each, range))
            return Error{ErrorKind::invalid,
                         "'" + each +
                             "' is no address of a proxy; write one like 10.1.2.3, or a range "
                             "like 10.1.0.0/16 or fd00::/8",
                         "--trusted-proxy"};
        proxies.ranges_.push_back(range);
    }
    return proxies;
}

bool TrustedProxies::read_address(std::string_view text, Bytes& bytes) {
    boost::system::error_code problem;
    const auto address = ip::make_address(std::string(text), problem);
    if (problem) return false;
    bytes = address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes()
                            : address.to_v6().to_bytes();
    return true;
}

/// All of the address counts unless a length says how much of it.
bool TrustedProxies::read_range(std::string_view text, Range& range) {
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    if (!read_address(address, range.first)) return false;
    if (slash == text.npos) return true;
    const unsigned before = address.find(':') == address.npos ? mapped_bits : 0;
    const std::string_view length = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    range.bits = before + bits;
    return error == std::errc() && end == length.data() + length.size() && bits <= 128 - before;
}

bool TrustedProxies::trusts(const std::string& address) const {
    Bytes bytes;
    if (!read_address(address, bytes)) return false;
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
        for (unsigned bit = 0; bit < range.bits; ++bit) {
            const unsigned mask = 0x80U >> (bit % 8);
            if (((bytes[bit / 8] ^ range.first[bit / 8]) & mask) != 0) return false;
        }
        return true;
    });
}

std::string TrustedProxies::client_of(const std::string& peer,
                                      std::string_view forwarded_for) const {
    std::string client = peer;
    while (!forwarded_for.empty() && trusts(client)) {
        const std::size_t comma = forwarded_for.rfind(',');
        const std::string said(
            trimmed(forwarded_for.substr(comma == forwarded_for.npos ? 0 : comma + 1)));
        Bytes bytes;
        if (!read_address(said, bytes)) break;
        client = said;
        forwarded_for = forwarded_for.substr(0, comma == forwarded_for.npos ? 0 : comma);
    }
    return client;
}

}  // namespace throughgate::http
