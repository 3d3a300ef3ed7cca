#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate serve` on a live store: who has a token may call, what was answered survives a
kill, and what the program says of itself is right.

Method: the real program on a store of its own, in real time.
"""
import json
import os
import stat
import tempfile
import time
import unittest

from http_server import OPEN, live_store, make_token, serve_live
from programs import Program, wait_for


class Live(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        self.addCleanup(self.folder.cleanup)
        self.program = live_store(self.folder.name)

    def serve(self, *arguments):
        server = serve_live(self.program, *arguments)
        self.addCleanup(server.__exit__)
        return server

    # --- tokens ----------------------------------------------------------------------------------

    def test_a_token_does_what_its_role_allows(self):
        reader = make_token(self.program, "--actor", "S01", "--role", "reader")
        worker = make_token(self.program, "--actor", "S05", "--role", "caseworker")
        server = self.serve()
        look, act = server.caller(reader), server.caller(worker)
        self.assertEqual(look("GET", "/api/v1/cases").status, 200)
        refused = look("POST", "/api/v1/cases", OPEN, Idempotency_Key="k")
        self.assertEqual((refused.status, refused.code), (403, "not-allowed"))
        self.assertEqual(act("POST", "/api/v1/cases", OPEN, Idempotency_Key="k").status, 201)
        self.assertEqual(act("GET", "/api/v1/audit").code, "not-allowed")

    def test_the_log_of_the_case_says_who_vouched_for_whom(self):
        token = make_token(self.program, "--actor", "S05", "--role", "caseworker", "--name",
                           "portal")
        call = self.serve().caller(token)
        reference = call("POST", "/api/v1/cases", OPEN, Idempotency_Key="k").json["case"]
        first = call("GET", f"/api/v1/cases/{reference}/history").json["items"][0]
        self.assertEqual((first["actor"], first["asserted_by"]), ("S05", "http:portal"))

    def test_a_revoked_token_is_refused_within_moments(self):
        token = make_token(self.program, "--actor", "S01", "--role", "reader")
        call = self.serve().caller(token)
        self.assertEqual(call("GET", "/api/v1/me").status, 200)
        ident = json.loads(self.program.must("-o", "json", "token", "list").out)[0]["id"]
        self.program.must("token", "revoke", ident)
        wait_for("the refusal", lambda: call("GET", "/api/v1/me").status == 401, 10)

    def test_an_expired_token_is_told_so(self):
        token = make_token(self.program, "--actor", "S01", "--role", "reader", "--days", "0")
        answer = self.serve().caller(token)("GET", "/api/v1/me")
        self.assertEqual((answer.status, answer.code), (401, "expired-token"))

    def test_the_file_of_tokens_holds_no_token_and_is_its_owners_alone(self):
        token = make_token(self.program, "--actor", "S01", "--role", "reader")
        path = str(self.program.store) + ".tokens"
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with open(path, encoding="utf-8") as file:
            self.assertNotIn(token.rsplit("_", 1)[1], file.read())
        os.chmod(path, 0o644)
        answer = self.serve().caller(token)("GET", "/api/v1/me")
        self.assertEqual((answer.status, answer.code), (503, "unavailable"))
        self.assertIn("chmod 600", answer.json["detail"])

    def test_a_token_for_nobody_or_for_nothing_is_not_made(self):
        for wrong in (["--actor", "S77", "--role", "reader"], ["--role", "king"],
                      ["--actor", "S01"], ["--role", "reader", "--days", "soon"]):
            self.assertNotEqual(self.program("token", "create", *wrong).code, 0, wrong)
        self.assertNotEqual(self.program("token", "revoke", "0123456789ab").code, 0)
        self.assertEqual(json.loads(self.program.must("-o", "json", "token", "list").out), [])

    # --- life ------------------------------------------------------------------------------------

    def test_what_was_answered_survives_a_kill(self):
        token = make_token(self.program, "--actor", "S05", "--role", "caseworker")
        server = self.serve()
        call = server.caller(token)
        answered = [call("POST", "/api/v1/cases", dict(OPEN, person={"noms": f"A{n:04d}ZZ"}),
                         Idempotency_Key=f"k{n}").json["case"] for n in range(20)]
        server.process.kill()
        server.process.wait()
        again = self.serve().caller(token)
        listed = [row["case"] for row in again("GET", "/api/v1/cases").json["items"]]
        self.assertEqual(listed, answered)
        replay = again("POST", "/api/v1/cases", dict(OPEN, person={"noms": "A0003ZZ"}),
                       Idempotency_Key="k3")
        self.assertEqual(replay.json["outcome"], "duplicate")

    def test_writes_of_other_programs_reach_a_stream(self):
        token = make_token(self.program, "--actor", "S05", "--role", "reader")
        call = self.serve().caller(token)
        cursor = call("GET", "/api/v1/changes?after=now").json["next"]
        self.program.must("case", "open", "--noms", "A9001ZZ", "prison=ZZA", "release=2099-12-07",
                          "--as", "S05")
        began = time.monotonic()
        page = call("GET", f"/api/v1/changes?after={cursor}&wait=10").json
        self.assertEqual(page["items"][0]["case"], "TG-000001")
        self.assertLess(time.monotonic() - began, 9)

    def test_a_store_that_somebody_runs_is_not_served_twice(self):
        self.serve()
        ended = self.program("serve", "--listen", "127.0.0.1:0")
        self.assertEqual(ended.code, 4, ended)

    def test_an_address_that_cannot_be_had(self):
        server = self.serve()
        other = live_store(self.make_folder())
        taken = other("serve", "--listen", f"127.0.0.1:{server.port}")
        self.assertEqual(taken.code, 4, taken)
        self.assertIn("choose another --listen", taken.err)
        for wrong in ("8080", "localhost:x", "nowhere.invalid:80"):
            self.assertEqual(other("serve", "--listen", wrong).code, 2, wrong)

    def make_folder(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        self.addCleanup(folder.cleanup)
        return folder.name

    def test_no_store_is_made_by_serving(self):
        missing = Program(self.make_folder() + "/none.db")
        self.assertEqual(missing("serve", "--listen", "127.0.0.1:0").code, 4)
        self.assertFalse(missing.store.exists())


if __name__ == "__main__":
    unittest.main()
