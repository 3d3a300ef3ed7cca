// SPDX-License-Identifier: MIT
// The rows of the codes table, in parts.
#pragma once

#include <span>

#include "definition/codes.hpp"

namespace throughgate::definition {

std::span<const CodeRow> reading_rows();         ///< TG01xx and TG08xx: files
std::span<const CodeRow> drawing_rows();         ///< TG02xx and TG04xx: states and stages
std::span<const CodeRow> chart_rows();           ///< TG09xx: plain charts
std::span<const CodeRow> extends_rows();         ///< TG16xx: files that extend others
std::span<const CodeRow> test_rows();            ///< TG10xx: files of tests
std::span<const CodeRow> reading_matter_rows();  ///< TG11xx: what people read and print
std::span<const CodeRow> migrate_rows();         ///< TG14xx: what becomes of live cases
std::span<const CodeRow> author_rows();          ///< valid but wrong: TGxx5x
std::span<const CodeRow> ignore_rows();          ///< TG15xx: warnings that are ignored
std::span<const CodeRow> promise_rows();         ///< TG05xx to TG07xx: gates, handoffs, messages

}  // namespace throughgate::definition
