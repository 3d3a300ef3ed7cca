#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: whatever an author or operator names by mistake is answered with what was wrong, where, and
what to do instead; never with a crash and never with silence.

Method: the built program on links that lead round, single files, files that are no pathway, stores
and plug-ins that are not there, options that are mistyped.
"""
import os
import shutil
import subprocess
import unittest

from programs import BUILD, SMALL, Program, newest_build
from transcript import Case

PATHWAY = "accommodation/pathway.yaml"


class OddInput(Case):
    def workflows(self):
        folder = self.folder / "workflows"
        if not folder.exists():
            shutil.copytree(SMALL, folder)
        return folder

    def says(self, code, words, *arguments):
        ended = self.program(*arguments)
        self.assertEqual(ended.code, code, ended)
        for each in words:
            self.assertIn(each, ended.err + ended.out)

    def test_links_that_lead_round_are_told(self):
        folder = self.workflows()
        for name in ("round.yaml", "round.test.yaml"):
            os.symlink(name, folder / "accommodation" / name)
        os.symlink(folder, folder / "accommodation" / "again")
        round_ = folder / "accommodation" / "round.yaml"
        test = folder / "accommodation" / "round.test.yaml"
        for arguments in (["fmt", folder], ["fmt", round_], ["check", folder],
                          ["diff", SMALL, folder],
                          ["diff", SMALL / PATHWAY, round_], ["test", test], ["test", folder],
                          ["graph", round_], ["plan", folder], ["simulate", round_],
                          ["simulate", "--definition", folder], ["init", round_]):
            self.says(2, ["round."], *arguments)

    def test_one_file_is_checked_with_its_folder(self):
        folder = self.workflows()
        self.says(2, [f"{folder / PATHWAY} is one file", "throughgate check ", "workflows"],
                  "check", folder / PATHWAY)
        alone = self.folder / "alone.yaml"
        alone.write_text("format: 1\n")
        self.says(2, ["alone.yaml is one file", "throughgate check FOLDER"], "check", alone)

    def test_a_file_that_is_no_pathway_is_not_drawn(self):
        self.open_case()
        self.says(2, ["common/roles.yaml declares no pathway", "name a pathway.yaml"],
                  "graph", self.workflows() / "common" / "roles.yaml", "--format", "table")

    def test_standard_input_is_checked_like_a_file(self):
        def fmt(text, *more):
            return subprocess.run([BUILD / "throughgate", "fmt", *more, "-"], input=text,
                                  capture_output=True, text=True, check=False)
        even = "format: 1\ncommon: one\n"
        uneven = "format: 1\ncommon: one   \n"
        looked = fmt(uneven, "--check")
        self.assertEqual((looked.returncode, looked.stdout), (1, ""), looked)
        self.assertIn("standard input would change", looked.stderr)
        self.assertEqual(fmt(even, "--check").returncode, 0)
        shown = fmt(uneven, "--diff")
        self.assertEqual(shown.returncode, 0)
        self.assertIn("--- standard input\n+++ standard input\n@@", shown.stdout)
        self.assertEqual(fmt(uneven).stdout, even)

    def test_tests_and_plans_of_one_folder_find_the_whole(self):
        folder = self.workflows()
        made = self.program("test", "--generate", folder / "spine")
        self.assertIn("spine: ", made.out, made)
        self.assertTrue((folder / "spine" / "generated.test.yaml").exists())
        self.assertFalse((folder / "accommodation" / "generated.test.yaml").exists())
        self.program.must("apply", folder)
        self.program.must("plan", folder / "spine")
        self.program.must("plan", folder / "spine" / "pathway.yaml")

    def test_a_mistyped_option_is_guessed(self):
        self.says(2, ["no option '--wekks' here; did you mean '--weeks'?"],
                  "simulate", "--definition", SMALL, "--wekks", "3")
        self.says(2, ["no option '--stroe' here; did you mean '--store'?"],
                  "case", "list", "--stroe=here.db")

    def test_backups_say_what_is_in_the_way(self):
        self.open_case()
        nowhere = self.folder / "nowhere" / "copy.db"
        self.says(2, [str(nowhere), "there is no folder", "make it first"], "backup", nowhere)
        self.program.must("backup", self.folder / "copy.db")
        self.says(2, ["copy.db: there is a file already"], "backup", self.folder / "copy.db")
        wrong = self.folder / "wrong.db"
        wrong.write_text("this is no backup of anything\n" * 400)
        ended = Program(self.folder / "new.db", path=newest_build() / "throughgate")(
            "restore", wrong)
        self.assertNotEqual(ended.code, 0, ended)
        self.assertIn(f"cannot restore {wrong}: ", ended.err)
        self.assertIn("that `throughgate backup` wrote", ended.err)

    def test_an_outbox_that_holds_nothing_has_nothing_to_release(self):
        self.open_case()
        self.says(0, ["nothing is held in"], "outbox", "release", "--as", "S05")

    def test_plug_ins_that_are_not_there_are_guessed(self):
        self.says(4, ["no plug-in 'file-dorp'", "did you mean 'file-drop'?", "installed: "],
                  "plugins", "file-dorp")
        self.open_case()
        live = Program(self.program.store, path=newest_build() / "throughgate")
        ended = live("run", "--channel", "emial-smtp")
        self.assertEqual(ended.code, 4, ended)
        self.assertIn("did you mean 'email-smtp'?", ended.err)


class LiveElsewhere(Case):
    def test_cases_in_states_that_are_gone_are_counted_too(self):
        self.open_case()
        folder = self.folder / "workflows"
        shutil.copytree(SMALL, folder)
        spine = folder / "spine" / "pathway.yaml"
        text = spine.read_text(encoding="utf-8")
        shown = self.program.must("graph", spine, "--format", "table").out
        self.assertNotIn("not in this version", shown)
        states = {line.split("`")[1] for line in shown.splitlines()
                  if line.startswith("| `phase.") and line.endswith(" 1 |")}
        state = states.pop().rsplit(".", 1)[1]
        spine.write_text(text.replace(f"{state}:", "elsewhere_now:").replace(
            f": {state}", ": elsewhere_now"), encoding="utf-8")
        for form, words in (("table", "| not in this version |"), ("mermaid", "as gone"),
                            ("dot", "Not in this version")):
            drawn = self.program.must("graph", spine, "--format", form).out
            self.assertIn(words, drawn)
            self.assertIn(f"phase.{state}", drawn)


if __name__ == "__main__":
    unittest.main()
