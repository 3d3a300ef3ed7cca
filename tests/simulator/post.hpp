// SPDX-License-Identifier: MIT
// Post: what a play's channel was given, and what its delivery record says.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rules/rules.hpp"
#include "support/play.hpp"
#include "throughgate/notices.hpp"

namespace throughgate::testing {

using What = plugin::Answer::What;

inline const rules::Zone& london() {
    static const rules::Zone zone = rules::Zone::load("Europe/London").value();
    return zone;
}

/// What the channel was given, in order.
struct Post {
    std::vector<plugin::Message> mails;
    std::function<What(const plugin::Message&)> answer;

    std::function<plugin::Answer(const plugin::Message&)> channel() {
        return [this](const plugin::Message& mail) {
            const What what = answer ? answer(mail) : What::delivered;
            if (what == What::delivered) mails.push_back(mail);
            return plugin::Answer{what, what == What::delivered ? "taken" : "not taken"};
        };
    }

    [[nodiscard]] std::vector<plugin::Message> to(const std::string& person) const {
        std::vector<plugin::Message> found;
        for (const plugin::Message& mail : mails)
            if (mail.recipient.starts_with(person)) found.push_back(mail);
        return found;
    }
};

inline PlayOptions with(Post& post, const std::string& policy) {
    PlayOptions options;
    options.channel = post.channel();
    options.policy = policy;
    return options;
}

inline std::string release_in(int days) {
    return format_date(std::chrono::floor<std::chrono::days>(play_start()) +
                       std::chrono::days{days});
}

inline std::string wall(Instant instant) {
    const auto local = london().local(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local.time).count();
    const auto two = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return format_date(local.day) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

inline std::vector<NoticeRecord> of_case(Play& play, const std::string& reference) {
    NoticeQuery query;
    query.case_reference = reference;
    query.limit = 10000;
    return list_notices(play.engine(), query).value();
}

inline std::vector<DeliveryView> record_of(Play& play, const std::string& person) {
    return deliveries_to(play.engine(), person, Instant{}, 100000).value();
}

inline std::vector<NoticeRecord> dead_letters(Play& play) {
    NoticeQuery query;
    query.dead_letters = true;
    return list_notices(play.engine(), query).value();
}

}  // namespace throughgate::testing
