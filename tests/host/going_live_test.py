#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: on the command line live cases are placed, lines that are wrong are kept for repair, and a
team gets its notices from the moment it is switched on, not before and nothing late.
Method: the built program; what it prints, and a real run in shadow with the
file-drop plug-in, where every file that was sent is counted."""
import datetime
import json
import unittest

from programs import Program, wait_for
from transcript import Case

PLACED = {
    "person": {"nomsNumber": "A9001ZZ"},
    "facts": {"prison": "ZZA", "nation": "england", "ro_team": "N03A", "release": "2026-11-23",
              "supervised": True},
    "assignments": {"ro": "S01", "pom": "S04"},
    "states": [{"pathway": "spine", "state": "phase.pre_release", "since": "2026-09-07"},
               {"pathway": "spine", "state": "allocation.allocated", "since": "2026-09-01"}],
    "handoffs": [{"pathway": "spine", "name": "H01", "raised": "2026-09-07",
                  "acknowledgedBy": "S01", "acknowledgedAt": "2026-09-08"}]}
WRONG = {"person": {"nomsNumber": "A9002ZZ"}, "facts": {"prison": "ZZA"},
         "assignments": {"ro": "X01"},
         "states": [{"pathway": "spine", "state": "phase.pre_relaese"},
                    {"pathway": "spine", "state": "phase.at_gate", "since": "2027-01-01"}]}
UNREADABLE = {"person": {}, "states": {"pathway": "spine"}}
WHY = "taken over from the old system"


class GoingLive(Case):
    def lines(self, *objects):
        path = self.folder / "live.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in objects), encoding="utf-8")
        return path

    def test_what_is_typed_and_printed(self):
        self.publish()
        rejects = self.folder / "repair.jsonl"
        live = self.lines(PLACED, WRONG, UNREADABLE)
        self.assertIn("never in shadow", self.say(0, "live", "status").out)
        early = self.say(3, "live", "on", "--team", "N03A", "--reason", "trained")
        self.assertIn("never run in shadow", early.err)
        self.say(0, "live", "off", "--all", "--reason", "team by team")
        first = self.say(1, "case", "place", live, "--reason", WHY, "--rejects", rejects)
        self.assertEqual(first.out.strip(), "3 read, 1 opened, 1 refused, 1 rejected")
        for fault in ("'X01'", "'phase.pre_release'?", "lies in the future",
                      "states is not a list"):
            self.assertIn(fault, first.err)
        again = self.say(1, "case", "place", live, "--reason", WHY)
        self.assertEqual(again.out.strip(), "3 read, 1 duplicates, 1 refused, 1 rejected")
        self.say(2, "live", "on", "--team", "N03A", "--all", "--reason", "trained")
        unknown = self.say(3, "live", "on", "--team", "N99Z", "--reason", "trained")
        self.assertIn("'N99Z'", unknown.err)
        self.say(0, "live", "on", "--team", "N03A", "--reason", "trained")
        state = json.loads(self.say(0, "live", "status", "-o", "json").out)
        self.assertEqual(state["teams"], ["N03A"])
        self.assertEqual([each["reason"] for each in state["switches"]],
                         ["team by team", "trained"])
        kept = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(sorted(kept, key=str), sorted([WRONG, UNREADABLE], key=str))

    def test_a_team_gets_its_notices_from_its_switch_on(self):
        self.program = Program(self.folder / "real.db")
        self.publish()
        maildir = self.folder / "maildir"
        release = str(datetime.date.today() + datetime.timedelta(days=40))

        def open_case(noms):
            self.program.must("case", "open", "--noms", noms, "prison=ZZA", "nation=england",
                              f"release={release}", "--assign", "ro=S01", "--assign", "pom=S04",
                              "--as", "S05")

        def shadowed():
            return json.loads(self.program.must("outbox", "shadow", "-o", "json").out)

        def mails():
            return list((maildir / "new").glob("*")) if maildir.exists() else []

        open_case("A9001ZZ")
        with self.program.start("run", "--shadow", "--channel", "file-drop", "--set",
                                f"file-drop.directory={maildir}") as run:
            first = wait_for("a notice in shadow", shadowed)
            self.assertEqual({each["case"] for each in first}, {"TG-000001"})
            self.assertEqual(mails(), [])
            self.program.must("live", "on", "--team", "N03A", "--reason", "trained", "--as", "S03")
            open_case("A9002ZZ")
            wait_for("a notice that is sent", mails)
            self.assertEqual(run.terminate(), 0)
        for each in mails():
            self.assertIn("TG-000002", each.read_text(encoding="utf-8"))
        self.assertNotIn("TG-000002", {each["case"] for each in shadowed()
                                       if each["team"] == "N03A"})


if __name__ == "__main__":
    unittest.main()
