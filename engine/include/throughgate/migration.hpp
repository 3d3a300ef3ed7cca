// SPDX-License-Identifier: MIT
// Changing live cases: what new definitions would do to every one of them, a second person's
// approval, carrying it out, and taking it back.
// Functions of an Engine: from any thread, durable when they answer. A plan changes nothing; it is
// a text that belongs to one store and one state of its definitions. Nobody approves their own
// plan, nor applies what they approved. A case goes over in one commit or not at all.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "throughgate/engine.hpp"

namespace throughgate {

/// The principal of a token as `Actor::asserted_by`, with the operating-system user who made it
/// ("os:jbloggs"): they do not count as a second person beside whoever it speaks for.
std::string with_token_maker(std::string_view principal, std::string_view maker);

/// One consequence of a plan. Kinds are stored in plans; never rename: goes_on, calendar_changes,
/// state_changes, date_moves, date_added, date_dropped, handoff_raised, handoff_withdrawn,
/// notice_now; and what is in the way: mapping_needed, illegal, incident.
struct PlanLine {
    std::string kind;
    std::string pathway;
    std::string subject;  ///< id of the state, date, handoff or message; reference of an incident
    std::string words;    ///< a plain sentence about the first of them
    std::uint64_t cases = 0;
    std::vector<std::string> first;  ///< references, at most 5
    friend bool operator==(const PlanLine&, const PlanLine&) = default;
};

/// Things to do before and after, by the team that looks after the case.
struct PlanTeam {
    std::string team;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    friend bool operator==(const PlanTeam&, const PlanTeam&) = default;
};

struct ChangePlan {
    CheckReport report;                  ///< with errors there is no plan
    std::string text;                    ///< the plan, as JSON; what is approved and applied
    std::string hash;                    ///< by which it is known
    std::vector<std::string> publishes;  ///< "accommodation 3f2a...": versions that are new
    std::uint64_t cases = 0;             ///< live ones that run one of its pathways
    std::uint64_t changes = 0;           ///< of these: brought over
    std::uint64_t blocked = 0;           ///< of these: a mapping is missing or forbidden
    std::uint64_t incidents = 0;         ///< of these: left alone, an incident is in the way
    std::uint64_t notices_now = 0;
    std::vector<PlanLine> lines;
    std::vector<PlanTeam> teams;  ///< those whose work changes
    /// Versions that live cases are taken out of, as hex, by pathway.
    std::map<std::string, std::set<std::string>> from{};
    std::string approval;            ///< who has to approve it, in words
    std::vector<std::string> tried;  ///< what teams try already, in words; of now, not kept
};

/// Cases looked at, and all of them.
using ChangeProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct PlanOptions {
    /// Not applied before; then a running engine applies it by itself.
    std::optional<Instant> effective_from;
    std::optional<Date> effective_day;  ///< the same, from its first moment in the zone
    ChangeProgress progress;
};

/// Looks at every live case of the pathways in `files`; writes nothing.
Result<ChangePlan> plan_change(Engine& engine, const std::vector<DefinitionFile>& files,
                               const Actor& actor, const PlanOptions& options = {});
/// A plan as it was kept. invalid: it is none, or was changed.
Result<ChangePlan> read_plan(std::string_view text);

/// Publishes like Engine::apply, but over live cases too, without anybody's plan or approval; who
/// did it and why stands in the list of publications. refused: no reason, or nobody named.
Result<AppliedDefinitions> publish_without_plan(Engine& engine,
                                                const std::vector<DefinitionFile>& files,
                                                const Actor& actor, std::string_view reason);

/// Where a plan is in its life. `state`: in_review, approved, tried, published, superseded,
/// withdrawn; one that nobody put forward is a draft. Superseded is also what waits for people
/// although something was published since: it cannot be applied any more.
struct PublicationView {
    std::string plan;  ///< its hash
    std::string state, author, approved_by, reason;
    Instant proposed{};
    std::optional<Instant> approved, published, effective_from;
    std::vector<std::string> teams{};  ///< that try it
};

/// Puts a plan to a second person, in the name of its author; twice is fine. Looks at every live
/// case once more. refused: by somebody else, or it does not say what it would do, because it was
/// edited or the store moved. conflict: it is further already, or a version was published since.
Result<PublicationView> submit_plan(Engine& engine, std::string_view text, const Actor& actor);
/// By so many people as approval_for says of what it publishes; until then it stays in review.
/// refused: not put forward by its author, by its author or with a token that they made, by nobody
/// of the directory, of another store, without a reason that is needed, or a mapping is missing.
/// conflict: a version was published since it was made, or cases would get more than it says.
Result<PublicationView> approve_plan(Engine& engine, std::string_view text, const Actor& actor,
                                     std::string_view reason);
/// By its hash or the first letters of it. refused: published already.
Result<PublicationView> withdraw_plan(Engine& engine, std::string_view hash, const Actor& actor,
                                      std::string_view reason);
/// Newest first.
Result<std::vector<PublicationView>> publications(Engine& engine, std::size_t limit = 100);
/// The text of a plan that was put forward, by its hash or the first letters of it.
Result<std::string> plan_text(Engine& engine, std::string_view hash);

/// A case that a run left alone, and why.
struct CaseLeft {
    std::string case_reference;
    std::string reason;
};

struct ChangeRunView {
    std::int64_t id = 0;
    std::string plan;         ///< hash
    std::int64_t undoes = 0;  ///< run that it takes back; 0: it carries out its plan
    std::string by;
    std::uint64_t total = 0, done = 0, changed = 0;
    std::uint64_t left = 0;  ///< left alone; see cases_left
    Instant started{};
    std::optional<Instant> finished, undo_until;
    std::string team{};  ///< only its cases; empty: all
};

struct ApplyOptions {
    /// Only this team tries it: its cases are brought over and its new ones begin with it.
    std::string team{};
    bool everyone = false;  ///< what teams try is published for all others too
    ChangeProgress progress{};
};

/// Publishes the definitions of an approved plan and brings the live cases over; goes on where it
/// was killed. conflict: the store moved in a way that matters, or another run is under way.
/// refused: not approved, by whoever approved it, before its time, a mapping is missing, or the
/// text does not say what would happen.
Result<ChangeRunView> apply_plan(Engine& engine, std::string_view text, const Actor& actor,
                                 const ApplyOptions& options);
Result<ChangeRunView> apply_plan(Engine& engine, std::string_view text, const Actor& actor,
                                 const ChangeProgress& progress = {});
/// Goes on with a run that was killed, from what the store keeps, or tries the cases that an ended
/// one left alone once more; by whoever may apply its plan. conflict: it ended and left none.
Result<ChangeRunView> continue_run(Engine& engine, std::int64_t run, const Actor& actor,
                                   const ChangeProgress& progress = {});
/// Ends a run that was killed where it stands: what it brought over stays.
Result<ChangeRunView> end_run(Engine& engine, std::int64_t run, const Actor& actor,
                              std::string_view reason);
/// Makes every case that nobody has touched since what it was, and the versions before those with
/// which cases begin; goes on where it was killed. One that was killed half-way is ended first.
/// refused: no reason, or its window has passed; what a team tries has none.
Result<ChangeRunView> undo_change(Engine& engine, std::int64_t run, const Actor& actor,
                                  std::string_view reason, const ChangeProgress& progress = {});
/// Ends what teams try of a plan, by its hash or the first letters of it: every team's run is taken
/// back, the last first.
Result<std::vector<ChangeRunView>> stop_trial(Engine& engine, std::string_view plan,
                                              const Actor& actor, std::string_view reason,
                                              const ChangeProgress& progress = {});
/// Newest first.
Result<std::vector<ChangeRunView>> change_runs(Engine& engine, std::size_t limit = 20);
Result<std::vector<CaseLeft>> cases_left(Engine& engine, std::int64_t run);

}  // namespace throughgate
