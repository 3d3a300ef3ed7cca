#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes prisoners.json, directory.csv and events.jsonl beside this file, always the same bytes.

    generate.py            write the files
    generate.py --check    only compare them, exit 1 when one differs
"""
import json
import pathlib
import random
import sys
from datetime import timedelta

sys.dont_write_bytecode = True         # nothing is left beside the sources

from make.days import END, START, at, in_hours
from make.feed import Feed, Story
from make.home import home_story
from make.needs import needs_story
from make.papers import papers_story
from make.people import is_row_of_person, make_people
from make.records import record
from make.spine import plan_moves, release_story
from make.staff import Staff, directory_csv
from make.women import women_story
from make.work import work_story

SEED = 20260928


def prisoners_json(people, staff):
    rows = [json.dumps(record(person, random.Random(SEED + person.number), staff),
                       separators=(",", ":")) for person in people]
    return '{"content":[\n' + ",\n".join(rows) + '\n],"last":true}\n'


def play(feed, person):
    """One person's half year, from a stream of chance of their own."""
    feed.rng = random.Random(SEED * 1000 + person.number)
    plan_moves(person, feed.rng)
    story = Story(feed, person)
    left = release_story(story)
    gone = getattr(story, "recall", None)
    if gone is not None:               # the pathways wait from then on
        story.end = min(story.end, gone)
    home_story(story, left)
    work_story(story, left)
    women_story(story, left)
    needs_story(story, left)
    papers_story(story, left)          # last: it moves nothing that the others have drawn


def strangers(feed, rng):
    """Events about people without a case, and kinds of events that mean nothing here."""
    for number in range(1, 9):
        moment = in_hours(rng, START + timedelta(days=rng.randint(3, 170)))
        feed.add(moment, {"source": "swm-case-systems", "id": "A98%02dYY-001" % number,
                          "at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                          "person": {"nomsNumber": "A98%02dYY" % number},
                          "event": rng.choice(["ro.allocated", "hospital", "supervision.ended"])})
    for number in range(3, 40, 3):
        moment = in_hours(rng, START + timedelta(days=rng.randint(3, 170)))
        kind = rng.choice(["tier.calculation.changed", "prisoner-offender-search.prisoner.updated"])
        feed.add(moment, {"version": 1, "eventType": kind,
                          "occurredAt": moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
                          "additionalInformation": {"nomsNumber": "A9%03dZZ" % number}})


def repeats(feed, rng):
    """Some lines arrive twice, word for word."""
    for arrival, _, text in sorted(feed.lines)[25::97]:
        later = arrival + timedelta(minutes=rng.randint(1, 4000))
        feed.lines.append((later, len(feed.lines), text))


def events_jsonl(people, staff):
    feed = Feed(None, staff)
    feed.staff_horizon = END + timedelta(days=14)
    rng = random.Random(SEED + 1)
    first = [person for person in people if is_row_of_person(person.number)]
    for person in first:
        play(feed, person)
    strangers(feed, rng)
    repeats(feed, rng)
    feed.lines = [line for line in feed.lines if line[0] < at(END, 0)]
    return feed.text()


def files():
    staff = Staff(random.Random(SEED))
    people = make_people(random.Random(SEED + 2), staff)
    return {"prisoners.json": prisoners_json(people, staff),
            "directory.csv": directory_csv(staff),
            "events.jsonl": events_jsonl(people, staff)}


def main():
    folder = pathlib.Path(__file__).resolve().parent
    wrong = []
    for name, text in files().items():
        path = folder / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8", newline="")
        elif not path.exists() or path.read_bytes() != text.encode("utf-8"):
            wrong.append(name)
    for name in wrong:
        print(name + " is not what generate.py writes; run it and look at the difference")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
