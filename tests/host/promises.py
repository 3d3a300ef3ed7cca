# SPDX-License-Identifier: MIT
"""What the shipped notice policy promises, read off the delivery record of a store by itself: the
engine's own figures are not asked. `check` gives numbers, and fails when a promise is broken."""
import collections
import datetime
import json
import pathlib
import sqlite3
import zoneinfo

LONDON = zoneinfo.ZoneInfo("Europe/London")
HOLIDAYS = {"2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03",
            "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}


def local(at_ms):
    return datetime.datetime.fromtimestamp(at_ms / 1000, LONDON)


def is_quiet(when):
    if when.weekday() >= 5 or when.date().isoformat() in HOLIDAYS:
        return True
    return not datetime.time(7, 30) <= when.time() < datetime.time(18, 0)


def sent(store):
    return store.execute("SELECT at_ms, person, way, notice_class, case_id, sequence FROM delivery"
                         " WHERE outcome = 'sent' ORDER BY number")


def count_mails(path):
    """Every mail that a channel took."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return store.execute("SELECT count(*) FROM delivery WHERE outcome = 'sent'").fetchone()[0]


def busiest(counts):
    return max(counts.values(), default=0)


def check(path):
    """The figures as a dictionary; AssertionError names what was broken."""
    with sqlite3.connect(f"file:{pathlib.Path(path)}?mode=ro", uri=True) as store:
        morning, afternoon, alone = (collections.Counter() for _ in range(3))
        ways = collections.Counter()
        for at_ms, person, way, notice_class, _, _ in sent(store):
            when = local(at_ms)
            ways[way if notice_class != "critical" or way != "alone" else "critical"] += 1
            if notice_class == "critical":
                continue
            assert not is_quiet(when), f"{person} got a {way} mail at {when}"
            day = (person, when.date())
            if way == "digest":
                (morning if when.time() < datetime.time(16, 0) else afternoon)[day] += 1
            elif way == "alone" and notice_class == "action":
                alone[day] += 1
        for name, counts, most in (("digests in the morning", morning, 1),
                                   ("digests in the afternoon", afternoon, 1),
                                   ("action mails at once", alone, 3)):
            assert busiest(counts) <= most, \
                f"{busiest(counts)} {name}: {[d for d, n in counts.items() if n > most][:3]}"
        unheard = store.execute(
            "SELECT count(*) FROM outbox WHERE state = 'dead_lettered' AND NOT EXISTS (SELECT 1"
            " FROM incident WHERE incident.case_id = outbox.case_id AND kind ="
            " 'delivery.dead_letter' AND subject = sequence || '.' || ordinal)").fetchone()[0]
        assert unheard == 0, f"{unheard} dead letters without a worklist item"
        lost = store.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'retrying') AND"
                             " due_ms IS NULL AND mailing = 0").fetchone()[0]
        assert lost == 0, f"{lost} notices wait for nothing"
        stranded = store.execute(
            "SELECT count(*) FROM outbox JOIN mailing ON outbox.mailing = mailing.number WHERE"
            " outbox.state = 'queued' AND outbox.due_ms IS NULL AND mailing.due_ms IS NULL"
        ).fetchone()[0]
        assert stranded == 0, f"{stranded} notices wait for a mail that has ended"
        states = dict(store.execute("SELECT state, count(*) FROM outbox GROUP BY state"))
        days = len({day for _, day in morning})
        people = len({person for person, _ in morning})
        mails = sum(ways.values())
        return {"mails": mails, "ways": dict(ways), "notices": states, "people": people,
                "working_days": days,
                "mails_a_person_and_day": round(mails / max(1, people * days), 2),
                "days_with_a_second_digest": len(afternoon)}


if __name__ == "__main__":
    import sys
    print(json.dumps(check(sys.argv[1]), indent=1))
