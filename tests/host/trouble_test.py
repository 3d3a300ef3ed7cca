#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a store or plug-in that cannot be used is named, with the exit code that scripts rely on,
and nothing is left half done; a running engine ends gracefully.

Method: the built program on stores that are missing, locked, damaged, foreign or from the future;
what it printed is compared with tests/golden/host. TG_UPDATE=1 rewrites the files.
"""
import os
import signal
import sqlite3
import unittest

from programs import SMALL, START, Program, directory, wait_for
from transcript import OPEN, Case


class Trouble(Case):
    def test_a_store_that_does_not_exist_is_not_made_by_looking(self):
        self.say(4, "case", "list")
        self.say(4, "backup", self.folder / "copy.db")
        self.program.now = None  # `run` goes by the real time
        self.say(4, "run")
        self.assertEqual(list(self.folder.glob(self.program.store.name + "*")), [])
        self.say.check("no_store")

    def test_a_locked_store(self):
        self.open_case()
        holder = sqlite3.connect(self.program.store, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        self.say(4, "case", "send", "TG-000001", "elsewhere", "--as", "S04")
        holder.execute("ROLLBACK")
        holder.close()
        self.program.must("case", "send", "TG-000001", "elsewhere", "--as", "S04")
        self.say.check("locked")

    def test_a_corrupt_store(self):
        self.open_case()
        self.flush()
        with open(self.program.store, "r+b") as file:
            for page in range(1, os.path.getsize(self.program.store) // 4096):
                file.seek(page * 4096)
                file.write(b"\xff" * 64)
        self.assertEqual(self.program("case", "list").code, 4)
        self.program.store.write_bytes(b"this is no database at all, but long enough" * 100)
        self.say(4, "case", "list")
        self.say.check("corrupt")

    def flush(self):
        store = sqlite3.connect(self.program.store)
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()

    def test_a_store_of_somebody_else_or_of_a_later_release(self):
        self.open_case()
        self.flush()
        with sqlite3.connect(self.program.store) as store:
            store.execute("PRAGMA user_version = 9999")
        self.say(4, "case", "list")
        other = sqlite3.connect(self.folder / "other.db")
        other.execute("CREATE TABLE something (else_ TEXT)")
        other.commit()
        other.close()
        self.say.program = Program(self.folder / "other.db", START)
        self.say(4, "case", "list")
        self.say.check("foreign_store")

    def test_plug_ins_that_are_missing_or_badly_set(self):
        self.open_case()
        live = Program(self.program.store)
        self.say.program = live
        self.say(4, "run", "--channel", "no-such-channel")
        self.say(2, "run", "--channel", "email-smtp")
        self.say(2, "run", "--channel", "file-drop", "--set", "file-drop.colour=red", "--set",
                 f"file-drop.directory={self.folder / 'mail'}")
        self.say(2, "run", "--channel", "email-smtp", "--channel", "file-drop", "--set",
                 "email-smtp.tls=maybe", "--set", "file-drop.fsync=often")
        self.say.check("plugins_wrong")

    def test_a_store_from_the_future_is_not_run(self):
        self.program.now = "2199-01-01T00:00:00Z"
        self.open_case()
        self.say.program = Program(self.program.store)
        self.say(3, "run")
        self.say.check("future")


class Running(Case):
    def test_the_owner_notices_others_and_ends_gracefully(self):
        live = Program(self.folder / "live.db")
        live.must("apply", SMALL)
        live.must("import", "staff", self.staff())
        with live.start("run") as running:
            wait_for("run to start", lambda: "running on" in running.talk())
            live.must(*OPEN)
            self.say.program = live
            self.say(4, "run")
            self.assertEqual(running.terminate(), 0, running.talk())
            self.assertIn("stopped", running.talk())
        with live.start("run") as again:
            wait_for("run to start again", lambda: "running on" in again.talk())
            again.process.send_signal(signal.SIGINT)
            self.assertEqual(again.process.wait(60), 0)
        self.say.check("second_run")

    def staff(self):
        path = self.folder / "staff.csv"
        path.write_text(directory(), encoding="utf-8")
        return path


if __name__ == "__main__":
    unittest.main(verbosity=2)
