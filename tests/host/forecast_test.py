#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `simulate --definition` says what the weeks to come would be with new definitions, beside
what they are, and leaves the store alone.

Method: the small definitions and some cases on a store with a virtual clock; definitions are edited
and the weeks are played under each assumption. The store's file is compared byte by byte.
"""
import hashlib
import json
import pathlib
import shutil
import tempfile
import unittest

from programs import SMALL, START, Program, directory, newest_build

PATH = newest_build() / "throughgate"
CASES = 12


def bytes_of(store):
    return hashlib.sha256(pathlib.Path(store).read_bytes()).hexdigest()


class Forecast(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.base.cleanup)
        base = pathlib.Path(cls.base.name)
        cls.store = base / "store.db"
        cls.program = Program(cls.store, now=START, path=PATH)
        cls.program.must("apply", SMALL)
        (base / "staff.csv").write_text(directory())
        cls.program.must("import", "staff", base / "staff.csv")
        for number in range(CASES):
            cls.program.must("case", "open", "--noms", f"A{1000 + number}ZZ",
                             f"release=2026-12-{7 + number:02}", "prison=ZZA", "ro_team=N03A",
                             "supervised=true", "--assign", "ro=S01", "--as", "S05")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.workflows = pathlib.Path(folder.name) / "workflows"
        shutil.copytree(SMALL, self.workflows)

    def edit(self, file, old, new):
        path = self.workflows / file / "pathway.yaml"
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def play(self, *more):
        ended = self.program("-o", "json", "simulate", "--definition", self.workflows, *more)
        self.assertEqual(ended.code, 0, ended)
        return json.loads(ended.out)

    def sum(self, forecast, side, figure):
        return sum(week[side][figure] for week in forecast["weeks"])

    def quicker_handover(self):
        self.edit("spine", "first_of: [10 working days after raised, 10 working days before "
                  "release]", "first_of: [4 working days after raised, 10 working days before "
                  "release]")

    def test_the_store_stays_as_it_is_to_the_byte(self):
        self.quicker_handover()
        self.program.must("case", "list")
        before, dump = bytes_of(self.store), self.program.must("dump").out
        before = bytes_of(self.store)
        self.play("--weeks", "3", "--assume", "on-time")
        self.assertEqual(bytes_of(self.store), before)
        self.assertEqual(self.program.must("dump").out, dump)

    def test_a_definition_that_is_published_already_makes_no_difference(self):
        forecast = self.play("--weeks", "4")
        self.assertEqual(len(forecast["weeks"]), 4)
        for week in forecast["weeks"]:
            self.assertEqual(week["before"], week["after"])
        self.assertGreater(self.sum(forecast, "before", "opened"), 0)
        self.assertGreater(self.sum(forecast, "before", "notices"), 0)
        self.assertGreater(self.sum(forecast, "before", "overdue"), 0)

    def test_an_earlier_date_is_due_in_an_earlier_week(self):
        self.quicker_handover()
        forecast = self.play("--weeks", "3")
        first = forecast["weeks"][0]
        self.assertGreater(first["after"]["due"], first["before"]["due"])
        self.assertEqual(self.sum(forecast, "before", "opened"),
                         self.sum(forecast, "after", "opened"))
        self.assertIn("date_moves", [line["kind"] for line in forecast["plan"]["lines"]])

    def test_a_new_handoff_is_opened_and_weighs_on_whoever_gets_it(self):
        self.edit("accommodation", "        due: 5 working days after entry\n",
                  "        opens: [H06]\n        due: 5 working days after entry\n")
        forecast = self.play("--weeks", "2")
        self.assertGreaterEqual(self.sum(forecast, "after", "opened"),
                                self.sum(forecast, "before", "opened") + CASES)
        load = {row["name"]: row for row in forecast["people"]}["S01"]
        self.assertGreaterEqual(load["after"][0], load["before"][0] + CASES)
        team = {row["name"]: row for row in forecast["teams"]}["N03A"]
        self.assertEqual(len(team["after"]), 2)

    def test_people_who_are_on_time_leave_nothing_overdue_and_nothing_escalated(self):
        late = self.play("--weeks", "4", "--assume", "nobody-answers")
        on_time = self.play("--weeks", "4", "--assume", "on-time")
        self.assertGreater(late["weeks"][3]["before"]["overdue"], 0)
        self.assertEqual(on_time["weeks"][3]["before"]["overdue"], 0, on_time["not_done"])
        self.assertGreater(late["weeks"][3]["before"]["tasks"],
                           on_time["weeks"][3]["before"]["tasks"])
        self.assertIn("before it is due", on_time["assumed"])

    def test_what_nobody_may_do_is_said(self):
        self.edit("spine", "    to: ro\n    acknowledge", "    to: acc_worker\n    acknowledge")
        forecast = self.play("--weeks", "2", "--assume", "on-time")
        said = [each for each in forecast["not_done"] if "nobody may act as acc_worker" in each]
        self.assertEqual(len(said), 1, forecast["not_done"])
        self.assertRegex(said[0], rf"\({CASES} handoffs\)$")

    def test_what_was_due_counts_though_it_is_done_with_before_its_week_ends(self):
        # Everybody's first date falls on a Wednesday; on the Thursday the state is left by itself.
        self.edit("accommodation", "        due: 5 working days after entry\n",
                  "        due: 2 working days after entry\n"
                  "        timers:\n"
                  "          over: {at: 3 working days after entry, to: sourcing}\n")
        week = self.play("--weeks", "1")["weeks"][0]
        self.assertEqual(week["after"]["due"], week["before"]["due"] + CASES)

    def test_for_people_it_is_a_table_with_the_assumption(self):
        self.quicker_handover()
        ended = self.program.must("simulate", "--definition",
                                  self.workflows / "spine" / "pathway.yaml", "--weeks", "2")
        self.assertIn("assumed: nobody acknowledges", ended.out)
        self.assertRegex(ended.out, r"2026-09-28 +\d+ +\d+ -> \d+")
        self.assertRegex(ended.out, r"\nS01 +\d+")

    def test_definitions_with_errors_are_not_played(self):
        self.edit("spine", "to: ro\n", "to: nobody_of_this_name\n")
        ended = self.program("simulate", "--definition", self.workflows)
        self.assertEqual(ended.code, 1, ended)
        self.assertIn("nobody_of_this_name", ended.err)
        self.assertIn("mend the errors first", ended.err)

    def test_cases_without_a_way_are_not_played(self):
        for old, new in (("      screen:\n", "      asking:\n"),
                         ("start: screen\n", "start: asking\n"),
                         ("{to: screen}", "{to: asking}")):
            self.edit("accommodation", old, new)
        ended = self.program("simulate", "--definition", self.workflows)
        self.assertEqual(ended.code, 3, ended)
        self.assertIn(f"{CASES} cases have no way", ended.err)

    def test_what_is_asked_wrongly_is_said(self):
        for arguments, words in ((("--definition", SMALL, "--weeks", "0"), "--weeks"),
                                 (("--definition", SMALL, "--assume", "luck"), "--assume"),
                                 (("--weeks", "3"), "--definition"),
                                 ((), "--definition"),
                                 (("--definition", "nowhere"), "nowhere")):
            ended = self.program("simulate", *arguments)
            self.assertEqual(ended.code, 2, ended)
            self.assertIn(words, ended.err)


if __name__ == "__main__":
    unittest.main()
