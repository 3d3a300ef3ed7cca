// SPDX-License-Identifier: MIT
// What became of notices, and of items for other systems; how what these sent has ended.
#include "core/performer.hpp"
#include "journey/records.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t all_of_a_case = 10000;
constexpr const char* entry_taken_back = "the entry was taken back";

Performed done() { return {Performed::What::done, {}, {}, {}, false}; }
Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

std::string_view outcome_of(const Performed& performed) {
    return performed.what == Performed::What::done ? name_of(performed.receipt.outcome) : "refused";
}

UpstreamRecord taken_back(const UpstreamItem& item, const Event& event, Instant now) {
    UpstreamRecord record = item.record;
    record.words = "Taken back, was recorded by mistake: " + item.record.words;
    record.effective = now;
    record.by = event.actor.person;
    return record;
}

/// What went into another record is told to whoever reads that: who, what, when, to whom.
std::vector<Consultation> disclosed_by(const UpstreamItem& item, Instant now) {
    if (item.state != lifecycle::DeliveryState::delivered) return {};
    const std::string system(item.record.upstream.text());
    return {{0,
             now,
             item.record.by,
             "upstream:" + system,
             item.record.words,
             "disclosure",
             "entry in " + system,
             item.effect.case_id,
             {}}};
}

}  // namespace

/// What goes with it: the mail it waits for, mails beside it, the delivery record.
Status Performer::note_mails(const NoticeEnd& end, OutboxRow& row) {
    for (const DeliveryLine& line : end.lines)
        if (auto put = transaction_.put_delivery(line); !put.ok()) return put;
    if (end.joins) {
        const auto joined = transaction_.open_mailing(*end.joins, now_);
        if (!joined.ok()) return joined.error();
        row.mailing = *joined;
    }
    for (const Mailing& mailing : end.opens)
        if (const auto opened = transaction_.open_mailing(mailing, now_); !opened.ok())
            return opened.error();
    if (!end.has_item) return {};
    const auto put = transaction_.put_notice_key(end.item, end.row.effect);
    return put.ok() ? Status() : Status(put.error());
}

Performed Performer::notice_end(const NoticeEnd& end) {
    // Its case may have been erased while it was under way.
    const auto known = transaction_.find_outbox(end.row.effect);
    if (!known.ok()) return fault(known.error());
    if (!known->has_value()) return done();
    OutboxRow row = end.row;
    if (auto noted = note_mails(end, row); !noted.ok()) return fault(noted.error());
    if (auto updated = transaction_.update_outbox(row); !updated.ok())
        return fault(updated.error());
    const bool counts = end.shadowed || end.row.state == lifecycle::DeliveryState::delivered;
    if (end.has_key && counts) {
        const auto put = transaction_.put_notice_key(end.key, end.row.effect);
        if (!put.ok()) return fault(put.error());
    }
    if (!end.incident.empty()) {
        Incident incident;
        incident.case_id = end.row.effect.case_id;
        incident.kind = "delivery.dead_letter";
        incident.subject =
            std::to_string(end.row.effect.sequence) + "." + std::to_string(end.row.effect.ordinal);
        incident.message = end.incident;
        incident.opened = now_;
        if (const auto opened = transaction_.open_incident(incident); !opened.ok())
            return fault(opened.error());
    }
    news_.outbox = news_.outbox || end.row.due.has_value() || end.joins || !end.opens.empty();
    if (!lifecycle::is_end(end.row.state)) return done();
    auto given = take_case(end.row.effect.case_id);
    if (!given.ok()) return fault(given.error());
    Event event;
    event.what = DeliveryReport{end.row.effect, end.row.notice.handoff, end.row.state,
                                end.row.recipient, end.row.detail};
    return decide_and_write(std::move(*given), event);
}

/// It goes at another time; what waits goes with whatever mail the person gets then.
Status Performer::move(const Mailing& mailing) {
    Mailing next = mailing;
    next.number = 0;
    const auto opened = transaction_.open_mailing(next, now_);
    if (!opened.ok()) return opened.error();
    if (auto moved = transaction_.move_notices(mailing.number, *opened); !moved.ok()) return moved;
    Mailing old = mailing;
    old.state = lifecycle::DeliveryState::suppressed;
    old.due.reset();
    old.detail = "goes with mail " + std::to_string(*opened);
    return transaction_.update_mailing(old);
}

Performed Performer::mailing_end(const MailingEnd& end) {
    news_.outbox = true;
    if (end.moves) {
        const auto moved = move(end.mailing);
        return moved.ok() ? done() : fault(moved.error());
    }
    if (auto updated = transaction_.update_mailing(end.mailing); !updated.ok())
        return fault(updated.error());
    for (const DeliveryLine& line : end.lines)
        if (auto put = transaction_.put_delivery(line); !put.ok()) return fault(put.error());
    for (const Mailing& mailing : end.opens)
        if (const auto opened = transaction_.open_mailing(mailing, now_); !opened.ok())
            return fault(opened.error());
    for (const NoticeEnd& notice : end.notices)
        if (Performed ended = notice_end(notice); ended.what == Performed::What::fault)
            return ended;
    return done();
}

Performed Performer::upstream_end(const UpstreamEnd& end) {
    const auto known = transaction_.find_upstream_item(end.item.effect);
    if (!known.ok()) return fault(known.error());
    if (auto put = transaction_.put_upstream(end.state); !put.ok()) return fault(put.error());
    if (end.recovered)
        if (auto woken = transaction_.wake_upstream(end.state.name, now_); !woken.ok())
            return fault(woken.error());
    if (auto told = transaction_.put_consultations(disclosed_by(end.item, now_)); !told.ok())
        return fault(told.error());
    news_.upstreams = true;
    // Somebody may have waived it while it was under way: then that stands.
    if (!known->has_value()) return done();
    if (lifecycle::is_end((*known)->state)) return went_all_the_same(end.item, **known);
    if (auto updated = transaction_.update_upstream_item(end.item); !updated.ok())
        return fault(updated.error());
    if (!end.item.ended) return done();
    auto given = take_case(end.item.effect.case_id);
    if (!given.ok()) return fault(given.error());
    Event event;
    event.what = DeliveryReport{end.item.effect, {}, end.item.state, "", "", end.state.name};
    return decide_and_write(std::move(*given), event);
}

/// Its entry was taken back while it was under way, and it arrived: that is told behind it.
Performed Performer::went_all_the_same(const UpstreamItem& item, const UpstreamItem& known) {
    const bool arrived = item.state == lifecycle::DeliveryState::delivered;
    if (!arrived || known.detail != entry_taken_back) return done();
    auto given = take_case(item.effect.case_id);
    if (!given.ok()) return fault(given.error());
    Event event;
    event.actor.person = known.decided_by;
    event.reason = known.detail;
    Change change(std::move(*given));
    change.changed.core = true;
    journey::plan_record(change, taken_back(item, event, now_));
    const auto written = transaction_.write(change, event, now_);
    cases_.insert_or_assign(item.effect.case_id, std::move(change.after));
    return written.ok() ? done() : fault(written.error());
}

/// Only what certainly never went is waived. What was sent, answered or not, is followed by a
/// second entry: order for each person brings that behind the first.
Status Performer::take_back_records(Change& change, const Event& event) {
    const auto* back = std::get_if<TakenBack>(&event.what);
    if (back == nullptr || change.verdict == Verdict::refused) return {};
    store::UpstreamFilter filter;
    filter.case_id = change.after.id;
    filter.which = store::UpstreamFilter::Which::all;
    auto items = transaction_.list_upstream_items(filter, {}, all_of_a_case);
    if (!items.ok()) return items.error();
    for (UpstreamItem& item : *items) {
        if (item.effect.sequence != back->sequence) continue;
        const bool waits = !lifecycle::is_end(item.state);
        const bool went = item.state == lifecycle::DeliveryState::delivered;
        if (went || (waits && item.attempts > 0)) {
            journey::plan_record(change, taken_back(item, event, now_));
            continue;
        }
        const auto moved = lifecycle::advance(item.state, lifecycle::DeliveryMove::waive);
        if (!moved) continue;
        item.state = *moved;
        item.due.reset();
        item.ended = now_;
        item.detail = entry_taken_back;
        item.decided_by = event.actor.person;
        if (auto updated = transaction_.update_upstream_item(item); !updated.ok()) return updated;
    }
    return {};
}

Status Performer::count_inbound(const Command& command, const Performed& performed) {
    if (command.source.empty() || performed.what == Performed::What::fault) return {};
    return transaction_.count_inbound(command.source, outcome_of(performed), now_);
}

}  // namespace throughgate::core
