#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what the documentation says to type works, and shows what it says it shows.
Method: every page gets a folder of its own with workflows/ and examples/ and the built program on
PATH; its blocks are taken in order:

  ```sh                     run up to the first command that fails; must end with 0, or with N
                            when marked exit=N
  ```sh skip-reason="..."   not run: only ./dev, apt, cmake, git clone, systemd and
                            programs that run on
  ```text                   after a ```sh block: its output; `...` stands for anything, on a line
                            of its own for any lines; blanks count once
  ```LANGUAGE file=PATH     also written to PATH for the blocks below
  ```yaml                   that begins with `format: 1` passes `throughgate check` together with
                            workflows/common, unless marked fault
  ```cpp                    stands, blanks aside, in a file of examples/ or tests/

Links between pages must lead somewhere, and the tests that README.md names must exist.
"""
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from programs import SOURCE, newest_build

BUILD = newest_build()
MAY_BE_SKIPPED = ("./dev", "apt", "cmake ", "git clone ", "throughgate run ", "systemctl ",
                  "systemd-sysusers", "journalctl ", "install -d ")
CONTINUED = re.compile(r"\\\n\s*")

# Stands before the program on PATH: `run` is told to stop once it has had time to work.
SHIM = """#!/usr/bin/env python3
import os, signal, subprocess, sys
program = {program!r}
if "run" not in sys.argv[1:]:
    os.execv(program, [program, *sys.argv[1:]])  # a page may send it signals
child = subprocess.Popen([program, *sys.argv[1:]])
try:
    code = child.wait({seconds})
except subprocess.TimeoutExpired:
    child.send_signal(signal.SIGTERM)
    code = child.wait(60)
sys.exit(code)
"""


@dataclasses.dataclass
class Block:
    line: int
    info: str
    text: str

    @property
    def language(self):
        return self.info.split(" ", 1)[0]

    def mark(self, name):
        found = re.search(rf'(?:^| ){name}=(?:"([^"]*)"|(\S+))', self.info)
        return (found.group(1) or found.group(2) or "") if found else None


def blocks_of(page):
    blocks, current = [], None
    for number, line in enumerate(page.splitlines(), 1):
        if current is None and line.startswith("```"):
            current = Block(number, line[3:].strip(), "")
        elif current is not None and line.rstrip() == "```":
            blocks.append(current)
            current = None
        elif current is not None:
            current.text += line + "\n"
    if current is not None:
        blocks.append(Block(current.line, "unclosed", ""))
    return blocks


def one_blank(text):
    return re.sub(r"\s+", " ", text).strip()


def shows(expected, output):
    """Whether `output` is what the page says, `...` standing for what differs each time."""
    pattern = ""
    for line in expected.strip().splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            parts = [re.escape(one_blank(part)) for part in line.split("...")]
            pattern += r"[^\n]*?".join(parts).replace(r"\ ", r" ?") + r"\n"
    lines = [one_blank(line) for line in output.strip().splitlines()]
    return re.fullmatch(pattern, "".join(line + "\n" for line in lines)) is not None


# `sudo -u NAME command`: another user of that name, with the same rights.
SUDO = """#!/bin/sh
name=$2; shift 2
case $name in kim) number=65533 ;; *) number=65534 ;; esac
people=$(mktemp)
printf '%s:x:%s:%s::/:/bin/sh\\n' "$name" $number $number >"$people"
exec unshare --user --map-root-user --mount sh -c '
  mount --bind "$1" /etc/passwd && rm -f "$1"; number=$2; shift 2
  exec unshare --user --map-user=$number --map-group=$number "$@"' sh "$people" $number "$@"
"""


class Page:
    """Takes the blocks of one page in order and keeps what is wrong with them."""

    def __init__(self, name, text, folder):
        self.name, self.text, self.folder = name, text, folder
        self.faults = []
        self.output = None
        self.ran = 0
        shutil.copytree(SOURCE / "workflows", folder / "workflows")  # pages may edit them
        (folder / "examples").symlink_to(SOURCE / "examples")
        programs = folder / ".programs"
        programs.mkdir()
        shim = programs / "throughgate"
        shim.write_text(SHIM.format(program=str(BUILD / "throughgate"),
                                    seconds=os.environ.get("TG_RUN_SECONDS", "12")))
        shim.chmod(0o755)
        sudo = programs / "sudo"
        sudo.write_text(SUDO)
        sudo.chmod(0o755)
        self.environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}")

    def fault(self, block, text):
        self.faults.append(f"{self.name}:{block.line}: {text}")

    def check(self):
        for block in blocks_of(self.text):
            before, self.output = self.output, None
            if block.mark("file"):
                path = self.folder / block.mark("file")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            if block.language == "sh":
                self.shell(block)
            elif block.language == "text" and before is not None:
                if not shows(block.text, before):
                    self.fault(block, f"the output is another:\n{before}")
            elif block.language == "yaml":
                self.definition(block)
            elif block.language == "cpp":
                if one_blank(block.text) not in code():
                    self.fault(block, "this code stands nowhere in examples/ or tests/")
            elif block.language == "unclosed":
                self.fault(block, "the block is never closed")
            elif not block.language and re.search(r"^(throughgate|\./dev) ", block.text, re.M):
                self.fault(block, "commands stand in a block that is not marked sh")
        return self.faults

    def shell(self, block):
        if block.mark("skip-reason") is not None:
            lines = CONTINUED.sub(" ", block.text).splitlines()
            if not block.mark("skip-reason"):
                self.fault(block, "skip-reason gives no reason")
            for line in filter(None, (line.split("#")[0].strip() for line in lines)):
                if not line.startswith(MAY_BE_SKIPPED):
                    self.fault(block, f"may not be skipped: {line}")
            return
        expected = int(block.mark("exit") or 0)
        ended = subprocess.run(["bash", "-e", "-c", block.text], cwd=self.folder,
                               env=self.environment, stdin=subprocess.DEVNULL, timeout=300,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.output = ended.stdout.decode("utf-8", "replace")
        self.ran += 1
        if ended.returncode != expected:
            self.fault(block, f"ended with {ended.returncode}, not {expected}:\n{self.output}")

    def definition(self, block):
        if not block.text.startswith("format: 1") or "fault" in block.info.split():
            return
        kind, name = re.search(r"^(pathway|common|calendar|rules|chart): *(\S+)", block.text,
                               re.M).groups()
        with tempfile.TemporaryDirectory(prefix="throughgate-docs-") as folder:
            root = pathlib.Path(folder)
            shutil.copytree(self.folder / "workflows" / "common", root / "common")
            path = {"pathway": root / name / "pathway.yaml", "common": root / f"common/{name}.yaml",
                    "calendar": root / f"common/calendars/{name}.yaml",
                    "rules": root / f"common/rules/{name}.yaml",
                    "chart": root / f"{name}.yaml"}[kind]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            ended = subprocess.run([BUILD / "throughgate", "check", root], check=False,
                                   capture_output=True, text=True, timeout=120)
        if ended.returncode != 0:
            self.fault(block, f"the definition does not pass:\n{ended.stdout}{ended.stderr}")


def code():
    if not hasattr(code, "text"):
        files = [path for top in ("examples", "tests") for end in ("*.cpp", "*.hpp")
                 for path in sorted((SOURCE / top).rglob(end))]
        code.text = "\n".join(one_blank(path.read_text(encoding="utf-8")) for path in files)
    return code.text


def pages():
    found = [SOURCE / "README.md", *SOURCE.glob("docs/**/*.md"),
             *SOURCE.glob("workflows/**/README.md"), *SOURCE.glob("examples/**/README.md"),
             *SOURCE.glob("plugins/**/README.md")]
    return sorted(path for path in found if path.exists())


def check_page(name, text):
    with tempfile.TemporaryDirectory(prefix="throughgate-docs-") as folder:
        page = Page(name, text, pathlib.Path(folder))
        return page.check(), page.ran


class Documentation(unittest.TestCase):
    def test_every_page_does_what_it_says(self):
        faults, ran = [], 0
        for path in pages():
            name = str(path.relative_to(SOURCE))
            with self.subTest(name):
                found, blocks = check_page(name, path.read_text(encoding="utf-8"))
                ran += blocks
                self.assertEqual(found, [], "\n" + "\n".join(found))
        self.assertGreater(ran, 10, "hardly anything was run: is the search for pages right?")

    def test_links_lead_somewhere(self):
        for path in pages():
            text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
            for target in re.findall(r"\]\(([^)#\s]+)", text):
                if "://" not in target:
                    self.assertTrue((path.parent / target).exists(), f"{path.name}: {target}")

    def test_tests_named_as_proof_exist(self):
        text = (SOURCE / "README.md").read_text(encoding="utf-8")
        section = text.split("## Guarantees", 1)[1].split("\n## ", 1)[0]
        tests = {}
        for folder, end in re.findall(r"`tests/([\w/]+)(\.\w+)?`", section):
            where = SOURCE / "tests" / (folder + end)
            self.assertTrue(where.exists(), where)
            files = [where] if where.is_file() else [*where.rglob("*.cpp"), *where.rglob("*.py")]
            for file in files:
                tests[file] = one_blank(file.read_text(encoding="utf-8").replace('"\n', ""))
        named = re.findall(r'"([^"]+)"', section)
        self.assertGreater(len(named), 8)
        for name in named:
            self.assertTrue(any(name in each for each in tests.values()), f"no test '{name}'")


    def test_tests_of_statecharts_exist(self):
        text = (SOURCE / "docs/internals/statecharts.md").read_text(encoding="utf-8")
        split = re.compile(r'"\s*\n\s*"')  # a name that the formatter broke over two lines
        files = [*(SOURCE / "tests/unit").rglob("*_test.cpp")]
        tests = [split.sub("", file.read_text(encoding="utf-8")) for file in files]
        rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
        self.assertGreater(len(rows), 30)
        for row in rows:
            named = re.findall(r'"([^"]+)"', row)
            self.assertTrue(named, f"no test in: {row}")
            for name in named:
                found = re.compile(r'TEST_CASE\(\s*"' + re.escape(name) + r'"\)')
                self.assertTrue(any(found.search(each) for each in tests), f"no test '{name}'")


class TheCheckItself(unittest.TestCase):
    """Each of these pages holds one planted fault."""

    def found(self, block, expected):
        faults, _ = check_page("planted.md", block)
        self.assertEqual(len(faults), 1, f"{block}\n{faults}")
        self.assertIn(expected, faults[0])

    def test_planted_faults_are_found(self):
        self.found("```sh\nthroughgate no-such-command\n```\n", "ended with")
        self.found("```sh\nfalse\ntrue\n```\n", "ended with 1")
        self.found("```sh exit=1\nthroughgate version\n```\n", "ended with 0, not 1")
        self.found("```sh\nthroughgate version\n```\n```text\nthroughgate 9.9.9\n```\n", "another")
        self.found("```sh\nprintf 'one\\ntwo\\n'\n```\n```text\none\n```\n", "another")
        self.found('```sh skip-reason="slow"\nthroughgate version\n```\n', "may not be skipped")
        self.found('```sh skip-reason=""\n./dev test\n```\n', "no reason")
        self.found("```yaml\nformat: 1\npathway: x\n```\n", "does not pass")
        self.found("```cpp\nint nowhere_to_be_found();\n```\n", "stands nowhere")
        self.found("```\nthroughgate version\n```\n", "not marked sh")
        self.found("```sh\nthroughgate version\n", "never closed")

    def test_what_is_right_passes(self):
        right = ("```sh\nthroughgate version\n```\nprints\n```text\nthroughgate ...\n```\n"
                 "```sh\nprintf 'a\\nb\\nc\\n'\n```\n```text\n...\nc\n```\n"
                 "```yaml fault\nformat: 1\npathway: x\n```\n"
                 "```csv file=a/b.csv\nid\n```\n```sh\ncat a/b.csv\n```\n```text\nid\n```\n")
        self.assertEqual(check_page("right.md", right), ([], 3))


if __name__ == "__main__":
    sys.exit(unittest.main())
