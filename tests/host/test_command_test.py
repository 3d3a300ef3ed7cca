#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate test`, `graph`, `check --strict` and `case correct` say what they did, in
words and in JSON, and end with the exit code that scripts rely on; the shipped workflows pass their
tests.

Method: the built program on the small definitions; a `dot` that stands in for Graphviz, and none.
"""
import json
import os
import shutil
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml

from programs import BUILD, SMALL, SOURCE
from transcript import OPEN, Case

SAMPLE = """format: 1
test: a sample
definitions: [spine, accommodation]
defaults: {starts: 2026-09-28 09:00, open: {facts: {release: 2027-03-01, supervised: true}}}
tests:
  - name: The first question is asked
    covers: [S1]
    steps: [{expect: {states: [place.screen]}}]
  - name: Nobody is told at once
    covers: [S2]
    steps: [{expect: {no_notices: all}}]
"""


class Tests(Case):
    def workflows(self, text=SAMPLE):
        folder = self.folder / "workflows"
        if not folder.exists():
            shutil.copytree(SMALL, folder)
        file = folder / "accommodation" / "tests" / "sample.test.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return folder

    def test_exit_codes(self):
        folder = self.workflows()
        self.assertEqual(self.program("test", folder).code, 0)
        self.workflows(SAMPLE.replace("place.screen", "place.sourcing"))
        failed = self.program("test", folder)
        self.assertEqual(failed.code, 1, failed)
        self.assertIn("FAIL accommodation/tests/sample.test.yaml:6: The first question", failed.out)
        self.assertIn("expected: state place.sourcing is active", failed.out)
        self.workflows(SAMPLE.replace("place.screen", "place.scren"))
        faulty = self.program("test", folder)
        self.assertEqual(faulty.code, 2, faulty)
        self.assertIn("error[TG1005]", faulty.out)
        self.assertIn("did you mean", faulty.out)
        for wrong in (["test", self.folder / "nowhere"], ["test", SMALL / "common"],
                      ["test", folder, "--only", "no such test"],
                      ["test", folder, "--require", "stats=1"],
                      ["test", folder, "--require", "states=101"], ["test"]):
            self.assertEqual(self.program(*wrong).code, 2, wrong)

    def test_a_file_outside_any_workflows_folder_is_refused(self):
        file = self.folder / "lost.test.yaml"
        file.write_text(SAMPLE)
        lost = self.program("test", file)
        self.assertEqual(lost.code, 2, lost)
        self.assertIn("no workflows folder", lost.err)

    def test_only(self):
        folder = self.workflows()
        for only, passed in (("S2", 1), ("first question", 1), ("", 2)):
            ended = json.loads(self.program("test", folder, "--only", only, "--json").out)
            self.assertEqual(ended["passed"], passed, only)

    def test_json(self):
        folder = self.workflows()
        for asked in (["--json"], ["-o", "json"]):
            told = json.loads(self.program("test", folder, "--coverage", *asked).out)
            self.assertEqual((told["passed"], told["failed"]), (2, 0))
            first = told["tests"][0]
            self.assertEqual((first["line"], first["covers"], first["passed"]), (6, ["S1"], True))
            states = told["coverage"][1]["states"]
            self.assertLess(states["reached"], states["of"])
            self.assertEqual(states["missing"][0]["file"], "accommodation/pathway.yaml")

    def test_coverage_names_what_is_missing_and_require_fails_below(self):
        folder = self.workflows()
        covered = self.program("test", folder, "--coverage")
        self.assertEqual(covered.code, 0)
        self.assertRegex(covered.out, r"accommodation/pathway.yaml:\d+: not reached: state "
                                      r"place.sourcing")
        low = self.program("test", folder, "--require", "states=1,rungs=0")
        self.assertEqual(low.code, 0, low)
        high = self.program("test", folder, "--require", "states=100,rungs=50")
        self.assertEqual(high.code, 1, high)
        self.assertRegex(high.out, r"spine: states \d+ %, 100 % are required")

    def test_hundreds_take_seconds(self):
        many = SAMPLE + "".join(
            f"  - {{name: again {i}, steps: [{{after: 1 days}}]}}\n" for i in range(100))
        folder = self.workflows(many)
        began = time.monotonic()
        self.assertEqual(self.program("test", folder).code, 0)
        self.assertLess(time.monotonic() - began, 60)  # sanitized, on a busy machine

    def test_nothing_is_left_behind(self):
        def scratch():
            return {name for place in ("/dev/shm", "/tmp") if os.path.isdir(place)
                    for name in os.listdir(place) if name.startswith("throughgate-test-")}
        before = scratch()
        self.program("test", self.workflows())
        self.assertEqual(scratch() - before, set())

    def test_the_shipped_workflows_pass_their_tests(self):
        files = list((SOURCE / "workflows").rglob("*.test.yaml"))
        if not files:
            self.skipTest("no workflow has tests yet")
        ended = self.program("test", SOURCE / "workflows", timeout=500)
        self.assertEqual(ended.code, 0, ended)

    def test_reports_as_files(self):
        folder = self.workflows(SAMPLE.replace("no_notices: all", "phase: closed"))
        junit, page = self.folder / "junit.xml", self.folder / "coverage.html"
        ended = self.program("test", folder, "--junit", junit, "--coverage-html", page)
        self.assertEqual(ended.code, 1, ended)
        suite = xml.parse(junit).getroot().find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("2", "1"))
        self.assertEqual(suite.get("name"), "accommodation/tests/sample.test.yaml")
        failed = [case for case in suite if case.find("failure") is not None]
        self.assertEqual([case.get("name") for case in failed], ["Nobody is told at once"])
        self.assertIn("expected: the phase is closed", failed[0].find("failure").text)
        shown = page.read_text(encoding="utf-8")
        self.assertIn("<h2>accommodation</h2>", shown)
        self.assertIn("not reached", shown)
        nowhere = self.program("test", folder, "--junit", self.folder / "no" / "junit.xml")
        self.assertEqual(nowhere.code, 2, nowhere)

    def test_an_expression_chooses_tests(self):
        folder = self.workflows()
        for expression, passed in (("first question|at once", 2), ("^Nobody", 1), ("S[12]", 2),
                                   ("^S2$", 1)):
            ended = self.program("test", folder, "--run", expression)
            self.assertEqual(ended.code, 0, ended)
            self.assertIn(f"{passed} passed, 0 failed", ended.out)
        for wrong in ("[", "no such test"):
            self.assertEqual(self.program("test", folder, "--run", wrong).code, 2, wrong)

    def test_a_channel_that_does_not_answer_in_time(self):
        steps = """  - name: A reminder that nobody takes is tried again
    steps:
      - {until: 2026-10-05 09:00, channel: times_out, expect: {no_notices: all}}
      - {after: 1 days, channel: delivers, expect: {notices: [{to: ro}]}}
  - name: A reminder that is refused never arrives
    steps:
      - {until: 2026-10-05 09:00, channel: refuses, expect: {no_notices: all}}
      - {after: 1 days, channel: delivers, expect: {no_notices: [{to: ro, handoff: H06}]}}
"""
        folder = self.workflows(SAMPLE + steps)
        ended = self.program("test", folder)
        self.assertEqual(ended.code, 0, ended)
        self.workflows(SAMPLE + steps.replace("times_out", "delivers"))
        self.assertEqual(self.program("test", folder).code, 1)
        self.workflows(SAMPLE + steps.replace("times_out", "timeout"))
        faulty = self.program("test", folder)
        self.assertEqual(faulty.code, 2, faulty)
        self.assertIn("times_out", faulty.out)


class Strict(Case):
    def test_warnings_fail_a_strict_check_alone(self):
        folder = self.folder / "workflows"
        shutil.copytree(SMALL, folder)
        pathway = folder / "accommodation" / "pathway.yaml"
        pathway.write_text(pathway.read_text().replace(
            "        due: 5 working days after entry\n", "", 1))
        self.assertEqual(self.program("check", folder).code, 0)
        strict = self.program("check", folder, "--strict")
        self.assertEqual(strict.code, 1, strict)
        self.assertIn("warning[TG0239]: state 'screen' has no date", strict.out)


class Graphs(Case):
    def graph(self, *arguments, path=None):
        environment = dict(os.environ, PATH=str(path) if path else os.environ["PATH"])
        return subprocess.run([str(BUILD / "throughgate"), "graph", *map(str, arguments)],
                              capture_output=True, text=True, env=environment, timeout=120)

    def stand_in(self, script):
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        dot = folder / "dot"
        dot.write_text("#!/bin/sh\n" + script)
        dot.chmod(0o755)
        return folder

    def test_formats(self):
        for kind, begins in (("dot", "digraph"), ("mermaid", "stateDiagram-v2"), ("table", "| ")):
            drawn = self.graph(SMALL / "accommodation" / "pathway.yaml", "--format", kind)
            self.assertEqual(drawn.returncode, 0, drawn.stderr)
            self.assertTrue(drawn.stdout.startswith(begins), kind)

    def test_svg_is_what_dot_makes_of_it(self):
        path = self.stand_in('for a in "$@"; do in="$a"; done\necho "<svg>"; '
                             'while read -r line; do echo "$line"; done <"$in"; echo "</svg>"\n')
        drawn = self.graph(SMALL / "charts" / "lamp.yaml", path=path)
        self.assertEqual(drawn.returncode, 0, drawn.stderr)
        self.assertTrue(drawn.stdout.startswith("<svg>\ndigraph"), drawn.stdout)

    def test_dot_that_fails_or_is_not_there_is_told(self):
        failed = self.graph(SMALL / "charts" / "lamp.yaml", path=self.stand_in("exit 3\n"))
        self.assertEqual(failed.returncode, 4)
        self.assertIn("ended with 3", failed.stderr)
        absent = self.graph(SMALL / "charts" / "lamp.yaml", path=self.folder)
        self.assertEqual(absent.returncode, 4)
        self.assertIn("install the package graphviz", absent.stderr)

    def test_what_cannot_be_drawn(self):
        self.assertEqual(self.graph(self.folder / "nowhere.yaml").returncode, 2)
        self.assertEqual(self.graph(SMALL / "charts" / "lamp.yaml", "--format",
                                    "png").returncode, 2)


class Corrections(Case):
    def test_a_wrong_entry_is_taken_back(self):
        self.open_case()
        self.program.must("case", "send", "TG-000001", "released", "--as", "S04")
        history = json.loads(self.program.must("-o", "json", "case", "history", "TG-000001",
                                               "--kind", "event.applied").out)
        entry = history[-1]["sequence"]
        self.assertEqual(self.program("case", "correct", "TG-000001", "--entry", entry).code, 2)
        self.assertEqual(self.program("case", "correct", "TG-000001", "--entry", 1, "--because",
                                      "why", "--as", "S04").code, 3)
        done = self.program.must("case", "correct", "TG-000001", "--entry", entry, "--because",
                                 "the wrong man", "--as", "S04")
        self.assertIn(f"Entry {entry} (released) is taken back", done.out)
        shown = json.loads(self.program.must("-o", "json", "case", "show", "TG-000001").out)
        self.assertEqual(shown["state"], "custody")
        self.program.must("audit", "verify")


if __name__ == "__main__":
    unittest.main()
