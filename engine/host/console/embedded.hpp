// SPDX-License-Identifier: MIT
// What the build puts into the program: views, and what browsers load. See EmbedConsole.cmake.
#pragma once

#include <span>
#include <string_view>

namespace throughgate::console {

struct EmbeddedView {
    std::string_view name;  ///< "work"
    std::string_view text;  ///< Mustache
};
std::span<const EmbeddedView> embedded_views();

struct EmbeddedAsset {
    std::string_view name;  ///< "console.css"
    std::string_view type;  ///< "text/css"; all of them are UTF-8
    std::string_view bytes;
    std::string_view zipped;  ///< with gzip; may be empty
};
std::span<const EmbeddedAsset> embedded_assets();

}  // namespace throughgate::console
