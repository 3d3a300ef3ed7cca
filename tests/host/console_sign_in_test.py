#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: somebody signs in to the console with an account of an identity provider, by OpenID Connect
with PKCE; an answer that was not asked for by this browser, or is used twice, gets nobody in.

Method: npm's oidc-provider and the real program, a browser of few words between them. Without node
or the npm tools it fails and says so.
"""
import html
import json
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
import urllib.parse

from console_site import Browser, with_users
from http_server import Serving
from identity_provider import INSTALLED
from programs import SOURCE

SCRIPT = SOURCE / "tests" / "host" / "npm" / "sign_in.mjs"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


class Traveller(Browser):
    """Goes from one site to another as it is sent, with each one's cookies."""

    def __init__(self, port):
        super().__init__(port)
        self.jars = {}
        self.place = f"http://127.0.0.1:{port}/"

    def visit(self, address, form=None):
        self.place = urllib.parse.urljoin(self.place, address)
        parts = urllib.parse.urlsplit(self.place)
        self.port = parts.port
        self.cookies = self.jars.setdefault(parts.port, {})
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return self.ask("POST" if form else "GET", path, form)

    def follow(self, page, until=None):
        """Where it is sent, until it is not, or is sent to an address that holds `until`."""
        while page.status in (302, 303):
            place = page.headers["Location"]
            if until and until in place:
                return place
            page = self.visit(place)
        return page

    def press(self, page, **fields):
        """The one form of a page of the provider."""
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)"', page.text))
        action = html.unescape(re.search(r'action="([^"]+)"', page.text)[1])
        return self.visit(action, {**form, **fields})

    def to_the_console(self, login, path="/work"):
        """Signs in at the provider and agrees; the address of the console to go back to."""
        page = self.follow(self.visit("/sign-in/provider?next=" + urllib.parse.quote(path)))
        page = self.follow(self.press(page, login=login, password="any"))
        return self.follow(self.press(page), until="/sign-in/return")


class SigningIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tool = INSTALLED / "node_modules" / "oidc-provider"
        assert shutil.which("node") and tool.exists(), \
            f"node or the npm tool oidc-provider is missing; `./dev test` installs it: {tool}"
        folder = tempfile.TemporaryDirectory(prefix="throughgate-oidc-")
        cls.addClassCleanup(folder.cleanup)
        place = pathlib.Path(folder.name)
        provider_port, console_port = free_port(), free_port()
        cls.console = f"http://127.0.0.1:{console_port}"
        cls.provider = cls.start_provider(place, provider_port)
        cls.program = with_users(folder.name)
        settings = cls.settings(place, f"http://127.0.0.1:{provider_port}")
        cls.server = Serving(cls.program.arguments(
            ["-o", "json", "serve", "--listen", f"127.0.0.1:{console_port}",
             "--sign-in", settings]), False)
        cls.addClassCleanup(cls.server.__exit__)

    @classmethod
    def start_provider(cls, folder, port):
        place = folder / "provider"
        place.mkdir()
        (place / "node_modules").symlink_to(INSTALLED / "node_modules")
        shutil.copy(SCRIPT, place)
        process = subprocess.Popen(["node", place / SCRIPT.name, str(port), cls.console], cwd=place,
                                   text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

        def end():
            process.kill()
            process.wait()
            process.stdout.close()
        cls.addClassCleanup(end)
        assert process.stdout.readline().startswith("http"), "the provider did not start"
        return process

    @classmethod
    def settings(cls, folder, issuer, **other):
        secret = folder / "secret"
        secret.write_text("a secret of the test\n", encoding="utf-8")
        secret.chmod(0o600)
        whole = {"issuer": issuer, "client_id": "throughgate", "client_secret_file": str(secret),
                 "authorize": issuer + "/auth", "token": issuer + "/token",
                 "keys": issuer + "/jwks", "address": cls.console,
                 "sign_out": issuer + "/session/end",
                 "roles": {"ROLE_TG_WORK": "caseworker"}, **other}
        path = folder / "sign-in.json"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    def test_an_account_of_the_provider_gets_in_and_is_the_member_of_staff_it_names(self):
        browser = Traveller(self.server.port)
        page = browser.visit("/sign-in")
        self.assertIn("Sign in with your work account", page.words)
        back = browser.to_the_console("s01", "/cases?state=custody")
        entered = browser.visit(back)
        self.assertEqual((entered.status, entered.headers["Location"]),
                         (303, "/cases?state=custody"))
        page = browser.visit("/work")
        self.assertEqual(page.status, 200)
        self.assertIn("Signed in as S01 (S01)", page.words)

    def signed_in(self, login="s01"):
        browser = Traveller(self.server.port)
        self.assertEqual(browser.visit(browser.to_the_console(login)).status, 303)
        return browser

    def test_signing_out_ends_the_session_at_the_provider_too(self):
        browser = self.signed_in()
        left = browser.visit("/sign-out", {"csrf": browser.visit("/work").hidden("csrf")})
        self.assertEqual(left.status, 200)
        self.assertIn("You are signed out of Throughgate", left.words)
        address = html.unescape(re.search(r'href="(http[^"]*/session/end[^"]*)"', left.text)[1])
        self.assertEqual(left.headers["Refresh"], "0; url=" + address)
        sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        self.assertEqual(sent["post_logout_redirect_uri"], self.console + "/sign-in/out")
        self.assertEqual(sent["id_token_hint"].count("."), 2)
        self.assertEqual(browser.visit("/work").status, 303, "signed out here already")

        asked = browser.follow(browser.visit(address))
        back = browser.follow(browser.press(asked, logout="yes"))
        self.assertEqual(urllib.parse.urlsplit(browser.place).path, "/sign-in/out")
        self.assertIn("You are signed out, here and at your identity provider.", back.words)
        again = browser.follow(browser.visit(self.console + "/sign-in/provider"))
        self.assertIn('name="login"', again.text, "the provider asks who it is again")

    def test_an_address_to_sign_out_at_that_is_not_https_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = self.settings(pathlib.Path(folder), "http://127.0.0.1:1", sign_out="ftp://x")
            refused = with_users(folder)("serve", "--listen", "127.0.0.1:0", "--sign-in", settings)
            self.assertIn("/sign_out must be https", refused.err)

    def test_an_answer_counts_once(self):
        browser = Traveller(self.server.port)
        back = browser.to_the_console("s01")
        jar = dict(browser.jars[self.server.port])
        self.assertEqual(browser.visit(back).status, 303)
        browser.jars[self.server.port] = jar
        again = browser.visit(back)
        self.assertEqual(again.status, 403)
        self.assertIn("begin again", again.words)

    def test_an_answer_that_another_browser_asked_for_gets_nobody_in(self):
        attacker, victim = Traveller(self.server.port), Traveller(self.server.port)
        back = attacker.to_the_console("s01")
        victim.visit("/sign-in")
        self.assertEqual(victim.visit(back).status, 403)
        self.assertEqual(victim.visit("/work").status, 303)

    def test_an_answer_with_another_code_or_issuer_gets_nobody_in(self):
        for name, value in (("code", "made-up"), ("iss", "https://elsewhere.example")):
            browser = Traveller(self.server.port)
            back = browser.to_the_console("s01")
            parts = urllib.parse.urlsplit(back)
            query = dict(urllib.parse.parse_qsl(parts.query))
            self.assertIn(name, query)
            query[name] = value
            changed = parts._replace(query=urllib.parse.urlencode(query)).geturl()
            self.assertEqual(browser.visit(changed).status, 403, name)

    def test_the_request_carries_state_nonce_and_a_challenge(self):
        browser = Traveller(self.server.port)
        sent = browser.visit("/sign-in/provider").headers["Location"]
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sent).query))
        self.assertEqual(query["code_challenge_method"], "S256")
        for name in ("state", "nonce", "code_challenge"):
            self.assertGreaterEqual(len(query[name]), 43, name)

    def test_accounts_without_rights_or_staff_id_are_told_so(self):
        for login, told in (("guest", "no right"), ("stranger", "names no person")):
            browser = Traveller(self.server.port)
            answer = browser.visit(browser.to_the_console(login))
            self.assertEqual(answer.status, 403, login)
            self.assertIn(told, answer.words)

    def test_settings_that_cannot_be_used_are_all_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.settings(pathlib.Path(folder), "http://127.0.0.1:1",
                                 token="http://elsewhere.example/token", client_id="",
                                 authorize=7)
            refused = with_users(folder)("serve", "--listen", "127.0.0.1:0", "--sign-in", path)
            self.assertNotEqual(refused.code, 0)
            for place in ("/client_id", "/authorize", "/token"):
                self.assertIn(place, refused.err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
