// SPDX-License-Identifier: MIT
// Every bound of the console. docs/operate/console.md lists them for those who run it.
#pragma once

#include <chrono>
#include <cstddef>

namespace throughgate::console::limits {

inline constexpr std::chrono::minutes idle{30};     ///< a session that is not used ends
inline constexpr std::chrono::hours lifetime{12};   ///< any session ends
inline constexpr std::size_t sessions = 10'000;     ///< more: the one that idled longest ends
inline constexpr std::size_t sessions_of_user = 8;  ///< likewise
inline constexpr std::chrono::minutes window{15};   ///< in which failed sign-ins are counted
inline constexpr unsigned failures_of_user = 10;    ///< in the window; then the user name waits
inline constexpr unsigned failures_of_address = 50;
inline constexpr std::size_t failing = 20'000;  ///< names and addresses that are remembered
inline constexpr std::size_t form_bytes = 64 * 1024;
inline constexpr std::size_t fields = 2'000;         ///< of one form
inline constexpr std::size_t password_bytes = 200;   ///< at most
inline constexpr std::size_t password_letters = 12;  ///< at least
inline constexpr std::size_t rows = 25;              ///< of one page
inline constexpr std::size_t work_pages = 256;       ///< kept as they were made, about 40 KiB each
inline constexpr std::size_t bulk = 200;             ///< handoffs acknowledged at once
inline constexpr std::size_t allocated = 200;        ///< cases offered, and handed over, at once
inline constexpr std::size_t edited_bytes = 512 * 1024;  ///< of one file in the editor
inline constexpr std::size_t editor_form_bytes = 4 * edited_bytes;
inline constexpr std::size_t draft_files = 100;
inline constexpr std::size_t draft_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t folder_files = 2'000;
inline constexpr std::size_t views_of_user = 50;    ///< saved
inline constexpr std::size_t view_name = 80;        ///< bytes
inline constexpr std::size_t view_address = 1'000;  ///< bytes
inline constexpr int long_work = 2;  ///< runs of tests and plans at once, from the editor

}  // namespace throughgate::console::limits
