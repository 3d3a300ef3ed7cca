// SPDX-License-Identifier: MIT
#include "plugin/frame.hpp"

#include <limits>

#include "base/limits.hpp"

namespace throughgate::plugin {

namespace {

constexpr std::size_t header_bytes = 1 + 1 + 4 + 2;

void put(std::string& bytes, std::size_t number, int width) {
    for (int i = 0; i < width; ++i) bytes.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

std::size_t take(std::string_view& bytes, std::size_t width) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < width; ++i)
        number |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    bytes.remove_prefix(width);
    return number;
}

std::size_t rest_bytes(const Frame& frame) {
    std::size_t bytes = header_bytes;
    for (const std::string& field : frame.fields) bytes += 4 + field.size();
    return bytes;
}

bool is_kind(std::size_t number) {
    return (number >= 1 && number <= 3) || (number >= 11 && number <= 14);
}

}  // namespace

bool fits(const Frame& frame) {
    return rest_bytes(frame) <= limits::plugin_message_bytes &&
           frame.fields.size() <= std::numeric_limits<std::uint16_t>::max();
}

std::string encode(const Frame& frame) {
    std::string bytes;
    bytes.reserve(frame_prefix_bytes + rest_bytes(frame));
    put(bytes, rest_bytes(frame), 4);
    put(bytes, frame_version, 1);
    put(bytes, static_cast<std::size_t>(frame.kind), 1);
    put(bytes, frame.call, 4);
    put(bytes, frame.fields.size(), 2);
    for (const std::string& field : frame.fields) {
        put(bytes, field.size(), 4);
        bytes += field;
    }
    return bytes;
}

std::optional<std::size_t> rest_length(std::string_view prefix) {
    if (prefix.size() < frame_prefix_bytes) return std::nullopt;
    const std::size_t length = take(prefix, frame_prefix_bytes);
    if (length < header_bytes || length > limits::plugin_message_bytes) return std::nullopt;
    return length;
}

std::optional<Frame> decode(std::string_view rest) {
    if (rest.size() < header_bytes) return std::nullopt;
    if (take(rest, 1) != frame_version) return std::nullopt;
    const std::size_t kind = take(rest, 1);
    if (!is_kind(kind)) return std::nullopt;
    Frame frame{static_cast<FrameKind>(kind), static_cast<std::uint32_t>(take(rest, 4)), {}};
    for (std::size_t left = take(rest, 2); left > 0; --left) {
        if (rest.size() < 4) return std::nullopt;
        const std::size_t length = take(rest, 4);
        if (rest.size() < length) return std::nullopt;
        frame.fields.emplace_back(rest.substr(0, length));
        rest.remove_prefix(length);
    }
    if (!rest.empty()) return std::nullopt;
    return frame;
}

}  // namespace throughgate::plugin
