// SPDX-License-Identifier: MIT
// Every bound of the HTTP API. docs/embed/http-api.md lists them for those who call it.
#pragma once

#include <chrono>
#include <cstddef>

namespace throughgate::http::limits {

using std::chrono::seconds;

inline constexpr std::size_t connections = 1024;
inline constexpr std::size_t header_bytes = 16 * 1024;
inline constexpr std::size_t target_bytes = 4 * 1024;
inline constexpr std::size_t body_bytes = 1024 * 1024;
inline constexpr std::size_t bulk_body_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t import_body_bytes = 64 * 1024 * 1024;
inline constexpr std::size_t nesting = 16;
inline constexpr std::size_t key_bytes = 200;
inline constexpr std::size_t person_bytes = 100;
inline constexpr std::size_t purpose_bytes = 500;
inline constexpr std::size_t rights_bytes = 2 * 1024;  ///< they stand in the log of reads
inline constexpr std::size_t bulk_commands = 1000;
inline constexpr std::size_t page = 100;
inline constexpr std::size_t largest_page = 1000;
inline constexpr std::size_t stream_bytes = 1024 * 1024;
inline constexpr std::size_t streams = 256;
inline constexpr std::size_t waiting_polls = 256;
inline constexpr std::size_t queries_waiting = 2048;
inline constexpr std::size_t faults_told = 50;

inline constexpr seconds idle{75};      ///< between two requests of a connection
inline constexpr seconds header{10};    ///< from the first byte of a request to the end of its head
inline constexpr seconds body{30};      ///< from there to the end of the body
inline constexpr seconds handling{60};  ///< until the application has answered
inline constexpr seconds long_handling{1800};  ///< of imports and of what reads the whole store
inline constexpr seconds writing{30};  ///< until the answer, or one piece of a stream, is taken
inline constexpr seconds heartbeat{15};
/// A stream ends after that, so that whoever it is for is looked at again.
inline constexpr seconds stream_life{300};
inline constexpr seconds longest_poll{30};
inline constexpr seconds drain{15};

}  // namespace throughgate::http::limits
