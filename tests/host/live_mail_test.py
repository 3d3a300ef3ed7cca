#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate run` in real time: a handoff that nobody acknowledges is told by mail to the
right person, carries reference and link and nothing personal, and `handoff ack` ends the ladder.

Method: a real SMTP server on loopback, definitions whose rungs lie seconds apart, the program and
its plug-in as they ship. Everything waited for is bounded; every child is ended by its own id.
"""
import json
import pathlib
import re
import socket
import sqlite3
import sys
import tempfile
import time
import unittest

from programs import (BUILD, SOURCE, Child, Program, directory, handover_definitions,
                      wait_for)

NOMS, NAME = "A9001ZZ", "PERSON-ONE"
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def smtp_server(folder, port=0):
    folder.mkdir(exist_ok=True)
    script = SOURCE / "tests" / "support" / "smtp_server.py"
    child = Child([script, folder, "--port", str(port)])
    wait_for("the mail server", lambda: "port" in child.talk())
    child.port = int(re.search(r"port (\d+)", child.talk()).group(1))
    return child


def mails(folder):
    return sorted(folder.glob("*.eml.json"))


class Live(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-live-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.mail = self.folder / "mail"
        self.program = Program(self.folder / "store.db")

    def publish(self):
        self.program.must("apply", handover_definitions(
            self.folder / "workflows", "2 seconds after raised", "20 seconds after raised"))
        staff = self.folder / "staff.csv"
        staff.write_text(directory("S01"), encoding="utf-8")
        self.program.must("import", "staff", staff)

    def open_case(self):
        opened = self.program.must("-o", "json", "case", "open", "--noms", NOMS, "prison=ZZA",
                                   "--assign", "ro=S01", "--assign", "pom=S04", "--as", "S05")
        return json.loads(opened.out)["case"]

    def run_program(self, port):
        child = self.program.start(
            "run", "--channel", "email-smtp", "--set", f"email-smtp.url=smtp://127.0.0.1:{port}",
            "--set", "email-smtp.from=Throughgate <notices@example.invalid>",
            "--set", "email-smtp.tls=none")
        self.addCleanup(child.__exit__)
        wait_for("run to start", lambda: "running on" in child.talk())
        return child

    def notices(self, reference):
        shown = self.program.must("-o", "json", "case", "show", reference)
        return json.loads(shown.out)["notices"]

    def test_mail_arrives_and_acknowledging_stops_the_ladder(self):
        server = smtp_server(self.mail)
        self.addCleanup(server.__exit__)
        self.publish()
        running = self.run_program(server.port)
        reference = self.open_case()
        opened = time.monotonic()
        first = wait_for("the first mail", lambda: mails(self.mail), 60)[0]
        self.check_mail(first, reference)
        self.check_second_owner(running)
        acknowledged = self.program("handoff", "ack", reference, "H01")
        self.assertEqual(acknowledged.code, 0, acknowledged)
        self.assertLess(time.monotonic() - opened, 19, "too slow to come before the second rung")
        handoffs = json.loads(self.program.must("-o", "json", "handoff", "list", reference).out)
        self.assertEqual(handoffs[0]["acknowledged_by"], "S01")
        time.sleep(max(0.0, 24 - (time.monotonic() - opened)))  # past the next rung
        self.assertEqual(len(mails(self.mail)), 1, "a rung was told after the acknowledgement")
        self.assertEqual(running.terminate(), 0, running.talk())
        self.assertIn("stopped", running.talk())
        self.assertEqual(self.program.must("audit", "verify").code, 0)
        self.assertEqual([each["state"] for each in self.notices(reference)], ["delivered"])

    def check_mail(self, path, reference):
        envelope = json.loads(wait_for("the whole of it", path.read_text))
        self.assertEqual(envelope["to"], ["s01@example.invalid"])
        text = path.with_suffix("").read_bytes().decode("utf-8")
        self.assertTrue(re.search(r"^To: .*s01@example\.invalid", text, re.M | re.I), text)
        subject = re.search(r"^Subject: (.*)$", text, re.M).group(1)
        self.assertIn(reference, subject)
        body = text.split("\r\n\r\n", 1)[1].replace("=\r\n", "")
        self.assertRegex(body, r"https://\S+" + re.escape(reference))
        for personal in (NOMS, NAME, "DEMO"):
            self.assertNotIn(personal, text)

    def check_second_owner(self, running):
        second = self.program("run")
        self.assertEqual(second.code, 4, second)
        self.assertIn(str(running.process.pid), second.err)

    def test_a_notice_waits_for_a_mail_server_that_is_down(self):
        port = free_port()
        self.publish()
        running = self.run_program(port)
        reference = self.open_case()
        wait_for("a first attempt", lambda: [
            each for each in self.notices(reference)
            if each["state"] == "retrying" and each["attempts"] >= 1], 60)
        server = smtp_server(self.mail, port)
        self.addCleanup(server.__exit__)
        self.bring_forward()
        wait_for("the mail", lambda: mails(self.mail), 60)
        wait_for("its end", lambda: "delivered" in [
            each["state"] for each in self.notices(reference)])
        self.assertEqual(running.terminate(), 0, running.talk())

    def bring_forward(self):
        """The next try is a minute off: another program moves it, and the owner notices."""
        store = sqlite3.connect(self.program.store, timeout=30)
        with store:
            store.execute("UPDATE outbox SET due_ms = ? WHERE state = 'retrying'",
                          (int(time.time() * 1000),))
        store.close()

    def test_a_missing_plug_in_is_named(self):
        self.publish()
        ended = self.program("run", "--channel", "no-such-channel")
        self.assertIn(ended.code, (2, 4), ended)
        self.assertIn("no-such-channel", ended.err)


if __name__ == "__main__":
    if not (BUILD / "plugins" / "email-smtp.so").exists():
        sys.exit("the plug-in email-smtp was not built")
    unittest.main(verbosity=2)
