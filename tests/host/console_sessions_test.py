#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: whose session is over is told so and comes back to the page; a proxy on this machine, and
nobody else, says whose failed sign-in it was.

Method: the real program on a store of its own, asked as a browser asks.
"""
import json
import tempfile
import unittest
import urllib.parse

from console_site import (Browser, PASSWORD, clerk_of, open_case, serve_live, signed_in, with_users)
from programs import wait_for


class Sessions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-sessions-")
        cls.addClassCleanup(folder.cleanup)
        program = with_users(folder.name)
        clerk = clerk_of(program)
        cls.server = serve_live(program)
        cls.addClassCleanup(cls.server.__exit__)
        cls.case = open_case(cls.server, clerk)

    def test_whoever_was_signed_out_is_told_so_and_comes_back_to_the_page(self):
        browser = signed_in(self.server, "aspen")
        page = browser.get("/cases?state=custody")
        browser.send(page, "/sign-out")
        browser.cookies["throughgate_session"] = "of a session that is over"
        led = browser.get("/cases?state=custody")
        self.assertEqual((led.status, led.headers["Location"]),
                         (303, "/sign-in?next=%2Fcases%3Fstate%3Dcustody&why=over"))
        form = browser.get(led.headers["Location"])
        self.assertIn("You were signed out. That happens after 30 minutes without use, after 12 "
                      "hours", form.words)
        entered = browser.send(form, "/sign-in", user="aspen", password=PASSWORD,
                               next=form.hidden("next"))
        self.assertEqual(entered.headers["Location"], "/cases?state=custody")

    def test_a_form_that_comes_too_late_is_not_done_and_leads_back_to_its_page(self):
        browser = signed_in(self.server, "aspen")
        place = f"/cases/{self.case}/open"
        page = browser.get(place)
        browser.cookies["throughgate_session"] = "of a session that is over"
        late = browser.send(page, place, reason="somebody is in danger")
        self.assertEqual(late.status, 401)
        self.assertIn("What you sent just now was not done", late.words)
        self.assertIn('href="/sign-in?next=' + urllib.parse.quote(place, safe=""), late.text)

    def peer_of_failure(self, name, forwarded, source="127.0.0.1", server=None):
        """Whose failed sign-in it is, as the log has it."""
        server = server or self.server
        browser = Browser(server.port, source)
        browser.extra["X-Forwarded-For"] = forwarded
        before = server.talk().count("sign-in-failed")
        self.assertEqual(browser.sign_in(name, "another three words").status, 403)
        lines = wait_for("the failure in the log", lambda: [
            line for line in server.talk().splitlines() if "sign-in-failed" in line][before:])
        return json.loads(lines[0])["peer"]

    def test_a_proxy_on_this_machine_says_who_asks_and_nobody_else_can(self):
        claimed = "203.0.113.9, 198.51.100.7"
        self.assertEqual(self.peer_of_failure("one", claimed), "198.51.100.7")
        self.assertEqual(self.peer_of_failure("two", claimed, source="127.0.0.2"), "127.0.0.2")

    def test_a_proxy_elsewhere_is_believed_when_the_server_is_told_of_it(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-proxies-") as folder:
            program = with_users(folder)
            with serve_live(program, "--trusted-proxy", "127.0.0.2/32",
                            "--trusted-proxy", "198.51.100.0/24") as server:
                def peer(name, forwarded, source):
                    return self.peer_of_failure(name, forwarded, source, server)
                # Two proxies of ours, one behind the other; what the first was told is passed over.
                claimed = "203.0.113.66, 203.0.113.9, 198.51.100.7"
                self.assertEqual(peer("one", claimed, "127.0.0.2"), "203.0.113.9")
                self.assertEqual(peer("two", claimed, "127.0.0.3"), "127.0.0.3")
                self.assertEqual(peer("three", "not an address", "127.0.0.2"), "127.0.0.2")
                requests = [json.loads(line) for line in server.talk().splitlines()
                            if '"page.signIn"' in line]
                self.assertIn("203.0.113.9", {each["peer"] for each in requests})

    def test_what_is_no_address_of_a_proxy_is_told_at_once(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-proxies-") as folder:
            program = with_users(folder)
            for wrong in ("proxy.example.org", "10.0.0.0/33", "10.0.0.0/x"):
                answer = program("serve", "--listen", "127.0.0.1:0", "--trusted-proxy", wrong)
                self.assertEqual(answer.code, 2, answer)
                self.assertIn(f"'{wrong}' is no address of a proxy", answer.err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
