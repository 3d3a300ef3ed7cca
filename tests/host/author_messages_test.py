#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what an author does wrong is told once, where it is wrong and with what to do, and nothing
healthy is touched for it.

Method: the built program on copies of the small definitions, each with one thing amiss.
"""
import json
import shutil
import subprocess
import unittest

from programs import BUILD, SMALL
from transcript import Case

PATHWAY = "accommodation/pathway.yaml"
ROLES = "common/roles.yaml"
SITE = "site/accommodation.yaml"
EXTENDS = f"format: 1\npathway: accommodation\nextends: {PATHWAY}\n"


class Author(Case):
    def setUp(self):
        super().setUp()
        self.workflows = self.folder / "workflows"
        shutil.copytree(SMALL, self.workflows)

    def edit(self, path, old, new):
        file = self.workflows / path
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def bytes_of_all(self):
        return {each: each.read_bytes() for each in sorted(self.workflows.rglob("*.yaml"))}

    def check(self, *more):
        return json.loads(self.program("-o", "json", "check", self.workflows, *more).out)


class Unread(Author):
    """Files that others use and that cannot be read."""

    def codes(self):
        return {each["code"] for each in self.check()["diagnostics"]}

    def untouched(self, *unread):
        before = self.bytes_of_all()
        fixed = self.program("check", "--fix", self.workflows)
        self.assertEqual(fixed.code, 1, fixed)
        self.assertEqual(self.bytes_of_all(), before)
        self.assertIn(f"what uses {', '.join(unread)} is looked at once that is mended", fixed.out)

    def test_nothing_is_mended_in_what_uses_a_common_file_that_is_no_yaml(self):
        self.edit(PATHWAY, "owner: acc_worker", "owner: acc_wroker")
        self.edit(ROLES, "roles:\n", "roles: [\n")
        self.assertEqual(self.codes(), {"TG0101"})
        self.untouched(ROLES)
        self.assertEqual(self.check()["unread"], [ROLES])

    def test_a_common_file_that_is_no_text_is_told_alone(self):
        (self.workflows / ROLES).write_bytes(b"\xff\xfe\x00")
        self.assertEqual(self.codes(), {"TG0102"})
        self.untouched(ROLES)

    def test_what_extends_a_file_that_cannot_be_read_waits_for_it(self):
        (self.workflows / "site").mkdir()
        (self.workflows / SITE).write_text(EXTENDS + "title: Of the site\n")
        self.edit(PATHWAY, "gates:\n", "gates: [\n")
        self.assertEqual(self.codes(), {"TG0101"})
        self.untouched(PATHWAY, SITE)

    def test_other_pathways_are_still_looked_at(self):
        self.edit("spine/pathway.yaml", "elsewhere: outside_prison", "elsewhere: outside_prisn")
        self.edit(PATHWAY, "gates:\n", "gates: [\n")
        codes = [each["code"] for each in self.check()["diagnostics"]]
        self.assertEqual(codes, ["TG0101", "TG0107"])  # what cannot be read stands first

    def test_a_misspelt_key_of_a_common_file_is_mended_before_what_follows_from_it(self):
        healthy = self.bytes_of_all()
        self.edit(ROLES, "roles:\n", "rolse:\n")
        self.assertEqual(self.codes(), {"TG0110"})
        fixed = self.program("check", "--fix", self.workflows)
        self.assertEqual(fixed.code, 0, fixed)
        self.assertEqual(self.bytes_of_all(), healthy)

    def test_once_it_can_be_read_the_rest_is_mended(self):
        healthy = self.bytes_of_all()
        self.edit(PATHWAY, "owner: acc_worker", "owner: acc_wroker")
        self.edit(ROLES, "roles:\n  ro:", "roles:\n\tro:")
        self.program("check", "--fix", self.workflows)
        self.assertEqual(self.program("check", self.workflows).code, 0)
        self.assertEqual(self.bytes_of_all()[self.workflows / PATHWAY],
                         healthy[self.workflows / PATHWAY])


class Words(Author):
    """Names that were nearly right."""

    def hint_of(self, code):
        told = [each for each in self.check("--strict")["diagnostics"] if each["code"] == code]
        self.assertEqual(len(told), 1, told)
        return told[0]["hint"]

    def test_from_is_what_a_rung_that_tells_form_means(self):
        self.edit(PATHWAY, "tell: from, class", "tell: form, class")
        self.assertEqual(self.hint_of("TG0204"), "did you mean 'from'?")
        self.program.must("check", "--fix", self.workflows)
        self.assertIn("tell: from, class", (self.workflows / PATHWAY).read_text())

    def test_a_misspelt_relation_is_guessed(self):
        self.edit(PATHWAY, "tell: [ro, deputy of ro]", "tell: [ro, depty of ro]")
        self.assertEqual(self.hint_of("TG0618"), "did you mean 'deputy of ro'?")

    def test_a_change_of_what_the_base_does_not_have_is_guessed(self):
        (self.workflows / "site").mkdir()
        (self.workflows / SITE).write_text(
            EXTENDS + "strands: {place: {states: {sourcng: {due: 20 days before release}}}}\n"
            "handoffs: {H66: {complete: 8 working days after raised}}\n")
        told = {each["message"]: each["hint"] for each in self.check()["diagnostics"]}
        self.assertEqual(told, {
            "there is no state 'sourcng' to change": "did you mean 'sourcing'?",
            "there is no handoff 'H66' to change": "did you mean 'H06'?"})

    def test_a_code_may_be_written_small(self):
        self.assertEqual(self.program.must("explain", "tg0204").out,
                         self.program.must("explain", "TG0204").out)


class Places(Author):
    """Files and folders that are not what was meant."""

    def test_a_folder_below_a_file_is_no_folder_to_be_made(self):
        file = self.folder / "afile"
        file.write_text("x")
        made = self.program("init", file / "sub" / "deep", "--workflows",
                            SMALL.parents[3] / "workflows")
        self.assertEqual(made.code, 2, made)
        self.assertIn(f"nothing was written: {file} is no folder", made.err)

    def test_a_file_of_no_tests_is_told(self):
        file = self.workflows / "accommodation" / "none.test.yaml"
        file.write_text("format: 1\ntest: nothing\ndefinitions: [spine]\ntests: []\n")
        ran = self.program("test", file)
        self.assertEqual(ran.code, 2, ran)
        self.assertIn("error[TG1015]: this file holds no test", ran.out)

    def test_a_generated_file_is_not_replaced_by_one_that_takes_less(self):
        file = self.workflows / "spine" / "generated.test.yaml"
        self.program("test", "--generate", self.workflows / "spine")
        before = file.read_text()
        self.assertRegex(before, r"# It takes \d+ of \d+ transitions\.\n")
        less = ["test", "--generate", self.workflows / "spine", "--limit", "30"]
        refused = self.program(*less)
        self.assertEqual(refused.code, 3, refused)
        self.assertIn("takes a larger share of the transitions", refused.err)
        self.assertIn("--force", refused.err)
        self.assertEqual(file.read_text(), before)
        self.assertEqual(self.program(*less, "--force").code, 1)
        self.assertNotEqual(file.read_text(), before)
        self.program("test", "--generate", self.workflows / "spine")
        self.assertEqual(file.read_text(), before)


class Excerpts(Author):
    def test_what_steers_a_terminal_is_shown_as_its_number(self):
        def evaluate(*more):
            return subprocess.run([BUILD / "throughgate", *more, "eval", "a \x1b[31m\u202e \x9b1m"],
                                  capture_output=True, timeout=60, check=False)
        ran = evaluate()
        shown = (ran.stdout + ran.stderr).decode("utf-8")
        self.assertIn(r"a \x1B[31m\u{202E} \u{009B}1m", shown)
        for letter in "\x1b\u202e\x9b":
            self.assertNotIn(letter, shown)

    def test_the_caret_stands_below_what_it_means_whatever_comes_before(self):
        self.edit(PATHWAY, "detained: on_hold", "\"d\u202e\u00e9tenu\": on_holt")
        lines = self.program("check", self.workflows).out.splitlines()
        at = next(i for i, line in enumerate(lines) if "error[TG0107]" in line) + 1
        self.assertIn(r"d\u{202E}" + "\u00e9tenu", lines[at])
        self.assertEqual(lines[at + 1].index("^"), lines[at].index("on_holt"))
        json.loads(self.program("check", self.workflows, "--format", "json").out)
        json.loads(self.program("check", self.workflows, "--format", "sarif").out)


if __name__ == "__main__":
    unittest.main()
