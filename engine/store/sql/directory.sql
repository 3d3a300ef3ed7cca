-- SPDX-License-Identifier: MIT
-- name: list_staff
SELECT id, name, email, login, roles, team, deputy, manager, absent_from, absent_until, box,
       works, no_info
  FROM staff ORDER BY id
-- name: clear_staff
DELETE FROM staff
-- name: insert_staff
INSERT INTO staff (id, name, email, login, roles, team, deputy, manager, absent_from, absent_until,
                   box, works, no_info)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
-- name: insert_publication
INSERT INTO publication (behaviour, text, pathway, resolved, published_ms, published_by,
                         team)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- name: list_publications
SELECT behaviour, text, pathway, resolved, published_ms, published_by, team
  FROM publication ORDER BY number
-- name: get_meta
SELECT value FROM meta WHERE name = ?1
-- name: put_meta
INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value
