-- SPDX-License-Identifier: MIT
-- name: load_case
SELECT key & 7, body FROM case_part WHERE key BETWEEN ?1 AND ?1 + 7
-- name: insert_part
INSERT INTO case_part (key, body) VALUES (?1, ?2)
-- name: update_part
UPDATE case_part SET body = ?2 WHERE key = ?1
-- name: insert_summary
INSERT INTO case_index (reference, noms, crn, state, prison, team, officer, release_date, parked,
                        limited_access, case_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
-- name: update_summary
UPDATE case_index
   SET reference = ?1, noms = ?2, crn = ?3, state = ?4, prison = ?5, team = ?6, officer = ?7,
       release_date = ?8, parked = ?9, limited_access = ?10
 WHERE case_id = ?11
-- name: last_case
SELECT coalesce(max(case_id), 0) FROM case_index
-- name: count_cases
SELECT count(*) FROM case_index
-- name: find_reference
SELECT case_id FROM case_index WHERE reference = ?1
-- name: find_person
SELECT case_id, state = 'closed' AS closed FROM case_index WHERE noms = ?1 AND noms <> ''
UNION
SELECT case_id, state = 'closed' FROM case_index WHERE crn = ?2 AND crn <> ''
 ORDER BY closed, case_id
-- name: list_by_officer
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0
  FROM case_index
 WHERE officer = ?3 AND officer <> '' AND case_id > ?6 AND (?1 = '' OR prison = ?1)
   AND (?2 = '' OR team = ?2) AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1)
 ORDER BY case_id LIMIT ?7
-- name: list_by_team
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0
  FROM case_index
 WHERE team = ?2 AND team <> '' AND case_id > ?6 AND (?1 = '' OR prison = ?1)
   AND (?3 = '' OR officer = ?3) AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1)
 ORDER BY case_id LIMIT ?7
-- name: list_by_prison
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0
  FROM case_index
 WHERE prison = ?1 AND prison <> '' AND case_id > ?6 AND (?2 = '' OR team = ?2)
   AND (?3 = '' OR officer = ?3) AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1)
 ORDER BY case_id LIMIT ?7
-- name: list_parked
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0
  FROM case_index
 WHERE parked = 1 AND case_id > ?6 AND (?1 = '' OR prison = ?1) AND (?2 = '' OR team = ?2)
   AND (?3 = '' OR officer = ?3) AND (?4 = '' OR state = ?4) AND ?5 = 1
 ORDER BY case_id LIMIT ?7
-- name: list_all
SELECT case_id, reference, noms, crn, state, prison, team, officer, release_date, parked,
       limited_access, 0
  FROM case_index
 WHERE case_id > ?6 AND (?1 = '' OR prison = ?1) AND (?2 = '' OR team = ?2)
   AND (?3 = '' OR officer = ?3) AND (?4 = '' OR state = ?4) AND (?5 = 0 OR parked = 1)
 ORDER BY case_id LIMIT ?7
