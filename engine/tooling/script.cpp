// SPDX-License-Identifier: MIT
// Scripts: events with what should be active after each of them.
#include <algorithm>

#include "throughgate/simulation.hpp"

namespace throughgate {
namespace {

using Ids = std::vector<std::string>;

Error wrong(const std::string& where, const std::string& what) {
    return {ErrorKind::invalid, "script: " + where + ": " + what, where};
}

Result<std::optional<Ids>> ids_of(const Datum& from, std::string_view key,
                                  const std::string& where) {
    const Datum* list = from.find(key);
    if (list == nullptr) return std::optional<Ids>();
    Ids ids;
    for (const Datum& item : list->items) ids.push_back(item.text);
    const bool sound = list->kind == Datum::Kind::list &&
                       std::all_of(list->items.begin(), list->items.end(), [](const Datum& item) {
                           return item.kind == Datum::Kind::text;
                       });
    if (!sound) return wrong(where, "'" + std::string(key) + "' wants a list of ids of states");
    return std::optional(std::move(ids));
}

Result<ScriptStep> step_from(const Datum& json, const std::string& where) {
    ScriptStep step;
    if (json.kind != Datum::Kind::fields) return wrong(where, "a step is an object");
    for (const auto& [key, value] : json.fields)
        if (key != "after" && key != "event" && key != "nextConfiguration")
            return wrong(where, "a step has no '" + key +
                                    "'; it has 'after', 'event' and 'nextConfiguration'");
    if (const Datum* after = json.find("after")) {
        if (after->kind != Datum::Kind::number || after->number < 0)
            return wrong(where, "'after' wants milliseconds");
        step.after = std::chrono::milliseconds(after->number);
    }
    if (const Datum* event = json.find("event")) {
        const Datum* name = event->find("name");
        if (name == nullptr || name->kind != Datum::Kind::text || name->text.empty())
            return wrong(where, "'event' wants an object with a 'name'");
        step.event = name->text;
        if (const Datum* data = event->find("data")) step.data = *data;
    }
    auto expected = ids_of(json, "nextConfiguration", where);
    if (!expected.ok()) return expected.error();
    step.expected = std::move(*expected);
    return step;
}

Datum list_of(const Ids& ids) {
    Datum list;
    list.kind = Datum::Kind::list;
    for (const std::string& id : ids) list.items.push_back(Datum::of(id));
    return list;
}

Datum step_to_datum(const ScriptStep& step) {
    Datum json;
    json.kind = Datum::Kind::fields;
    if (step.after.count() != 0)
        json.fields.emplace_back("after", Datum::of(std::int64_t{step.after.count()}));
    if (step.event) {
        Datum event;
        event.kind = Datum::Kind::fields;
        event.fields.emplace_back("name", Datum::of(*step.event));
        if (step.data.kind != Datum::Kind::nothing) event.fields.emplace_back("data", step.data);
        json.fields.emplace_back("event", std::move(event));
    }
    if (step.expected) json.fields.emplace_back("nextConfiguration", list_of(*step.expected));
    return json;
}

Ids sorted(Ids ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

void append(Ids& to, const Ids& from) { to.insert(to.end(), from.begin(), from.end()); }

/// Time goes by first, then the event comes: one step for whoever looks on.
Result<SimulationStep> do_step(Simulation& simulation, const ScriptStep& step) {
    SimulationStep before;
    if (step.after.count() != 0 || !step.event) {
        auto waited = simulation.wait(step.after);
        if (!waited.ok() || !step.event) return waited;
        before = std::move(*waited);
    }
    auto done = simulation.send(*step.event, step.data);
    if (!done.ok()) return done;
    for (auto part : {&SimulationStep::raised, &SimulationStep::sent, &SimulationStep::fired,
                      &SimulationStep::log}) {
        Ids all = std::move(before.*part);
        append(all, (*done).*part);
        (*done).*part = std::move(all);
    }
    return done;
}

}  // namespace

Result<Script> script_from(const Datum& json) {
    Script script;
    if (json.kind != Datum::Kind::fields) return wrong("the whole", "an object is wanted");
    for (const auto& [key, value] : json.fields)
        if (key != "initialConfiguration" && key != "events")
            return wrong("the whole", "there is no '" + key +
                                          "'; there are 'initialConfiguration' and 'events'");
    auto initial = ids_of(json, "initialConfiguration", "the whole");
    if (!initial.ok()) return initial.error();
    script.initial = std::move(*initial);
    const Datum* events = json.find("events");
    if (events == nullptr) return script;
    if (events->kind != Datum::Kind::list) return wrong("the whole", "'events' wants a list");
    for (std::size_t i = 0; i < events->items.size(); ++i) {
        auto step = step_from(events->items[i], "step " + std::to_string(i + 1));
        if (!step.ok()) return step.error();
        script.steps.push_back(std::move(*step));
    }
    return script;
}

Datum script_to_datum(const Script& script) {
    Datum json;
    json.kind = Datum::Kind::fields;
    if (script.initial) json.fields.emplace_back("initialConfiguration", list_of(*script.initial));
    Datum events;
    events.kind = Datum::Kind::list;
    for (const ScriptStep& step : script.steps) events.items.push_back(step_to_datum(step));
    json.fields.emplace_back("events", std::move(events));
    return json;
}

ScriptResult run_script(Simulation& simulation, const Script& script,
                        const std::function<void(const SimulationStep&)>& report) {
    ScriptResult result;
    const auto check = [&](const Result<SimulationStep>& step, const std::optional<Ids>& expected) {
        result.expected = expected.value_or(Ids{});
        if (!step.ok()) {
            result.error = step.error().message;
            return false;
        }
        report(*step);
        result.actual = (*step).configuration;
        if (!expected) result.expected = result.actual;
        return sorted(result.expected) == sorted(result.actual);
    };
    if (!check(simulation.start(), script.initial)) return result;
    for (const ScriptStep& step : script.steps) {
        ++result.step;
        if (!check(do_step(simulation, step), step.expected)) return result;
    }
    result.passed = true;
    return result;
}

}  // namespace throughgate
