#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: `check`, `fmt` and `explain` give an author the same findings in words, JSON and SARIF,
mend and lay out files as a whole or not at all, and answer bad input with a clear error.

Method: the built program on copies of the small definitions. What SARIF 2.1.0 requires of a log is
checked here key by key, against the metadata of the rules that the same log carries.
"""
import json
import re
import shutil
import stat
import subprocess
import unittest

from programs import BUILD, SMALL
from transcript import Case

PATHWAY = "accommodation/pathway.yaml"


class Authoring(Case):
    def workflows(self, *edits):
        folder = self.folder / "workflows"
        if not folder.exists():
            shutil.copytree(SMALL, folder)
        for path, old, new in edits:
            file = folder / path
            text = file.read_text(encoding="utf-8")
            self.assertIn(old, text)
            file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    def faulty(self):
        return self.workflows((PATHWAY, "detained: on_hold", "detained: on_holt"),
                              ("common/roles.yaml", "roles:\n",
                               "ignore: [{rule: TG0819, because: Kept for the next pathway.}]\n"
                               "roles:\n  spare: {side: community, label: Spare}\n"))


class Formats(Authoring):
    def test_a_pathways_own_folder_is_checked_with_all_that_it_uses(self):
        folder = self.faulty()
        whole = self.program("check", folder)
        part = self.program("check", folder / "accommodation")
        self.assertEqual((part.code, part.out), (whole.code, whole.out))
        self.assertIn("on_holt", part.out)
        self.assertIn("is checked with all that it uses", part.err)
        alone = self.folder / "alone"
        alone.mkdir()
        shutil.copy(folder / PATHWAY, alone)
        self.assertNotEqual(self.program("check", alone).code, 0)

    def test_words_json_and_sarif_tell_the_same(self):
        folder = self.faulty()
        words = self.program("check", folder, "--strict")
        report = json.loads(self.program("check", folder, "--strict", "--format", "json").out)
        self.assertEqual(json.loads(self.program("-o", "json", "check", folder, "--strict").out),
                         report)
        sarif = json.loads(self.program("check", folder, "--strict", "--format", "sarif").out)
        open_results = [each for each in sarif["runs"][0]["results"] if "suppressions" not in each]
        self.assertEqual([each["code"] for each in report["diagnostics"]],
                         [each["ruleId"] for each in open_results])
        for each in report["diagnostics"]:
            self.assertIn(f"{each['file']}:{each['line']}:{each['column']}: {each['severity']}"
                          f"[{each['code']}]: {each['message']}", words.out)
        self.assertIn("          detained: on_holt\n", words.out)
        self.assertIn("fix: write 'on_hold'", words.out)
        self.assertIn("throughgate explain TG", words.out)
        self.assertEqual([each["because"] for each in report["ignored"]],
                         ["Kept for the next pathway."])

    def test_a_fix_is_a_range_of_bytes(self):
        folder = self.faulty()
        report = json.loads(self.program("-o", "json", "check", folder).out)
        fix = next(each["fix"] for each in report["diagnostics"] if each["code"] == "TG0107")
        edit, = fix["edits"]
        before = (folder / edit["file"]).read_bytes()
        self.assertEqual(before[edit["offset"]:][:edit["length"]], b"on_holt")
        self.assertEqual(edit["text"], "on_hold")

    def test_sarif_is_what_its_standard_says(self):
        folder = self.faulty()
        log = json.loads(self.program("check", folder, "--strict", "--format", "sarif").out)
        self.assertEqual(log["version"], "2.1.0")
        run, = log["runs"]
        driver = run["tool"]["driver"]
        self.assertTrue(driver["name"])
        rules = driver["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        for rule in rules:
            self.assertRegex(rule["id"], r"^TG\d{4}$")
            for key in ("shortDescription", "fullDescription", "help"):
                self.assertTrue(rule[key]["text"])
            self.assertIn(rule["defaultConfiguration"]["level"], ("error", "warning"))
        self.assertTrue(run["results"])
        for result in run["results"]:
            rule = rules[result["ruleIndex"]]
            self.assertEqual(rule["id"], result["ruleId"])
            self.assertEqual(rule["defaultConfiguration"]["level"], result["level"])
            self.assertTrue(result["message"]["text"])
            for place in result["locations"] + result.get("relatedLocations", []):
                physical = place["physicalLocation"]
                self.assertRegex(physical["artifactLocation"]["uri"], r"^[\w~./%-]+$")
                for number in physical.get("region", {}).values():
                    self.assertGreaterEqual(number, 1)
            for fix in result.get("fixes", []):
                for change in fix["artifactChanges"]:
                    for each in change["replacements"]:
                        self.assertEqual(set(each["deletedRegion"]), {"byteOffset", "byteLength"})
                        self.assertIn("text", each["insertedContent"])
            for each in result.get("suppressions", []):
                self.assertEqual(each["kind"], "inSource")
                self.assertTrue(each["justification"])
        self.assertTrue(any("fixes" in each for each in run["results"]))
        self.assertTrue(any("suppressions" in each for each in run["results"]))

    def test_columns_of_sarif_count_characters(self):
        folder = self.workflows((PATHWAY, "detained: on_hold", "détenu: on_holt"))
        log = json.loads(self.program("check", folder, "--format", "sarif").out)
        result = next(each for each in log["runs"][0]["results"] if each["ruleId"] == "TG0107")
        region = result["locations"][0]["physicalLocation"]["region"]
        line = (folder / PATHWAY).read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
        self.assertTrue(line[region["startColumn"] - 1:].startswith("on_holt"))

    def test_the_exit_code_follows_the_level(self):
        warned = self.workflows((PATHWAY, "message: withdrawn}", "message: check_chase}"))
        for arguments, code in ((["--fail-level", "error"], 0), (["--fail-level", "warning"], 1),
                                (["--fail-level", "none"], 0), (["--strict"], 1),
                                (["--strict", "--fail-level", "none"], 0),
                                (["--fail-level", "some"], 2)):
            self.assertEqual(self.program("check", warned, *arguments).code, code, arguments)

    def test_all_codes_are_listed(self):
        rules = json.loads(self.program.must("-o", "json", "explain", "--list").out)
        page = (SMALL.parents[3] / "docs/reference/diagnostics.md").read_text(encoding="utf-8")
        self.assertEqual([rule["code"] for rule in rules],
                         re.findall(r"^### (TG\d{4}):", page, re.MULTILINE))
        words = self.program.must("explain", "--list").out
        for rule in rules:
            self.assertRegex(words, rf"{rule['code']} +{rule['severity']} ")
        for arguments in (["explain"], ["explain", "TG0107", "--list"]):
            self.assertEqual(self.program(*arguments).code, 2, arguments)


class Staff(Authoring):
    def check(self, rows):
        file = self.folder / "staff.csv"
        file.write_text("id,name,roles,team\n" + rows)
        return self.program("check", SMALL, "--staff", file)

    def test_roles_that_nobody_holds_are_told_with_what_they_have_to_do(self):
        held = "ro", "spo", "head_pdu", "duty_officer", "pom", "head_omu", "omu_admin"
        rows = "".join(f"S{number},Somebody,{role},T\n" for number, role in enumerate(held))
        some = self.check(rows)
        self.assertEqual(some.code, 0, some)
        self.assertIn("warning[TG0655]: nobody in the directory holds 'acc_worker', which owns "
                      "'preparing', owns 'keys_wanted'", some.out)
        self.assertNotIn("police", some.out)  # outside bodies are in no directory
        everybody = self.check(rows + "S9,Somebody,acc_worker ro,T\n")
        self.assertNotIn("TG0655", everybody.out)
        nobody = self.check("S1,Somebody,acc_worker,T\n")
        self.assertIn("holds 'ro', which owns 'screen'", nobody.out)
        self.assertIn("28 more", nobody.out)

    def test_a_role_that_nobody_holds_may_be_known_with_a_reason(self):
        workflows = self.folder / "workflows"
        shutil.copytree(SMALL, workflows)
        with (workflows / "accommodation" / "pathway.yaml").open("a") as file:
            file.write("ignore:\n  - {rule: TG0655, because: the post is advertised}\n")
        staff = self.folder / "staff.csv"
        staff.write_text("id,name,roles,team\n"
                         "S1,Somebody,ro spo head_pdu duty_officer pom head_omu omu_admin,T\n")
        told = json.loads(self.program("check", workflows, "--staff", staff, "-o", "json").out)
        self.assertNotIn("TG0655", [each["code"] for each in told["diagnostics"]
                                    if each["file"].startswith("accommodation")])
        self.assertIn("the post is advertised", json.dumps(told["ignored"]))

    def test_the_shipped_staff_hold_every_role_of_the_shipped_workflows(self):
        root = SMALL.parents[3]
        shipped = self.program("check", root / "workflows", "--staff",
                               root / "examples" / "caseload" / "directory.csv")
        self.assertEqual(shipped.code, 0, shipped)
        self.assertNotIn("TG0655", shipped.out)

    def test_a_directory_that_cannot_be_read_is_told(self):
        self.assertEqual(self.program("check", SMALL, "--staff", self.folder / "none.csv").code, 2)
        (self.folder / "wrong.csv").write_text("a,b\n")
        self.assertEqual(self.program("check", SMALL, "--staff", self.folder / "wrong.csv").code, 2)


class Fixing(Authoring):
    def test_what_has_one_repair_is_mended_in_the_files(self):
        folder = self.faulty()
        file = folder / PATHWAY
        file.chmod(0o640)
        fixed = self.program("check", folder, "--fix")
        self.assertEqual(fixed.code, 0, fixed)
        self.assertIn("[TG0107]: write 'on_hold'", fixed.err)
        self.assertEqual(file.read_bytes(), (SMALL / PATHWAY).read_bytes())
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o640)
        self.assertEqual(sorted(folder.rglob("*.new")), [])
        again = self.program("check", folder, "--fix")
        self.assertNotIn("fixed", again.err)

    def test_a_file_that_cannot_be_written_is_told_and_stays(self):
        folder = self.faulty()
        before = (folder / PATHWAY).read_bytes()
        (folder / (PATHWAY + ".new") / "in the way").mkdir(parents=True)
        refused = self.program("check", folder, "--fix")
        self.assertEqual(refused.code, 2, refused)
        self.assertIn("cannot be written", refused.err)
        self.assertEqual((folder / PATHWAY).read_bytes(), before)


class Layout(Authoring):
    def test_laid_out_is_laid_out_once(self):
        title, zone = "title: Accommodation\n", "zone: Europe/London\n"
        folder = self.workflows((PATHWAY, title, "title:  Accommodation   \n\n\n"),
                                (PATHWAY, "format: 1\n", ""),
                                (PATHWAY, zone, zone + "format: 1\n"))
        before = (folder / PATHWAY).read_bytes()
        looked = self.program("fmt", "--check", folder)
        self.assertEqual(looked.code, 1, looked)
        self.assertIn(str(folder / PATHWAY), looked.out)
        self.assertEqual((folder / PATHWAY).read_bytes(), before)
        self.program.must("fmt", folder)
        self.assertTrue((folder / PATHWAY).read_text().startswith("format: 1\npathway:"))
        self.assertEqual(self.program("fmt", "--check", folder).code, 0)
        self.assertEqual(self.program("check", folder).code, 0)

    def test_the_shipped_workflows_are_laid_out(self):
        ended = self.program("fmt", "--check", SMALL.parents[3] / "workflows")
        self.assertEqual(ended.code, 0, ended)

    def test_the_difference_is_one_that_patch_takes(self):
        folder = self.workflows((PATHWAY, "title: Accommodation\n", "title: Accommodation   \n"),
                                (PATHWAY, "      screen:\n", "      screen:  \n"))
        self.program.must("fmt", folder / "accommodation")
        self.workflows((PATHWAY, "title: Accommodation\n", "title: Accommodation   \n\n\n"),
                       (PATHWAY, "      sourcing:\n", "      sourcing:  \n"),
                       (PATHWAY, "messages:\n", "\n\n\nmessages:   \n"))
        patch = self.program.must("fmt", "--diff", folder / PATHWAY).out
        self.assertIn("-title: Accommodation   \n", patch)
        taken = subprocess.run(["patch", "-s", str(folder / PATHWAY)], input=patch, text=True,
                               capture_output=True, timeout=60, check=False)
        self.assertEqual(taken.returncode, 0, taken)
        self.program.must("fmt", "--check", folder / PATHWAY)

    def test_standard_input_is_laid_out_to_standard_output(self):
        def laid_out(text):
            return subprocess.run([str(BUILD / "throughgate"), "fmt", "-"], input=text,
                                  capture_output=True, timeout=60, check=False)
        self.assertEqual(laid_out(b"common: a\nformat: 1\n").stdout, b"format: 1\ncommon: a\n")
        faulty = laid_out(b"common: [\n")
        self.assertEqual((faulty.returncode, faulty.stdout), (2, b""))
        self.assertIn(b"error[TG0101]", faulty.stderr)


BAD = {
    "binary": (bytes(range(256)) * 16, "TG0102", "zero byte"),
    "utf16": ("\ufeffformat: 1\n".encode("utf-16-le"), "TG0102", "UTF-16"),
    "latin1": (b"format: 1\npathway: caf\xe9\n", "TG0102", "Windows-1252"),
    "huge": (b"format: 1\n" + b"# filler\n" * 200_000, "TG0103", "1 MiB"),
    "truncated": (b"format: 1\npathway: a\nstrands: {place: {start: a, states: {a: {title: \"A",
                  "TG0101", "this quote is not closed"),
    "deep": (b"a: " + b"[" * 100_000, "TG0104", "nested"),
    "deep blocks": (b"".join(b" " * i + b"a:\n" for i in range(200)), "TG0104", "nested"),
    "cyclic": (b"format: 1\npathway: &a [*a]\n", "TG0106", "alias"),
    "empty": (b"", "TG0118", "empty"),
    "one long line": (b"format: 1\nx: " + b"y" * 900_000 + b"\n", "TG0116", ""),
}


class BadInput(Authoring):
    def test_each_kind_of_bad_file_is_named_and_left_alone(self):
        folder = self.workflows()
        bad = folder / "bad" / "pathway.yaml"
        bad.parent.mkdir()
        for name, (content, code, words) in BAD.items():
            with self.subTest(name):
                bad.write_bytes(content)
                checked = self.program("check", folder)
                self.assertEqual(checked.code, 1, checked.err)
                self.assertIn(f"error[{code}]", checked.out)
                self.assertIn(words, checked.out)
                self.assertLess(len(checked.out), 20_000)
                self.assertNotRegex(checked.out, r"[\x00-\x08\x0b-\x1f\x7f]")
                laid_out = self.program("fmt", bad)
                self.assertEqual(laid_out.code, 0 if name == "one long line" else 2, laid_out.err)
                self.assertEqual(bad.read_bytes(), content)

    def test_circles_between_declarations_are_named(self):
        folder = self.workflows(("common/roles.yaml", "label: Head of PDU}",
                                 "label: Head of PDU, manager: spo}"))
        self.assertIn("TG0804", self.program("check", folder).out)

    def test_paths_that_are_nothing_are_told(self):
        nowhere = self.folder / "nowhere.yaml"
        for arguments in (["fmt", nowhere], ["fmt"], ["check", nowhere],
                          ["fmt", self.folder / "nowhere"]):
            ended = self.program(*arguments)
            self.assertEqual(ended.code, 2, ended)
            self.assertTrue(ended.err)


if __name__ == "__main__":
    unittest.main()
