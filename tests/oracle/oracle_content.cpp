// SPDX-License-Identifier: MIT
// What a chart does besides moving.
#include <algorithm>

#include "oracle/oracle.hpp"

namespace throughgate::oracle {
namespace {

std::string data_name(int data) { return "x" + std::to_string(data); }

}  // namespace

void Oracle::raise(const std::string& name, Value data) {
    log.push_back("event.raised " + name);
    inner_.push_back({name, data, {}});
}

void Oracle::fault(const std::string& why) {
    log.push_back("chart.fault " + why);
    log.push_back("event.raised error.execution");
    inner_.push_back({"error.execution", {Kind::text, 0}, {}});
}

bool Oracle::holds(const Guard& guard, bool tell) {
    switch (guard.kind) {
        case Guard::Kind::always: return true;
        case Guard::Kind::less: return data_[static_cast<std::size_t>(guard.data)] < guard.number;
        case Guard::Kind::is_in: return configuration_.count(guard.state) == 1;
        case Guard::Kind::not_in: return configuration_.count(guard.state) == 0;
        case Guard::Kind::event_data:
            return event_data_.kind == Kind::number && event_data_.number == guard.number;
        case Guard::Kind::broken:
            if (tell) fault("1 / 0 is 1: a division by zero");
            return false;
        case Guard::Kind::not_a_truth:
            if (tell) fault("1 + 1: this is neither true nor false");
            return false;
    }
    return false;
}

bool Oracle::run(const Block& block) {
    return std::all_of(block.begin(), block.end(),
                       [&](const Action& action) { return run(action); });
}

bool Oracle::run(const Action& action) {
    if (++actions_ > 100'000) throw Restless("actions");
    int& data = data_[static_cast<std::size_t>(action.data)];
    switch (action.kind) {
        case Action::Kind::add:
        case Action::Kind::set:
            if (model_.pathway && known_.count(action.data) == 1 && data == action.number)
                return true;  // no news
            known_.insert(action.data);
            data = (action.kind == Action::Kind::add ? data : 0) + action.number;
            log.push_back("data.set " + data_name(action.data) + " " + std::to_string(data));
            return true;
        case Action::Kind::raise: raise(action.event, {}); return true;
        case Action::Kind::send:
        case Action::Kind::send_later: send(action); return true;
        case Action::Kind::cancel: {
            const auto gone = std::erase_if(
                pending_, [&](const Pending& each) { return each.event.id == action.id; });
            log.push_back("event.cancelled " + action.id + " " + std::to_string(gone));
            return true;
        }
        case Action::Kind::log:
            log.push_back("chart.log " + data_name(action.data) + " " + std::to_string(data));
            return true;
        case Action::Kind::broken: fault("1 / 0: a division by zero"); return false;
        case Action::Kind::choose:
            return run(holds(action.when, true) ? action.then : action.otherwise);
        case Action::Kind::each:
            for (const int item : {1, 2, 3}) {
                data_[static_cast<std::size_t>(action.data)] = item;
                if (!run(action.then)) return false;
            }
            return true;
    }
    return true;
}

void Oracle::send(const Action& action) {
    Raised event{action.event, {}, action.id};
    if (action.number != 0) event.data = {Kind::number, action.number};
    std::string line = "event.sent " + action.event;
    if (!action.id.empty()) line += " " + action.id;
    log.push_back(line);
    if (action.kind == Action::Kind::send) {
        outer_.push_back(event);
        return;
    }
    if (pending_.size() >= 10'000) throw Restless("pending");
    pending_.push_back({now_ + action.data * 10 + 10, event});
}

}  // namespace throughgate::oracle
