# SPDX-License-Identifier: MIT
"""Commands and what they printed as one text, and the test case that tests of commands share."""
import pathlib
import tempfile
import unittest

from programs import SMALL, START, Program, check_golden, directory, masked

OPEN = ["case", "open", "--noms", "A9001ZZ", "--crn", "X900001", "prison=ZZA", "nation=england",
        "release=2026-12-07", "--assign", "ro=S01", "--assign", "pom=S04", "--as", "S05"]
STANDS_AT = "this store stands at "


class Transcript:
    """Commands and what they printed, as one text."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.lines = []

    def __call__(self, code, *arguments):
        """Runs a command; its exit code must be `code`."""
        ended = self.program(*arguments)
        assert ended.code == code, f"wanted exit {code}: {ended}"
        shown = " ".join(f'"{each}"' if " " in each else each for each in ended.arguments)
        self.lines.append(f"$ throughgate {shown}")
        self.lines += ended.out.splitlines()
        self.lines += ["! " + line for line in ended.err.splitlines()
                       if not line.startswith(STANDS_AT)]
        self.lines += [f"exit {code}", ""]
        return ended

    def check(self, name):
        text = "\n".join(line.rstrip() for line in self.lines)
        check_golden(name + ".txt", masked(text, self.folder))


class Case(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-cli-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.program = Program(self.folder / "store.db", START)
        self.say = Transcript(self.program, self.folder)

    def publish(self, of_login="S01", definitions=SMALL):
        self.program.must("apply", definitions)
        staff = self.folder / "staff.csv"
        staff.write_text(directory(of_login), encoding="utf-8")
        self.program.must("import", "staff", staff)

    def open_case(self):
        self.publish()
        self.program.must(*OPEN)

    def dump(self):
        return self.program.must("dump").out
