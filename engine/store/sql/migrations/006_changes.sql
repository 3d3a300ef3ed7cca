-- SPDX-License-Identifier: MIT
-- Changing live cases: plans put to a second person, the runs that carry them out or take them
-- back, and what each case was before. How far a run came is raised in the same transaction as
-- each case.

CREATE TABLE proposal (
    plan              BLOB PRIMARY KEY,   -- hash of its text
    state             TEXT NOT NULL,      -- in_review, approved, published, superseded, withdrawn
    author            TEXT NOT NULL,
    approved_by       TEXT NOT NULL,
    reason            TEXT NOT NULL,
    proposed_ms       INTEGER NOT NULL,
    approved_ms       INTEGER,
    published_ms      INTEGER,
    effective_from_ms INTEGER,
    text              TEXT NOT NULL       -- the plan
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_time ON proposal (proposed_ms);

CREATE TABLE change_run (
    id            INTEGER PRIMARY KEY,
    plan          BLOB NOT NULL,
    undoes        INTEGER NOT NULL,       -- run that it takes back; 0: it carries out its plan
    by            TEXT NOT NULL,
    total         INTEGER NOT NULL,       -- cases when it began
    done          INTEGER NOT NULL,
    changed       INTEGER NOT NULL,
    left          INTEGER NOT NULL,       -- could not be brought over, or back
    last_case     INTEGER NOT NULL,       -- goes on after this one
    started_ms    INTEGER NOT NULL,
    finished_ms   INTEGER,
    undo_until_ms INTEGER
) STRICT;
CREATE INDEX change_run_open ON change_run (id) WHERE finished_ms IS NULL;

CREATE TABLE pre_image (
    run      INTEGER NOT NULL,
    case_id  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,            -- last log entry that the run wrote; 0: left alone
    detail   TEXT NOT NULL,
    body     BLOB NOT NULL,               -- the case as it was
    PRIMARY KEY (run, case_id)
) STRICT, WITHOUT ROWID;
