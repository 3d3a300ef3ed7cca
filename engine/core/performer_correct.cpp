// SPDX-License-Identifier: MIT
// Taking back an entry: what the decision reads besides the case.
#include "core/performer.hpp"

namespace throughgate::core {
namespace {

Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

}  // namespace

Result<std::vector<StoredLogEntry>> Performer::log_of(CaseId id) {
    constexpr std::size_t page = 1000;
    std::vector<StoredLogEntry> log;
    for (;;) {
        const std::uint64_t after = log.empty() ? 0 : log.back().sequence;
        auto entries = transaction_.read_log(id, after, page);
        if (!entries.ok()) return entries.error();
        log.insert(log.end(), std::make_move_iterator(entries->begin()),
                   std::make_move_iterator(entries->end()));
        if (entries->size() < page) return log;
    }
}

Result<std::string> Performer::other_open_case(CaseId id) {
    auto given = take_case(id);
    if (!given.ok()) return given.error();
    const bool closed = lifecycle::is_end(given->state);
    const PersonIdentity person = given->person;
    cases_.insert_or_assign(id, std::move(*given));
    if (!closed) return std::string();
    const auto found = find_by_person(person);
    if (!found.ok()) return found.error();
    return found->open.empty() ? std::string() : cases_.at(found->open.front()).reference;
}

Performed Performer::correct_entry(const Command& command, const CorrectEntry& correct) {
    const auto id = transaction_.find_reference(correct.case_reference);
    if (!id.ok()) return fault(id.error());
    if (id->has_value()) {
        const auto other = other_open_case(**id);
        if (!other.ok()) return fault(other.error());
        if (!other->empty() && !command.viewer)
            return {Performed::What::refused,
                    {},
                    {ErrorKind::conflict,
                     "this case is closed and its person has the open case " + *other +
                         "; it cannot be opened again beside that one",
                     correct.case_reference},
                    {},
                    false};
    }
    return on_located(command, correct.case_reference, {});
}

Status Performer::read_log_for(Event& event, CaseId id) {
    auto* back = std::get_if<TakenBack>(&event.what);
    if (back == nullptr) return {};
    auto log = log_of(id);
    if (!log.ok()) return log.error();
    back->log = std::move(*log);
    return {};
}

}  // namespace throughgate::core
