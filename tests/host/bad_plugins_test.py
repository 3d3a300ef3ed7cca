#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: while a plug-in misbehaves, timers fire within a second, no notice is lost, and every
notice has exactly one end.

Method: `throughgate run` in real time with tests/plugin/misbehaving as its first channel and
file-drop behind it, one way of misbehaving at a time; rungs that lie seconds apart. Lateness is the
commit that fired a rung against the instant it was due, both from the log. Three ways at a time,
each with a store and a program of its own, because most of it is waiting.
"""
import concurrent.futures
import json
import pathlib
import re
import sqlite3
import tempfile
import time
import unittest

from programs import BUILD, Program, directory, effect_ids, handover_definitions, wait_for

PLUGIN = BUILD / "tests" / "plugins" / "misbehaving.so"
CASES = 6
NOTICES = CASES * 3  # the first rung tells one, the second two


class BadPlugins(unittest.TestCase):
    def start(self, mode):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-bad-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = Program(self.folder / "store.db")
        definitions = handover_definitions(self.folder / "workflows", "4 seconds after raised",
                                           "6 seconds after raised")
        spine = definitions / "spine" / "pathway.yaml"
        text = spine.read_text(encoding="utf-8")
        spine.write_text(text.replace("class: action", "class: critical"), encoding="utf-8")
        self.program.must("apply", definitions)
        staff = self.folder / "staff.csv"
        staff.write_text(directory("S01"), encoding="utf-8")
        self.program.must("import", "staff", staff)
        self.running = self.run_with("--channel", PLUGIN, "--set", f"misbehaving.mode={mode}",
                                     "--set", f"misbehaving.mark={self.folder / 'mark'}")
        for i in range(CASES):
            self.program.must("case", "open", "--noms", f"A900{i}ZZ", "prison=ZZA", "--assign",
                              "ro=S01", "--assign", "pom=S04", "--as", "S05")

    def run_with(self, *channels):
        running = self.program.start(
            "run", *channels, "--channel", "file-drop", "--set",
            f"file-drop.directory={self.folder / 'mail'}")
        self.addCleanup(running.__exit__)
        wait_for("run to start", lambda: "running on" in running.talk())
        return running

    def rows(self, query):
        store = sqlite3.connect(self.program.store, timeout=30)
        try:
            return store.execute(query).fetchall()
        finally:
            store.close()

    def logged(self, kind):
        return self.rows(f"SELECT recorded_ms, fields FROM log WHERE kind = '{kind}'")

    def check_timers(self):
        """Every rung has fired, and none came a second late."""
        fired = wait_for("the rungs", lambda: len(self.logged("rung.fired")) >= 2 * CASES and
                         self.logged("rung.fired"))
        self.assertEqual(len(fired), 2 * CASES)
        latest = 0
        for recorded, fields in fired:
            pairs = json.loads(fields)
            due = dict(zip(pairs[::2], pairs[1::2]))["due"]
            whole, milli = re.fullmatch(r"(.*)\.(\d+)Z|(.*)Z", due).group(1, 2)
            parsed = time.strptime(whole or due[:-1], "%Y-%m-%dT%H:%M:%S")
            due_ms = int(time.mktime(parsed) - time.timezone) * 1000 + int(milli or 0)
            self.assertGreaterEqual(recorded, due_ms, "a rung fired early")
            latest = max(latest, recorded - due_ms)
        self.assertLess(latest, 1000, "a timer was a second late")
        print(f"latest timer {latest} ms", end=" ", flush=True)

    def ends(self):
        return [state for (state,) in self.rows("SELECT state FROM outbox")]

    def check_all_told(self):
        wait_for("every notice to end", lambda: self.ends().count("delivered") == NOTICES, 90)
        self.assertEqual(len(self.ends()), NOTICES)
        self.assertEqual(len(self.logged("notice.planned")), NOTICES)
        self.assertEqual(len(self.logged("notice.delivered")), NOTICES)

    def check_stops(self):
        self.assertEqual(self.running.terminate(), 0, self.running.talk())
        self.assertEqual(self.program.must("audit", "verify").code, 0)

    def by_file(self):
        return effect_ids(self.folder / "mail") if (self.folder / "mail/new").exists() else []

    def misbehave(self, mode, by_file):
        self.start(mode)
        self.check_timers()
        self.check_all_told()
        self.check_stops()
        files = self.by_file()
        self.assertEqual(len(files), NOTICES if by_file else 0)
        self.assertEqual(len(set(files)), len(files), "a notice went out twice")

    def test_it_crashes(self):
        self.misbehave("crash", by_file=True)

    def test_it_leaves(self):
        self.misbehave("exit", by_file=True)

    def test_it_throws(self):
        self.misbehave("throw", by_file=True)

    def test_it_talks_nonsense(self):
        self.misbehave("garbage", by_file=True)

    def test_it_answers_what_nobody_asked(self):
        self.misbehave("forge", by_file=True)

    def test_it_gives_an_outcome_that_there_is_not(self):
        self.misbehave("outcome", by_file=True)

    def test_it_refuses_everything(self):
        self.misbehave("fail", by_file=True)

    def test_it_wants_everybody_to_wait_for_ever(self):
        self.misbehave("wait-for-ever", by_file=True)

    def test_it_answers_a_hundred_megabytes(self):
        self.misbehave("long", by_file=False)

    def test_it_leaks(self):
        self.misbehave("leak", by_file=False)

    def test_it_answers_before_it_is_asked(self):
        """A lie about the next notice is not believed: each one is put to it."""
        self.misbehave("foretell", by_file=False)
        asked = (self.folder / "mark").read_text(encoding="utf-8").split()
        self.assertEqual(len(asked), NOTICES)

    def test_it_hangs_and_what_it_held_goes_out_later(self):
        self.start("hang")
        self.check_timers()
        self.assertEqual(self.running.terminate(), 0, self.running.talk())
        self.assertEqual(len(self.ends()), NOTICES)
        store = sqlite3.connect(self.program.store, timeout=30)
        with store:
            store.execute("UPDATE outbox SET due_ms = ? WHERE due_ms IS NOT NULL",
                          (int(time.time() * 1000),))
        store.close()
        self.running = self.run_with()
        self.check_all_told()
        self.check_stops()
        self.assertEqual(len(set(self.by_file())), NOTICES)


class Together(unittest.TestSuite):
    """Runs its tests three at a time."""
    def run(self, result, debug=False):
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            for own in pool.map(self.one, self):
                result.testsRun += own.testsRun
                result.failures += own.failures
                result.errors += own.errors
        return result

    @staticmethod
    def one(test):
        own = unittest.TestResult()
        test.run(own)
        return own


def load_tests(loader, _standard, _pattern):
    return Together(loader.loadTestsFromTestCase(BadPlugins))


if __name__ == "__main__":
    unittest.main(verbosity=2)
