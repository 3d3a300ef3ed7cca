-- SPDX-License-Identifier: MIT
-- The first schema. docs/reference/store-schema.md explains every table.
-- Times are milliseconds since 1970 in UTC, hashes are raw bytes, names of states are text.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per part of a case; key = case * 8 + part, so that a case is one short range.
CREATE TABLE case_part (
    key  INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- What lists show and look people up by.
CREATE TABLE case_index (
    case_id        INTEGER PRIMARY KEY,
    reference      TEXT NOT NULL UNIQUE,
    noms           TEXT NOT NULL,
    crn            TEXT NOT NULL,
    state          TEXT NOT NULL,
    prison         TEXT NOT NULL,
    team           TEXT NOT NULL,
    officer        TEXT NOT NULL,
    release_date   INTEGER,           -- days since 1970
    parked         INTEGER NOT NULL,
    limited_access INTEGER NOT NULL
) STRICT;
CREATE INDEX case_index_noms    ON case_index (noms) WHERE noms <> '';
CREATE INDEX case_index_crn     ON case_index (crn) WHERE crn <> '';
CREATE INDEX case_index_prison  ON case_index (prison) WHERE prison <> '';
CREATE INDEX case_index_team    ON case_index (team) WHERE team <> '';
CREATE INDEX case_index_officer ON case_index (officer) WHERE officer <> '';
CREATE INDEX case_index_parked  ON case_index (parked) WHERE parked = 1;

-- Append-only; key = case * 16777216 + sequence. A field's text may be erased (set to null in
-- `fields`, and `salt` with it): its hash stays, so the chain still verifies.
CREATE TABLE log (
    key          INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    recorded_ms  INTEGER NOT NULL,
    effective_ms INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    asserted_by  TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    reason       TEXT NOT NULL,
    fields       TEXT NOT NULL,       -- JSON: [name, value, name, value, ...]
    salt         INTEGER,
    field_hashes BLOB NOT NULL,       -- 32 bytes a field
    hash         BLOB NOT NULL
) STRICT;
CREATE VIEW log_entry AS
    SELECT key >> 24 AS case_id, key & 16777215 AS sequence, kind, recorded_ms, effective_ms,
           actor, asserted_by, on_behalf_of, reason, fields, salt, hex(hash) AS hash
      FROM log;

-- One row per commit that wrote to the log or to a chain.
CREATE TABLE root (
    commit_no INTEGER PRIMARY KEY,
    at_ms     INTEGER NOT NULL,
    entries   INTEGER NOT NULL,
    heads     BLOB NOT NULL,          -- (case, last sequence) pairs, variable-length numbers
    content   BLOB NOT NULL,
    previous  BLOB NOT NULL,
    hash      BLOB NOT NULL
) STRICT;

-- Chains of what belongs to no case: publications, directory. The root row says when.
CREATE TABLE chain (
    name     TEXT NOT NULL,
    number   INTEGER NOT NULL,
    content  BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash     BLOB NOT NULL,
    PRIMARY KEY (name, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
    due_ms     INTEGER NOT NULL,
    case_id    INTEGER NOT NULL,
    timer      INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (due_ms, case_id, timer)
) STRICT, WITHOUT ROWID;

CREATE TABLE handoff (
    case_id      INTEGER NOT NULL REFERENCES case_index (case_id),
    handoff_no   INTEGER NOT NULL,
    name         TEXT NOT NULL,
    to_role      TEXT NOT NULL,
    state        TEXT NOT NULL,
    open         INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL,    -- by a named person
    escalated    INTEGER NOT NULL,
    due_ms       INTEGER,             -- of the clock that runs
    body         BLOB NOT NULL,
    PRIMARY KEY (case_id, handoff_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX handoff_due ON handoff (due_ms) WHERE open = 1;

CREATE TABLE outbox (
    case_id     INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    incarnation INTEGER NOT NULL,
    state       TEXT NOT NULL,
    queued_ms   INTEGER NOT NULL,
    due_ms      INTEGER,              -- null: held, or ended
    attempts    INTEGER NOT NULL,
    recipient   TEXT NOT NULL,
    channel     TEXT NOT NULL,
    detail      TEXT NOT NULL,
    notice      BLOB NOT NULL,
    PRIMARY KEY (case_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (due_ms) WHERE due_ms IS NOT NULL;

CREATE TABLE notice_key (
    key         BLOB PRIMARY KEY,     -- first 16 bytes of the hash
    case_id     INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    incarnation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE command_key (
    key         BLOB PRIMARY KEY,     -- first 16 bytes of the hash
    body        BLOB NOT NULL,
    outcome     TEXT NOT NULL,
    case_id     INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    inbound     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    message     TEXT NOT NULL,
    opened_ms   INTEGER NOT NULL,
    resolved_ms INTEGER,
    resolved_by TEXT NOT NULL
) STRICT;
CREATE INDEX incident_open ON incident (id) WHERE resolved_ms IS NULL;

CREATE TABLE quality (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL,
    place    TEXT NOT NULL,
    problem  TEXT NOT NULL,
    found_ms INTEGER NOT NULL,
    UNIQUE (case_id, place, problem)
) STRICT;

CREATE TABLE buffered_event (
    id          INTEGER PRIMARY KEY,
    noms        TEXT NOT NULL,
    crn         TEXT NOT NULL,
    body        TEXT NOT NULL,
    received_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX buffered_event_noms ON buffered_event (noms) WHERE noms <> '';
CREATE INDEX buffered_event_crn  ON buffered_event (crn) WHERE crn <> '';

CREATE TABLE staff (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,
    login        TEXT NOT NULL,
    roles        TEXT NOT NULL,       -- separated by spaces
    team         TEXT NOT NULL,
    deputy       TEXT NOT NULL,
    manager      TEXT NOT NULL,
    absent_from  INTEGER,             -- days since 1970
    absent_until INTEGER,
    box          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE publication (
    number       INTEGER PRIMARY KEY,
    behaviour    BLOB NOT NULL,
    text         BLOB NOT NULL,
    pathway      TEXT NOT NULL,
    resolved     TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    published_by TEXT NOT NULL
) STRICT;
