// SPDX-License-Identifier: MIT
#include "core/outbox_ends.hpp"

#include <algorithm>

namespace throughgate::core {

NoticeEnd without_sending(OutboxRow row, lifecycle::DeliveryMove move, std::string detail,
                          std::string incident) {
    const auto moved = lifecycle::advance(row.state, move);
    row.state = moved.value_or(row.state);
    row.due.reset();
    row.detail = std::move(detail);
    NoticeEnd end;
    end.row = std::move(row);
    end.incident = std::move(incident);
    return end;
}

/// A parked case says nothing until its incident is resolved; what it owes is not lost.
NoticeEnd put_off(OutboxRow row, Instant now, const char* because) {
    row.due = now + std::chrono::hours{1};
    row.detail = because;
    NoticeEnd end;
    end.row = std::move(row);
    return end;
}

/// A team is live, but whoever runs the store gave no channel.
NoticeEnd wait_for_channel(OutboxRow row, Instant now) {
    return put_off(std::move(row), now, "put off: there is no channel to send it by");
}

MailingEnd without_mail(Mailing mailing, std::string because, std::vector<NoticeEnd> notices) {
    mailing.state = lifecycle::DeliveryState::suppressed;
    mailing.due.reset();
    mailing.detail = std::move(because);
    MailingEnd end;
    end.mailing = std::move(mailing);
    end.notices = std::move(notices);
    return end;
}

namespace {

const char* outcome_of(lifecycle::DeliveryState state) {
    switch (state) {
        case lifecycle::DeliveryState::delivered: return "sent";
        case lifecycle::DeliveryState::retrying: return "retry";
        default: return "failed";
    }
}

DeliveryLine line_of(const delivery::Report& report, const char* way, NoticeClass notice_class) {
    DeliveryLine line;
    line.at = report.at;
    line.person = report.recipient;
    line.effect = report.effect;
    line.way = way;
    line.notice_class = name_of(notice_class);
    line.channel = report.channel;
    line.outcome = outcome_of(report.state);
    line.detail = report.detail;
    return line;
}

std::string could_not(const std::string& person, const delivery::Report& report) {
    return "a notice to " + person + " could not be delivered by " + report.channel + " (" +
           report.detail + "); tell them yourself";
}

/// "in the digest (mail 12): quiet hours", from what was said while it waited.
std::string in_words(const Mailing& mailing, const std::string& waited) {
    const std::size_t reason = waited.find(": ");
    return "in the " + std::string(name_of(mailing.kind)) + " (mail " +
           std::to_string(mailing.number) + ")" +
           (reason == std::string::npos ? "" : waited.substr(reason));
}

/// Of a mail that has ended: what went with it has ended in the same way.
void settle(NoticeEnd& end, const Mailing& mailing, const delivery::Report& report) {
    using lifecycle::DeliveryMove;
    if (!end.has_key || lifecycle::is_end(end.row.state)) return;
    const bool gone = mailing.state == lifecycle::DeliveryState::delivered;
    end.row.state =
        lifecycle::advance(end.row.state, gone ? DeliveryMove::deliver : DeliveryMove::give_up)
            .value_or(end.row.state);
    ++end.row.attempts;
    end.row.due.reset();
    end.row.channel = report.channel;
    end.row.detail = gone ? in_words(mailing, end.row.detail) : report.detail;
    end.has_item = end.has_item && gone;
    if (!gone) end.incident = could_not(mailing.person, report);
}

/// Kept from one attempt to the next only when that channel has it and may say later how it went.
void note_channel(std::string& channel, const delivery::Report& report) {
    const bool held = !channel.empty() || report.answer == plugin::Answer::What::pending;
    channel = report.channel;
    if (!held && report.state == lifecycle::DeliveryState::retrying) channel.clear();
}

}  // namespace

NoticeEnd completed(NoticeEnd end, const delivery::Report& report) {
    OutboxRow& row = end.row;
    row.attempts = report.attempt;  // no more than before when every channel rests
    row.state = report.state;
    note_channel(row.channel, report);
    row.due = report.next_try;
    row.detail = report.detail;
    if (row.state == lifecycle::DeliveryState::dead_lettered)
        end.incident = could_not(row.recipient, report);
    const bool gone = row.state == lifecycle::DeliveryState::delivered;
    if (!gone) end.opens.clear();
    end.has_key = true;
    end.has_item = end.has_item && gone;
    end.lines.push_back(line_of(report, "alone", end.notice_class));
    return end;
}

MailingEnd completed(MailingEnd end, const delivery::Report& report) {
    Mailing& mailing = end.mailing;
    mailing.attempts = report.attempt;
    mailing.state = report.state;
    mailing.due = report.next_try;
    note_channel(mailing.channel, report);
    mailing.detail = report.detail;
    const std::string way(name_of(mailing.kind));
    const bool critical = mailing.kind == MailingKind::unread;
    end.lines.push_back(
        line_of(report, way.c_str(), critical ? NoticeClass::critical : NoticeClass::action));
    if (!lifecycle::is_end(mailing.state)) {
        end.notices.clear();
        end.opens.clear();
        return end;
    }
    for (NoticeEnd& each : end.notices) settle(each, mailing, report);
    return end;
}

}  // namespace throughgate::core
