#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a large caseload plays with nothing lost: no invariant is broken, no effect is doubled, the
log explains how each looked-at case stands, the channel got as many mails as the store says, and
people got as few as the notice policy promises.

Method: a caseload is written, played with notices counted, and its summary read: a few days of a
probation delivery unit; with TG_SOAK=1 the year of a company of 13,500 people, which has to end
within five minutes (TG_LARGEST_SECONDS) and 1 GiB, by the release program on an idle machine.
"""
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

import promises
from programs import BUILD, RELEASE, SOURCE, Program

soak = os.environ.get("TG_SOAK") == "1"
profile, days = ("crc", "365") if soak else ("pdu", "9")
longest = float(os.environ.get("TG_LARGEST_SECONDS", "300"))
release = RELEASE / "throughgate"
path = release if release.exists() else BUILD / "throughgate"


def generate(folder):
    subprocess.run([sys.executable, str(SOURCE / "examples/caseload/generate"), "--profile",
                    profile, "--out", str(folder)], check=True)


def play(folder):
    program = Program(folder / "store.db", path=path)
    done = program("demo", "--count", "--days", days, "--json", "--caseload", folder,
                   "--workflows", SOURCE / "workflows", timeout=4 * 3600)
    assert done.code == 0, done
    return json.loads(done.out.strip().splitlines()[-1]), done.err


def check(summary, talk, store):
    counted = int(re.search(r"counted by the channel: (\d+)", talk).group(1))
    assert summary["cases"] > 1000 and summary["events"] > 1000, summary
    assert summary["cases_folded"] > 500, summary
    for name in ("duplicate_effects", "invariant_violations", "unexplained_by_the_log"):
        assert summary[name] == 0, f"{name}: {summary[name]}\n{talk[-3000:]}"
    assert counted == promises.count_mails(store), (counted, summary)
    assert summary["notices_delivered"] > 1000, summary
    print(f"notices: {promises.check(store)}")


def main():
    with tempfile.TemporaryDirectory(prefix="throughgate-large-") as name:
        folder = pathlib.Path(name)
        generate(folder)
        summary, talk = play(folder)
        check(summary, talk, folder / "store.db")
        size = (folder / "store.db").stat().st_size
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        print(f"{summary['cases']} cases, {summary['virtual_days']} days in"
              f" {summary['wall_seconds']:.0f} s; store {size / 1e6:.0f} MB, memory at most"
              f" {peak / 1e6:.0f} MB; {summary['cases_folded']} cases folded from their logs")
        if soak:
            assert summary["wall_seconds"] < longest, "it took longer than it may"
            assert peak < 1 << 30, "it took more memory than it may"


if __name__ == "__main__":
    main()
