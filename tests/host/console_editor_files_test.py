#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an operator deletes, renames and lays out files of a draft in a browser that runs no
scripts, is asked first, and loses nothing.

Method: as console_editor_test.
"""
import html
import re
import unittest
import urllib.parse

from editor_site import PATHWAY, Site, address, text_of


class Files(Site):
    def ask_about(self, act, path=PATHWAY):
        """The page that asks, and where its form leads."""
        page = self.iris.get(f"/definitions/edit/{act}?" +
                             urllib.parse.urlencode({"file": path, "draft": "iris"}))
        self.assertEqual(page.status, 200, page)
        return page, html.unescape(
            re.search(rf'action="(/definitions/edit/{act}[^"]*)"', page.text)[1])

    def test_a_file_is_deleted_once_it_was_asked_about_and_what_changes_says_so(self):
        self.assertIn("Delete this file", self.open().words)
        page, action = self.ask_about("remove")
        self.assertIn(f"Delete {PATHWAY}?", page.words)
        self.assertIn("its live cases go on", page.words)
        self.assertIn("accommodation", self.kept())
        answer = self.iris.send(page, action)
        self.assertEqual(answer.status, 303, answer)
        after = self.iris.get(answer.headers["Location"])
        self.assertIn(f"{PATHWAY} is deleted in this draft", after.words)
        self.assertIn(f"Take back the deletion of {PATHWAY}", after.words)
        gone = self.iris.get(address(PATHWAY))
        self.assertEqual(gone.status, 404)
        self.assertIn("is deleted in this draft", gone.words)
        changes = self.iris.get("/definitions/edit/report?what=changes&draft=iris")
        self.assertIn(f"Deleted in the draft {PATHWAY}", changes.words)
        self.assertTrue(self.file.exists())
        answer = self.iris.send(after, "/definitions/edit/drop", draft="iris", file=PATHWAY)
        self.assertEqual(answer.status, 303)
        self.assertIn("accommodation", self.kept())

    def test_a_file_that_was_changed_since_it_was_asked_about_is_not_deleted(self):
        for act, fields in (("remove", {}), ("rename", {"to": "accommodation/other.yaml"})):
            page, action = self.ask_about(act)
            text = self.kept()
            self.change(text[:9], "# " + act + "\n" + text[:9])
            answer = self.iris.send(page, action, **fields)
            self.assertEqual(answer.status, 422, act)
            self.assertIn("since you opened it", answer.words)
            self.assertIn("# " + act, self.kept())

    def test_a_file_is_renamed_and_a_name_that_cannot_be_is_refused(self):
        text = self.kept()
        page, action = self.ask_about("rename")
        for name in ("", "../x.yaml", PATHWAY, "spine/pathway.yaml", "accommodation/a.test.yaml"):
            answer = self.iris.send(page, action, to=name)
            self.assertEqual(answer.status, 422, name)
            self.assertIn("Error", answer.title)
        answer = self.iris.send(page, action, to="homes/pathway.yaml")
        self.assertEqual(answer.status, 303, answer)
        self.assertEqual(text_of(self.iris.get(answer.headers["Location"])), text)
        self.assertEqual(self.kept("homes/pathway.yaml"), text)
        self.assertIn("Take back the deletion", self.iris.get("/definitions/edit").words)
        report = self.iris.get("/definitions/edit/report?what=check&draft=iris")
        self.assertRegex(report.words, r"Errors 0")

    def test_a_text_typed_into_a_file_that_was_deleted_meanwhile_is_not_lost(self):
        mine = self.open()
        page, action = self.ask_about("remove")
        self.iris.send(page, action)
        answer = self.keep(mine, text_of(mine) + "# typed\n")
        self.assertEqual(answer.status, 409)
        self.assertIn("# typed", text_of(answer))
        self.assertEqual(text_of(answer, "theirs"), "")
        self.assertEqual(self.keep(answer, text_of(answer)).status, 303)
        self.assertIn("# typed", self.kept())

    def test_format_lays_the_text_out_and_keeps_line_ends_and_comments(self):
        page = self.open("common/roles.yaml")
        text = text_of(page)
        untidy = text.replace("roles:\n", "roles:   \n\n\n\n", 1)
        self.assertNotEqual(untidy, text)
        answer = self.keep(page, untidy, "format")
        self.assertIn("It is laid out and saved", self.iris.get(answer.headers["Location"]).words)
        laid_out = self.kept("common/roles.yaml")
        self.assertNotIn("roles:   ", laid_out)
        again = self.keep(self.open("common/roles.yaml"), laid_out, "format")
        self.assertIn("It is laid out already", self.iris.get(again.headers["Location"]).words)
        (self.workflows / "common" / "odd.yaml").write_bytes(
            "\ufeffformat: 1\r\ncommon: odd   \r\n# \U0001f600 kept\r\n".encode("utf-8"))
        odd = self.open("common/odd.yaml")
        self.keep(odd, text_of(odd), "format")
        # As `throughgate fmt`, it leaves no byte order mark.
        self.assertEqual(self.kept("common/odd.yaml"),
                         "format: 1\r\ncommon: odd\r\n# \U0001f600 kept\r\n")

    def test_a_text_that_cannot_be_read_is_not_laid_out_and_stays(self):
        page = self.open()
        answer = self.keep(page, text_of(page) + "a: [1\n", "format")
        self.assertEqual(answer.status, 422)
        self.assertIn("cannot be laid out before it can be read", answer.words)
        self.assertTrue(text_of(answer).endswith("a: [1\n"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
