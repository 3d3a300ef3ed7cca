#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: over HTTP, too, a closed case is erased only when two people do so in their own names, and
then no answer of the server tells of its person any more.
Method: a live server on the shipped workflows; tokens that act as different members of staff."""
import json
import pathlib
import tempfile
import unittest

from http_server import make_token, serve_live
from programs import SOURCE, Program, directory

PERSON = "A7654ZZ"
REASON = {"reason": "kept for as long as the schedule says"}
OPEN = {"person": {"noms": PERSON, "crn": "X765432"},
        "facts": {"prison": "ZZA", "ro_team": "N03A", "release": "2036-12-18",
                  "supervised": False},
        "assignments": {"ro": "S01"}}


class Erasure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.program = Program(pathlib.Path(cls.folder.name) / "live.db")
        cls.program.must("apply", SOURCE / "workflows")
        staff = pathlib.Path(cls.folder.name) / "staff.csv"
        staff.write_text(directory(), encoding="utf-8")
        cls.program.must("import", "staff", staff)
        tokens = {name: make_token(cls.program, "--actor", name, "--role", "operator",
                                   "--name", name.lower()) for name in ("S06", "S09")}
        tokens["reader"] = make_token(cls.program, "--actor", "S03", "--role", "caseworker")
        tokens["service"] = make_token(cls.program, "--role", "operator", "--name", "feed")
        cls.server = serve_live(cls.program)
        cls.by = {name: cls.server.caller(token) for name, token in tokens.items()}

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def setUp(self):
        self.keys = 0

    def open(self):
        answer = self.post("service", "/api/v1/cases", OPEN)
        self.assertEqual(answer.status, 201, answer)
        self.path = f"/api/v1/cases/{answer.json['case']}"
        return answer.json["case"]

    def open_and_close(self):
        reference = self.open()
        answer = self.post("service", self.path + "/events", {"event": "died"})
        self.assertEqual(answer.status, 200, answer)
        return reference

    def post(self, who, path, body):
        self.keys += 1
        key = f"{self.id()}-{self.keys}"[-60:]
        return self.by[who]("POST", path, body, Idempotency_Key=key)

    def erase(self, who, body=None):
        return self.by[who]("POST", self.path + "/erasure", body or REASON)

    def test_two_people_erase_a_case_and_nothing_tells_of_its_person(self):
        reference = self.open_and_close()
        asked = self.erase("S06")
        self.assertEqual((asked.status, asked.json["erased"], asked.json["asked_by"]),
                         (200, False, "S06"))
        self.assertGreater(asked.json["entries"], 2)
        self.assertEqual(self.by["service"]("GET", self.path).status, 200)
        done = self.erase("S09")
        self.assertEqual((done.status, done.json["erased"], done.json["asked_by"]),
                         (200, True, "S06"))
        self.assertEqual(self.by["service"]("GET", self.path).code, "not-found")
        found = self.by["service"]("POST", "/api/v1/cases/find", {"noms": PERSON})
        self.assertEqual(found.json["items"], [])
        told = ""
        for path in ("/api/v1/cases", self.path + "/history", self.path + "/facts",
                     "/api/v1/changes?limit=500", "/api/v1/reads?limit=1000"):
            told += str(self.by["service"]("GET", path))
        self.assertNotIn(PERSON, told)
        self.assertNotIn("X765432", told)
        rows = self.by["service"]("GET", "/api/v1/changes?limit=500").json["items"]
        self.assertIn((reference, "erased"), [(row["case"], row["kind"]) for row in rows])
        self.assertEqual(self.program.must("audit", "verify").code, 0)

    def test_one_person_cannot_do_both(self):
        self.open_and_close()
        self.assertEqual(self.erase("S06").json["erased"], False)
        again = self.erase("S06")
        self.assertEqual((again.status, again.code), (422, "refused"))
        self.assertIn("another person", again.json["detail"])
        self.assertEqual(self.by["service"]("GET", self.path).status, 200)
        self.assertEqual(self.erase("S09").json["erased"], True)

    def test_what_was_asked_for_is_withdrawn(self):
        self.open_and_close()
        self.assertEqual(self.erase("S06").status, 200)
        withdrawn = self.by["S09"]("POST", self.path + "/erasure/withdrawal", REASON)
        self.assertEqual(withdrawn.status, 204)
        nothing = self.by["S09"]("POST", self.path + "/erasure/withdrawal", REASON)
        self.assertEqual((nothing.status, nothing.code), (422, "refused"))
        self.assertEqual(self.erase("S09").json["asked_by"], "S09")
        self.assertEqual(self.erase("S06").json["erased"], True)

    def test_it_is_refused_for_an_open_case_without_a_reason_and_to_whoever_may_not(self):
        self.open()
        still_open = self.erase("S06")
        self.assertEqual((still_open.status, still_open.code), (422, "refused"))
        self.post("service", self.path + "/events", {"event": "died"})
        self.assertEqual(self.erase("S06", {"reason": " "}).code, "refused")
        self.assertEqual(self.erase("S06", {"reason": "x", "by": "S09"}).code, "invalid")
        self.assertEqual(self.erase("service").code, "refused")
        self.assertEqual(self.erase("reader").status, 403)
        history = json.dumps(self.by["service"]("GET", self.path + "/history").json)
        self.assertNotIn("erasure.asked", history)
        self.assertEqual(self.erase("S09").json["erased"], False)
        self.assertEqual(self.erase("S06").json["erased"], True)

    def test_the_log_of_the_server_names_nobody(self):
        self.open_and_close()
        self.erase("S06")
        self.erase("S09")
        self.server.record(operation="eraseCase")
        for words in (PERSON, "X765432", REASON["reason"]):
            self.assertNotIn(words, self.server.talk())


if __name__ == "__main__":
    unittest.main()
