-- SPDX-License-Identifier: MIT
-- name: insert_recompute
INSERT INTO recompute (cause, total, done, changed, last_case, started_ms, finished_ms)
VALUES (?1, ?2, 0, 0, 0, ?3, NULL)
-- name: open_recompute
SELECT id, cause, total, done, changed, last_case, started_ms, finished_ms
  FROM recompute WHERE finished_ms IS NULL ORDER BY id DESC LIMIT 1
-- name: list_recomputes
SELECT id, cause, total, done, changed, last_case, started_ms, finished_ms
  FROM recompute ORDER BY id DESC LIMIT ?1
-- name: advance_recompute
UPDATE recompute SET done = done + 1, changed = changed + ?3, last_case = ?2 WHERE id = ?1
-- name: finish_recompute
UPDATE recompute SET finished_ms = ?2 WHERE id = ?1
