#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what `check --format sarif` writes is SARIF 2.1.0 by its JSON schema.

Method: npm `ajv` with the schema out of @microsoft/jest-sarif (version 2.1.0-rtm.5, the text of the
OASIS standard) over reports with faults, fixes, related places and ignored warnings, without any,
of files that cannot be read; and over spoilt reports, which must be refused.
"""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from programs import BUILD, SMALL, SOURCE, Program, newest_build

INSTALLED = pathlib.Path(os.environ.get("TG_NPM", BUILD.parent / "npm"))
PATHWAY = pathlib.Path("accommodation") / "pathway.yaml"


def faults_of(reports):
    if not (INSTALLED / "node_modules" / "@microsoft" / "jest-sarif").is_dir():
        raise AssertionError("the npm tool @microsoft/jest-sarif is not installed; `./dev test` "
                             f"installs it into {INSTALLED}")
    ended = subprocess.run(["node", SOURCE / "tests" / "host" / "npm" / "sarif.mjs", INSTALLED],
                           input=json.dumps(reports), capture_output=True, text=True, timeout=120,
                           check=False)
    if ended.returncode != 0:
        raise AssertionError(ended.stderr)
    return json.loads(ended.stdout)


class Sarif(unittest.TestCase):
    def report(self, *edits, roles="", extra=None):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-sarif-")
        self.addCleanup(folder.cleanup)
        workflows = pathlib.Path(folder.name) / "wörk flows"
        shutil.copytree(SMALL, workflows)
        path = workflows / PATHWAY
        text = path.read_text(encoding="utf-8")
        for old, new in edits:
            self.assertIn(old, text)
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        common = workflows / "common" / "roles.yaml"
        text = common.read_text(encoding="utf-8").replace(
            "roles:\n", roles + "roles:\n  spare: {side: community, label: Spare}\n", 1)
        common.write_text(text, encoding="utf-8")
        if extra is not None:
            (workflows / "odd").mkdir()
            (workflows / "odd" / "pathway.yaml").write_bytes(extra)
        program = Program(pathlib.Path(folder.name) / "none.db",
                          path=newest_build() / "throughgate")
        ended = program("check", workflows, "--strict", "--format", "sarif")
        return json.loads(ended.out)

    def faulty(self):
        return self.report(
            ("detained: on_hold", "detained: on_holt"),
            ("message: withdrawn}", "message: check_chase}"),
            roles="ignore: [{rule: TG0819, because: Kept for the next pathway.}]\n")

    def test_reports_with_and_without_findings_fit_the_schema(self):
        reports = [self.faulty(), self.report(), self.report(extra=b"\xff\xfe\x00"),
                   self.report(extra=b"a: [" * 300), self.report(extra="états: {".encode())]
        self.assertTrue(all(each["runs"][0]["results"] for each in reports[2:]))
        self.assertEqual(faults_of(reports), [None] * len(reports))

    def test_a_report_with_a_fix_is_among_them(self):
        results = self.faulty()["runs"][0]["results"]
        self.assertTrue(any("fixes" in each for each in results))
        self.assertTrue(any("suppressions" in each for each in results), results)

    def test_what_is_spoilt_is_refused(self):
        report = self.faulty()
        spoilt = [copy.deepcopy(report) for _ in range(5)]
        spoilt[0]["version"] = "2.0.0"
        del spoilt[1]["runs"][0]["tool"]
        spoilt[2]["runs"][0]["results"][0]["level"] = "fatal"
        spoilt[3]["runs"][0]["results"][0]["colour"] = "red"
        region = spoilt[4]["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        region["region"] = {"startLine": 0}
        self.assertTrue(all(faults_of(spoilt)), faults_of(spoilt))


if __name__ == "__main__":
    unittest.main()
