-- SPDX-License-Identifier: MIT
-- name: insert_outbox
INSERT INTO outbox (case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts,
                    recipient, channel, detail, notice, mailing, late)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
-- name: update_outbox
UPDATE outbox
   SET state = ?5, due_ms = ?6, attempts = ?7, recipient = ?8, channel = ?9, detail = ?10,
       mailing = ?11
 WHERE case_id = ?1 AND sequence = ?2 AND ordinal = ?3 AND incarnation = ?4
-- name: find_outbox
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE case_id = ?1 AND sequence = ?2 AND ordinal = ?3 AND incarnation = ?4
-- name: due_outbox
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE due_ms <= ?1 AND due_ms IS NOT NULL
 ORDER BY due_ms, case_id, sequence, ordinal LIMIT ?2
-- name: next_outbox
SELECT due_ms FROM outbox WHERE due_ms IS NOT NULL ORDER BY due_ms LIMIT 1
-- name: list_outbox
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE (case_id, sequence, ordinal) > (?1, ?2, ?3)
 ORDER BY case_id, sequence, ordinal LIMIT ?4
-- name: list_case_outbox
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE case_id = ?1 AND (sequence, ordinal) > (?2, ?3)
 ORDER BY sequence, ordinal LIMIT ?4
-- name: hold_outbox
UPDATE outbox SET state = 'held', due_ms = NULL WHERE due_ms IS NOT NULL
-- name: has_notice_key
SELECT 1 FROM notice_key WHERE key = ?1
-- name: put_notice_key
INSERT OR IGNORE INTO notice_key (key, case_id, sequence, ordinal, incarnation)
VALUES (?1, ?2, ?3, ?4, ?5)
-- name: release_outbox
UPDATE outbox SET state = 'queued', due_ms = ?1 WHERE state = 'held'
