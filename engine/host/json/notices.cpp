// SPDX-License-Identifier: MIT
#include "host/json/notices.hpp"

#include <boost/json/array.hpp>

#include "host/json/views.hpp"

namespace throughgate {

namespace json = boost::json;

json::object to_json(const DeliveryView& delivery) {
    return {{"at", format_instant(delivery.at)}, {"effect", delivery.effect},
            {"person", delivery.person},         {"way", delivery.way},
            {"class", delivery.notice_class},    {"channel", delivery.channel},
            {"outcome", delivery.outcome},       {"detail", delivery.detail}};
}

json::object to_json(const NoticeRecord& record) {
    json::object object = to_json(record.notice);
    object["case"] = record.notice.case_reference;
    object["standing"] = record.standing;
    object["mail"] = record.mail;
    object["incident"] = record.incident ? json::value(*record.incident) : json::value(nullptr);
    json::array deliveries;
    for (const DeliveryView& each : record.deliveries) deliveries.push_back(to_json(each));
    object["deliveries"] = std::move(deliveries);
    return object;
}

json::object to_json(const RoutedNotice& notice) {
    return {{"at", format_instant(notice.at)},
            {"person", notice.person},
            {"way", notice.way},
            {"class", notice.notice_class},
            {"channel", notice.channel},
            {"what", notice.what},
            {"to", notice.to},
            {"because", notice.because}};
}

}  // namespace throughgate
