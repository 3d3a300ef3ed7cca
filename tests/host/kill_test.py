#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a demo that is killed with SIGKILL at random moments ends as one that was left alone.

Method: play it undisturbed into one folder; play it again into another, killing the program (ours,
by its id) after a random part of the time that the first took, until it has been killed often
enough; then compare the canonical dumps, both maildirs and the audit. TG_KILLS sets how often,
TG_SEED the seed, TG_WEEKS how long to play.
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from programs import BUILD, RELEASE, SOURCE, Program, effect_ids

soak = os.environ.get("TG_SOAK") == "1"
release = RELEASE / "throughgate"
path = release if release.exists() else BUILD / "throughgate"
kills = int(os.environ.get("TG_KILLS", "50" if soak else "10"))
weeks = os.environ.get("TG_WEEKS", "26" if soak or path == release else "4")
seed = int(os.environ.get("TG_SEED", random.SystemRandom().randrange(2**32)))
chance = random.Random(seed)
longest = 1200


def demo(folder):
    program = Program(folder / "demo.db", path=path)
    return program.arguments(["demo", "--json", "--weeks", weeks, "--workflows",
                              SOURCE / "workflows", "--caseload", SOURCE / "examples/caseload"])


def play(folder, kill_after=None):
    """Seconds it took, or None when it was killed."""
    began = time.monotonic()
    with open(folder / "talk.txt", "a+b") as talk:
        child = subprocess.Popen(demo(folder), stdin=subprocess.DEVNULL, stdout=talk, stderr=talk)
        try:
            code = child.wait(kill_after if kill_after is not None else longest)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            assert kill_after is not None, f"the demo took more than {longest} s"
            return None
    assert code == 0, f"the demo ended with {code}:\n" + (folder / "talk.txt").read_text()[-4000:]
    return time.monotonic() - began


def play_disturbed(folder, undisturbed):
    """Kills at moments spread over what is left to play, then lets it finish. False: it was done
    before it had been killed often enough."""
    left = undisturbed
    for done in range(kills):
        pause = max(0.02, chance.uniform(0, 2 * left / (kills - done + 1)))
        if play(folder, pause) is not None:
            print(f"done after {done} kills: once more from the beginning", flush=True)
            return False
        left = max(0.2, left - pause)
    play(folder)
    return True


def compare(calm, hit):
    dumps, effects = [], []
    for folder in (calm, hit):
        program = Program(folder / "demo.db", path=path)
        audit = program("audit", "verify", timeout=longest)
        assert audit.code == 0, f"{folder.name}: the audit found faults\n{audit}"
        dumps.append(program("dump", timeout=longest).out.splitlines())
        effects.append(effect_ids(folder / "maildir"))
    for number, (left, right) in enumerate(zip(*dumps), 1):
        assert left == right, f"dumps differ in line {number}:\n  calm: {left}\n  hit:  {right}"
    assert len(dumps[0]) == len(dumps[1]) > 100, "one dump is longer, or there is hardly any"
    assert len(effects[0]) == len(set(effects[0])) > 0, "the undisturbed play told somebody twice"
    lacking = set(effects[0]) - set(effects[1])
    extra = set(effects[1]) - set(effects[0])
    assert not lacking, f"{len(lacking)} notices are missing: {sorted(lacking)[:5]}"
    assert not extra, f"{len(extra)} notices nobody should have had: {sorted(extra)[:5]}"
    print(f"{len(dumps[0])} lines of dump equal, {len(set(effects[0]))} notices,"
          f" {len(effects[1]) - len(set(effects[1]))} of them told again after a kill")


def main():
    print(f"seed {seed}, {kills} kills, {weeks} weeks, {path}", flush=True)
    with tempfile.TemporaryDirectory(prefix="throughgate-kill-") as name:
        calm = pathlib.Path(name, "calm")
        calm.mkdir()
        undisturbed = play(calm)
        print(f"undisturbed: {undisturbed:.1f} s", flush=True)
        for attempt in range(8):
            hit = pathlib.Path(name, f"hit-{attempt}")
            hit.mkdir()
            if play_disturbed(hit, undisturbed):
                return compare(calm, hit)
            undisturbed *= 0.75  # measured while the machine had more to do than now
        raise AssertionError("the play was always done before it was killed often enough")


if __name__ == "__main__":
    sys.exit(main())
