-- SPDX-License-Identifier: MIT
-- name: put_handoff
INSERT INTO handoff (case_id, handoff_no, name, to_role, state, open, acknowledged, escalated,
                     due_ms, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT DO UPDATE
   SET name = excluded.name, to_role = excluded.to_role, state = excluded.state,
       open = excluded.open, acknowledged = excluded.acknowledged,
       escalated = excluded.escalated, due_ms = excluded.due_ms, body = excluded.body
-- name: list_handoffs
SELECT h.case_id, i.reference, h.body
  FROM handoff h JOIN case_index i USING (case_id)
 WHERE (h.case_id, h.handoff_no) > (?1, ?2) AND (?3 = 0 OR h.open = 1)
 ORDER BY h.case_id, h.handoff_no LIMIT ?4
-- name: list_case_handoffs
SELECT h.case_id, i.reference, h.body
  FROM handoff h JOIN case_index i USING (case_id)
 WHERE h.case_id = ?1 AND (h.case_id, h.handoff_no) > (?2, ?3) AND (?4 = 0 OR h.open = 1)
   AND (?5 IS NULL OR (h.open = 1 AND h.due_ms < ?5))
 ORDER BY h.handoff_no LIMIT ?6
-- name: list_due_handoffs
SELECT h.case_id, i.reference, h.body
  FROM handoff h JOIN case_index i USING (case_id)
 WHERE h.open = 1 AND h.due_ms < ?1 AND (h.case_id, h.handoff_no) > (?2, ?3)
 ORDER BY h.case_id, h.handoff_no LIMIT ?4
