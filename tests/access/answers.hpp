// SPDX-License-Identifier: MIT
// Every answer as text, with every field of it: what a person, a file or a page could show of it.
#pragma once

#include <string>

#include "throughgate/access.hpp"

namespace throughgate::testing {

std::string words(const CaseView& view);
std::string words(const CaseRow& row);
std::string words(const HistoryEntry& entry);
std::string words(const HandoffView& view);
std::string words(const WorklistRow& row);
std::string words(const IncidentView& view);
std::string words(const UpstreamItemView& view);
std::string words(const Status& status);
std::string words(const FactsView& view);
std::string words(const NeedsList& view);
std::string words(const ReleaseSheet& view);
std::string words(const ReleaseList& view);
std::string words(const ReceptionList& view);
std::string words(const ChangePage& page);
std::string words(const ContactText& view);
std::string words(const Receipt& receipt);
std::string words(const Error& error);

template <typename Item>
std::string words(const std::vector<Item>& items) {
    std::string all = "rows " + std::to_string(items.size()) + "\n";
    for (const Item& item : items) all += words(item) + "\n";
    return all;
}

/// Of a refusal, what it says.
template <typename Answer>
std::string words(const Result<Answer>& answer) {
    return answer.ok() ? words(*answer) : words(answer.error());
}

}  // namespace throughgate::testing
