// SPDX-License-Identifier: MIT
// Every way in which a route of the HTTP API is asked about a staged case.
#pragma once

#include "access/http_door.hpp"
#include "access/stage.hpp"

namespace throughgate::testing {

struct HttpAsk {
    std::string target;
    std::string body;
    std::string type = "application/json";
    std::string name{};  ///< of a handoff that was asked for: the answer may repeat it
};

/// Paths with every parameter filled in, queries and bodies included; empty: nobody wrote down how
/// this route is asked, and the test that calls has to fail.
std::vector<HttpAsk> asks_of(const http::Route& route, Stage& stage, const StagedCase& about);
/// The answer may repeat the person's numbers, which were asked for.
bool asked_by_number(const http::Route& route);

}  // namespace throughgate::testing
