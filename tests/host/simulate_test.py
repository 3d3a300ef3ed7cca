#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate simulate` by script and by hand: its lines, its last line, its exit code.
Method: the charts of examples/charts with their scripts, in memory and reloaded after every step,
and scripts that are wrong on purpose."""
import json
import pathlib
import subprocess
import tempfile
import unittest

from programs import BUILD, SOURCE

PROGRAM = BUILD / "throughgate"
CHARTS = SOURCE / "examples" / "charts"


def simulate(*arguments, typed=""):
    done = subprocess.run([PROGRAM, "simulate", *map(str, arguments)], input=typed,
                          capture_output=True, text=True, timeout=120)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, lines, done.stderr


class Scripts(unittest.TestCase):
    def test_every_example_passes_in_memory_and_reloaded_with_the_same_lines(self):
        scripts = sorted(CHARTS.glob("*.script.json"))
        self.assertEqual(len(scripts), 6)
        for script in scripts:
            chart = script.with_name(script.name.replace(".script.json", ".yaml"))
            code, lines, said = simulate(chart, "--script", script)
            self.assertEqual((code, lines[-1]["result"]), (0, "pass"), said)
            self.assertEqual(simulate(chart, "--script", script, "--reload"), (code, lines, said))
            self.assertEqual(len(lines), len(json.loads(script.read_text())["events"]) + 2)

    def test_a_step_that_ends_elsewhere_fails_with_both_configurations(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "wrong.json"
            script.write_text(json.dumps({"initialConfiguration": ["unlocked"], "events": [
                {"event": {"name": "push"}, "nextConfiguration": ["open"]},
                {"event": {"name": "pull"}, "nextConfiguration": ["open"]},
                {"event": {"name": "push"}, "nextConfiguration": ["open"]}]}))
            code, lines, _ = simulate(CHARTS / "door.yaml", "--script", script)
        self.assertEqual(code, 1)
        self.assertEqual(lines[-1], {"result": "fail", "step": 2, "expected": ["open"],
                                     "actual": ["unlocked"]})
        self.assertEqual(len(lines), 4)

    def test_what_cannot_be_read_ends_with_2_and_says_why(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "wrong.json"
            script.write_text('{"events": [{"event": {"nme": "push"}}]}')
            code, _, said = simulate(CHARTS / "door.yaml", "--script", script)
            self.assertEqual(code, 2)
            self.assertIn("step 1: 'event' wants an object with a 'name'", said)
            chart = pathlib.Path(folder) / "broken.yaml"
            chart.write_text("format: 1\nkind: chart\nchart: c\nstates: {a: {transitions: "
                             "[{event: e, to: b}]}}\n")
            code, _, said = simulate(chart, "--script", script)
            self.assertEqual(code, 2)
            self.assertIn("TG0107", said)
        self.assertEqual(simulate(CHARTS / "missing.yaml")[0], 2)

    def test_a_chart_that_never_rests_fails_and_the_step_is_undone(self):
        with tempfile.TemporaryDirectory() as folder:
            chart = pathlib.Path(folder) / "loop.yaml"
            chart.write_text("format: 1\nkind: chart\nchart: c\nstates:\n"
                             "  a: {transitions: [{event: go, to: b}]}\n"
                             "  b: {transitions: [{to: d}]}\n  d: {transitions: [{to: b}]}\n")
            script = pathlib.Path(folder) / "loop.json"
            script.write_text('{"events": [{"event": {"name": "go"}}]}')
            code, lines, said = simulate(chart, "--script", script)
        self.assertEqual((code, lines[-1]["result"]), (1, "fail"))
        self.assertIn("did not come to rest", lines[-1]["error"])
        self.assertIn("TG0911", said)

    def test_a_pathway_runs_alone_with_its_common_files(self):
        pathway = SOURCE / "workflows" / "ete" / "pathway.yaml"
        code, lines, said = simulate(pathway, typed="no.such.event\nwait 1000\nquit\n")
        self.assertEqual(code, 0, said)
        self.assertEqual(len(lines), 2)
        self.assertIn("no.such.event", said)
        self.assertTrue(lines[0]["configuration"])


class ByHand(unittest.TestCase):
    def test_what_was_done_by_hand_is_saved_as_a_script_that_passes(self):
        with tempfile.TemporaryDirectory() as folder:
            saved = pathlib.Path(folder) / "run.json"
            typed = f"turn\nwait 500\npush {{\"hard\": true}}\nturn\npush\nsave {saved}\nquit\n"
            code, lines, _ = simulate(CHARTS / "door.yaml", typed=typed)
            self.assertEqual((code, len(lines)), (0, 6))
            self.assertEqual(lines[-1]["configuration"], ["open"])
            script = json.loads(saved.read_text())
            self.assertEqual(script["events"][2]["event"], {"name": "push", "data": {"hard": True}})
            code, lines, _ = simulate(CHARTS / "door.yaml", "--script", saved)
            self.assertEqual((code, lines[-1]["result"]), (0, "pass"))


if __name__ == "__main__":
    unittest.main()
