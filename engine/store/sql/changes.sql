-- SPDX-License-Identifier: MIT
-- name: put_proposal
INSERT INTO proposal (plan, state, author, approved_by, reason, proposed_ms, approved_ms,
                      published_ms, effective_from_ms, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (plan) DO UPDATE SET state = ?2, author = ?3, approved_by = ?4, reason = ?5,
    proposed_ms = ?6, approved_ms = ?7, published_ms = ?8, effective_from_ms = ?9, text = ?10
-- name: find_proposal
SELECT plan, state, author, approved_by, reason, proposed_ms, approved_ms, published_ms,
       effective_from_ms, text
  FROM proposal WHERE plan = ?1
-- name: list_proposals
SELECT plan, state, author, approved_by, reason, proposed_ms, approved_ms, published_ms,
       effective_from_ms, ''
  FROM proposal ORDER BY proposed_ms DESC, plan LIMIT ?1
-- name: insert_change_run
INSERT INTO change_run (plan, undoes, by, total, done, changed, left, last_case, started_ms,
                        finished_ms, undo_until_ms, team)
VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0, ?5, NULL, ?6, ?7)
-- name: update_change_run
UPDATE change_run SET done = ?2, changed = ?3, left = ?4, last_case = ?5, finished_ms = ?6,
       undo_until_ms = ?7
 WHERE id = ?1
-- name: open_change_run
SELECT id, plan, undoes, by, total, done, changed, left, last_case, started_ms, finished_ms,
       undo_until_ms, team
  FROM change_run WHERE finished_ms IS NULL ORDER BY id DESC LIMIT 1
-- name: find_change_run
SELECT id, plan, undoes, by, total, done, changed, left, last_case, started_ms, finished_ms,
       undo_until_ms, team
  FROM change_run WHERE id = ?1
-- name: list_change_runs
SELECT id, plan, undoes, by, total, done, changed, left, last_case, started_ms, finished_ms,
       undo_until_ms, team
  FROM change_run ORDER BY id DESC LIMIT ?1
-- name: put_pre_image
INSERT OR REPLACE INTO pre_image (run, case_id, sequence, detail, body)
VALUES (?1, ?2, ?3, ?4, ?5)
-- name: list_pre_images
SELECT run, case_id, sequence, detail, body
  FROM pre_image WHERE run = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?3
-- name: drop_pre_images
DELETE FROM pre_image WHERE run = ?1
