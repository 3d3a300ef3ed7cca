// SPDX-License-Identifier: MIT
#include "core/links.hpp"

#include <charconv>

#include "base/hash.hpp"
#include "base/signed_text.hpp"

namespace throughgate::core {
namespace {

template <typename Number>
bool take_number(std::string_view& text, Number& number) {
    const std::size_t end = text.find(' ');
    if (end == std::string_view::npos) return false;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, number);
    if (error != std::errc() || stop != text.data() + end) return false;
    text.remove_prefix(end + 1);
    return true;
}

std::string text_of(const LinkClaim& claim) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(claim.expires);
    return std::to_string(claim.case_id.number) + ' ' + std::to_string(claim.handoff) + ' ' +
           std::to_string(seconds.time_since_epoch().count()) + ' ' + claim.notice + ' ' +
           claim.person;
}

std::optional<LinkClaim> claim_of(std::string_view text) {
    LinkClaim claim;
    std::int64_t seconds = 0;
    if (!take_number(text, claim.case_id.number) || !take_number(text, claim.handoff) ||
        !take_number(text, seconds))
        return std::nullopt;
    const std::size_t end = text.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    claim.expires = Instant{std::chrono::seconds{seconds}};
    claim.notice = text.substr(0, end);
    claim.person = text.substr(end + 1);
    return claim;
}

std::string random_text(Random& random) {
    Sha256 hash;
    for (int i = 0; i < 4; ++i) hash.add_field(std::to_string(random.next()));
    return to_hex(hash.finish());
}

}  // namespace

std::string to_token(const LinkClaim& claim, std::string_view secret) {
    return signed_text(text_of(claim), secret);
}

std::optional<LinkClaim> read_token(std::string_view token, std::string_view secret) {
    const auto text = read_signed_text(token, secret);
    return text ? claim_of(*text) : std::nullopt;
}

Result<std::string> link_secret_of(store::Store& store, Random& random, Instant now) {
    auto transaction = store.begin();
    if (!transaction.ok()) return transaction.error();
    const auto kept = (*transaction)->meta(meta::link_secret);
    if (!kept.ok()) return kept.error();
    if (*kept) return **kept;
    std::string made = random_text(random);
    if (auto put = (*transaction)->put_meta(meta::link_secret, made); !put.ok()) return put.error();
    if (auto done = (*transaction)->commit(now); !done.ok()) return done.error();
    return made;
}

}  // namespace throughgate::core
