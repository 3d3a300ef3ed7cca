#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an operator sees what became of notices and decides about dead letters, at the command line
and over HTTP, and tries out who would be told without sending anything.

Method: a store whose staff have no addresses, so that a notice reaches nobody; the running program
gives up, and a named person waives one and tells the other again. `route` plays invented cases.
"""
import json
import pathlib
import re
import tempfile
import unittest

from http_server import make_token, serve_live
from programs import SOURCE, Program, directory, handover_definitions, wait_for

STAFF = SOURCE / "examples/caseload/directory.csv"
SCENE = {"at": "2027-01-11T10:00:00Z", "until": "2027-01-14T12:00:00Z",
         "people": {"ro": "S105", "pom": "P104"},
         "facts": {"prison": "ZZA", "ro_team": "N03SWM1", "nation": "england", "sex": "male",
                   "release": "2027-02-15"}}


class DeadLetters(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-notices-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.program = Program(self.folder / "store.db")
        self.program.must("apply", handover_definitions(
            self.folder / "definitions", "1 second after raised", "1 day after due"))
        staff = self.folder / "staff.csv"
        staff.write_text(re.sub(r"[sb]\d\d@example\.invalid", "", directory()), encoding="utf-8")
        self.program.must("import", "staff", staff)
        for number in (1, 2):
            self.program.must("case", "open", "--noms", f"A000{number}AA", "prison=ZZA",
                              "nation=england", "--assign", "ro=S01", "--assign", "pom=S04",
                              "--as", "S05")

    def listed(self, *arguments):
        return json.loads(self.program.must("-o", "json", "notice", "list", *arguments).out)

    def give_up(self):
        child = self.program.start("run", "--channel", "file-drop", "--set",
                                   f"file-drop.directory={self.folder / 'mail'}")
        self.addCleanup(child.__exit__)
        dead = wait_for("two dead letters", lambda: len(self.listed()) >= 2 and self.listed(), 60)
        self.assertEqual(child.terminate(), 0, child.talk())
        return dead

    def test_a_named_person_decides_at_the_command_line(self):
        first, second = [each["effect"] for each in self.give_up()]
        shown = json.loads(self.program.must("-o", "json", "notice", "show", first).out)
        self.assertEqual(shown["standing"], "failed")
        self.assertIn("nobody could be told", shown["detail"])
        self.assertIsNotNone(shown["incident"])
        self.assertEqual(self.program("notice", "waive", first, "--as", "S03").code, 3)
        self.program.must("notice", "waive", first, "--as", "S03", "--reason", "told by telephone")
        self.program.must("notice", "retry", second, "--as", "S03", "--reason", "they have one now")
        self.assertEqual(self.listed(), [])
        reference = shown["case"]
        self.assertEqual([each["standing"] for each in self.listed("--case", reference)],
                         ["failed"])
        self.assertIn("notice.waived", self.program.must("case", "history", reference).out)
        self.assertEqual(self.program("notice", "show", "nothing").code, 3)
        self.assertEqual(self.program.must("audit", "verify").code, 0)

    def test_the_same_over_http(self):
        first, second = [each["effect"] for each in self.give_up()]
        token = make_token(self.program, "--actor", "S03", "--role", "operator")
        with serve_live(self.program) as server:
            call = server.caller(token)
            page = call("GET", "/api/v1/notices")
            self.assertEqual([each["effect"] for each in page.json["items"]], [first, second])
            self.assertEqual(call("GET", f"/api/v1/notices/{first}").json["standing"], "failed")
            self.assertEqual(call("GET", "/api/v1/notices/nothing").status, 404)
            path = f"/api/v1/notices/{first}"
            self.assertEqual(call("POST", path + "/waiver", {"reason": "by phone"}).status, 204)
            self.assertEqual(call("POST", path + "/waiver", {"reason": "by phone"}).status, 422)
            path = f"/api/v1/notices/{second}"
            self.assertEqual(call("POST", path + "/retry", {"reason": "now"}).status, 204)
            self.assertEqual(call("GET", "/api/v1/notices").json["items"], [])
            heard = {"notice": second, "heard": "opened"}
            self.assertEqual(call("POST", "/api/v1/receipts", heard).status, 404)


class Route(unittest.TestCase):
    def route(self, scene, *arguments):
        program = Program("/nowhere/at/all.db")
        return program("-o", "json", "route", SOURCE / "workflows", "--staff", STAFF, "--case",
                       json.dumps(scene), *arguments)

    def test_who_would_be_told_when_and_why(self):
        ended = self.route(SCENE, "--channel", "email-smtp")
        self.assertEqual(ended.code, 0, ended)
        told = json.loads(ended.out)
        alone = [each for each in told if each["person"] == "S105" and each["way"] == "alone"]
        digests = [each for each in told if each["way"] == "digest"]
        self.assertTrue(alone and digests, told)
        self.assertLessEqual({each["at"][11:] for each in digests}, {"08:30:00Z", "16:00:00Z"})
        morning = [each for each in digests if each["at"].endswith("T08:30:00Z")]
        self.assertTrue(any("info goes into the digest" in each["because"] for each in morning))
        self.assertEqual({each["channel"] for each in alone}, {"email-smtp"})
        self.assertIn("at once", alone[0]["because"])
        self.assertLessEqual(max(collected(alone).values()), 3)

    def test_a_scene_that_cannot_be_read_is_told_with_all_its_faults(self):
        ended = self.route({"at": "soon", "events": [{}], "weather": "fine"})
        self.assertNotEqual(ended.code, 0)
        for fault in ("'at' is no instant", "no 'event' that names it", "'weather' is not known"):
            self.assertIn(fault, ended.out + ended.err)


def collected(told):
    days = {}
    for each in told:
        days[each["at"][:10]] = days.get(each["at"][:10], 0) + 1
    return days


if __name__ == "__main__":
    unittest.main()
