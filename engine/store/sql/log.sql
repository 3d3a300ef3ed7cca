-- SPDX-License-Identifier: MIT
-- name: insert_log
INSERT INTO log (key, kind, recorded_ms, effective_ms, actor, asserted_by, on_behalf_of, reason,
                 fields, salt, field_hashes, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
-- name: log_hash
SELECT hash FROM log WHERE key = ?1
-- name: read_log
SELECT key & 16777215, kind, recorded_ms, effective_ms, actor, asserted_by, on_behalf_of, reason,
       fields, salt, field_hashes, hash
  FROM log WHERE key > ?1 AND key < ?2 ORDER BY key LIMIT ?3
-- name: insert_root
INSERT INTO root (commit_no, at_ms, entries, heads, content, previous, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- name: last_root
SELECT commit_no, hash FROM root ORDER BY commit_no DESC LIMIT 1
-- name: read_roots
SELECT commit_no, at_ms, entries, heads, content, previous, hash
  FROM root WHERE commit_no > ?1 ORDER BY commit_no LIMIT ?2
-- name: insert_chain
INSERT INTO chain (name, number, content, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5)
-- name: last_chain
SELECT number, hash FROM chain WHERE name = ?1 ORDER BY number DESC LIMIT 1
-- name: read_chain
SELECT number, content, previous, hash
  FROM chain WHERE name = ?1 AND number > ?2 ORDER BY number LIMIT ?3
