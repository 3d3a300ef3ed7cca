// SPDX-License-Identifier: MIT
// What was critical out of hours and went to whoever was on duty is said again to whose case it is,
// in their next digest: they must know what happened meanwhile, dealt with or not.
#include "core/outbox.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

/// Begins a line of a mail's notes that is no sentence but names a notice. Stored; never rename.
constexpr std::string_view say_again = "say again ";

/// Takes such lines out of `notes`.
std::vector<EffectId> take_marks(std::string& notes) {
    std::vector<EffectId> effects;
    std::string rest;
    for (std::size_t at = 0; at < notes.size();) {
        const std::size_t end = std::min(notes.find('\n', at), notes.size() - 1) + 1;
        const std::string_view line = std::string_view(notes).substr(at, end - at);
        const auto effect =
            line.starts_with(say_again)
                ? effect_named(line.substr(say_again.size(), line.size() - say_again.size() - 1))
                : std::nullopt;
        if (effect)
            effects.push_back(*effect);
        else
            rest += line;
        at = end;
    }
    notes = std::move(rest);
    return effects;
}

Mailing mail_to(const StaffMember& who, Instant slot, std::uint64_t incarnation,
                const EffectId& effect) {
    Mailing mail;
    mail.incarnation = incarnation;
    mail.person = who.id;
    mail.slot = slot;
    mail.due = mail.slot;
    mail.notes = std::string(say_again) + text_of(effect) + "\n";
    return mail;
}

/// Who heard it, and when; empty: nobody did.
Result<std::string> who_heard(store::Reader& reader, const Surroundings& around,
                              const EffectId& effect) {
    const auto lines = reader.deliveries_of(effect);
    if (!lines.ok()) return lines.error();
    for (const DeliveryLine& line : *lines)
        if (line.outcome == "sent")
            return line.person + " was told out of hours, on " + around.in_words(line.at);
    return std::string();
}

std::vector<std::string> names_of(const notices::Item& item, const Surroundings& around,
                                  const StaffMember& who) {
    std::vector<std::string> names{who.name};
    for (const RoleHolder& holder : item.context.holders)
        if (const StaffMember* member = around.directory.find(holder.person))
            names.push_back(member->name);
    return names;
}

std::string link_of(const notices::Item& item) {
    for (const auto& [name, value] : item.values)
        if (name == "link") return value;
    return {};
}

}  // namespace

void Outbox::tell_own_officer(const Round& round, const notices::Item& item,
                              const notices::Planned& planned, NoticeEnd& end) const {
    if (round.hours == nullptr || planned.notice_class != NoticeClass::critical ||
        !round.hours->quiet(round.now))
        return;
    const StaffMember any_day;
    const Date next = round.hours->day_of(round.hours->next_digest(round.now, any_day));
    const auto own = notices::resolve(round.around.directory, round.around.definitions,
                                      item.context, end.row.notice.recipient, next);
    const StaffMember* who = own ? round.around.directory.find(own->id) : nullptr;
    if (who == nullptr || who->id == planned.person.id) return;
    end.opens.push_back(mail_to(*who, round.hours->next_digest(round.now, *who),
                                store_.incarnation(), end.row.effect));
}

Status Outbox::add_said_again(Round& round, Mailing& mailing, Contents& contents,
                              std::vector<Mailing>& opens) {
    const StaffMember* who = round.around.directory.find(mailing.person);
    for (const EffectId& effect : take_marks(mailing.notes)) {
        const auto row = round.reader.find_outbox(effect);
        if (!row.ok()) return row.error();
        if (!*row) continue;
        auto gathered = gather(round.reader, {**row}, round.around, round.now);
        if (!gathered.ok()) return gathered.error();
        const notices::Item& item = gathered->items.front();
        const auto own =
            notices::resolve(round.around.directory, round.around.definitions, item.context,
                             (*row)->notice.recipient, round.around.today(round.now));
        const StaffMember* now_theirs = own ? round.around.directory.find(own->id) : nullptr;
        if (now_theirs == nullptr || who == nullptr || (*row)->recipient == now_theirs->id)
            continue;
        if (now_theirs->id != who->id) {
            if (round.hours == nullptr) continue;
            const auto today = told_.today(round.reader, *round.hours, now_theirs->id, round.now);
            if (!today.ok()) return today.error();
            opens.push_back(mail_to(*now_theirs,
                                    round.hours->catch_up(round.now, *now_theirs, today->digests),
                                    store_.incarnation(), effect));
            continue;
        }
        const auto heard = who_heard(round.reader, round.around, effect);
        if (!heard.ok()) return heard.error();
        notices::DigestItem said;
        said.case_id = effect.case_id;
        said.notice_class = NoticeClass::critical;
        said.line = notices::words_for(item, *own, "", names_of(item, round.around, *who)).subject;
        said.link = link_of(item);
        said.what = "said again " + text_of(effect);
        said.details = *heard;
        if (!item.unwanted.empty()) said.details += "\nsince then: " + item.unwanted;
        said.due = (*row)->notice.due;
        said.restricted = item.context.limited_access;
        contents.items.push_back(std::move(said));
    }
    return {};
}

}  // namespace throughgate::core
