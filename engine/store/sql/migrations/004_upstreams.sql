-- SPDX-License-Identifier: MIT
-- What other systems must have in their record too, and what their feeds brought.

CREATE TABLE upstream_item (
    case_id      INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    incarnation  INTEGER NOT NULL,
    upstream     TEXT NOT NULL,
    pathway      TEXT NOT NULL,
    about        TEXT NOT NULL,
    words        TEXT NOT NULL,
    effective_ms INTEGER NOT NULL,
    by_person    TEXT NOT NULL,
    state        TEXT NOT NULL,
    waiting      INTEGER NOT NULL,    -- queued, retrying or held
    queued_ms    INTEGER NOT NULL,
    due_ms       INTEGER,             -- null: held, refused or ended
    ended_ms     INTEGER,             -- taken, refused or waived
    attempts     INTEGER NOT NULL,
    detail       TEXT NOT NULL,
    decided_by   TEXT NOT NULL,
    PRIMARY KEY (case_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;
-- Nobody looks for what was taken: both stay small.
CREATE INDEX upstream_item_waiting ON upstream_item (upstream, queued_ms) WHERE waiting = 1;
CREATE INDEX upstream_item_refused ON upstream_item (upstream) WHERE state = 'refused';

-- The circuit breaker of each other system.
CREATE TABLE upstream (
    name       TEXT PRIMARY KEY,
    failures   INTEGER NOT NULL,      -- in a row
    failing_ms INTEGER,               -- the first of these
    next_ms    INTEGER,               -- away: asked again only then
    answer_ms  INTEGER,               -- when it last took or refused something
    detail     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Kept apart from the items, so that nobody has to count them.
CREATE TABLE upstream_total (
    upstream TEXT NOT NULL,
    state    TEXT NOT NULL,           -- delivered, waived
    count    INTEGER NOT NULL,
    PRIMARY KEY (upstream, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbound (
    source  TEXT NOT NULL,
    outcome TEXT NOT NULL,            -- applied, duplicate, unchanged, stale, buffered, refused
    count   INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (source, outcome)
) STRICT, WITHOUT ROWID;
