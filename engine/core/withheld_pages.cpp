// SPDX-License-Identifier: MIT
#include "core/withheld_pages.hpp"

#include <algorithm>

namespace throughgate::core {
namespace {

void blank(const Withheld& hidden, NeedView& need) {
    for (std::string& title : need.stands) hidden.from(title);
    for (NeedTask& task : need.tasks) {
        hidden.from(task.title);
        if (task.title.ends_with(withheld)) task.title = withheld;
        if (hidden.speaks(task.instruction) || task.title == withheld) task.instruction.clear();
    }
    std::erase_if(need.services, [&](const ServiceView& each) {
        return hidden.speaks(each.title) || hidden.speaks(each.who);
    });
}

void blank(const Withheld& hidden, std::vector<AppointmentView>& appointments) {
    for (AppointmentView& each : appointments) {
        hidden.from(each.title);
        if (hidden.speaks(each.place)) {
            each.place.clear();
            each.withheld = true;
        }
    }
}

void blank(const Withheld& hidden, std::vector<ClashView>& clashes) {
    for (ClashView& each : clashes) {
        hidden.from(each.first);
        hidden.from(each.second);
        hidden.from(each.sentence);
    }
}

void blank(const Withheld& hidden, std::vector<MissingView>& missing) {
    for (MissingView& each : missing) {
        const bool named = hidden.speaks(each.id);
        if (named) each.id.clear();
        if (named || hidden.speaks(each.sentence)) each.sentence = withheld;
    }
}

}  // namespace

void blank(const Withheld& hidden, FactsView& view) {
    std::erase_if(view.facts, [&](const SourcedFact& each) {
        const auto name = Symbol::find(each.name);
        return name && hidden.fact(*name);
    });
    for (SourcedFact& each : view.facts) {
        hidden.from(each.value);
        hidden.from(each.value_words);
    }
}

void blank(const Withheld& hidden, NeedsList& view) {
    for (NeedView& each : view.needs) blank(hidden, each);
}

void blank(const Withheld& hidden, ReleaseSheet& view) {
    blank(hidden, view.appointments);
    blank(hidden, view.clashes);
    blank(hidden, view.missing);
    for (NeedView& each : view.needs) blank(hidden, each);
}

void blank(const Withheld& hidden, ReleaseRow& row) {
    blank(hidden, row.appointments);
    blank(hidden, row.clashes);
    blank(hidden, row.missing);
}

void blank(const Withheld& hidden, ContactText& view) { hidden.from(view.text); }

}  // namespace throughgate::core
