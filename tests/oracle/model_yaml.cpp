// SPDX-License-Identifier: MIT
// Writing a model down as a plain chart.
#include "oracle/model.hpp"

namespace throughgate::oracle {
namespace {

std::string data_name(int data) { return "x" + std::to_string(data); }

std::string text_of(const Guard& guard) {
    switch (guard.kind) {
        case Guard::Kind::always: return "true";
        case Guard::Kind::less:
            return data_name(guard.data) + " is less than " + std::to_string(guard.number);
        case Guard::Kind::is_in: return "in " + name_of(guard.state);
        case Guard::Kind::not_in: return "not in " + name_of(guard.state);
        case Guard::Kind::event_data: return "event.data is " + std::to_string(guard.number);
        case Guard::Kind::broken: return "1 / 0 is 1";
        case Guard::Kind::not_a_truth: return "1 + 1";
    }
    return {};
}

std::string text_of(const Block& block);

std::string send_text(const Action& action) {
    std::string text = "{send: {event: " + action.event;
    if (!action.id.empty()) text += ", id: " + action.id;
    if (action.number != 0) text += ", value: " + std::to_string(action.number);
    if (action.kind == Action::Kind::send_later)
        text += ", after: " + std::to_string(action.data * 10 + 10) + "ms";
    return text + "}}";
}

std::string text_of(const Action& action) {
    const std::string data = data_name(action.data);
    switch (action.kind) {
        case Action::Kind::add:
            return "{set: {" + data + ": " + data + " + " + std::to_string(action.number) + "}}";
        case Action::Kind::set:
            return "{set: {" + data + ": " + std::to_string(action.number) + "}}";
        case Action::Kind::raise: return "{raise: " + action.event + "}";
        case Action::Kind::send:
        case Action::Kind::send_later: return send_text(action);
        case Action::Kind::cancel: return "{cancel: " + action.id + "}";
        case Action::Kind::log: return "{log: " + data + ", label: " + data + "}";
        case Action::Kind::broken: return "{log: 1 / 0}";
        case Action::Kind::choose:
            return "{choose: [{when: " + text_of(action.when) + ", do: " + text_of(action.then) +
                   "}, {otherwise: " + text_of(action.otherwise) + "}]}";
        case Action::Kind::each:
            return "{each: {of: '[1, 2, 3]', item: " + data + ", do: " + text_of(action.then) +
                   "}}";
    }
    return {};
}

std::string text_of(const Block& block) {
    std::string text = "[";
    for (const Action& action : block) text += (text.size() > 1 ? ", " : "") + text_of(action);
    return text + "]";
}

std::string text_of(const std::vector<Block>& blocks) {
    std::string text = "[";
    for (const Block& block : blocks) text += (text.size() > 1 ? ", " : "") + text_of(block);
    return text + "]";
}

std::string ids(const std::vector<int>& states) {
    std::string text = "[";
    for (const int state : states) text += (text.size() > 1 ? ", " : "") + name_of(state);
    return text + "]";
}

std::string text_of(const Transition& transition) {
    std::string text;
    if (!transition.events.empty()) {
        text += "event: [";
        for (std::size_t i = 0; i < transition.events.size(); ++i)
            text += (i > 0 ? ", " : "") + ("\"" + transition.events[i] + "\"");
        text += "]";
    }
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (transition.when.kind != Guard::Kind::always) add("when: " + text_of(transition.when));
    if (!transition.targets.empty()) add("to: " + ids(transition.targets));
    if (transition.internal) add("internal: true");
    add("restart: all");
    if (!transition.content.empty()) add("do: " + text_of(transition.content));
    return "{" + text + "}";
}

std::string text_of(const Join& join) {
    switch (join.kind) {
        case Join::Kind::any: return "any";
        case Join::Kind::n_of: return "{n_of: " + std::to_string(join.n) + "}";
        case Join::Kind::required: return "required";
        default: return "all";
    }
}

void write_state(const Model& model, int index, const std::string& indent, std::string& out) {
    const State& state = model.states[static_cast<std::size_t>(index)];
    const std::string inner = indent + "  ";
    out += indent + name_of(index) + ":\n" + inner + "title: " + name_of(index) + "\n";
    if (!state.on_entry.empty()) out += inner + "on_entry: " + text_of(state.on_entry) + "\n";
    if (!state.on_exit.empty()) out += inner + "on_exit: " + text_of(state.on_exit) + "\n";
    if (!state.initial_content.empty())
        out += inner + "on_start: " + text_of(state.initial_content) + "\n";
    if (!state.transitions.empty()) out += inner + "transitions:\n";
    for (const Transition& each : state.transitions) out += inner + "- " + text_of(each) + "\n";
    if (state.kind == State::Kind::final_state) out += inner + "final: true\n";
    if (state.gives >= 0) out += inner + "gives_value: " + std::to_string(state.gives) + "\n";
    if (state.kind == State::Kind::history)
        out += inner + "history: " + (state.deep ? "deep" : "shallow") + "\n" + inner +
               "to: " + ids(state.initial) + "\n";
    if (state.kind == State::Kind::compound) out += inner + "start: " + ids(state.initial) + "\n";
    if (state.required) out += inner + "required: true\n";
    if (state.join.kind != Join::Kind::all) out += inner + "join: " + text_of(state.join) + "\n";
    if (state.children.empty()) return;
    out += inner + (state.kind == State::Kind::parallel ? "parallel:\n" : "states:\n");
    for (const int child : state.children) write_state(model, child, inner + "  ", out);
}

}  // namespace

std::string to_yaml(const Model& model) {
    std::string out = "format: 1\nkind: chart\nchart: made\ndata: {";
    for (int i = 0; i < model.data; ++i) out += (i > 0 ? ", " : "") + data_name(i) + ": 0";
    out += "}\nstart: " + ids(model.states[0].initial) + "\nstates:\n";
    for (const int child : model.states[0].children) write_state(model, child, "  ", out);
    return out;
}

}  // namespace throughgate::oracle
