// SPDX-License-Identifier: MIT
#include "host/console/role_names.hpp"

namespace throughgate::console {

RoleNames::RoleNames(Engine& engine) : RoleNames(role_labels(engine)) {}

RoleNames::RoleNames(const std::vector<RoleLabel>& labels) {
    for (const RoleLabel& each : labels) labels_[each.role] = each.label;
}

std::string RoleNames::of(std::string_view words) const {
    std::string all;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(", "), words.size());
        all += (all.empty() ? "" : ", ") + one(words.substr(0, end));
        words.remove_prefix(std::min(end + 2, words.size()));
    }
    return all;
}

std::string RoleNames::one(std::string_view words) const {
    const std::size_t of = words.rfind(" of ");
    const std::string_view role = of == words.npos ? words : words.substr(of + 4);
    const auto found = labels_.find(role);
    if (found == labels_.end()) return std::string(words);
    return std::string(words.substr(0, words.size() - role.size())) + found->second;
}

}  // namespace throughgate::console
