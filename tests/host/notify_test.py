#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `govuk-notify` sends each notice once, whatever gets lost, and says what became of it.

Method: a stand-in for Notify, which the official client (npm `notifications-node-client`) is
driven against first; then the built plug-in in its own process against the proven stand-in.
"""
import pathlib
import tempfile
import time
import unittest

import notify_standin
from far_ends import FarEnds, message, play
from notify_standin import CRITICAL, KEY, SECRET, SERVICE, TEMPLATE, Notify

VALUES = {"subject": "Hello", "body": "Text", "reference": "TG-000007"}


class Notifying(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-notify-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.notify = Notify()
        self.addCleanup(self.notify.end)


class StandIn(Notifying):
    """The official client meets what it expects of Notify."""

    def setUp(self):
        super().setUp()
        self.far = FarEnds(self.folder)
        self.addCleanup(self.far.end)

    def call(self, call, *arguments, key=KEY):
        return self.far("notify", url=self.notify.url, key=key, call=call, arguments=arguments)

    def test_a_mail_is_taken_and_found_by_id_and_by_reference(self):
        sent = self.call("sendEmail", TEMPLATE, "officer.aspen@example.invalid",
                         {"personalisation": VALUES, "reference": "a1-7-42-0"})
        self.assertEqual((sent["status"], sent["data"]["reference"]), (201, "a1-7-42-0"))
        self.assertEqual(sent["data"]["content"]["subject"], "Hello")
        found = self.call("getNotificationById", sent["data"]["id"])
        self.assertEqual(found["data"]["status"], "delivered")
        listed = self.call("getNotifications", "email", None, "a1-7-42-0")
        self.assertEqual([each["id"] for each in listed["data"]["notifications"]],
                         [sent["data"]["id"]])
        none = self.call("getNotifications", "email", None, "another")
        self.assertEqual(none["data"]["notifications"], [])
        self.assertEqual(self.call("getTemplateById", TEMPLATE)["data"]["type"], "email")

    def test_refusals_have_the_form_that_the_client_expects(self):
        for arguments, error, words in (
                ((TEMPLATE, "nobody", {"personalisation": VALUES}), "ValidationError",
                 "Not a valid email address"),
                ((TEMPLATE, "a@example.invalid", {"personalisation": {"subject": "x"}}),
                 "BadRequestError", "Missing personalisation: body, reference"),
                ((SERVICE, "a@example.invalid", {}), "BadRequestError", "Template not found")):
            refused = self.call("sendEmail", *arguments)
            self.assertEqual((refused["status"], refused["data"]["status_code"]), (400, 400))
            self.assertEqual(refused["data"]["errors"][0]["error"], error)
            self.assertIn(words, refused["data"]["errors"][0]["message"])
        stranger = self.call("sendEmail", TEMPLATE, "a@example.invalid",
                             {"personalisation": VALUES}, key=KEY[:-1] + "1")
        self.assertEqual((stranger["status"], stranger["data"]["errors"][0]["error"]),
                         (403, "AuthError"))
        self.assertEqual(self.call("getNotificationById", TEMPLATE)["status"], 404)
        self.assertEqual(self.notify.mails, [])

    def test_a_token_of_another_time_is_refused(self):
        at, notify_standin.time.time = time.time, lambda: 4e9
        try:
            late = self.call("getNotifications")
        finally:
            notify_standin.time.time = at
        self.assertIn("within 30 seconds", late["data"]["errors"][0]["message"])


class PlugIn(Notifying):
    def play(self, *messages, **settings):
        key = self.folder / "key"
        key.write_text(KEY + "\n", encoding="utf-8")
        whole = {"api_key": f"file:{key}", "template": TEMPLATE, "url": self.notify.url, **settings}
        return play(self.folder, "govuk-notify", whole, messages)

    def outcomes(self, *messages, **settings):
        answers, ended = self.play(*messages, **settings)
        self.assertEqual(len(answers), len(messages), ended)
        self.assertNotIn(SECRET, ended.out + ended.err)
        return [each["outcome"] for each in answers]

    def test_a_mail_goes_out_once_and_is_asked_for_until_it_has_arrived(self):
        answers, ended = self.play(message("a1-7-42-0"), message("a1-7-42-0"))
        self.assertEqual([each["outcome"] for each in answers], ["pending", "delivered"], ended)
        self.assertEqual(answers[0]["wait_ms"], 60000)
        (mail,) = self.notify.mails
        self.assertEqual((mail["reference"], mail["email_address"], mail["subject"]),
                         ("a1-7-42-0", "officer.aspen@example.invalid",
                          "TG-000007: acknowledge by Tue 3 Mar 2026"))
        self.assertIn("Open the record.\n\n\nAbout TG-000007", mail["body"])

    def test_without_confirming_what_notify_has_taken_is_delivered(self):
        self.assertEqual(self.outcomes(message("a1-7-42-0"), confirm="false"), ["delivered"])

    def test_each_request_has_a_token_of_its_own_time(self):
        self.outcomes(message("a1-7-42-0"))
        self.assertEqual(len(self.notify.tokens), 2)  # the question and the mail, both taken

    def test_an_answer_that_was_lost_does_not_double_the_mail(self):
        self.notify.troubles = ["lost"]
        self.assertEqual(self.outcomes(message("a1-7-42-0")), ["retry"])
        self.assertEqual(self.outcomes(message("a1-7-42-0")), ["delivered"])
        self.assertEqual(len(self.notify.mails), 1)

    def test_after_a_time_out_notify_is_asked_before_anything_is_sent_again(self):
        self.notify.troubles = ["late"]
        answers, ended = self.play(*[message("a1-7-42-0")] * 2, timeout_ms="700")
        self.assertEqual([each["outcome"] for each in answers], ["retry", "delivered"], ended)
        self.assertIn("no answer: Timeout was reached", answers[0]["detail"])
        self.assertEqual(self.notify.asked, ["a1-7-42-0"] * 2)
        self.assertEqual(len(self.notify.mails), 1)

    def test_a_notify_that_cannot_be_asked_is_not_given_anything(self):
        self.assertEqual(self.outcomes(message("a1-7-42-0"), url="http://127.0.0.1:1"), ["retry"])
        self.assertEqual(self.notify.mails, [])

    def test_classes_have_templates_of_their_own(self):
        self.outcomes(message("a1-7-42-0", notice_class="critical"), message("a1-7-43-0"),
                      template_critical=CRITICAL)
        self.assertEqual([mail["template"] for mail in self.notify.mails], [CRITICAL, TEMPLATE])

    def test_too_many_wait_a_minute_or_an_hour_and_trouble_as_long_as_it_takes(self):
        self.notify.troubles = ["rate", "day", "broken"]
        answers, _ = self.play(*[message(f"a1-7-4{i}-0") for i in range(3)])
        self.assertEqual([(each["outcome"], each["wait_ms"]) for each in answers],
                         [("retry", 60000), ("retry", 3600000), ("retry", 0)])
        self.assertEqual(answers[2]["detail"], "answered 500: Exception: Internal server error")

    def test_a_key_that_is_refused_says_nothing_about_the_notice(self):
        self.notify.troubles = ["forbidden"]
        answers, _ = self.play(message("a1-7-42-0"))
        self.assertEqual((answers[0]["outcome"], answers[0]["wait_ms"]), ("retry", 900000))
        self.assertIn("AuthError: Invalid token", answers[0]["detail"])

    def test_what_notify_refuses_is_for_good_in_its_words(self):
        answers, _ = self.play(message("a1-7-42-0", recipient="nobody"), message("a1-7-43-0"),
                               body_key="text")
        self.assertEqual([each["detail"] for each in answers], [
            "answered 400: ValidationError: email_address Not a valid email address",
            "answered 400: BadRequestError: Missing personalisation: body"])
        self.assertEqual({each["outcome"] for each in answers}, {"failed"})

    def test_an_address_that_does_not_exist_is_said_when_notify_knows(self):
        to = "perm-fail@example.invalid"
        answers, _ = self.play(*[message("a1-7-42-0", recipient=to)] * 2)
        self.assertEqual([each["outcome"] for each in answers], ["pending", "failed"])
        self.assertIn("permanent-failure", answers[1]["detail"])

    def test_a_passing_failure_is_sent_again_three_times_at_most(self):
        for fate in ("temp-fail", "tech-fail"):
            self.notify.mails.clear()
            wanted = message("a1-7-42-0", recipient=f"{fate}@example.invalid")
            self.assertEqual(self.outcomes(*[wanted] * 4),
                             ["pending", "pending", "pending", "failed"])
            self.assertEqual(len(self.notify.mails), 3)

    def test_what_is_under_way_is_asked_for_ever_more_rarely(self):
        wanted = message("a1-7-42-0", recipient="slow@example.invalid")
        self.outcomes(wanted)
        self.notify.mails[0]["created_at"] = time.strftime(
            "%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(time.time() - 600))
        answers, _ = self.play(wanted)
        self.assertEqual(answers[0]["outcome"], "pending")
        self.assertAlmostEqual(answers[0]["wait_ms"], 2400_000, delta=60_000)
        self.assertEqual(len(self.notify.mails), 1)

    def test_settings_that_cannot_be_right_are_all_named(self):
        _, ended = self.play(message("a1-7-42-0"), template="x", confirm="perhaps", timeout="5")
        self.assertEqual(ended.code, 2, ended)
        for fault in ("unknown setting 'timeout'", "confirm: write true or false"):
            self.assertIn(fault, ended.out)
        _, ended = self.play(message("a1-7-42-0"), template="x")
        self.assertIn("template: write an id as Notify shows it", ended.out)


if __name__ == "__main__":
    unittest.main(verbosity=2)
