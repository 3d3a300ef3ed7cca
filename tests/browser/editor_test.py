#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an operator edits definitions in a real browser: faults are marked and mended, the diagram
is drawn and tabled, a case is stepped through, a plan is put forward; what the editor does not know
stays; by keyboard, without scripts, narrow; a checker of accessibility finds nothing.

Method: as console_test, over a workflows folder of its own.
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
from console_site import (HALF_RIGHT, PASSWORD, clerk_of, open_case,  # noqa: E402
                          serve_live, with_users)
from programs import SMALL, SOURCE  # noqa: E402


def workflows_in(folder):
    workflows = pathlib.Path(folder) / "workflows"
    shutil.copytree(SMALL, workflows)
    shutil.rmtree(workflows / "charts")
    pathway = workflows / "accommodation" / "pathway.yaml"
    text = pathway.read_text(encoding="utf-8")
    pathway.write_text("# kept by hand: é\n" + text, encoding="utf-8")
    (workflows / "common" / "odd.yaml").write_bytes(
        "\ufeffformat: 1\r\ncommon: odd\r\n# \U0001f600\tkept \u00e9\r\n".encode("utf-8"))
    (workflows / "spine" / "small.test.yaml").write_text(HALF_RIGHT, encoding="utf-8")
    return workflows


class Parts(unittest.TestCase):
    def test_the_script_counts_bytes_and_reads_facts_as_it_should(self):
        ran = subprocess.run(["node", JOURNEYS / "editor_parts.mjs", SOURCE], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                             check=False)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("all parts are right", ran.stdout)


class Journeys(unittest.TestCase):
    def walk(self, journeys):
        self.assertEqual(missing_tools(), [], "`./dev test` installs what is missing")
        pictures = TOOLS / "pictures"
        pictures.mkdir(exist_ok=True)
        for script in JOURNEYS.glob("*.mjs"):
            shutil.copy(script, TOOLS)
        with tempfile.TemporaryDirectory(prefix="throughgate-editor-") as folder:
            program = with_users(folder)
            clerk = clerk_of(program)
            with serve_live(program, "--workflows", str(workflows_in(folder))) as server:
                open_case(server, clerk, {"supervised": True})
                ran = subprocess.run(
                    ["node", journeys, server.url, PASSWORD, pictures], cwd=TOOLS, text=True,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=500, check=False,
                    env={**os.environ, "TG_CHROMIUM": shutil.which("chromium")})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("all journeys went well", ran.stdout)

    def test_an_operator_gets_through(self):
        self.walk("editor.mjs")

    def test_an_operator_is_helped_and_loses_nothing(self):
        self.walk("editor_work.mjs")

    def test_an_operator_gets_through_the_files_of_a_draft(self):
        self.walk("editor_files.mjs")


if __name__ == "__main__":
    unittest.main(verbosity=2)
