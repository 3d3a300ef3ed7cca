#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the pages of figures and of operators can be read by everybody: wide, narrow, at 200 %,
without scripts; a checker of accessibility finds nothing.

Method: as console_test.py, on the shipped workflows with invented people, so that every picture has
something to show.
"""
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "host"))
from browser_tools import JOURNEYS, SOURCE, TOOLS, missing_tools  # noqa: E402
from console_site import PASSWORD, USERS, serve_live  # noqa: E402
from programs import Program, directory  # noqa: E402

GONE = 4


def person(number):
    """Released on one of the next 28 days, mostly on Thursdays."""
    day = datetime.date.today() + datetime.timedelta(1 + number * 5 % 28)
    if day.weekday() > 3:
        day -= datetime.timedelta(day.weekday() - 3)
    officer = {"code": f"S0{1 + number % 2}", "unallocated": False}
    return {"prisonerNumber": f"A9{number:03d}ZZ", "crn": f"X900{number:03d}", "gender": "Male",
            "prisonId": "ZZA", "cellLocation": "B-2-014", "confirmedReleaseDate": str(day),
            "receptionDate": "2026-01-05", "sentenceStartDate": "2026-01-04",
            "sentenceExpiryDate": "2029-05-01", "communityTeam": "N03A",
            "communityManager": officer if number % 7 else {"unallocated": True},
            "prisonManager": {"code": "S04"}}


def filled_store(folder):
    folder = pathlib.Path(folder)
    program = Program(folder / "live.db")
    program.must("apply", SOURCE / "workflows")
    (folder / "staff.csv").write_text(directory(), encoding="utf-8")
    program.must("import", "staff", folder / "staff.csv")
    records = {"content": [person(number) for number in range(1, 15)]}
    (folder / "people.json").write_text(json.dumps(records), encoding="utf-8")
    program.must("import", "prisoners", folder / "people.json")
    for number in range(1, GONE + 1):
        program.must("case", "send", f"TG-{number:06d}", "released", "--set",
                     f"gate_time={datetime.datetime.utcnow():%FT%H:%M:00Z}", "--as", "S04")
    (folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    for name, staff, role in USERS:
        program.must("user", "add", name, "--actor", staff, "--role", role, "--password-from",
                     folder / "password")
    return program


class Figures(unittest.TestCase):
    def test_figures_can_be_read_by_everybody(self):
        self.assertEqual(missing_tools(), [], "`./dev test` installs what is missing")
        pictures = TOOLS / "pictures"
        pictures.mkdir(exist_ok=True)
        for script in JOURNEYS.glob("*.mjs"):
            shutil.copy(script, TOOLS)
        with tempfile.TemporaryDirectory(prefix="throughgate-browser-") as folder:
            program = filled_store(folder)
            with serve_live(program) as server:
                ran = subprocess.run(
                    ["node", "figures.mjs", server.url, PASSWORD, pictures], cwd=TOOLS, text=True,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=500, check=False,
                    env={**os.environ, "TG_CHROMIUM": shutil.which("chromium")})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("all pages were looked at", ran.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
