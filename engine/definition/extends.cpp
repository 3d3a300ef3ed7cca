// SPDX-License-Identifier: MIT
#include "definition/extends.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "definition/checker_shape.hpp"
#include "definition/extends_newcomers.hpp"
#include "definition/reader.hpp"
#include "definition/unread.hpp"

namespace throughgate::definition {

namespace {

constexpr std::string_view extends_key = "extends";
constexpr std::string_view removes_key = "removes";

// --- laying over --------------------------------------------------------------------------------

Member member(std::string key, Node value) {
    return {std::move(key), false, value.place, std::move(value)};
}

Node mapping_with(std::string key, const Node& value) {
    Node node;
    node.kind = Node::Kind::mapping;
    node.place = value.place;
    node.offset = value.offset;
    node.members.push_back(member(std::move(key), value));
    return node;
}

/// The long way of writing what is short: `H05: {complete: DEADLINE}`, `detained: on_hold`.
Node written_out(const Node& node, const MapSpec& spec) {
    if (!node.is_scalar() || !spec.short_form) return node;
    if (spec.map == Map::again) return mapping_with("event", node);
    return mapping_with(spec.map == Map::countersign ? "role" : "to", node);
}

bool is_clock(const Node& node) {
    return node.is_mapping() && (node.find("due") != nullptr || node.find("ladder") != nullptr);
}

Node merged(const Node& base, const Node& change, const MapSpec& spec);

Node* member_of(Node& node, std::string_view key) {
    for (Member& each : node.members)
        if (each.key == key) return &each.value;
    return nullptr;
}

/// Where what is new is put: after the known one named before it in the change, else as said.
enum class Newcomers : std::uint8_t { last, first };

/// What both have is laid over.
template <typename Lay>
Node by_member(Node base, const Node& change, Lay lay, Newcomers newcomers = Newcomers::last) {
    auto at = newcomers == Newcomers::first ? base.members.begin() : base.members.end();
    for (const Member& each : change.members) {
        const auto known =
            std::find_if(base.members.begin(), base.members.end(),
                         [&](const Member& member) { return member.key == each.key; });
        if (known == base.members.end()) {
            at = base.members.insert(at, each) + 1;
            continue;
        }
        known->value = lay(known->value, each);
        at = known + 1;
    }
    return base;
}

Node by_id(const Node& base, const Node& change, Map map) {
    const MapSpec& spec = spec_of(map);
    const auto newcomers = map == Map::rung ? Newcomers::first : Newcomers::last;
    return by_member(
        base, change,
        [&](const Node& known, const Member& each) { return merged(known, each.value, spec); },
        newcomers);
}

Node ladders(const Node& base, const Node& change) {
    return by_member(base, change, [](const Node& known, const Member& each) {
        const bool rungs = known.is_mapping() && each.value.is_mapping();
        return rungs ? by_id(known, each.value, Map::rung) : each.value;
    });
}

Node replaced(const Node&, const Member& each) { return each.value; }

/// A clock is a deadline alone or a mapping: either way one part of it can be changed.
Node clock(const Node& base, const Node& change) {
    const bool base_is = is_clock(base), change_is = is_clock(change);
    if (!base_is && !change_is) return change;
    return merged(base_is ? base : mapping_with("due", base),
                  change_is ? change : mapping_with("due", change), spec_of(Map::clock));
}

Node value_over(const Node& base, const Node& change, const Key& key) {
    const bool mappings = base.is_mapping() && change.is_mapping();
    switch (key.form) {
        case Form::map: return merged(base, change, spec_of(key.of));
        case Form::clock: return clock(base, change);
        case Form::by_id: return mappings ? by_id(base, change, key.of) : change;
        case Form::ladder: return mappings ? by_id(base, change, Map::rung) : change;
        case Form::ladders: return mappings ? ladders(base, change) : change;
        case Form::pairs:
        case Form::texts:
        case Form::lists: return mappings ? by_member(base, change, replaced) : change;
        default: return change;
    }
}

Node merged(const Node& given_base, const Node& given_change, const MapSpec& spec) {
    const Node base = written_out(given_base, spec), change = written_out(given_change, spec);
    if (!base.is_mapping() || !change.is_mapping()) return change;
    return by_member(base, change, [&](const Node& known, const Member& each) {
        const Key* key = spec.find(each.key);
        return key == nullptr ? each.value : value_over(known, each.value, *key);
    });
}

// --- taking away --------------------------------------------------------------------------------

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::vector<std::string> keys_of(const Node& node) {
    std::vector<std::string> keys;
    for (const Member& each : node.members) keys.push_back(each.key);
    return keys;
}

void remove_one(Node& root, const Node& what, Faults& faults) {
    Node* node = &root;
    const std::vector<std::string> parts = parts_of(what.text);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Node* next = member_of(*node, parts[i]);
        if (next == nullptr) {
            faults.error("TG1604", what.place,
                         "there is no '" + parts[i] + "' to remove" +
                             (i == 0 ? "" : " under '" + parts[i - 1] + "'"),
                         suggestion(parts[i], keys_of(*node)));
            return;
        }
        if (i + 1 < parts.size()) node = next;
    }
    std::erase_if(node->members, [&](const Member& each) { return each.key == parts.back(); });
}

void remove_all(Node& root, const Node* removes, Faults& faults) {
    if (removes == nullptr) return;
    if (removes->is_scalar()) return remove_one(root, *removes, faults);
    for (const Node& item : removes->items)
        if (item.is_scalar()) remove_one(root, item, faults);
}

// --- files --------------------------------------------------------------------------------------

std::string id_key(Map map) {
    switch (map) {
        case Map::pathway: return "pathway";
        case Map::common: return "common";
        case Map::calendar: return "calendar";
        case Map::rules: return "rules";
        case Map::chart: return "chart";
        case Map::catalogue: return "catalogue";
        default: return "labels";
    }
}

std::string id_of(const SourceDocument& document) {
    const Node* id = document.root.find(id_key(document.map));
    return id == nullptr ? "" : id->text;
}

const Node* base_of(const SourceDocument& document) {
    const Node* base = document.root.find(extends_key);
    return base != nullptr && base->is_scalar() ? base : nullptr;
}

/// All files, those that extend others apart until their base is complete.
class Extending {
public:
    Extending(std::vector<SourceDocument> read, Faults& faults, Unread& unread)
        : read_(std::move(read)), faults_(faults), unread_(unread) {
        for (std::size_t i = 0; i < read_.size(); ++i) by_path_.emplace(read_[i].path, i);
    }

    std::vector<SourceDocument> run() {
        find_bases();
        std::vector<std::size_t> bases;
        for (std::size_t i = 0; i < read_.size(); ++i)
            if (base_of(read_[i]) == nullptr) bases.push_back(i);
        std::vector<SourceDocument> documents;
        for (const std::size_t i : bases) documents.push_back(with_extensions(i));
        return documents;
    }

private:
    void find_bases() {
        for (std::size_t i = 0; i < read_.size(); ++i) {
            const Node* base = base_of(read_[i]);
            if (base == nullptr) continue;
            const auto found = by_path_.find(base->text);
            if (found == by_path_.end() && unread_.holds(base->text))
                unread_.add(read_[i]);
            else if (found == by_path_.end())
                no_such_base(*base);
            else if (is_sound(read_[found->second], read_[i], *base) && !leads_back(i))
                claim(found->second, i, *base);
        }
    }

    void no_such_base(const Node& base) {
        std::vector<std::string> paths;
        for (const auto& each : by_path_) paths.push_back(each.first);
        faults_.error("TG1601", base.place, "there is no file '" + base.text + "' to extend",
                      suggestion(base.text, paths));
    }

    bool is_sound(const SourceDocument& base, const SourceDocument& change, const Node& word) {
        if (base.map == change.map && id_of(base) == id_of(change)) return true;
        faults_.error("TG1603", word.place,
                      "'" + word.text + "' is " + std::string(spec_of(base.map).name) + " '" +
                          id_of(base) + "', and this file is " +
                          std::string(spec_of(change.map).name) + " '" + id_of(change) + "'",
                      {}, {{base.root.place, "the extended file begins here"}});
        return false;
    }

    bool leads_back(std::size_t from) {
        std::set<std::size_t> seen{from};
        for (const Node* base = base_of(read_[from]); base != nullptr;) {
            const auto next = by_path_.find(base->text);
            if (next == by_path_.end()) return false;
            if (!seen.insert(next->second).second) {
                faults_.error("TG1602", base_of(read_[from])->place,
                              "'" + read_[from].path + "' extends itself in a circle");
                return true;
            }
            base = base_of(read_[next->second]);
        }
        return false;
    }

    void claim(std::size_t base, std::size_t change, const Node& word) {
        const auto [known, is_new] = extended_by_.emplace(base, change);
        if (!is_new)
            faults_.error("TG1605", word.place,
                          "'" + read_[base].path + "' is extended by two files", {},
                          {{base_of(read_[known->second])->place, "the first stands here"}});
    }

    SourceDocument with_extensions(std::size_t base) {
        SourceDocument document = std::move(read_[base]);
        auto next = extended_by_.find(base);
        for (; next != extended_by_.end(); next = extended_by_.find(next->second)) {
            SourceDocument& change = read_[next->second];
            remove_all(document.root, change.root.find(removes_key), faults_);
            std::erase_if(change.root.members, [](const Member& each) {
                return each.key == extends_key || each.key == removes_key;
            });
            refuse_changes_of_nothing(document.root, change.root, document.map, faults_);
            document.root = laid_over(document.root, change.root, document.map);
            document.extended_by.push_back(change.path);
        }
        return document;
    }

    std::vector<SourceDocument> read_;
    Faults& faults_;
    Unread& unread_;
    std::map<std::string, std::size_t, std::less<>> by_path_;
    std::map<std::size_t, std::size_t> extended_by_;
};

/// Their own shape is checked with that of the whole; here only what the whole no longer shows.
void check_words(const SourceDocument& document, Faults& faults) {
    for (const std::string_view key : {extends_key, removes_key}) {
        const Node* node = document.root.find(key);
        if (node == nullptr) continue;
        if (key == extends_key && !node->is_scalar())
            faults.error("TG0112", node->place, "'extends' wants the path of one file");
        if (key == removes_key && node->is_mapping())
            faults.error("TG0112", node->place, "'removes' wants a list of paths");
        if (key == removes_key && document.root.find(extends_key) == nullptr)
            faults.error("TG1606", node->place, "'removes' stands in a file that extends none");
    }
}

}  // namespace

Node laid_over(const Node& base, const Node& change, Map map) {
    return merged(base, change, spec_of(map));
}

std::vector<SourceDocument> read_documents(const std::vector<SourceFile>& files, Faults& faults,
                                           Unread& unread) {
    std::vector<const SourceFile*> order;
    for (const SourceFile& file : files) order.push_back(&file);
    std::stable_sort(order.begin(), order.end(),
                     [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
    std::vector<SourceDocument> documents;
    for (const SourceFile* file : order) {
        std::optional<Node> root = read(*file, faults);
        const Map map = root.has_value() ? kind_of_file(*root, file->path, faults) : Map::none;
        if (map == Map::none) {
            unread.add(*file);
            continue;
        }
        documents.push_back({file->path, map, std::move(*root), {}});
        check_words(documents.back(), faults);
    }
    return Extending(std::move(documents), faults, unread).run();
}

std::vector<SourceDocument> read_documents(const std::vector<SourceFile>& files, Faults& faults) {
    Unread unread;
    return read_documents(files, faults, unread);
}

}  // namespace throughgate::definition
