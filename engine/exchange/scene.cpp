// SPDX-License-Identifier: MIT
#include "exchange/scene.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

#include "exchange/json_text.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr std::chrono::days played_on{14};

class SceneReader {
public:
    SceneReader(const json::object& root, std::string_view file) : root_(root), file_(file) {}

    Result<Scene> read() {
        scene_.at = instant(root_, "at", "the scene", std::nullopt);
        if (const auto* facts = object_member(root_, "facts")) read_facts(*facts, scene_.facts);
        if (const auto* people = object_member(root_, "people"))
            for (const auto& [role, person] : *people)
                scene_.holders.push_back({std::string(role), text(person, std::string(role))});
        read_events();
        Instant last = scene_.at;
        for (const Scene::Step& step : scene_.steps) last = std::max(last, step.at);
        scene_.until = instant(root_, "until", "the scene", last + played_on);
        if (scene_.until < scene_.at)
            fault("the scene: 'until' lies before 'at'; it is played from 'at' to 'until'");
        for (const auto& each : root_) know(each.key());
        if (problems_.empty()) return std::move(scene_);
        return Error{ErrorKind::invalid, problems_, std::string(file_)};
    }

private:
    void fault(const std::string& sentence) {
        problems_ += (problems_.empty() ? "" : "\n") + std::string(file_) + ": " + sentence;
    }

    void know(std::string_view key) {
        for (const char* known : {"at", "until", "facts", "people", "events"})
            if (key == known) return;
        fault("'" + std::string(key) +
              "' is not known; a scene has at, until, facts, people and "
              "events");
    }

    Instant instant(const json::object& from, const char* key, const std::string& of,
                    std::optional<Instant> otherwise) {
        const std::string_view written = text_member(from, key);
        if (written.empty() && otherwise) return *otherwise;
        const auto read = parse_instant(written);
        if (!read)
            fault(of + ": '" + std::string(key) + "' is no instant; write 2026-03-02T09:00:00Z");
        return read.value_or(Instant{});
    }

    std::string text(const json::value& value, const std::string& of) {
        if (const auto* string = value.if_string()) return std::string(view(*string));
        if (const auto* flag = value.if_bool()) return *flag ? "true" : "false";
        if (const auto* number = value.if_int64()) return std::to_string(*number);
        fault("'" + of + "' is neither text, number nor true or false");
        return {};
    }

    void read_facts(const json::object& facts, std::vector<Field>& into) {
        for (const auto& [name, value] : facts)
            into.push_back({std::string(name), Value(text(value, std::string(name)))});
    }

    void read_events() {
        const json::value* events = member(root_, "events");
        if (events == nullptr) return;
        if (!events->is_array()) return fault("'events' is no list");
        Instant before = scene_.at;
        for (const json::value& each : events->get_array()) {
            const json::object* event = each.if_object();
            if (event == nullptr || text_member(*event, "event").empty()) {
                fault("an event has no 'event' that names it");
                continue;
            }
            Scene::Step step;
            step.event = text_member(*event, "event");
            step.person = text_member(*event, "as");
            step.at = instant(*event, "at", step.event, before);
            if (step.at < before) fault(step.event + ": comes before the event above it");
            before = step.at;
            if (const auto* facts = object_member(*event, "facts")) read_facts(*facts, step.facts);
            scene_.steps.push_back(std::move(step));
        }
    }

    const json::object& root_;
    std::string_view file_;
    Scene scene_;
    std::string problems_;
};

}  // namespace

Result<Scene> read_scene(std::string_view json, std::string_view file_name) {
    const auto parsed = parse_json(json, file_name);
    if (!parsed.ok()) return parsed.error();
    const auto* root = parsed->if_object();
    if (root == nullptr)
        return Error{ErrorKind::invalid, std::string(file_name) + ": a scene is one object {...}",
                     std::string(file_name)};
    return SceneReader(*root, file_name).read();
}

}  // namespace throughgate::exchange
