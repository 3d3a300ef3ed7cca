// SPDX-License-Identifier: MIT
#include "definition/extends_newcomers.hpp"

#include <algorithm>

namespace throughgate::definition {

namespace {

std::vector<std::string> keys_of(const Node& node) {
    std::vector<std::string> keys;
    for (const Member& each : node.members) keys.push_back(each.key);
    return keys;
}

class Newcomers {
public:
    explicit Newcomers(Faults& faults) : faults_(faults) {}

    void look(const Node& base, Node& change, const MapSpec& spec) {
        for (Member& member : change.members) {
            const Key* key = spec.find(member.key);
            const Node* known = base.find(member.key);
            if (key == nullptr || known == nullptr || !known->is_mapping()) continue;
            if (key->form == Form::map) look(*known, member.value, spec_of(key->of));
            if (key->form == Form::by_id) look_at_ids(*known, member.value, spec_of(key->of));
            if (key->form == Form::ladder) look_at_ids(*known, member.value, spec_of(Map::rung));
        }
    }

private:
    void look_at_ids(const Node& base, Node& change, const MapSpec& spec) {
        for (Member& member : change.members)
            if (const Node* known = base.find(member.key)) look(*known, member.value, spec);
        std::erase_if(change.members, [&](const Member& member) {
            return base.find(member.key) == nullptr && is_a_slip(base, member, spec);
        });
    }

    bool is_a_slip(const Node& base, const Member& member, const MapSpec& spec) {
        const std::string missing = missing_in(member.value, spec);
        const std::string near = did_you_mean(member.key, keys_of(base));
        const bool untitled = member.value.is_mapping() && spec.find("title") != nullptr &&
                              member.value.find("title") == nullptr;
        if (missing.empty() && (near.empty() || !untitled)) return false;
        const std::string what(spec.name.substr(spec.name.find(' ') + 1));
        faults_.error("TG1607", member.key_place,
                      "there is no " + what + " '" + member.key + "' to change",
                      near.empty() ? "name one that the extended file has; a new " + what +
                                         " needs " + missing + " as well"
                                   : "did you mean '" + near + "'?");
        return true;
    }

    /// What a whole one needs; empty: it is one. A short form always is.
    static std::string missing_in(const Node& node, const MapSpec& spec) {
        std::string missing;
        if (!node.is_mapping()) return missing;
        for (const Key& key : spec.keys)
            if (key.required && node.find(key.name) == nullptr)
                missing += (missing.empty() ? "'" : ", '") + std::string(key.name) + "'";
        return missing;
    }

    Faults& faults_;
};

}  // namespace

void refuse_changes_of_nothing(const Node& base, Node& change, Map map, Faults& faults) {
    Newcomers(faults).look(base, change, spec_of(map));
}

}  // namespace throughgate::definition
