#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: Throughgate is a good service of systemd: it says when it is ready and when it stops, and
the unit that is installed is one that systemd takes and that is closed to the rest of the machine.

Method: `serve` and `run` as children with a socket in NOTIFY_SOCKET, as systemd would give it; the
unit installed into a folder and read by systemd-analyze.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
from unittest import mock

from http_server import live_store, serve_live
from programs import BUILD


class Notices(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-service-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.program = live_store(self.folder)

    def listen(self, address):
        """A socket like systemd's, named in the environment of children that start from here on."""
        told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        told.bind(address.replace("@", "\0", 1))
        told.settimeout(60)
        self.addCleanup(told.close)
        patch = mock.patch.dict(os.environ, NOTIFY_SOCKET=address)
        patch.start()
        self.addCleanup(patch.stop)
        return told

    def test_serve_says_when_it_is_ready_and_when_it_stops(self):
        told = self.listen(str(self.folder / "notify"))
        server = serve_live(self.program)
        self.addCleanup(server.__exit__)
        self.assertEqual(told.recv(100), b"READY=1")
        self.assertEqual(server.caller()("GET", "/api/v1/version").status, 200)
        self.assertEqual(server.terminate(), 0)
        self.assertEqual(told.recv(100), b"STOPPING=1")

    def test_run_says_so_to_an_abstract_socket(self):
        told = self.listen(f"@throughgate-{os.getpid()}")
        with self.program.start("run") as running:
            self.assertEqual(told.recv(100), b"READY=1")
            running.process.send_signal(signal.SIGTERM)
            self.assertEqual(told.recv(100), b"STOPPING=1")
            self.assertEqual(running.process.wait(60), 0)

    def test_a_socket_that_is_none_harms_nobody(self):
        for address in ("", "@", "nonsense", "/nowhere/at/all", "/" + "x" * 300):
            with mock.patch.dict(os.environ, NOTIFY_SOCKET=address):
                server = serve_live(self.program)
                self.assertEqual(server.terminate(), 0, address)
                server.__exit__()


class Unit(unittest.TestCase):
    def setUp(self):
        if shutil.which("systemd-analyze") is None:
            self.fail("systemd-analyze is not installed; `./dev test` installs it")
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-unit-")
        self.addCleanup(self.temporary.cleanup)
        self.prefix = pathlib.Path(self.temporary.name)
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.prefix], check=True,
                       capture_output=True, timeout=300)
        self.unit = self.prefix / "lib/systemd/system/throughgate.service"

    def analyze(self, *arguments):
        return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True,
                              timeout=120, check=False, stdin=subprocess.DEVNULL)

    def faults(self, unit):
        ended = self.analyze("verify", "--man=no", unit)
        ours = [line for line in ended.stderr.splitlines() if unit.name in line]
        self.assertEqual(bool(ours), ended.returncode != 0, ended.stderr)
        return "\n".join(ours)

    def test_systemd_takes_the_unit(self):
        self.assertEqual(self.faults(self.unit), "")
        text = self.unit.read_text(encoding="utf-8")
        self.assertIn(f"ExecStart={self.prefix}/bin/throughgate --store", text)
        self.assertTrue((self.prefix / "lib/sysusers.d/throughgate.conf").exists())

    def test_a_planted_fault_is_found(self):
        planted = self.prefix / "planted.service"
        text = self.unit.read_text(encoding="utf-8")
        planted.write_text(text.replace(f"ExecStart={self.prefix}", "ExecStart=/nowhere"),
                           encoding="utf-8")
        self.assertIn("not executable", self.faults(planted))

    def test_the_unit_is_closed_to_the_rest_of_the_machine(self):
        """0 is closed, 10 is open; what remains is the network, which it is there for."""
        loose = self.prefix / "loose.service"
        text = self.unit.read_text(encoding="utf-8")
        loose.write_text(text.replace("ProtectSystem=strict\n", "").replace("PrivateTmp=yes\n", ""),
                         encoding="utf-8")
        allowed = "--threshold=18"
        for unit, fine in ((self.unit, True), (loose, False)):
            ended = self.analyze("security", "--offline=yes", allowed, unit)
            self.assertEqual(ended.returncode == 0, fine, ended.stdout + ended.stderr)


if __name__ == "__main__":
    unittest.main()
