-- SPDX-License-Identifier: MIT
-- Runs through all open cases because something around them changed: a calendar, the zone database.
-- One row a run; how far it came is raised in the same transaction as each case.

CREATE TABLE recompute (
    id          INTEGER PRIMARY KEY,
    cause       TEXT NOT NULL,
    total       INTEGER NOT NULL,     -- cases when it began
    done        INTEGER NOT NULL,
    changed     INTEGER NOT NULL,     -- of these: a date moved
    last_case   INTEGER NOT NULL,     -- goes on after this one
    started_ms  INTEGER NOT NULL,
    finished_ms INTEGER
) STRICT;
CREATE INDEX recompute_open ON recompute (id) WHERE finished_ms IS NULL;

-- The open incidents of one case are looked at with most of its decisions.
CREATE INDEX incident_of_case ON incident (case_id) WHERE resolved_ms IS NULL;
