#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: whatever arrives that should not is refused with the right status and logged, and the
server goes on; a server that stops lets requests under way finish.

Method: bytes on a socket against a real `throughgate serve --demo`.
"""
import json
import resource
import socket
import tempfile
import time
import unittest

from http_server import OPEN, Caller, serve_demo
from programs import wait_for

HEAD = "Host: localhost\r\n"


def status_of(reply):
    return int(reply.split(b" ", 2)[1]) if reply else 0


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        cls.server = serve_demo(cls.folder.name)
        cls.call = staticmethod(cls.server.caller())

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def say(self, text, timeout=30):
        """What comes back until the other end closes, or nothing more comes."""
        with self.server.raw(timeout) as wire:
            wire.sendall(text.encode("latin-1") if isinstance(text, str) else text)
            wire.shutdown(socket.SHUT_WR)
            reply = b""
            while True:
                try:
                    piece = wire.recv(65536)
                except ConnectionResetError:
                    break
                if not piece:
                    break
                reply += piece
        return reply

    def refused(self, status, code, text):
        reply = self.say(text)
        self.assertEqual(status_of(reply), status, reply[:300])
        body = json.loads(reply.split(b"\r\n\r\n", 1)[1])
        self.assertEqual(body["code"], code)
        self.server.record(status=status, problem=code)
        self.assertEqual(self.call("GET", "/api/v1/version").status, 200)

    def token(self):
        return f"Authorization: Bearer {self.server.token}\r\n"

    # --- what cannot be read ---------------------------------------------------------------------

    def test_garbage(self):
        self.refused(400, "bad-request", "\x16\x03\x01\x02 hello\r\n\r\n")

    def test_another_protocol(self):
        self.refused(505, "wrong-version", f"GET /health HTTP/2.0\r\n{HEAD}\r\n")

    def test_no_host(self):
        self.refused(400, "bad-request", "GET /health HTTP/1.1\r\n\r\n")

    def test_two_lengths(self):
        self.refused(400, "bad-request", f"POST /x HTTP/1.1\r\n{HEAD}Content-Length: 5\r\n"
                     "Content-Length: 6\r\n\r\nhello")

    def test_a_length_and_chunks(self):
        self.refused(400, "bad-request", f"POST /x HTTP/1.1\r\n{HEAD}Content-Length: 5\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")

    def test_a_broken_chunk(self):
        self.refused(400, "bad-request", f"POST /api/v1/cases HTTP/1.1\r\n{HEAD}"
                     "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")

    def test_a_head_that_is_too_large(self):
        self.refused(431, "header-too-large",
                     f"GET /health HTTP/1.1\r\n{HEAD}X-Long: {'x' * 20000}\r\n\r\n")

    def test_an_address_that_is_too_long(self):
        self.refused(414, "target-too-long", f"GET /{'x' * 5000} HTTP/1.1\r\n{HEAD}\r\n")

    def test_an_address_that_is_badly_encoded(self):
        for target in ("/api/v1/cases/%zz", "/api/v1/cases/%00", "//x", "*", "/a b"):
            reply = self.say(f"GET {target} HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n")
            self.assertIn(status_of(reply), (400, 404, 505), (target, reply[:200]))

    def test_a_field_that_stands_twice(self):
        self.refused(400, "bad-request", f"GET /api/v1/me HTTP/1.1\r\n{HEAD}{self.token()}"
                     f"{self.token()}Connection: close\r\n\r\n")

    # --- methods and routes ----------------------------------------------------------------------

    def test_unknown_routes_and_methods(self):
        self.assertEqual(self.call("GET", "/api/v1/nothing").code, "unknown-route")
        self.assertEqual(self.call("GET", "/api/v2/cases").code, "unknown-route")
        self.assertEqual(self.call("GET", "/api/v1/cases/").code, "unknown-route")
        answer = self.call("DELETE", "/api/v1/cases")
        self.assertEqual((answer.status, answer.code), (405, "wrong-method"))
        self.assertEqual(answer.headers["Allow"], "GET, POST")
        self.assertEqual(self.call("BREW", "/api/v1/cases").status, 501)

    # --- bodies ----------------------------------------------------------------------------------

    def post(self, body, **headers):
        return self.call("POST", "/api/v1/cases", body, Idempotency_Key="limits", **headers)

    def test_bodies_that_are_no_json(self):
        for body in ("{", "", "[1,]", '{"a":1}{"b":2}', b"\xff\xfe{}", b'{"reason":"\xc3\x28"}',
                     '{"a": NaN}', "nul"):
            answer = self.post(body)
            self.assertEqual((answer.status, answer.code), (400, "invalid"), body)

    def test_a_body_that_is_deeply_nested(self):
        answer = self.post("[" * 100000 + "]" * 100000)
        self.assertEqual((answer.status, answer.code), (400, "invalid"))
        self.assertIn("deep", answer.json["detail"])

    def test_a_body_of_another_type_or_encoding(self):
        for headers in ({"Content_Type": "text/plain"}, {"Content_Type": ""},
                        {"Content_Type": "application/json; charset=latin-1"},
                        {"Content_Encoding": "gzip"}):
            answer = self.post(OPEN, **headers)
            self.assertEqual((answer.status, answer.code), (415, "wrong-type"), headers)

    def test_a_body_where_none_belongs(self):
        self.assertEqual(self.call("GET", "/api/v1/cases", {"a": 1}).code, "invalid")

    def test_a_body_that_is_announced_too_large_is_not_read(self):
        self.refused(413, "too-large", f"POST /api/v1/cases HTTP/1.1\r\n{HEAD}{self.token()}"
                     "Content-Length: 99999999\r\n\r\n")

    def test_a_body_in_chunks_that_grows_too_large(self):
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        head = f"POST /api/v1/cases HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\n"
        self.refused(413, "too-large", head.encode() + piece * 20)

    def test_an_import_may_be_larger(self):
        people = json.dumps({"content": [], "padding": "x" * 2_000_000})
        answer = self.call("POST", "/api/v1/imports/prisoners?partial=true", people)
        self.assertIn(answer.status, (200, 400))
        self.assertNotEqual(answer.status, 413)

    def test_a_truncated_body_gets_no_answer_and_does_nothing(self):
        reply = self.say(f"POST /api/v1/cases HTTP/1.1\r\n{HEAD}{self.token()}"
                         "Idempotency-Key: t\r\nContent-Type: application/json\r\n"
                         "Content-Length: 500\r\n\r\n{\"person\"")
        self.assertEqual(reply, b"")
        self.assertEqual(self.call("GET", "/api/v1/cases").json["items"], [])

    def test_a_client_that_waits_to_be_told_is_told(self):
        body = b'{"noms": "A1"}'
        with self.server.raw() as wire:
            wire.sendall((f"POST /api/v1/cases/find HTTP/1.1\r\n{HEAD}{self.token()}"
                          "Content-Type: application/json\r\nExpect: 100-continue\r\n"
                          f"Content-Length: {len(body)}\r\n\r\n").encode())
            self.assertTrue(wire.recv(100).startswith(b"HTTP/1.1 100 "))
            wire.sendall(body)
            self.assertEqual(status_of(wire.recv(65536)), 200)

    # --- connections -----------------------------------------------------------------------------

    def test_pipelined_requests_are_answered_in_order(self):
        one = f"GET /api/v1/version HTTP/1.1\r\n{HEAD}\r\n"
        other = f"GET /api/v1/nothing HTTP/1.1\r\n{HEAD}\r\n"
        last = one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
        reply = self.say(one + other + one + last)
        statuses = [int(each[:3]) for each in reply.split(b"HTTP/1.1 ")[1:]]
        self.assertEqual(statuses, [200, 404, 200, 200])

    def test_an_old_client_is_answered_and_parted_from(self):
        reply = self.say("GET /api/v1/version HTTP/1.0\r\n\r\n")
        self.assertTrue(reply.startswith(b"HTTP/1.0 200 "), reply[:80])

    def test_a_head_that_comes_drop_by_drop_is_cut_off(self):
        with self.server.raw(40) as wire:
            began = time.monotonic()
            reply = b""
            wire.settimeout(1)
            for letter in f"GET /health HTTP/1.1\r\n{HEAD}X-Slow: {'x' * 100}":
                try:
                    wire.sendall(letter.encode())
                    reply += wire.recv(1000)
                except TimeoutError:
                    continue
                except OSError:
                    break
                if reply:
                    break
        took = time.monotonic() - began
        self.assertEqual(status_of(reply), 408, reply)
        self.assertTrue(9 < took < 25, took)
        self.server.record(status=408, problem="time-out")

    def test_a_connection_that_says_nothing_harms_nobody(self):
        silent = [self.server.raw() for _ in range(50)]
        self.assertEqual(self.call("GET", "/health").status, 200)
        for each in silent:
            each.close()

    # --- tokens ----------------------------------------------------------------------------------

    def test_no_token_and_forged_tokens(self):
        forged = self.server.token[:-3] + ("AAA" if self.server.token[-3:] != "AAA" else "BBB")
        cases = {"": "no-token", "Basic eDp5": "no-token", "Bearer x": "bad-token",
                 "Bearer tg_0123456789ab_xxxxxxxx": "bad-token", f"Bearer {forged}": "bad-token"}
        for given, code in cases.items():
            answer = self.call("GET", "/api/v1/me", Authorization=given)
            self.assertEqual((answer.status, answer.code), (401, code), given)
            self.assertTrue(answer.headers["WWW-Authenticate"].startswith("Bearer"))


class Alone(unittest.TestCase):
    def test_one_connection_too_many_is_told_so(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < 2500:
            self.fail(f"this test opens 1,100 connections; {hard} files are allowed")
        resource.setrlimit(resource.RLIMIT_NOFILE, (2500, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with tempfile.TemporaryDirectory(prefix="throughgate-http-") as folder, \
                serve_demo(folder) as server:
            before = server.caller()
            self.assertEqual(before("GET", "/api/v1/version").status, 200)
            many = [server.raw() for _ in range(1100)]
            try:
                reply = many[-1].recv(65536)
                self.assertEqual(status_of(reply), 503, reply[:100])
                self.assertEqual(before("GET", "/api/v1/version").status, 200)
            finally:
                for each in many:
                    each.close()
            wait_for("room", lambda: server.caller()("GET", "/api/v1/version").status == 200, 20)

    def test_guessing_a_secret_is_slowed_down(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-http-") as folder, \
                serve_demo(folder) as server:
            self.guess(server, server.caller())

    def guess(self, server, call):
        self.assertEqual(call("GET", "/api/v1/me").status, 200)
        head = server.token[:16]
        codes = [call("GET", "/api/v1/me", Authorization=f"Bearer {head}guess{number}").code
                 for number in range(12)]
        self.assertIn("too-many-requests", codes)
        self.assertEqual(call("GET", "/api/v1/me").status, 200)  # who is known stays known

    def test_a_server_that_stops_answers_what_is_under_way(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-http-") as folder, \
                serve_demo(folder) as server:
            waiting = Caller(server.port, server.token)
            idle = Caller(server.port, server.token)
            self.assertEqual(idle("GET", "/api/v1/version").status, 200)
            waiting.connection.request("GET", "/api/v1/changes?after=now&wait=30", None,
                                       {"Authorization": "Bearer " + server.token})
            server.record(operation="showVersion")
            time_began = time.monotonic()
            server.process.terminate()
            answer = waiting.connection.getresponse()
            self.assertEqual((answer.status, json.loads(answer.read())["items"]), (200, []))
            self.assertEqual(answer.headers["Connection"], "close")
            self.assertEqual(server.process.wait(20), 0)
            self.assertLess(time.monotonic() - time_began, 20)
            with self.assertRaises(OSError):
                server.raw(2)


if __name__ == "__main__":
    unittest.main()
