#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the page of failure modes is complete and names tests that exist and mean it.
Method: its rows are read and compared with the tests beside the workflows and the C++ tests; then a
page with one planted fault of each kind has to be found out."""
import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[3]))
PAGE = SOURCE / "docs" / "operate" / "failure-modes.md"
WANTED = ([f"FM-{number:02}" for number in range(1, 31)] +
          [f"S{number}" for number in range(1, 11)] + [f"A{number}" for number in range(1, 19)])
ROW = re.compile(r"^\| ((?:FM-|S|A)\d+) \|[^|]*\|(.*)\|$", re.M)
NAMED = re.compile(r'`([^`]+)`: "([^"]+)"')


def covers_by_test():
    """(file, name) of each test beside the workflows -> what it covers."""
    found = {}
    for path in sorted((SOURCE / "workflows").rglob("*.test.yaml")):
        name = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"\s*- name: (.*)", line):
                name = match.group(1).strip().strip("\"'")
            elif match := re.match(r"\s*covers: *\[(.*)\]", line):
                ids = {one.strip() for one in match.group(1).split(",")}
                found[(path.relative_to(SOURCE).as_posix(), name)] = ids
    return found


def faults_of(page, covers):
    rows = dict(ROW.findall(page))
    faults = [f"{one} has no row" for one in WANTED if one not in rows]
    faults += [f"{one} is covered by a test and has no row"
               for ids in covers.values() for one in sorted(ids) if one not in rows]
    for one, tests in rows.items():
        faults += faults_of_row(one, tests, covers)
    return faults


def faults_of_row(one, tests, covers):
    named = NAMED.findall(tests)
    if not named and "**open**" not in tests:
        return [f"{one} names no test and does not say that it is open"]
    if "**open**" in tests and any(one in ids for ids in covers.values()):
        return [f"{one} is covered by a test and said to be open"]
    faults = []
    for file, name in named:
        path = SOURCE / file
        if not path.is_file():
            faults.append(f"{one}: there is no file {file}")
        elif file.startswith("workflows/") and one not in covers.get((file, name), ()):
            faults.append(f"{one}: {file} has no test '{name}' that covers it")
        elif name not in path.read_text(encoding="utf-8"):
            faults.append(f"{one}: {file} has no test '{name}'")
    return faults


class FailureModes(unittest.TestCase):
    def setUp(self):
        self.covers = covers_by_test()
        self.page = PAGE.read_text(encoding="utf-8")

    def test_every_row_is_there_and_names_tests_that_exist_and_cover_it(self):
        self.assertGreater(len(self.covers), 100)
        self.assertEqual([], faults_of(self.page, self.covers))

    def test_a_page_that_is_wrong_is_found_out(self):
        for old, new, fault in [
                ("| FM-12 |", "| FM-99 |", "FM-12 has no row"),
                ("| S1 |", "| Story one |", "S1 is covered by a test and has no row"),
                ('"Suspended contact', '"Forgotten contact', "FM-28: workflows/spine/release"),
                ("`tests/plugin/email_test.cpp`", "`tests/plugin/letter_test.cpp`",
                 "there is no file"),
                ('`workflows/spine/phases.test.yaml`: "Three moves of the date in an hour make one '
                 'notice for each person"', "three moves", "A9 names no test"),
                ('"the worklist of the officer', '"the worklist of nobody',
                 "FM-13: tests/simulator")]:
            found = "\n".join(faults_of(self.page.replace(old, new), self.covers))
            with self.subTest(old):
                self.assertIn(fault, found)


if __name__ == "__main__":
    unittest.main()
