#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a host that follows the feed of changes has seen every commit once and in order, whatever
breaks in between; streams tell what changes as it changes.

Method: a real `throughgate serve --demo`; mirrors that poll, wait, stream and reconnect.
"""
import json
import tempfile
import threading
import unittest

from http_server import OPEN, Caller, serve_demo


class Stream:
    """Server-sent events, read one by one."""

    def __init__(self, server, path, **headers):
        self.caller = Caller(server.port, timeout=30)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = "Bearer " + server.token
        self.caller.connection.request("GET", path, None, headers)
        self.response = self.caller.connection.getresponse()
        self.status = self.response.status

    def __iter__(self):
        event = {}
        while line := self.response.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if line == "\n" and "data" in event:
                yield event
            if line == "\n":
                event = {}
            elif name:
                event[name] = value

    def close(self):
        self.caller.connection.close()


class Feed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        self.addCleanup(self.folder.cleanup)
        self.server = serve_demo(self.folder.name)
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller()

    def open(self, number):
        body = dict(OPEN, person={"noms": f"A{number:04d}ZZ"})
        answer = self.call("POST", "/api/v1/cases", body, Idempotency_Key=f"open-{number}")
        self.assertEqual(answer.status, 201, answer)
        return answer.json["case"]

    def send(self, reference, key):
        path = f"/api/v1/cases/{reference}/events"
        answer = self.call("POST", path, {"event": "recalled"}, Idempotency_Key=key)
        self.assertEqual(answer.status, 200, answer)

    def follow(self, after="", limit=2):
        rows = []
        while True:
            page = self.call("GET", f"/api/v1/changes?limit={limit}" +
                             (f"&after={after}" if after else "")).json
            rows += page["items"]
            after = page["next"]
            if not page["more"]:
                return rows, after

    def test_pages_of_any_size_give_the_same_feed(self):
        for number in range(1, 5):
            self.send(self.open(number), f"send-{number}")
        whole, end = self.follow(limit=1000)
        self.assertEqual(self.follow(limit=1), (whole, end))
        self.assertEqual(self.follow(limit=3), (whole, end))
        self.assertEqual(len({row["cursor"] for row in whole}), len(whole))
        self.assertEqual([row["at"] for row in whole], sorted(row["at"] for row in whole))
        for index, row in enumerate(whole):
            self.assertEqual(self.follow(row["cursor"])[0], whole[index + 1:])

    def test_a_mirror_has_the_history_of_every_case(self):
        mirror = {}
        cursor = ""
        for number in range(1, 4):
            self.send(self.open(number), f"send-{number}")
            rows, cursor = self.follow(cursor)
            for row in rows:
                if row["kind"] != "case":
                    continue
                known = mirror.setdefault(row["case"], [])
                path = f"/api/v1/cases/{row['case']}/history?after={len(known)}"
                known += self.call("GET", path).json["items"]
        for reference, known in mirror.items():
            whole = self.call("GET", f"/api/v1/cases/{reference}/history?limit=1000").json["items"]
            self.assertEqual(known, whole)
        self.assertEqual(len(mirror), 3)

    def test_what_timers_do_is_in_the_feed(self):
        self.open(1)
        _, cursor = self.follow()
        self.call("PUT", "/api/v1/demo/clock", {"now": "2026-10-20T09:00:00Z"})
        rows, _ = self.follow(cursor)
        self.assertGreater(len(rows), 0)
        self.assertEqual({row["case"] for row in rows}, {"TG-000001"})

    def test_a_cursor_that_is_none_or_of_another_store(self):
        self.assertEqual(self.call("GET", "/api/v1/changes?after=x").code, "invalid")
        answer = self.call("GET", "/api/v1/changes?after=1.2.3")
        self.assertEqual((answer.status, answer.code), (410, "cursor-gone"))

    def test_a_poll_waits_for_the_next_change(self):
        cursor = self.call("GET", "/api/v1/changes?after=now").json["next"]
        empty = self.call("GET", f"/api/v1/changes?after={cursor}&wait=1").json
        self.assertEqual((empty["items"], empty["next"]), ([], cursor))
        found = []
        other = self.server.caller()
        waiting = threading.Thread(target=lambda: found.append(
            other("GET", f"/api/v1/changes?after={cursor}&wait=20").json))
        waiting.start()
        reference = self.open(1)
        waiting.join(30)
        self.assertIn(reference, [row["case"] for row in found[0]["items"]])

    def test_a_stream_goes_on_after_its_last_event(self):
        first = Stream(self.server, "/api/v1/changes/stream?after=now")
        self.assertEqual(first.status, 200)
        self.open(1)
        event = next(iter(first))
        self.assertEqual((event["event"], json.loads(event["data"])["case"]),
                         ("change", "TG-000001"))
        first.close()
        self.open(2)
        second = Stream(self.server, "/api/v1/changes/stream", Last_Event_ID=event["id"])
        rows, _ = self.follow(event["id"])
        seen = [json.loads(each["data"]) for _, each in zip(rows, second)]
        self.assertEqual(seen, rows)
        second.close()

    def test_a_stream_with_a_wrong_cursor_is_refused(self):
        self.assertEqual(Stream(self.server, "/api/v1/changes/stream?after=x").status, 400)

    def test_a_worklist_is_sent_again_when_it_changes(self):
        stream = Stream(self.server, "/api/v1/worklists/S04/stream")
        events = iter(stream)
        self.assertEqual(json.loads(next(events)["data"])["items"], [])
        self.open(1)
        rows = json.loads(next(events)["data"])["items"]
        self.assertEqual({row["case"] for row in rows}, {"TG-000001"})
        stream.close()
        other = Stream(self.server, "/api/v1/worklists/S77/stream")
        self.assertIn(other.status, (403, 404))
        other.close()

    def test_streams_end_when_the_server_stops(self):
        stream = Stream(self.server, "/api/v1/changes/stream?after=now")
        self.assertEqual(self.server.terminate(20), 0)
        self.assertEqual(list(stream), [])


if __name__ == "__main__":
    unittest.main()
