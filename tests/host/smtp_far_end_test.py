#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what `email-smtp` sends is what a second mail server and mail reader, of other makers than
those in tests/plugin, take it for.

Method: the built plug-in in its own process; npm `smtp-server` takes its mails, `mailparser` reads
them.
"""
import pathlib
import tempfile
import unittest

from far_ends import FarEnds, message, play


class SecondFarEnd(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-smtp-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.far = FarEnds(self.folder)
        self.addCleanup(self.far.end)

    def play(self, *messages):
        port = self.far("smtp")["port"]
        settings = {"url": f"smtp://127.0.0.1:{port}", "tls": "none",
                    "from": "Throughgate <notices@example.invalid>"}
        answers, ended = play(self.folder, "email-smtp", settings, messages)
        self.assertEqual({each["outcome"] for each in answers}, {"delivered"}, ended)
        return self.far("mails")["mails"]

    def test_a_mail_is_read_as_it_was_written(self):
        (mail,) = self.play(message("a1-7-42-0"))
        self.assertRegex(mail.pop("date"), r"^\d{4}-\d\d-\d\dT")
        self.assertEqual(mail, {
            "envelope": ["officer.aspen@example.invalid"],
            "from": '"Throughgate" <notices@example.invalid>',
            "to": "officer.aspen@example.invalid",
            "subject": "TG-000007: acknowledge by Tue 3 Mar 2026",
            "text": "Somebody waits for you.\nOpen the record.\n",
            "id": "<a1-7-42-0@example.invalid>", "effect": "a1-7-42-0",
            "reference": "TG-000007", "automatic": "auto-generated", "attachments": 0})

    def test_words_of_all_kinds_come_through(self):
        subject = "TG-000007: Gr\u00fc\u00dfe aus Ll\u0177n, \u20ac5 " + "and more words " * 8
        body = "Caf\u00e9 = open\n.\n..\nFrom here on\n" + "y" * 2000 + "\n\u20ac\n"
        (mail,) = self.play(message("a1-7-42-0", subject=subject.strip(), body=body))
        self.assertEqual((mail["subject"], mail["text"]), (subject.strip(), body))

    def test_one_process_sends_many(self):
        mails = self.play(*[message(f"a1-7-{i}-0") for i in range(25)])
        self.assertEqual([mail["effect"] for mail in mails], [f"a1-7-{i}-0" for i in range(25)])


if __name__ == "__main__":
    unittest.main(verbosity=2)
