# SPDX-License-Identifier: MIT
"""The programs under test, as children: found in the build, always ended, output kept."""
import getpass
import os
import pathlib
import pwd
import re
import signal
import subprocess
import tempfile
import time

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("TG_BUILD_DIR", SOURCE / "build" / "release"))
RELEASE = SOURCE / "build" / "release"


def newest_build():
    """For tests of many commands whose code other tests run with sanitizers: the release build,
    unless it is missing or older than the program under test."""
    released, here = RELEASE / "throughgate", BUILD / "throughgate"
    fresh = released.exists() and (not here.exists() or
                                   released.stat().st_mtime >= here.stat().st_mtime)
    return RELEASE if fresh else BUILD


SMALL = SOURCE / "tests" / "support" / "definitions" / "small"
START = "2026-09-28T08:00:00Z"  # a Monday, 9:00 in London


def login():
    """What the program calls the user who runs it."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return getpass.getuser()


def directory(of_login="S01"):
    """The staff of these tests as CSV; the user who runs them is `of_login`."""
    people = [
        ("S01", "Officer Aspen", "ro", "N03A", "S02", "S03", "person"),
        ("S02", "Officer Birch", "ro", "N03A", "S01", "S03", "person"),
        ("S03", "Manager Cedar", "spo", "N03A", "", "S09", "person"),
        ("S04", "Officer Dogwood", "pom", "ZZA", "", "S06", "person"),
        ("S05", "Clerk Elder", "omu_admin", "ZZA", "", "S06", "person"),
        ("S06", "Head Fir", "head_omu", "ZZA", "", "", "person"),
        ("S09", "Head Iris", "head_pdu", "N03A", "", "", "person"),
        ("B01", "Team N03A", "", "N03A", "", "", "box"),
        ("B02", "OMU ZZA", "", "ZZA", "", "", "box"),
    ]
    rows = ["id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind"]
    for ident, name, roles, team, deputy, manager, kind in people:
        user = login() if ident == of_login else ""
        rows.append(f"{ident},{name},{ident.lower()}@example.invalid,{user},{roles},{team},"
                    f"{deputy},{manager},,,{kind}")
    return "\n".join(rows) + "\n"


# One handoff, open from the first moment, with a clock of the test's choosing.
HANDOVER = """format: 1
pathway: spine
title: Release
common: [facts, roles, ladders]
calendar: england-and-wales
zone: Europe/London
strands:
  phase:
    title: Phase
    start: in_custody
    states:
      in_custody:
        title: In custody
        phase: custody
        owner: pom
        do: Keep the release date right.
        due: 28 days after entry
        opens: [H01]
        events: {merged: ended}
      ended: {title: Closed, phase: closed, final: true, outcome: merged}
handoffs:
  H01:
    title: Handover to the responsible officer
    from: pom
    to: ro
    until: case
    acknowledge:
      due: %(due)s
      ladder:
        due:   {at: due, tell: to, class: action, message: handover}
        again: {at: %(again)s, tell: [to, manager of to], class: action, message: handover}
    complete: 20 days after raised
messages:
  handover:
    subject: "{{case.reference}}: {{handoff.title}} is waiting"
    body: |
      {{handoff.from}} hands a case over to you ({{handoff.why}}). Please acknowledge it. {{link}}
"""


def handover_definitions(folder, due, again):
    """The common files of the small definitions and the spine above."""
    for file in (SMALL / "common").rglob("*.yaml"):
        target = folder / "common" / file.relative_to(SMALL / "common")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (folder / "spine").mkdir()
    text = HANDOVER % {"due": due, "again": again}
    (folder / "spine" / "pathway.yaml").write_text(text, encoding="utf-8")
    return folder


class Ended:
    """How one call ended."""

    def __init__(self, arguments, process):
        self.arguments = [str(each) for each in arguments]
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    def __repr__(self):
        return f"{' '.join(self.arguments)}\nexit {self.code}\n{self.out}\n{self.err}"


class Program:
    """`throughgate` on one store. `now` reads the store at that virtual time."""

    def __init__(self, store, now=None, path=None):
        self.store = pathlib.Path(store)
        self.now = now
        self.path = pathlib.Path(path or BUILD / "throughgate")

    def arguments(self, arguments):
        given = [str(each) for each in arguments]
        common = ["--store", str(self.store)]
        if self.now:
            common += ["--now", self.now]
        return [str(self.path), *common, *given]

    def __call__(self, *arguments, timeout=120):
        done = subprocess.run(self.arguments(arguments), capture_output=True, text=True,
                              timeout=timeout, stdin=subprocess.DEVNULL)
        return Ended(arguments, done)

    def must(self, *arguments):
        ended = self(*arguments)
        assert ended.code == 0, ended
        return ended

    def start(self, *arguments, **options):
        return Child(self.arguments(arguments), **options)


class Child:
    """A process of this test's own; ended, however the test ends, by leaving the `with`."""

    def __init__(self, arguments, **options):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, text=True,
                                        stdout=options.get("stdout", self.log), stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        if self.process.stdout:
            self.process.stdout.close()
        self.log.close()

    def talk(self):
        self.log.seek(0)
        return self.log.read()

    def terminate(self, limit=60):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(limit)


def wait_for(what, condition, limit=60):
    """Polls until `condition()` gives something true, which is the answer."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {limit} s in vain for {what}")


def effect_ids(maildir):
    """(case, sequence, ordinal) of every message of a maildir, as often as it is there."""
    found = []
    for mail in sorted((pathlib.Path(maildir) / "new").glob("*")):
        header = mail.read_text(encoding="utf-8", errors="replace").split("\n\n", 1)[0]
        effect = re.search(r"^X-Throughgate-Effect: [0-9a-f]+-(\d+)-(\d+)-(\d+)\r?$", header, re.M)
        assert effect, f"{mail} carries no effect id"
        found.append(tuple(int(part) for part in effect.groups()))
    return found


def masked(text, folder):
    """Without what differs from run to run."""
    rules = [
        (re.escape(str(folder)), "FOLDER"),
        (re.escape(str(BUILD.parent / "lib")), "INSTALLED"),
        (re.escape(str(BUILD)), "BUILD"),
        (re.escape(str(SOURCE)), "REPOSITORY"),
        (rf"os:{re.escape(login())}\b", "os:USER"),
        (rf"'{re.escape(login())}'", "'USER'"),
        (r"process \d+, started [-0-9:TZ.]+", "process PID, started TIME"),
        (r"\b[0-9a-f]{16,64}\b", "HASH"),
    ]
    for pattern, instead in rules:
        text = re.sub(pattern, instead, text)
    return text


def check_golden(name, text):
    """Compares with tests/golden/host/NAME; TG_UPDATE=1 in the environment rewrites it."""
    path = SOURCE / "tests" / "golden" / "host" / name
    if os.environ.get("TG_UPDATE") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if expected == text:
        return
    import difflib
    difference = difflib.unified_diff(expected.splitlines(), text.splitlines(), str(path), "now",
                                      lineterm="")
    raise AssertionError("\n".join(difference) + "\n(TG_UPDATE=1 rewrites the file)")
