#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: Prometheus can read what the server says of itself, and its own linter finds nothing to
say against it.

Method: `promtool check metrics` over /metrics of a demo that was called, refused and has moved. A
promtool that is not there is a failure that names it: `./dev test` unpacks it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from http_server import OPEN, serve_demo
from programs import BUILD

UNPACKED = pathlib.Path(os.environ.get("TG_TOOLS", BUILD.parent / "tools")) / "usr/bin/promtool"


class Metrics(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-metrics-")
        self.addCleanup(self.temporary.cleanup)
        self.server = serve_demo(self.temporary.name)
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller()

    def promtool(self, text):
        """What it says against the metrics; empty: nothing."""
        path = shutil.which("promtool") or UNPACKED
        if not pathlib.Path(path).exists():
            self.fail(f"promtool is not installed; `./dev test` unpacks it into {UNPACKED}")
        ended = subprocess.run([path, "check", "metrics"], input=text, capture_output=True,
                               text=True, timeout=60, check=False)
        said = ended.stdout + ended.stderr
        self.assertEqual(ended.returncode == 0, said == "", said)
        return said

    def scrape(self):
        answer = self.call("GET", "/metrics")
        self.assertEqual(answer.headers["Content-Type"],
                         "text/plain; version=0.0.4; charset=utf-8")
        return answer.body.decode()

    def test_the_linter_of_prometheus_finds_nothing_in_a_fresh_server(self):
        self.assertEqual(self.promtool(self.scrape()), "")

    def test_the_linter_of_prometheus_finds_nothing_after_use(self):
        self.call("POST", "/api/v1/cases", OPEN, Idempotency_Key="k")
        self.call("POST", "/api/v1/cases", OPEN)
        self.call("GET", "/api/v1/cases/TG-999999")
        self.call("GET", "/nowhere/%22")
        self.call("PUT", "/api/v1/demo/clock", {"now": "2026-11-30T09:00:00Z"})
        text = self.scrape()
        self.assertEqual(self.promtool(text), "")
        for wanted in ('throughgate_commands_total{outcome="applied"} 1',
                       'throughgate_http_requests_total{operation="none",status="404"} 1',
                       "throughgate_due_seconds 0"):
            self.assertIn(wanted, text)

    def test_a_planted_fault_is_found(self):
        text = self.scrape()
        planted = text.replace("# TYPE throughgate_healthy gauge",
                               "# TYPE throughgate_healthy counter")
        self.assertIn("throughgate_healthy", self.promtool(planted))

    def test_whatever_is_called_the_number_of_series_does_not_grow(self):
        def series():
            return {line.rsplit(" ", 1)[0] for line in self.scrape().splitlines()
                    if line.startswith("throughgate_http")}
        self.call("GET", "/somewhere")
        self.scrape()
        before = series()
        for number in range(50):
            self.call("GET", f"/somewhere/{number}")
            self.call("GET", f"/{number}?x={number}")
        self.assertEqual(series(), before)
        self.assertFalse([line for line in before if re.search(r"somewhere", line)])


if __name__ == "__main__":
    unittest.main()
