#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: people get through the console with a real browser: wide, narrow (375 px), at 200 %,
without scripts, by keyboard; and a checker of accessibility finds nothing on any page.

Method: `throughgate serve` on a store of its own with some cases, Debian's Chromium driven by
playwright-core out of build/browser (`./dev test` installs both). Pictures of every page are left
in build/browser/pictures, to be looked at. Without the tools it fails and says which is missing.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "host"))
from browser_tools import JOURNEYS, TOOLS, missing_tools  # noqa: E402
from console_site import PASSWORD, clerk_of, open_case, serve_live, with_users  # noqa: E402

CASES = 12


class Journeys(unittest.TestCase):
    def test_people_get_through(self):
        self.assertEqual(missing_tools(), [], "`./dev test` installs what is missing")
        pictures = TOOLS / "pictures"
        pictures.mkdir(exist_ok=True)
        for script in JOURNEYS.glob("*.mjs"):
            shutil.copy(script, TOOLS)
        with tempfile.TemporaryDirectory(prefix="throughgate-browser-") as folder:
            program = with_users(folder)
            clerk = clerk_of(program)
            with serve_live(program) as server:
                for number in range(1, CASES + 1):
                    open_case(server, clerk, number=number)
                ran = subprocess.run(
                    ["node", "journeys.mjs", server.url, PASSWORD, pictures], cwd=TOOLS, text=True,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=500, check=False,
                    env={**os.environ, "TG_CHROMIUM": shutil.which("chromium")})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("all journeys went well", ran.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
