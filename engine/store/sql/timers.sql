-- SPDX-License-Identifier: MIT
-- name: arm
INSERT OR REPLACE INTO due (due_ms, case_id, timer, generation) VALUES (?1, ?2, ?3, ?4)
-- name: disarm
DELETE FROM due WHERE due_ms = ?1 AND case_id = ?2 AND timer = ?3
-- name: due_timers
SELECT due_ms, case_id, timer, generation
  FROM due WHERE due_ms <= ?1 ORDER BY due_ms, case_id, timer LIMIT ?2
-- name: case_due_rows
SELECT due_ms, case_id, timer, generation
  FROM due WHERE case_id = ?1 ORDER BY due_ms, timer
-- name: next_timer
SELECT due_ms FROM due ORDER BY due_ms LIMIT 1
