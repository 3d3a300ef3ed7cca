#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: every command of the program says what it did, in words and in JSON, and ends with the exit
code that scripts rely on; what is refused leaves the store as it was.

Method: the built program on stores at a fixed virtual time; what it printed is compared with
tests/golden/host, volatile parts masked. TG_UPDATE=1 rewrites the files.
"""
import json
import shutil
import sqlite3
import subprocess
import unittest

from programs import SMALL, SOURCE, START, Program, directory, handover_definitions, login
from transcript import OPEN, Case
CLOCKS = ["2 working days after raised", "3 working days after raised"]


class Definitions(Case):
    def faulty(self):
        folder = self.folder / "faulty"
        shutil.copytree(SMALL, folder)
        spine = folder / "spine" / "pathway.yaml"
        spine.write_text(spine.read_text().replace("elsewhere: outside_prison",
                                                   "elsewhere: outside_prisn"))
        return folder

    def test_check(self):
        self.say(0, "check", SMALL)
        self.say(1, "check", self.faulty())
        self.say(2, "check", self.folder / "nowhere")
        (self.folder / "empty").mkdir()
        self.say(2, "check", self.folder / "empty")
        self.say.check("check")

    def test_check_tells_programs_the_same(self):
        clean = json.loads(self.program("-o", "json", "check", SMALL).out)
        self.assertEqual((clean["errors"], clean["diagnostics"]), (0, []))
        faults = json.loads(self.program("-o", "json", "check", self.faulty()).out)
        self.assertGreater(faults["errors"], 0)
        first = faults["diagnostics"][0]
        self.assertEqual(set(first), {"code", "severity", "file", "line", "column", "message",
                                      "hint", "fix"})

    def test_the_shipped_workflows_are_clean(self):
        self.assertEqual(self.program("check", SOURCE / "workflows").code, 0)

    def test_apply(self):
        self.say(0, "apply", SMALL)
        self.say(0, "apply", SMALL)
        self.say(1, "apply", self.faulty())
        self.say(2, "apply", self.folder / "nowhere")
        self.say.check("apply")
        again = json.loads(self.program.must("-o", "json", "apply", SMALL).out)
        self.assertEqual((len(again["published"]), len(again["unchanged"])), (0, 2))

    def test_explain(self):
        self.say(0, "explain", "TG0201")
        self.say(2, "explain", "TG9999")
        self.say.check("explain")


class Cases(Case):
    def test_a_case_from_opening_to_history(self):
        self.publish()
        self.say(0, *OPEN, "--key", "open-1")
        self.say(0, *OPEN, "--key", "open-1")
        self.say(3, *OPEN)
        self.say(0, "case", "list")
        self.say(0, "case", "list", "--prison", "ZZB")
        self.say(0, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--reason", "hospital")
        self.say(0, "case", "show", "TG-000001")
        self.say(0, "case", "history", "TG-000001")
        self.say.check("case")

    def test_what_a_case_may_not_do(self):
        self.open_case()
        before = self.dump()
        self.say(3, "case", "send", "TG-000001", "elsewere", "--as", "S04")
        self.say(3, "case", "send", "TG-000009", "elsewhere", "--as", "S04")
        self.say(3, "case", "show", "TG-000009")
        self.say(3, "case", "history", "TG-000009")
        self.say(3, "case", "send", "TG-000001", "elsewhere", "--as", "S99")
        self.say(3, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--version", "99")
        self.say(3, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--set", "releese=x")
        self.say(2, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--set", "release")
        self.say(2, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--at", "yesterday")
        self.say(2, "case", "open", "prison=ZZA", "--as", "S05")
        self.assertEqual(self.dump(), before)
        self.say.check("case_refused")

    def test_json(self):
        self.publish(definitions=handover_definitions(
            self.folder / "workflows", *CLOCKS))
        opened = json.loads(self.program.must("-o", "json", *OPEN).out)
        self.assertEqual((opened["outcome"], opened["case"]), ("applied", "TG-000001"))
        for arguments in (["case", "list"], ["case", "show", "TG-000001"],
                          ["case", "history", "TG-000001"], ["handoff", "list"],
                          ["worklist", "S04"], ["health"], ["audit", "verify"], ["version"]):
            ended = self.program.must("-o", "json", *arguments)
            self.assertTrue(json.loads(ended.out), ended)
        refused = self.program("-o", "json", "case", "show", "TG-000009")
        self.assertEqual(json.loads(refused.out)["error"]["kind"], "not_found")

    def test_a_case_is_found_by_its_person_and_its_log_is_cut(self):
        self.open_case()
        self.say(0, "case", "list", "--noms", "A9001ZZ")
        self.say(0, "case", "list", "--crn", "X900001")
        self.say(0, "case", "history", "A9001ZZ", "--last", "1")
        self.say(0, "case", "history", "A9001ZZ", "--kind", "case.opened")
        self.say(0, "case", "history", "A9001ZZ", "--from", "2026-09-29")
        self.say(2, "case", "history", "A9001ZZ", "--from", "monday")
        self.say(2, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--at",
                 "2026-09-28T09:00:00Z")
        self.say(0, "case", "send", "TG-000001", "elsewhere", "--as", "S04", "--at",
                 "2026-09-28T07:00:00Z")
        self.say(0, "case", "history", "A9001ZZ", "--kind", "event.applied")
        self.say(1, "case", "send", "TG-000001", "elsewhere", "--as", "S04")
        self.say.check("case_found")

    def test_who_acts_is_the_user_who_runs_the_program(self):
        self.publish("S04")
        self.program.must(*OPEN)
        self.program.must("case", "send", "TG-000001", "elsewhere")
        history = json.loads(self.program.must("-o", "json", "case", "history", "TG-000001").out)
        acted = [each for each in history if each["actor"] == "S04"]
        self.assertTrue(acted, history)
        self.assertEqual(acted[0]["asserted_by"], "os:" + login())

    def test_a_user_who_is_not_in_the_directory_is_told_what_to_do(self):
        self.publish("nobody")
        self.say(3, "case", "send", "TG-000001", "elsewhere")
        self.say(3, "worklist")
        self.say.check("no_login")


class Handoffs(Case):
    def setUp(self):
        super().setUp()
        self.publish(definitions=handover_definitions(
            self.folder / "workflows", *CLOCKS))
        self.program.must(*OPEN)
        for noms in ("A9002ZZ", "A9003ZZ"):
            self.program.must(*[noms if each == "A9001ZZ" else each for each in OPEN
                                if each not in ("--crn", "X900001")])

    def test_a_handoff_from_list_to_completion(self):
        self.say(0, "handoff", "list")
        self.say(0, "handoff", "list", "TG-000001")
        self.say(0, "handoff", "ack", "TG-000001", "H01")
        self.say(3, "handoff", "ack", "TG-000001", "H01")
        self.say(0, "handoff", "accept", "TG-000001", "1")
        self.say(0, "handoff", "complete", "TG-000001", "H01")
        self.say(0, "handoff", "query", "TG-000002", "H01", "--reason", "which address?")
        self.say(3, "handoff", "answer", "TG-000002", "H01", "--reason", "it is mine to ask")
        self.say(0, "handoff", "answer", "TG-000002", "H01", "--reason", "the one on record",
                 "--as", "S04")
        self.say(0, "handoff", "query", "TG-000002", "H01", "--reason", "which record?")
        self.say(0, "handoff", "decline", "TG-000003", "H01", "--reason", "not my area")
        self.say(0, "handoff", "list", "--all")
        self.say(0, "worklist")
        self.say(0, "worklist", "S04")
        self.say.check("handoff")

    def test_what_a_handoff_refuses(self):
        before = self.dump()
        self.say(3, "handoff", "complete", "TG-000001", "H01")
        self.say(3, "handoff", "ack", "TG-000001", "H01", "--as", "S05")
        self.say(3, "handoff", "ack", "TG-000001", "H77")
        self.say(3, "handoff", "ack", "TG-000001", "77")
        self.say(3, "handoff", "ack", "TG-000009", "H01")
        self.say(3, "handoff", "ack", "TG-000001", "H01", "--version", "99")
        self.say(3, "handoff", "decline", "TG-000001", "H01")
        self.say(3, "worklist", "S99")
        self.assertEqual(self.dump(), before)
        self.say.check("handoff_refused")


class Imports(Case):
    RECORD = {"prisonerNumber": "A9001ZZ", "crn": "X900001", "gender": "Male", "prisonId": "ZZA",
              "sentenceStartDate": "2026-01-05", "receptionDate": "2026-01-05",
              "confirmedReleaseDate": "2026-12-07", "licenceExpiryDate": "2027-12-07",
              "communityManager": {"code": "S01"}, "prisonManager": {"code": "S04"}}

    def setUp(self):
        super().setUp()
        self.program.must("apply", SOURCE / "workflows")
        self.write("staff.csv", directory())

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def test_prisoners(self):
        self.program.must("import", "staff", self.folder / "staff.csv")
        odd = dict(self.RECORD, prisonerNumber="A9002ZZ", crn=None,
                   confirmedReleaseDate="2099-12-31", gender="null")
        nobody = {"prisonerNumber": "unknown", "prisonId": "ZZA"}
        rows = self.write("prisoners.json", json.dumps({"content": [self.RECORD, odd, nobody]}))
        rejects = self.folder / "rejects.json"
        self.say(1, "import", "prisoners", rows, "--rejects", rejects)
        self.assertIn('"unknown"', rejects.read_text())
        self.say(1, "import", "prisoners", rows)
        moved = dict(self.RECORD, confirmedReleaseDate="2026-12-14")
        self.say(0, "import", "prisoners", self.write("moved.json", json.dumps([moved])))
        withdrawn = dict(self.RECORD, confirmedReleaseDate=None)
        self.say(0, "import", "prisoners", self.write("withdrawn.json", json.dumps([withdrawn])))
        self.say(0, "case", "list")
        self.say(2, "import", "prisoners", self.folder / "nowhere.json")
        self.say(2, "import", "prisoners", self.write("broken.json", '{"content": ['))
        self.say.check("import_prisoners")

    def test_staff(self):
        self.say(0, "import", "staff", self.folder / "staff.csv")
        self.say(0, "import", "staff", self.folder / "staff.csv")
        faulty = directory().replace("S02,Officer Birch", ",Officer Birch")
        self.say(1, "import", "staff", self.write("faulty.csv", faulty))
        self.say(2, "import", "staff", self.write("other.csv", "colour,size\nred,4\n"))
        self.say.check("import_staff")

    def test_a_record_is_applied_whatever_changed(self):
        self.program.must("import", "staff", self.folder / "staff.csv")
        self.program.must("import", "prisoners", self.write("a.json", json.dumps([self.RECORD])))
        for name, value in (("roshLevel", "High"), ("communityManager", {"code": "S02"}),
                            ("prisonId", "ZZB"), ("tier", "A3"), ("victimContact", True),
                            ("communityTeam", {"code": "N03B"})):
            with self.subTest(name):
                changed = self.write("b.json", json.dumps([dict(self.RECORD, **{name: value})]))
                self.assertEqual(self.program.must("import", "prisoners", changed).out,
                                 "1 read, 1 changed\n")
                self.assertEqual(self.program.must("import", "prisoners", changed).out,
                                 "1 read, 1 unchanged\n")
        again = self.write("c.json", json.dumps([dict(self.RECORD,
                                                      communityManager={"code": "S02"})]))
        self.program.must("import", "prisoners", again)
        case = json.loads(self.program.must("-o", "json", "case", "show", "A9001ZZ").out)
        self.assertEqual((case["officer"], case["holders"]["ro"]), ("S02", "S02"))

    def test_the_shipped_records_apply_again_after_events(self):
        caseload = SOURCE / "examples" / "caseload"
        self.program.must("import", "staff", caseload / "directory.csv")
        self.program("import", "prisoners", caseload / "prisoners.json")
        first = (caseload / "events.jsonl").read_text().splitlines(True)[:40]
        self.program("import", "events", self.write("events.jsonl", "".join(first)))
        again = json.loads(self.program("-o", "json", "import", "prisoners",
                                        caseload / "prisoners.json").out)
        self.assertEqual((again["refused"], again["rejected"]), (0, 5))
        self.assertGreater(again["changed"], 0)
        ends = ("opened", "changed", "unchanged", "duplicates", "stale", "refused", "rejected")
        self.assertEqual(sum(again[each] for each in ends), again["read"])

    def test_reject_files_are_imported_after_repair(self):
        self.program.must("import", "staff", self.folder / "staff.csv")
        second = dict(self.RECORD, prisonerNumber="nobody", crn=None)
        third = dict(self.RECORD, prisonerNumber="A9003ZZ", crn="X900001")
        rows = self.write("people.json", json.dumps([self.RECORD, second, third]))
        rejects = self.folder / "rejects"
        self.program("import", "prisoners", rows, "--rejects", rejects)
        mended = rejects.read_text().replace("nobody", "A9002ZZ").replace("X900001", "X900003")
        ended = self.program.must("import", "prisoners", self.write("mended", mended))
        self.assertEqual((ended.out, "missing" in ended.err), ("2 read, 2 opened\n", False))
        faulty = directory().replace("S02,Officer Birch", ",Officer Birch")
        staff = self.folder / "staff-rejects"
        self.program("import", "staff", self.write("faulty.csv", faulty), "--rejects", staff)
        mended = staff.read_text().replace(",Officer Birch", "S02,Officer Birch")
        ended = self.program.must("import", "staff", "--partial", self.write("mended.csv", mended))
        self.assertEqual(ended.out, "1 read, 1 changed\n")
        event = {"source": "team", "id": "3", "at": "2026-09-28T07:00:00Z", "actor": "S04",
                 "person": {"nomsNumber": "A9001ZZ"}, "event": "no.such.event"}
        events = self.folder / "event-rejects"
        self.program("import", "events", self.write("e.jsonl", json.dumps(event)), "--rejects",
                     events)
        mended = events.read_text().replace("no.such.event", "hospital")
        self.assertEqual(self.program.must("import", "events", self.write("m.jsonl", mended)).out,
                         "1 read, 1 applied\n")

    def test_a_directory_of_a_few_does_not_replace_one_of_many(self):
        self.program.must("import", "staff", self.folder / "staff.csv")
        lines = directory().splitlines(True)
        few = self.write("few.csv", "".join(lines[:3]))
        self.say(3, "import", "staff", few)
        self.say(0, "import", "staff", few, "--partial")
        self.say(1, "import", "staff", few, "--replace")
        odd = self.write("odd.csv", lines[0] + "S01,,,,ro sailor,,,,,,person\n")
        self.say(1, "import", "staff", odd)
        self.say.check("import_staff_few")

    def test_events(self):
        self.program.must("import", "staff", self.folder / "staff.csv")
        rows = self.write("prisoners.json", json.dumps([self.RECORD]))
        self.program.must("import", "prisoners", rows)
        event = {"source": "team-system", "id": "1", "at": "2026-09-28T07:00:00Z",
                 "person": {"nomsNumber": "A9001ZZ"}, "event": "hospital", "actor": "S04"}
        stranger = dict(event, id="2", person={"nomsNumber": "A9009ZZ"})
        unknown = dict(event, id="3", event="no.such.event")
        lines = [json.dumps(each) for each in (event, stranger, unknown)] + ["not json"]
        file = self.write("events.jsonl", "\n".join(lines) + "\n")
        self.say(1, "import", "events", file)
        self.say(1, "import", "events", file)
        self.say.check("import_events")


class Care(Case):
    def test_backup_restore_and_release(self):
        self.open_case()
        before = self.dump()
        copy = self.folder / "copy.db"
        self.say(0, "backup", copy)
        self.say(0, "audit", "verify")
        self.say(1, "health")  # nobody runs it, and something is due
        restored = Program(self.folder / "restored.db", START)
        self.say.program = restored
        self.say(0, "restore", copy)
        self.say(0, "audit", "verify")
        self.assertEqual(restored.must("dump").out.splitlines()[0], before.splitlines()[0])
        self.say(0, "outbox", "release")
        self.say(3, "restore", copy)
        self.say.program = Program(self.folder / "another.db", START)
        self.say(2, "restore", self.folder / "nowhere.db")
        self.say.check("care")

    def test_an_altered_log_does_not_verify(self):
        self.open_case()
        with sqlite3.connect(self.program.store) as store:
            store.execute("UPDATE log SET reason = 'another'"
                          " WHERE key = (SELECT min(key) FROM log)")
        self.say(1, "audit", "verify")
        self.say.check("audit_altered")

    def test_a_held_clock_is_confirmed_by_name(self):
        self.open_case()
        self.say(3, "clock", "confirm", "--as", "S03")
        with sqlite3.connect(self.program.store) as store:
            store.execute("INSERT OR REPLACE INTO meta VALUES ('clock_held',"
                          " '2026-10-12T08:00:00Z')")
        self.say(1, "health")
        self.say(0, "clock", "confirm", "--as", "S03")
        with sqlite3.connect(self.program.store) as store:
            confirmed = store.execute("SELECT value FROM meta WHERE name = 'clock_confirmed'")
            self.assertEqual(confirmed.fetchone(), ("2026-10-12T08:00:00Z S03",))
        self.say.check("clock")

    def test_version_and_plugins(self):
        self.say(0, "version")
        self.say(0, "plugins")
        self.say.check("version")

    def test_now_leaves_a_live_store_alone(self):
        live = Program(self.folder / "live.db")
        live.must("apply", SMALL)
        self.say.program = Program(self.folder / "live.db", START)
        self.say(2, "apply", SMALL)
        self.say(2, "run")
        ended = self.say(0, "case", "list")
        self.assertIn("due and overdue as of", ended.err)
        self.assertNotIn("virtual clock", live.must("case", "list").err)
        self.say.check("now")

    def test_eval_reads_rules_beside_pathways_that_list_them(self):
        folder = self.folder / "workflows"
        shutil.copytree(SOURCE / "workflows", folder)
        spine = folder / "spine" / "pathway.yaml"
        text = spine.read_text()
        spine.write_text(text.replace("calendar: ", "rules: [visits]\ncalendar: ", 1))
        facts = self.folder / "facts.json"
        facts.write_text('{"release": "2026-12-07"}')
        ended = self.program.must("eval", "--workflows", folder, "--facts", facts,
                                  "10 working days before release")
        self.assertIn("2026-11-23", ended.out)

    def test_what_is_too_much_or_mistyped_is_said(self):
        self.say(2, "import", "prisoners", "a", "b")
        self.say(2, "apply", "a", "b")
        self.say(2, "backup", "a", "b")
        self.say(2, "case", "show", "A", "B")
        self.say(2, "aply", "a")
        self.say(2, "case", "shwo", "a")
        self.say(2, "case", "list", "--state", "gaol")
        self.say.program = Program(self.folder / "none.db")
        self.say(2, "check", SMALL, "--now", "yesterday")
        self.assertEqual(self.say.program("check", SMALL, "--now", "2028-03-01").code, 0)
        self.say(0, "--version")
        self.say(0, "eval", "2", "working", "days", "before", "now", "--now",
                 "2026-03-17T09:00:00Z")
        helped = subprocess.run([self.program.path, "help"], capture_output=True, text=True)
        self.assertEqual((helped.returncode, "worklist" in helped.stdout), (0, True))
        self.say.check("too_much")

    def test_wrong_usage(self):
        for arguments in (["--colour"], ["case"], ["case", "fly"], ["fly"], [],
                          ["-o", "xml", "version"], ["case", "send", "TG-000001"]):
            self.assertEqual(self.program(*arguments).code, 2, arguments)
        self.assertEqual(self.program("--help").code, 0)
        self.say(2, "case", "list", "--colour", "red")
        self.say.check("usage")


if __name__ == "__main__":
    unittest.main(verbosity=2)
