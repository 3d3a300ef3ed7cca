// SPDX-License-Identifier: MIT
// Access: the engine as one person may use it. Every answer holds what that person may see and no
// more; every read is in the log of reads before it is answered.
// What a person may see follows from the staff directory and the roles of the definitions at the
// moment of asking; nothing of it is kept here. A value: copy it, use it from any thread; the
// engine has to outlive it. The engine itself, without Access, is for the trusted embedder alone.
// forbidden: the case is out of the person's scope, of limited access, or protected by a label.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/engine.hpp"
#include "throughgate/sheet_queries.hpp"
#include "throughgate/sheets.hpp"
#include "throughgate/viewer.hpp"
#include "throughgate/work.hpp"

namespace throughgate {

/// What somebody may see, and why.
struct Rights {
    std::string person;
    std::vector<std::string> roles;
    std::vector<std::string> stands_for;      ///< absent colleagues whose deputy they are
    std::vector<std::string> establishments;  ///< all cases of these prisons
    std::vector<std::string> teams;           ///< all cases of these community teams
    std::vector<std::string> provider_teams;  ///< of these only cases handed to the person's role
    std::vector<std::string> labels;          ///< data labels whose content they may read
};

/// A case opened beyond the person's rights, for a while.
struct BrokenGlass {
    std::string case_reference;
    Instant until{};
};

/// That somebody broke the glass, for whoever is told of it.
struct GlassAlert {
    std::uint64_t number = 0;  ///< of its line in the log of reads
    std::string case_reference;
    std::string person;  ///< who opened it: staff id
    std::string name;    ///< of that person; empty: no longer in the directory
    std::string reason;
    Instant at{}, until{};
    std::optional<Instant> reviewed;  ///< none: nobody has looked into it
    std::string reviewed_by;          ///< staff id
    std::string note;                 ///< what they found
};

/// What there is to tell somebody about broken glasses.
struct GlassStanding {
    bool told = false;        ///< they manage others, or an alert waits for them
    std::size_t waiting = 0;  ///< alerts that nobody has looked into
};

/// Titles of what the viewer's labels do not open: that it is there, and not what it says.
inline constexpr std::string_view withheld = "Withheld";
/// Title of a row about a case of limited access: its reference is all that it says.
inline constexpr std::string_view restricted = "Restricted";

class Access {
public:
    Access(Engine& engine, Viewer viewer) : engine_(&engine), viewer_(std::move(viewer)) {}

    [[nodiscard]] const Viewer& viewer() const { return viewer_; }
    /// forbidden: nobody of that id is in the directory, or it is a mailbox.
    Result<Rights> rights();

    // As the functions of Engine and sheet_queries.hpp with the same names. not_found is said of a
    // person whose case may not be seen exactly as of one who has none.
    Result<CaseView> find_case(std::string_view reference);
    Result<std::vector<CaseRow>> list_cases(const CaseQuery& query);
    Result<std::vector<HistoryEntry>> history(std::string_view reference, std::uint64_t after = 0,
                                              std::size_t limit = 1000);
    Result<std::vector<HandoffView>> list_handoffs(const HandoffQuery& query);
    Result<std::vector<WorklistRow>> worklist(std::string_view person);
    /// One page of it; only cases on that page are in the log of reads.
    Result<WorkPage> work(const WorkQuery& query);
    /// Does not wait for the log of reads: gives `prepare` the page at once, on this thread, and
    /// calls `logged` once when its line is durable, on the engine's thread or at once; keep it
    /// short. Nothing of the page may leave before that, nor at all when it is told an error.
    /// Where there is no page, `prepare` is not called and `logged` is told why.
    void work(const WorkQuery& query, const std::function<void(WorkPage)>& prepare,
              std::function<void(Status)> logged);
    /// `mark` of that list. Not in the log of reads: it says nothing of any case.
    Result<std::string> work_mark(std::string_view person);
    Result<std::vector<IncidentView>> incidents();
    /// Only of cases that may be seen; a page may hold fewer rows than its limit and go on.
    Result<ChangePage> changes(std::string_view after, std::size_t limit = 1000);
    Result<FactsView> facts_of(std::string_view reference, std::string_view language = {});
    Result<NeedsList> needs_of(std::string_view reference, std::string_view language = {});
    Result<ReleaseSheet> release_sheet(std::string_view reference, std::string_view language = {});
    Result<ReleaseList> releases(const ReleaseQuery& query);
    Result<ReceptionList> receptions(const ReceptionQuery& query);
    Result<ContactText> contact_text(std::string_view reference, std::string_view handoff,
                                     std::string_view language = {});

    // As the functions of upstreams.hpp with the same names; items of cases that may be seen only.
    Result<std::vector<UpstreamItemView>> upstream_items(const UpstreamItemQuery& query);
    Status retry_upstream_item(std::string_view effect, std::string_view reason);
    Status waive_upstream_item(std::string_view effect, std::string_view reason);

    /// As Engine::submit, in the viewer's name; the command's own actor keeps `on_behalf_of` alone.
    /// The case must be one that they may see; a handoff or entry that is withheld is forbidden.
    Result<Receipt> submit(Command command);
    /// `answer` is called once, on the engine's thread or at once; keep it short.
    void submit(Command command, std::function<void(Result<Receipt>)> answer);

    /// Opens a case, its labels too, for four hours. Logged, and the manager of whoever owns the
    /// case is told. refused: no reason. not_found: no such case.
    Result<BrokenGlass> break_glass(std::string_view reference, std::string_view reason);
    /// Alerts of which the viewer is told, by the directory of today or as it was told at the time:
    /// as the manager of whoever owns the case's phase or in their place; and those that they
    /// looked into. Never of a glass that they broke themselves.
    /// Those that nobody has looked into first, then the newest.
    Result<std::vector<GlassAlert>> glass_alerts(std::size_t limit = 200);
    /// The one of that number. not_found: there is none, or it is not for the viewer.
    Result<GlassAlert> glass_alert(std::uint64_t number);
    /// Not in the log of reads: it says nothing of any case. Loads cases only when something
    /// moved since anybody asked.
    Result<GlassStanding> glass_standing();
    /// Says that the viewer looked into an alert; kept in the log of reads and in the case's own.
    /// refused: no note. not_found: no alert of that number is theirs. conflict: somebody looked
    /// into it before.
    Status review_glass(std::uint64_t number, std::string_view note);

private:
    [[nodiscard]] Command in_my_name(Command command) const;

    Engine* engine_;
    Viewer viewer_;
};

}  // namespace throughgate
