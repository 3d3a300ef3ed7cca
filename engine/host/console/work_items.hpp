// SPDX-License-Identifier: MIT
// Work items: the list on the page My work today, as HTML.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "host/console/components.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/work.hpp"

namespace throughgate::console {

/// Keeps the lists that it made by what they say, so that a page that is asked for again is not
/// made again; those that nobody asked for longest go first. Belongs to the page of the work, and
/// is asked by every worker: thread-safe. The engine outlives it.
class WorkItems {
public:
    explicit WorkItems(Engine& engine) : engine_(engine) {}

    /// Grouped by risk and by when it is due, as of now. `may_act`: with buttons.
    Html html(const WorkPage& page, bool may_act);

private:
    using Page = std::pair<std::string, Html>;

    std::optional<Html> find(const std::string& key);
    void keep(const std::string& key, const Html& html);

    Engine& engine_;
    std::mutex mutex_;
    std::list<Page> order_;  // guarded by mutex_, the one used last first
    std::unordered_map<std::string, std::list<Page>::iterator> known_;  // guarded by mutex_
};

/// "High risk"; of what is none of the risks, that it is not known.
std::string_view words_of_risk(std::string_view risk);
/// "12 things wait for you, 3 of them overdue."
std::string count_in_words(const WorkPage& page);
Paging paging_of(const WorkPage& page);

}  // namespace throughgate::console
