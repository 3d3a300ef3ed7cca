#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long `throughgate plan` takes over the live cases of a CRC, and that it writes nothing.

Makes a store of its own (13,500 people on the shipped spine and accommodation), moves one deadline
of accommodation, then plans three times; beside it what reading every case takes (`dump`). Run it
with nothing else on the machine, from the release build:

    python3 tests/bench/plan_load.py
"""
import hashlib
import json
import pathlib
import resource
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))
from http_load import STAFF, definitions, fill  # noqa: E402  (says which build)
from http_server import make_token, serve_live  # noqa: E402
from programs import Program  # noqa: E402

BEFORE, AFTER = "at: 10 working days before release", "at: 11 working days before release"


def filled(folder):
    program = Program(folder / "load.db")
    program.must("apply", folder / "definitions")
    (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
    program.must("import", "staff", folder / "staff.csv")
    token = make_token(program, "--actor", "S01", "--role", "operator")
    screener = make_token(program, "--actor", "S07", "--role", "caseworker")
    with serve_live(program, "--quiet") as server:
        fill(server, token, screener)
        server.terminate()
    return program


def edited(folder):
    file = folder / "definitions" / "accommodation" / "pathway.yaml"
    text = file.read_text(encoding="utf-8")
    assert BEFORE in text, f"{file} has no '{BEFORE}' any more: say another deadline here"
    file.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")


def bytes_of(folder):
    digest = hashlib.sha256()
    for file in sorted(folder.glob("load.db*")):
        if file.suffix in (".db", ".db-wal"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def timed(program, *arguments):
    began = time.monotonic()
    ended = program.must(*arguments)
    return time.monotonic() - began, ended.out


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "definitions").mkdir()
        definitions(folder / "definitions")
        program = filled(folder)
        edited(folder)
        reading, _ = timed(program, "dump")
        before = bytes_of(folder)
        plans = [timed(program, "-o", "json", "plan", folder / "definitions", "--as", "S01")
                 for _ in range(3)]
        assert bytes_of(folder) == before, "plan wrote something"
        plan = json.loads(plans[0][1])
        longest = max(seconds for seconds, _ in plans)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        assert plan["changes"] == plan["cases"], "a deadline of each case moves"
        print(f"plan over {plan['cases']} live cases: {longest:.2f} s at most, "
              f"{longest / reading:.2f} of a dump of the store; it wrote nothing; "
              f"{memory} MiB at most in any of these programs")


if __name__ == "__main__":
    main()
