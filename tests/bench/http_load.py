#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many durable events a second `throughgate serve` takes over loopback, and how long each
waits.

Makes a store of its own (the 13,500 people of a CRC, on the shipped spine and accommodation), then
lets wrk (apt-get install wrk) post events over 64 connections, each with its own key and answered
only after its commit. Run it with nothing else on the machine, from the release build:

    python3 tests/bench/http_load.py [SECONDS] [--quiet]
"""
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))
os.environ.setdefault("TG_BUILD_DIR", str(pathlib.Path(__file__).parents[2] / "build" / "release"))
from http_server import make_token, serve_live  # noqa: E402
from programs import SOURCE, Program  # noqa: E402

CASES = 13500
STAFF = """id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind
S01,Officer Aspen,s01@example.invalid,,ro,N03A,,S03,,,person
S03,Manager Cedar,s03@example.invalid,,spo,N03A,,,,,person
S04,Officer Dogwood,s04@example.invalid,,pom,ZZA,,S06,,,person
S06,Head Fir,s06@example.invalid,,head_omu,ZZA,,,,,person
S07,Worker Gorse,s07@example.invalid,,resettlement,ZZA,,S06,,,person
S08,Worker Hazel,s08@example.invalid,,acc_worker,N03A,,S03,,,person
S10,Officer Juniper,s10@example.invalid,,reception,ZZA,,S06,,,person
"""
FACTS = {"prison": "ZZA", "ro_team": "N03A", "nation": "england", "sex": "male",
         "admission": "2026-07-01", "release": str(datetime.date.today() + datetime.timedelta(60)),
         "release.certainty": "confirmed",
         "supervised": True, "risk.rosh": "medium", "mappa.level": "none"}


def definitions(folder):
    """The spine and accommodation alone."""
    for part in ("common", "spine", "accommodation"):
        shutil.copytree(SOURCE / "workflows" / part, folder / part)
    return folder


def bulk(call, items):
    for begin in range(0, len(items), 500):
        answer = call("POST", "/api/v1/bulk", {"items": items[begin:begin + 500]}).json
        assert answer["refused"] == 0, answer["results"][0]


def noms(number):
    return f"A{number % 10000:04d}{chr(65 + number // 10000)}A"


def fill(server, token, screener):
    call = server.caller(token)
    bulk(call, [{"open": {"key": f"open-{n}", "person": {"noms": noms(n)}, "facts": FACTS,
                          "assignments": {"ro": "S01", "pom": "S04"}}} for n in range(CASES)])
    bulk(server.caller(screener),
         [{"event": {"key": f"screen-{n}", "case": f"TG-{n + 1:06d}",
                     "event": "accommodation.screened", "fields": {"housing.before": "none"}}}
          for n in range(CASES)])


def processor_seconds(server):
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(server):
    """MiB that were in memory at most."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def main():
    seconds = next((each for each in sys.argv[1:] if each.isdigit()), "20")
    quiet = ["--quiet"] if "--quiet" in sys.argv else []
    with tempfile.TemporaryDirectory(dir=os.environ["TG_BUILD_DIR"]) as name:
        folder = pathlib.Path(name)
        (folder / "definitions").mkdir()
        program = Program(folder / "load.db")
        program.must("apply", definitions(folder / "definitions"))
        (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
        program.must("import", "staff", folder / "staff.csv")
        token = make_token(program, "--actor", "S01", "--role", "operator")
        screener = make_token(program, "--actor", "S07", "--role", "caseworker")
        with serve_live(program, *quiet) as server:
            fill(server, token, screener)
            events = server.caller(token)("GET", "/api/v1/totals").json["events"]
            spent = processor_seconds(server)
            script = pathlib.Path(__file__).with_suffix(".lua")
            subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-s", script,
                            server.url, "--", token, str(CASES)], check=True)
            totals = server.caller(token)("GET", "/api/v1/totals").json
            events = totals["events"] - events
            spent = processor_seconds(server) - spent
            print(f"{events} events, {spent / events * 1e6:.0f} us of processor each in the "
                  f"server, {peak_memory(server)} MiB of memory at most")


if __name__ == "__main__":
    main()
