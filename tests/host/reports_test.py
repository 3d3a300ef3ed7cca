#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the figures of `report` are those of the cases, of the HTTP API and of the pages; what an
inspector takes away can be verified, and says what was known on a day.

Method: the shipped workflows in a store at a fixed virtual time, invented people; the figures are
counted here again from `case list` and `handoff list`.
"""
import csv
import io
import json
import pathlib
import tempfile
import unittest

from http_server import serve_demo
from programs import SOURCE, Program, newest_build
from transcript import Case

START = "2026-11-02T09:00:00Z"
LATER = "2026-11-30T09:00:00Z"
PROGRAM = newest_build() / "throughgate"
KINDS = ["caseload", "workload", "handoffs", "unreachable", "inspection", "releases", "states"]


def person(number, release, risk, officer="S01"):
    manager = {"code": officer, "unallocated": False} if officer else {"unallocated": True}
    return {"prisonerNumber": f"A900{number}ZZ", "crn": f"X90000{number}", "gender": "Male",
            "prisonId": "ZZA", "cellLocation": "B-2-014", "confirmedReleaseDate": release,
            "receptionDate": "2026-11-01", "sentenceStartDate": "2026-10-30",
            "sentenceExpiryDate": "2027-05-01", "communityTeam": "N03A",
            "communityManager": manager, "prisonManager": {"code": "S04"}}


PEOPLE = [person(1, "2026-11-26", "high"), person(2, "2026-11-19", "low"),
          person(3, "2026-11-20", "medium", "S02"), person(4, "2027-03-01", "low", None)]


class Reports(Case):
    prepared = None

    def setUp(self):
        super().setUp()
        self.store = self.folder / "store.db"
        self.program = Program(self.store, START, PROGRAM)
        if Reports.prepared is None:
            self.prepare()
            Reports.prepared = self.store.read_bytes()
        self.store.write_bytes(Reports.prepared)

    def prepare(self):
        self.publish(definitions=SOURCE / "workflows")
        records = self.folder / "people.json"
        records.write_text(json.dumps({"content": PEOPLE}), encoding="utf-8")
        self.program.must("import", "prisoners", records)
        for case in ("TG-000001", "TG-000003"):
            self.program.must("case", "send", case, "screen.done", "--set",
                              "needs.summary=somewhere to live", "--as", "S04")

    def json(self, *arguments, program=None):
        return json.loads((program or self.program).must("-o", "json", *arguments).out)

    def report(self, kind, *options, program=None):
        return self.json("report", kind, *options, program=program)

    @staticmethod
    def figures(report):
        return {each["id"]: each["value"] for each in report["figures"]}

    @staticmethod
    def rows(report, table):
        return next(each["rows"] for each in report["tables"] if each["id"] == table)

    def cases(self):
        return [each for each in self.json("case", "list") if each["state"] != "closed"]

    def test_the_caseload_is_that_of_the_cases(self):
        cases, report = self.cases(), self.report("caseload")
        self.assertEqual(self.figures(report)["cases"], len(cases))
        held = {each["person"]: each["cases"] for each in self.rows(report, "people")}
        self.assertEqual(held["S01"], sum(each["officer"] == "S01" for each in cases))
        self.assertEqual(held["S02"], 1)
        self.assertEqual(held["S04"], len(cases))
        one = self.report("caseload", "--person", "S01")
        self.assertEqual({each["case"] for each in self.rows(one, "cases")},
                         {each["case"] for each in cases if each["officer"] == "S01"})

    def test_points_follow_risk_and_phase(self):
        before = self.rows(self.report("workload", "--person", "S01"), "people")[0]
        self.assertEqual(before["points"], 2 * 3)  # not known yet: 3 each, in custody: once
        self.assertEqual(before["available"], 180)
        self.program.must("case", "send", "TG-000001", "risk.changed", "--set", "risk.rosh=high",
                          "--as", "S01")
        after = self.rows(self.report("workload", "--person", "S01"), "people")[0]
        self.assertEqual(after["points"], 5 + 3)

    def test_a_case_that_nobody_has_is_named_with_the_role(self):
        report = self.report("workload")
        lacking = [(each["case"], each["role"]) for each in self.rows(report, "unallocated")]
        self.assertEqual(lacking, [("TG-000004", "ro")])
        self.assertEqual(self.figures(report)["unallocated"], 1)

    def test_releases_a_day_show_the_thursdays(self):
        report = self.report("workload", "--from", "2026-11-16", "--to", "2026-11-29")
        days = {each["day"]: each for each in self.rows(report, "days")}
        self.assertEqual(len(days), 14)
        self.assertEqual({day for day, each in days.items() if each["thursday"]},
                         {"2026-11-19", "2026-11-26"})
        self.assertEqual((days["2026-11-19"]["releases"], days["2026-11-20"]["releases"]), (1, 1))
        self.assertEqual(self.figures(report)["thursday_releases"], 2)
        self.assertEqual(self.figures(report)["releases"], 3)

    def test_the_calendar_of_releases_is_the_list_of_who_goes_out(self):
        days = ("--from", "2026-11-16", "--to", "2026-11-29")
        report = self.report("releases", *days)
        listed = self.json("report", "out", *days)["cases"]
        self.assertEqual([each["case"] for each in self.rows(report, "people")],
                         sorted((each["case"] for each in listed),
                                key=lambda case: next(each["release"] for each in listed
                                                      if each["case"] == case)))
        missing = {each["case"]: len(each["missing"]) for each in listed}
        self.assertEqual({each["case"]: each["missing"] for each in self.rows(report, "people")},
                         missing)

    def test_the_board_counts_the_open_handoffs(self):
        report, listed = self.report("handoffs"), self.json("handoff", "list")
        self.assertGreater(len(listed), 0)
        self.assertEqual(self.figures(report)["open"], len(listed))
        self.assertEqual(sum(each["handoffs"] for each in self.rows(report, "board")), len(listed))
        self.assertEqual({(each["case"], each["number"]) for each in self.rows(report, "handoffs")},
                         {(each["case"], each["number"]) for each in listed})

    def test_a_table_leaves_as_csv_and_nothing_in_it_is_a_formula(self):
        out = self.program.must("report", "caseload", "--csv", "people").out
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual({each["person"] for each in rows}, {"S01", "S02", "S04"})
        refused = self.program("report", "caseload", "--csv", "persons")
        self.assertEqual(refused.code, 2)
        self.assertIn("there is people", refused.err)

    def test_what_is_not_sound_is_refused(self):
        for options, words in ((["--from", "2026-11-29", "--to", "2026-11-16"], "before the first"),
                               (["--sort", "pints"], "no column 'pints'"),
                               (["--limit", "0"], "between 1 and 10000"),
                               (["--from", "friday"], "--from")):
            refused = self.program("report", "workload", *options)
            self.assertEqual(refused.code, 2, refused)
            self.assertIn(words, refused.err)

    def release_two(self):
        """Two leave; one of them is only recorded on the last day."""
        early = Program(self.store, "2026-11-19T10:00:00Z", PROGRAM)
        early.must("case", "send", "TG-000002", "released", "--set",
                   "gate_time=2026-11-19T09:30:00Z", "--at", "2026-11-19T09:30:00Z",
                   "--as", "S04")
        late = Program(self.store, LATER, PROGRAM)
        late.must("case", "send", "TG-000003", "released", "--set",
                  "gate_time=2026-11-20T09:30:00Z", "--at", "2026-11-20T09:30:00Z",
                  "--as", "S04")
        return late

    def test_an_inspection_says_what_was_known_on_a_day(self):
        later = self.release_two()
        days = ("--from", "2026-11-16", "--to", "2026-11-29")
        now = self.report("inspection", *days, program=later)
        then = self.report("inspection", *days, "--known-on", "2026-11-20", program=later)
        self.assertEqual(self.figures(now)["population"], 2)
        self.assertEqual(self.figures(then)["population"], 1)
        again = Program(self.store, "2026-12-07T09:00:00Z", PROGRAM)
        self.assertEqual(self.report("inspection", *days, "--known-on", "2026-11-20",
                                     program=again)["tables"], then["tables"])

    def test_a_seed_draws_the_same_sample_and_the_denominator_stands_beside_it(self):
        later = self.release_two()
        options = ("--from", "2026-11-16", "--to", "2026-11-29", "--sample", "1")
        drawn = {seed: self.rows(self.report("inspection", *options, "--seed", seed,
                                             program=later), "sample")[0]["case"]
                 for seed in map(str, range(1, 9))}
        self.assertEqual(set(drawn.values()), {"TG-000002", "TG-000003"})
        report = self.report("inspection", *options, "--seed", "1", program=later)
        self.assertEqual(self.rows(report, "sample")[0]["case"], drawn["1"])
        self.assertEqual((self.figures(report)["population"], self.figures(report)["sampled"]),
                         (2, 1))

    def test_what_an_inspector_takes_away_is_verified_and_a_change_is_found(self):
        later = self.release_two()
        report = self.report("inspection", "--from", "2026-11-16", "--to", "2026-11-29",
                             program=later)
        file = self.folder / "inspection.json"
        file.write_text(json.dumps(report), encoding="utf-8")
        self.assertEqual(later("report", "verify", file).code, 0)
        changed = json.loads(json.dumps(report))
        changed["figures"][0]["value"] += 1
        file.write_text(json.dumps(changed), encoding="utf-8")
        refused = later("report", "verify", file)
        self.assertEqual(refused.code, 2)
        self.assertIn("the report was changed", refused.err)
        file.write_text(json.dumps(report), encoding="utf-8")
        self.store.write_bytes(Reports.prepared)  # the log lost what the report rests on
        lost = self.program("report", "verify", file)
        self.assertEqual(lost.code, 1)
        self.assertIn("is not there any more", lost.out)
        self.assertIn("is not in this store", lost.out)


class OverHttp(unittest.TestCase):
    def test_the_api_gives_the_same_figures(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-reports-") as folder:
            with serve_demo(pathlib.Path(folder)) as server:
                call = server.caller()
                for kind in KINDS:
                    answer = call("GET", f"/api/v1/reports/{kind}")
                    self.assertEqual(answer.status, 200, answer)
                    self.assertEqual(answer.json["report"], kind)
                refused = call("GET", "/api/v1/reports/workload?sort=pints")
                self.assertEqual(refused.status, 400, refused)


if __name__ == "__main__":
    unittest.main()
