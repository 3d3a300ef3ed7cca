#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a larger caseload is the same for one profile and seed, and as big as its page says.
Method: the small profiles are written and counted; with TG_SOAK=1 all of them."""
import csv
import filecmp
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[3]))
CASELOAD = SOURCE / "examples" / "caseload"
PAGE = (CASELOAD / "README.md").read_text(encoding="utf-8")
PROFILES = ["pdu", "prison"] + (["crc", "national"] if os.environ.get("TG_SOAK") == "1" else [])
NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")

# Runs the generator and then says how much memory it ever had; a parent's does not count.
MEASURED = """
import pathlib, runpy, sys
del sys.argv[0]
sys.path.insert(0, str(pathlib.Path(sys.argv[0]).parent))
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    print(pathlib.Path("/proc/self/status").read_text())
"""


def generate(profile, folder, *more):
    done = subprocess.run([sys.executable, str(CASELOAD / "generate"), "--profile", profile,
                           "--out", str(folder), *more], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def on_page(profile):
    """The profile's row of the page: people, officers, releases a week, days, events."""
    row = re.search(rf"^\| `{profile}` \|(.*)\|$", PAGE, re.M)
    return [int(cell.strip().replace(",", "")) for cell in row.group(1).split("|")[:5]]


def people_in(folder):
    """Prison number -> record, of all extracts."""
    people = {}
    for file in sorted(folder.glob("prisoners*.json")):
        for record in json.loads(file.read_text(encoding="utf-8"))["content"]:
            assert record["prisonerNumber"] not in people, "one person came in twice"
            people[record["prisonerNumber"]] = record
    return people


def is_planned_release(line):
    return '"event":"released"' in line or "prisoner.released" in line and '\\"DEC' not in line


class Profiles(unittest.TestCase):
    def check_profile(self, profile, folder):
        said = generate(profile, folder)
        people, officers, releases, days, events = on_page(profile)
        found = people_in(folder)
        self.assertEqual(people, len(found))
        with open(folder / "directory.csv", encoding="utf-8") as rows:
            staff = {row["id"]: row for row in csv.DictReader(rows)}
        self.assertEqual(officers, sum("ro" in row["roles"].split() for row in staff.values()))
        self.assertEqual(f"{people} people, {len(staff)} staff, {events} events", said)
        self.check_feed(folder, found, staff, releases * days / 7)

    def check_feed(self, folder, people, staff, releases):
        left = set()
        with open(folder / "events.jsonl", encoding="utf-8") as feed:
            for line in feed:
                who = NUMBER.search(line).group(0)
                self.assertIn(who, people)
                actor = re.search(r'"actor":"([^"]*)"', line)
                self.assertTrue(actor is None or actor.group(1) in staff, line)
                if is_planned_release(line):
                    left.add((who, re.search(r"20[0-9-]{8}", line).group(0)))
        # Moved dates carry some over the end, which counts where the feed is short.
        self.assertAlmostEqual(1, len(left) / releases, delta=0.25)

    def test_each_profile_is_as_big_as_its_page_says(self):
        for profile in PROFILES:
            with self.subTest(profile), tempfile.TemporaryDirectory() as folder:
                self.check_profile(profile, pathlib.Path(folder))

    def test_one_seed_is_one_caseload_and_another_seed_is_another(self):
        with tempfile.TemporaryDirectory() as name:
            folders = [pathlib.Path(name, which) for which in ("first", "again", "other")]
            for folder, seed in zip(folders, ("7", "7", "8")):
                generate("pdu", folder, "--seed", seed)
            first, again, other = ({file.name: file for file in folder.iterdir()}
                                   for folder in folders)
            self.assertEqual(sorted(first), sorted(again))
            for file, path in first.items():
                self.assertTrue(filecmp.cmp(path, again[file], shallow=False), file)
            self.assertFalse(filecmp.cmp(first["events.jsonl"], other["events.jsonl"],
                                         shallow=False))

    def test_memory_is_bounded_by_a_week_of_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, "-c", MEASURED, str(CASELOAD / "generate"),
                                   "--profile", "prison", "--out", folder],
                                  capture_output=True, text=True, check=True)
            written = sum(file.stat().st_size for file in pathlib.Path(folder).iterdir())
        peak = int(re.search(r"VmHWM:\s*(\d+) kB", done.stdout).group(1)) * 1024
        self.assertGreater(written, 40e6)
        self.assertLess(peak, 40e6)

    def test_a_profile_that_nobody_knows_is_refused_with_those_there_are(self):
        done = subprocess.run([sys.executable, str(CASELOAD / "generate"), "--profile", "world"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(2, done.returncode)
        self.assertIn("'crc'", done.stderr)
        done = subprocess.run([sys.executable, str(CASELOAD / "generate"), "--profile", "crc"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(2, done.returncode)
        self.assertIn("needs --out FOLDER", done.stderr)


if __name__ == "__main__":
    unittest.main()
