#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Takes the pictures of docs/screenshots again: the demo's caseload as it is played for six weeks,
its clock standing still, so that they change only when the pages do. Needs what the journeys need
(`./dev test` installs it): python3 tests/browser/take_pictures.py, then look at each of them.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "host"))
from browser_tools import JOURNEYS, SOURCE, TOOLS, missing_tools  # noqa: E402
from console_demo import Played  # noqa: E402

DAYS = 42


def busiest_case(demo):
    """Of the officer's list: the one that stands there most often."""
    person = demo.logins["officer"]["person"]
    rows = demo.caller()("GET", f"/api/v1/worklists/{person}").json["items"]
    cases = [row["case"] for row in rows]
    return max(sorted(set(cases)), key=cases.count)


def main():
    assert missing_tools() == [], missing_tools()
    into = SOURCE / "docs" / "screenshots"
    into.mkdir(exist_ok=True)
    for script in JOURNEYS.glob("*.mjs"):
        shutil.copy(script, TOOLS)
    with tempfile.TemporaryDirectory(prefix="throughgate-pictures-") as folder:
        with Played(folder, DAYS) as demo:
            passwords = json.dumps({user: demo.password(user) for user in demo.logins})
            subprocess.run(["node", "pictures.mjs", demo.url, passwords, into], cwd=TOOLS,
                           check=True, timeout=300, env={
                               **os.environ, "TG_CHROMIUM": shutil.which("chromium"),
                               "TG_CASE": busiest_case(demo)})


if __name__ == "__main__":
    main()
