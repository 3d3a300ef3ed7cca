-- SPDX-License-Identifier: MIT
-- A script, run as a whole inside the erasing transaction. ?1: the case. ?2 and ?3: the identities
-- of its person, empty where it has none.
UPDATE log SET fields = '[]', salt = NULL,
               reason = CASE WHEN kind GLOB 'erasure.*' THEN reason ELSE '' END
 WHERE key > (?1 << 24) AND key < ((?1 + 1) << 24);
UPDATE consultation SET purpose = '' WHERE case_id = ?1 AND kind <> 'erasure';
DELETE FROM due WHERE case_id = ?1;
DELETE FROM handoff WHERE case_id = ?1;
DELETE FROM outbox WHERE case_id = ?1;
DELETE FROM delivery WHERE case_id = ?1;
DELETE FROM notice_key WHERE case_id = ?1;
DELETE FROM command_key WHERE case_id = ?1;
DELETE FROM upstream_item WHERE case_id = ?1;
DELETE FROM incident WHERE case_id = ?1;
DELETE FROM quality WHERE case_id = ?1;
DELETE FROM case_person WHERE case_id = ?1;
DELETE FROM pre_image WHERE case_id = ?1;
-- What waits for the person, unless they have another case.
DELETE FROM buffered_event
 WHERE ((noms = ?2 AND ?2 <> '') OR (crn = ?3 AND ?3 <> ''))
   AND NOT EXISTS (SELECT 1 FROM case_index
                    WHERE case_id <> ?1 AND ((noms = ?2 AND ?2 <> '') OR (crn = ?3 AND ?3 <> '')));
