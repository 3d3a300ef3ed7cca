-- SPDX-License-Identifier: MIT
-- name: find_key
SELECT body, outcome, case_id, sequence, version, recorded_ms, inbound
  FROM command_key WHERE key = ?1
-- name: put_key
INSERT INTO command_key (key, body, outcome, case_id, sequence, version, recorded_ms, inbound)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: sweep_keys
SELECT key, recorded_ms, inbound FROM command_key WHERE key > ?1 ORDER BY key LIMIT ?2
-- name: delete_key
DELETE FROM command_key WHERE key = ?1
