# SPDX-License-Identifier: MIT
"""What the shipped notice policy promises, read off the delivery record of a store by itself: the
engine's own figures are not asked. `check` gives numbers, and fails when a promise is broken."""
import collections
import datetime
import json
import pathlib
import sqlite3
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
LONDON = zoneinfo.ZoneInfo("Europe/London")
HOLIDAYS = {"2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03",
            "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}


def local(at_ms):
    return datetime.datetime.fromtimestamp(at_ms / 1000, LONDON)


class Reader:
    """The bytes of a notice as the store keeps them: numbers of seven bits a byte, low ones first,
    and texts behind their length."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7f) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self):
        value = self.number()
        return (value >> 1) ^ -(value & 1)

    def text(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at].decode()


NOTICE = (("layout", "number"), ("role", "text"), ("relation", "text"), ("class", "text"),
          ("pathway", "text"), ("message", "text"), ("handoff", "number"), ("timer", "number"),
          ("rung", "text"), ("occurrence", "number"), ("version", "number"), ("state", "text"),
          ("has_due", "number"))


def notice_of(data):
    """What is owed, out of the store's row; `due` in milliseconds, or None."""
    reader = Reader(data)
    notice = {name: getattr(reader, kind)() for name, kind in NOTICE}
    assert notice["class"] in ("critical", "action", "info"), notice
    notice["due"] = reader.signed() if notice["has_due"] else None
    return notice


def is_quiet(when):
    if when.weekday() >= 5 or when.date().isoformat() in HOLIDAYS:
        return True
    return not datetime.time(7, 30) <= when.time() < datetime.time(18, 0)


def next_working_day(day):
    day += datetime.timedelta(days=1)
    while day.weekday() >= 5 or day.isoformat() in HOLIDAYS:
        day += datetime.timedelta(days=1)
    return day


def sent(store):
    return store.execute("SELECT at_ms, person, way, notice_class, case_id, sequence FROM delivery"
                         " WHERE outcome = 'sent' ORDER BY number")


def count_mails(path):
    """Every mail that a channel took."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return store.execute("SELECT count(*) FROM delivery WHERE outcome = 'sent'").fetchone()[0]


def check_amounts(store):
    """One digest a morning, one in the afternoon, three action mails at once; nothing in quiet
    hours but what is critical."""
    morning, afternoon, alone, ways = (collections.Counter() for _ in range(4))
    for at_ms, person, way, notice_class, _, _ in sent(store):
        when = local(at_ms)
        ways["critical" if notice_class == "critical" and way == "alone" else way] += 1
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
        broken = [day for day, count in counts.items() if count > most]
        assert not broken, f"{max(counts.values())} {name}: {broken[:3]}"
    days, people = ({day[i] for day in morning} for i in (1, 0))
    mails = sum(ways.values())
    return {"mails": mails, "ways": dict(ways), "people": len(people), "working_days": len(days),
            "mails_a_person_and_day": round(mails / max(1, len(people) * len(days)), 2),
            "most_action_mails_a_day": max(alone.values(), default=0),
            "days_with_a_second_digest": len(afternoon)}


def check_afternoons(store):
    """Each second digest has something that is due by the end of the next working day."""
    mails = {sequence: local(at_ms) for at_ms, _, way, _, case, sequence in sent(store)
             if way == "digest" and case == 0 and local(at_ms).time() >= datetime.time(16, 0)}
    why = set()
    for number, notice in store.execute("SELECT mailing, notice FROM outbox WHERE mailing <> 0"):
        if number in mails and number not in why:
            due = notice_of(notice)["due"]
            if due is not None and local(due).date() <= next_working_day(mails[number].date()):
                why.add(number)
    assert why == mails.keys(), f"nothing was urgent in {list(mails.keys() - why)[:5]}"


def check_critical(store):
    """Each reached a person: not a mailbox alone, and none was given up."""
    lost = [(case, sequence) for case, sequence, notice in store.execute(
        "SELECT case_id, sequence, notice FROM outbox WHERE state = 'dead_lettered'")
        if notice_of(notice)["class"] == "critical"]
    assert not lost, f"critical and told to nobody: {lost[:5]}"
    boxes = {person for (person,) in store.execute("SELECT id FROM staff WHERE box = 1")}
    watches = {cause: (state, detail) for cause, state, detail in store.execute(
        "SELECT cause, state, detail FROM mailing WHERE kind = 'unread'")}
    to_boxes = 0
    for person, case, sequence, ordinal, incarnation in store.execute(
            "SELECT person, case_id, sequence, ordinal, incarnation FROM delivery WHERE outcome ="
            " 'sent' AND way = 'alone' AND notice_class = 'critical'"):
        if person not in boxes:
            continue
        to_boxes += 1
        effect = f"{incarnation & (1 << 64) - 1:016x}-{case}-{sequence}-{ordinal}"
        state, detail = watches.get(effect, ("missing", "nobody beside it"))
        answered = any(word in detail for word in ("acted on it", "told of this handoff",
                                                   "earlier notice of the same handoff"))
        assert state == "delivered" or answered, f"{effect} reached {person} alone: {detail}"
    return {"critical_to_mailboxes_and_on": to_boxes}


def check_states(store):
    """What could not be told has a worklist item, and nothing waits for nothing."""
    for name, question in (
            ("dead letters without a worklist item",
             "SELECT count(*) FROM outbox WHERE state = 'dead_lettered' AND NOT EXISTS (SELECT 1"
             " FROM incident WHERE incident.case_id = outbox.case_id AND kind ="
             " 'delivery.dead_letter' AND subject = sequence || '.' || ordinal)"),
            ("notices that wait for nothing",
             "SELECT count(*) FROM outbox WHERE state IN ('queued', 'retrying') AND due_ms IS NULL"
             " AND mailing = 0"),
            ("notices that wait for a mail that has ended",
             "SELECT count(*) FROM outbox JOIN mailing ON outbox.mailing = mailing.number WHERE"
             " outbox.state = 'queued' AND outbox.due_ms IS NULL AND mailing.due_ms IS NULL")):
        count = store.execute(question).fetchone()[0]
        assert count == 0, f"{count} {name}"
    return {"notices": dict(store.execute("SELECT state, count(*) FROM outbox GROUP BY state"))}


def check(path):
    """The figures as a dictionary; AssertionError names what was broken."""
    with sqlite3.connect(f"file:{pathlib.Path(path)}?mode=ro", uri=True) as store:
        check_afternoons(store)
        return {**check_amounts(store), **check_critical(store), **check_states(store)}


if __name__ == "__main__":
    import sys
    print(json.dumps(check(sys.argv[1]), indent=1))
