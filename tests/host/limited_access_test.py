#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what is sent about a limited-access case says its reference and where its record is, and
nothing else: no step, no handoff, no pathway, no date.
Method: some forty people of the example caseload are played for half a year with limited access,
through all shipped pathways, and every file that was sent is read. The same people without limited
access have to be found out."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("TG_BUILD_DIR", SOURCE / "build" / "release"))
CASELOAD = SOURCE / "examples" / "caseload"
PATHWAYS = sorted(path.parent.name for path in (SOURCE / "workflows").glob("*/pathway.yaml"))
MEN, WOMEN = 28, 12
SUBJECT = re.compile(r"^Subject: (TG-\d+): open the record$", re.M)
BODY = re.compile(r"Case (TG-\d+) needs you\. Open its record:\n"
                  r"https://throughgate\.invalid/case/(TG-\d+)(/handoff/\d+)?\n")


def some_people(limited):
    records = json.loads((CASELOAD / "prisoners.json").read_text(encoding="utf-8"))["content"]
    known = [one for one in records if one.get("prisonerNumber")]
    women = [one for one in known if one.get("gender") == "Female"][:WOMEN]
    men = [one for one in known if one.get("gender") == "Male"][:MEN]
    return [{**one, "limitedAccess": limited} for one in women + men]


def events_of(people):
    numbers = [one["prisonerNumber"] for one in people]
    with (CASELOAD / "events.jsonl").open(encoding="utf-8") as lines:
        return "".join(line for line in lines if any(number in line for number in numbers))


def play(folder, limited, weeks):
    people = some_people(limited)
    feed = folder / "caseload"
    feed.mkdir()
    (feed / "directory.csv").write_bytes((CASELOAD / "directory.csv").read_bytes())
    (feed / "prisoners.json").write_text(json.dumps({"content": people}), encoding="utf-8")
    (feed / "events.jsonl").write_text(events_of(people), encoding="utf-8")
    run = subprocess.run([BUILD / "throughgate", "demo", "--workflows", SOURCE / "workflows",
                          "--caseload", feed, "--store", folder / "store.db", "--fresh",
                          "--weeks", str(weeks)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return [one.read_text(encoding="utf-8") for one in (folder / "maildir" / "new").iterdir()]


# All that may stand in a mail of several notices: counts, references and links.
DIGEST = [re.compile(line) for line in (
    r"", r"Open the record: \d+", r"- TG-\d+: open the record", r"  https://\S+/case/TG-\d+\S*",
    r"- TG-\d+", r"- and \d+ more", r"Your list of work, always complete:",
    r"https://[^/]+/worklist", r"You have \d+ open items, more than 25; .*",
    r".* has \d+ open items, more than 25\.",
    r"One cause has changed \d+ items? of yours, in \d+ cases?:",
    r"One change has touched \d+ items of \d+ of your people.*")]


def says_more(mail):
    head, body = mail.split("\n\n", 1)
    if re.search(r"^Subject: (\d+ items? for \w{3} \d+ \w{3} \d+|One change[^:]*)$", head, re.M):
        lines = [line.rstrip("\r") for line in body.split("\n")]
        more = [line for line in lines if not any(each.fullmatch(line) for each in DIGEST)]
        return f"{more} in {mail}" if more else ""
    subject, words = SUBJECT.search(head), BODY.fullmatch(body)
    same = subject and words and subject.group(1) == words.group(1) == words.group(2)
    return "" if same else mail


def pathways_told(folder):
    """Pathways whose notices were sent; a notice holds their names with the length before them."""
    with sqlite3.connect(f"file:{folder / 'store.db'}?mode=ro", uri=True) as store:
        rows = [row[0] for row in store.execute(
            "SELECT notice FROM outbox WHERE state = 'delivered'")]
    return [name for name in PATHWAYS
            if any(bytes([len(name)]) + name.encode() in notice for notice in rows)]


class LimitedAccess(unittest.TestCase):
    def test_only_the_reference_and_the_link_are_sent(self):
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            mails = play(folder, limited=True, weeks=26)
            self.assertGreater(len(mails), 1000)
            self.assertEqual(PATHWAYS, pathways_told(folder))
            self.assertEqual([], [mail for mail in mails if says_more(mail)][:3])

    def test_a_case_without_limited_access_is_found_out(self):
        with tempfile.TemporaryDirectory() as temporary:
            mails = play(pathlib.Path(temporary), limited=False, weeks=2)
            self.assertGreater(len([mail for mail in mails if says_more(mail)]), 20)


if __name__ == "__main__":
    unittest.main()
