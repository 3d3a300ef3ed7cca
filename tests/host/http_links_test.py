#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: somebody who can reach nothing but their mail acknowledges a handoff: by the page that the
notice's link leads to, or by a reply that the example program reads; programs that look at mail
acknowledge nothing.

Method: a real `throughgate serve` with the file-drop plug-in; the notice is read from its maildir.
"""
import email.message
import mailbox
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from http_server import OPEN, Caller, live_store, make_token, serve_live
from programs import SOURCE, wait_for

READER = SOURCE / "examples" / "04-replies-by-mail" / "read_replies.py"


class Links(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-links-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = live_store(self.folder)
        self.token = make_token(self.program, "--role", "operator")
        self.server = serve_live(
            self.program, "--channel", "file-drop", "--set",
            f"file-drop.directory={self.folder / 'sent'}", "--one-time-links",
            "https://handoffs.example.invalid/")
        self.addCleanup(self.server.__exit__)
        self.call = self.server.caller(self.token)
        self.outside = Caller(self.server.port)
        self.addCleanup(self.outside.connection.close)
        opened = self.call("POST", "/api/v1/cases", OPEN, Idempotency_Key="open")
        self.assertEqual(opened.status, 201, opened)
        self.case = opened.json["case"]

    def notice(self):
        def look():
            for path in sorted((self.folder / "sent").glob("new/*")):
                text = path.read_bytes().decode().replace("=\n", "").replace("=3D", "=")
                found = re.search(r"https://handoffs\.example\.invalid(/a/[\w.-]+)", text)
                if found and "s01@example.invalid" in text:
                    return found.group(1)
            return None
        return wait_for("a notice with a link", look)

    def state(self):
        view = self.call("GET", f"/api/v1/cases/{self.case}").json
        return next(each["state"] for each in view["handoffs"] if each["name"] == "H01")

    def reply(self, text, sender="s01@example.invalid", **headers):
        box = mailbox.Maildir(self.folder / "inbox", create=True)
        message = email.message.EmailMessage()
        message["From"], message["To"] = sender, "handoffs@example.invalid"
        message["Subject"] = "Re: a handoff"
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        box.add(mailbox.MaildirMessage(message))
        box.close()

    def read(self, *more, url=None):
        token = self.folder / "token"
        token.write_text(self.token)
        return subprocess.run([sys.executable, READER, self.folder / "inbox",
                               url or self.server.url, token, *more],
                              capture_output=True, text=True, timeout=60, check=False)

    def test_the_page_shows_and_the_button_acknowledges_once(self):
        path = self.notice()
        for _ in range(3):
            page = self.outside("GET", path)
            self.assertEqual(page.status, 200, page)
            self.assertIn("text/html", page.headers["Content-Type"])
            self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
            self.assertIn(b'<form method="post">', page.body)
            self.assertNotIn(b"A9001ZZ", page.body)
        self.assertEqual(self.state(), "raised")
        done = self.outside("POST", path, "", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(done.status, 200, done)
        self.assertIn(b"<h1>Acknowledged</h1>", done.body)
        self.assertEqual(self.state(), "acknowledged")
        again = self.outside("POST", path, "", Content_Type="application/x-www-form-urlencoded")
        self.assertIn(b"used before", again.body)
        self.assertNotIn(b"<form", self.outside("GET", path).body)
        entries = self.call("GET", f"/api/v1/cases/{self.case}/history").json["items"]
        by = [each for each in entries if each["kind"] == "handoff.acknowledged"]
        self.assertEqual([(each["actor"], each["asserted_by"].split(":")[0], each["reason"])
                          for each in by], [("S01", "notice", "by the link of the notice")])

    def test_a_forged_link_shows_nothing_and_does_nothing(self):
        path = self.notice()
        for wrong in (path[:-1] + ("A" if path[-1] != "A" else "B"), path[:20], "/a/x"):
            for method in ("GET", "POST"):
                page = self.outside(method, wrong)
                self.assertEqual(page.status, 404, page)
                self.assertIn(b"not a link of ours", page.body)
                self.assertNotIn(self.case.encode(), page.body)
        self.assertEqual(self.state(), "raised")

    def test_what_happened_to_a_link_on_its_way_is_answered_by_a_page(self):
        path = self.notice()
        page = self.outside("GET", path + "?utm_source=mail&utm_source=again&x=1")
        self.assertEqual((page.status, b'<form method="post">' in page.body), (200, True), page)
        for wrong in (path + "." * 700, path + "x" * 3000, path + "x" * 5000, path + "%00"):
            for method in ("GET", "POST"):
                page = self.outside(method, wrong)
                self.assertIn(page.status, (400, 404, 414), page)
                self.assertIn("text/html", page.headers["Content-Type"])
                self.assertIn(b"not a link of ours", page.body)
        self.assertEqual(self.state(), "raised")
        done = self.outside("POST", path + "?x=1", "answer=yes",
                            Content_Type="application/x-www-form-urlencoded")
        self.assertIn(b"<h1>Acknowledged</h1>", done.body)

    def test_a_reply_acknowledges_and_no_other_mail_does(self):
        quoted = f"\n> To acknowledge:\n> https://handoffs.example.invalid{self.notice()}\n"
        self.reply("ACK\n" + quoted, sender="s02@example.invalid")
        self.reply("I am away until Monday.\n" + quoted, Auto_Submitted="auto-replied")
        self.reply("ACK\n" + quoted, Auto_Submitted="auto-replied")
        self.reply("What is this?\n" + quoted)
        self.reply("ACK without the link\n")
        ended = self.read()
        self.assertEqual(ended.returncode, 0, ended)
        self.assertEqual(len(ended.stdout.splitlines()), 5)
        self.assertNotIn("@example.invalid", ended.stdout)
        self.assertEqual(self.state(), "raised")
        for text in ("Acknowledge? No, not mine.\n", "Ackroyd is away\n"):
            self.reply(text + quoted)
        self.reply("ACK\n" + quoted, X_Autoreply="yes")
        self.reply("ACK\n" + quoted, Return_Path="<>")
        self.reply("ACK\n" + quoted, sender="s01@example.invalid, s02@example.invalid")
        self.reply("ACK\n" + quoted, sender="s01@example.invalid <evil@example.com>")
        self.reply("ACK\n" + quoted + quoted.replace("/a/", "/a/AAAA"))
        ended = self.read()
        self.assertEqual((ended.returncode, len(ended.stdout.splitlines())), (0, 7), ended)
        self.assertEqual(self.state(), "raised")
        self.reply("ack, thank you\n" + quoted, sender="Officer Aspen <S01@example.invalid>")
        ended = self.read()
        self.assertRegex(ended.stdout, r"^\S+: applied\n$")  # the others were dealt with
        self.assertEqual(self.state(), "acknowledged")

    def test_an_address_counts_only_when_the_mail_server_vouches_for_it(self):
        quoted = f"ACK\n> https://handoffs.example.invalid{self.notice()}\n"
        self.reply(quoted)
        self.reply(quoted, Authentication_Results="mx.else.invalid; dmarc=pass")
        for results in ("dmarc=fail", "dmarc=pass header.from=example.com",
                        "dmarc=fail; spf=pass smtp.mailfrom=dmarc=pass@evil.invalid",
                        "dmarc=fail (dmarc=pass header.from=example.invalid)",
                        'dmarc=fail smtp.helo="; dmarc=pass header.from=example.invalid"',
                        "x-dmarc=pass header.from=example.invalid"):
            self.reply(quoted, Authentication_Results="mx.example.invalid; " + results)
        ended = self.read("--authenticated-by", "mx.example.invalid")
        self.assertEqual(ended.stdout.count("not authenticated"), 8, ended)
        self.reply(quoted, Authentication_Results="mx.example.invalid 1; spf=pass; "
                   "dmarc=pass (p=REJECT) header.from=Example.invalid")
        self.assertIn("applied", self.read("--authenticated-by", "mx.example.invalid").stdout)

    def test_nothing_is_lost_while_the_server_is_away(self):
        self.reply(f"ACK\n> https://handoffs.example.invalid{self.notice()}\n")
        ended = self.read(url="http://127.0.0.1:1")
        self.assertEqual(ended.returncode, 1, ended)
        self.assertIn("could not be reached", ended.stdout)
        self.assertIn("applied", self.read().stdout)

    def test_what_real_mail_programs_make_of_a_reply_is_read(self):
        link = "https://handoffs.example.invalid" + self.notice()
        forms = [f"On Friday the service wrote:\n> {link}\n\nACK\n",
                 f"ACK\n\n> {link[:60]}\n> {link[60:]}\n",
                 "ACK\n> https://safelinks.example/?url=" + urllib.parse.quote(link, "") + "&d=1"]
        for text in forms:
            self.reply(text)
        page = email.message.EmailMessage()
        page["From"] = "s01@example.invalid"
        page.set_content(f'<p>ACK</p><blockquote><a href="{link}">link</a></blockquote>', "html")
        mailbox.Maildir(self.folder / "inbox").add(mailbox.MaildirMessage(page))
        lines = self.read().stdout.splitlines()
        self.assertEqual(sorted(line.split(": ")[1] for line in lines),
                         ["applied"] + ["duplicate"] * 3)

    def test_no_mail_stops_the_reader_and_a_wrong_token_loses_none(self):
        self.reply(f"ACK\n> https://handoffs.example.invalid{self.notice()}\n")
        box = mailbox.Maildir(self.folder / "inbox")
        box.add(b"From: x@example.invalid\nContent-Type: text/plain; charset=none-such\n\nACK\n")
        box.add(b"From: " + b"(" * 5000 + b"\n\nACK\n")
        box.add(b"\x00\xff\xfe" * 1000)
        right, self.token = self.token, "wrong"
        ended = self.read()
        self.assertEqual((ended.returncode, len(ended.stdout.splitlines())), (1, 4), ended)
        self.token = right
        self.assertIn("applied", self.read().stdout)

    def test_the_log_of_requests_holds_no_token(self):
        path = self.notice()
        self.outside("GET", path)
        self.server.record(operation="showLink")
        self.assertNotIn(path.split("/")[-1], self.server.talk())


if __name__ == "__main__":
    unittest.main()
