-- SPDX-License-Identifier: MIT
-- ?8 says who looks, as JSON: self, people, prisons, teams, provider_teams, provider_roles, cases,
-- everything, glass_ms. ?9: the last case.
-- `near` is what the person may know of, by the indexes; a restricted case keeps its id and
-- reference, and nothing else.
-- name: list_seen
WITH glass (case_id) AS MATERIALIZED (
    SELECT case_id FROM consultation
     WHERE kind = 'break_glass' AND person = ?8 ->> '$.self' AND at_ms > ?8 ->> '$.glass_ms'
       AND case_id > ?6 AND case_id <= ?9),
near (case_id) AS MATERIALIZED (
    SELECT case_id FROM case_index
     WHERE prison IN (SELECT value FROM json_each(?8, '$.prisons')) AND prison <> ''
       AND case_id > ?6 AND case_id <= ?9
    UNION
    SELECT case_id FROM case_index
     WHERE team IN (SELECT value FROM json_each(?8, '$.teams')) AND team <> ''
       AND case_id > ?6 AND case_id <= ?9
    UNION
    SELECT case_id FROM case_person
     WHERE person IN (SELECT value FROM json_each(?8, '$.people'))
       AND case_id > ?6 AND case_id <= ?9
    UNION
    SELECT i.case_id FROM case_index i
     WHERE i.team IN (SELECT value FROM json_each(?8, '$.provider_teams')) AND i.team <> ''
       AND i.case_id > ?6 AND i.case_id <= ?9
       AND EXISTS (SELECT 1 FROM handoff h
                    WHERE h.case_id = i.case_id
                      AND h.to_role IN (SELECT value FROM json_each(?8, '$.provider_roles')))
    UNION
    SELECT value FROM json_each(?8, '$.cases') WHERE value > ?6 AND value <= ?9
    UNION
    SELECT case_id FROM case_index
     WHERE ?8 ->> '$.everything' AND case_id > ?6 AND case_id <= ?9
    UNION
    SELECT case_id FROM glass),
seen AS (
    SELECT i.*, i.case_id IN (SELECT case_id FROM glass) AS glass,
           i.limited_access = 1 AND NOT ?8 ->> '$.everything'
           AND i.case_id NOT IN (SELECT case_id FROM glass)
           AND i.case_id NOT IN (SELECT value FROM json_each(?8, '$.cases'))
           AND NOT EXISTS (SELECT 1 FROM case_person p
                            WHERE p.case_id = i.case_id AND p.person = ?8 ->> '$.self') AS shut
      FROM near JOIN case_index i USING (case_id))
SELECT case_id, reference, iif(shut, '', noms), iif(shut, '', crn), iif(shut, '', state),
       iif(shut, '', prison), iif(shut, '', team), iif(shut, '', officer),
       iif(shut, NULL, release_date), iif(shut, 0, parked), limited_access, shut, glass
  FROM seen
 WHERE CASE WHEN shut THEN ?1 = '' AND ?2 = '' AND ?3 = '' AND ?4 = '' AND ?5 = 0
            ELSE (?1 = '' OR prison = ?1) AND (?2 = '' OR team = ?2) AND (?3 = '' OR officer = ?3)
                 AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1) END
 ORDER BY case_id LIMIT ?7
-- name: clear_people
DELETE FROM case_person WHERE case_id = ?1
-- name: insert_person
INSERT OR IGNORE INTO case_person (case_id, person, role) VALUES (?1, ?2, ?3)
-- name: all_case_ids
SELECT case_id FROM case_index ORDER BY case_id
-- name: insert_consultation
INSERT INTO consultation (number, at_ms, person, asserted_by, purpose, kind, what, case_id, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
-- name: last_consultation
SELECT number, hash FROM consultation ORDER BY number DESC LIMIT 1
-- name: list_consultations
SELECT number, at_ms, person, asserted_by, purpose, kind, what, case_id, hash
  FROM consultation WHERE number > ?1 AND (?2 = '' OR person = ?2) ORDER BY number LIMIT ?3
-- name: case_consultations
SELECT number, at_ms, person, asserted_by, purpose, kind, what, case_id, hash
  FROM consultation
 WHERE case_id IN (SELECT ?4 UNION ALL SELECT -set_no FROM shown WHERE case_id = ?4)
   AND number > ?1 AND (?2 = '' OR person = ?2)
 ORDER BY number LIMIT ?3
-- The same from the newest back: ?1 is the number before which it goes on.
-- name: last_consultations
SELECT number, at_ms, person, asserted_by, purpose, kind, what, case_id, hash
  FROM consultation WHERE number < ?1 AND (?2 = '' OR person = ?2) ORDER BY number DESC LIMIT ?3
-- name: last_case_consultations
SELECT number, at_ms, person, asserted_by, purpose, kind, what, case_id, hash
  FROM consultation
 WHERE case_id IN (SELECT ?4 UNION ALL SELECT -set_no FROM shown WHERE case_id = ?4)
   AND number < ?1 AND (?2 = '' OR person = ?2)
 ORDER BY number DESC LIMIT ?3
-- A review names the line that it is about. Those without one come first, then the newest.
-- name: list_glass
SELECT b.number, b.at_ms, b.person, b.asserted_by, b.purpose, b.kind, b.what, b.case_id, b.hash,
       r.number, r.at_ms, r.person, r.asserted_by, r.purpose, r.kind, r.what, r.case_id, r.hash
  FROM consultation b INDEXED BY consultation_glass
  LEFT JOIN consultation r ON r.case_id = b.case_id AND r.number > b.number
       AND r.kind = 'glass_reviewed' AND r.what = 'break_glass ' || b.number
 WHERE b.kind = 'break_glass' AND (?1 = 0 OR r.number IS NULL)
 ORDER BY r.number IS NOT NULL, b.number DESC LIMIT ?2
-- name: find_glass
SELECT b.number, b.at_ms, b.person, b.asserted_by, b.purpose, b.kind, b.what, b.case_id, b.hash,
       r.number, r.at_ms, r.person, r.asserted_by, r.purpose, r.kind, r.what, r.case_id, r.hash
  FROM consultation b
  LEFT JOIN consultation r ON r.case_id = b.case_id AND r.number > b.number
       AND r.kind = 'glass_reviewed' AND r.what = 'break_glass ' || b.number
 WHERE b.number = ?1 AND b.kind = 'break_glass'
-- name: find_shown
SELECT set_no FROM shown_set WHERE digest = ?1
-- name: last_shown
SELECT coalesce(max(set_no), 0) FROM shown
-- name: insert_shown_set
INSERT INTO shown_set (digest, set_no) VALUES (?1, ?2)
-- name: insert_shown
INSERT INTO shown (set_no, case_id) VALUES (?1, ?2)
-- name: list_shown
SELECT case_id FROM shown WHERE set_no = ?1 ORDER BY case_id
