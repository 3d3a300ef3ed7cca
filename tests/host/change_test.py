#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an operator changes live cases from the command line: plans, has a second person approve,
applies, is killed and goes on, undoes; and everything that does not fit is refused with words.

Method: the small definitions and some cases on a store with a virtual clock; the second person is
another operating-system user (util-linux plays one). TG_KILLS sets at how many moments `apply` is
killed; the end must be that of a run that was left alone.
"""
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

from programs import SMALL, START, Program, directory, newest_build

PATH = newest_build() / "throughgate"
SOAK = os.environ.get("TG_SOAK") == "1"
KILLS = int(os.environ.get("TG_KILLS", "50" if SOAK else "5"))
CASES = 400 if SOAK else 230
SECOND = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]  # "nobody"
THIRD = ["unshare", "--user", "--map-user=1", "--map-group=1"]  # "daemon"


class Operator(Program):
    """The same program, run as another operating-system user by `played`."""

    def __init__(self, store, played=()):
        super().__init__(store, now=START, path=PATH)
        self.played = list(played)

    def arguments(self, arguments):
        return self.played + super().arguments(arguments)


def staff():
    """The second and third user are heads of their house."""
    rows = directory()
    for ident, user in (("s09", "nobody"), ("s06", "daemon")):
        old = f"{ident}@example.invalid,,"
        assert old in rows, rows
        rows = rows.replace(old, f"{ident}@example.invalid,{user},")
    return rows


def edit(folder, old, new, more=""):
    path = folder / "accommodation" / "pathway.yaml"
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new) + more)


class Change(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.TemporaryDirectory()
        base = pathlib.Path(cls.base.name)
        store = base / "base.db"
        first = Operator(store)
        first.must("apply", SMALL)
        (base / "staff.csv").write_text(staff())
        first.must("import", "staff", base / "staff.csv")
        for number in range(CASES if PATH.parent.name == "release" else 120):
            first.must("case", "open", "--noms", f"A{1000 + number}ZZ", "release=2026-12-07",
                       "prison=ZZA", "ro_team=N03A", "supervised=true", "--assign", "ro=S01",
                       "--as", "S05")
        cls.opened = store

    @classmethod
    def tearDownClass(cls):
        cls.base.cleanup()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.home = pathlib.Path(self.folder.name)
        self.plan = self.home / "plan.json"
        self.store = self.home / "store.db"
        self.copy_store(self.store)
        self.first = Operator(self.store)
        self.second = Operator(self.store, SECOND)
        self.third = Operator(self.store, THIRD)
        self.workflows = self.home / "workflows"
        shutil.copytree(SMALL, self.workflows)

    def copy_store(self, to):
        for each in self.opened.parent.glob("base.db*"):
            if not each.name.endswith(".owner"):
                shutil.copy(each, str(to) + each.name.removeprefix("base.db"))

    def refused(self, ended, code, *words):
        self.assertEqual(ended.code, code, ended)
        for each in words:
            self.assertIn(each, ended.err + ended.out)

    def later(self):
        edit(self.workflows, "due: 5 working days after entry", "due: 6 working days after entry")

    def approved(self):
        self.first.must("plan", self.workflows, "-o", self.plan)
        approved = self.second.must("approve", self.plan, "--reason", "looked at the dates")
        if "in_review" in approved.out:
            self.third.must("approve", self.plan, "--reason", "looked at the states")

    def test_planning_says_what_would_happen_and_writes_nothing(self):
        self.later()
        before = self.first.must("dump").out
        ended = self.first.must("plan", self.workflows, "-o", self.plan)
        self.assertIn("date_moves", ended.out)
        self.assertIn("TG-000001", ended.out)
        self.assertEqual(self.first.must("dump").out, before)
        self.assertEqual(self.first("plan", self.workflows, "--detailed-exitcode").code, 1)
        kept = json.loads(self.plan.read_text())
        self.assertEqual(kept["format_version"], 1)
        self.assertGreater(kept["store"]["revision"], 0)
        shown = json.loads(self.first.must("plan", self.workflows, "-o", "json").out)
        self.assertEqual(shown["changes"], shown["cases"])

    def test_definitions_that_change_nothing_are_a_clean_plan(self):
        ended = self.first("plan", SMALL, "--detailed-exitcode")
        self.assertEqual(ended.code, 0)
        self.assertIn("this plan changes nothing: all of it is published already", ended.out)
        self.assertNotIn("to approve it", ended.out)
        self.later()
        self.assertNotIn("changes nothing", self.first.must("plan", self.workflows).out)

    def test_a_plan_does_not_hold_from_a_day_that_is_past(self):
        self.later()
        ended = self.first("plan", self.workflows, "-o", self.plan, "--effective-from",
                           "2020-01-01")
        self.refused(ended, 2, "cannot hold from 2020-01-01, which is past", "a later day")
        self.assertFalse(self.plan.exists())

    def test_a_change_takes_two_operating_system_users(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        self.refused(self.first("apply", self.plan), 3, "nobody has approved this plan")
        self.refused(self.first("approve", self.plan), 3, "a second person approves it")
        self.refused(self.second("approve", self.plan), 3, "and a reason; say what was looked at")
        self.second.must("approve", self.plan, "--reason", "looked at the dates")
        self.refused(self.second("apply", self.plan), 3, "somebody else applies it")
        self.assertIn("brought over", self.first.must("apply", self.plan).out)
        listed = json.loads(self.first.must("change", "list", "-o", "json").out)
        self.assertEqual(listed[0]["state"], "published")
        self.assertNotEqual(listed[0]["author"], listed[0]["approved_by"])

    def test_a_state_that_is_gone_needs_a_mapping(self):
        edit(self.workflows, "      screen:\n", "      asking:\n")
        edit(self.workflows, "start: screen\n", "start: asking\n")
        edit(self.workflows, "{to: screen}", "{to: asking}")
        ended = self.first("plan", self.workflows, "-o", self.plan)
        self.refused(ended, 3, "mapping_needed",
                     "add to the pathway `migrate: {states: {place.screen: place.STATE}}`")
        edit(self.workflows, "format: 1\n", "format: 1\n",
             "migrate: {states: {place.scren: place.asking}}\n")
        misspelt = "has a state 'place.scren'", "did you mean 'place.screen'?"
        self.refused(self.first("plan", self.workflows), 1, *misspelt)
        self.refused(self.first("apply", self.workflows), 1, *misspelt)
        self.refused(self.first("check", self.workflows, "--published"), 1, *misspelt)
        edit(self.workflows, "migrate: {states: {place.scren: place.asking}}\n", "")
        self.refused(self.second("approve", self.plan), 3, "no way to the new version")
        edit(self.workflows, "format: 1\n", "format: 1\n",
             "migrate:\n  states: {place.screen: place.asking}\n")
        self.approved()
        self.first.must("apply", self.plan)
        self.assertIn("place.asking", self.first.must("case", "show", "TG-000001").out)
        undone = self.first.must("undo", "1", "--reason", "the old name was better")
        self.assertIn("brought back", undone.out)
        self.assertIn("place.screen", self.first.must("case", "show", "TG-000001").out)

    def test_the_store_moved_in_a_way_that_matters(self):
        self.later()
        self.approved()
        self.refused(self.first("apply", self.workflows), 3,
                     "live case TG-000001 runs 'accommodation', which would change")
        self.refused(self.first("apply", self.plan, "--without-plan", "now"), 2, "with a folder")
        self.refused(self.first("apply", self.workflows, "--without-plan", ""), 2, "the reason")
        self.first.must("apply", self.workflows, "--without-plan", "a death in custody")
        plans = json.loads(self.first.must("change", "list", "-o", "json").out)
        listed = {each["state"]: each for each in plans}  # of one moment: in either order
        self.assertEqual((len(plans), set(listed)), (2, {"published", "superseded"}))
        self.assertEqual(listed["published"]["approved_by"], "")
        self.assertIn("without a plan: a death in custody (", listed["published"]["reason"])
        self.refused(self.first("apply", self.plan), 3, "was published since the plan was made")
        self.assertEqual(json.loads(self.first.must("change", "list", "-o", "json").out), plans)

    def test_an_approver_reads_what_they_approve(self):
        self.later()
        words = "is now due 6, not 5, working days after entry"
        self.assertIn(words, self.first.must("plan", self.workflows, "-o", self.plan).out)
        plan = json.loads(self.first.must("change", "list", "-o", "json").out)[0]["plan"]
        shown = self.second.must("change", "show", plan[:4]).out
        for each in (f"{plan[:12]} is in_review", "author: ", "publishes accommodation ", words,
                     "date_moves", "brought over"):
            self.assertIn(each, shown)
        self.assertEqual(self.second.must("change", "show", self.plan).out, shown)
        read = json.loads(self.second.must("change", "show", plan, "-o", "json").out)
        self.assertEqual(read["publication"]["state"], "in_review")
        self.assertIn(words, read["differences"][0]["words"])
        approved = self.second.must("approve", plan[:10], "--reason", "looked at the dates").out
        self.assertIn(f"{plan[:12]} is approved", approved)
        self.assertIn(words, approved)
        self.assertIn("why: looked at the dates", self.first.must("change", "show", plan).out)
        for verb in (["change", "show"], ["approve"], ["stop"], ["change", "withdraw"]):
            why = [] if verb[-1] == "show" else ["--reason", "x"]
            self.refused(self.first(*verb, plan[:2], *why), 2, "give at least 4 letters")

    def test_a_plan_that_is_no_longer_the_next_version_is_not_approved(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        edit(self.workflows, "due: 6 working days", "due: 7 working days")
        self.first.must("apply", self.workflows, "--without-plan", "it cannot wait")
        self.refused(self.second("approve", self.plan, "--reason", "looked at the dates"), 3,
                     "was published since the plan was made; make the plan again")

    def test_whoever_publishes_is_named_by_login_and_an_older_copy_says_what_it_takes_back(self):
        self.later()
        self.second.must("apply", self.workflows, "--without-plan", "it cannot wait")
        listed = json.loads(self.first.must("change", "list", "-o", "json").out)[0]
        self.assertEqual(listed["author"], "S09 (os:nobody)")
        self.assertIn("is now due 5, not 6, working days", self.first.must("plan", SMALL).out)

    def test_nobody_becomes_another_author_by_editing_the_file(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        plan = json.loads(self.plan.read_text())
        plan["author"] = {"person": "S06", "asserted_by": "os:daemon"}
        self.plan.write_text(json.dumps(plan, separators=(",", ":")) + "\n")
        why = ("--reason", "looked at the dates")
        self.refused(self.first("approve", self.plan, *why), 3, "nobody put this plan forward")
        self.refused(self.second("approve", self.plan, *why), 3, "os:daemon")
        self.refused(self.first("change", "submit", self.plan), 3, "only its author")

    def test_a_plan_that_does_not_say_what_it_does_is_refused(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        plan = json.loads(self.plan.read_text())
        for each in plan["definitions"]:
            del each["from"]
        self.plan.write_text(json.dumps(plan, separators=(",", ":")) + "\n")
        self.refused(self.first("change", "submit", self.plan), 3, "does not say what it would do")

    def test_of_two_operators_who_apply_at_once_one_is_told(self):
        plans = [self.plan, self.home / "other.json"]
        for plan, days in zip(plans, ("6", "7")):
            shutil.rmtree(self.workflows)
            shutil.copytree(SMALL, self.workflows)
            edit(self.workflows, "due: 5 working days after entry",
                 f"due: {days} working days after entry")
            self.first.must("plan", self.workflows, "-o", plan)
            self.second.must("approve", plan, "--reason", "looked at the dates")
        children = [subprocess.Popen(self.first.arguments(["apply", plan]), text=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    for plan in plans]
        ended = [(child.communicate(timeout=120)[1], child.returncode) for child in children]
        self.assertEqual(sorted(code for _, code in ended), [0, 3], ended)
        told = next(words for words, code in ended if code == 3)
        self.assertRegex(told, "was published since the plan was made|is under way")
        runs = json.loads(self.first.must("change", "runs", "-o", "json").out)
        self.assertEqual([(run["changed"], run["left"]) for run in runs], [(runs[0]["total"], 0)])
        self.first.must("audit", "verify")

    def test_what_is_no_plan_is_refused(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        plan = self.plan.read_text()
        for name, text, words in [
                ("empty.json", "", "it is empty"),
                ("list.json", "[]", "one JSON object"),
                ("other.json", '{"a": 1}', "JSON of another kind"),
                ("cut.json", plan[:len(plan) // 2], "the JSON ends too early"),
                ("later.json", plan.replace('"format_version":1', '"format_version":7'),
                 "its format is 7, and this release reads format 1"),
                ("edited.json", plan.replace('"counts":', '"cuonts":'), "lacks or spoils counts"),
                ("binary.json", "\x00\x01\x02" * 999, "this is not JSON")]:
            path = self.home / name
            path.write_text(text)
            for verb in (["apply"], ["approve"], ["change", "submit"]):
                with self.subTest(name=name, verb=verb):
                    self.refused(self.first(*verb, path), 2, str(path), words,
                                 "throughgate plan WORKFLOWS -o FILE")
        missing = self.home / "missing.json"
        for verb in ("apply", "approve"):
            self.refused(self.first(verb, missing), 2, str(missing), "there is no such file",
                         "name a plan that `throughgate plan -o` kept")
        self.refused(self.first("plan", self.plan), 2, str(self.plan), "name a workflows folder")

    def test_a_plan_that_was_changed_after_its_approval_is_told_with_its_file(self):
        self.later()
        self.approved()
        self.plan.write_text(self.plan.read_text().replace('"cases":', '"cases" :', 1))
        self.refused(self.first("apply", self.plan), 3, str(self.plan), "nobody has approved",
                     "its text was changed since")

    def test_a_plan_of_another_store_is_refused(self):
        self.later()
        self.first.must("plan", self.workflows, "-o", self.plan)
        other = Operator(self.home / "other.db")
        other.must("apply", SMALL)
        self.refused(other("approve", self.plan), 3, "made for another store")

    def test_a_withdrawn_plan_is_not_applied(self):
        self.later()
        self.approved()
        plan = json.loads(self.first.must("change", "list", "-o", "json").out)[0]["plan"]
        self.first.must("change", "withdraw", plan[:10], "--reason", "not this month")
        self.refused(self.first("apply", self.plan), 3, "was withdrawn: not this month")

    def test_a_team_tries_a_version_and_stops(self):
        self.later()
        self.approved()
        self.refused(self.first("apply", self.plan, "--team", "N03B"), 3, "did you mean 'N03A'?")
        self.refused(self.first("apply", self.plan, "--team", "N03A", "--everyone"), 2)
        tried = self.first.must("apply", self.plan, "--team", "N03A").out
        self.assertIn("of N03A", tried)
        listed = json.loads(self.first.must("change", "list", "-o", "json").out)[0]
        self.assertEqual((listed["state"], listed["teams"]), ("tried", ["N03A"]))
        self.assertIn("team N03A tries accommodation",
                      self.first.must("plan", self.workflows).out)
        self.refused(self.first("apply", self.plan), 3, "--everyone")
        stopped = self.first.must("stop", listed["plan"][:10], "--reason", "not for us").out
        self.assertIn("brought back", stopped)
        self.refused(self.first("stop", listed["plan"], "--reason", "again"), 3, "no team tries")

    def test_a_killed_run_needs_no_file(self):
        self.later()
        self.approved()
        self.first.must("apply", self.plan)
        self.plan.unlink()
        with sqlite3.connect(self.store) as store:
            store.execute("UPDATE change_run SET finished_ms = NULL, undo_until_ms = NULL")
        store.close()
        self.refused(self.second("change", "continue", "1"), 3, "somebody else applies it")
        self.assertIn("run 1", self.first.must("change", "continue", "1").out)
        self.refused(self.first("change", "end", "1", "--reason", "too late"), 3, "has ended")
        self.assertEqual(self.first.must("change", "left", "1").out,
                         "run 1 left no case that it looked at\n")
        self.assertIn("brought back", self.first.must("undo", "1", "--reason", "a mistake").out)

    def test_of_a_run_that_was_ended_half_way_the_cases_not_looked_at_are_told(self):
        self.later()
        self.approved()
        self.first.must("apply", self.plan)
        with sqlite3.connect(self.store) as store:
            store.execute("UPDATE change_run SET finished_ms = NULL, done = done - 7")
        store.close()
        self.first.must("change", "end", "1", "--reason", "it takes too long")
        self.assertIn("it ended half-way: 7 cases were not looked at, and stay as they are",
                      self.first.must("change", "left", "1").out)

    def test_a_folder_of_one_pathway_is_planned_with_all_others(self):
        self.later()
        whole = self.first.must("plan", self.workflows).out
        for part in ("accommodation", "accommodation/pathway.yaml"):
            self.assertEqual(self.first.must("plan", self.workflows / part).out, whole)

    def test_nobody_plans_as_somebody_unknown(self):
        self.refused(self.first("plan", self.workflows, "--as", "S0"), 3, "did you mean 'S0")

    def test_apply_that_is_killed_goes_on_to_the_same_end(self):
        edit(self.workflows, "due: 5 working days after entry", "due: 7 working days after entry")
        self.approved()
        calm = self.home / "calm.db"
        for each in self.home.glob("store.db*"):
            if not each.name.endswith(".owner"):
                shutil.copy(each, str(calm) + each.name.removeprefix("store.db"))
        began = time.monotonic()
        Operator(calm).must("apply", self.plan)
        took = time.monotonic() - began
        seed = int(os.environ.get("TG_SEED", random.SystemRandom().randrange(2**32)))
        chance = random.Random(seed)
        done = 0
        for _ in range(KILLS):
            child = subprocess.Popen(self.first.arguments(["apply", self.plan]),
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                child.wait(chance.uniform(0.02, took))
                done += 1
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        last = self.first("apply", self.plan)
        self.assertTrue(last.code == 0 or "applied before" in last.err, f"seed {seed}\n{last}")
        self.assertEqual(self.first.must("dump").out, Operator(calm).must("dump").out,
                         f"seed {seed}, {done} of {KILLS} ended by themselves")
        self.first.must("audit", "verify")


if __name__ == "__main__":
    if subprocess.run([*SECOND, "true"], capture_output=True).returncode != 0:
        print("this system lets nobody play a second user (unshare --user)", file=sys.stderr)
        sys.exit(1)
    unittest.main(verbosity=2)
