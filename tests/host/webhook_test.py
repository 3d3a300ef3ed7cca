#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what `webhook` delivers is what receivers elsewhere take for a signed event, and each of
their answers means what the README says.

Method: the built plug-in in its own process; a receiver on loopback that holds every delivery
against npm `standardwebhooks` and `cloudevents`, and answers as the test wants.
"""
import pathlib
import tempfile
import time
import unittest

from far_ends import FarEnds, message, play

NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


class Webhook(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-webhook-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.far = FarEnds(self.folder)
        self.addCleanup(self.far.end)
        self.url = self.far("receive", secret=NEW)["url"]

    def secret(self, name, text):
        path = self.folder / name
        path.write_text(text + "\n", encoding="utf-8")
        return f"file:{path}"

    def play(self, *messages, **settings):
        whole = {"url": self.url, "secret": self.secret("new", NEW), **settings}
        return play(self.folder, "webhook", whole, messages)

    def outcomes(self, answers):
        return [each["outcome"] for each in answers]

    def received(self):
        return self.far("received")["received"]

    def test_a_delivery_verifies_and_is_a_valid_event(self):
        answers, ended = self.play(message("a1-7-42-0"))
        self.assertEqual((self.outcomes(answers), ended.code), (["delivered"], 0), ended)
        (came,) = self.received()
        self.assertEqual((came["verified"], came["valid"], came["id"]), (True, True, "a1-7-42-0"))
        event = came["event"]
        self.assertEqual(
            {name: event[name] for name in ("id", "source", "type", "subject", "specversion")},
            {"id": "a1-7-42-0", "source": "throughgate", "subject": "TG-000007",
             "type": "uk.throughgate.notice.action.v1", "specversion": "1.0"})
        self.assertEqual(event["data"], {
            "reference": "TG-000007", "class": "action",
            "recipient": "officer.aspen@example.invalid",
            "subject": "TG-000007: acknowledge by Tue 3 Mar 2026"})

    def test_the_text_goes_along_when_it_is_wanted(self):
        self.play(message("a1-7-42-0", body='"quoted" \u00e9\n'), with_text="true")
        (came,) = self.received()
        self.assertEqual((came["verified"], came["valid"]), (True, True))
        self.assertEqual(came["event"]["data"]["text"], '"quoted" \u00e9\n')

    def test_while_secrets_change_both_kinds_of_receivers_verify(self):
        old = self.secret("old", OLD)
        for held in (NEW, OLD):
            self.far("secret", secret=held)
            self.play(message("a1-7-42-0"), old_secret=old)
            (came,) = self.received()
            self.assertEqual((held, came["verified"]), (held, True))
            self.assertEqual(len(came["signatures"].split(" ")), 2)

    def test_a_receiver_with_another_secret_does_not_verify(self):
        self.far("secret", secret=OLD)
        self.play(message("a1-7-42-0"))
        self.assertIn("No matching signature", self.received()[0]["verified"])

    def test_gone_ends_the_subscription(self):
        self.far("answers", replies=[{"status": 410}])
        answers, ended = self.play(message("a1-7-42-0"), message("a1-7-43-0"))
        self.assertEqual((self.outcomes(answers), ended.code), (["failed", "failed"], 1), ended)
        self.assertIn("unsubscribed (410)", answers[1]["detail"])
        self.assertEqual(len(self.received()), 1, "it was asked again")

    def test_too_many_and_trouble_are_tried_later_when_the_receiver_says(self):
        self.far("answers", replies=[
            {"status": 429, "headers": {"Retry-After": "7"}},
            {"status": 503, "headers": {"Retry-After": "120"}},
            {"status": 500, "words": "our\nfault"}])
        answers, _ = self.play(*[message(f"a1-7-4{i}-0") for i in range(4)])
        self.assertEqual(self.outcomes(answers), ["retry", "retry", "retry", "delivered"])
        self.assertEqual([each["wait_ms"] for each in answers], [7000, 120000, 0, 0])
        self.assertEqual(answers[2]["detail"], "answered 500: our fault")
        self.assertEqual({each["verified"] for each in self.received()}, {True})

    def test_a_refusal_of_this_event_is_for_good(self):
        self.far("answers", replies=[{"status": 422, "words": "no such team"}])
        answers, _ = self.play(message("a1-7-42-0"))
        self.assertEqual((answers[0]["outcome"], answers[0]["detail"]),
                         ("failed", "answered 422: no such team"))

    def test_redirects_are_not_followed(self):
        self.far("answers", replies=[{"status": 307, "headers": {"Location": "/elsewhere"}}])
        answers, _ = self.play(message("a1-7-42-0"))
        self.assertEqual(answers[0]["detail"],
                         "answered 307: redirects are not followed; correct url")
        self.assertEqual([each["path"] for each in self.received()], ["/events"])

    def test_an_answer_without_end_is_cut(self):
        self.far("answers", replies=[{"status": 500, "endless": True}])
        answers, _ = self.play(message("a1-7-42-0"), message("a1-7-43-0"))
        self.assertEqual(self.outcomes(answers), ["retry", "delivered"])
        self.assertLess(len(answers[0]["detail"]), 400)

    def test_a_receiver_that_says_nothing_is_given_up_in_time(self):
        self.far("answers", replies=[{"silent": True}])
        began = time.monotonic()
        answers, _ = self.play(message("a1-7-42-0"), message("a1-7-42-0"), timeout_ms="700")
        self.assertEqual(self.outcomes(answers), ["retry", "delivered"])
        self.assertLess(time.monotonic() - began, 20)
        self.assertEqual([each["id"] for each in self.received()], ["a1-7-42-0"] * 2)

    def test_nobody_there_is_tried_later(self):
        answers, _ = self.play(message("a1-7-42-0"), url="http://127.0.0.1:1/events")
        self.assertEqual(self.outcomes(answers), ["retry"])
        self.assertIn("no answer: ", answers[0]["detail"])

    def test_a_secret_written_into_a_setting_is_refused_and_not_repeated(self):
        answers, ended = self.play(message("a1-7-42-0"), secret=NEW, timeout_ms="5",
                                   ca_file="/no/such/file")
        self.assertEqual((answers, ended.code), ([], 2), ended)
        self.assertNotIn(NEW[6:], ended.err + ended.out)
        for fault in ("secret: a secret is not written here; write file:PATH or env:NAME",
                      "timeout_ms: write a whole number from 100 to 28000",
                      "ca_file: '/no/such/file' cannot be read"):
            self.assertIn(fault, ended.out)


if __name__ == "__main__":
    unittest.main(verbosity=2)
