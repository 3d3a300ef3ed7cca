#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: when the release dates of a whole prison population move at once, and when nothing has run
for three days, each person gets one mail about it, and what is critical still goes at once.

Method: a caseload is played for nine days; then one morning the release of everybody in prison
moves by a week; later the store's clock is put forward by three days, as if the engine had been
down. Both are read off the delivery record. With TG_SOAK=1 there are 7,000 people, of whom 20,000
pathways and more are running.
"""
import collections
import datetime
import json
import os
import pathlib
import runpy
import sqlite3
import sys
import tempfile

import promises
from programs import SOURCE, Program, newest_build

soak = os.environ.get("TG_SOAK") == "1"
least_pathways = 20000 if soak else 500
crowd = ({"people": 7000, "releases_a_week": 450, "prisons": 9, "teams": 21, "officers": 10}
         if soak else
         {"people": 500, "releases_a_week": 24, "prisons": 2, "teams": 2, "officers": 4})
START = datetime.datetime(2026, 9, 28, tzinfo=datetime.timezone.utc)
MOVED = datetime.datetime(2026, 10, 7, 9, tzinfo=datetime.timezone.utc)
DOWN = datetime.datetime(2026, 10, 13, tzinfo=datetime.timezone.utc)
BACK = DOWN + datetime.timedelta(days=3, hours=9)
sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "examples/caseload"))


def generate(folder):
    """A caseload of its own size: everybody is inside and within twelve weeks of release."""
    from make.profiles import Profile
    write_crowd = runpy.run_path(str(SOURCE / "examples/caseload/generate"))["write_crowd"]
    profile = Profile(days=24, managers=6, window_only=True, **crowd)
    print(write_crowd(profile, 20260928, folder))


def milliseconds(moment):
    return int(moment.timestamp() * 1000)


class Play:
    def __init__(self, folder):
        self.folder = folder
        self.store = folder / "store.db"
        self.program = Program(self.store, path=newest_build() / "throughgate")
        generate(folder)

    def until(self, moment):
        done = self.program("demo", "--count", "--days", (moment - START).days, "--json",
                            "--caseload", self.folder, "--workflows", SOURCE / "workflows",
                            timeout=4 * 3600)
        assert done.code == 0, done
        summary = json.loads(done.out.strip().splitlines()[-1])
        for name in ("duplicate_effects", "invariant_violations", "unexplained_by_the_log"):
            assert summary[name] == 0, f"{name}: {summary[name]}\n{done.err[-3000:]}"

    def ask(self, question, *values):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
            return store.execute(question, values).fetchall()

    def skip_to(self, moment):
        """Nothing runs until then."""
        with sqlite3.connect(self.store) as store:
            store.execute("UPDATE meta SET value = ? WHERE name = 'virtual_now'",
                          (moment.strftime("%Y-%m-%dT%H:%M:%SZ"),))

    def running_pathways(self, cases):
        stages = {}
        for case, kind, text in self.ask("SELECT case_id, kind, fields FROM log_entry WHERE kind IN"
                                         " ('pathway.started', 'stage.moved') ORDER BY 1,"
                                         " sequence"):
            fields = json.loads(text)
            fields = dict(zip(fields[::2], fields[1::2]))
            stages[case, fields["pathway"]] = fields.get("to", "")
        return sum(case in cases and to != "closed" for (case, _), to in stages.items())

    def add_events(self, moment, events):
        """Where they belong in the feed, which is in order."""
        path = self.folder / "events.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        place = next(i for i, line in enumerate(lines) if time_in(line) > stamp)
        lines[place:place] = [json.dumps({"at": stamp, **each}) + "\n" for each in events]
        path.write_text("".join(lines), encoding="utf-8")


def time_in(line):
    event = json.loads(line)
    return event.get("at") or event.get("occurredAt", "")


def move_releases(play):
    """Everybody who is in prison and not out within three weeks: a week later."""
    soon = (MOVED + datetime.timedelta(days=21) - promises.EPOCH).days
    cases = play.ask("SELECT case_id, noms, release_date FROM case_index WHERE state = 'custody'"
                     " AND release_date > ?", soon)
    running = play.running_pathways({case for case, _, _ in cases})
    assert running >= least_pathways, f"only {running} pathways in {len(cases)} cases"
    play.add_events(MOVED, [
        {"source": "swm-case-systems", "id": f"mass-{noms}", "person": {"nomsNumber": noms},
         "event": "release_date.changed",
         "fields": {"release": str((promises.EPOCH + datetime.timedelta(days=day + 7)).date()),
                    "release.cause": "the law has changed"}} for _, noms, day in cases])
    return {case for case, _, _ in cases}, running


def told_of(play, cases, since, until):
    """Of notices that the moving of these cases' dates brought about: by person, the mails that
    said several of them, and how many went at once."""
    mails, alone = collections.defaultdict(set), collections.Counter()
    for case, blob, person, mailing in play.ask(
            "SELECT case_id, notice, recipient, mailing FROM outbox WHERE state = 'delivered' AND"
            " queued_ms BETWEEN ? AND ?", milliseconds(since), milliseconds(until)):
        notice = promises.notice_of(blob)
        by_it = notice["rung"] in ("release_date.changed", "dates_moved") and not notice["timer"]
        if case not in cases or not by_it or notice["class"] == "critical":
            continue
        if mailing:
            mails[person].add(mailing)
        else:
            alone[person] += 1
    return mails, alone


def most_of_a_kind(play, mails):
    """Of the mails by person: how many of one kind somebody got, at most."""
    kinds = dict(play.ask("SELECT number, kind FROM mailing"))
    most = collections.Counter()
    for numbers in mails.values():
        most |= collections.Counter(kinds[number] for number in numbers)
    return dict(most)


def check_moved(play, cases):
    """One summary a person at most; what came of it later is in their next digest. By itself goes
    only what went before it was one of many, and no more than three of it."""
    mails, alone = told_of(play, cases, MOVED, MOVED + datetime.timedelta(hours=6))
    assert len(mails) > 20, f"only {len(mails)} people were told"
    kinds = dict(play.ask("SELECT number, kind FROM mailing"))
    summaries = {person for person, numbers in mails.items()
                 if any(kinds[number] == "summary" for number in numbers)}
    assert max(alone.values(), default=0) <= 3, f"told at once: {alone.most_common(3)}"
    most = most_of_a_kind(play, mails)
    assert most["summary"] == 1 and most["digest"] <= 2, most  # of this afternoon, and the next
    return len(mails), len(summaries)


def check_outage(play):
    """What was late is caught up in one mail a person; what is critical goes at once."""
    mails = collections.defaultdict(set)
    late = critical = 0
    for blob, person, mailing, attempts in play.ask(
            "SELECT notice, recipient, mailing, attempts FROM outbox WHERE late = 1 AND state ="
            " 'delivered'"):
        late += 1
        if promises.notice_of(blob)["class"] == "critical":
            critical += 1
            continue
        assert mailing, f"{person} was told at once of something that was late"
        mails[person].add(mailing)
    assert late > 50, f"only {late} notices were late"
    most = most_of_a_kind(play, mails)
    assert most == {"digest": 1}, most
    return late, critical, len(mails)


def main():
    with tempfile.TemporaryDirectory(prefix="throughgate-mass-") as name:
        play = Play(pathlib.Path(name))
        play.until(MOVED.replace(hour=0))
        cases, running = move_releases(play)
        play.until(DOWN)
        told, summaries = check_moved(play, cases)
        print(f"{running} pathways of {len(cases)} people moved: {told} people were told,"
              f" {summaries} of them in one summary each")
        play.skip_to(BACK)
        play.until(BACK.replace(hour=0) + datetime.timedelta(days=4))
        late, critical, told = check_outage(play)
        print(f"down for three days: {late} notices were late, {critical} of them critical; {told}"
              " people got the others in one mail each")
        promises.check(play.store)


if __name__ == "__main__":
    main()
