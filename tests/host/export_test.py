#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `case export` holds all that is held about one person, and no more than whoever asks may
see; both are logged as they should be. Method: the shipped workflows on a store of two people, one
of them with a fact that a label protects."""
import json
import pathlib
import tempfile
import unittest

from programs import SOURCE, START, Program, newest_build

DIRECTORY = SOURCE / "examples" / "caseload" / "directory.csv"


class Export(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-export-")
        self.addCleanup(folder.cleanup)
        store = pathlib.Path(folder.name) / "store.db"
        self.program = Program(store, START, newest_build() / "throughgate")
        self.program.must("apply", SOURCE / "workflows")
        self.program.must("import", "staff", DIRECTORY)
        for noms in ("A0001AA", "A0002AA"):
            self.program.must("case", "open", "--noms", noms, "prison=ZZI", "ro_team=N03SWM1",
                              "release=2026-12-18", "--assign", "ro=P509", "--assign", "pom=P509",
                              "--as", "P509")
        self.program.must("case", "send", "TG-000001", "screen.done", "--set",
                          "needs.summary=somewhere to live", "--as", "P509",
                          "--reason", "she asked")

    def export(self, *more):
        ended = self.program.must("case", "export", "A0001AA", "--reason", "request 12", *more)
        return json.loads(ended.out), ended

    def test_all_that_is_held_stands_in_one_document(self):
        document, ended = self.export()
        self.assertEqual(document["case"]["case"], "TG-000001")
        self.assertEqual(document["case"]["noms"], "A0001AA")
        self.assertEqual(document["purpose"], "request 12")
        self.assertIn("somewhere to live", json.dumps(document["known"]))
        shown = self.program.must("-o", "json", "case", "history", "TG-000001", "--limit", "9999")
        self.assertEqual(document["history"], json.loads(shown.out))
        self.assertIn("she asked", [each["reason"] for each in document["history"]])
        self.assertIn("what is about other people", ended.err)
        for other in ("A0002AA", "TG-000002"):
            self.assertNotIn(other, json.dumps(document))

    def test_who_read_the_case_stands_in_it_for_whoever_may_read_the_store(self):
        self.program.must("case", "show", "TG-000001", "--as", "P509", "--reason", "supervision")
        document, _ = self.export()
        self.assertIn(("P509", "supervision"),
                      [(each["person"], each["purpose"]) for each in document["reads"]])

    def test_as_a_member_of_staff_it_holds_what_they_may_see_and_is_logged(self):
        document, _ = self.export("--as", "P509")
        self.assertNotIn("reads", document)
        reads = json.loads(self.program.must("-o", "json", "audit", "reads", "TG-000001").out)
        self.assertIn(("P509", "request 12"),
                      [(each["person"], each["purpose"]) for each in reads])

    def test_a_case_that_is_closed_to_them_is_refused_and_nothing_is_given(self):
        ended = self.program("case", "export", "TG-000001", "--reason", "why", "--as", "S202")
        self.assertEqual(ended.code, 3, ended.err)
        self.assertEqual(ended.out, "")
        self.assertEqual(self.program("case", "export", "TG-000001").code, 2)
        self.assertNotEqual(self.program("case", "export", "A9999AA", "--reason", "x").code, 0)


if __name__ == "__main__":
    unittest.main()
