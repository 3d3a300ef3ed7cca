// SPDX-License-Identifier: MIT
// Views as JSON, for the command line and the HTTP API. Key names are an interface: never rename.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "throughgate/changes.hpp"
#include "throughgate/command.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/views.hpp"

namespace throughgate {

boost::json::object to_json(const Receipt& receipt);
boost::json::object to_json(const CaseRow& row);
boost::json::object to_json(const HistoryEntry& entry);
boost::json::object to_json(const HandoffView& handoff);
boost::json::object to_json(const WorklistRow& row);
boost::json::object to_json(const IncidentView& incident);
boost::json::object to_json(const NoticeView& notice);
boost::json::object to_json(const CaseView& view);
boost::json::object to_json(const RecomputeView& run);
boost::json::object to_json(const Totals& totals);
boost::json::object to_json(const Health& health);
boost::json::object to_json(const ChangeRow& row);
boost::json::object to_json(const ImportReport& report);
boost::json::object to_json(const CheckReport& report);
boost::json::object to_json(const AppliedDefinitions& applied);
boost::json::object to_json(const CalendarUpdate& update);

template <typename View>
boost::json::array to_json_array(const std::vector<View>& views) {
    boost::json::array array;
    for (const View& view : views) array.push_back(to_json(view));
    return array;
}
boost::json::object to_json(const Diagnostic& d);

}  // namespace throughgate
