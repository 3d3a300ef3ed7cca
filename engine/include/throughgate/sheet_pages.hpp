// SPDX-License-Identifier: MIT
// Pages for people, as text and as HTML. Pure: a page depends on the given value alone.
// Text has lines of at most 100 columns where words allow it. HTML is one file that prints by
// itself: no scripts, nothing fetched, every value escaped, readable without colour.
#pragma once

#include <string>

#include "throughgate/sheets.hpp"

namespace throughgate {

std::string text_page(const FactsView& facts);
std::string text_page(const NeedsList& needs);
std::string text_page(const ReleaseSheet& sheet);
std::string text_page(const ReleaseList& list);
std::string text_page(const ReceptionList& list);
std::string html_page(const NeedsList& needs);
std::string html_page(const ReleaseSheet& sheet);
std::string html_page(const ReleaseList& list);
std::string html_page(const ReceptionList& list);

}  // namespace throughgate
