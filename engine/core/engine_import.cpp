// SPDX-License-Identifier: MIT
// Imports: foreign files become commands; what cannot be used is reported with its place.
#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "core/engine_parts.hpp"
#include "core/ownership.hpp"
#include "exchange/difference.hpp"
#include "exchange/directory.hpp"
#include "exchange/events.hpp"

namespace throughgate {
namespace {

/// Needs no workflow to answer it: facts from a record, without anything having happened.
constexpr const char* record_updated = "record.updated";
/// What `release_date.changed` asks beside the date.
constexpr const char* release_cause = "release.cause";

void add_rejects(ImportReport& report, const std::vector<exchange::Reject>& rejects) {
    for (const exchange::Reject& reject : rejects) {
        report.problems.push_back(reject.place + ": " + reject.reason);
        report.rejects.push_back(reject.raw);
    }
    report.rejected += rejects.size();
}

struct Existing {
    std::string reference;
    std::uint64_t version = 0;
    exchange::Difference difference;
};

/// The person's open case and how the record differs from it; nullopt: no open case.
Result<std::optional<Existing>> find_existing(store::Reader& reader,
                                              const exchange::ImportedPerson& person) {
    const auto ids = reader.find_person(person.identity);
    if (!ids.ok()) return ids.error();
    for (const CaseId id : *ids) {
        const auto loaded = reader.load_case(id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value() || lifecycle::is_end((*loaded)->state)) continue;
        const Case& the_case = **loaded;
        return std::optional<Existing>(
            {the_case.reference, the_case.version,
             exchange::difference(the_case.facts, the_case.holders, person)});
    }
    return std::optional<Existing>{};
}

std::string record_key(const exchange::ImportedPerson& person, std::uint64_t version) {
    Sha256 hash;
    for (const Field& field : person.facts)
        hash.add_field(field.name).add_field(to_text(field.value));
    for (const Assignment& each : person.assignments)
        hash.add_field(each.role).add_field(each.person);
    return person.identity.noms_number + "/" + person.identity.crn + "/" + std::to_string(version) +
           "/" + to_hex(hash.finish()).substr(0, 16);
}

bool changes_release(const exchange::Difference& difference) {
    for (const Field& field : difference.facts)
        if (field.name == "release") return true;
    return false;
}

Command opening(const exchange::ImportedPerson& person, const Actor& actor) {
    Command command;
    command.source = "prisoner-record";
    command.key = record_key(person, 0);
    command.actor = actor;
    command.of_record = true;
    command.what = OpenCase{person.identity, person.facts, person.assignments};
    return command;
}

Command update(const exchange::ImportedPerson& person, const Existing& existing,
               const Actor& actor) {
    Command command;
    command.source = "prisoner-record";
    command.key = record_key(person, existing.version);
    command.actor = actor;
    command.of_record = true;
    const bool moved = changes_release(existing.difference);
    SendEvent send;
    send.case_reference = existing.reference;
    send.name = moved ? "release_date.changed" : record_updated;
    send.fields = existing.difference.facts;
    if (moved) send.fields.push_back({release_cause, Value(std::string("changed in the record"))});
    send.assignments = existing.difference.assignments;
    command.what = std::move(send);
    return command;
}

/// Quality items of one person, under its case.
struct Found {
    std::string reference;
    const std::vector<exchange::QualityItem>* items;
};

Status put_quality(store::Transaction& transaction, const std::vector<Found>& found, Instant now) {
    for (const Found& each : found) {
        const auto id = transaction.find_reference(each.reference);
        if (!id.ok()) return id.error();
        if (!id->has_value()) continue;
        for (const exchange::QualityItem& item : *each.items) {
            const QualityItem row{**id, item.place, item.problem, now};
            if (auto put = transaction.put_quality(row); !put.ok()) return put;
        }
    }
    return {};
}

/// Open cases of which a full extract says nothing: told, never closed.
Result<std::vector<std::string>> find_missing(store::Reader& reader,
                                              const exchange::PrisonerImport& extract) {
    constexpr std::size_t page = 500;
    std::vector<exchange::KnownPerson> live;
    CaseId after;
    for (;;) {
        const auto rows = reader.list_cases({}, after, page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows)
            if (row.state != "closed") live.push_back({row.reference, row.person});
        if (rows->size() < page) break;
        after = rows->back().id;
    }
    return exchange::missing_from_source(live, extract);
}

void refuse(ImportReport& report, const exchange::InboundEvent& event, std::string_view why) {
    report.problems.push_back(event.place + ": " + std::string(why));
    ++report.refused;
    // One line may be two events.
    if (report.rejects.empty() || report.rejects.back() != event.raw)
        report.rejects.emplace_back(event.raw);
}

void count(ImportReport& report, const Result<Receipt>& result,
           const exchange::InboundEvent& event) {
    if (!result.ok()) return refuse(report, event, result.error().message);
    switch (result->outcome) {
        case Outcome::applied: ++report.applied; break;
        case Outcome::duplicate: ++report.duplicates; break;
        case Outcome::stale: ++report.stale; break;
        case Outcome::buffered: ++report.buffered; break;
        case Outcome::unchanged: ++report.ignored; break;
        case Outcome::unknown_person:
        case Outcome::ambiguous: return refuse(report, event, name_of(result->outcome));
    }
}

std::set<std::string> roles_of(const definition::DefinitionSet& definitions) {
    std::set<std::string> roles;
    for (const definition::Role& role : definitions.roles) roles.emplace(role.id.text());
    return roles;
}

void count_members(ImportReport& report, const Directory& before,
                   const exchange::DirectoryImport& read) {
    std::size_t same = 0;
    std::size_t stay = 0;
    for (const StaffMember& member : read.directory.members) {
        const StaffMember* known = before.find(member.id);
        if (known != nullptr) ++stay;
        if (known != nullptr && *known == member) ++same;
    }
    const std::size_t kept = read.directory.members.size() - read.rows;  // not of the file
    report.removed = before.members.size() - stay;
    report.unchanged = same > kept ? same - kept : 0;
    report.changed = read.rows - report.unchanged;
}

Error too_many_go(std::size_t gone, std::size_t all, std::string_view file_name) {
    return {
        ErrorKind::refused,
        std::string(file_name) + " lacks " + std::to_string(gone) + " of the " +
            std::to_string(all) +
            " people in the directory, so nothing was changed; if it holds some rows only, give "
            "--partial (?partial=true), if the others have really gone, --replace (?replace=true)",
        std::string(file_name)};
}

constexpr std::size_t cases_a_sweep = 200;

/// A case that fails by our own mistake gets an incident; the others are looked at all the same.
Status look_at_owners(store::Transaction& transaction, const core::Surroundings& around,
                      const journey::World& world, Case& the_case) {
    const CaseId id = the_case.id;
    try {
        const auto kept = core::keep_owned(transaction, around, world, the_case);
        return kept.ok() ? Status{} : Status{kept.error()};
    } catch (const std::exception& mistake) {
        Incident incident;
        incident.case_id = id;
        incident.kind = "decide.failed";
        incident.message = mistake.what();
        incident.opened = world.now;
        log(LogLevel::critical, "core.incident",
            {{"case", std::to_string(id.number)}, {"problem", incident.message}});
        const auto opened = transaction.open_incident(incident);
        return opened.ok() ? Status{} : Status{opened.error()};
    }
}

/// The cases after `from`, a page in one transaction; `next` becomes where to go on, if anywhere.
Status keep_owned(store::Transaction& transaction, const core::Surroundings& around,
                  const journey::World& world, CaseId from, std::optional<CaseId>& next) {
    const auto rows = transaction.list_cases({}, from, cases_a_sweep);
    if (!rows.ok()) return rows.error();
    for (const CaseSummary& row : *rows) {
        if (row.state == "closed" || row.parked) continue;
        auto loaded = transaction.load_case(row.id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) continue;
        auto looked = look_at_owners(transaction, around, world, **loaded);
        if (!looked.ok()) return looked;
    }
    next = rows->size() < cases_a_sweep ? std::nullopt : std::optional(rows->back().id);
    return {};
}

/// Another directory may leave work without an owner, or give it one, in any case. Killed on the
/// way, the next event of each case that is left finds out.
Status keep_owned(Engine::Parts& parts) {
    const core::SurroundingsPointer around = parts.loop->surroundings();
    for (std::optional<CaseId> next = CaseId{}; next;) {
        const CaseId from = *next;
        const auto kept = parts.work([&](store::Transaction& transaction, Instant now) {
            const auto world = around->world(now, parts.store->incarnation());
            return keep_owned(transaction, *around, world, from, next);
        });
        if (!kept.ok()) return kept;
    }
    return {};
}

/// False: it was refused.
bool count_record(ImportReport& report, const Result<Receipt>& result, bool opens) {
    if (!result.ok()) {
        ++report.refused;
        return false;
    }
    switch (result->outcome) {
        case Outcome::duplicate: ++report.duplicates; break;
        case Outcome::stale: ++report.stale; break;
        case Outcome::unchanged: ++report.unchanged; break;
        default: ++(opens ? report.opened : report.changed); break;
    }
    return true;
}

/// The same file on the same day is one import, however often it is begun again.
std::string import_key(std::string_view bytes, Date day) {
    return "import-" + format_date(day) + "-" +
           to_hex(Sha256().add_field(bytes).finish()).substr(0, 16);
}

/// Where in the prison somebody is, is for people to read: definitions may do without it.
void leave_out_location(exchange::PrisonerImport& extract,
                        const definition::DefinitionSet& definitions) {
    const auto location = Symbol::find("location");
    const auto declares = [&](const definition::DefinitionPointer& each) {
        return location && each->find_fact(*location) != nullptr;
    };
    if (std::any_of(definitions.current.begin(), definitions.current.end(), declares)) return;
    for (exchange::ImportedPerson& person : extract.people)
        std::erase_if(person.facts, [](const Field& field) { return field.name == "location"; });
}

/// One extract that changes very many cases is one cause: nobody gets a message for each.
void tell_together(std::vector<Command>& commands, std::string_view file_name,
                   const std::string& at, const std::string& key) {
    const auto changes = static_cast<std::size_t>(std::count_if(
        commands.begin(), commands.end(),
        [](const Command& command) { return std::holds_alternative<SendEvent>(command.what); }));
    if (changes <= limits::told_together) return;
    for (Command& command : commands) {
        command.together = "The records of " + std::to_string(changes) + " cases changed with " +
                           std::string(file_name) + ", imported on " + at;
        command.together_key = key;
    }
}

}  // namespace

Result<ImportReport> Engine::import_prisoners(std::string_view json, std::string_view file_name,
                                              const Actor& actor, const ImportOptions& options) {
    auto extract = exchange::read_prisoners(json, file_name, parts_->clock->now());
    if (extract.unreadable) return *extract.unreadable;
    leave_out_location(extract, parts_->loop->surroundings()->definitions);
    ImportReport report;
    report.read = extract.people.size() + extract.rejects.size();
    add_rejects(report, extract.rejects);
    auto reader = parts_->store->read();
    if (!reader.ok()) return reader.error();
    std::vector<Command> commands;
    std::vector<const exchange::ImportedPerson*> people;
    for (const exchange::ImportedPerson& person : extract.people) {
        const auto existing = find_existing(**reader, person);
        if (!existing.ok()) return existing.error();
        if (*existing && (*existing)->difference.empty()) {
            ++report.unchanged;
            continue;
        }
        commands.push_back(*existing ? update(person, **existing, actor) : opening(person, actor));
        people.push_back(&person);
    }
    std::vector<bool> opens;
    for (const Command& command : commands)
        opens.push_back(std::holds_alternative<OpenCase>(command.what));
    const Date today = parts_->loop->surroundings()->today(now());
    tell_together(commands, file_name, in_words(now()), import_key(json, today));
    const auto results = submit_all(std::move(commands));
    std::vector<Found> found;
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (!count_record(report, results[i], opens[i])) {
            report.problems.push_back(people[i]->place + ": " + results[i].error().message);
            refused.push_back(people[i]->record);
            continue;
        }
        report.quality_items += people[i]->quality.size();
        if (!people[i]->quality.empty())
            found.push_back({results[i]->case_reference, &people[i]->quality});
    }
    for (std::string& raw : exchange::raw_records(json, refused))
        report.rejects.push_back(std::move(raw));
    const auto put = parts_->work([&found](store::Transaction& transaction, Instant now) {
        return put_quality(transaction, found, now);
    });
    if (!put.ok()) return put.error();
    if (options.partial || extract.partial) return report;
    auto after = parts_->store->read();
    if (!after.ok()) return after.error();
    auto missing = find_missing(**after, extract);
    if (!missing.ok()) return missing.error();
    report.missing_from_source = std::move(*missing);
    return report;
}

Result<ImportReport> Engine::import_directory(std::string_view csv, std::string_view file_name,
                                              const Actor&, const ImportOptions& options) {
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    const Directory& before = around->directory;
    const std::set<std::string> roles = roles_of(around->definitions);
    const auto read = exchange::read_directory(
        csv, file_name, {options.partial ? &before : nullptr, roles.empty() ? nullptr : &roles});
    if (read.unreadable) return *read.unreadable;
    ImportReport report;
    report.read = read.rows + read.rejects.size();
    add_rejects(report, read.rejects);
    for (const exchange::QualityItem& item : read.problems)
        report.problems.push_back(item.place + ": " + item.problem);
    count_members(report, before, read);
    if (before.members == read.directory.members) return report;
    if (report.removed * 2 > before.members.size() && !options.replace)
        return too_many_go(report.removed, before.members.size(), file_name);
    Directory next = read.directory;
    next.duties = before.duties;
    const auto put = parts_->work(
        [&](store::Transaction& transaction, Instant) { return transaction.put_directory(next); });
    if (!put.ok()) return put.error();
    if (auto kept = keep_owned(*parts_); !kept.ok()) return kept.error();
    return report;
}

Result<ImportReport> Engine::import_events(std::string_view json_lines, std::string_view file_name,
                                           const Actor& actor) {
    const auto read = exchange::read_events(json_lines, file_name);
    ImportReport report;
    report.read = read.events.size() + read.rejects.size() + read.unhandled.size();
    add_rejects(report, read.rejects);
    add_rejects(report, read.unhandled);
    for (const exchange::QualityItem& item : read.problems)
        report.problems.push_back(item.place + ": " + item.problem);
    std::vector<Command> commands;
    const std::string principal = actor.asserted_by.empty() ? actor.person : actor.asserted_by;
    for (const exchange::InboundEvent& event : read.events)
        commands.push_back(exchange::to_command(event, principal));
    const auto results = submit_all(std::move(commands));
    for (std::size_t i = 0; i < results.size(); ++i) count(report, results[i], read.events[i]);
    return report;
}

}  // namespace throughgate
