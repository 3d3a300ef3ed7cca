// SPDX-License-Identifier: MIT
// Unread: files of which not everything could be read. What is said of a file that uses one of them
// may only follow from that, so it is not said before they are mended.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "definition/extends.hpp"
#include "definition/keys.hpp"
#include "definition/load.hpp"

namespace throughgate::definition {

class Unread {
public:
    /// A file that is no text or no YAML: what it was to be is guessed from its first words.
    void add(const SourceFile& file);
    /// A document that extends a file which is not there to be read.
    void add(const SourceDocument& document);
    /// A document with keys that mean nothing, or lack: what they declare is missing.
    void add_in_part(const SourceDocument& document);

    [[nodiscard]] bool any() const { return !paths_.empty(); }
    [[nodiscard]] bool holds(std::string_view path) const { return paths_.contains(path); }
    /// Is something amiss that every pathway may use?
    [[nodiscard]] bool is_shared() const { return shared_; }
    /// Can nothing be said of this pathway yet?
    [[nodiscard]] bool concerns(std::string_view pathway) const;
    /// Sorted.
    [[nodiscard]] std::vector<std::string> paths() const { return {paths_.begin(), paths_.end()}; }

private:
    void add(const std::string& path, Map map, const std::string& id);

    std::set<std::string, std::less<>> paths_;
    std::set<std::string, std::less<>> pathways_;
    bool shared_ = false;
};

/// The shape of a document; `unread` is told when it is not as it should be.
void check_shape(const SourceDocument& document, Unread& unread, Faults& faults);
/// What of these files cannot be read.
Unread unread_in(const std::vector<SourceFile>& files);

}  // namespace throughgate::definition
