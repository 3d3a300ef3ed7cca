// SPDX-License-Identifier: MIT
// Work items: the list on the page My work today, as HTML. What was made is kept by what it says,
// so that a page that is asked for again is not made again. Thread-safe.
#pragma once

#include <string>

#include "host/console/components.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/work.hpp"

namespace throughgate::console {

/// Grouped by risk and by when it is due, as of now. `may_act`: with buttons.
std::string items_html(Engine& engine, const WorkPage& page, bool may_act);
/// "12 things wait for you, 3 of them overdue."
std::string count_in_words(const WorkPage& page);
Paging paging_of(const WorkPage& page);

}  // namespace throughgate::console
