#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a manager gives cases that nobody has to an officer, page by page and without scripts; a
case that somebody changed meanwhile is left alone and said; sent twice it is done once.

Method: a running server on a live store with cases that no community officer holds.
"""
import html
import re
import tempfile
import unittest

from console_site import OPEN, clerk_of, serve_live, signed_in, with_users

PAGE = "/workload/allocate"


class Allocating(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-allocation-")
        cls.addClassCleanup(folder.cleanup)
        cls.program = with_users(folder.name)
        clerk = clerk_of(cls.program)
        cls.server = serve_live(cls.program)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)
        cls.call = staticmethod(cls.server.caller(clerk))
        cls.cases = [cls.open_case(number) for number in range(1, 5)]

    @classmethod
    def open_case(cls, number):
        body = {**OPEN, "person": {"noms": f"A9{number:03d}ZZ", "crn": f"X900{number:03d}"},
                "facts": {**OPEN["facts"], "ro_team": "N03A"}, "assignments": {"pom": "S04"}}
        answer = cls.call("POST", "/api/v1/cases", body, Idempotency_Key=f"open-{number}")
        assert answer.status == 201, answer
        return answer.json["case"]

    def officer(self, case):
        return self.call("GET", f"/api/v1/cases/{case}").json.get("officer", "")

    def ticked(self, page, case):
        """The value of a case's box, as the page has it."""
        return html.unescape(re.search(rf'value="({case} [0-9]+)"', page.text)[1])

    def checked(self, browser, cases, reason="she starts today"):
        page = browser.get(PAGE)
        self.assertEqual(page.status, 200, page)
        boxes = [self.ticked(page, case) for case in cases]
        return browser.send(page, PAGE, role="ro", person="", to="S01", reason=reason,
                            case=boxes), boxes

    def done(self, browser, check, boxes):
        return browser.send(check, PAGE, role="ro", person="", to="S01", confirmed="yes",
                            reason="she starts today", case=boxes)

    def test_cases_that_nobody_has_go_to_an_officer_with_a_reason(self):
        browser = signed_in(self.server, "cedar")
        page = browser.get(PAGE)
        self.assertIn("Those that nobody has", page.words)
        self.assertRegex(page.words, r"Officer Aspen \(S01\) \d+ of \d+ points used, \d+ cases")
        check, boxes = self.checked(browser, self.cases[:2])
        self.assertIn("Hand over 2 cases", check.words)
        self.assertEqual(self.officer(self.cases[0]) or "", "", "nothing is done before")
        answer = self.done(browser, check, boxes)
        self.assertIn("2 of 2 cases went to Officer Aspen (S01), who is asked", answer.words)
        for case in self.cases[:2]:
            self.assertEqual(self.officer(case), "S01")
            history = self.program.must("case", "history", case).out
            self.assertIn("she starts today", history)
        self.assertNotIn(self.cases[0], browser.get(PAGE).words)
        self.assertIn(self.cases[0], browser.get(PAGE + "?person=S01").words)
        again = self.done(browser, check, boxes)
        self.assertIn("2 of 2 cases", again.words, "sent twice it is done once")

    def test_somebody_who_is_not_in_the_directory_is_given_nothing(self):
        case = self.open_case(5)
        browser = signed_in(self.server, "cedar")
        page = browser.get(PAGE)
        box = self.ticked(page, case)
        answer = browser.send(page, PAGE, role="ro", person="", to="GHOST", confirmed="yes",
                              reason="made up", case=[box])
        self.assertEqual(answer.status, 400, answer)
        self.assertIn("GHOST cannot take them", answer.words)
        body = {"event": "ro.allocated", "assignments": {"ro": "GHOST"}}
        refused = self.call("POST", f"/api/v1/cases/{case}/events", body,
                            Idempotency_Key="ghost")
        self.assertEqual(refused.status, 422, refused)
        self.assertIn("no member of staff 'GHOST' is in the directory", str(refused.json))
        self.assertNotEqual(self.officer(case), "GHOST")

    def test_a_case_that_somebody_changed_meanwhile_is_left_alone_and_said(self):
        browser = signed_in(self.server, "cedar")
        check, boxes = self.checked(browser, self.cases[2:])
        other = {"event": "ro.allocated", "assignments": {"ro": "S02"}}
        taken = self.call("POST", f"/api/v1/cases/{self.cases[2]}/events", other,
                          Idempotency_Key="meanwhile")
        self.assertIn(taken.status, (200, 201), taken)
        answer = self.done(browser, check, boxes)
        self.assertIn("1 of 2 cases went to Officer Aspen (S01)", answer.words)
        self.assertIn("Somebody changed this case since you looked", answer.words)
        self.assertEqual(self.officer(self.cases[2]), "S02")
        self.assertEqual(self.officer(self.cases[3]), "S01")


if __name__ == "__main__":
    unittest.main()
