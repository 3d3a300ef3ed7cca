// SPDX-License-Identifier: MIT
#include "definition/resolved.hpp"

#include <algorithm>
#include <utility>

#include "definition/keys.hpp"

namespace throughgate::definition {

namespace {

enum class Part { behaviour, wording };

/// Copies one part of a node tree, led by the keys table. Mappings from ids become lists, because
/// their order counts (states, rungs) and JSON objects have none.
class Projection {
public:
    explicit Projection(Part part) : part_(part) {}

    std::optional<Json> mapping(const Node& node, const MapSpec& spec) const {
        if (!node.is_mapping()) return scalar(node);
        Json json = Json::object();
        for (const Member& member : node.members) {
            const Key* key = spec.find(member.key);
            if (key == nullptr) continue;
            if (auto value = value_of(member.value, *key))
                json.members.emplace(member.key, std::move(*value));
        }
        return kept(std::move(json));
    }

    /// Anything as it stands; mappings of plain values keep their order.
    static Json plain(const Node& node) {
        if (node.is_scalar() || node.kind == Node::Kind::nothing) return Json::of(node.text);
        Json list = Json::list();
        for (const Node& item : node.items) list.items.push_back(plain(item));
        for (const Member& member : node.members)
            list.items.push_back(entry(member.key, plain(member.value)));
        return list;
    }

private:
    std::optional<Json> kept(Json json) const {
        const bool empty = json.items.empty() && json.members.empty();
        if (empty && part_ == Part::wording) return std::nullopt;
        return json;
    }

    std::optional<Json> scalar(const Node& node) const {
        if (part_ == Part::wording) return std::nullopt;
        return plain(node);
    }

    std::optional<Json> value_of(const Node& node, const Key& key) const {
        if (key.wording)
            return part_ == Part::wording ? std::optional<Json>(plain(node)) : std::nullopt;
        switch (key.form) {
            case Form::map: return mapping(node, spec_of(key.of));
            case Form::maps:
            case Form::map_or_maps: return each_item(node, spec_of(key.of));
            case Form::by_id: return by_id(node, key.of);
            case Form::ladder: return node.is_scalar() ? scalar(node) : by_id(node, Map::rung);
            case Form::ladders: return ladders(node);
            case Form::result:
                return node.is_scalar() ? scalar(node) : mapping(node, spec_of(Map::result));
            case Form::results: return by_id(node, Map::result);
            case Form::clock: return clock(node);
            default: return scalar(node);
        }
    }

    std::optional<Json> clock(const Node& node) const {
        if (node.find("due") == nullptr) return scalar(node);
        return mapping(node, spec_of(Map::clock));
    }

    std::optional<Json> each_item(const Node& node, const MapSpec& spec) const {
        if (!node.is_list()) return mapping(node, spec);
        Json list = Json::list();
        for (const Node& item : node.items)
            if (auto value = mapping(item, spec)) list.items.push_back(std::move(*value));
        return kept(std::move(list));
    }

    static Json entry(const std::string& id, Json value) {
        Json json = Json::object();
        json.members.emplace("id", Json::of(id));
        json.members.emplace("is", std::move(value));
        return json;
    }

    std::optional<Json> by_id(const Node& node, Map of) const {
        Json list = Json::list();
        for (const Member& member : node.members)
            if (auto value = mapping(member.value, spec_of(of)))
                list.items.push_back(entry(member.key, std::move(*value)));
        return kept(std::move(list));
    }

    std::optional<Json> ladders(const Node& node) const {
        Json list = Json::list();
        for (const Member& member : node.members)
            if (auto value = by_id(member.value, Map::rung))
                list.items.push_back(entry(member.key, std::move(*value)));
        return kept(std::move(list));
    }

    Part part_;
};

/// Only people read these: they are part of the text, as they stand.
void add_readers(const View& view, Json& json) {
    const auto add = [&json](const char* name, const auto& files) {
        Json list = Json::list();
        for (const auto* file : files) list.items.push_back(Projection::plain(file->source));
        if (!list.items.empty()) json.members.emplace(name, std::move(list));
    };
    add("catalogues", view.catalogues());
    add("labels", view.labels());
}

Json part_of(const View& view, Part part) {
    const Projection projection(part);
    Json json = Json::object();
    if (auto own = projection.mapping(view.pathway().source, spec_of(Map::pathway)))
        json.members.emplace("pathway", std::move(*own));
    Json commons = Json::list();
    for (const CommonText* common : view.commons())
        if (auto value = projection.mapping(common->source, spec_of(Map::common)))
            commons.items.push_back(std::move(*value));
    json.members.emplace("common", std::move(commons));
    Json rules = Json::list();
    for (const RulesText* file : view.rule_files())
        if (auto value = projection.mapping(file->source, spec_of(Map::rules)))
            rules.items.push_back(std::move(*value));
    if (!rules.items.empty()) json.members.emplace("rules", std::move(rules));
    if (part == Part::wording) add_readers(view, json);
    return json;
}

}  // namespace

Resolved resolve(const View& view, const std::vector<SourceFile>& files) {
    Resolved resolved{part_of(view, Part::behaviour), part_of(view, Part::wording), Json::object()};
    std::vector<std::string> paths = {view.pathway().path};
    for (const CommonText* common : view.commons()) paths.push_back(common->path);
    for (const RulesText* file : view.rule_files()) paths.push_back(file->path);
    for (const CalendarText* calendar : view.calendars()) paths.push_back(calendar->path);
    for (const CatalogueText* catalogue : view.catalogues()) paths.push_back(catalogue->path);
    for (const LabelsText* labels : view.labels()) paths.push_back(labels->path);
    for (const auto& [base, changes] : view.library().extended_by)
        if (std::find(paths.begin(), paths.end(), base) != paths.end())
            paths.insert(paths.end(), changes.begin(), changes.end());
    for (const SourceFile& file : files)
        for (const std::string& path : paths)
            if (file.path == path) resolved.files.members.emplace(path, Json::of(file.bytes));
    return resolved;
}

Resolved resolve_chart(const Node& chart) {
    const MapSpec& spec = spec_of(Map::chart);
    return {Projection(Part::behaviour).mapping(chart, spec).value_or(Json::object()),
            Projection(Part::wording).mapping(chart, spec).value_or(Json::object()),
            Json::object()};
}

std::string resolved_text(const Resolved& resolved) {
    Json json = Json::object();
    json.members.emplace("behaviour", resolved.behaviour);
    json.members.emplace("files", resolved.files);
    json.members.emplace("text", resolved.text);
    return write_canonical(json);
}

}  // namespace throughgate::definition
