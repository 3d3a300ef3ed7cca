#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `throughgate diff` says in words and in JSON what differs between two versions, of folders,
files and git, and ends with the exit code that scripts rely on; `graph --store` counts live cases.

Method: the built program on the small definitions with one edit, in a git repository of its own.
"""
import json
import shutil
import subprocess
import unittest

from programs import SMALL, SOURCE
from transcript import Case

DUE = "due: 14 days before release\n"
SOONER = "due: 10 days before release\n"
ON_HOLD = "        due: 28 days after entry\n"


class Differences(Case):
    def edited(self, old, new, name="after"):
        folder = self.folder / name
        if not folder.exists():
            shutil.copytree(SMALL, folder)
        path = folder / "accommodation" / "pathway.yaml"
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    def test_words_and_exit_codes(self):
        same = self.program("diff", SMALL, SMALL)
        self.assertEqual((same.code, same.out.strip()), (0, "no difference in meaning or wording"))
        after = self.edited(DUE, SOONER)
        moved = self.program("diff", SMALL, after)
        self.assertEqual(moved.code, 0, moved)
        self.assertEqual(moved.out.splitlines(), [
            "accommodation:",
            "  dates             state place.sourcing is now due 10, not 14, days before release"
            "  accommodation/pathway.yaml:49",
            "1 change (1 dates), 0 of them breaking live cases",
            "to publish: one person other than the author, and a reason"])
        self.edited(ON_HOLD, "")
        broken = self.program("diff", SMALL, after)
        self.assertEqual(broken.code, 1, broken)
        self.assertIn("dates     breaks  state place.on_hold no longer has `due`", broken.out)
        self.assertIn("to publish: two people", broken.out)

    def test_json(self):
        after = self.edited(DUE, SOONER)
        answer = json.loads(self.program("-o", "json", "diff", SMALL, after).out)
        change = answer["changes"][0]
        self.assertEqual((change["class"], change["breaks"], change["subject"]),
                         ("dates", False, "state place.sourcing"))
        self.assertEqual(change["after"]["line"], 49)
        self.assertEqual(answer["counts"], {"wording": 0, "dates": 1, "people": 0, "structure": 0})
        self.assertEqual(answer["approval"]["approvals"], 1)

    def test_files_alone(self):
        after = self.edited(DUE, SOONER) / "accommodation" / "pathway.yaml"
        answer = self.program("diff", SMALL / "accommodation" / "pathway.yaml", after)
        self.assertEqual(answer.code, 0, answer)
        self.assertIn("now due 10, not 14, days", answer.out)

    def test_an_older_version_in_git(self):
        folder = self.folder / "site"
        shutil.copytree(SMALL, folder)
        git = ["git", "-C", str(folder), "-c", "user.name=Author", "-c", "user.email=a@example.org"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
            subprocess.run(git + words, check=True)
        self.edited(DUE, SOONER, "site")
        for what in (folder, folder / "accommodation" / "pathway.yaml"):
            answer = self.program("diff", what, "--against", "git:HEAD")
            self.assertEqual(answer.code, 0, answer)
            self.assertIn("now due 10, not 14, days", answer.out)
        unknown = self.program("diff", folder, "--against", "git:nowhere")
        self.assertEqual(unknown.code, 2, unknown)
        self.assertIn("git has no version 'nowhere'", unknown.err)

    def test_what_cannot_be_compared(self):
        broken = self.folder / "broken.yaml"
        broken.write_bytes(b"\x00\xff\x00 binary")
        for wrong in (["diff", SMALL], ["diff", SMALL, self.folder / "nowhere"], ["diff"],
                      ["diff", SMALL, SMALL, "--against", "git:HEAD"],
                      ["diff", SMALL, "--against", "main"], ["diff", SMALL, "--against", "git:-x"],
                      ["diff", SMALL / "accommodation" / "pathway.yaml", broken]):
            self.assertEqual(self.program(*wrong).code, 2, wrong)


class LiveCounts(Case):
    def test_a_diagram_counts_the_cases_of_a_store(self):
        self.open_case()
        path = SMALL / "spine" / "pathway.yaml"
        table = self.program.must("graph", path, "--format", "table").out
        self.assertIn("| cases now |", table)
        row = next(line for line in table.splitlines() if "| 1 |" in line)
        self.assertTrue(row.startswith("| `phase."), row)
        self.assertIn("1 case now", self.program.must("graph", path, "--format", "dot").out)

    def test_a_store_that_is_not_there_is_no_empty_one(self):
        answer = self.program("graph", SMALL / "spine" / "pathway.yaml", "--format", "dot")
        self.assertEqual(answer.code, 4, answer)


class SiteFolders(Case):
    def test_init_makes_a_folder_that_checks_and_tests_green(self):
        site = self.folder / "site"
        made = self.program.must("init", site, "--workflows", SOURCE / "workflows")
        self.assertIn("wrote accommodation/pathway.yaml", made.out)
        checked = self.program("check", site, "--strict")
        self.assertEqual(checked.code, 0, checked)
        self.assertIn("0 errors, 0 warnings", checked.out)
        tested = self.program("test", site)
        self.assertEqual(tested.code, 0, tested)
        self.assertIn("1 passed, 0 failed", tested.out)
        self.program.must("apply", site)
        drawn = self.program.must("graph", site / "accommodation" / "pathway.yaml",
                                  "--format", "mermaid")
        self.assertTrue(drawn.out.startswith("stateDiagram-v2"))
        moved = self.program.must("diff", site / "base", site)
        self.assertIn("handoff H05 is now due 8, not 10, working days after raised", moved.out)
        json.loads((site / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    def test_init_writes_nothing_over(self):
        site = self.folder / "site"
        (site / "accommodation").mkdir(parents=True)
        mine = site / "accommodation" / "pathway.yaml"
        mine.write_text("mine\n", encoding="utf-8")
        refused = self.program("init", site, "--workflows", SOURCE / "workflows")
        self.assertEqual(refused.code, 3, refused)
        self.assertIn("there are already accommodation/pathway.yaml", refused.err)
        self.assertEqual(mine.read_text(encoding="utf-8"), "mine\n")
        self.assertFalse((site / "base").exists())
        unknown = self.program("init", self.folder / "new", "--workflows", self.folder / "no")
        self.assertEqual(unknown.code, 2, unknown)

    def test_a_fault_of_a_site_is_told_with_its_own_line(self):
        site = self.folder / "site"
        self.program.must("init", site, "--workflows", SOURCE / "workflows")
        path = site / "accommodation" / "pathway.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("after raised", "aftr raised"),
                        encoding="utf-8")
        faulty = self.program("check", site)
        self.assertEqual(faulty.code, 1, faulty)
        self.assertIn("accommodation/pathway.yaml:8:", faulty.out)


class Generated(Case):
    def test_tests_are_written_and_pass(self):
        folder = self.folder / "workflows"
        shutil.copytree(SMALL, folder)
        path = folder / "accommodation" / "pathway.yaml"
        made = self.program("test", "--generate", folder)
        self.assertEqual(made.code, 0, made)
        for pathway in ("accommodation", "spine"):
            self.assertRegex(made.out, pathway + r": (\d+) of \1 transitions by \d+ tests")
        tested = self.program("test", folder, "--coverage", "--require", "transitions=100")
        self.assertEqual(tested.code, 0, tested)
        self.assertIn(" 0 failed", tested.out)
        self.assertEqual(self.program("test", "--generate", path).code, 0, "made anew")
        own = folder / "accommodation" / "generated.test.yaml"
        own.write_text("mine\n", encoding="utf-8")
        refused = self.program("test", "--generate", path)
        self.assertEqual((refused.code, own.read_text(encoding="utf-8")), (3, "mine\n"), refused)
        for wrong in (folder / "nowhere.yaml", folder / "common" / "roles.yaml"):
            self.assertEqual(self.program("test", "--generate", wrong).code, 2)


if __name__ == "__main__":
    unittest.main()
