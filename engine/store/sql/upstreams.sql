-- SPDX-License-Identifier: MIT
-- name: insert_upstream_item
INSERT INTO upstream_item (case_id, sequence, ordinal, incarnation, upstream, pathway, about, words,
                           effective_ms, by_person, state, waiting, queued_ms, due_ms, ended_ms,
                           attempts, detail, decided_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?13, NULL, 0, '', '')
-- name: update_upstream_item
UPDATE upstream_item
   SET state = ?5, waiting = ?6, due_ms = ?7, ended_ms = ?8, attempts = ?9, detail = ?10,
       decided_by = ?11
 WHERE case_id = ?1 AND sequence = ?2 AND ordinal = ?3 AND incarnation = ?4
-- name: find_upstream_item
SELECT case_id, sequence, ordinal, incarnation, upstream, pathway, about, words, effective_ms,
       by_person, state, queued_ms, due_ms, ended_ms, attempts, detail, decided_by
  FROM upstream_item WHERE case_id = ?1 AND sequence = ?2 AND ordinal = ?3 AND incarnation = ?4
-- name: list_case_upstream_items
SELECT case_id, sequence, ordinal, incarnation, upstream, pathway, about, words, effective_ms,
       by_person, state, queued_ms, due_ms, ended_ms, attempts, detail, decided_by
  FROM upstream_item
 WHERE case_id = ?1 AND (sequence, ordinal) > (?2, ?3) AND (?4 = '' OR upstream = ?4)
   AND CASE ?5 WHEN 'all' THEN 1
               WHEN 'refused' THEN state = 'refused'
               WHEN 'open' THEN waiting = 1 OR state = 'refused'
               ELSE waiting = 1 END
 ORDER BY sequence, ordinal LIMIT ?6
-- name: list_waiting_upstream_items
SELECT case_id, sequence, ordinal, incarnation, upstream, pathway, about, words, effective_ms,
       by_person, state, queued_ms, due_ms, ended_ms, attempts, detail, decided_by
  FROM upstream_item
 WHERE waiting = 1 AND upstream = ?1 AND (case_id, sequence, ordinal) > (?2, ?3, ?4)
 ORDER BY case_id, sequence, ordinal LIMIT ?5
-- name: list_refused_upstream_items
SELECT case_id, sequence, ordinal, incarnation, upstream, pathway, about, words, effective_ms,
       by_person, state, queued_ms, due_ms, ended_ms, attempts, detail, decided_by
  FROM upstream_item
 WHERE state = 'refused' AND upstream = ?1 AND (case_id, sequence, ordinal) > (?2, ?3, ?4)
 ORDER BY case_id, sequence, ordinal LIMIT ?5
-- name: upstream_heads
-- The first one that waits of each person, with the cases that they had before.
SELECT e.case_id, e.sequence, e.ordinal, e.incarnation, e.upstream, e.pathway, e.about,
       e.words, e.effective_ms, e.by_person, e.state, e.queued_ms, e.due_ms, e.ended_ms,
       e.attempts, e.detail, e.decided_by
  FROM upstream_item e
 WHERE e.waiting = 1 AND e.upstream = ?1
   AND NOT EXISTS (SELECT 1 FROM upstream_item b
                    WHERE b.case_id = e.case_id AND b.upstream = e.upstream AND b.waiting = 1
                      AND (b.sequence, b.ordinal) < (e.sequence, e.ordinal))
   AND NOT EXISTS (SELECT 1 FROM case_index m
                     JOIN case_index o ON o.noms = m.noms AND o.case_id < m.case_id
                     JOIN upstream_item b ON b.case_id = o.case_id
                    WHERE m.case_id = e.case_id AND m.noms <> '' AND o.noms <> ''
                      AND b.upstream = e.upstream AND b.waiting = 1)
   AND NOT EXISTS (SELECT 1 FROM case_index m
                     JOIN case_index o ON o.crn = m.crn AND o.case_id < m.case_id
                     JOIN upstream_item b ON b.case_id = o.case_id
                    WHERE m.case_id = e.case_id AND m.crn <> '' AND o.crn <> ''
                      AND b.upstream = e.upstream AND b.waiting = 1)
   AND e.due_ms <= ?2
 ORDER BY e.queued_ms, e.case_id LIMIT ?3
-- name: next_upstream
SELECT MIN(e.due_ms)
  FROM upstream_item e
 WHERE e.waiting = 1 AND e.upstream = ?1
   AND NOT EXISTS (SELECT 1 FROM upstream_item b
                    WHERE b.case_id = e.case_id AND b.upstream = e.upstream AND b.waiting = 1
                      AND (b.sequence, b.ordinal) < (e.sequence, e.ordinal))
   AND NOT EXISTS (SELECT 1 FROM case_index m
                     JOIN case_index o ON o.noms = m.noms AND o.case_id < m.case_id
                     JOIN upstream_item b ON b.case_id = o.case_id
                    WHERE m.case_id = e.case_id AND m.noms <> '' AND o.noms <> ''
                      AND b.upstream = e.upstream AND b.waiting = 1)
   AND NOT EXISTS (SELECT 1 FROM case_index m
                     JOIN case_index o ON o.crn = m.crn AND o.case_id < m.case_id
                     JOIN upstream_item b ON b.case_id = o.case_id
                    WHERE m.case_id = e.case_id AND m.crn <> '' AND o.crn <> ''
                      AND b.upstream = e.upstream AND b.waiting = 1)
-- name: hold_upstream_items
UPDATE upstream_item SET state = 'held', due_ms = NULL WHERE waiting = 1
-- name: release_upstream_items
UPDATE upstream_item SET state = 'queued', due_ms = ?1 WHERE waiting = 1 AND state = 'held'
-- name: wake_upstream_items
UPDATE upstream_item SET due_ms = ?2 WHERE waiting = 1 AND upstream = ?1 AND due_ms > ?2
-- name: count_upstream_waiting
SELECT upstream, COUNT(*), MIN(queued_ms) FROM upstream_item WHERE waiting = 1 GROUP BY upstream
-- name: count_upstream_refused
SELECT upstream, COUNT(*) FROM upstream_item WHERE state = 'refused' GROUP BY upstream
-- name: list_upstream_totals
SELECT upstream, state, count FROM upstream_total ORDER BY upstream, state
-- name: add_upstream_total
INSERT INTO upstream_total (upstream, state, count) VALUES (?1, ?2, 1)
    ON CONFLICT (upstream, state) DO UPDATE SET count = count + 1
-- name: list_upstreams
SELECT name, failures, failing_ms, next_ms, answer_ms, detail FROM upstream ORDER BY name
-- name: put_upstream
INSERT INTO upstream (name, failures, failing_ms, next_ms, answer_ms, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (name) DO UPDATE SET failures = ?2, failing_ms = ?3, next_ms = ?4, answer_ms = ?5,
                                     detail = ?6
-- name: count_inbound
INSERT INTO inbound (source, outcome, count, last_ms) VALUES (?1, ?2, 1, ?3)
    ON CONFLICT (source, outcome) DO UPDATE SET count = count + 1, last_ms = ?3
-- name: list_inbound
SELECT source, outcome, count, last_ms FROM inbound ORDER BY source, outcome
-- name: list_buffered
SELECT id, noms, crn, body, received_ms FROM buffered_event WHERE id > ?1 ORDER BY id LIMIT ?2
