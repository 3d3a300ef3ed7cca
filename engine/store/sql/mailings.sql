-- SPDX-License-Identifier: MIT
-- name: insert_mailing
INSERT INTO mailing (incarnation, kind, person, cause, slot_ms, state, due_ms, attempts, channel,
                     detail, notes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
-- name: last_mailing
SELECT max(number) FROM mailing
-- name: update_mailing
UPDATE mailing
   SET slot_ms = ?2, state = ?3, due_ms = ?4, attempts = ?5, channel = ?6, detail = ?7, notes = ?8
 WHERE number = ?1
-- name: find_mailing
SELECT number, incarnation, kind, person, cause, slot_ms, state, due_ms, attempts, channel, detail,
       notes
  FROM mailing WHERE number = ?1
-- name: waiting_digest
SELECT number, incarnation, kind, person, cause, slot_ms, state, due_ms, attempts, channel, detail,
       notes
  FROM mailing
 WHERE person = ?1 AND slot_ms > ?2 AND slot_ms <= ?3 AND kind = 'digest' AND state = 'queued'
   AND attempts = 0
 ORDER BY slot_ms LIMIT 1
-- name: find_summary
SELECT number, incarnation, kind, person, cause, slot_ms, state, due_ms, attempts, channel, detail,
       notes
  FROM mailing
 WHERE person = ?1 AND slot_ms > ?2 AND cause = ?3 AND kind = 'summary'
 ORDER BY slot_ms DESC LIMIT 1
-- name: count_summaries
SELECT mailing.person, count(*)
  FROM mailing JOIN outbox ON outbox.mailing = mailing.number AND outbox.mailing <> 0
 WHERE mailing.cause = ?1 AND mailing.cause <> '' AND mailing.slot_ms > ?2
   AND mailing.kind = 'summary'
 GROUP BY mailing.person ORDER BY mailing.person
-- name: due_mailings
SELECT number, incarnation, kind, person, cause, slot_ms, state, due_ms, attempts, channel, detail,
       notes
  FROM mailing WHERE due_ms <= ?1 AND due_ms IS NOT NULL ORDER BY due_ms, number LIMIT ?2
-- name: next_mailing
SELECT due_ms FROM mailing WHERE due_ms IS NOT NULL ORDER BY due_ms LIMIT 1
-- name: hold_mailings
UPDATE mailing SET state = 'held', due_ms = NULL WHERE due_ms IS NOT NULL
-- name: release_mailings
UPDATE mailing SET state = 'queued', due_ms = max(?1, slot_ms) WHERE state = 'held'
-- name: mailing_notices
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE mailing = ?1 AND mailing <> 0 ORDER BY case_id, sequence, ordinal LIMIT ?2
-- name: move_notices
UPDATE outbox SET mailing = ?2 WHERE mailing = ?1 AND mailing <> 0
-- name: notices_to
SELECT case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts, recipient,
       channel, detail, notice, mailing, late
  FROM outbox WHERE recipient = ?1 AND recipient <> '' AND queued_ms >= ?2
 ORDER BY queued_ms DESC LIMIT ?3
-- name: dead_letters
SELECT outbox.case_id, sequence, ordinal, incarnation, state, queued_ms, due_ms, attempts,
       recipient, channel, detail, notice, mailing, late
  FROM incident
  JOIN outbox ON outbox.case_id = incident.case_id
             AND outbox.sequence || '.' || outbox.ordinal = incident.subject
 WHERE resolved_ms IS NULL AND kind = 'delivery.dead_letter'
   AND (outbox.case_id, sequence, ordinal) > (?1, ?2, ?3)
 ORDER BY outbox.case_id, sequence, ordinal LIMIT ?4
-- name: look_again
UPDATE outbox SET due_ms = ?2, mailing = 0
 WHERE case_id = ?1 AND state IN ('queued', 'retrying') AND (due_ms IS NULL OR due_ms > ?2)
-- name: insert_delivery
INSERT INTO delivery (at_ms, person, case_id, sequence, ordinal, incarnation, way, notice_class,
                      channel, outcome, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
-- name: deliveries_to
SELECT number, at_ms, person, case_id, sequence, ordinal, incarnation, way, notice_class, channel,
       outcome, detail
  FROM delivery WHERE person = ?1 AND at_ms >= ?2 ORDER BY at_ms, number LIMIT ?3
-- name: deliveries_of
SELECT number, at_ms, person, case_id, sequence, ordinal, incarnation, way, notice_class, channel,
       outcome, detail
  FROM delivery WHERE case_id = ?1 AND sequence = ?2 AND ordinal = ?3 AND incarnation = ?4
 ORDER BY number
-- name: told_today
SELECT count(*) FILTER (WHERE way = 'alone' AND notice_class = 'action'),
       count(*) FILTER (WHERE way = 'digest')
  FROM delivery WHERE person = ?1 AND at_ms >= ?2 AND at_ms < ?3 AND outcome = 'sent'
-- name: list_duty
SELECT team, day, person FROM duty ORDER BY team, day
-- name: clear_duty
DELETE FROM duty
-- name: insert_duty
INSERT INTO duty (team, day, person) VALUES (?1, ?2, ?3)
