// SPDX-License-Identifier: MIT
#include "core/performer.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "core/ownership.hpp"
#include "core/translate.hpp"
#include "core/window.hpp"
#include "exchange/commands_json.hpp"
#include "notices/timing.hpp"
#include "store/summary.hpp"

namespace throughgate::core {
namespace {

Performed done(Receipt receipt) {
    return {Performed::What::done, std::move(receipt), {}, {}, false};
}

Performed refusal(Error error) {
    return {Performed::What::refused, {}, std::move(error), {}, false};
}

Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

Performed own_mistake(CaseId culprit, const std::string& what) {
    return {Performed::What::fault, {}, {ErrorKind::unavailable, what, ""}, culprit, true};
}

Outcome outcome_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::applied: return Outcome::applied;
        case Verdict::unchanged: return Outcome::unchanged;
        case Verdict::stale: return Outcome::stale;
        case Verdict::refused: break;
    }
    return Outcome::unchanged;
}

/// Replays of a key older than its window are refused; the record itself is kept longer.
bool expired(const KeyRecord& record, Instant now) {
    const std::chrono::days window =
        record.inbound ? limits::inbound_key_window : limits::command_key_window;
    return record.recorded + window < now;
}

}  // namespace

Performer::Performer(store::Transaction& transaction, const Surroundings& surroundings, Instant now,
                     std::uint64_t incarnation, BatchCases& cases, BatchNews& news,
                     const Witness& witness)
    : transaction_(transaction),
      surroundings_(surroundings),
      now_(now),
      incarnation_(incarnation),
      cases_(cases),
      news_(news),
      witness_(witness) {}

Performed Performer::perform(const Request& request) {
    if (const auto* asked = std::get_if<Command>(&request.what)) return command(*asked);
    if (const auto* row = std::get_if<store::DueRow>(&request.what)) return due_row(*row);
    if (const auto* end = std::get_if<NoticeEnd>(&request.what)) return notice_end(*end);
    if (const auto* end = std::get_if<MailingEnd>(&request.what)) return mailing_end(*end);
    if (const auto* again = std::get_if<RecomputeCase>(&request.what))
        return recompute_case(*again);
    if (const auto* end = std::get_if<UpstreamEnd>(&request.what)) return upstream_end(*end);
    return work(std::get<StoreWork>(request.what));
}

Performed Performer::command(const Command& command) {
    Performed performed = command_once(command);
    if (auto counted = count_inbound(command, performed); !counted.ok())
        return fault(counted.error());
    return performed;
}

Performed Performer::command_once(const Command& command) {
    if (auto checked = check_command(command, surroundings_); !checked.ok())
        return refusal(checked.error());
    KeyRecord record{key_digest(command),    body_digest(command), Outcome::applied, {}, 0, 0, now_,
                     !command.source.empty()};
    const auto known = transaction_.find_key(record.key);
    if (!known.ok()) return fault(known.error());
    if (known->has_value()) return answer_again(**known, record);

    Performed performed = carry_out(command);
    if (command.viewer && performed.what == Performed::What::refused &&
        performed.error.kind == ErrorKind::forbidden) {
        const CaseId id = store::case_id_of(performed.error.subject);
        if (auto kept = keep_refusal(command, id); !kept.ok()) return fault(kept.error());
    }
    if (performed.what != Performed::What::done) return performed;
    record.outcome = performed.receipt.outcome;
    record.case_id = last_case_;
    record.sequence = performed.receipt.sequence;
    record.version = performed.receipt.version;
    if (auto put = transaction_.put_key(record); !put.ok()) return fault(put.error());
    return performed;
}

Performed Performer::carry_out(const Command& command) {
    if (const auto* open = std::get_if<OpenCase>(&command.what))
        return open_case(command, open->person);
    if (const auto* place = std::get_if<PlaceCase>(&command.what))
        return open_case(command, place->person);
    if (const auto* send = std::get_if<SendEvent>(&command.what)) return send_event(command, *send);
    if (const auto* correct = std::get_if<CorrectEntry>(&command.what))
        return correct_entry(command, *correct);
    return act_on_handoff(command, std::get<ActOnHandoff>(command.what));
}

Performed Performer::answer_again(const KeyRecord& known, const KeyRecord& asked) {
    if (known.body != asked.body)
        return refusal({ErrorKind::conflict,
                        "this idempotency key was used before with another command; "
                        "use a new key for a new command",
                        "key"});
    if (expired(known, now_))
        return refusal({ErrorKind::conflict,
                        "expired_key: this command was applied on " +
                            format_instant(known.recorded) +
                            " and its window has passed; it is not applied again",
                        "key"});
    Receipt receipt{Outcome::duplicate, "", known.version, known.sequence,
                    "done before on " + format_instant(known.recorded)};
    if (known.case_id.number != 0) {
        auto loaded = take_case(known.case_id);
        if (!loaded.ok()) return fault(loaded.error());
        receipt.case_reference = loaded->reference;
        cases_.insert_or_assign(known.case_id, std::move(*loaded));
    }
    return done(std::move(receipt));
}

Result<Case> Performer::take_case(CaseId id) {
    if (const auto found = cases_.find(id); found != cases_.end()) {
        Case taken = std::move(found->second);
        cases_.erase(found);
        return taken;
    }
    auto loaded = transaction_.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value())
        return Error{ErrorKind::corrupt,
                     "case number " + std::to_string(id.number) + " is listed but not stored",
                     std::to_string(id.number)};
    return std::move(**loaded);
}

Result<Performer::Found> Performer::find_by_person(const PersonIdentity& person) {
    const auto ids = transaction_.find_person(person);
    if (!ids.ok()) return ids.error();
    Found found;
    for (const CaseId id : *ids) {
        auto loaded = take_case(id);
        if (!loaded.ok()) return loaded.error();
        const bool open = !lifecycle::is_end(loaded->state);
        cases_.insert_or_assign(id, std::move(*loaded));
        (open ? found.open : found.closed).push_back(id);
    }
    return found;
}

Performed Performer::open_case(const Command& command, const PersonIdentity& person) {
    if (person.noms_number.empty() && person.crn.empty())
        return refusal({ErrorKind::invalid,
                        "a case needs a prison number or a probation case reference", "person"});
    const auto found = find_by_person(person);
    if (!found.ok()) return fault(found.error());
    if (!found->open.empty()) {
        const auto seen = may_see(command, found->open.front());
        if (!seen.ok()) return fault(seen.error());
        if (!*seen)
            return refusal({ErrorKind::forbidden,
                            "you cannot open a case for this person; ask the case administrator",
                            "person"});
    }
    if (!found->open.empty())
        return refusal({ErrorKind::conflict,
                        "this person already has the open case " +
                            cases_.at(found->open.front()).reference + "; send it events instead",
                        cases_.at(found->open.front()).reference});
    Case fresh;
    fresh.person = person;
    auto event = to_event(command, fresh, surroundings_, now_);
    if (!event.ok()) return refusal(event.error());
    Performed opened = decide_and_write(std::move(fresh), *event);
    if (opened.what != Performed::What::done) return opened;
    return replay_buffered(person, std::move(opened));
}

Performed Performer::replay_buffered(const PersonIdentity& person, Performed opened) {
    const CaseId id = last_case_;
    const auto buffered = transaction_.buffered_for(person);
    if (!buffered.ok()) return fault(buffered.error());
    for (const BufferedEvent& each : *buffered) {
        auto parsed = exchange::read_command(each.body);
        if (parsed.ok()) {
            const Performed replayed = on_case(*parsed, id);
            if (replayed.what == Performed::What::fault) return replayed;
        }
        if (auto dropped = transaction_.drop_buffered(each.id); !dropped.ok())
            return fault(dropped.error());
    }
    last_case_ = id;
    return opened;
}

Performed Performer::buffer(const Command& command, const PersonIdentity& person) {
    const BufferedEvent event{0, person, exchange::to_json(command), now_};
    if (auto put = transaction_.put_buffered(event); !put.ok()) return fault(put.error());
    last_case_ = {};
    return done({Outcome::buffered, "", 0, 0,
                 "nobody with this identity has a case yet; kept until one is opened"});
}

Performed Performer::on_located(const Command& command, const std::string& reference,
                                const PersonIdentity& person) {
    if (!reference.empty()) {
        const auto id = transaction_.find_reference(reference);
        if (!id.ok()) return fault(id.error());
        if (!id->has_value())
            return refusal({ErrorKind::not_found,
                            "there is no case '" + reference +
                                "'; `throughgate case list` shows those there are",
                            reference});
        return on_case(command, **id);
    }
    if (person.noms_number.empty() && person.crn.empty())
        return refusal({ErrorKind::invalid,
                        "name the case by its reference, or the person by an identity", "case"});
    const auto found = find_by_person(person);
    if (!found.ok()) return fault(found.error());
    if (command.viewer) {
        std::vector<CaseId> ids = found->open;
        ids.insert(ids.end(), found->closed.rbegin(), found->closed.rend());
        return first_to_be_seen(command, ids);
    }
    if (found->open.size() > 1)
        return refusal({ErrorKind::conflict,
                        "ambiguous: more than one open case fits this identity", "person"});
    if (found->open.empty() && found->closed.empty()) return buffer(command, person);
    return on_case(command, found->open.empty() ? found->closed.back() : found->open.front());
}

Performed Performer::send_event(const Command& command, const SendEvent& send) {
    return on_located(command, send.case_reference, send.person);
}

Performed Performer::act_on_handoff(const Command& command, const ActOnHandoff& act) {
    return on_located(command, act.case_reference, act.person);
}

Performed Performer::on_case(const Command& command, CaseId id) {
    return command.viewer ? on_case_within(command, id) : on_given_case(command, id);
}

Performed Performer::on_given_case(const Command& command, CaseId id) {
    auto given = take_case(id);
    if (!given.ok()) return fault(given.error());
    if (given->parked) {
        const std::string reference = given->reference;
        cases_.insert_or_assign(id, std::move(*given));
        return refusal({ErrorKind::refused,
                        "case " + reference +
                            " is parked by an incident; it must be resolved before the case moves",
                        reference});
    }
    auto event = to_event(command, *given, surroundings_, now_);
    if (!event.ok()) {
        cases_.insert_or_assign(id, std::move(*given));
        return refusal(event.error());
    }
    if (auto read = read_log_for(*event, id); !read.ok()) return fault(read.error());
    return decide_and_write(std::move(*given), *event);
}

Performed Performer::decide_and_write(Case given, const Event& event) {
    const CaseId id = given.id;
    try {
        const journey::World here = world(given, event);
        Change change = journey::decide(here, std::move(given), event);
        return write(std::move(change), event);
    } catch (const std::exception& mistake) {
        return own_mistake(id, mistake.what());
    }
}

Performed Performer::write(Change change, const Event& event) {
    if (change.verdict == Verdict::refused) {
        TG_ASSERT(change.refusal.has_value());
        if (witness_) witness_(change, event);
        if (change.after.id.number != 0)
            cases_.insert_or_assign(change.after.id, std::move(change.after));
        return refusal(std::move(*change.refusal));
    }
    if (change.after.id.number == 0) {
        if (auto created = transaction_.create_case(change.after); !created.ok())
            return fault(created.error());
    }
    if (auto told = tell_once(change); !told.ok()) return fault(told.error());
    if (auto taken = take_back_records(change, event); !taken.ok()) return fault(taken.error());
    const auto sequence = transaction_.write(change, event, now_);
    if (!sequence.ok()) return fault(sequence.error());
    if (witness_) witness_(change, event);
    if (auto watched = watch_owners(change); !watched.ok()) return fault(watched.error());
    return written(std::move(change), *sequence);
}

/// Whatever can leave work without an owner, or give it one: people, places, states, ladders.
Status Performer::watch_owners(Change& change) {
    const ChangedParts& parts = change.changed;
    if (!parts.people && !parts.pathways && !parts.reach && !parts.timers) return {};
    if (change.after.parked) return {};
    const auto noted = keep_owned(transaction_, surroundings_,
                                  surroundings_.world(now_, incarnation_), change.after);
    if (!noted.ok()) return noted.error();
    news_.outbox = news_.outbox || *noted;
    return {};
}

Performed Performer::written(Change change, std::uint64_t sequence) {
    for (const Change::DueRow& row : change.arm)
        if (!news_.earliest_armed || row.due < *news_.earliest_armed)
            news_.earliest_armed = row.due;
    news_.outbox = news_.outbox || !change.notices.empty();
    news_.upstreams = news_.upstreams || !change.records.empty();
    last_case_ = change.after.id;
    if (change.changed.summary && lifecycle::is_end(change.after.state)) {
        if (auto again = transaction_.look_again(last_case_, now_); !again.ok())
            return fault(again.error());
        news_.ended.push_back(last_case_);
        news_.outbox = true;
    }
    news_.touched.push_back(last_case_);
    Receipt receipt{outcome_of(change.verdict), change.after.reference, change.after.version,
                    sequence, std::move(change.note)};
    cases_.insert_or_assign(last_case_, std::move(change.after));
    return done(std::move(receipt));
}

Performed Performer::due_row(const store::DueRow& row) {
    auto given = take_case(row.case_id);
    if (!given.ok()) return fault(given.error());
    try {
        return fire(row, std::move(*given));
    } catch (const std::exception& mistake) {
        return own_mistake(row.case_id, mistake.what());
    }
}

/// The oldest comes first: when that is long overdue, so is all that fell due meanwhile.
bool Performer::is_late(const store::DueRow& row) {
    const auto* policy = notices::policy_of(surroundings_.definitions);
    if (policy == nullptr || !news_.catching_up) return false;
    const Milliseconds bearable = std::chrono::minutes{std::max(policy->late_minutes, 1U)};
    news_.late = news_.late || now_ - row.due > bearable;
    return news_.late;
}

Performed Performer::fire(const store::DueRow& row, Case given) {
    Event event;
    event.what = TimerDue{row.timer, row.generation};
    Change change;
    if (given.parked) {
        change.verdict = Verdict::stale;
        change.after = std::move(given);
    } else {
        const journey::World here = world(given, event);
        change = journey::decide(here, std::move(given), event);
    }
    change.late = is_late(row);
    // A stale row answers nothing any more: take it out, so that it is not offered again.
    if (change.verdict == Verdict::stale) change.disarm = {{row.due, row.timer, row.generation}};
    return write(std::move(change), event);
}

Performed Performer::work(const StoreWork& work) {
    if (work.moves_cases) cases_.clear();  // the work may write cases past them
    try {
        if (auto worked = work.body(transaction_, now_); !worked.ok()) return fault(worked.error());
    } catch (const std::exception& mistake) {
        return own_mistake({}, mistake.what());
    }
    news_.surroundings = news_.surroundings || work.moves_cases;
    news_.outbox = news_.outbox || work.moves_cases;
    news_.upstreams = news_.upstreams || work.moves_cases;
    last_case_ = {};
    return done({});
}

}  // namespace throughgate::core
