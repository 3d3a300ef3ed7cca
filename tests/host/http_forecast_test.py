#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the weeks to come are played over HTTP as on the command line.
Method: a real `throughgate serve --demo` on the small definitions and one case."""
import tempfile
import unittest

from http_server import OPEN, serve_demo
from programs import SMALL


def files_below(folder):
    return [{"path": str(path.relative_to(folder)), "text": path.read_text(encoding="utf-8")}
            for path in sorted(folder.rglob("*.yaml")) if not path.name.endswith(".test.yaml")]


class Forecast(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-http-")
        self.addCleanup(folder.cleanup)
        self.server = serve_demo(folder.name)
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller()

    def forecast(self, **more):
        return self.call("POST", "/api/v1/definitions/forecast",
                         dict(more, files=files_below(SMALL)))

    def test_weeks_are_played_with_new_definitions(self):
        opened = self.call("POST", "/api/v1/cases", OPEN, Idempotency_Key="open-1")
        self.assertIn(opened.status, (200, 201), opened)
        answer = self.forecast(weeks=2, assume="on-time")
        self.assertEqual(answer.status, 200, answer)
        weeks = answer.json["weeks"]
        self.assertEqual([week["before"] == week["after"] for week in weeks], [True, True])
        self.assertGreater(weeks[0]["before"]["tasks"], 0)
        self.assertEqual(answer.json["assume"], "on-time")

    def test_too_many_weeks_are_refused(self):
        self.assertEqual(self.forecast(weeks=99).status, 400)


if __name__ == "__main__":
    unittest.main()
