// SPDX-License-Identifier: MIT
// notices: who is told, and in what words. Pure: plans sends from what is owed; never sends.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "definition/definition.hpp"
#include "model/directory.hpp"
#include "model/rows.hpp"

namespace throughgate::notices {

/// Where the case stands, for finding people: prison and community team, holders of roles.
struct CaseContext {
    std::string reference;
    std::string prison;
    std::string team;
    std::vector<RoleHolder> holders;
    bool limited_access = false;
    std::optional<Date> release{};
    bool high_risk = false;  ///< of serious harm (high, very high), or MAPPA level two or three
};

struct Person {
    std::string id;
    std::string name;
    std::string email;
    bool box = false;
    std::string because;  ///< "deputy of the ro", "team box: the ro is absent"; empty: as asked
};

/// Away by the directory on that day.
bool is_absent(const StaffMember& member, Date today);

/// The person behind a relation today: holder -> deputy -> team box -> manager, skipping who is
/// absent or cannot be reached. nullopt: nobody, which is itself an escalation.
std::optional<Person> resolve(const Directory& directory, const definition::DefinitionSet& set,
                              const CaseContext& context, const Recipient& recipient, Date today);

/// Who is told of something critical out of hours in place of the holder or deputy: whoever is on
/// duty for the role's team on `day`. nullopt: nobody, so the usual chain is asked.
std::optional<Person> on_duty(const Directory& directory, const definition::DefinitionSet& set,
                              const CaseContext& context, const Recipient& recipient, Date day,
                              Date today);

/// For what is critical when the chain has ended: a named person who is there. Whoever is on duty
/// for the role's team, holds the role itself, or holds another role on the case, and their
/// managers; the role's own side first. Never `told`, never a box.
std::optional<Person> last_resort(const Directory& directory, const definition::DefinitionSet& set,
                                  const CaseContext& context, Symbol role, Date duty_day,
                                  Date today, std::string_view told = {});

/// A notice, as far as it decides who is told of it.
struct Telling {
    Recipient recipient;
    NoticeClass notice_class = NoticeClass::action;  ///< by the policy
    /// Who did what it tells of: somebody else is told, by name. Empty: nobody in particular.
    std::string by{};
};

/// Who is told of it now: of something critical out of hours whoever is on duty; else whoever is
/// behind the relation; of something critical, in the end, the last resort. nullopt: nobody.
std::optional<Person> told_of(const Directory& directory, const definition::DefinitionSet& set,
                              const CaseContext& context, const Telling& telling, Instant now,
                              const rules::Zone& zone);

/// Whoever comes after `told`: who was meant, where somebody else was told in their place, then the
/// way up from the role: deputy, team box, manager; in the end the last resort.
std::optional<Person> next_after(const Directory& directory, const definition::DefinitionSet& set,
                                 const CaseContext& context, const Recipient& meant,
                                 std::string_view told, Date today);

/// Who answers for the work of a role: its holder, present or not and reachable or not, as long as
/// the directory knows them; else whoever `resolve` finds in the holder's place.
std::optional<Person> owner_of(const Directory& directory, const definition::DefinitionSet& set,
                               const CaseContext& context, Symbol role, Date today);

/// What a notice of a cause that concerns many cases is known by while it is planned: the cause,
/// the message and the person it would go to today (or, where nobody is found, the role and its
/// place).
Digest key_of_together(const Notice& notice, const CaseContext& context, const Directory& directory,
                       const definition::DefinitionSet& set, Date today);

/// Roles that `person` holds on this case: assigned, or by the directory in its prison or team.
/// A role with a named holder belongs to that holder (and, while absent, the deputy) alone.
std::vector<Symbol> grants_of(const Directory& directory, const definition::DefinitionSet& set,
                              const CaseContext& context, std::string_view person, Date today);

struct Item {
    OutboxRow row;
    CaseContext context;
    std::string unwanted;    ///< why it is not wanted any more; empty: wanted
    std::string by{};        ///< as of Telling
    Symbol acknowledged_by;  ///< role for whose acknowledgement its handoff waits; may be empty
    const definition::Message* message = nullptr;
    std::vector<std::pair<std::string, std::string>> values;  ///< for the template
};

/// What to do with one outbox row now.
struct Planned {
    enum class What { send, suppress, nobody };
    What what = What::send;
    EffectId effect;
    Person person;
    Digest key;   ///< rung key and person: one message per rung and person
    Digest item;  ///< what it is about, and person: told at once only the first time
    NoticeClass notice_class = NoticeClass::action;  ///< by the policy
    std::string subject;
    std::string body;
    std::string because;  ///< why suppressed
};

/// Decides for every item, in order. Two items of this call with one key: the second is suppressed.
std::vector<Planned> plan(const Directory& directory, const definition::DefinitionSet& set,
                          const std::vector<Item>& items, Instant now, const rules::Zone& zone);

/// Fills a Mustache template. Faults ("unclosed section") are for the checker; an unknown variable
/// renders as nothing and is listed in `unknown`.
struct Rendered {
    std::string text;
    std::vector<std::string> unknown;
    std::string fault;
};
Rendered render(const std::string& text,
                const std::vector<std::pair<std::string, std::string>>& values);
/// Names a template reads, for the checker.
Rendered variables_of(const std::string& text);

}  // namespace throughgate::notices
