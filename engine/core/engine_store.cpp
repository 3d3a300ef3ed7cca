// SPDX-License-Identifier: MIT
// Care of the store: backup, restore, audit, the outbox of a restored copy.
#include "core/dump.hpp"
#include "core/engine_parts.hpp"
#include "core/invariants.hpp"

namespace throughgate {

Status Engine::backup(const std::string& path, const std::function<void(int, int)>& progress) {
    return parts_->store->backup_to(path, progress);
}

Status Engine::restore(const std::string& backup, const std::string& target) {
    const auto random = make_system_random();
    return store::restore_sqlite(backup, target, *random);
}

Status Engine::release_outbox(const Actor& actor) {
    if (actor.person.empty() && actor.asserted_by.empty())
        return Error{ErrorKind::refused, "releasing held notices needs a named person", "actor"};
    return parts_->work([](store::Transaction& transaction, Instant now) {
        return transaction.release_outbox(now);
    });
}

Result<std::vector<std::string>> Engine::verify_audit() {
    auto reader = parts_->store->read();
    if (!reader.ok()) return reader.error();
    const auto faults = store::verify_audit(**reader);
    if (!faults.ok()) return faults.error();
    std::vector<std::string> sentences;
    for (const store::AuditFault& fault : *faults)
        sentences.push_back(
            fault.case_id.number == 0
                ? "commits, number " + std::to_string(fault.sequence) + ": " + fault.message
                : "case number " + std::to_string(fault.case_id.number) + ", entry " +
                      std::to_string(fault.sequence) + ": " + fault.message);
    return sentences;
}

Result<std::vector<std::string>> Engine::broken_invariants() {
    return parts_->query<std::vector<std::string>>(
        [](store::Reader& reader, const core::Surroundings& around, const journey::World& world) {
            return core::broken_anywhere(reader, around, world);
        });
}

Result<std::string> Engine::canonical_dump() {
    return parts_->query<std::string>(
        [](store::Reader& reader, const core::Surroundings& around, const journey::World&) {
            return core::canonical_dump(reader, around);
        });
}

}  // namespace throughgate
