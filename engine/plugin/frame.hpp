// SPDX-License-Identifier: MIT
// Frame: one message between the engine and a plug-in's process. Pure: bytes in, bytes out.
// On the wire: length of the rest (4 bytes), version (1), kind (1), call (4), number of fields (2),
// then each field as length (4) and bytes. Little-endian. At most limits::plugin_message_bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate::plugin {

inline constexpr std::uint8_t frame_version = 1;
inline constexpr std::size_t frame_prefix_bytes = 4;

/// Both programs come from one build, but a stale one may be left lying about: never renumber.
enum class FrameKind : std::uint8_t {
    describe = 1,    ///< library
    open = 2,        ///< library, seconds a call may take, bytes its process may have, settings
    deliver = 3,     ///< effect id, recipient, subject, body, reference, class, now in ms
    described = 11,  ///< name, description; of each setting name, help, default, "required" or
                     ///< "", kind, allowed
    opened = 12,     ///< the same
    answered = 13,   ///< outcome as a digit, detail, wait in ms, "last" when it leaves now, or ""
    refused = 14,    ///< name of an ErrorKind, message
};

struct Frame {
    FrameKind kind = FrameKind::describe;
    std::uint32_t call = 0;  ///< an answer repeats that of its question
    std::vector<std::string> fields;
    friend bool operator==(const Frame&, const Frame&) = default;
};

/// With its length in front. Check `fits` first.
std::string encode(const Frame& frame);
bool fits(const Frame& frame);

/// Length of the rest, from the first four bytes; nullopt when it breaks the bound.
std::optional<std::size_t> rest_length(std::string_view prefix);
/// nullopt: other version, unknown kind, bytes missing or left over.
std::optional<Frame> decode(std::string_view rest);

}  // namespace throughgate::plugin
