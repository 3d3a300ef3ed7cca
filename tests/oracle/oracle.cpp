// SPDX-License-Identifier: MIT
// The algorithm: selecting, leaving, entering.
#include "oracle/oracle.hpp"

#include <algorithm>

namespace throughgate::oracle {

using Kind_ = State::Kind;

// --- running

void Oracle::start() {
    data_.assign(static_cast<std::size_t>(model_.data), 0);
    if (!model_.pathway) log.push_back("chart.started made");
    Transition begin;
    begin.targets = at(0).initial;
    Set entering;
    Set by_default;
    std::map<int, const Block*> history_content;
    entering.insert(0);
    for (const int target : begin.targets)
        add_descendants(target, entering, by_default, history_content);
    for (const int target : effective_targets(begin.targets))
        add_ancestors(target, 0, entering, by_default, history_content);
    for (const int state : entering) enter(state, by_default, history_content);
    if (done_) halt();
    main_loop();
}

void Oracle::deliver(const Event& event) {
    Raised raised{event.name, {}, {}};
    if (event.has_data) raised.data = {Kind::number, event.data};
    log.push_back("event.applied " + event.name);
    const std::size_t line = log.size() - 1;
    if (!running_) {
        log[line] = "event.unanswered " + event.name;
        return;
    }
    const int before = steps_;
    actions_ = 0;
    waited_ = false;
    step_for(raised);
    if (steps_ == before && !waited_) log[line] = "event.unanswered " + event.name;
    main_loop();
}

void Oracle::wait(int milliseconds) {
    const int until = now_ + milliseconds;
    for (;;) {
        auto next = pending_.end();
        for (auto each = pending_.begin(); each != pending_.end(); ++each)
            if (each->due <= until && (next == pending_.end() || each->due < next->due))
                next = each;
        if (next == pending_.end()) break;
        const Pending fired = *next;
        pending_.erase(next);
        now_ = fired.due;
        actions_ = 0;
        log.push_back("timer.fired " + fired.event.name);
        step_for(fired.event);
        main_loop();
    }
    now_ = until;
}

void Oracle::main_loop() {
    run_macrostep();
    for (int sent = 0; running_ && !outer_.empty(); ++sent) {
        if (sent >= 1000) throw Restless("outer");
        const Raised event = outer_.front();
        outer_.pop_front();
        step_for(event);
        run_macrostep();
    }
}

void Oracle::run_macrostep() {
    told_.clear();
    for (int round = 0; running_; ++round) {
        if (round > 1000) throw Restless("inner");
        const Enableds enabled = select(nullptr);
        if (!enabled.empty()) {
            microstep(enabled);
            continue;
        }
        if (inner_.empty()) return;
        const Raised event = inner_.front();
        inner_.pop_front();
        step_for(event);
    }
}

void Oracle::step_for(const Raised& event) {
    event_data_ = event.data;
    const Enableds enabled = select(&event);
    if (!enabled.empty()) microstep(enabled);
}

// --- selecting

bool Oracle::matches(const Transition& transition, const Raised* event) const {
    if (event == nullptr) return transition.events.empty();
    return std::any_of(
        transition.events.begin(), transition.events.end(), [&](std::string descriptor) {
            if (descriptor == "*") return true;
            if (descriptor.ends_with(".*")) descriptor.resize(descriptor.size() - 2);
            return event->name == descriptor || event->name.rfind(descriptor + ".", 0) == 0;
        });
}

bool Oracle::condition(int, const Transition& transition, std::set<const Transition*>& told) {
    if (transition.when.kind == Guard::Kind::always) return true;
    const std::size_t before = inner_.size();
    const bool yes = holds(transition.when, told.count(&transition) == 0);
    if (inner_.size() != before) told.insert(&transition);
    return yes;
}

Oracle::Enableds Oracle::select(const Raised* event) {
    Enableds enabled;
    std::set<const Transition*> told_now;
    std::set<const Transition*>& told = event == nullptr ? told_ : told_now;
    for (const int leaf : configuration_) {
        if (!is_atomic(leaf)) continue;
        std::vector<int> line{leaf};
        for (const int s : proper_ancestors(leaf, -1)) line.push_back(s);
        bool found = false;
        for (const int s : line) {
            if (model_.pathway) {
                bool waits = false;
                const Transition* each = answer_of(s, event, waits);
                const bool known =
                    std::any_of(enabled.begin(), enabled.end(),
                                [&](const Enabled& e) { return e.transition == each; });
                if (each != nullptr && !known) enabled.push_back({s, each});
                if (each != nullptr || waits) break;
                continue;
            }
            for (const Transition& each : at(s).transitions) {
                if (!matches(each, event) || !condition(s, each, told)) continue;
                const bool known =
                    std::any_of(enabled.begin(), enabled.end(),
                                [&](const Enabled& e) { return e.transition == &each; });
                if (!known) enabled.push_back({s, &each});
                found = true;
                break;
            }
            if (found) break;
        }
    }
    return without_conflicts(enabled, event);
}

Oracle::Enableds Oracle::without_conflicts(const Enableds& enabled, const Raised* event) {
    Enableds filtered;
    const auto lost = [&](const Enabled& loser, const Enabled& winner) {
        log.push_back("transition.preempted " + (event == nullptr ? "" : event->name) + " " +
                      name_of(loser.source) + " " + name_of(winner.source));
    };
    for (const Enabled& one : enabled) {
        bool preempted = false;
        Enableds to_remove;
        for (const Enabled& two : filtered) {
            const Set first = exit_set({one});
            const Set second = exit_set({two});
            const bool meet = std::any_of(first.begin(), first.end(),
                                          [&](int s) { return second.count(s) == 1; });
            if (!meet) continue;
            if (is_descendant(one.source, two.source)) {
                to_remove.push_back(two);
            } else {
                preempted = true;
                lost(one, two);
                break;
            }
        }
        if (preempted) continue;
        for (const Enabled& gone : to_remove) {
            lost(gone, one);
            std::erase_if(filtered,
                          [&](const Enabled& e) { return e.transition == gone.transition; });
        }
        filtered.push_back(one);
    }
    return filtered;
}

// --- leaving

std::vector<int> Oracle::effective_targets(const std::vector<int>& targets) const {
    std::vector<int> found;
    for (const int target : targets) {
        if (at(target).kind != Kind_::history) {
            found.push_back(target);
            continue;
        }
        const auto kept = history_.find(target);
        const std::vector<int> more =
            kept != history_.end() ? std::vector<int>(kept->second.begin(), kept->second.end())
                                   : effective_targets(at(target).initial);
        found.insert(found.end(), more.begin(), more.end());
    }
    return found;
}

int Oracle::common_ancestor(int head, const std::vector<int>& tail) const {
    for (const int ancestor : proper_ancestors(head, -1)) {
        if (at(ancestor).kind != Kind_::compound) continue;
        if (std::all_of(tail.begin(), tail.end(),
                        [&](int s) { return is_descendant(s, ancestor); }))
            return ancestor;
    }
    return 0;
}

int Oracle::domain_of(const Enabled& each) const {
    // A history counts where it stands. With what it remembers instead, as the recommendation has
    // it, a state around that was not left could be entered again.
    const auto& written = each.transition->targets;
    if (written.empty()) return -1;
    const bool inside = std::all_of(written.begin(), written.end(),
                                    [&](int s) { return is_descendant(s, each.source); });
    if (each.transition->internal && at(each.source).kind == Kind_::compound && inside)
        return each.source;
    return common_ancestor(each.source, written);
}

Oracle::Set Oracle::exit_set(const Enableds& transitions) const {
    Set exits;
    for (const Enabled& each : transitions) {
        const int domain = domain_of(each);
        if (domain < 0) continue;
        for (const int state : configuration_)
            if (is_descendant(state, domain)) exits.insert(state);
    }
    return exits;
}

void Oracle::microstep(const Enableds& enabled) {
    ++steps_;
    exit_states(enabled);
    for (const Enabled& each : enabled) {
        log.push_back("transition.taken " + name_of(each.source));
        run(each.transition->content);
    }
    enter_states(enabled);
    if (done_) halt();
}

void Oracle::exit_states(const Enableds& enabled) {
    const Set exits = exit_set(enabled);
    for (const int state : exits)
        for (const int child : at(state).children) {
            if (at(child).kind != Kind_::history) continue;
            Set seen;
            for (const int s : configuration_) {
                const bool wanted = at(child).deep ? is_atomic(s) && is_descendant(s, state)
                                                   : at(s).parent == state;
                if (wanted) seen.insert(s);
            }
            history_[child] = seen;
        }
    for (auto state = exits.rbegin(); state != exits.rend(); ++state) {
        for (const Block& block : at(*state).on_exit) run(block);
        configuration_.erase(*state);
        log.push_back("state.left " + name_of(*state));
    }
}

// --- entering

void Oracle::enter_states(const Enableds& enabled) {
    Set entering;
    Set by_default;
    std::map<int, const Block*> history_content;
    for (const Enabled& each : enabled) {
        for (const int target : each.transition->targets)
            add_descendants(target, entering, by_default, history_content);
        const int ancestor = domain_of(each);
        for (const int target : effective_targets(each.transition->targets))
            add_ancestors(target, ancestor, entering, by_default, history_content);
    }
    for (const int state : entering) enter(state, by_default, history_content);
}

void Oracle::add_descendants(int state, Set& entering, Set& by_default,
                             std::map<int, const Block*>& history_content) {
    if (at(state).kind == Kind_::history) {
        const auto kept = history_.find(state);
        const std::vector<int> targets =
            kept != history_.end() ? std::vector<int>(kept->second.begin(), kept->second.end())
                                   : at(state).initial;
        if (kept == history_.end()) history_content[at(state).parent] = &at(state).initial_content;
        for (const int s : targets) add_descendants(s, entering, by_default, history_content);
        for (const int s : targets)
            add_ancestors(s, at(state).parent, entering, by_default, history_content);
        return;
    }
    entering.insert(state);
    if (at(state).kind == Kind_::compound) {
        by_default.insert(state);
        for (const int s : at(state).initial)
            add_descendants(s, entering, by_default, history_content);
        for (const int s : at(state).initial)
            add_ancestors(s, state, entering, by_default, history_content);
    }
    if (at(state).kind == Kind_::parallel)
        for (const int child : child_states(state)) {
            const bool inside = std::any_of(entering.begin(), entering.end(),
                                            [&](int s) { return is_descendant(s, child); });
            if (!inside) add_descendants(child, entering, by_default, history_content);
        }
}

void Oracle::add_ancestors(int state, int until, Set& entering, Set& by_default,
                           std::map<int, const Block*>& history_content) {
    for (const int ancestor : proper_ancestors(state, until)) {
        entering.insert(ancestor);
        if (at(ancestor).kind != Kind_::parallel) continue;
        for (const int child : child_states(ancestor)) {
            const bool inside = std::any_of(entering.begin(), entering.end(),
                                            [&](int s) { return is_descendant(s, child); });
            if (!inside) add_descendants(child, entering, by_default, history_content);
        }
    }
}

void Oracle::enter(int state, const Set& by_default,
                   const std::map<int, const Block*>& history_content) {
    if (!configuration_.insert(state).second) throw std::logic_error("entered twice");
    if (state != 0) log.push_back("state.entered " + name_of(state));
    for (const Block& block : at(state).on_entry) run(block);
    if (by_default.count(state) == 1) run(at(state).initial_content);
    if (const auto content = history_content.find(state); content != history_content.end())
        run(*content->second);
    if (at(state).kind == Kind_::final_state) finish(state);
}

void Oracle::finish(int state) {
    const int parent = at(state).parent;
    if (parent == 0) {
        done_ = true;
        return;
    }
    if (model_.pathway && at(parent).parent == 1) {
        if (joins(1, state))
            done_ = true;
        else
            raise("done.state." + name_of(parent), {});
        return;
    }
    Value data;
    if (at(state).gives >= 0) data = {Kind::number, at(state).gives};
    raise("done.state." + name_of(parent), data);
    for (int around = at(parent).parent;
         around > 0 && at(around).kind == Kind_::parallel && joins(around, state);
         around = at(around).parent)
        raise("done.state." + name_of(around), {});
}

void Oracle::halt() {
    if (model_.pathway) return end_pathway();
    const Set shown = configuration_;
    for (auto state = shown.rbegin(); state != shown.rend(); ++state) {
        for (const Block& block : at(*state).on_exit) run(block);
        configuration_.erase(*state);
    }
    configuration_ = shown;
    running_ = false;
    inner_.clear();
    outer_.clear();
    pending_.clear();
    log.push_back("chart.ended");
}

std::vector<std::string> Oracle::configuration() const {
    std::vector<std::string> ids;
    for (const int state : configuration_)
        if (is_atomic(state)) ids.push_back(name_of(state));
    return ids;
}

}  // namespace throughgate::oracle
