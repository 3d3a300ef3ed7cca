// SPDX-License-Identifier: MIT
#include "model/rows.hpp"

namespace throughgate {

std::string_view name_of(MailingKind kind) {
    switch (kind) {
        case MailingKind::digest: return "digest";
        case MailingKind::summary: return "summary";
        case MailingKind::unread: return "unread";
    }
    return "digest";
}

std::optional<MailingKind> mailing_kind_named(std::string_view name) {
    for (const MailingKind kind : {MailingKind::digest, MailingKind::summary, MailingKind::unread})
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

EffectId effect_of(const Mailing& mailing) {
    return {mailing.incarnation, CaseId{}, static_cast<std::uint64_t>(mailing.number), 0};
}

}  // namespace throughgate
