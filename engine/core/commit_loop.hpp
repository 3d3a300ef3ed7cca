// SPDX-License-Identifier: MIT
// CommitLoop: the one writer. Takes what waits, decides and writes it in one transaction, answers
// after the commit. Commands, due timers and the ends of notices all pass here.
// `submit`, `submit_here` and `stop` may be called from any thread; everything else runs on the
// thread whose turn it is: the loop's, that of whoever waits for a single command while the loop
// rests, or the caller's when the loop was not started (virtual clock).
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "core/links.hpp"
#include "core/outbox.hpp"
#include "core/performer.hpp"
#include "core/request.hpp"
#include "core/upstream_outbox.hpp"
#include "schedule/due_queue.hpp"
#include "schedule/jump_guard.hpp"
#include "throughgate/clock.hpp"

namespace throughgate::core {

/// How the owner of a store and other programs speak of its clock; stored, never rename.
namespace meta {
inline constexpr std::string_view heartbeat = "heartbeat";    ///< when the owner last gave one
inline constexpr std::string_view clock_held = "clock_held";  ///< since when; empty: it is not
inline constexpr std::string_view clock_confirmed = "clock_confirmed";  ///< which hold, and who
/// Systems that whoever runs the store has a plug-in for: " ndelius oasys ".
inline constexpr std::string_view connected = "connected";
}  // namespace meta

struct LoopOptions {
    store::Store* store = nullptr;
    Clock* clock = nullptr;
    delivery::Courier* courier = nullptr;  ///< nullptr: nothing is sent
    std::vector<std::string> channels;
    delivery::Courier* upstream_courier = nullptr;
    std::vector<UpstreamLine> upstreams;
    Random* upstream_random = nullptr;
    std::string link_base;
    LinkMaker links;
    bool check_invariants = false;
    bool keep_clock = false;  ///< write the clock's time with each commit (virtual clock)
    bool shadow = false;      ///< the store is in shadow: notices are looked at without channels
    bool at_once = false;     ///< notices go at once, whatever the policy says
    bool fires = true;        ///< false: never fires timers or sends (not the owner)
    Witness witness;          ///< tests that count what was reached; usually empty
    SurroundingsPointer prepared;  ///< holds as long as the store has the same versions
    std::string zones;             ///< version of the zone database; empty: of the installed one
};

class CommitLoop {
public:
    explicit CommitLoop(LoopOptions options);
    ~CommitLoop();

    /// Reads the surroundings for the first time.
    Status prepare();
    void start();
    /// Waits for the thread and answers what it left; on the loop's own thread it only asks.
    void stop();
    [[nodiscard]] bool started() const { return running_; }
    /// After `stop`, until `start`: takes nothing more.
    [[nodiscard]] bool stopped() const;
    [[nodiscard]] bool on_own_thread() const;

    /// busy when the queue is full, unavailable after stop: then `answer` is called at once.
    void submit(Request request);
    /// Decides and writes it on the caller's thread, which saves two changes of thread. False, with
    /// the request left as it was: the loop has work of its own, so it has to be queued.
    bool submit_here(Request& request);
    void confirm_clock();

    /// One batch, or one round of sending, on the caller's thread. False: nothing was due.
    Result<bool> step();
    /// When `step` can have something to do next; nullopt: only after a `submit`.
    Result<std::optional<Instant>> next_due();

    /// Writes the virtual clock's time if no commit has yet.
    Status keep_clock();
    /// Answers everything that waits with `error`: the loop could not get on.
    void fail_waiting(const Error& error);
    void refuse_waiting(const Error& error);
    /// Reads definitions and directory again if another program changed them.
    Status refresh(bool forced);

    [[nodiscard]] SurroundingsPointer surroundings() const;
    [[nodiscard]] std::uint64_t violations() const { return violations_; }
    [[nodiscard]] bool clock_held() const { return held_; }
    /// For the watchdog: earliest due row that the loop knows, and when rows last fired or none
    /// were due.
    [[nodiscard]] Instant last_progress() const { return Instant{Milliseconds{progress_ms_}}; }
    [[nodiscard]] std::optional<Instant> known_next() const;

private:
    using Batch = std::vector<Request>;
    struct Attempt {
        bool committed = false;
        std::vector<Performed> performed;
        std::optional<Error> commit_error;  ///< begin or commit failed
        BatchNews news;
        store::CommitNumber number = 0;  ///< 0: wrote nothing
    };
    /// Committed, and answered when it is durable.
    struct Unanswered {
        Batch batch;
        Attempt attempt;
    };

    /// What the clock holds: outlives the loop, and then rings for nobody.
    struct Bell {
        std::mutex mutex;
        CommitLoop* loop;                         // guarded by mutex
        std::atomic<std::thread::id> whose_turn;  ///< who needs no bell
    };

    void run();
    Status read_changes();
    void wake();
    std::function<void()> ringing() const;
    void wait_for_work(std::unique_lock<std::mutex>& turn);
    bool asked_to_stop() const;
    bool more_comes(std::unique_lock<std::mutex>& turn);
    bool may_work_here();
    void worked_here();
    bool has_work() const { return stopping_ || woken_ || !queue_.empty(); }
    void rest_while_others_work(std::unique_lock<std::mutex>& lock);
    void write_ends();
    Batch take_commands();
    Status look_ahead();
    bool sends_waited() const;
    Result<bool> send_now();
    Result<bool> send_what_is_due();
    Status refresh_or_reopen();
    bool timers_may_be_due(Instant now) const;
    Status run_batch(Batch batch, Instant now);
    Status run_one_by_one(Batch batch, Instant now);
    Result<std::unique_ptr<store::Transaction>> begin();
    Attempt attempt(Batch& batch, Instant now, bool take_timers);
    Status add_timers(store::Transaction& transaction, Batch& batch, Instant now);
    /// The next cases of a run through all of them; timers wait until it has ended.
    Status add_recomputes(store::Transaction& transaction, Batch& batch);
    /// Begins a run when calendars, zones or rules are not those the dates were last derived under.
    Status look_at_basis(const Surroundings& around);
    bool keeps_failing(const RecomputeCase& asked, const Error& error);
    void pass_over(const RecomputeCase& asked, const Error& error, Instant now);
    void give_back(Batch& batch, std::size_t from);
    void beat();
    void after_commit(Attempt attempt, Batch batch);
    void answer_all(Batch& batch, const Attempt& attempt);
    void sync_apart();
    void end_sync_apart();
    /// Those whose commit is durable by now. False: a sync failed.
    bool answer_durable();
    void answer_first();
    /// Waits until the first is durable; opens the store again where it does not become so.
    void settle_first();
    /// Answers before what becomes durable, and after it the others, by their keys.
    Status reopen();
    void answer_by_key(Batch& batch, const Error& error, bool may_be_there);
    bool others_wait() const;
    /// The error when nothing was committed for it.
    Status run_alone(Request request, Instant now);
    void park(const Performed& performed, const Request& request, Instant now);
    void recover(Batch batch, const Error& error);
    void observe_clock(Instant now);
    void note_clock_held(const std::string& since);
    void note_connected();
    Status look_for_confirmation(store::Reader& reader);
    void note_progress();
    Status write_meta(std::string_view name, const std::string& value);
    void check_touched(const std::vector<CaseId>& touched);

    // Fixed after construction
    LoopOptions options_;
    /// Held by the thread whose turn it is; locked before mutex_.
    std::mutex turn_;
    // Whoever has the turn
    bool takes_turns_ = false;  ///< the loop's thread runs
    schedule::DueQueue due_;
    schedule::JumpGuard jump_guard_;
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<UpstreamOutbox> upstreams_;
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    std::uint64_t foreign_ = 0;
    bool unread_ = false;  ///< the last reading of changes failed
    Instant kept_clock_{};
    Instant last_beat_{};
    std::string held_since_;             ///< as the store says it; empty: not held
    std::deque<Unanswered> unanswered_;  ///< oldest first
    Milliseconds last_sent_{};           ///< of uptime: when sends were last looked for
    bool ahead_ = false;                 ///< commits are synced while the next batch is decided
    bool recomputing_ = false;
    bool late_ = false;        ///< the engine had been down for long
    bool catching_up_ = true;  ///< until nothing is due that fell due while nothing fired
    bool got_on_ = false;      ///< in this step due rows fired, or none were due
    bool ending_ = false;      ///< nothing is added to the last batch, and nothing of it is left
    CaseId failing_;           ///< of a run: which case failed last, and how often
    std::uint32_t times_failed_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Request> queue_;         // guarded by mutex_
    SurroundingsPointer surroundings_;  // guarded by mutex_
    bool woken_ = false;                // guarded by mutex_
    bool others_work_ = false;          // guarded by mutex_: a caller had the turn since we looked
    bool dozing_ = false;               // guarded by mutex_: looks again soon, without being woken
    bool closed_ = false;               // guarded by mutex_: takes no more commands
    bool stopping_ = false;             // guarded by mutex_
    bool confirm_ = false;              // guarded by mutex_
    std::atomic<bool> running_ = false;
    std::atomic<bool> held_ = false;
    std::atomic<std::uint64_t> violations_ = 0;
    std::atomic<std::int64_t> progress_ms_ = 0;
    std::atomic<std::int64_t> next_ms_ = -1;
    std::thread thread_;
    std::atomic<std::thread::id> thread_id_;
};

}  // namespace throughgate::core
