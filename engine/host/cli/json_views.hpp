// SPDX-License-Identifier: MIT
// Views as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/views.hpp"

namespace throughgate::cli {

boost::json::object to_json(const Receipt& receipt);
boost::json::object to_json(const CaseRow& row);
boost::json::object to_json(const HistoryEntry& entry);
boost::json::object to_json(const HandoffView& handoff);
boost::json::object to_json(const WorklistRow& row);
boost::json::object to_json(const IncidentView& incident);
boost::json::object to_json(const CaseView& view);

template <typename View>
boost::json::array to_json_array(const std::vector<View>& views) {
    boost::json::array array;
    for (const View& view : views) array.push_back(to_json(view));
    return array;
}
boost::json::object to_json(const Diagnostic& d);

}  // namespace throughgate::cli
