// SPDX-License-Identifier: MIT
// Engine: the whole of Throughgate behind one object, which owns one store. `open` reads and
// migrates it; `start` runs the scheduler and delivery on the engine's own thread until `stop`; a
// virtual clock is driven by `run_until` instead.
// Every function may be called from any thread unless it says otherwise. Nothing is answered
// before it is durable. The engine never computes a release date and never decides about risk.
// The embedder is trusted: its own queries see everything and are not logged as reads. For what a
// person may see, use Access (access.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/changes.hpp"
#include "throughgate/clock.hpp"
#include "throughgate/command.hpp"
#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"
#include "throughgate/reads.hpp"
#include "throughgate/upstreams.hpp"
#include "throughgate/views.hpp"

namespace throughgate {

/// One notifier plug-in and its settings.
struct ChannelOptions {
    std::string library;  ///< path of the shared library
    std::vector<std::pair<std::string, std::string>> settings;
};

struct EngineOptions {
    // Behaviour
    std::string store_path;                  ///< SQLite file on a local disk
    bool create = true;                      ///< false: not_found when the file is missing
    Clock* clock = nullptr;                  ///< nullptr: the system's; else outlives the engine
    std::vector<ChannelOptions> channels;    ///< first is used first; none: notices wait
    std::vector<UpstreamOptions> upstreams;  ///< other systems; without one its items wait
    std::string plugin_host;  ///< path of throughgate-plugin-host; needed with either
    std::string link_base = "https://throughgate.invalid";  ///< start of the link in notices
    /// Start of the links with which people outside acknowledge ("https://host/a/"): links.hpp.
    std::string one_time_links;             ///< empty: notices have none
    std::function<std::uint64_t()> random;  ///< salts and jitter; empty: the system's generator
    bool shadow = false;     ///< nothing is sent for teams that are not live: see going_live.hpp
    bool owns_store = true;  ///< false: queries and commands beside a running owner
    bool survives_power_loss = true;  ///< false, on a virtual clock only: no commit is synced
    // Limits and checks
    Milliseconds busy_timeout{5000};  ///< waiting for another program's write
    bool check_invariants = false;    ///< after every commit, over the cases it touched
};

struct CaseQuery {
    std::string prison, team, officer, state;  ///< empty: any
    bool parked_only = false;
    std::string after;  ///< last reference of the page before
    std::size_t limit = 100;
};

struct HandoffQuery {
    std::string case_reference;  ///< empty: all cases
    std::string person;          ///< only those waiting for this member of staff; empty: all
    bool open_only = true;
    bool overdue_only = false;
    std::string after;  ///< "TG-000001/3": the last one of the page before
    std::size_t limit = 1000;
};

struct ImportReport {
    std::size_t read = 0;
    std::size_t opened = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t applied = 0;  ///< events
    std::size_t duplicates = 0;
    std::size_t stale = 0;
    std::size_t buffered = 0;
    std::size_t ignored = 0;  ///< valid events that nothing in the case answers
    std::size_t quality_items = 0;
    std::size_t rejected = 0;  ///< rows that cannot be read or used
    std::size_t refused = 0;   ///< rows that were read but that the case or the law refuses
    std::size_t removed = 0;   ///< staff: no longer listed
    std::vector<std::string> problems;             ///< plain sentences with place; no personal data
    std::vector<std::string> rejects;              ///< raw rows, rejected or refused, to repair
    std::vector<std::string> missing_from_source;  ///< references of open cases the extract lacks
};

struct ImportOptions {
    bool partial = false;  ///< whoever the file lacks is not looked at; staff: stays as it was
    bool replace = false;  ///< staff: even when more than half of the people would go
};

struct AppliedDefinitions {
    CheckReport report;                  ///< with errors nothing was published
    std::vector<std::string> published;  ///< "accommodation 3f2a...": new versions
    std::vector<std::string> unchanged;
};

class Engine {
public:
    /// not_found, unavailable (locked by `owner`, disk), corrupt, invalid (options: all faults).
    static Result<std::unique_ptr<Engine>> open(EngineOptions options);
    ~Engine();  ///< stops first
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // --- life ------------------------------------------------------------------------------------
    /// Scheduler and delivery on the engine's own thread. Twice is fine.
    Status start();
    /// Finishes the batch under way, answers what was taken, refuses the rest as `unavailable`;
    /// waits. Twice is fine.
    void stop();
    /// Virtual clock only, and not while started: does everything that is due, in due order, up to
    /// and including `until`, deliveries included, then leaves the clock there (kept in the store).
    Status run_until(Instant until);
    /// Time at which the store's virtual clock was left, if it ever ran on one.
    Result<std::optional<Instant>> virtual_now();
    /// After a forward jump of more than an hour nothing fires until a person confirms the time.
    void confirm_clock();
    /// The same in the name of a person; beside a running owner the owner is asked through the
    /// store. refused: nobody named, or the clock is not held.
    Status confirm_clock(const Actor& actor);

    // --- commands --------------------------------------------------------------------------------
    /// Blocks until it is durable; may do the work on the caller's thread. Refusals change nothing.
    Result<Receipt> submit(Command command);
    /// `answer` is called once, on the engine's thread; keep it short.
    void submit(Command command, std::function<void(Result<Receipt>)> answer);
    /// In order, grouped into as few commits as the limits allow; answers in the same order.
    std::vector<Result<Receipt>> submit_all(std::vector<Command> commands);

    // --- definitions and imports -----------------------------------------------------------------
    /// First publication, or new versions for cases opened from now on. Live cases stay pinned.
    /// refused: a live case runs one that would change; migration.hpp plans such changes.
    Result<AppliedDefinitions> apply(const std::vector<DefinitionFile>& files, const Actor& actor);
    /// Every row ends in one of opened, changed, unchanged, duplicates, stale, refused, rejected.
    Result<ImportReport> import_prisoners(std::string_view json, std::string_view file_name,
                                          const Actor& actor, const ImportOptions& options = {});
    /// refused: more than half of the people would go and `replace` is not set.
    Result<ImportReport> import_directory(std::string_view csv, std::string_view file_name,
                                          const Actor& actor, const ImportOptions& options = {});
    Result<ImportReport> import_events(std::string_view json_lines, std::string_view file_name,
                                       const Actor& actor);

    // --- queries ---------------------------------------------------------------------------------
    Result<CaseView> find_case(std::string_view reference);
    Result<std::vector<CaseRow>> list_cases(const CaseQuery& query);
    Result<std::vector<HistoryEntry>> history(std::string_view reference, std::uint64_t after = 0,
                                              std::size_t limit = 1000);
    Result<std::vector<HandoffView>> list_handoffs(const HandoffQuery& query);
    /// What `person` should do today, most urgent first.
    Result<std::vector<WorklistRow>> worklist(std::string_view person);
    /// What was committed after `after` (a cursor; empty: from the beginning; "now": only the
    /// cursor of this moment). invalid: no cursor. refused: one of another store.
    Result<ChangePage> changes(std::string_view after, std::size_t limit = 1000);
    Result<std::vector<IncidentView>> incidents();
    /// Runs that derived the dates of all cases again, newest first.
    Result<std::vector<RecomputeView>> recomputes(std::size_t limit = 20);
    /// The log of reads, oldest first. not_found: no such case.
    Result<std::vector<ReadEntry>> reads(const ReadQuery& query = {});
    /// Ends an incident; a case that it parked moves again, its timers armed as they stood.
    /// not_found: no such open incident. refused: nobody named, or no reason.
    Status resolve_incident(std::int64_t id, const Actor& actor, std::string_view reason);
    /// Staff id of an operating-system user by the directory; not_found when nobody has it.
    Result<std::string> staff_of_login(std::string_view login);
    Result<Totals> totals();
    Health health();
    [[nodiscard]] Instant now() const;
    /// "Tue 17 Mar 2026 09:00", in the time zone of the published definitions.
    [[nodiscard]] std::string in_words(Instant instant) const;

    // --- care of the store -----------------------------------------------------------------------
    /// A verified copy while running.
    Status backup(const std::string& path, const std::function<void(int, int)>& progress = {});
    /// Puts a backup in place as a new incarnation whose outbox is held until `release_outbox`.
    static Status restore(const std::string& backup, const std::string& target);
    Status release_outbox(const Actor& actor);
    /// Walks every chain; empty: the log verifies.
    Result<std::vector<std::string>> verify_audit();
    /// Looks at every case, as `check_invariants` does after each commit; empty: nothing is broken.
    Result<std::vector<std::string>> broken_invariants();
    /// Case by case: configuration, facts, handoffs and timers by key, log kinds in order, effects
    /// and their end. Two runs that did the same give the same text, whatever crashed between.
    Result<std::string> canonical_dump();

    class Parts;  ///< the inside; for asio.hpp and the engine's own tests
    explicit Engine(std::unique_ptr<Parts> parts);
    Parts& parts() { return *parts_; }

private:
    std::unique_ptr<Parts> parts_;
};

std::string_view version();

}  // namespace throughgate
