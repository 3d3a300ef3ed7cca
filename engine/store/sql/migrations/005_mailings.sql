-- SPDX-License-Identifier: MIT
-- Mails that say several notices at once, the delivery record, who is on duty, and how people work.

ALTER TABLE outbox ADD COLUMN mailing INTEGER NOT NULL DEFAULT 0;  -- the mail it waits for; 0: none
ALTER TABLE outbox ADD COLUMN late INTEGER NOT NULL DEFAULT 0;     -- the engine had been down
CREATE INDEX outbox_mailing ON outbox (mailing) WHERE mailing <> 0;
CREATE INDEX outbox_recipient ON outbox (recipient, queued_ms) WHERE recipient <> '';

CREATE TABLE mailing (
    number      INTEGER PRIMARY KEY,
    incarnation INTEGER NOT NULL,
    kind        TEXT NOT NULL,        -- digest, summary, unread
    person      TEXT NOT NULL,
    cause       TEXT NOT NULL,        -- of a summary and of unread; else ''
    slot_ms     INTEGER NOT NULL,     -- when it is meant to go
    state       TEXT NOT NULL,
    due_ms      INTEGER,              -- null: held, or ended
    attempts    INTEGER NOT NULL,
    channel     TEXT NOT NULL,
    detail      TEXT NOT NULL,
    notes       TEXT NOT NULL         -- lines beside its notices
) STRICT;
CREATE INDEX mailing_due ON mailing (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX mailing_person ON mailing (person, slot_ms);
CREATE INDEX mailing_cause ON mailing (cause, slot_ms) WHERE cause <> '';

-- Each attempt and what came of it, and what was heard of it later.
CREATE TABLE delivery (
    number       INTEGER PRIMARY KEY,
    at_ms        INTEGER NOT NULL,
    person       TEXT NOT NULL,
    case_id      INTEGER NOT NULL,    -- 0: a mail, whose number is the sequence
    sequence     INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    incarnation  INTEGER NOT NULL,
    way          TEXT NOT NULL,       -- alone, digest, summary, unread
    notice_class TEXT NOT NULL,
    channel      TEXT NOT NULL,
    outcome      TEXT NOT NULL,       -- sent, retry, failed, delivered, opened, bounced
    detail       TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_person ON delivery (person, at_ms);
CREATE INDEX delivery_effect ON delivery (case_id, sequence, ordinal);

CREATE TABLE duty (
    team   TEXT NOT NULL,
    day    INTEGER NOT NULL,          -- days since 1970; a night belongs to the day it begins on
    person TEXT NOT NULL,
    PRIMARY KEY (team, day)
) STRICT, WITHOUT ROWID;

ALTER TABLE staff ADD COLUMN works INTEGER NOT NULL DEFAULT 127;   -- days of the week, bit 0 Monday
ALTER TABLE staff ADD COLUMN no_info INTEGER NOT NULL DEFAULT 0;
