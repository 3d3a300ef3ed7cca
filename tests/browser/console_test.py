#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: prison staff, responsible officers, managers and operators get through the console with a
real browser: wide, narrow (375 px), at 200 %, without scripts, by keyboard alone; two of them bring
a handoff to its end, live; a checker of accessibility finds nothing on any page.

Method: `throughgate demo --serve` with its own four logins and some more, Debian's Chromium driven
by playwright-core out of build/browser (`./dev test` installs both): one server and one browser for
all. Which pages were looked at is told by the server's log, and which there are by the console's
table of pages, which access_tests prints: a page that nobody looked at fails the test. TG_PICTURES
names a folder for a picture of every page. Without the tools it fails and says which is missing.
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "host"))
from browser_tools import JOURNEYS, TOOLS, missing_tools  # noqa: E402
from console_demo import PROGRAM, Played  # noqa: E402
from programs import BUILD, SOURCE, wait_for  # noqa: E402

DAYS = 42
KINDS = ("wide", "narrow", "enlarged", "scriptless", "keyboard")
# Pages that lead to another one, or are no page to be looked at: a stream, a file.
NOT_SHOWN = {"page.showStart", "page.followWork", "page.followCase", "page.followHandoff",
             "page.watchWork", "page.takeReport", "page.followView"}
OF_THE_EDITOR = "/definitions/edit"  # it has a test of its own


def pages_of_the_console():
    """Operation names of all pages that are got."""
    printed = subprocess.run([BUILD / "tests" / "access_tests", "the table of the console's pages"],
                             text=True, check=True, capture_output=True).stdout
    rows = [line.split() for line in printed.splitlines() if " page." in line]
    return {operation for method, path, operation in rows
            if method == "GET" and not path.startswith(OF_THE_EDITOR)}


class Stage:
    """Who there is, and what there is to be done, in a demo that was played."""

    def __init__(self, demo, folder):
        self.demo, self.folder = demo, folder
        self.call = demo.caller()
        self.logins = {user: demo.password(user) for user in demo.logins}
        self.person = {user: each["person"] for user, each in demo.logins.items()}
        self.cases = {each["case"]: each for each in self.every("/api/v1/cases")}

    def every(self, path, person=None):
        """All rows of a list, as the person sees them."""
        rows, after = [], ""
        named = {"Throughgate_Person": person} if person else {}
        while True:
            place = f"&after={after}" if after else ""
            page = self.call("GET", f"{path}?limit=200{place}", **named)
            assert page.status == 200, page
            rows += page.json["items"]
            if len(page.json["items"]) < 200:
                return rows
            after = page.json["next"]

    def waiting(self, person):
        """Handoffs that wait for the person's acknowledgement."""
        rows = self.call("GET", f"/api/v1/worklists/{person}", Throughgate_Person=person).json
        return [row for row in rows["items"] if row.get("handoff") and
                row["instruction"].startswith("Acknowledge this handoff")]

    def add_user(self, name, person, role):
        (self.folder / "password").write_text("three words together\n", encoding="utf-8")
        self.run("user", "add", name, "--actor", person, "--role", role, "--password-from",
                 self.folder / "password")
        self.logins[name] = "three words together"

    def run(self, *arguments):
        store, = self.folder.glob("*/demo.db")
        return subprocess.run([PROGRAM, "--store", store, *arguments], check=True, text=True,
                              capture_output=True, timeout=60).stdout.strip()

    def officers(self):
        """For each kind of browser an officer of another team with something to accept and to
        decline, and a case of the manager's team, which is closed to them."""
        team = self.cases[self.shared()["reference"]]["team"]
        closed = iter(case for case, each in sorted(self.cases.items())
                      if each["team"] == team and each["state"] == "custody")
        others = sorted({each["officer"] for each in self.cases.values()
                         if each.get("officer") and each["team"] != team})
        found, taken = {}, set()
        for kind, person in zip(KINDS, self.able(others, taken)):
            self.add_user(f"officer-{kind}", person, "caseworker")
            found[kind] = {"user": f"officer-{kind}", "foreign": next(closed)}
        assert len(found) == len(KINDS), found
        return found

    def able(self, officers, taken):
        """Those with two cases that wait for them; some wait for several officers of a team."""
        for each in officers:
            fresh = {row["case"] for row in self.waiting(each)} - taken
            if len(fresh) >= 2:
                taken |= fresh
                yield each

    def heads(self):
        """Of the prisons: they are told when somebody opens a case that their people own."""
        with open(SOURCE / "examples" / "caseload" / "directory.csv", encoding="utf-8") as file:
            for each in csv.DictReader(file):
                if each["roles"] == "head_omu":
                    self.add_user(f"head-{each['team']}", each["id"], "caseworker")

    def shared(self):
        """A handoff from the prison's to the officer, that waits."""
        for row in self.waiting(self.person["officer"]):
            path = f"/api/v1/cases/{row['case']}/handoffs/{row['handoff']}"
            handoff = self.call("GET", path).json
            if handoff["from"] == "resettlement" and row["title"].startswith("Release sheet"):
                return {"reference": row["case"], "title": row["title"], "name": handoff["name"]}
        raise AssertionError("nothing waits between the two")

    def plans(self):
        """Proposed changes of a label, one for each kind of browser."""
        tokens, = self.folder.glob("*/demo.tokens")
        self.author = self.run("token", "create", "--tokens", tokens, "--role", "operator",
                               "--actor", self.person["manager"])
        author = self.demo.caller(self.author)
        wait_for("the token to be taken", lambda: author("GET", "/api/v1/plans").status == 200)
        made = {}
        for number, kind in enumerate(KINDS):
            files = [{"path": str(each.relative_to(SOURCE / "workflows")),
                      "text": each.read_text(encoding="utf-8").replace(
                          "The last fortnight", "The last " + "two " * number + "weeks")}
                     for each in sorted((SOURCE / "workflows").rglob("*.yaml"))
                     if not each.name.endswith(".test.yaml") and "schema" not in each.parts]
            answer = author("POST", "/api/v1/plans", {"files": files})
            assert answer.status == 200, answer
            made[kind] = answer.json["plan"]
        return made

    def as_json(self):
        officers = self.officers()
        self.heads()
        plans = self.plans()
        return json.dumps({"shared": self.shared(), "officers": officers, "plans": plans,
                           "author": self.author, "officer": self.person["officer"],
                           "opened": {kind: each["foreign"] for kind, each in officers.items()}})


class Journeys(unittest.TestCase):
    def test_people_get_through(self):
        self.assertEqual(missing_tools(), [], "`./dev test` installs what is missing")
        for script in JOURNEYS.glob("*.mjs"):
            shutil.copy(script, TOOLS)
        with tempfile.TemporaryDirectory(prefix="throughgate-browser-") as folder:
            with Played(folder, DAYS) as demo:
                stage = Stage(demo, pathlib.Path(folder))
                told = stage.as_json()
                with open(TOOLS / "journeys.log", "w", encoding="utf-8") as log:
                    ran = subprocess.run(
                        ["node", "journeys.mjs", demo.url, json.dumps(stage.logins),
                         os.environ.get("TG_PICTURES", "")], cwd=TOOLS, check=False,
                        stdout=log, stderr=log, timeout=500, env={
                            **os.environ, "TG_CHROMIUM": shutil.which("chromium"),
                            "TG_STAGE": told})
                operations = {each["trace"]: each["operation"] for each in demo.records()}
        said = (TOOLS / "journeys.log").read_text(encoding="utf-8")
        self.assertEqual(ran.returncode, 0, said)
        looked, = [line.split()[1:] for line in said.splitlines() if line.startswith("looked ")]
        seen = {operations.get(trace) for trace in looked}
        self.assertEqual(pages_of_the_console() - seen - NOT_SHOWN, set(),
                         "nobody looked at these pages: add them to a journey")


if __name__ == "__main__":
    unittest.main(verbosity=2)
