#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: one command opens the demo's caseload in the console, with an address, four logins that
each see what is theirs, and a clock that moves; for this machine alone, and it leaves nothing.

Method: a real `throughgate demo --serve`, played for two days, and a browser of few words.
"""
import pathlib
import subprocess
import tempfile
import unittest

from console_demo import LOGINS, PROGRAM, Played
from console_site import Browser


def refused(*arguments):
    return subprocess.run([PROGRAM, "demo", "--serve", *arguments],
                          text=True, capture_output=True, check=False, timeout=60)


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-demo-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.place = pathlib.Path(folder.name)
        cls.demo = Played(cls.place, 2)
        cls.addClassCleanup(cls.demo.__exit__)

    def browser(self, user):
        browser = Browser(self.demo.port)
        answer = browser.sign_in(user, self.demo.password(user))
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/work"), user)
        return browser

    def test_each_of_the_four_gets_in_as_somebody_else_with_a_password_of_their_own(self):
        self.assertEqual(tuple(self.demo.logins), LOGINS)
        for member in ("person", "name", "password"):
            self.assertEqual(len({each[member] for each in self.demo.logins.values()}), 4, member)
        for user in LOGINS:
            self.assertIn(f"Signed in as {user}", self.browser(user).get("/work").words)

    def test_the_operator_alone_reaches_what_is_for_operators(self):
        for user in LOGINS:
            answer = self.browser(user).get("/definitions")
            self.assertEqual(answer.status, 200 if user == "operator" else 403, user)

    def test_prison_and_officer_have_a_person_in_common(self):
        references = []
        for user in ("prison", "officer"):
            page = self.browser(user).get("/cases?limit=1000").text
            references.append({word for word in page.replace('"', "/").split("/")
                               if word.startswith("TG-0")})
        self.assertTrue(references[0] & references[1], references)

    def test_the_clock_moves_when_it_is_told_to(self):
        self.assertEqual(self.demo.told["now"], "2026-09-30T09:00:00Z")
        self.assertEqual(self.demo.move_clock("2026-09-30T12:00:00Z"), "2026-09-30T12:00:00Z")

    def test_passwords_are_new_each_time_and_nothing_is_left(self):
        place = self.place / "second"
        place.mkdir()
        with Played(place, 1) as second:
            users, = place.glob("*/*.users")
            self.assertEqual(users.stat().st_mode & 0o077, 0)
            for user in LOGINS:
                self.assertNotEqual(second.password(user), self.demo.password(user))
                self.assertNotIn(second.password(user), users.read_text(encoding="utf-8"))
            self.assertEqual(second.terminate(), 0)
        self.assertEqual(list(place.iterdir()), [])

    def test_it_is_for_this_machine_alone(self):
        for address in ("0.0.0.0:0", "192.0.2.1:8080", "[::]:0"):
            done = refused("--listen", address)
            self.assertEqual(done.returncode, 2, done)
            self.assertIn("a demo is for this machine alone: listen on 127.0.0.1", done.stderr)

    def test_a_store_of_ones_own_is_not_played_over(self):
        done = refused("--store", str(self.place / "mine.db"))
        self.assertEqual(done.returncode, 2, done)
        self.assertIn("--serve plays into a temporary store", done.stderr)
        self.assertFalse((self.place / "mine.db").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
