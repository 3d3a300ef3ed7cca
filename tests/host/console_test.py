#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: whoever works here signs in, sees what is theirs and can act on it without a script;
whoever does not gets nowhere; what a browser is told keeps the pages to themselves.

Method: the real program on a store of its own, asked as a browser asks.
"""
import re
import tempfile
import unittest

from console_site import (Browser, PASSWORD, USERS, clerk_of, open_case, serve_live, signed_in,
                          with_users)
from programs import wait_for

PAGES = ["/work", "/cases", "/cases?state=custody&prison=ZZA", "/worklist", "/"]


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="throughgate-console-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.program = with_users(cls.folder.name)
        cls.clerk = clerk_of(cls.program)
        cls.server = serve_live(cls.program)
        cls.addClassCleanup(cls.server.__exit__)
        cls.case = open_case(cls.server, cls.clerk)


class SigningIn(Site):
    def test_a_user_gets_in_and_is_led_to_where_they_wanted_to_go(self):
        browser = Browser(self.server.port)
        first = browser.get(f"/cases/{self.case}?history=all")
        self.assertEqual(first.status, 303)
        self.assertTrue(first.headers["Location"].startswith("/sign-in?next=%2Fcases%2F"))
        page = browser.get(first.headers["Location"])
        self.assertEqual(page.status, 200)
        entered = browser.send(page, "/sign-in", user="Aspen", password=PASSWORD,
                               next=page.hidden("next"))
        self.assertEqual((entered.status, entered.headers["Location"]),
                         (303, f"/cases/{self.case}?history=all"))
        self.assertEqual(browser.get(entered.headers["Location"]).status, 200)

    def test_nobody_is_led_to_another_site(self):
        browser = Browser(self.server.port)
        for place in ("//elsewhere.example/x", "https://elsewhere.example", "/\\elsewhere.example"):
            page = browser.get("/sign-in")
            entered = browser.send(page, "/sign-in", user="aspen", password=PASSWORD, next=place)
            self.assertEqual(entered.headers["Location"], "/work")
            browser.cookies.clear()

    def test_a_wrong_password_and_an_unknown_user_are_told_alike(self):
        browser = Browser(self.server.port)
        wrong = browser.sign_in("birch", "another three words")
        unknown = browser.sign_in("nobody", "another three words")
        for page in (wrong, unknown):
            self.assertEqual(page.status, 403)
            self.assertIn("The user name or the password is wrong", page.words)
            self.assertTrue(page.title.startswith("Error: "))
        self.assertNotIn("throughgate_session", browser.cookies)

    def test_what_is_missing_is_named(self):
        browser = Browser(self.server.port)
        page = browser.sign_in("", "")
        self.assertEqual(page.status, 400)
        self.assertIn("Enter your user name", page.words)
        self.assertIn("Enter your password", page.words)

    def test_a_form_that_was_not_given_by_us_is_refused(self):
        browser = Browser(self.server.port)
        page = browser.get("/sign-in")
        browser.cookies.clear()
        answer = browser.send(page, "/sign-in", user="aspen", password=PASSWORD)
        self.assertEqual(answer.status, 403)
        self.assertNotIn("throughgate_session", browser.cookies)

    def test_signing_out_ends_the_session_and_not_only_the_cookie(self):
        browser = signed_in(self.server, "aspen")
        kept = dict(browser.cookies)
        out = browser.send(browser.get("/work"), "/sign-out")
        self.assertEqual((out.status, out.headers["Location"]), (303, "/sign-in?why=out"))
        self.assertIn("You are signed out.", browser.get("/sign-in?why=out").words)
        browser.cookies = kept
        self.assertEqual(browser.get("/work").status, 303)

    def test_a_new_password_ends_what_was_begun_with_the_old_one(self):
        browser = signed_in(self.server, "birch")
        self.assertEqual(browser.get("/work").status, 200)
        fresh = self.program.must("user", "password", "birch").out.strip()
        wait_for("the end of the session", lambda: browser.get("/work").status == 303, 10)
        self.assertEqual(browser.sign_in("birch").status, 403)
        self.assertEqual(browser.sign_in("birch", fresh).status, 303)
        secret = self.program.store.parent / "password"
        self.program.must("user", "password", "birch", "--password-from", secret)
        browser.cookies.clear()
        self.assertEqual(browser.sign_in("birch").status, 303)

    def test_a_disabled_user_is_out(self):
        browser = signed_in(self.server, "iris")
        self.program.must("user", "disable", "iris")
        wait_for("the end of the session", lambda: browser.get("/work").status == 303, 10)
        self.assertEqual(browser.sign_in("iris").status, 403)
        self.program.must("user", "enable", "iris")
        self.assertEqual(browser.sign_in("iris").status, 303)

    def test_guessing_is_slowed_by_name_and_told(self):
        browser = Browser(self.server.port)
        for _ in range(10):
            self.assertEqual(browser.sign_in("guessed", "another three words").status, 403)
        page = browser.sign_in("guessed", "another three words")
        self.assertEqual(page.status, 429)
        self.assertIn("try again in 15 minutes", page.words)
        self.assertEqual(Browser(self.server.port).sign_in("aspen").status, 303)

    def test_cookies_are_kept_from_scripts_other_sites_and_plain_http(self):
        browser = Browser(self.server.port)
        page = browser.get("/sign-in")
        entered = browser.send(page, "/sign-in", user="aspen", password=PASSWORD)
        cookie = entered.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        self.assertNotIn("Secure", cookie)  # on this machine alone
        outside = browser.get("/sign-in", Host="handoffs.example.org")
        browser.cookies.pop("throughgate_session")
        outside = browser.get("/sign-in", Host="handoffs.example.org")
        self.assertIn("; Secure", outside.headers["Set-Cookie"])


class Pages(Site):
    def test_every_page_opens_for_every_role(self):
        for user, _, _ in USERS:
            browser = signed_in(self.server, user)
            for path in PAGES + [f"/cases/{self.case}", f"/cases/{self.case}?history=all",
                                 f"/cases/{self.case}/release-sheet"]:
                answer = browser.get(path)
                if answer.status == 303:
                    answer = browser.get(answer.headers["Location"])
                self.assertEqual(answer.status, 200, (user, path, answer))
                self.assertIn("<h1", answer.text)

    def test_headers_keep_every_page_to_itself(self):
        browser = signed_in(self.server, "aspen")
        for path in PAGES + [f"/cases/{self.case}", f"/cases/{self.case}/release-sheet",
                             "/sign-in", "/nowhere"]:
            headers = browser.get(path).headers
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertEqual(headers["Referrer-Policy"], "same-origin")

    def test_nothing_on_a_page_breaks_the_policy(self):
        browser = signed_in(self.server, "aspen")
        for path in PAGES + [f"/cases/{self.case}"]:
            text = browser.get(path).text
            self.assertNotRegex(text, r"\sstyle=")
            self.assertNotRegex(text, r"\son[a-z]+=")
            self.assertNotRegex(text, r"https?://(?!www\.w3\.org)")

    def test_assets_may_be_kept_for_ever_and_come_compressed(self):
        browser = Browser(self.server.port)
        path = re.search(r'href="(/assets/[^"]*\.css)"', browser.get("/sign-in").text)[1]
        sheet = browser.get(path)
        self.assertEqual(sheet.status, 200)
        self.assertEqual(sheet.headers["Content-Type"], "text/css; charset=utf-8")
        self.assertIn("immutable", sheet.headers["Cache-Control"])
        again = browser.get(path, If_None_Match=sheet.headers["ETag"])
        self.assertEqual((again.status, again.text), (304, ""))
        self.assertEqual(browser.get("/assets/000000000000/console.css").status, 404)

    def test_pages_that_are_not_there_are_told_as_pages_and_the_api_stays_as_it_was(self):
        browser = signed_in(self.server, "aspen")
        missing = browser.get("/nowhere")
        self.assertEqual((missing.status, missing.title), (404, "Page not found - Throughgate"))
        other = browser.get("/cases/TG-999999")
        self.assertIn(other.status, (403, 404))
        api = browser.get("/api/v1/nowhere")
        self.assertEqual(api.headers["Content-Type"], "application/problem+json")
        self.assertEqual(browser.get("/metrics").status, 200)

    def test_a_session_opens_nothing_of_the_api(self):
        browser = signed_in(self.server, "aspen")
        self.assertEqual(browser.get("/api/v1/cases").status, 401)

    def test_filters_and_values_are_escaped(self):
        browser = signed_in(self.server, "aspen")
        page = browser.get("/cases?prison=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        self.assertEqual(page.status, 200)
        self.assertNotIn("<script>alert", page.text)
        self.assertIn("No case that you may see fits", page.words)


class Acting(Site):
    def new_case(self):
        type(self).number = getattr(type(self), "number", 1) + 1
        return open_case(self.server, self.clerk, number=self.number)

    def handoff_of(self, case):
        """One that waits for somebody: its number and the user whose work it is."""
        found = {}

        def look():
            for user in ("aspen", "dogwood", "cedar"):
                page = signed_in(self.server, user).get("/work")
                match = re.search(rf'value="acknowledge ({case}/(\d+))"', page.text)
                if match:
                    found.update(user=user, number=match[2])
                    return True
            return False

        wait_for(f"a handoff of {case} on somebody's list", look, 20)
        return found["user"], found["number"]

    def test_a_handoff_is_acknowledged_at_a_press_and_twice_is_once(self):
        case = self.new_case()
        user, number = self.handoff_of(case)
        browser = signed_in(self.server, user)
        page = browser.get("/work")
        for _ in range(2):
            done = browser.send(page, "/work", act=f"acknowledge {case}/{number}")
            self.assertEqual((done.status, done.headers["Location"]), (303, "/work"))
        after = browser.get("/work")
        self.assertIn(f"Handoff {number} of {case} is acknowledged.", after.words)
        self.assertNotIn(f'value="acknowledge {case}/{number}"', after.text)
        self.assertNotIn("is acknowledged.", browser.get("/work").words)  # told once
        history = self.program.must("case", "history", case).out
        self.assertEqual(history.count("handoff.acknowledged"), 1)

    def test_who_comes_late_is_told_what_stands_in_the_way(self):
        case = self.new_case()
        user, number = self.handoff_of(case)
        first, second = signed_in(self.server, user), signed_in(self.server, user)
        late = second.get("/work")
        first.send(first.get("/work"), "/work", act=f"acknowledge {case}/{number}")
        answer = second.send(late, "/work", act=f"acknowledge {case}/{number}")
        self.assertEqual(answer.status, 422)
        self.assertTrue(answer.title.startswith("Error: Acknowledge"), answer.title)
        self.assertIn("There is a problem", answer.words)
        self.assertIn("acknowledged", answer.words)

    def test_many_are_acknowledged_at_once(self):
        cases = [self.new_case(), self.new_case()]
        named = [self.handoff_of(case) for case in cases]
        browser = signed_in(self.server, named[0][0])
        page = browser.get("/work")
        ticked = [f"{case}/{number}" for case, (_, number) in zip(cases, named)]
        self.assertEqual(browser.send(page, "/work", handoff=ticked).status, 303)
        self.assertIn("2 handoffs are acknowledged.", browser.get("/work").words)

    def test_nothing_ticked_is_told(self):
        browser = signed_in(self.server, "aspen")
        answer = browser.send(browser.get("/work"), "/work")
        self.assertEqual(answer.status, 400)
        self.assertIn("Select at least one handoff", answer.words)

    def test_declining_wants_a_reason_and_keeps_it(self):
        case = self.new_case()
        user, number = self.handoff_of(case)
        browser = signed_in(self.server, user)
        address = f"/cases/{case}/handoffs/{number}/decline"
        page = browser.get(address)
        self.assertEqual(page.status, 200)
        empty = browser.send(page, address, reason="  ", evidence="")
        self.assertEqual(empty.status, 400)
        self.assertIn("Enter why", empty.words)
        done = browser.send(empty, address, reason="not our area", evidence="")
        self.assertEqual((done.status, done.headers["Location"]), (303, f"/cases/{case}"))
        self.assertIn("is declined.", browser.get(f"/cases/{case}").words)
        self.assertIn("not our area", browser.get(f"/cases/{case}").words)

    def test_a_form_of_before_somebody_else_acted_is_refused(self):
        case = self.new_case()
        user, number = self.handoff_of(case)
        browser = signed_in(self.server, user)
        address = f"/cases/{case}/handoffs/{number}/decline"
        old = browser.get(address)
        browser.send(browser.get("/work"), "/work", act=f"acknowledge {case}/{number}")
        late = browser.send(old, address, reason="not our area", evidence="")
        self.assertEqual(late.status, 409)
        self.assertIn("This has changed since you looked", late.words)

    def test_a_form_without_its_token_changes_nothing(self):
        case = self.new_case()
        user, number = self.handoff_of(case)
        browser = signed_in(self.server, user)
        answer = browser.ask("POST", "/work", {"act": f"acknowledge {case}/{number}", "key": "k"})
        self.assertEqual(answer.status, 403)
        self.assertIn(f'value="acknowledge {case}/{number}"', browser.get("/work").text)

    def test_a_reader_looks_and_does_not_act(self):
        browser = signed_in(self.server, "birch")
        page = browser.get("/work")
        self.assertNotIn('name="act"', page.text)
        answer = browser.send(page, "/work", act="acknowledge TG-000001/1")
        self.assertEqual(answer.status, 403)

    def test_whoever_was_signed_out_is_told_that_nothing_was_done(self):
        browser = signed_in(self.server, "aspen")
        page = browser.get("/work")
        browser.cookies.clear()
        answer = browser.send(page, "/work", act="acknowledge TG-000001/1")
        self.assertEqual(answer.status, 401)
        self.assertIn("What you sent just now was not done", answer.words)


class Closed(Site):
    def test_a_case_of_limited_access_shows_nothing_and_can_be_opened_with_a_reason(self):
        case = open_case(self.server, self.clerk, {"limited_access": "true"}, 7)
        browser = signed_in(self.server, "cedar")
        page = browser.get(f"/cases/{case}")
        self.assertEqual(page.status, 403)
        self.assertNotIn("A9007ZZ", page.text)
        self.assertNotIn("A9007ZZ", browser.get("/cases").text)
        self.assertIn("Restricted", browser.get("/cases").words)
        asked = browser.get(f"/cases/{case}/open")
        empty = browser.send(asked, f"/cases/{case}/open", reason=" ")
        self.assertEqual(empty.status, 400)
        done = browser.send(empty, f"/cases/{case}/open", reason="she rang, her officer is away")
        self.assertEqual((done.status, done.headers["Location"]), (303, f"/cases/{case}"))
        opened = browser.get(f"/cases/{case}")
        self.assertEqual(opened.status, 200)
        self.assertIn("Your reason was recorded", opened.words)
        reads = self.program.must("-o", "json", "audit", "reads", case).out
        self.assertIn("break_glass", reads)
        self.assertIn("console:cedar", reads)


class Links(unittest.TestCase):
    def test_addresses_of_notices_lead_to_their_pages(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-console-") as folder:
            program = with_users(folder)
            with serve_live(program, "--address", "https://handoffs.example.org/") as server:
                browser = signed_in(server, "aspen")
                for path, place in (("/case/TG-000001", "/cases/TG-000001"),
                                    ("/case/TG-000001/handoff/2", "/cases/TG-000001#handoffs"),
                                    ("/worklist", "/work")):
                    answer = browser.get(path)
                    self.assertEqual((answer.status, answer.headers["Location"]), (303, place))
            refused = program("serve", "--address", "handoffs.example.org")
            self.assertIn("wants an address like https://", refused.err)


class Without(unittest.TestCase):
    def test_a_server_without_the_console_has_no_page(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-console-") as folder:
            program = with_users(folder)
            with serve_live(program, "--no-console") as server:
                answer = Browser(server.port).get("/work")
                self.assertEqual(answer.status, 404)
                self.assertEqual(answer.headers["Content-Type"], "application/problem+json")


class UserCommand(unittest.TestCase):
    def test_users_are_made_listed_and_refused_with_reasons(self):
        with tempfile.TemporaryDirectory(prefix="throughgate-console-") as folder:
            program = with_users(folder)
            listed = program.must("user", "list").out
            self.assertIn("aspen", listed)
            again = program("user", "add", "Aspen", "--actor", "S01")
            self.assertNotEqual(again.code, 0)
            self.assertIn("already", again.err)
            nobody = program("user", "add", "new", "--actor", "S99")
            self.assertNotEqual(nobody.code, 0)
            self.assertIn("S99", nobody.err)
            short = program.store.parent / "short"
            short.write_text("short\n", encoding="utf-8")
            weak = program("user", "add", "new", "--actor", "S01", "--password-from", short)
            self.assertIn("at least 12 characters", weak.err)
            made = program.must("user", "add", "new", "--actor", "S01")
            self.assertRegex(made.out.strip(), r"^[a-z2-9]{4}(-[a-z2-9]{4}){4}$")
            mode = (program.store.parent / (program.store.name + ".users")).stat().st_mode & 0o777
            self.assertEqual(mode, 0o600)


if __name__ == "__main__":
    unittest.main(verbosity=2)
