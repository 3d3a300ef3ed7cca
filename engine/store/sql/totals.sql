-- SPDX-License-Identifier: MIT
-- name: count_publications
SELECT count(*) FROM publication
-- name: count_events
SELECT count(*) FROM log WHERE kind GLOB 'event.*'
-- name: count_handoffs
SELECT count(*), coalesce(sum(acknowledged), 0), coalesce(sum(escalated), 0) FROM handoff
-- name: count_notices
SELECT count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'dead_lettered'),
       count(*) FILTER (WHERE state = 'suppressed')
  FROM outbox
-- name: count_open_incidents
SELECT count(*) FROM incident WHERE resolved_ms IS NULL
-- name: delivered_notices
SELECT case_id, sequence, recipient, notice FROM outbox WHERE state = 'delivered'
 ORDER BY case_id, sequence, ordinal
