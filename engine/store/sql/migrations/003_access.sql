-- SPDX-License-Identifier: MIT
-- Who may see a case, and who was given what of it.

-- Named people of a case: holders of its roles; with the empty role the list of limited access.
CREATE TABLE case_person (
    case_id INTEGER NOT NULL,
    person  TEXT NOT NULL,
    role    TEXT NOT NULL,
    PRIMARY KEY (case_id, person, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_person_person ON case_person (person, case_id);

-- The log of reads; append-only, each row's hash covers the one before it.
CREATE TABLE consultation (
    number      INTEGER PRIMARY KEY,
    at_ms       INTEGER NOT NULL,
    person      TEXT NOT NULL,
    asserted_by TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    kind        TEXT NOT NULL,        -- consultation, disclosure, refused, break_glass
    what        TEXT NOT NULL,
    case_id     INTEGER NOT NULL,     -- 0: no such case
    hash        BLOB NOT NULL
) STRICT;
CREATE INDEX consultation_of_case ON consultation (case_id, number);
CREATE INDEX consultation_glass ON consultation (person, at_ms) WHERE kind = 'break_glass';
