// SPDX-License-Identifier: MIT
// wording: the sentences of notices/ that do not come from definitions, and the words of one
// notice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notices/notices.hpp"

namespace throughgate::notices {

struct Words {
    std::string subject;
    std::string body;
};

/// The message's templates filled for `person`; one bounded line and a bounded text. The subject
/// holds none of `names`: where a template puts one there, the plain subject stands instead.
/// Limited access, a missing message or a faulty template: reference and link only.
Words words_for(const Item& item, const Person& person, std::string_view manager,
                const std::vector<std::string>& names);

std::string told_already();

}  // namespace throughgate::notices
