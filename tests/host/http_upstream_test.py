#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: work goes on while nDelius is away. What happens meanwhile is shown as not yet there, is
recorded in order for each person when it comes back, never twice, and what it will not take is a
task that a person ends (scenario S10 over HTTP).

Method: a real `throughgate serve` and its plug-in; stand-ins of two other systems as programs of
their own, which fail as told, are killed and come back. Waits are bounded; nothing sleeps.
"""
import json
import pathlib
import tempfile
import time
import unittest

from http_server import OPEN, make_token, serve_live
from ndelius import StandIn
from programs import SMALL, Program, directory, wait_for

# Behind these lines of the spine: what is recorded.
RECORDED = {
    "        do: See the person today.\n": "{in: ndelius, as: Released from custody}",
    "        phase: community\n": "{in: [ndelius, oasys], as: First contact made}",
    "        do: Review the case every week.\n": "{in: ndelius, as: Recalled}",
    "    until: case\n": "ndelius",
}


def recording_definitions(folder):
    """The small definitions, with what other systems must have."""
    for file in SMALL.rglob("*.yaml"):
        if "charts" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        if file.match("spine/pathway.yaml"):
            for line, what in RECORDED.items():
                assert line in text, line
                margin = line[:len(line) - len(line.lstrip())]
                text = text.replace(line, f"{line}{margin}record: {what}\n", 1)
        if file.match("common/facts.yaml"):
            text += "sources: {ndelius: nDelius, oasys: OASys}\n"
        target = folder / file.relative_to(SMALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


class Away(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-upstream-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = Program(self.folder / "live.db")
        self.program.must("apply", recording_definitions(self.folder / "definitions"))
        staff = self.folder / "staff.csv"
        staff.write_text(directory(), encoding="utf-8")
        self.program.must("import", "staff", staff)
        self.officer = make_token(self.program, "--actor", "S01", "--role", "caseworker")
        self.operator = make_token(self.program, "--role", "operator", "--actor", "S01")
        self.ndelius = StandIn(self.folder)
        self.addCleanup(self.ndelius.__exit__)
        self.oasys = StandIn(self.folder, "oasys")
        self.addCleanup(self.oasys.__exit__)
        self.keys = 0
        self.serve()

    def serve(self):
        arguments = []
        for name, stand_in in (("ndelius", self.ndelius), ("oasys", self.oasys)):
            arguments += ["--upstream", name, "--set", f"{name}.url={stand_in.url}",
                          "--set", f"{name}.timeout_ms=500", "--set", f"{name}.retry_first_ms=100",
                          "--set", f"{name}.retry_longest_ms=400"]
        self.server = serve_live(self.program, *arguments)
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller(self.officer)
        self.operate = self.server.caller(self.operator)

    def command(self, path, body):
        self.keys += 1
        began = time.monotonic()
        answer = self.call("POST", path, body, Idempotency_Key=f"key-{self.keys}")
        self.assertIn(answer.status, (200, 201), answer)
        self.assertLess(time.monotonic() - began, 5, "a command waited")
        return answer.json

    def open(self, number):
        body = dict(OPEN, person={"noms": f"A{number:04d}ZZ", "crn": f"X{number:06d}"})
        return self.command("/api/v1/cases", body)["case"]

    def send(self, reference, event, **more):
        return self.command(f"/api/v1/cases/{reference}/events", {"event": event, **more})

    def upstream(self, name="ndelius"):
        rows = self.operate("GET", "/api/v1/upstreams").json["items"]
        return next(row for row in rows if row["name"] == name)

    def items(self, query=""):
        path = "/api/v1/upstreams/items" + (f"?{query}" if query else "")
        return self.call("GET", path).json["items"]

    def until(self, what, condition):
        return wait_for(what, lambda: condition(self.upstream()), 60)

    def taken(self, count):
        """What the other record holds once ours says so too: entries by person, in order."""
        self.until(f"{count} recorded", lambda row: row["recorded"] == count)
        entries = self.ndelius.entries()
        keys = [each["key"] for each in entries]
        self.assertEqual(len(keys), len(set(keys)), "an entry is there twice")
        by_person = {}
        for each in entries:
            by_person.setdefault(each["crn"], []).append(each["entry"])
        return by_person

    def test_a_weekend_without_ndelius(self):
        cases = [self.open(number) for number in range(1, 4)]
        self.ndelius.be("down")
        for reference in cases:
            self.send(reference, "released")
            self.send(reference, "first_contact")
        away = self.until("it counts as away", lambda row: row["away"] and row)
        self.assertEqual((away["waiting"], away["refused"], away["recorded"]), (6, 0, 0))
        self.assertIsNotNone(away["away_since"])
        self.assertLessEqual(away["oldest"], away["away_since"])
        self.assertIn("down for maintenance", away["said"])
        # Work went on, the other system has its own, and each item says that it is not there.
        self.assertEqual(len(self.oasys.holds(3)), 3)
        self.assertFalse(self.upstream("oasys")["away"])
        standing = self.items(f"case={cases[0]}&upstream=ndelius")
        self.assertEqual([row["entry"] for row in standing],
                         ["Released from custody", "First contact made"])
        for row in standing:
            self.assertTrue(row["standing"].startswith("not yet in nDelius, recorded here"), row)
        page = self.call("GET", f"/api/v1/cases/{cases[0]}").json
        self.assertEqual(page["state"], "community")
        # Killed and gone, then back with a working day.
        self.ndelius.kill()
        self.send(cases[0], "recalled")
        self.ndelius.start()
        order = ["Released from custody", "First contact made"]
        self.assertEqual(self.taken(7), {"X000001": order + ["Recalled"], "X000002": order,
                                         "X000003": order})
        row = self.until("it counts as back", lambda row: not row["away"] and row)
        self.assertEqual((row["waiting"], row["oldest"], row["away_since"]), (0, None, None))
        self.assertEqual(self.items(), [])
        done = self.items(f"case={cases[0]}&which=all&upstream=ndelius")
        self.assertEqual([row["state"] for row in done], ["delivered"] * 3)
        kinds = [entry["kind"] for entry in
                 self.call("GET", f"/api/v1/cases/{cases[0]}/history?limit=1000").json["items"]]
        self.assertEqual(kinds.count("record.planned"), 4)
        self.assertEqual(kinds.count("record.delivered"), 4)

    def test_slow_answers_and_lost_ones_leave_nothing_twice(self):
        reference = self.open(1)
        self.ndelius.be("slow", seconds=1)
        self.send(reference, "released")
        wait_for("a second attempt", lambda: len(self.ndelius.attempts()) >= 2)
        self.ndelius.be("mute")
        self.send(reference, "first_contact")
        wait_for("an answer that was lost",
                 lambda: any(each["status"] == 0 for each in self.ndelius.attempts()))
        self.ndelius.be("up", seconds=0)
        self.assertEqual(self.taken(2), {"X000001": ["Released from custody",
                                                     "First contact made"]})
        keys = [each["key"] for each in self.ndelius.attempts()]
        self.assertGreater(len(keys), len(set(keys)), "nothing was sent a second time")

    def test_killed_between_taking_and_storing(self):
        reference = self.open(1)
        self.ndelius.be("slow", seconds=0.4)
        self.send(reference, "released")
        self.ndelius.holds(1)
        self.server.process.kill()
        self.server.process.wait()
        self.ndelius.be("up", seconds=0)
        self.serve()
        self.assertEqual(self.taken(1), {"X000001": ["Released from custody"]})

    def test_a_closed_record_is_a_task_that_a_person_ends(self):
        first, second = self.open(1), self.open(2)
        self.ndelius.be("up", closed=["X000001", "X000002"])
        for reference in (first, second):
            self.send(reference, "released")
        self.until("two refusals", lambda row: row["refused"] == 2)
        row = self.upstream()
        self.assertEqual((row["away"], row["waiting"]), (False, 0))
        refused = self.items("which=refused")
        self.assertEqual([each["case"] for each in refused], [first, second])
        self.assertIn("the record is closed", refused[0]["said"])
        tasks = [each for each in self.call("GET", "/api/v1/worklists/S01").json["items"]
                 if each["title"] == "Not in nDelius: Released from custody"]
        self.assertEqual([each["case"] for each in tasks], [first, second])
        # Later entries of the person do not wait for a decision.
        self.ndelius.be("up", closed=["X000002"])
        self.send(first, "first_contact")
        self.until("one recorded", lambda row: row["recorded"] == 1)
        self.decide(refused[0]["item"], "retry", "The record is open again")
        self.until("two recorded", lambda row: row["recorded"] == 2)
        self.decide(refused[1]["item"], "waiver", "Written there by hand today")
        self.assertEqual(self.items("which=refused"), [])
        waived = self.items(f"case={second}&which=all")[0]
        self.assertEqual((waived["state"], waived["decided_by"]), ("waived", "S01"))
        self.assertEqual(self.post(refused[1]["item"], "retry", "Again").code, "refused")
        self.assertEqual(self.post("x", "retry", "Again").code, "not-found")
        kinds = {entry["kind"] for reference in (first, second) for entry in
                 self.call("GET", f"/api/v1/cases/{reference}/history?limit=1000").json["items"]}
        self.assertLessEqual({"record.refused", "record.retried", "record.waived"}, kinds)

    def post(self, item, decision, reason):
        return self.call("POST", f"/api/v1/upstreams/items/{item}/{decision}", {"reason": reason})

    def decide(self, item, decision, reason):
        answer = self.post(item, decision, reason)
        self.assertEqual(answer.status, 204, answer)

    def test_a_handoff_that_says_so_is_recorded(self):
        reference = self.open(1)
        wait_for("the handover", lambda: self.program("handoff", "ack", reference, "H01", "--as",
                                                      "S01").code == 0)
        self.program.must("handoff", "complete", reference, "H01", "--as", "S01")
        title = "Handover to the responsible officer"
        self.assertEqual(self.taken(2), {"X000001": [f"{title}: acknowledged", f"{title}: done"]})

    def caller_as(self, person):
        call = self.server.caller(
            make_token(self.program, "--actor", person, "--role", "caseworker"))
        wait_for("the server to know the token",
                 lambda: call("GET", "/api/v1/me").status == 200)
        return call

    def test_others_see_no_item_of_a_case_that_is_not_theirs(self):
        reference = self.open(1)
        self.ndelius.be("down")
        self.send(reference, "released")
        item = self.items()[0]["item"]
        stranger = self.caller_as("S05")
        foreign = dict(OPEN, person={"noms": "A0002ZZ"}, assignments={})
        foreign["facts"] = dict(OPEN["facts"], prison="ZZB")
        answer = self.operate("POST", "/api/v1/cases", foreign, Idempotency_Key="foreign")
        self.assertEqual(answer.status, 201, answer)
        other = answer.json["case"]
        self.assertEqual({row["case"] for row in
                          stranger("GET", "/api/v1/upstreams/items").json["items"]}, {reference})
        self.assertEqual(
            stranger("GET", f"/api/v1/upstreams/items?case={other}").status, 403)
        self.assertEqual(stranger("GET", f"/api/v1/cases/{other}/facts").status, 403)
        path = f"/api/v1/upstreams/items/{item}/waiver"
        outsider = self.caller_as("S09")
        self.assertEqual(outsider("GET", "/api/v1/upstreams/items").json["items"], [])
        self.assertEqual(outsider("POST", path, {"reason": "none of mine"}).status, 403)

    def test_facts_say_where_they_come_from_and_how_old_that_is(self):
        reference = self.open(1)
        facts = self.call("GET", f"/api/v1/cases/{reference}/facts").json["facts"]
        release = next(fact for fact in facts if fact["name"] == "release")
        self.assertEqual(release["value"], "2026-12-07")
        self.assertEqual(release["source"], "here")
        self.assertRegex(release["age"], r"^from .*(just now|ago)$")

    def test_the_console_line_and_the_metrics_say_the_same(self):
        reference = self.open(1)
        self.ndelius.be("down")
        self.send(reference, "released")
        self.until("it counts as away", lambda row: row["away"])
        listed = json.loads(self.program.must("-o", "json", "upstream", "list").out)
        self.assertEqual([(row["name"], row["away"], row["waiting"], row["connected"])
                          for row in listed],
                         [("ndelius", True, 1, True), ("oasys", False, 0, True)])
        self.assertIn("away since", self.program.must("upstream", "list").out)
        self.assertIn("not yet in nDelius", self.program.must("upstream", "items", "ndelius").out)
        self.assertRegex(self.program.must("case", "show", reference).out,
                         r"not yet in nDelius, recorded here .*: Released from custody")
        metrics = self.call("GET", "/metrics").body.decode()
        self.assertIn('throughgate_upstream_items{state="waiting",upstream="ndelius"} 1', metrics)
        self.ndelius.be("up")
        self.program.must("upstream", "try", "ndelius", "--as", "S01")
        self.taken(1)


class Feeds(unittest.TestCase):
    """What comes from elsewhere: each event ends in something that can be seen."""

    setUp = Away.setUp
    serve = Away.serve
    command = Away.command
    open = Away.open

    def feed(self, *lines):
        body = "".join(json.dumps(line) + "\n" for line in lines)
        answer = self.operate("POST", "/api/v1/imports/events", body,
                              Content_Type="application/x-ndjson")
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    @staticmethod
    def line(ident, person, event, at, **fields):
        return {"source": "ndelius", "id": ident, "person": person, "event": event,
                "at": at, "fields": fields}

    def ended(self):
        feeds = self.operate("GET", "/api/v1/feeds").json["items"]
        return {name: each["count"] for name, each in feeds[0]["ended"].items()}

    def test_duplicates_late_ones_and_unknown_persons_are_counted_and_listed(self):
        self.open(1)
        known = {"nomsNumber": "A0001ZZ"}
        unknown = {"nomsNumber": "A9999ZZ"}
        first = self.line("1", known, "released", "2026-06-01T10:00:00Z")
        report = self.feed(first, self.line("2", unknown, "released", "2026-06-01T11:00:00Z"),
                           self.line("3", unknown, "first_contact", "2026-06-02T11:00:00Z"))
        self.assertEqual((report["applied"], report["buffered"]), (1, 2), report)
        self.assertEqual(self.feed(first)["duplicates"], 1)
        late = self.line("4", known, "recalled", "2026-05-01T10:00:00Z", nation="wales")
        late["actor"] = "S01"
        report = self.feed(late)
        self.assertEqual(report["stale"], 1, report)
        self.assertEqual(self.ended(), {"applied": 1, "buffered": 2, "duplicate": 1, "stale": 1})
        waiting = self.operate("GET", "/api/v1/feeds/waiting").json["items"]
        self.assertEqual([(row["noms"], row["event"], row["source"]) for row in waiting],
                         [("A9999ZZ", "released", "ndelius"),
                          ("A9999ZZ", "first_contact", "ndelius")])
        told = self.program.must("upstream", "feeds").out
        self.assertIn("1 duplicate", told)
        self.assertIn("waits for a case: A9999ZZ", told)
        # Played in their order when the case is opened, and then they wait no more.
        reference = self.open(9999)
        self.assertEqual(self.operate("GET", f"/api/v1/cases/{reference}").json["state"],
                         "community")
        self.assertEqual(self.operate("GET", "/api/v1/feeds/waiting").json["items"], [])


if __name__ == "__main__":
    unittest.main()
