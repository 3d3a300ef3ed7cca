// SPDX-License-Identifier: MIT
// Assets: the style sheet and the script, as the build left them. All names stand below one folder
// that is named after what is in them, so that browsers may keep them for ever.
#pragma once

#include <string>
#include <string_view>

#include "host/http/message.hpp"

namespace throughgate::console {

/// "/assets/3f2a91bc04d7/console.css"; "" when the build has no such file.
std::string address_of_asset(std::string_view name);
/// True once npm built them; else pages are readable and nothing more.
bool assets_are_built();
/// The file, its compressed form where that is understood, or 304. 404: no such file.
http::Response give_asset(std::string_view folder, std::string_view name,
                          const http::Headers& headers);
/// What begins in the body before anything is drawn, and the policy that allows it and no other.
std::string_view first_script();
const std::string& content_policy();
/// That of a page which brings a style of its own, and no script.
std::string content_policy_of_style(std::string_view style);

}  // namespace throughgate::console
