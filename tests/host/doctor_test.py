#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate doctor` finds what is wrong with an installation, each fault by its own name,
and finds nothing where nothing is wrong.

Method: a store of the small definitions on a virtual clock, one fault planted at a time; the page
docs/operate/doctor.md lists the same findings as this file plants. One transcript shows how it
reads.
"""
import datetime
import json
import os
import pathlib
import re
import shutil
import sqlite3
import time
import unittest

from http_server import make_token
from programs import SMALL, SOURCE, START, Program, directory, wait_for
from transcript import OPEN as OPENED, Case

PAGE = SOURCE / "docs" / "operate" / "doctor.md"
MORE_STAFF = """S07,Worker Gorse,s07@example.invalid,,acc_worker,N03A,,S03,,,person
S08,Duty Hazel,s08@example.invalid,,duty_officer,N03A,,S03,,,person
"""
# Nothing of it is due for a year.
OPEN = [each.replace("2026-12-07", "2027-12-06") for each in OPENED]
PLANTED = set()


class Doctor(Case):
    def setUp(self):
        super().setUp()
        self.staff(directory() + MORE_STAFF)
        self.program.must("apply", SMALL)

    def staff(self, text):
        path = self.folder / "staff.csv"
        path.write_text(text, encoding="utf-8")
        self.program.must("import", "staff", path, "--replace")

    def doctor(self, *arguments, program=None):
        """The codes that it found, but for notes, in the order given."""
        ended = (program or self.program)("doctor", "--json", *arguments)
        self.assertIn(ended.code, (0, 1), ended)
        told = json.loads(ended.out)
        codes = [each["code"] for each in told["findings"] if each["weight"] != "note"]
        self.assertEqual(ended.code, 1 if codes else 0, ended)
        self.assertEqual(told["ok"], not codes)
        self.assertEqual(told["problems"] + told["warnings"], len(codes))
        self.notes = {each["code"] for each in told["findings"]} - set(codes)
        for each in told["findings"]:
            self.assertTrue(each["where"] and each["what"] and each["repair"], each)
        self.findings = {each["code"]: each for each in told["findings"]}
        PLANTED.update(self.findings)
        return codes

    def alter(self, *statements):
        with sqlite3.connect(self.program.store) as store:
            for each in statements:
                store.execute(each)
        store.close()

    def note(self, name, value):
        self.alter(f"INSERT OR REPLACE INTO meta VALUES ('{name}', '{value}')")

    def advance(self, instant):
        """Time passes and nobody runs the store."""
        self.program.now = instant

    # --- nothing wrong ---------------------------------------------------------------------------

    def test_nothing_is_wrong_with_a_store_that_is_looked_after(self):
        self.program.must(*OPEN)
        self.note("heartbeat", START)
        backups = self.folder / "backups"
        backups.mkdir()
        self.program.must("backup", backups / "night.db")
        found = self.doctor("--backups", backups, "--workflows", SMALL, "--channel", "file-drop",
                            "--set", f"file-drop.directory={self.folder}", "--free-mib", "1")
        self.assertEqual(found, [])
        self.assertEqual(self.notes, {"backups.same-disk"})

    def test_looking_changes_nothing(self):
        self.program.must(*OPEN)
        self.note("heartbeat", "2026-01-01T00:00:00Z")
        before = self.dump(), self.rows()
        self.doctor("--workflows", SMALL)
        self.assertEqual((self.dump(), self.rows()), before)

    def rows(self):
        with sqlite3.connect(self.program.store) as store:
            found = store.execute("SELECT * FROM meta ORDER BY name").fetchall()
        store.close()
        return found

    # --- the store -------------------------------------------------------------------------------

    def test_a_store_that_is_missing_or_no_store(self):
        self.assertEqual(self.doctor(program=Program(self.folder / "none.db")), ["store.missing"])
        other = self.folder / "other.db"
        other.write_bytes(b"this is no database" * 100)
        other.chmod(0o600)
        self.assertEqual(self.doctor(program=Program(other)), ["store.unreadable"])

    def test_a_store_of_an_earlier_release(self):
        self.alter("PRAGMA user_version = 1")
        self.assertEqual(self.doctor(), ["store.older"])

    def test_damaged_pages(self):
        self.program.must(*OPEN)
        self.alter("PRAGMA wal_checkpoint(TRUNCATE)")
        store = sqlite3.connect(self.program.store)
        page, = store.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'log'").fetchone()
        store.close()
        with open(self.program.store, "r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(b"\x0d\xff\xff" * 100)
        self.assertEqual(self.doctor(), ["store.damaged"])

    def test_files_that_others_may_read_or_replace(self):
        self.program.store.chmod(0o664)
        self.folder.chmod(0o777)
        self.assertEqual(self.doctor(), ["store.rights", "store.folder-rights"])
        self.assertIn("0664", self.findings["store.rights"]["what"])
        self.folder.chmod(0o1777)
        self.assertEqual(set(self.doctor()), {"store.rights"})
        self.folder.chmod(0o700)

    def test_a_write_ahead_log_that_nobody_recycles(self):
        log = pathlib.Path(f"{self.program.store}-wal")
        with open(log, "wb") as file:
            file.truncate(600 << 20)
        log.chmod(0o600)
        self.assertEqual(self.doctor(), ["store.wal"])

    def test_a_disk_that_is_nearly_full(self):
        self.assertEqual(self.doctor("--free-mib", str(1 << 40)), ["store.disk"])

    # --- definitions, calendars, staff -----------------------------------------------------------

    def test_nothing_published_and_nobody_in_the_directory(self):
        empty = Program(self.folder / "empty.db", START)
        empty.must("import", "staff", self.folder / "staff.csv")
        self.assertEqual(self.doctor(program=empty), ["definitions.none"])
        empty = Program(self.folder / "nobody.db", START)
        empty.must("apply", SMALL)
        self.assertEqual(self.doctor(program=empty), ["staff.none"])

    def test_files_that_are_not_what_runs(self):
        files = self.folder / "workflows"
        shutil.copytree(SMALL, files)
        self.assertEqual(self.doctor("--workflows", files), [])
        spine = files / "spine" / "pathway.yaml"
        text = spine.read_text(encoding="utf-8")
        spine.write_text(re.sub(r"title: .*", "title: Another", text, count=1), encoding="utf-8")
        self.assertEqual(self.doctor("--workflows", files), ["definitions.differ"])
        self.assertEqual(self.findings["definitions.differ"]["where"], "spine")
        spine.write_text(text + "\nnonsense: here\n", encoding="utf-8")
        self.assertEqual(self.doctor("--workflows", files), ["definitions.faulty"])
        self.assertEqual(self.program("doctor", "--workflows", self.folder / "no").code, 2)

    def test_a_calendar_that_ends_soon_or_has_ended(self):
        for now, weight in (("2028-06-01T00:00:00Z", "warning"),
                            ("2040-01-01T00:00:00Z", "problem")):
            self.advance(now)
            self.assertEqual(set(self.doctor()), {"calendar.ends"})
            self.assertEqual(self.findings["calendar.ends"]["weight"], weight)

    def test_people_who_are_told_nothing(self):
        text = directory() + MORE_STAFF
        text = text.replace("s04@example.invalid", "").replace("b02@example.invalid", "")
        text = text.replace("s02@example.invalid", "").replace(",S02,S03,", ",,S03,")
        self.staff(text)
        self.assertEqual(self.doctor(), ["staff.unreachable"])
        self.assertEqual(self.findings["staff.unreachable"]["where"], "S04")
        self.assertEqual(self.findings["staff.no-email"]["where"], "S02")
        self.assertEqual(self.findings["staff.no-email"]["weight"], "note")

    def test_people_without_a_manager_and_roles_without_anybody(self):
        text = directory() + MORE_STAFF.replace(",S03,,,person\nS08", ",,,,person\nS08")
        self.staff(text.replace(",omu_admin,", ",pom,"))
        self.assertEqual(self.doctor(), ["staff.role-empty", "staff.no-manager"])
        self.assertEqual(self.findings["staff.role-empty"]["where"], "omu_admin")
        self.assertEqual(self.findings["staff.no-manager"]["where"], "S07")

    # --- timers, clock, notices ------------------------------------------------------------------

    def test_a_store_that_nobody_runs(self):
        self.program.must(*OPEN)
        self.assertEqual(self.doctor(), ["engine.silent"])
        self.assertIn("ever", self.findings["engine.silent"]["what"])
        self.note("heartbeat", START)
        self.assertEqual(self.doctor(), [])
        self.advance("2027-11-01T08:00:00Z")
        self.assertEqual(self.doctor(), ["timers.unfired", "engine.silent"])

    def test_a_clock_that_jumped_or_was_put_back(self):
        self.program.must(*OPEN)
        self.note("heartbeat", START)
        self.note("clock_held", "2026-10-12T08:00:00Z")
        self.assertEqual(self.doctor(), ["clock.held"])
        self.note("clock_held", "")
        self.advance("2026-09-27T08:00:00Z")
        self.assertEqual(self.doctor(), ["clock.behind"])

    def test_notices_that_do_not_get_through(self):
        self.program = Program(self.folder / "live.db")
        self.program.must("apply", SMALL)
        self.staff(directory() + MORE_STAFF)
        next_week = (datetime.date.today() + datetime.timedelta(7)).isoformat()
        self.program.must(*[each.replace("2027-12-06", next_week) for each in OPEN])
        with self.program.start("run") as running:
            wait_for("notices", self.notices_wait)
            running.terminate()
        later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        self.advance(later.strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.assertIn("notices.waiting", self.doctor())
        self.alter("UPDATE outbox SET attempts = 3, due_ms = due_ms + 7200000, channel = 'post',"
                   " detail = 'the server does not answer'")
        found = self.doctor()
        self.assertIn("notices.failing", found)
        self.assertNotIn("notices.waiting", found)
        self.assertIn("does not answer", self.findings["notices.failing"]["what"])

    def notices_wait(self):
        with sqlite3.connect(self.program.store) as store:
            count, = store.execute("SELECT count(*) FROM outbox").fetchone()
        store.close()
        return count > 0

    def test_what_nobody_has_looked_at(self):
        self.program.must(*OPEN)
        self.note("heartbeat", START)
        self.alter("INSERT INTO incident (case_id, kind, subject, message, opened_ms, resolved_by)"
                   " VALUES (1, 'delivery.dead_letter', 'x', 'x', 0, ''),"
                   " (1, 'decide.failed', 'x', 'x', 0, '')")
        self.assertEqual(self.doctor(), ["notices.dead", "incidents.open"])
        self.assertEqual(self.findings["notices.dead"]["where"], "TG-000001")
        self.assertEqual(self.findings["incidents.open"]["where"], "decide.failed")

    def test_other_systems(self):
        self.program.must(*OPEN)
        self.note("heartbeat", START)
        self.alter("INSERT INTO upstream_item VALUES (1, 1, 0, 1, 'ndelius', 'spine', 'x', 'x', 0,"
                   " 'S01', 'queued', 1, 0, 0, NULL, 0, '', '')",
                   "INSERT INTO upstream_item VALUES (1, 2, 0, 1, 'oasys', 'spine', 'x', 'x', 0,"
                   " 'S01', 'refused', 0, 0, NULL, 5, 1, 'no such event', '')")
        self.assertEqual(self.doctor(), ["systems.refused"])
        self.assertIn("systems.unconnected", self.notes)
        self.note("connected", " ndelius oasys ")
        self.alter("INSERT INTO upstream VALUES ('ndelius', 3, 0, 900000, NULL, 'it is down')")
        self.assertEqual(self.doctor(), ["systems.refused", "systems.away"])
        self.assertIn("1 entry waits", self.findings["systems.away"]["what"])
        self.assertIn("it is down", self.findings["systems.away"]["what"])
        self.alter("UPDATE upstream SET next_ms = NULL", "DELETE FROM upstream_item"
                   " WHERE state = 'refused'")
        self.assertEqual(self.doctor(), [])
        self.assertNotIn("systems.unconnected", self.notes)

    def test_a_restored_store_whose_notices_are_held(self):
        self.program.must("backup", self.folder / "copy.db")
        restored = Program(self.folder / "restored.db", START)
        restored.must("restore", self.folder / "copy.db")
        self.assertEqual(self.doctor(program=restored), ["notices.held"])

    def test_changes_of_live_cases_that_did_not_end(self):
        self.alter("INSERT INTO change_run (plan, undoes, by, total, done, changed, left,"
                   " last_case, started_ms)"
                   " VALUES (zeroblob(32), 0, 'S03 (os:cedar)', 5, 2, 2, 0, 2, 0)")
        self.assertEqual(self.doctor(), ["change.open"])
        self.assertEqual(self.findings["change.open"]["where"], "run 1")
        self.assertIn("change continue 1", self.findings["change.open"]["repair"])
        self.alter("DELETE FROM change_run")
        self.alter("INSERT INTO proposal (plan, state, author, approved_by, reason, proposed_ms,"
                   " effective_from_ms, text) VALUES (zeroblob(32), 'approved', 'S05 (os:elder)',"
                   " 'S03 (os:cedar)', '', 0, 0, '{}')")
        self.assertEqual(self.doctor(), ["change.waiting"])

    def test_what_is_only_to_be_known(self):
        self.alter("INSERT INTO recompute (cause, total, done, changed, last_case, started_ms)"
                   " VALUES ('a calendar', 5, 2, 0, 2, 0)")
        self.program.must("live", "off", "--team", "N03A", "--reason", "a trial", "--as", "S03")
        self.assertEqual(self.doctor(), [])
        self.assertEqual(self.notes, {"recompute.open", "notices.shadow", "plugin.unchecked",
                                      "backups.unchecked"})

    # --- plug-ins, tokens, backups ---------------------------------------------------------------

    def test_plug_ins(self):
        self.assertEqual(self.doctor("--channel", "no-such-channel"), ["plugin.missing"])
        self.assertEqual(self.doctor("--channel", "file-drop", "--set", "file-drop.colour=red"),
                         ["plugin.faulty"])
        self.assertIn("colour", self.findings["plugin.faulty"]["what"])
        self.assertEqual(self.program("doctor", "--set", "nonsense").code, 2)
        alone = self.folder / "bin" / "throughgate"
        alone.parent.mkdir()
        shutil.copy(self.program.path, alone)
        program = Program(self.program.store, START, alone)
        self.assertEqual(self.doctor("--channel", "file-drop", program=program),
                         ["plugin.host-missing"])

    def test_tokens(self):
        tokens = pathlib.Path(f"{self.program.store}.tokens")
        make_token(self.program, "--actor", "S01", "--role", "reader", "--days", "0", "--name",
                   "old")
        make_token(self.program, "--actor", "S07", "--role", "reader", "--days", "5")
        make_token(self.program, "--role", "reader")
        self.program.now = None
        self.note("virtual_now", START)
        found = self.doctor()
        self.assertEqual([each for each in found if each.startswith("tokens")],
                         ["tokens.expired", "tokens.soon"])
        self.assertIn("(old)", self.findings["tokens.expired"]["where"])
        self.program.now = START
        self.staff(directory() + MORE_STAFF.replace("S07,", "S17,"))
        self.assertEqual(self.doctor(), ["staff.gone"])
        self.assertEqual(self.findings["staff.gone"]["where"], "S07")
        tokens.chmod(0o644)
        self.assertEqual(self.doctor(), ["tokens.unreadable"])

    def test_backups(self):
        backups = self.folder / "backups"
        backups.mkdir()
        (backups / "notes.txt").write_text("no backup", encoding="utf-8")
        os.link(self.program.store, backups / "the-store-itself.db")
        self.assertEqual(self.doctor("--backups", backups), ["backups.none"])
        night = backups / "night.db"
        self.program.must("backup", night)
        self.program.now = None
        week_ago = time.time() - 7 * 86400 - 60
        os.utime(night, (week_ago, week_ago))
        self.assertEqual(self.doctor("--backups", backups), ["backups.old"])
        self.assertIn("168 hours", self.findings["backups.old"]["what"])
        self.assertEqual(self.doctor("--backups", backups, "--backup-hours", "200"), [])
        night.chmod(0o644)
        self.assertEqual(self.doctor("--backups", backups, "--backup-hours", "200"),
                         ["backups.rights"])

    # --- how it reads ----------------------------------------------------------------------------

    def test_the_transcript(self):
        self.program.must(*OPEN)
        self.note("heartbeat", START)
        self.say(0, "doctor", "--free-mib", "1")
        self.note("clock_held", "2026-10-12T08:00:00Z")
        self.staff(directory())
        self.program.store.chmod(0o644)
        self.say(1, "doctor", "--free-mib", "1", "--channel", "no-such-channel")
        self.say(1, "-o", "json", "doctor", "--free-mib", "1")
        self.say.program = Program(self.folder / "none.db")
        self.say(1, "doctor")
        self.say(2, "doctor", "--now", "yesterday")
        self.say.check("doctor")


def listed_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z]+\.[a-z-]+)` \|", text, re.M))


class Page(unittest.TestCase):
    """Runs after the class above, as unittest sorts them."""

    def test_the_page_lists_what_is_planted_here(self):
        listed = listed_on_the_page()
        text = pathlib.Path(__file__).read_text(encoding="utf-8")
        named = {code for code in listed if f'"{code}"' in text}
        self.assertEqual(sorted(listed - named), [], "no test plants these")
        self.assertEqual(sorted(PLANTED - listed), [], "not on the page")

    def test_every_finding_of_the_sources_is_on_the_page(self):
        listed = listed_on_the_page()
        made = set()
        for name in ("core/findings.cpp", "host/cli/doctor_findings.cpp"):
            source = (SOURCE / "engine" / name).read_text(encoding="utf-8")
            made |= set(re.findall(r'return \{\s*"([a-z.-]+)"', source))
        self.assertEqual(made, listed)


if __name__ == "__main__":
    unittest.main()
