#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the shipped rules give what services publish as tests of their own rules, quickly, and say
why. Method: every case of tests/golden/rules/cases through `throughgate eval --batch`; one case of
each rule explained on a golden page; input that is wrong."""
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("TG_BUILD_DIR", SOURCE / "build" / "release"))
CASES = SOURCE / "tests/golden/rules/cases"
CALENDARS = CASES / "calendars.json"
EXPLANATIONS = SOURCE / "tests/golden/rules/case-explanations.txt"
RELEASED = SOURCE / "build/release/throughgate"


def files():
    return [path for path in sorted(CASES.glob("*.json")) if path != CALENDARS]


def cases():
    return [case for path in files() for case in json.loads(path.read_text())["cases"]]


def eval_batch(paths, *more, program=BUILD / "throughgate"):
    batch = [word for path in paths for word in ("--batch", str(path))]
    return subprocess.run(
        [str(program), "eval", *batch, "--calendars", str(CALENDARS), "--rules",
         str(SOURCE / "workflows/common/rules"), *more], capture_output=True, text=True)


def eval_one(expression, facts, *more):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(facts, file)
        file.flush()
        return subprocess.run(
            [str(BUILD / "throughgate"), "eval", expression, "--facts", file.name, "--workflows",
             str(SOURCE / "workflows"), *more], capture_output=True, text=True)


def answer(case):
    """What one case gives, as its line."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"family": "own", "cases": [case]}, file)
        file.flush()
        ran = eval_batch([file.name])
        return json.loads(ran.stdout), ran


class PublishedCases(unittest.TestCase):
    def test_all_agree(self):
        ran = eval_batch(files())
        self.assertEqual(ran.stderr, "")
        self.assertEqual(ran.returncode, 0)
        answers = {line["id"]: line for line in map(json.loads, ran.stdout.splitlines())}
        self.assertEqual(len(answers), len(cases()))
        self.assertGreaterEqual(len(answers), 578)
        wrong = [f"{case['id']}: {case['expected']} is published, not {answers[case['id']]}"
                 for case in cases() if answers[case["id"]].get("value") != case["expected"]]
        self.assertEqual(wrong, [], "\n".join(wrong))

    def test_a_rule_stands_for_every_name(self):
        named = "\n".join(path.read_text() for path in SOURCE.glob("workflows/common/rules/*.yaml"))
        for name in sorted({case["rule"] for case in cases()}):
            self.assertIn(f"- rule: {name}\n", named)

    @unittest.skipUnless(RELEASED.exists(), "no release build")
    def test_the_released_program_takes_less_than_a_second(self):
        started = time.monotonic()
        ran = eval_batch(files(), program=RELEASED)
        self.assertEqual(ran.returncode, 0)
        self.assertLess(time.monotonic() - started, 1.0)

    def test_each_rule_explains_itself(self):
        chosen = {}
        for case in cases():
            known = chosen.get(case["rule"])
            if known is None or (known["expected"] is None and case["expected"] is not None):
                chosen[case["rule"]] = case
        ran = eval_batch(files(), "--explain")
        lines = {line["id"]: line for line in map(json.loads, ran.stdout.splitlines())}
        page = ""
        for rule, case in sorted(chosen.items()):
            inputs = ", ".join(f"{name} {json.dumps(value)}"
                               for name, value in case["inputs"].items())
            told = lines[case["id"]]["explanation"].replace("\n", "\n  ")
            page += f"{rule}: {inputs}\n  {told}\n\n"
        self.assertGreaterEqual(len(chosen), 40)
        if os.environ.get("TG_UPDATE") == "1":
            EXPLANATIONS.write_text(page)
        self.assertEqual(page, EXPLANATIONS.read_text())


class Cases(unittest.TestCase):
    """Answers that no published case asks for."""

    def value(self, rule, calendar=None, **inputs):
        line, ran = answer({"id": "own", "rule": rule, "calendar": calendar, "inputs": inputs})
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        return line["value"]

    def test_working_days_keep_the_wall_time_over_a_clock_change(self):
        for created, due in (("2023-03-24T11:00:00Z", "2023-03-31T10:00:00Z"),
                             ("2023-10-27T10:00:00Z", "2023-11-03T11:00:00Z"),
                             ("2023-03-24T12:59:59Z", "2023-03-31T11:59:59Z"),
                             ("2023-03-24T13:00:00Z", "2023-04-03T08:00:00Z")):
            self.assertEqual(self.value("cas1_short_notice_assessment", "none",
                                        created_at=created, variant="own"), due)

    def test_emergencies_are_elapsed_hours(self):
        self.assertEqual(self.value("cas1_emergency_assessment", "none",
                                    created_at="2023-10-27T10:00:00Z", variant="own"),
                         "2023-10-27T12:00:00Z")

    def test_a_gap_and_an_overlap_name_both_offsets(self):
        gap = self.value("london_local_to_offset", local="2008-03-30T01:30:00")
        self.assertEqual(gap, {"kind": "gap", "offsets": [0, 60],
                               "transition_instant": "2008-03-30T01:00:00Z"})
        overlap = self.value("london_local_to_offset", local="2008-10-26T01:30:00")
        self.assertEqual(overlap["offsets"], [60, 0])

    def test_month_ends_clamp_and_do_not_stick(self):
        self.assertEqual(self.value("offset", date="2026-09-30", unit="months", n=-8), "2026-01-30")
        self.assertEqual(self.value("offset", date="2028-02-29", unit="years", n=-1), "2027-02-28")
        end = self.value("handover_date", sentence_start_date="2020-01-01",
                         earliest_release_date="2026-10-31", early_allocation=False,
                         indeterminate=False, open_conditions=False, determinate_parole=False)
        self.assertEqual(end, {"handover_date": "2026-02-14", "reason": "determinate"})

    def test_a_term_from_the_first_with_days_ends_after_whole_months(self):
        end = self.value("period_end_inclusive", start="2021-03-01",
                         duration={"months": 1, "days": 3})
        self.assertEqual(end["end"], "2021-04-03")

    def test_absent_dates_give_no_answer(self):
        self.assertIsNone(self.value("hard_stop_date", licence_start_date=None, kind="CRD"))
        self.assertFalse(self.value("pre_release_window", today="2024-05-08", release_date=None,
                                    days=84))

    def test_wrong_input_is_told_with_what_is_wanted(self):
        line, ran = answer({"id": "own", "rule": "hard_stop_date", "calendar": "nowhere",
                            "inputs": {}})
        self.assertIn("no calendar 'nowhere'", line["error"])
        self.assertEqual(ran.returncode, 1)
        line, _ = answer({"id": "own", "rule": "hard_stop_dat", "calendar": None, "inputs": {}})
        self.assertIn("did you mean 'hard_stop_date'?", line["error"])
        line, _ = answer({"id": "own", "rule": "responsibility", "calendar": None,
                          "inputs": {"handover_date": "1 May", "start_date": 3}})
        self.assertIn("input 'handover_date': a day, as 2026-03-17 is wanted", line["error"])
        self.assertIn("input 'start_date'", line["error"])


class Expressions(unittest.TestCase):
    def test_a_date_with_its_explanation(self):
        ran = eval_one("10 working days before release", {"release": "2026-04-10"}, "--calendar",
                       "england-and-wales", "--explain")
        self.assertEqual(ran.stdout, "2026-03-25\nWed 25 Mar 2026: 10 working days before release "
                         "on Fri 10 Apr 2026, skipping Good Friday on Fri 3 Apr 2026 and Easter "
                         "Monday on Mon 6 Apr 2026\n")

    def test_a_condition_at_a_given_time(self):
        ran = eval_one("today is after 12 weeks before release", {"release": "2026-06-01"},
                       "--now", "2026-03-17T09:00:00Z")
        self.assertEqual((ran.returncode, ran.stdout), (0, "true\n"))

    def test_what_is_not_known_is_waited_for(self):
        ran = eval_one("2 days after release", {"release": None})
        self.assertEqual((ran.stdout, ran.stderr), ("not known\n", "waits for release\n"))

    def test_a_fault_is_told_with_its_place(self):
        ran = eval_one("2 hours after release", {"release": "2026-06-01"})
        self.assertEqual(ran.returncode, 2)
        self.assertIn("expression:1:3: error[TG0311]", ran.stderr)

    def test_a_named_rule_reads_the_facts(self):
        ran = eval_one("rule hard_stop_date", {"licence_start_date": "2024-05-18", "kind": "CRD"},
                       "--calendar", "england-and-wales")
        self.assertEqual(ran.stdout, "2024-05-15\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
