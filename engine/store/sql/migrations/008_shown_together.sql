-- SPDX-License-Identifier: MIT
-- Cases that were shown together, as on a page of a list: one line of the log of reads names them
-- all, and the next line about the same ones names the same set. A line of one case names it as
-- before; one of a set has the set's number below zero as its case.
CREATE TABLE shown (
    set_no  INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    PRIMARY KEY (set_no, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_case ON shown (case_id, set_no);

CREATE TABLE shown_set (
    digest BLOB PRIMARY KEY,          -- hash of its cases, in order
    set_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
