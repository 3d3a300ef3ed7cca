#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: every command and query can be called over HTTP, with keys, versions, pages and problems as
the OpenAPI document says.

Method: a real `throughgate serve --demo` on the small definitions, called with http.client. Every
answer is held against the served document.
"""
import json
import pathlib
import tempfile
import unittest

from http_server import OPEN, serve_demo
from programs import SMALL, SOURCE, Program, check_golden


def files_below(folder):
    return {"files": [{"path": str(path.relative_to(folder)),
                       "text": path.read_text(encoding="utf-8")}
                      for path in sorted(folder.rglob("*.yaml"))
                      if not path.name.endswith(".test.yaml")]}


class Api(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        self.addCleanup(self.folder.cleanup)
        self.backups = pathlib.Path(self.folder.name) / "backups"
        self.backups.mkdir()
        self.server = serve_demo(self.folder.name, more=["--backups", self.backups])
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller()
        self.keys = 0

    def post(self, path, body, **headers):
        self.keys += 1
        headers.setdefault("Idempotency_Key", f"key-{self.keys}")
        return self.call("POST", path, body, **headers)

    def open(self, number=1):
        body = dict(OPEN, person={"noms": f"A{number:04d}ZZ"})
        answer = self.post("/api/v1/cases", body)
        self.assertEqual(answer.status, 201, answer)
        return answer.json["case"]

    def tag(self, path):
        return self.call("GET", path).headers["ETag"]

    # --- queries ---------------------------------------------------------------------------------

    def test_cases_are_listed_page_by_page(self):
        wanted = [self.open(number) for number in range(1, 6)]
        found, after = [], ""
        for _ in range(3):
            page = self.call("GET", f"/api/v1/cases?limit=2{after}").json
            found += [each["case"] for each in page["items"]]
            after = f"&after={page['next']}"
        self.assertEqual(found, wanted)
        self.assertIsNone(page["next"])

    def test_cases_are_filtered(self):
        self.open()
        found = self.call("GET", "/api/v1/cases?prison=ZZA&state=custody").json["items"]
        self.assertEqual(len(found), 1)
        self.assertEqual(self.call("GET", "/api/v1/cases?prison=ZZB").json["items"], [])

    def test_a_filter_that_is_not_known_is_refused_with_all_other_faults(self):
        answer = self.call("GET", "/api/v1/cases?prisn=ZZA&limit=0&state=jail&limit=5")
        self.assertEqual((answer.status, answer.code), (400, "invalid"))
        self.assertEqual([each["where"] for each in answer.json["errors"]],
                         ["query prisn", "query limit", "query state", "query limit"])

    def test_a_person_is_found_by_a_number_that_stands_in_no_address(self):
        reference = self.open()
        found = self.call("POST", "/api/v1/cases/find", {"noms": "A0001ZZ"}).json["items"]
        self.assertEqual([each["case"] for each in found], [reference])
        self.assertEqual(self.call("POST", "/api/v1/cases/find", {"crn": "X1"}).json["items"], [])

    def test_a_case_that_has_not_changed_is_not_sent_again(self):
        path = f"/api/v1/cases/{self.open()}"
        tag = self.tag(path)
        same = self.call("GET", path, If_None_Match=tag)
        self.assertEqual((same.status, same.body), (304, b""))
        self.post(path + "/events", {"event": "recalled"})
        self.assertEqual(self.call("GET", path, If_None_Match=tag).status, 200)

    def test_a_head_request_gets_no_body(self):
        path = f"/api/v1/cases/{self.open()}"
        self.assertEqual(self.call("HEAD", path).body, b"")

    def test_history_goes_on_where_it_was_left(self):
        path = f"/api/v1/cases/{self.open()}/history"
        whole = self.call("GET", path).json["items"]
        first = self.call("GET", path + "?limit=3").json
        rest = self.call("GET", f"{path}?after={first['next']}").json
        self.assertEqual(first["items"] + rest["items"], whole)

    def test_handoffs_are_listed_page_by_page(self):
        for number in range(1, 4):
            self.open(number)
        whole = self.call("GET", "/api/v1/handoffs").json["items"]
        found, after = [], ""
        while after is not None:
            page = self.call("GET", f"/api/v1/handoffs?limit=1{after}").json
            found += page["items"]
            after = f"&after={page['next']}" if page["next"] else None
        self.assertEqual(found, whole)
        self.assertGreaterEqual(len(whole), 3)

    def test_work_waits_for_whoever_holds_the_role(self):
        reference = self.open()
        rows = self.call("GET", "/api/v1/worklists/S04").json["items"]
        self.assertIn(reference, {row["case"] for row in rows})
        self.assertIn(self.call("GET", "/api/v1/worklists/S77").code, ("not-found", "forbidden"))

    def test_what_the_server_says_of_itself(self):
        self.assertTrue(self.call("GET", "/health").json["ok"])
        self.assertTrue(self.call("GET", "/api/v1/version").json["demo"])
        self.assertEqual(self.call("GET", "/api/v1/me").json["person"], "S04")
        for path in ("incidents", "recomputes", "totals"):
            self.assertEqual(self.call("GET", f"/api/v1/{path}").status, 200)
        self.open()
        self.assertTrue(self.call("GET", "/api/v1/audit").json["verified"])
        self.assertTrue(self.call("GET", "/api/v1/invariants").json["verified"])
        metrics = self.call("GET", "/metrics").body.decode()
        self.assertIn('throughgate_store_rows{what="cases"} 1', metrics)
        self.assertIn('throughgate_commands_total{outcome="applied"} 1', metrics)
        self.assertIn("throughgate_healthy 1", metrics)

    def test_definitions_are_tried_before_they_are_published(self):
        files = [{"path": str(path.relative_to(SMALL)), "text": path.read_text(encoding="utf-8")}
                 for path in sorted(SMALL.rglob("*.yaml"), key=lambda at: "spine" not in at.parts)
                 if not path.name.endswith(".test.yaml")]
        report = self.call("POST", "/api/v1/definitions/tests", {"files": files, "tests": [
            {"path": "spine/wrong.test.yaml", "text": "tests: {"}]})
        self.assertEqual(report.status, 200, report)
        self.assertTrue(report.json["diagnostics"])
        one = [each for each in files if each["path"].split("/")[0] in ("spine", "common")]
        ran = self.call("POST", "/api/v1/definitions/simulation",
                        {"files": one, "script": {"events": [{"after": 1000}]}})
        self.assertEqual((ran.status, len(ran.json.get("steps", []))), (200, 2), ran)

    # --- commands --------------------------------------------------------------------------------

    def test_a_command_without_a_key_is_refused(self):
        answer = self.call("POST", "/api/v1/cases", OPEN)
        self.assertEqual((answer.status, answer.code), (400, "key-missing"))

    def test_the_same_key_and_body_are_applied_once(self):
        first = self.post("/api/v1/cases", OPEN, Idempotency_Key="once")
        again = self.post("/api/v1/cases", OPEN, Idempotency_Key='"once"')
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        self.assertIsNone(first.headers["Idempotency-Replayed"])
        self.assertEqual(first.headers["Location"], "/api/v1/cases/" + again.json["case"])
        self.assertEqual(again.json["sequence"], first.json["sequence"])
        self.assertEqual(len(self.call("GET", "/api/v1/cases").json["items"]), 1)

    def test_the_same_key_with_another_body_is_refused(self):
        reference = self.open()
        path = f"/api/v1/cases/{reference}/events"
        self.post(path, {"event": "recalled"}, Idempotency_Key="twice")
        answer = self.post(path, {"event": "recalled", "reason": "x"}, Idempotency_Key="twice")
        self.assertEqual((answer.status, answer.code), (422, "key-reused"))

    def test_a_second_case_of_a_person_is_a_conflict(self):
        self.open()
        answer = self.post("/api/v1/cases", dict(OPEN, person={"noms": "A0001ZZ"}))
        self.assertEqual((answer.status, answer.code), (409, "conflict"))

    def test_an_event_on_a_case_that_has_moved_on_is_refused(self):
        path = f"/api/v1/cases/{self.open()}"
        tag = self.tag(path)
        first = self.post(path + "/events", {"event": "recalled"}, If_Match=tag)
        self.assertEqual(first.status, 200, first)
        second = self.post(path + "/events", {"event": "recalled"}, If_Match=tag)
        self.assertEqual((second.status, second.code), (412, "stale-version"))
        third = self.post(path + "/events", {"event": "returned"}, If_Match="*")
        self.assertEqual(third.status, 200, third)

    def test_a_version_that_is_none_is_refused(self):
        path = f"/api/v1/cases/{self.open()}/events"
        for tag in ('W/"1"', "1", '"1", "2"'):
            self.assertEqual(self.post(path, {"event": "recalled"}, If_Match=tag).code, "invalid")

    def test_a_handoff_is_moved_by_who_may(self):
        reference = self.open()
        path = f"/api/v1/cases/{reference}/handoffs/1"
        answer = self.post(path + "/acknowledge", {}, If_Match=self.tag(path))
        self.assertEqual((answer.status, answer.code), (422, "refused"), answer)  # S04 is no ro
        self.assertEqual(self.post(path + "/hug", {}).code, "invalid")
        missing = self.call("GET", f"/api/v1/cases/{reference}/handoffs/99")
        self.assertEqual(missing.code, "not-found")

    def test_an_event_of_somebody_who_has_no_case_is_not_found_for_a_person(self):
        answer = self.post("/api/v1/events", {"person": {"noms": "A7777ZZ"}, "event": "recalled"})
        self.assertEqual((answer.status, answer.code), (404, "not-found"))

    def test_an_entry_is_taken_back(self):
        reference = self.open()
        sent = self.post(f"/api/v1/cases/{reference}/events", {"event": "recalled"}).json
        answer = self.post(f"/api/v1/cases/{reference}/corrections",
                           {"sequence": sent["sequence"], "reason": "the wrong case"})
        self.assertIn(answer.status, (200, 422), answer)
        kinds = [each["kind"] for each in
                 self.call("GET", f"/api/v1/cases/{reference}/history").json["items"]]
        self.assertEqual("entry.corrected" in kinds or "event.corrected" in kinds or
                         any("correct" in kind for kind in kinds), answer.status == 200, kinds)

    def test_all_faults_of_a_body_are_told_with_their_places(self):
        body = {"person": {"nomz": "A1"}, "facts": {"a/b": [1], "c": 1.5}, "assignments": {"ro": 7},
                "effective_at": "yesterday", "extra": 1}
        answer = self.post("/api/v1/cases", body)
        self.assertEqual({each["where"] for each in answer.json["errors"]},
                         {"/person/nomz", "/facts/a~1b", "/facts/c", "/assignments/ro",
                          "/effective_at", "/extra"})

    def test_what_was_true_later_than_now_is_refused(self):
        path = f"/api/v1/cases/{self.open()}/events"
        answer = self.post(path, {"event": "recalled", "effective_at": "2099-01-01T00:00:00Z"})
        self.assertEqual(answer.json["errors"][0]["where"], "/effective_at")

    def test_an_event_that_nobody_declared_names_the_nearest(self):
        answer = self.post(f"/api/v1/cases/{self.open()}/events", {"event": "recaled"})
        self.assertEqual(answer.status, 422, answer)
        self.assertIn("recalled", answer.json["detail"])

    # --- bulk ------------------------------------------------------------------------------------

    def test_a_bulk_answers_every_item_and_may_be_sent_again(self):
        reference = self.open()
        items = [{"event": {"key": "b-1", "case": reference, "event": "recalled"}},
                 {"event": {"key": "b-2", "case": "TG-999999", "event": "recalled"}},
                 {"open": {"key": "b-3", **OPEN}},
                 {"move": {"key": "b-4", "case": reference, "handoff": 1, "action": "accept"}},
                 {"event_of_person": {"key": "b-5", "person": {"crn": "X5"}, "event": "recalled"}}]
        first = self.call("POST", "/api/v1/bulk", {"items": items}).json
        self.assertEqual([each["status"] for each in first["results"]], [200, 404, 200, 422, 404])
        self.assertEqual((first["applied"], first["refused"]), (2, 3))
        again = self.call("POST", "/api/v1/bulk", {"items": items}).json
        self.assertEqual([each["receipt"]["outcome"] for each in again["results"]
                          if "receipt" in each], ["duplicate"] * 2)

    def test_an_item_of_a_bulk_holds_one_command(self):
        item = {"key": "b", "case": "TG-000001", "event": "recalled"}
        answer = self.call("POST", "/api/v1/bulk", {"items": [{"event": item, "open": {}}, {}]})
        self.assertEqual(answer.status, 400)
        self.assertIn("/items/0/open/key", {each["where"] for each in answer.json["errors"]})
        answer = self.call("POST", "/api/v1/bulk", {"items": [{}]})
        self.assertEqual(answer.json["errors"][0]["where"], "/items/0")

    # --- definitions, imports, clock -------------------------------------------------------------

    def test_definitions_are_checked_and_published(self):
        broken = {"files": [{"path": "spine/pathway.yaml", "text": "format: 1\npathway: ["}]}
        report = self.call("POST", "/api/v1/definitions/check", broken).json
        self.assertGreater(report["errors"], 0)
        refused = self.call("POST", "/api/v1/definitions", broken).json
        self.assertEqual((refused["published"], refused["report"]["errors"] > 0), ([], True))

    def test_records_staff_and_events_are_imported(self):
        record = {"prisonerNumber": "A9009ZZ", "crn": "X900009", "prisonId": "ZZA",
                  "receptionDate": "2026-01-05", "confirmedReleaseDate": "2026-12-07",
                  "communityManager": {"code": "S01"}, "prisonManager": {"code": "S04"}}
        people = json.dumps({"content": [record]})
        report = self.call("POST", "/api/v1/imports/prisoners?partial=true", people).json
        self.assertEqual((report["read"], report["opened"]), (1, 1))
        answer = self.call("POST", "/api/v1/imports/staff", "id,name\n", Content_Type="text/csv")
        self.assertIn(answer.status, (200, 400, 422), answer)
        self.assertEqual(self.call("POST", "/api/v1/imports/staff", "{}").code, "wrong-type")
        line = json.dumps({"source": "feed", "id": "1", "at": "2026-09-28T07:00:00Z",
                           "person": {"nomsNumber": "A9009ZZ"}, "event": "recalled"})
        report = self.call("POST", "/api/v1/imports/events", line + "\n",
                           Content_Type="application/x-ndjson").json
        self.assertEqual(report["read"], 1)

    def test_the_clock_of_a_demo_moves_and_what_is_due_happens(self):
        self.open()
        before = self.call("GET", "/api/v1/handoffs?overdue=true").json["items"]
        self.assertEqual(before, [])
        moved = self.call("PUT", "/api/v1/demo/clock", {"now": "2026-10-20T09:00:00Z"})
        self.assertEqual(moved.json["now"], "2026-10-20T09:00:00Z")
        self.assertEqual(len(self.call("GET", "/api/v1/handoffs?overdue=true").json["items"]), 1)
        back = self.call("PUT", "/api/v1/demo/clock", {"now": "2026-10-19T09:00:00Z"})
        self.assertEqual(back.code, "invalid")

    def test_what_needs_no_doing_is_refused(self):
        self.assertEqual(self.call("POST", "/api/v1/clock/confirmation").code, "refused")
        answer = self.call("POST", "/api/v1/incidents/7/resolution", {"reason": "looked at"})
        self.assertEqual(answer.code, "not-found")
        self.assertEqual(self.call("POST", "/api/v1/outbox/release").status, 204)

    def test_a_backup_is_made_while_the_server_runs_and_can_be_restored(self):
        reference = self.open()
        answer = self.call("POST", "/api/v1/backups")
        self.assertEqual(answer.status, 201, answer)
        made = self.backups / answer.json["file"]
        self.assertEqual(made.stat().st_size, answer.json["bytes"])
        again = self.call("POST", "/api/v1/backups")  # the demo's clock stands: the same name
        self.assertEqual(again.status, 409, again)
        restored = Program(pathlib.Path(self.folder.name) / "restored.db")
        restored.must("restore", made)
        self.assertIn(reference, restored.must("case", "list").out)

    def test_a_server_without_a_folder_for_backups_refuses_them(self):
        with tempfile.TemporaryDirectory() as folder, serve_demo(folder) as server:
            refused = server.caller()("POST", "/api/v1/backups")
        self.assertEqual(refused.code, "refused")
        self.assertIn("--backups", refused.json["detail"])

    def test_who_is_on_duty_is_imported(self):
        rota = "team,day,person\nN03A,2026-10-03,S01\n"
        report = self.call("POST", "/api/v1/imports/rota", rota, Content_Type="text/csv").json
        self.assertEqual((report["read"], report["problems"]), (1, []))
        answer = self.call("POST", "/api/v1/imports/rota", rota.replace("2026-10-03", "someday"),
                           Content_Type="text/csv")
        self.assertIn("someday", answer.body.decode())

    # --- tools -----------------------------------------------------------------------------------

    def test_a_rule_is_tried_with_its_explanation(self):
        rule = {"expression": "10 working days before release", "facts": {"release": "2027-04-12"}}
        answer = self.call("POST", "/api/v1/evaluations", rule).json
        self.assertEqual(answer["value"], "2027-03-29")
        self.assertIn("10 working days", answer["explanation"])
        wrong = self.call("POST", "/api/v1/evaluations", {"expression": "10 wrking days"})
        self.assertEqual((wrong.status, wrong.code), (400, "invalid"))

    def test_a_pathway_is_drawn_and_a_code_explained(self):
        folder = pathlib.Path(SMALL)
        names = ["spine/pathway.yaml"] + sorted(
            str(path.relative_to(folder)) for path in (folder / "common").rglob("*.yaml"))
        files = {"files": [{"path": name, "text": (folder / name).read_text(encoding="utf-8")}
                           for name in names]}
        drawn = self.call("POST", "/api/v1/definitions/diagram?format=mermaid", files)
        self.assertIn(b"Getting ready", drawn.body)
        self.assertIn("TG0107", self.call("GET", "/api/v1/diagnostics/TG0107").json["text"])
        self.assertEqual(self.call("GET", "/api/v1/diagnostics/TG9999").code, "not-found")

    def test_who_would_be_told_is_asked_without_telling(self):
        body = {**files_below(SOURCE / "workflows"),
                "staff": (SOURCE / "examples/caseload/directory.csv").read_text(encoding="utf-8"),
                "scene": json.dumps({
                    "at": "2027-01-11T10:00:00Z", "until": "2027-01-14T12:00:00Z",
                    "people": {"ro": "S105", "pom": "P104"},
                    "facts": {"prison": "ZZA", "ro_team": "N03SWM1", "nation": "england",
                              "sex": "male", "release": "2027-02-15"}})}
        answer = self.call("POST", "/api/v1/definitions/notices", body)
        self.assertEqual(answer.status, 200, answer)
        self.assertTrue(answer.json["items"])
        self.assertEqual({each["channel"] for each in answer.json["items"]}, {"file-drop"})
        body["scene"] = "{"
        self.assertEqual(self.call("POST", "/api/v1/definitions/notices", body).code, "invalid")

    def test_bank_holidays_are_brought_into_calendars(self):
        named = {"New Year's Day": "01-01", "Good Friday": "04-03", "Easter Monday": "04-06",
                 "Early May bank holiday": "05-04", "Spring bank holiday": "05-25",
                 "Summer bank holiday": "08-31", "Day of the example": "11-30",
                 "Christmas Day": "12-25", "Boxing Day": "12-28"}
        days = {"england-and-wales": {"division": "england-and-wales", "events": [
            {"title": title, "date": f"2026-{day}", "notes": "", "bunting": True}
            for title, day in named.items()]}}
        body = {**files_below(SOURCE / "workflows/common/calendars"), "holidays": json.dumps(days)}
        answer = self.call("POST", "/api/v1/definitions/bank-holidays", body)
        self.assertEqual(answer.status, 200, answer)
        changed = [each for each in answer.json["items"] if each["changed"]]
        self.assertEqual([each["calendar"] for each in changed], ["england-and-wales"])
        self.assertTrue(any("Day of the example" in day for day in changed[0]["added"]))
        self.assertIn("2026-11-30", changed[0]["text"])

    def test_the_table_of_routes(self):
        lines = []
        for path, methods in self.server.document["paths"].items():
            for method, operation in methods.items():
                lines.append(f"{operation.get('x-scope', 'open'):8} {method.upper():5} {path}  "
                             f"{operation['operationId']}")
        check_golden("http_routes.txt", "\n".join(lines) + "\n")

    # --- traces ----------------------------------------------------------------------------------

    def test_a_trace_goes_on_and_stands_in_the_log(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        answer = self.call("GET", "/api/v1/me", traceparent=f"00-{trace}-00f067aa0ba902b7-01")
        self.assertRegex(answer.headers["traceparent"], rf"^00-{trace}-[0-9a-f]{{16}}-01$")
        self.assertEqual(self.server.record(trace=trace)["operation"], "showMe")
        other = self.call("GET", "/api/v1/me", traceparent=f"00-{'0' * 32}-00f067aa0ba902b7-01")
        self.assertNotIn("0" * 32, other.headers["traceparent"])

    def test_the_log_names_no_case_no_person_and_no_token(self):
        reference = self.open()
        self.call("GET", f"/api/v1/cases/{reference}")
        self.server.record(operation="showCase")
        talk = self.server.talk()
        for secret in (reference, "A0001ZZ", self.server.token):
            self.assertNotIn(secret, talk)


if __name__ == "__main__":
    unittest.main()
