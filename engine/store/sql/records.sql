-- SPDX-License-Identifier: MIT
-- name: insert_incident
INSERT INTO incident (case_id, kind, subject, message, opened_ms, resolved_ms, resolved_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- name: resolve_incident
UPDATE incident SET resolved_ms = ?2, resolved_by = ?3 WHERE id = ?1
-- name: list_incidents
SELECT id, case_id, kind, subject, message, opened_ms, resolved_ms, resolved_by
  FROM incident ORDER BY id LIMIT ?1
-- name: list_open_incidents
SELECT id, case_id, kind, subject, message, opened_ms, resolved_ms, resolved_by
  FROM incident WHERE resolved_ms IS NULL ORDER BY id LIMIT ?1
-- name: case_open_incidents
SELECT id, case_id, kind, subject, message, opened_ms, resolved_ms, resolved_by
  FROM incident WHERE resolved_ms IS NULL AND case_id = ?1 ORDER BY id
-- name: put_quality
INSERT OR IGNORE INTO quality (case_id, place, problem, found_ms) VALUES (?1, ?2, ?3, ?4)
-- name: list_quality
SELECT case_id, place, problem, found_ms FROM quality ORDER BY id LIMIT ?1
-- name: list_case_quality
SELECT case_id, place, problem, found_ms FROM quality WHERE case_id = ?2 ORDER BY id LIMIT ?1
-- name: put_buffered
INSERT INTO buffered_event (noms, crn, body, received_ms) VALUES (?1, ?2, ?3, ?4)
-- name: drop_buffered
DELETE FROM buffered_event WHERE id = ?1
-- name: buffered_for
SELECT id, noms, crn, body, received_ms FROM buffered_event WHERE noms = ?1 AND noms <> ''
UNION
SELECT id, noms, crn, body, received_ms FROM buffered_event WHERE crn = ?2 AND crn <> ''
 ORDER BY id
