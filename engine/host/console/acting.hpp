// SPDX-License-Identifier: MIT
// Acting on handoffs from pages: which buttons are offered, and what a form does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/console/frame.hpp"
#include "host/http/services.hpp"
#include "throughgate/access.hpp"

namespace throughgate::console {

/// "TG-000001/3": a handoff of a case.
struct HandoffName {
    std::string reference;
    std::uint32_t number = 0;
};
std::optional<HandoffName> read_handoff(std::string_view text);
std::string text_of(const HandoffName& handoff);

/// What may be done in this state: one press each, or a form that asks why.
struct Offer {
    HandoffAction action;
    bool asks = false;  ///< for a reason, on a page of its own
};
std::vector<Offer> offers_in(std::string_view state);
/// "Acknowledge", "Ask a question".
std::string_view words_of(HandoffAction action);
std::optional<HandoffAction> read_action(std::string_view name);
/// "acknowledged", for sentences.
std::string_view done_words(HandoffAction action);
Tag tag_of_state(const HandoffView& handoff);
/// "/cases/TG-000001/handoffs/3/decline"
std::string address_of(const HandoffName& handoff, HandoffAction action);
std::string address_of_case(std::string_view reference);

struct Act {
    HandoffName handoff;
    HandoffAction action = HandoffAction::acknowledge;
    std::string key;
    std::string reason{}, evidence{};
    std::optional<std::uint64_t> version{};
};
/// As the person who is signed in. Waits for the commit.
Result<Receipt> act_on(http::Services& services, const Visit& visit, const Act& act);

/// The page of one handoff and one thing to do with it, which asks for reason or evidence; with
/// what was wrong, if something was.
http::Response ask_about(http::Services& services, const Visit& visit, const HandoffName& handoff,
                         HandoffAction action, const std::string& fault = "",
                         unsigned status = 200);

}  // namespace throughgate::console
