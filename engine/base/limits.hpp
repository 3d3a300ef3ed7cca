// SPDX-License-Identifier: MIT
// Every bound of the engine in one place. Each has a diagnostic or error when it is hit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace throughgate::limits {

// Definitions
inline constexpr std::size_t definition_bytes = 1 << 20;
inline constexpr std::size_t definition_depth = 32;
inline constexpr std::size_t states_per_pathway = 512;  // what a StateSet holds
inline constexpr std::size_t rungs_per_ladder = 10;     // 6 bits each in Timer::fired
inline constexpr std::size_t occurrences_per_rung = 63;
inline constexpr std::size_t expression_bytes = 4096;
inline constexpr std::size_t expression_depth = 64;
inline constexpr std::uint32_t expression_steps = 10'000;  // nodes evaluated for one answer
inline constexpr int move_days = 400;                      // a date moved while a kind of day lasts
inline constexpr int working_hour_days = 20'000;           // walked through in working hours

// Decisions
inline constexpr std::uint32_t microsteps_per_macrostep = 1000;  // and undelayed sends
inline constexpr std::uint32_t chart_actions_per_event = 100'000;
inline constexpr std::size_t chart_pending_events = 10'000;
inline constexpr std::chrono::milliseconds chart_longest_delay{std::chrono::days(36'525)};
inline constexpr std::size_t facts_per_case = 2000;
inline constexpr std::size_t handoffs_per_case = 10000;
inline constexpr std::size_t text_bytes = 4000;
inline constexpr std::size_t fields_per_event = 64;
inline constexpr std::size_t key_bytes = 200;

// Commit loop (design: grouped under load, never delayed when idle)
inline constexpr std::size_t batch_commands = 1024;
inline constexpr std::size_t batch_bytes = 8u << 20;
inline constexpr std::chrono::milliseconds batch_time{5};
inline constexpr std::size_t batches_unanswered = 4;
inline constexpr std::chrono::milliseconds sends_put_off{100};
inline constexpr std::size_t batch_timers_while_commands_wait = 64;
inline constexpr std::size_t queue_commands = 65536;
inline constexpr std::uint32_t offers_without_outcome = 3;

// Imports and feeds
inline constexpr std::size_t import_bytes = 256u << 20;
inline constexpr std::size_t import_depth = 32;
inline constexpr std::size_t import_text_bytes = 1000;
inline constexpr std::size_t feed_line_bytes = 1u << 20;
inline constexpr std::size_t directory_roles = 200;
inline constexpr std::int64_t import_custody_days = 40000;
inline constexpr std::chrono::years import_date_ahead{40};
inline constexpr std::chrono::years import_date_back{80};

// Idempotency windows
inline constexpr std::chrono::days command_key_window{30};
inline constexpr std::chrono::days inbound_key_window{400};

// Schedule
inline constexpr std::size_t due_batch = 512;
inline constexpr std::size_t recompute_batch = 256;  ///< cases derived again in one commit
inline constexpr std::chrono::seconds longest_sleep{30};
inline constexpr std::chrono::hours forward_jump_held{1};
inline constexpr std::chrono::milliseconds foreign_write_poll{250};
inline constexpr std::chrono::days review_ahead{28};
inline constexpr std::chrono::seconds watchdog_overdue{60};
inline constexpr std::chrono::seconds heartbeat{60};

// Notices
inline constexpr std::size_t notice_subject_bytes = 150;
inline constexpr std::size_t notice_body_bytes = 16u << 10;
inline constexpr int manager_levels = 4;
inline constexpr std::size_t told_together = 50;  ///< cases of one import: more are told together
inline constexpr std::size_t moves_told = 20;     ///< lines of one notice about moved dates

// Delivery
inline constexpr std::uint32_t delivery_attempts = 8;
inline constexpr std::chrono::seconds retry_first{60};
inline constexpr std::chrono::hours retry_longest{6};
inline constexpr std::chrono::seconds plugin_call{30};
inline constexpr std::size_t plugin_message_bytes = 1u << 20;
inline constexpr std::size_t delivery_queue = 1024;  ///< sends waiting in memory per channel
inline constexpr std::size_t plugin_memory_bytes = 512u << 20;  ///< its process starts anew above
inline constexpr std::uint32_t channel_failures = 5;            ///< in a row: it is left alone
inline constexpr std::chrono::seconds channel_rest_first{60};
inline constexpr std::chrono::minutes channel_rest_longest{15};
inline constexpr std::chrono::hours receipt_wait_longest{36};  ///< for what is under way
inline constexpr std::size_t feed_items = 2000;                ///< of one person

// Other systems
inline constexpr std::uint32_t upstream_failures = 3;  ///< in a row: it is left alone for a while
inline constexpr std::size_t upstream_under_way = 4;   ///< items sent and not answered, a system
inline constexpr std::size_t upstream_name_bytes = 40;

// Store
/// A page that changes often is copied once a round: long rounds cost less (decision 0018).
inline constexpr std::size_t checkpoint_passive_bytes = 128u << 20;
inline constexpr std::size_t checkpoint_restart_bytes = 256u << 20;
inline constexpr std::chrono::seconds longest_read{2};
/// SQLite walks its whole cache at a commit that balanced a tree: a large one costs more than the
/// kernel's own cache gives back.
inline constexpr std::size_t writer_cache_bytes = 8u << 20;
inline constexpr std::size_t reader_cache_bytes = 8u << 20;
inline constexpr std::size_t readers_kept = 4;

}  // namespace throughgate::limits
