// SPDX-License-Identifier: MIT
// Erasing a closed case by two people: asking, withdrawing, carrying it out.
#include "base/hash.hpp"
#include "core/case_lookup.hpp"
#include "core/change_identity.hpp"
#include "core/engine_parts.hpp"
#include "core/erasure_texts.hpp"
#include "core/sight.hpp"
#include "core/window.hpp"
#include "model/change_rows.hpp"
#include "store/erasing.hpp"
#include "throughgate/erasure.hpp"

namespace throughgate {
namespace {

namespace say = core::erasure_texts;
using store::Holdings;

/// Who does it and why, in one transaction.
struct Erasing {
    Engine::Parts& parts;
    const core::Surroundings& around;
    const Viewer& viewer;
    const std::string& reason;
    Instant now;
};

Actor actor_of(const Viewer& viewer) { return {viewer.person, viewer.asserted_by, ""}; }

Status is_somebody(const core::Surroundings& around, const Viewer& viewer,
                   std::string_view reference, std::string_view reason) {
    if (reason.find_first_not_of(" \t\n") == std::string_view::npos)
        return say::reason_wanted(reference);
    const StaffMember* member = around.directory.find(viewer.person);
    if (viewer.person.empty() || member == nullptr || member->box)
        return say::nobody_known(reference);
    return {};
}

Status may_see(store::Reader& reader, const Erasing& here, const Case& the_case) {
    const auto sight = core::sight_of(here.viewer, here.around, here.now);
    if (!sight.ok()) return sight.error();
    if (sight->scope.everything) return {};
    const auto seen = reader.seen(the_case.id, sight->scope);
    if (!seen.ok()) return seen.error();
    return core::is_open(*seen) ? Status() : Status(core::forbidden(the_case.reference));
}

/// Only by its reference: a person may have several cases.
Result<Case> find_case(store::Reader& reader, std::string_view reference) {
    const auto id = reader.find_reference(reference);
    if (!id.ok()) return id.error();
    if (!id->has_value()) return core::no_case(reference);
    auto loaded = reader.load_case(**id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return core::no_case(reference);
    return std::move(**loaded);
}

Status may_be_erased(store::Reader& reader, const Case& the_case) {
    if (!lifecycle::is_end(the_case.state)) return say::still_open(the_case.reference);
    store::UpstreamFilter waiting;
    waiting.case_id = the_case.id;
    waiting.which = store::UpstreamFilter::Which::open;
    const auto records = reader.list_upstream_items(waiting, {}, 1000);
    if (!records.ok()) return records.error();
    if (!records->empty()) return say::records_wait(the_case.reference, records->size());
    const auto run = reader.open_change_run();
    if (!run.ok()) return run.error();
    if (run->has_value()) return say::run_under_way(the_case.reference, (*run)->id);
    return store::log_is_sound(reader, the_case);
}

/// The request, while it is the last that happened to the case.
Result<std::optional<StoredLogEntry>> request_for(store::Reader& reader, const Case& the_case) {
    if (the_case.log_length == 0) return std::optional<StoredLogEntry>{};
    auto last = reader.read_log(the_case.id, the_case.log_length - 1, 1);
    if (!last.ok()) return last.error();
    if (last->empty() || last->front().kind != store::asked_kind)
        return std::optional<StoredLogEntry>{};
    return std::optional(std::move(last->front()));
}

Status write_entry(store::Transaction& transaction, const Erasing& here, Change& change) {
    Event event;
    event.actor = actor_of(here.viewer);
    event.reason = here.reason;
    const auto written = transaction.write(change, event, here.now);
    return written.ok() ? Status() : Status(written.error());
}

Status note_read(store::Transaction& transaction, const Erasing& here, CaseId id) {
    Viewer viewer = here.viewer;
    viewer.purpose = here.reason;
    return transaction.put_consultations(
        {core::consultation_of(viewer, here.now, {"case", store::erasure_read}, id)});
}

Status write_kind(store::Transaction& transaction, const Erasing& here, Case the_case,
                  std::string_view kind) {
    Change change(std::move(the_case));
    change.changed.core = true;
    change.log.add(kind);
    return write_entry(transaction, here, change);
}

Status ask(store::Transaction& transaction, const Erasing& here, Case the_case) {
    if (auto noted = note_read(transaction, here, the_case.id); !noted.ok()) return noted;
    return write_kind(transaction, here, std::move(the_case), store::asked_kind);
}

ChangedParts all_parts() { return {true, true, true, true, true, true, true, true}; }

/// What was left, committed to by the entry that says so.
Status write_erasure(store::Transaction& transaction, const Erasing& here, const Case& the_case,
                     const StoredLogEntry& asked) {
    const auto log = store::whole_log_of(transaction, the_case.id);
    if (!log.ok()) return log.error();
    const auto reads = store::whole_reads_of(transaction, the_case.id);
    if (!reads.ok()) return reads.error();
    const std::uint64_t last_read = reads->empty() ? 0 : reads->back().number;
    Change change(store::emptied(the_case));
    change.changed = all_parts();
    change.log.add(store::erased_kind, {{"asked_by", asked.actor},
                                        {store::log_left_field, to_hex(store::digest_of(*log))},
                                        {store::reads_left_field, to_hex(store::digest_of(*reads))},
                                        {store::last_read_field, std::to_string(last_read)}});
    return write_entry(transaction, here, change);
}

/// How many there are: while there are none, nobody has to look for them.
Status count_erasure(store::Transaction& transaction) {
    const auto known = transaction.meta(store::erased_cases);
    if (!known.ok()) return known.error();
    const auto count = known->has_value() ? std::stoull(**known) : 0;
    return transaction.put_meta(store::erased_cases, std::to_string(count + 1));
}

Status carry_out(store::Transaction& transaction, const Erasing& here, const Case& the_case,
                 const StoredLogEntry& asked) {
    if (auto taken = transaction.take_out(the_case); !taken.ok()) return taken;
    if (auto noted = note_read(transaction, here, the_case.id); !noted.ok()) return noted;
    if (auto written = write_erasure(transaction, here, the_case, asked); !written.ok())
        return written;
    return count_erasure(transaction);
}

Status is_second(const Erasing& here, const Case& the_case, const StoredLogEntry& asked) {
    const Actor first{asked.actor, asked.asserted_by, ""};
    const Directory& directory = here.around.directory;
    const Actor me = actor_of(here.viewer);
    const bool apart =
        !core::same_person(first, me) &&
        core::told_apart(core::behind(directory, first), core::behind(directory, me));
    return apart ? Status() : Status(say::same_person(the_case.reference, asked.actor));
}

void fill_in(Erasure& answer, const Holdings& held) {
    answer.entries = held.entries;
    answer.facts = held.facts;
    answer.handoffs = held.handoffs;
    answer.notices = held.notices;
    answer.records = held.records;
    answer.reads = held.reads;
}

/// In one transaction. `refused` is an answer and spoils nothing.
Status step(store::Transaction& transaction, const Erasing& here, std::string_view reference,
            Erasure& answer, Status& refused) {
    auto found = find_case(transaction, reference);
    if (!found.ok()) return refused = found.error(), Status();
    Case& the_case = *found;
    answer.case_reference = the_case.reference;
    answer.erased = store::is_erased(the_case);
    if (answer.erased) return {};
    refused = may_see(transaction, here, the_case);
    if (refused.ok()) refused = may_be_erased(transaction, the_case);
    if (!refused.ok()) return {};
    const auto held = store::holdings_of(transaction, the_case);
    if (!held.ok()) return held.error();
    fill_in(answer, *held);
    const auto asked = request_for(transaction, the_case);
    if (!asked.ok()) return asked.error();
    answer.asked_by = asked->has_value() ? (*asked)->actor : here.viewer.person;
    answer.asked = asked->has_value() ? (*asked)->recorded : here.now;
    if (!asked->has_value()) return ask(transaction, here, std::move(the_case));
    refused = is_second(here, the_case, **asked);
    if (!refused.ok()) return {};
    answer.erased = true;
    return carry_out(transaction, here, the_case, **asked);
}

/// After the commit; the erasure stands whatever comes of it.
void clear_files(const Engine::Parts& parts, Erasure& answer) {
    answer.note = say::erased_note();
    const auto cleared = store::forget_sqlite(parts.options.store_path, parts.options.busy_timeout);
    if (!cleared.ok()) answer.note += "; " + say::copies_note(cleared.error().message);
}

}  // namespace

Result<Erasure> erase_case(Engine& engine, std::string_view reference, const Viewer& viewer,
                           std::string_view reason) {
    Engine::Parts& parts = engine.parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    if (auto known = is_somebody(*around, viewer, reference, reason); !known.ok())
        return known.error();
    Erasure answer;
    Status refused;
    const std::string why(reason);
    const auto worked = parts.work([&](store::Transaction& transaction, Instant now) {
        return step(transaction, {parts, *around, viewer, why, now}, reference, answer, refused);
    });
    if (!worked.ok()) return worked.error();
    if (!refused.ok()) return refused.error();
    if (answer.erased)
        clear_files(parts, answer);
    else
        answer.note = say::asked_note();
    return answer;
}

Status withdraw_erasure(Engine& engine, std::string_view reference, const Viewer& viewer,
                        std::string_view reason) {
    Engine::Parts& parts = engine.parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    if (auto known = is_somebody(*around, viewer, reference, reason); !known.ok()) return known;
    Status refused;
    const std::string why(reason);
    const auto worked = parts.work([&](store::Transaction& transaction, Instant now) -> Status {
        const Erasing here{parts, *around, viewer, why, now};
        auto found = find_case(transaction, reference);
        if (!found.ok()) return refused = found.error(), Status();
        refused = may_see(transaction, here, *found);
        if (!refused.ok()) return {};
        const auto asked = request_for(transaction, *found);
        if (!asked.ok()) return asked.error();
        if (!asked->has_value()) return refused = say::nobody_asked(reference), Status();
        return write_kind(transaction, here, std::move(*found), store::withdrawn_kind);
    });
    return worked.ok() ? refused : worked;
}

}  // namespace throughgate
