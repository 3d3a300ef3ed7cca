// SPDX-License-Identifier: MIT
// Frame: what stands around every page, and the answers that pages give.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/console/components.hpp"
#include "host/console/visit.hpp"
#include "host/http/problem.hpp"
#include "throughgate/error.hpp"

namespace throughgate::console {

struct Frame {
    std::string title;
    std::vector<Fault> faults{};  ///< in the error summary
    Link back{};
    bool wide = false;
    unsigned status = 200;
};

/// The whole page: views/NAME.mustache filled with `content`, inside views/layout.mustache.
http::Response show(const Visit& visit, const Frame& frame, std::string_view view,
                    const Data& content);
/// 303; whoever sent a form looks at this page next, and may load it again.
http::Response go_to(const std::string& address);

/// A page that says what is wrong and where to go on.
http::Response show_problem(const Visit& visit, const http::Problem& problem);
http::Response show_error(const Visit& visit, const Error& error);
/// Who is not, or no longer, signed in; `target`: where they wanted to go.
http::Response show_signed_out(const Visit& visit, const std::string& target);

/// A link of the navigation, by `section`; pages of other files add theirs in navigation.cpp.
struct NavigationItem {
    std::string_view section, text, href;
    http::Scope scope;    ///< for whoever may do that
    bool alerts = false;  ///< for whoever is told of broken glasses; with how many wait
};
const std::vector<NavigationItem>& navigation();

/// Hidden fields of a form: its token, a key that makes sending it twice harmless, and the page to
/// come back to.
Data form_of(const Visit& visit, const std::string& back);

}  // namespace throughgate::console
