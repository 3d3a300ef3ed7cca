#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what a person may not see is not given to them over HTTP, whoever vouches for them, and
each look and each refusal is in the log of reads (scenario S9).
Method: a live server on a store of its own; tokens of persons, and a service's token that asks in
the name of its own users."""
import json
import pathlib
import tempfile
import unittest

from http_server import make_token, serve_live
from programs import SOURCE, Program, directory

LABELLED = SOURCE / "tests" / "support" / "definitions" / "labelled"
PLAIN = {"person": {"noms": "A0001AA", "crn": "X000001"},
         "facts": {"prison": "ZZA", "ro_team": "N03A", "release": "2036-10-01"},
         "assignments": {"ro": "S01", "pom": "S04"}}
LIMITED = {"person": {"noms": "Z9999ZZ", "crn": "X999999"},
           "facts": {"prison": "ZZA", "ro_team": "N03A", "release": "2036-10-01",
                     "limited_access": True},
           "assignments": {"ro": "S02", "pom": "S04"}}
PATH = "/api/v1/cases/TG-000002"


class Restricted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.program = Program(pathlib.Path(cls.folder.name) / "live.db")
        cls.program.must("apply", LABELLED)
        staff = pathlib.Path(cls.folder.name) / "staff.csv"
        staff.write_text(directory(), encoding="utf-8")
        cls.program.must("import", "staff", staff)
        officer = make_token(cls.program, "--actor", "S01", "--role", "caseworker")
        service = make_token(cls.program, "--role", "caseworker", "--name", "portal")
        feed = make_token(cls.program, "--role", "operator", "--name", "feed")
        cls.server = serve_live(cls.program)
        cls.officer = cls.server.caller(officer)
        cls.service = cls.server.caller(service)
        cls.feed = cls.server.caller(feed)
        for number, body in enumerate((PLAIN, LIMITED)):
            answer = cls.feed("POST", "/api/v1/cases", body, Idempotency_Key=f"open-{number}")
            assert answer.status == 201, answer

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def reads(self, **wanted):
        rows = self.feed("GET", "/api/v1/reads?limit=1000").json["items"]
        return [row for row in rows
                if all(row[name] == value for name, value in wanted.items())]

    def named(self, person, method="GET", path=PATH, body=None, **headers):
        return self.service(method, path, body, Throughgate_Person=person, **headers)

    # --- a case of limited access ----------------------------------------------------------------

    def test_it_is_a_bare_reference_in_lists_and_gone_from_filtered_ones(self):
        row = self.officer("GET", "/api/v1/cases").json["items"][1]
        self.assertEqual((row["case"], row["noms"], row["crn"]), ("TG-000002", "", ""))
        rows = self.officer("GET", "/api/v1/cases?prison=ZZA").json["items"]
        self.assertEqual([row["case"] for row in rows], ["TG-000001"])

    def test_a_search_by_number_finds_nobody(self):
        found = self.officer("POST", "/api/v1/cases/find", {"noms": "Z9999ZZ"})
        self.assertEqual(found.json["items"], [])
        self.assertEqual(len(self.officer("POST", "/api/v1/cases/find",
                                          {"noms": "A0001AA"}).json["items"]), 1)

    def test_its_link_is_forbidden_and_that_is_logged(self):
        for path in ("", "/history", "/facts", "/needs", "/sheet", "/handoffs/1",
                     "/handoffs/1/contact"):
            with self.subTest(path):
                answer = self.officer("GET", PATH + path)
                self.assertEqual((answer.status, answer.code), (403, "forbidden"))
                self.assertNotIn("Z9999ZZ", str(answer))
        self.assertGreaterEqual(
            len(self.reads(kind="refused", person="S01", case="TG-000002")), 7)

    def test_a_command_on_it_is_forbidden_and_that_is_logged(self):
        before = len(self.reads(kind="refused", what="command", case="TG-000002"))
        answer = self.officer("POST", PATH + "/events", {"event": "noted"}, Idempotency_Key="e1")
        self.assertEqual((answer.status, answer.code), (403, "forbidden"))
        answer = self.officer("POST", PATH + "/handoffs/1/acknowledge", {}, Idempotency_Key="e2")
        self.assertEqual((answer.status, answer.code), (403, "forbidden"))
        by_number = self.officer("POST", "/api/v1/events", Idempotency_Key="e3", body={
            "person": {"noms": "Z9999ZZ"}, "event": "noted"})
        nobody = self.officer("POST", "/api/v1/events", Idempotency_Key="e4", body={
            "person": {"noms": "Y8888YY"}, "event": "noted"})
        self.assertEqual((by_number.status, by_number.json["detail"]),
                         (nobody.status, nobody.json["detail"]))
        after = len(self.reads(kind="refused", what="command", case="TG-000002"))
        self.assertEqual(after, before + 3)

    def test_the_feed_of_changes_does_not_name_it(self):
        told = [row["case"] for row in self.officer("GET", "/api/v1/changes").json["items"]]
        self.assertIn("TG-000001", told)
        self.assertNotIn("TG-000002", told)
        self.assertIn("TG-000002", [row["case"] for row in
                                    self.feed("GET", "/api/v1/changes").json["items"]])

    def test_whoever_holds_a_role_on_it_sees_it(self):
        self.assertEqual(self.named("S02").json["noms"], "Z9999ZZ")

    def test_the_log_of_the_server_names_nobody(self):
        self.officer("GET", PATH)
        self.officer("POST", "/api/v1/cases/find", {"noms": "Z9999ZZ"})
        self.server.record(operation="findCase")
        for number in ("Z9999ZZ", "X999999", "A0001AA"):
            self.assertNotIn(number, self.server.talk())

    def test_glass_is_broken_with_a_reason_and_an_alert(self):
        glass = PATH + "/glass"
        refused = self.named("S05", "POST", glass, {"reason": " "})
        self.assertEqual((refused.status, refused.code), (422, "refused"))
        broken = self.named("S05", "POST", glass, {"reason": "taken ill in the night"})
        self.assertEqual((broken.status, broken.json["case"]), (200, "TG-000002"))
        self.assertEqual(self.named("S05").json["noms"], "Z9999ZZ")
        kinds = [each["kind"] for each in self.named("S05", path=PATH + "/history").json["items"]]
        self.assertIn("access.glass_broken", kinds)
        self.assertIn("notice.planned", kinds)
        row = self.reads(kind="break_glass")[0]
        self.assertEqual((row["person"], row["purpose"]), ("S05", "taken ill in the night"))

    # --- in whose name ---------------------------------------------------------------------------

    def test_a_service_asks_in_the_name_of_its_user(self):
        answer = self.named("S01", path="/api/v1/cases/TG-000001",
                            Throughgate_Purpose="release meeting")
        self.assertEqual(answer.status, 200)
        row = self.reads(purpose="release meeting")[0]
        self.assertEqual((row["person"], row["asserted_by"], row["kind"], row["what"]),
                         ("S01", "http:portal", "consultation", "case"))
        self.assertEqual(self.named("S01").code, "forbidden")

    def test_nobody_is_vouched_for_who_is_not_in_the_directory(self):
        self.assertEqual(self.named("S77", path="/api/v1/cases").code, "forbidden")

    def test_rights_that_a_service_asserts_stand_instead_of_the_directory(self):
        rights = {"establishments": ["ZZA"]}
        rows = self.named("anna", path="/api/v1/cases",
                          Throughgate_Rights=json.dumps(rights)).json["items"]
        self.assertEqual([row["noms"] for row in rows], ["A0001AA", ""])
        rights["cases"] = ["TG-000002"]
        answer = self.named("anna", Throughgate_Rights=json.dumps(rights))
        self.assertEqual(answer.json["noms"], "Z9999ZZ")
        row = self.reads(person="anna", case="TG-000002", kind="consultation")[0]
        self.assertEqual(row["asserted_by"],
                         "http:portal asserting establishments=ZZA cases=TG-000002")
        none = self.named("anna", path="/api/v1/cases", Throughgate_Rights="{}")
        self.assertEqual(none.json["items"], [])
        mine = self.named("anna", path="/api/v1/me/rights",
                          Throughgate_Rights=json.dumps({"roles": ["pom"], "teams": ["N03A"]}))
        self.assertEqual((mine.json["roles"], mine.json["teams"]), (["pom"], ["N03A"]))

    def test_every_fault_of_asserted_rights_is_told(self):
        answer = self.named("anna", Throughgate_Rights=json.dumps(
            {"roles": ["pom", "king"], "labels": ["secret"], "cases": ["2"]}))
        self.assertEqual((answer.status, answer.code), (400, "invalid"))
        for fault in ("'king'", "'secret'", "'2'"):
            self.assertIn(fault, answer.json["detail"])
        answer = self.named("", Throughgate_Rights='{"role": 1}')
        self.assertEqual((answer.status, answer.code), (400, "invalid"))
        wheres = {each["where"] for each in answer.json["errors"]}
        self.assertEqual(len(wheres), 2, answer)
        answer = self.named("anna", Throughgate_Rights="{")
        self.assertEqual((answer.status, answer.code), (400, "invalid"))

    def test_a_token_of_one_person_names_no_other(self):
        answer = self.officer("GET", "/api/v1/cases", Throughgate_Person="S02")
        self.assertEqual((answer.status, answer.code), (403, "not-allowed"))
        answer = self.officer("GET", "/api/v1/cases", Throughgate_Person="S01",
                              Throughgate_Rights='{"establishments": ["ZZA"]}')
        self.assertEqual((answer.status, answer.code), (403, "not-allowed"))
        self.assertEqual(self.officer("GET", "/api/v1/cases", Throughgate_Person="S01").status, 200)

    def test_nobody_in_particular_has_no_rights_of_their_own(self):
        self.assertEqual(self.feed("GET", "/api/v1/me/rights").code, "refused")
        self.assertEqual(self.feed("POST", PATH + "/glass", {"reason": "x"}).code, "refused")


if __name__ == "__main__":
    unittest.main()
