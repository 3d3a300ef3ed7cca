// SPDX-License-Identifier: MIT
// The sentences of a diff.
#include <map>
#include <sstream>

#include "tooling/diff.hpp"

namespace throughgate::tooling {
namespace {

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words, std::string_view last = " and ") {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) all += i + 1 == words.size() ? last : ", ";
        all += words[i];
    }
    return all;
}

std::string member_in_words(const Member& member) {
    if (member.key == "first_of") return "the first of " + in_words(member.value);
    if (member.key == "last_of") return "the last of " + in_words(member.value);
    if (member.key == "but_not_before") return "but not before " + in_words(member.value);
    if (member.key == "but_not_after") return "but not after " + in_words(member.value);
    return member.key + ": " + in_words(member.value);
}

std::vector<std::string> split(const std::string& words) {
    std::istringstream stream(words);
    std::vector<std::string> all;
    for (std::string word; stream >> word;) all.push_back(word);
    return all;
}

/// The place of the only word that differs; npos: none or several.
std::size_t only_difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t found = std::string::npos;
    if (a.size() != b.size() || a.size() < 2) return found;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i]) continue;
        if (found != std::string::npos) return std::string::npos;
        found = i;
    }
    return found;
}

std::string shortened(std::string words) {
    constexpr std::size_t most = 160;
    for (char& c : words)
        if (c == '\n') c = ' ';
    while (words.ends_with(' ')) words.pop_back();
    if (words.size() <= most) return words;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0U) == 0x80U) --end;
    return words.substr(0, end) + "...";
}

std::string noun_of(Map map) {
    switch (map) {
        case Map::checked: return "checklist line";
        case Map::named_rule: return "rule";
        case Map::labels: return "labels";
        default: {
            const std::string name(definition::spec_of(map).name);
            const std::size_t space = name.find(' ');
            return space == std::string::npos ? name : name.substr(space + 1);
        }
    }
}

std::string with_words(const Node& node, std::string_view key, const std::string& before) {
    const Node* value = node.is_mapping() ? node.find(key) : nullptr;
    return value == nullptr ? "" : before + in_words(*value);
}

}  // namespace

std::string name_of(const DiffDocument& document) {
    if (document.map == Map::pathway || document.map == Map::chart) return document.id;
    return noun_of(document.map) + " " + document.id;
}

DiffSubject subject_of(const DiffSubject& parent, Map map, const std::string& id) {
    DiffSubject subject{noun_of(map) + " " + id, parent.state_path};
    if (map == Map::strand || map == Map::state || map == Map::region) {
        subject.state_path = parent.state_path.empty() ? id : parent.state_path + "." + id;
        subject.words = noun_of(map) + " " + subject.state_path;
        return subject;
    }
    if (!parent.words.empty()) subject.words += " of " + parent.words;
    return subject;
}

std::string in_words(const Node& node) {
    std::vector<std::string> parts;
    if (node.is_scalar()) return shortened(node.text);
    for (const Node& item : node.items) parts.push_back(in_words(item));
    if (node.is_list()) return parts.empty() ? "nothing" : listed(parts);
    for (const Member& member : node.members) parts.push_back(member_in_words(member));
    return listed(parts, ", ");
}

std::string now_and_before(const std::string& now, const std::string& before) {
    const std::vector<std::string> words = split(now), old = split(before);
    const std::size_t at = only_difference(words, old);
    if (at == std::string::npos) return now + ", not " + before;
    std::string sentence;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) sentence += " ";
        sentence += words[i];
        if (i == at) sentence += ", not " + old[i] + (i + 1 < words.size() ? "," : "");
    }
    return sentence;
}

std::string verb_of(Map map, const Key& key) {
    static const std::map<std::pair<Map, std::string_view>, std::string_view> special{
        {{Map::timer, "at"}, "now fires"},
        {{Map::rung, "at"}, "now goes out"},
        {{Map::send, "at"}, "now comes back"},
        {{Map::handoff, "to"}, "now goes to"},
        {{Map::handoff, "from"}, "now comes from"},
        {{Map::handoff, "complete"}, "is now due"},
        {{Map::handoff, "acknowledge"}, "is now to be acknowledged"},
        {{Map::pathway, "working_time"}, "now has the working time"},
        {{Map::role, "label"}, "is now called"},
    };
    static const std::map<std::string_view, std::string_view> usual{
        {"title", "is now called"},
        {"do", "now says what to do as"},
        {"owner", "is now owned by"},
        {"with", "is now seen by"},
        {"due", "is now due"},
        {"tell", "now tells"},
        {"who", "now tells"},
        {"message", "now sends message"},
        {"class", "now has class"},
        {"to", "now leads to"},
        {"otherwise", "otherwise now leads to"},
        {"when", "now holds when"},
        {"gate", "now needs gate"},
        {"by", "may now be sent by"},
        {"asks", "now asks for"},
        {"to_each", "now goes to each of"},
        {"opens", "now opens"},
        {"ends", "now withdraws"},
        {"completes", "now completes"},
        {"stage", "is now in stage"},
        {"phase", "is now in phase"},
        {"start", "now starts in"},
        {"starts", "now starts"},
        {"starts_when", "now starts when"},
        {"ends_when", "now ends when"},
        {"manager", "is now managed by"},
        {"sees", "may now read"},
        {"set_by", "may now be set by"},
        {"cleared_by", "is now cleared by"},
        {"needs", "now needs"},
        {"shut_by", "is now shut by"},
        {"carries", "now carries"},
        {"again", "now repeats"},
        {"at_most", "now repeats at most so often:"},
        {"subject", "now has the subject"},
        {"body", "now reads"},
        {"until", "now lasts until the end of its"},
        {"ladder", "now uses ladder"},
        {"calendar", "now reckons by calendar"},
        {"settle", "now waits with moved dates"},
        {"because", "now gives the reason"},
        {"outcome", "now ends with outcome"},
    };
    if (const auto found = special.find({map, key.name}); found != special.end())
        return std::string(found->second);
    if (const auto found = usual.find(key.name); found != usual.end())
        return std::string(found->second);
    return "now has `" + std::string(key.name) + "`";
}

std::string summary_of(Map map, const Node& node) {
    std::string words;
    const auto add = [&](std::string_view key, const std::string& before) {
        const std::string part = with_words(node, key, before);
        if (!part.empty()) words += (words.empty() ? "" : ", ") + part;
    };
    if (map == Map::handoff) {
        add("from", "from ");
        add("to", "to ");
        add("to_each", "to each of ");
        add("complete", "due ");
    } else if (map == Map::state) {
        add("stage", "stage ");
        add("owner", "owned by ");
        add("due", "due ");
    } else if (map == Map::rung) {
        add("at", "");
        add("tell", "tells ");
        add("message", "message ");
    } else if (map == Map::timer || map == Map::event) {
        if (node.is_scalar()) words = "leads to " + node.text;
        add("at", "");
        add("to", "leads to ");
    } else if (map == Map::holiday) {
        add("title", "");
    }
    return words.empty() ? "" : " (" + words + ")";
}

}  // namespace throughgate::tooling
