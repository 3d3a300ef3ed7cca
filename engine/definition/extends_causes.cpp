// SPDX-License-Identifier: MIT
#include "definition/extends_causes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "definition/checker_shape.hpp"
#include "definition/reader.hpp"

namespace throughgate::definition {

namespace {

struct Overlay {
    std::string path;
    std::string base;
    Map map = Map::none;
    Node root;
};

/// The files that extend others; those that do not are kept in `alone`.
std::vector<Overlay> extending_in(const std::vector<SourceFile>& files,
                                  std::vector<SourceFile>& alone) {
    std::vector<Overlay> found;
    for (const SourceFile& file : files) {
        Faults known;
        std::optional<Node> root = read(file, known);
        const Node* base = root.has_value() ? root->find("extends") : nullptr;
        if (base == nullptr) {
            alone.push_back(file);
            continue;
        }
        const Map map = kind_of_file(*root, file.path, known);
        std::string extended = base->text;
        found.push_back({file.path, std::move(extended), map, std::move(*root)});
    }
    return found;
}

bool says_the_same(const Diagnostic& a, const Diagnostic& b) {
    return a.code == b.code && a.place == b.place && a.message == b.message;
}

bool names(const Diagnostic& diagnostic, std::string_view id) {
    return diagnostic.message.find("'" + std::string(id) + "'") != std::string::npos;
}

/// What this file removes, and the error names.
const Node* removal(const Node& removes, const Diagnostic& diagnostic) {
    const std::string_view path = removes.text;
    if (removes.is_scalar() && names(diagnostic, path.substr(path.rfind('/') + 1))) return &removes;
    for (const Node& item : removes.items)
        if (const Node* found = removal(item, diagnostic)) return found;
    return nullptr;
}

/// The first id in this file that the error names.
const Member* change(const Node& node, const MapSpec& spec, const Diagnostic& diagnostic);

const Member* change_of_id(const Node& node, const MapSpec& spec, const Diagnostic& diagnostic) {
    for (const Member& member : node.members) {
        if (names(diagnostic, member.key)) return &member;
        if (const Member* found = change(member.value, spec, diagnostic)) return found;
    }
    return nullptr;
}

const Member* change(const Node& node, const MapSpec& spec, const Diagnostic& diagnostic) {
    for (const Member& member : node.members) {
        const Key* key = spec.find(member.key);
        if (key == nullptr || key->of == Map::none) continue;
        const MapSpec& inner = spec_of(key->of);
        const Member* found = key->form == Form::map
                                  ? change(member.value, inner, diagnostic)
                                  : change_of_id(member.value, inner, diagnostic);
        if (found != nullptr) return found;
    }
    return nullptr;
}

class Causes {
public:
    explicit Causes(const std::vector<Overlay>& extending) {
        for (const Overlay& each : extending) {
            by_base_.emplace(each.base, &each);
            extending_.insert(each.path);
        }
    }

    /// All files laid over the one of the error, each with the place that says most. An error in
    /// one of these is its own.
    void name_in(Diagnostic& diagnostic) const {
        if (extending_.contains(diagnostic.place.file)) return;
        std::size_t steps = by_base_.size();  // a circle has a fault of its own
        for (auto each = by_base_.find(diagnostic.place.file); each != by_base_.end() && steps > 0;
             each = by_base_.find(each->second->path), --steps)
            diagnostic.related.push_back(cause(*each->second, diagnostic));
    }

private:
    static RelatedPlace cause(const Overlay& file, const Diagnostic& diagnostic) {
        if (const Node* removes = file.root.find("removes"))
            if (const Node* found = removal(*removes, diagnostic))
                return {found->place,
                        "removed here, by a file that extends this one: mend it here"};
        if (const Member* found = change(file.root, spec_of(file.map), diagnostic))
            return {found->key_place,
                    "changed here, by a file that extends this one: mend it here"};
        return {file.root.find("extends")->place,
                "this file changes it, and without that there is no such error: mend it here"};
    }

    std::map<std::string, const Overlay*, std::less<>> by_base_;
    std::set<std::string, std::less<>> extending_;
};

}  // namespace

void name_extending_files(const std::vector<SourceFile>& files, const CheckOptions& options,
                          std::vector<Diagnostic>& diagnostics) {
    std::vector<SourceFile> alone;
    const std::vector<Overlay> extending = extending_in(files, alone);
    if (extending.empty()) return;
    Faults without;
    check(alone, options, without);
    const Causes causes(extending);
    for (Diagnostic& each : diagnostics)
        if (each.severity == Severity::error &&
            std::none_of(without.list.begin(), without.list.end(),
                         [&](const Diagnostic& other) { return says_the_same(each, other); }))
            causes.name_in(each);
}

}  // namespace throughgate::definition
