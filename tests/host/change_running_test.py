#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: live cases are changed beside a running engine: it takes up what another program publishes,
applies an approved plan on its day, and answers its callers meanwhile; both are right at the end.

Method: `throughgate serve` on a live store; plans are made, approved and applied by the command
line, while a caller sends commands over HTTP. TG_SOAK=1 sends more of them.
"""
import datetime
import json
import os
import pathlib
import shutil
import tempfile
import threading
import unittest

from http_server import make_token, serve_live
from programs import SMALL, Program, directory, newest_build, wait_for

PATH = newest_build() / "throughgate"
SOAK = os.environ.get("TG_SOAK") == "1"
CASES = 400 if SOAK else 150
COMMANDS = 2000 if SOAK else 300
SECOND = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]


class Second(Program):
    """The same program, run by another member of staff."""

    def arguments(self, arguments):
        return SECOND + super().arguments(arguments)


class Running(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.home = pathlib.Path(self.folder.name)
        self.program = Program(self.home / "live.db", path=PATH)
        self.second = Second(self.home / "live.db", path=PATH)
        self.workflows = self.home / "workflows"
        self.plan = self.home / "plan.json"
        shutil.copytree(SMALL, self.workflows)
        self.program.must("apply", SMALL)
        staff = directory().replace("s09@example.invalid,,", "s09@example.invalid,nobody,")
        (self.home / "staff.csv").write_text(staff)
        self.program.must("import", "staff", self.home / "staff.csv")
        release = datetime.date.today() + datetime.timedelta(weeks=10)
        self.release = release.isoformat()

    def open_body(self, number):
        return {"person": {"noms": f"A{1000 + number}ZZ"},
                "facts": {"prison": "ZZA", "ro_team": "N03A", "supervised": True,
                          "release": self.release},
                "assignments": {"ro": "S01"}}

    def later(self):
        path = self.workflows / "accommodation" / "pathway.yaml"
        text = path.read_text()
        old = "due: 5 working days after entry"
        self.assertIn(old, text)
        path.write_text(text.replace(old, "due: 6 working days after entry"))

    def approved(self, *more):
        self.program.must("plan", self.workflows, "-o", self.plan, *more)
        if more:  # applied by itself: its author shows that it is theirs
            self.program.must("change", "submit", self.plan)
        self.second.must("approve", self.plan, "--reason", "looked at the dates")

    def serving(self):
        token = make_token(self.program, "--role", "operator", "--name", "feed")
        return serve_live(self.program), token

    def ended_run(self):
        runs = json.loads(self.program.must("-o", "json", "change", "runs").out)
        return runs[0] if runs and runs[0]["finished"] else None

    def due(self, reference):
        shown = json.loads(self.program.must("-o", "json", "case", "show", reference).out)
        return next(each["target"] for each in shown["deadlines"] if each["name"] == "place.screen")

    def test_a_running_engine_takes_up_what_another_program_publishes(self):
        serving, token = self.serving()
        with serving:
            call = serving.caller(token)
            first = call("POST", "/api/v1/cases", self.open_body(1), Idempotency_Key="first").json
            self.later()
            self.program.must("apply", self.workflows, "--without-plan", "new cases only")

            def opened_anew(numbers=iter(range(2, 100))):
                number = next(numbers)
                answer = call("POST", "/api/v1/cases", self.open_body(number),
                              Idempotency_Key=f"case-{number}")
                self.assertEqual(answer.status, 201, answer)
                case = answer.json["case"]
                return self.due(case)[:10] != self.due(first["case"])[:10]
            wait_for("a case of the new version", opened_anew, 20)

    def test_an_approved_plan_is_applied_on_its_day_by_whoever_runs_the_store(self):
        serving, token = self.serving()
        with serving:
            call = serving.caller(token)
            opened = call("POST", "/api/v1/cases", self.open_body(1), Idempotency_Key="1")
            case = opened.json["case"]
            before = self.due(case)
            self.later()
            self.approved("--effective-from", datetime.date.today().isoformat())
            run = wait_for("the run to end", self.ended_run, 30)
            self.assertNotEqual(self.due(case), before)
            self.assertIn("by itself, for S01", run["by"])

    def test_a_trial_over_http(self):
        token = {"S01": make_token(self.program, "--actor", "S01", "--role", "operator"),
                 "S09": make_token(self.second, "--actor", "S09", "--role", "operator")}
        lent = make_token(self.program, "--actor", "S09", "--role", "operator")
        serving, feed = self.serving()
        with serving:
            opening, author, other = (serving.caller(each)
                                      for each in (feed, token["S01"], token["S09"]))
            opening("POST", "/api/v1/cases", self.open_body(1), Idempotency_Key="1")
            self.later()
            files = [{"path": str(each.relative_to(self.workflows)), "text": each.read_text()}
                     for each in sorted(self.workflows.rglob("*.yaml"))
                     if not each.name.endswith(".test.yaml")]
            made = author("POST", "/api/v1/plans", {"files": files})
            self.assertEqual(made.status, 200, made)
            plan = f"/api/v1/plans/{made.json['plan']}"
            because = {"reason": "looked at the dates"}
            self.assertIn("one person other", made.json["approval"])
            self.assertEqual(author("POST", plan + "/approval", because).code, "refused")
            own = serving.caller(lent)("POST", plan + "/approval", because)
            self.assertIn("also made the token of S09", own.json["detail"])
            self.assertEqual(other("POST", plan + "/approval", because).json["state"], "approved")
            tried = author("POST", plan + "/trial", {"team": "N03A"})
            self.assertEqual((tried.status, tried.json["changed"], tried.json["team"]),
                             (200, 1, "N03A"), tried)
            listed = author("GET", "/api/v1/plans").json["items"][0]
            self.assertEqual((listed["state"], listed["teams"]), ("tried", ["N03A"]))
            wide = author("POST", plan + "/widening")
            self.assertEqual((wide.status, wide.json["team"]), (200, ""), wide)
            undone = author("POST", f"/api/v1/change-runs/{wide.json['run']}/undoing", because)
            self.assertEqual(undone.status, 200, undone)
            stopped = author("POST", plan + "/stopping", because)
            self.assertEqual((stopped.status, stopped.json["items"][0]["changed"]), (200, 1))
            ended = author("POST", f"/api/v1/change-runs/{wide.json['run']}/ending", because)
            self.assertEqual(ended.json["code"], "conflict", ended)
            again = author("POST", f"/api/v1/change-runs/{wide.json['run']}/continuation")
            self.assertEqual(again.json["code"], "conflict", again)

    def test_apply_beside_a_server_under_load(self):
        serving, token = self.serving()
        with serving:
            call = serving.caller(token)
            for number in range(CASES):
                call("POST", "/api/v1/cases", self.open_body(number), Idempotency_Key=str(number))
            self.later()
            self.approved()
            answers = []
            busy = serving.caller(token)

            def send():
                for number in range(CASES, CASES + COMMANDS):
                    answers.append(busy("POST", "/api/v1/cases", self.open_body(number),
                                        Idempotency_Key=str(number)).status)
            sender = threading.Thread(target=send)
            sender.start()
            wait_for("some load", lambda: len(answers) > 20)
            applied = self.program.must("apply", self.plan)
            during = len(answers)
            sender.join(300)
            self.assertEqual(answers, [201] * COMMANDS)
            self.assertLess(during, COMMANDS, "the load ended before the change did")
            self.assertIn(", 0 left as they are", applied.out)
        told = json.loads(self.program.must("plan", self.workflows, "-o", "json").out)
        self.assertEqual((told["cases"], told["changes"]), (CASES + COMMANDS, 0))
        self.program.must("audit", "verify")


if __name__ == "__main__":
    unittest.main(verbosity=2)
