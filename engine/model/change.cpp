// SPDX-License-Identifier: MIT
#include "model/change.hpp"

namespace throughgate {

std::string_view name_of(NoticeClass notice_class) {
    switch (notice_class) {
        case NoticeClass::critical: return "critical";
        case NoticeClass::action: return "action";
        case NoticeClass::info: return "info";
    }
    return "info";
}

std::optional<NoticeClass> notice_class_named(std::string_view name) {
    for (const auto each : {NoticeClass::critical, NoticeClass::action, NoticeClass::info})
        if (name_of(each) == name) return each;
    return std::nullopt;
}

std::string_view name_of(Relation relation) {
    switch (relation) {
        case Relation::holder: return "holder";
        case Relation::deputy: return "deputy";
        case Relation::manager: return "manager";
        case Relation::team_box: return "team_box";
        case Relation::upper_manager: return "upper_manager";
    }
    return "holder";
}

std::string to_words(const Recipient& recipient) {
    const std::string role(recipient.role.text());
    switch (recipient.relation) {
        case Relation::holder: return role;
        case Relation::deputy: return "deputy of " + role;
        case Relation::manager: return "manager of " + role;
        case Relation::team_box: return "team box of " + role;
        case Relation::upper_manager: return "manager of manager of " + role;
    }
    return role;
}

}  // namespace throughgate
