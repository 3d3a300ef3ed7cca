// SPDX-License-Identifier: MIT
// Checked bodies as commands of the engine, and its answers as responses. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "host/http/route.hpp"
#include "throughgate/command.hpp"
#include "throughgate/definitions.hpp"

namespace throughgate::http {

/// Who plans, approves or applies. Who made their token or password counts, too: one person is not
/// to plan and approve with two identities.
Actor planner_of(const Principal& principal);

/// Key, actor, reason, version and instant of a call; what to do is still open.
Command command_of(const Call& call);
/// The same for one item of a bulk, which has its own key.
Command command_of(const Call& call, const boost::json::object& item);

OpenCase open_case_of(const boost::json::object& body);
PlaceCase place_case_of(const boost::json::object& body);
SendEvent event_of(const boost::json::object& body, std::string reference);
ActOnHandoff move_of(const boost::json::object& body, std::string reference, std::uint32_t number,
                     std::string_view action);
PersonIdentity person_of(const boost::json::object& body);
/// What one item of a bulk does: `kind` is open, event, event_of_person or move.
void take_item(Command& command, std::string_view kind, const boost::json::object& item);
/// A text member; "" when it is absent.
std::string text_member(const boost::json::object& body, std::string_view name);
std::optional<HandoffAction> action_of(std::string_view name);

/// The member `files`; none when it is absent.
std::vector<DefinitionFile> definition_files_of(const boost::json::object& body,
                                                std::string_view name = "files");

/// 200 or `created`, or the problem that a refusal is.
Response response_of(const Result<Receipt>& result, const Call& call, unsigned success);

}  // namespace throughgate::http
