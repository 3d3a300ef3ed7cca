#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the pages of figures show what `throughgate report` says, for the same person; filters,
downloads and what is not sound behave; operators have their pages and nobody else does.

Method: a running server on a live store with some cases; every figure of the command is looked for
on the page, beside its title.
"""
import json
import tempfile
import unittest

from console_site import clerk_of, open_case, serve_live, signed_in, with_users

PAGES = {"caseload": "/people", "workload": "/workload", "handoffs": "/handoffs",
         "releases": "/releases", "unreachable": "/unreachable", "inspection": "/inspection"}
CASES = 5


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="throughgate-figures-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.program = with_users(cls.temporary.name)
        clerk = clerk_of(cls.program)
        cls.server = serve_live(cls.program)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)
        for number in range(1, CASES + 1):
            open_case(cls.server, clerk, number=number)

    def report(self, kind, *options):
        return json.loads(self.program.must("-o", "json", "report", kind, *options).out)

    def test_a_page_shows_the_figures_of_the_command(self):
        compared = 0
        for user, person in (("aspen", "S01"), ("cedar", "S03"), ("dogwood", "S04")):
            browser = signed_in(self.server, user)
            for kind, path in PAGES.items():
                page = browser.get(path)
                self.assertEqual(page.status, 200, (user, path, page))
                for figure in self.report(kind, "--as", person)["figures"]:
                    self.assertIn(f"{figure['title']} {figure['value']} ", page.words + " ",
                                  (user, path))
                    compared += figure["value"] > 0
        self.assertGreater(compared, 15)

    def test_each_row_of_the_command_is_a_row_of_the_page(self):
        browser = signed_in(self.server, "aspen")
        for kind in ("caseload", "handoffs"):
            words = browser.get(PAGES[kind]).words
            for table in self.report(kind, "--as", "S01")["tables"]:
                self.assertIn(table["title"], words)
                for row in table["rows"]:
                    self.assertIn(str(row[table["columns"][0]["id"]]), words)

    def test_a_table_is_taken_away_as_csv_and_everything_as_json(self):
        browser = signed_in(self.server, "aspen")
        taken = browser.get("/reports/handoffs/handoffs.csv")
        self.assertEqual(taken.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertIn("attachment", taken.headers["Content-Disposition"])
        self.assertEqual(taken.text.splitlines()[0].split(",")[:3], ["case", "number", "name"])
        whole = json.loads(browser.get("/reports/workload/report.json").text)
        told = self.report("workload", "--as", "S01")
        self.assertEqual(whole["figures"], told["figures"])
        self.assertEqual(browser.get("/reports/workload/nothing.csv").status, 404)
        self.assertEqual(browser.get("/reports/nothing/report.json").status, 404)

    def test_what_an_inspector_takes_from_the_page_is_verified(self):
        taken = signed_in(self.server, "cedar").get("/reports/inspection/report.json").text
        file = self.program.store.parent / "inspection.json"
        file.write_text(taken, encoding="utf-8")
        self.assertEqual(self.program("report", "verify", file).code, 0)

    def test_a_day_that_is_none_is_told_at_its_field(self):
        page = signed_in(self.server, "aspen").get("/inspection?known_on=friday")
        self.assertEqual(page.status, 422)
        self.assertIn("'friday' is no day", page.words)
        self.assertIn('href="#known_on"', page.text)
        self.assertIn('value="friday"', page.text)

    def test_operators_have_pages_of_their_own(self):
        operator, officer = signed_in(self.server, "iris"), signed_in(self.server, "aspen")
        for path, words in (("/system", "Next date that fires"), ("/audit", "Who was given what"),
                            ("/definitions", "Live cases in each state")):
            page = operator.get(path)
            self.assertEqual(page.status, 200, (path, page))
            self.assertIn(words, page.words)
            self.assertEqual(officer.get(path).status, 403)
        self.assertIn("nothing of it was changed", operator.get("/audit?verify=yes").words)
        self.assertIn("S01", operator.get("/audit?person=S01").words)


if __name__ == "__main__":
    unittest.main()
