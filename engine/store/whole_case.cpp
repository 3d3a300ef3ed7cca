// SPDX-License-Identifier: MIT
#include "store/whole_case.hpp"

#include "store/bytes.hpp"

namespace throughgate::store {
namespace {

constexpr std::uint8_t layout = 1;

Error corrupt() {
    return {ErrorKind::corrupt,
            "what the case was before it was changed cannot be read; restore the store from a "
            "backup",
            "pre_image"};
}

}  // namespace

std::string encode_case(const Case& the_case) {
    std::string out;
    ByteWriter writer(out);
    writer.byte(layout);
    writer.text(the_case.reference);
    std::string part;
    for (std::size_t i = 0; i < case_parts; ++i) {
        encode_part(static_cast<CasePart>(i), the_case, part);
        writer.text(part);
    }
    return out;
}

Result<Case> decode_case(std::string_view body) {
    ByteReader reader(body);
    if (reader.byte() != layout) return corrupt();
    Case the_case;
    the_case.reference = reader.text();
    for (std::size_t i = 0; i < case_parts; ++i) {
        const std::string_view part = reader.text();
        if (!reader.ok()) return corrupt();
        if (auto decoded = decode_part(static_cast<CasePart>(i), part, the_case); !decoded.ok())
            return decoded.error();
    }
    if (!reader.at_end()) return corrupt();
    return the_case;
}

}  // namespace throughgate::store
