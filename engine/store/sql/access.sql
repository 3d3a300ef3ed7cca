-- SPDX-License-Identifier: MIT
-- ?8 says who looks, as JSON: self, people, prisons, teams, provider_teams, provider_roles,
-- glass_ms. ?9: the last case. A restricted case keeps its id and reference, and nothing else.
-- name: list_seen
WITH seen AS (
    SELECT i.*,
           EXISTS (SELECT 1 FROM consultation c
                    WHERE c.case_id = i.case_id AND c.kind = 'break_glass'
                      AND c.person = ?8 ->> '$.self' AND c.at_ms > ?8 ->> '$.glass_ms') AS glass,
           i.limited_access = 1
           AND NOT EXISTS (SELECT 1 FROM case_person p
                            WHERE p.case_id = i.case_id AND p.person = ?8 ->> '$.self') AS shut,
           (i.prison <> '' AND i.prison IN (SELECT value FROM json_each(?8, '$.prisons')))
           OR (i.team <> '' AND i.team IN (SELECT value FROM json_each(?8, '$.teams')))
           OR EXISTS (SELECT 1 FROM case_person p
                       WHERE p.case_id = i.case_id
                         AND p.person IN (SELECT value FROM json_each(?8, '$.people')))
           OR (i.team <> '' AND i.team IN (SELECT value FROM json_each(?8, '$.provider_teams'))
               AND EXISTS (SELECT 1 FROM handoff h
                            WHERE h.case_id = i.case_id
                              AND h.to_role IN
                                  (SELECT value FROM json_each(?8, '$.provider_roles')))) AS near
      FROM case_index i
     WHERE i.case_id > ?6 AND i.case_id <= ?9)
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0, glass
  FROM seen
 WHERE (glass OR (near AND NOT shut)) AND (?1 = '' OR prison = ?1) AND (?2 = '' OR team = ?2)
   AND (?3 = '' OR officer = ?3) AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1)
UNION ALL
SELECT case_id, reference, '', '', '', '', '', '', NULL, 0, 1, 1, 0
  FROM seen
 WHERE near AND shut AND NOT glass AND ?1 = '' AND ?2 = '' AND ?3 = '' AND ?4 = '' AND ?5 = 0
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
  FROM consultation WHERE case_id = ?4 AND number > ?1 AND (?2 = '' OR person = ?2)
 ORDER BY number LIMIT ?3
