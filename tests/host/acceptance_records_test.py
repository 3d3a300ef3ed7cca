#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: acceptance tests 13 to 15 with the programs as they run: what a label protects is in no
notice, no line of a log, no entry of another system and no page for somebody without the label; who
collected, changed, saw and disclosed what, when and to whom is kept; two people linked as survivor
and perpetrator are linked by no search, list, export or error.

Method: definitions with planted labels, a running `throughgate serve` with mail into a folder and a
stand-in of another system; planted words that stand nowhere else are searched in all that came out.
"""
import json
import pathlib
import tempfile
import unittest

from http_server import make_token, serve_live
from ndelius import StandIn
from programs import SOURCE, Program, wait_for

LABELLED = SOURCE / "tests" / "support" / "definitions" / "labelled"
SECRET = "value-that-is-protected"
STAFF = """id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind
RO1,Officer Alder,ro1@example.invalid,,ro,N03A,,SPO1,,,person
SPO1,Manager Cherry,spo1@example.invalid,,spo,N03A,,,,,person
POM1,Officer Hazel,pom1@example.invalid,,pom,ZZA,,SPO1,,,person
AW1,Worker Gorse,aw1@example.invalid,,acc_worker,N03A,,SPO1,,,person
WW1,Worker Fern,ww1@example.invalid,,women_worker,N03A,,SPO1,,,person
"""
SURVIVOR = {"noms": "S1111SS", "crn": "X111111"}
PERPETRATOR = {"noms": "P2222PP", "crn": "X222222"}


class Protected(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-records-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = Program(self.folder / "live.db")
        self.program.must("apply", LABELLED)
        (self.folder / "staff.csv").write_text(STAFF, encoding="utf-8")
        self.program.must("import", "staff", self.folder / "staff.csv")
        self.tokens = {person: make_token(self.program, "--actor", person, "--role", "operator")
                       for person in ("RO1", "SPO1")}
        self.other = StandIn(self.folder)
        self.addCleanup(self.other.__exit__)
        self.server = serve_live(
            self.program, "--channel", "file-drop", "--set",
            f"file-drop.directory={self.folder / 'mail'}", "--upstream", "ndelius", "--set",
            f"ndelius.url={self.other.url}", "--set", "ndelius.retry_first_ms=100")
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller(self.tokens["RO1"])
        self.survivor = self.open(SURVIVOR, PERPETRATOR)
        self.perpetrator = self.open(PERPETRATOR, SURVIVOR)

    def open(self, person, linked):
        answer = self.call("POST", "/api/v1/cases", {
            "person": person, "assignments": {"ro": "RO1", "pom": "POM1"},
            "facts": {"prison": "ZZA", "ro_team": "N03A", "linked.person": linked["noms"],
                      "reason": "as the court said"}}, Idempotency_Key="open-" + person["noms"])
        self.assertEqual(answer.status, 201, answer)
        return answer.json["case"]

    def record_secret(self):
        event = {"source": "case-system", "id": "1", "at": "2026-06-01T10:00:00Z",
                 "person": {"nomsNumber": SURVIVOR["noms"]}, "event": "begin.sensitive_da",
                 "fields": {"plant.sensitive_da": SECRET}}
        answer = self.call("POST", "/api/v1/imports/events", json.dumps(event) + "\n",
                           Content_Type="application/x-ndjson")
        self.assertEqual(answer.json["applied"], 1, answer)

    def mails(self):
        return [mail.read_text(encoding="utf-8") for mail in (self.folder / "mail/new").glob("*")]

    def seen_by(self, person, *arguments):
        ended = self.program(*arguments, "--as", person)
        return ended.out + ended.err

    def test_a_protected_value_stays_where_its_label_is_held(self):
        self.record_secret()
        entries = self.other.holds(2)
        self.program.must("case", "break-glass", self.survivor, "--as", "AW1", "--reason",
                          "nobody else is in")
        wait_for("the notice of it", self.mails)
        self.assertIn(SECRET, self.seen_by("RO1", "case", "facts", self.survivor))
        pages = [self.seen_by("SPO1", "case", what, self.survivor)
                 for what in ("show", "history", "facts", "needs", "sheet")]
        pages += [self.seen_by("SPO1", "-o", "json", "case", "show", self.survivor),
                  self.seen_by("SPO1", "worklist", "RO1"),
                  self.seen_by("SPO1", "upstream", "items", "--case", self.survivor, "--all")]
        self.assertIn(self.survivor, "".join(pages))
        came_out = {"pages": pages, "notices": self.mails(), "log": [self.server.talk()],
                    "entries": [json.dumps(entries)]}
        for what, texts in came_out.items():
            self.assertEqual([text for text in texts if SECRET in text], [], what)

    def test_who_collected_changed_saw_and_disclosed_is_kept(self):
        self.record_secret()
        self.other.holds(2)
        self.seen_by("SPO1", "case", "show", self.survivor)
        self.seen_by("SPO1", "case", "sheet", self.survivor)
        self.seen_by("AW1", "case", "show", self.survivor)
        history = json.loads(self.program.must("-o", "json", "case", "history",
                                               self.survivor).out)
        collected = [entry for entry in history if "case-system" in entry["asserted_by"]]
        self.assertTrue(collected)
        self.assertTrue(all(entry["recorded"] and entry["kind"] for entry in history))
        opened = next(entry for entry in history if entry["kind"] == "case.opened")
        self.assertEqual(opened["actor"], "RO1")
        reads = wait_for("the entry as a disclosure", lambda: (lambda rows: rows if any(
            row["what"] == "entry in ndelius" for row in rows) else None)(json.loads(
                self.program.must("-o", "json", "audit", "reads", self.survivor).out)))
        kept = {(row["person"], row["kind"], row["what"]) for row in reads}
        self.assertLessEqual({("SPO1", "consultation", "case"),
                              ("SPO1", "disclosure", "release sheet"),
                              ("AW1", "refused", "case")}, kept)
        self.assertTrue(all(row["at"] and row["case"] == self.survivor for row in reads))
        sent = next(row for row in reads if row["what"] == "entry in ndelius")
        self.assertEqual((sent["kind"], sent["asserted_by"], sent["purpose"]),
                         ("disclosure", "upstream:ndelius", "Care asked for"))
        self.program.must("audit", "verify")

    def test_a_survivor_and_a_perpetrator_are_never_linked(self):
        self.other.holds(2)
        words = {PERPETRATOR["noms"], PERPETRATOR["crn"], self.perpetrator}
        about_survivor = [
            self.seen_by("SPO1", *command) for command in (
                ("case", "show", self.survivor), ("case", "history", self.survivor),
                ("case", "facts", self.survivor), ("-o", "json", "case", "facts", self.survivor),
                ("case", "needs", self.survivor), ("case", "sheet", self.survivor),
                ("case", "show", SURVIVOR["noms"]), ("handoff", "list", self.survivor),
                ("upstream", "items", "--case", self.survivor, "--all"),
                ("case", "send", self.survivor, "linked.person"))]
        about_survivor += [mail for mail in self.mails() if self.survivor in mail]
        about_survivor += [json.dumps(each) for each in self.other.entries()
                           if each["noms"] == SURVIVOR["noms"]]
        for text in about_survivor:
            self.assertEqual([word for word in words if word in text], [], text)
        self.assertIn(SURVIVOR["noms"], "".join(about_survivor))
        self.assertIn(PERPETRATOR["noms"], self.seen_by("RO1", "case", "facts", self.survivor))


if __name__ == "__main__":
    unittest.main()
