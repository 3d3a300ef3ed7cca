// SPDX-License-Identifier: MIT
// Every public query and command about cases, as one table of routes: through a viewer's door, or
// through the embedder's own, where each of them leaks.
#pragma once

#include <functional>

#include "access/answers.hpp"
#include "access/search.hpp"
#include "access/stage.hpp"

namespace throughgate::testing {

/// A door to the engine: a viewer's, or the trusted embedder's own.
struct Door {
    std::function<std::string(std::string)> find_case, history, facts, needs, sheet;
    std::function<std::string(std::string, std::string)> contact;
    std::function<std::string(CaseQuery)> list_cases;
    std::function<std::string(HandoffQuery)> list_handoffs;
    std::function<std::string(std::string)> worklist;
    std::function<std::string()> incidents, changes;
    std::function<std::string(ReleaseQuery)> releases;
    std::function<std::string(ReceptionQuery)> receptions;
    std::function<std::string(Command)> submit;
    std::function<std::string(UpstreamItemQuery)> items;
    std::function<std::string(std::string, std::string)> retry, waive;
};

Door door_of(Access access);
/// Every route leaks: it has no viewer.
Door leaking_door(Engine& to);

/// A route answers about one case (or about any: `of_all`), for a person who asks.
struct Route {
    const char* name;      ///< as the headers have it
    bool of_all;           ///< not about the given case alone
    bool asked_by_number;  ///< the answer may repeat the person's number, which was asked for
    std::function<std::string(const Door&, const StagedCase&, const std::string& person)> ask;
};

std::vector<Route> routes();

}  // namespace throughgate::testing
