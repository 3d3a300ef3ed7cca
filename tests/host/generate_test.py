#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `test --generate` takes every way of a pathway that can be taken, names the others with a
reason, keeps to its limit and does not stall on a large one.

Method: shipped pathways with all of their conditions, gates and dates; one of 500 states, as a tree
whose every state leads to two more and back. Its time is that of the processor, since others may
use the machine, and held by the released program alone; tests/bench prints the other one.
"""
import pathlib
import re
import resource
import shutil
import tempfile
import unittest

from programs import SMALL, SOURCE, Program, newest_build

FOUND = re.compile(r"^(\S+): (\d+) of (\d+) transitions by (\d+) tests", re.M)
HEAD = """format: 1
pathway: tree
title: A large pathway
common: [facts, roles, ladders]
calendar: england-and-wales
zone: Europe/London
starts: {when: supervised is true}
strands:
  line:
    title: Line
    start: s1
    states:
"""


def tree(states):
    text = HEAD
    for number in range(1, states + 1):
        nexts = [each for each in (2 * number, 2 * number + 1) if each <= states]
        ways = [f"go.{'ab'[each % 2]}: s{each}" for each in nexts] + ["top: s1"]
        text += (f"      s{number}:\n        title: State {number}\n        stage: needed\n"
                 f"        owner: ro\n        do: Look at it.\n        due: 5 days after entry\n"
                 f"        events: {{{', '.join(ways)}}}\n")
    return text


class Generate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-generate-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = Program(self.folder / "none.db", path=newest_build() / "throughgate")
        self.released = self.program.path.parent.name == "release"

    def generate(self, what, *more):
        ended = self.program("test", "--generate", what, *more, timeout=550)
        found = {name: tuple(map(int, numbers))
                 for name, *numbers in FOUND.findall(ended.out)}
        return ended, found

    def shipped(self, *pathways):
        workflows = self.folder / "workflows"
        for each in ("common", *pathways):
            shutil.copytree(SOURCE / "workflows" / each, workflows / each)
        return workflows

    def test_every_way_of_work_and_training_is_taken(self):
        workflows = self.shipped("spine", "ete")
        ended, found = self.generate(workflows / "ete")
        reached, ways, tests = found["ete"]
        self.assertEqual((reached, ways), (210, 210), ended.out)
        self.assertEqual(ended.code, 0, ended)
        run = self.program("test", workflows / "ete" / "generated.test.yaml", timeout=550)
        self.assertIn(f"{tests} passed, 0 failed", run.out)

    def test_every_way_of_a_tracker_of_needs_is_taken(self):
        ended, found = self.generate(self.shipped("spine", "health") / "health")
        self.assertEqual(found["health"][0], found["health"][1], ended.out)

    def test_the_limit_is_kept_and_what_was_not_met_is_named(self):
        ended, found = self.generate(self.shipped("spine", "ete") / "ete", "--limit", "2000")
        reached, ways, _ = found["ete"]
        self.assertLess(reached, ways)
        self.assertEqual(ended.code, 1, ended)
        self.assertEqual(ended.out.count("not reached: "), ways - reached, ended.out)
        self.assertEqual(self.program("test", "--generate", SMALL, "--limit", "0").code, 2)

    def test_five_hundred_states_are_no_stall(self):
        workflows = self.folder / "large"
        shutil.copytree(SMALL / "common", workflows / "common")
        shutil.copytree(SMALL / "spine", workflows / "spine")
        (workflows / "tree").mkdir()
        (workflows / "tree" / "pathway.yaml").write_text(tree(500), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ended, found = self.generate(workflows / "tree")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Each state but the first is gone to once, and each leads back to the top: a test a state.
        self.assertEqual(found["tree"], (999, 999, 500), ended.out[-2000:])
        if self.released:
            self.assertLess(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 10)


if __name__ == "__main__":
    unittest.main()
