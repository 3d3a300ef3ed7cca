// SPDX-License-Identifier: MIT
// Visit: one look at a page, or one form that was sent, by whoever is signed in. It passed the
// checks of the console: the session, the form's token, the scope of the page.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/http/message.hpp"
#include "host/http/principal.hpp"
#include "throughgate/access.hpp"

namespace throughgate::console {

/// What a form sent, or what stands in an address. A name may come more than once.
class Fields {
public:
    void add(std::string name, std::string value) {
        all_.emplace_back(std::move(name), std::move(value));
    }
    /// The first of that name; "" when there is none.
    [[nodiscard]] const std::string& operator[](std::string_view name) const;
    [[nodiscard]] std::vector<std::string> every(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// application/x-www-form-urlencoded; false: it cannot be read, or holds too much.
bool read_form(std::string_view body, Fields& fields);

struct Visit {
    http::Principal principal{};
    std::string user{};     ///< as they signed in; empty: nobody
    std::string csrf{};     ///< for every form
    std::string session{};  ///< id; empty: none
    std::string said{};     ///< by the page before
    /// Of whoever is signed in. The store is asked once, when a page shows it first.
    std::function<GlassStanding()> alerts = [] { return GlassStanding{}; };
    std::string section{};  ///< of the navigation
    std::string target{};   ///< the address, with its query
    std::string address{};  ///< of whoever asks
    std::string host{};     ///< as the browser has it
    std::string cookie{};
    Fields path{}, query{}, form{};
    // What the page leaves.
    std::string say{};  ///< the next page tells it
};

/// "/cases/TG-000001" when `given` is an address of ours, else `otherwise`: nobody is led away.
std::string address_within(const std::string& given, const std::string& otherwise);
/// For a query: percent-encoded.
std::string encoded(std::string_view text);
/// Loopback: a browser gives cookies back without https there.
bool is_loopback(std::string_view host);
/// The value of that name in a Cookie header; "" when there is none.
std::string cookie_in(std::string_view header, std::string_view name);

}  // namespace throughgate::console
