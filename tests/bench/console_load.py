#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many pages a second `throughgate serve` gives over loopback, and how long each takes.

Makes a store of its own, with a caseload like a CRC's (13,500 people; 70 for each responsible
officer, twelve officers to a team), signs officers in, then lets wrk (apt-get install wrk) ask for
pages over 64 connections: My work today as one officer and as sixteen, the same while events are
committed, the worklist of the API, and /health beside them, which does next to nothing. Run it with
nothing else on the machine, from the release build:

    python3 tests/bench/console_load.py [--cases 13500] [--seconds 10] [--events 50]
"""
import argparse
import datetime
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))
os.environ.setdefault("TG_BUILD_DIR", str(pathlib.Path(__file__).parents[2] / "build" / "release"))
from console_site import PASSWORD, Browser  # noqa: E402
from http_load import bulk, definitions, noms, peak_memory, processor_seconds  # noqa: E402
from http_server import make_token, serve_live  # noqa: E402
from programs import Program  # noqa: E402

CASELOAD, TEAM, SIGNED_IN = 70, 12, 16
RISKS = ["low", "medium", "medium", "high", "very_high"]
HEAD = "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n"


def officer(number):
    return f"R{number:03d}"


def team(number):
    return f"N{number // TEAM:02d}A"


def staff(officers):
    def row(ident, roles, place, manager=""):
        return (f"{ident},{roles} {ident},{ident.lower()}@example.invalid,,{roles},{place},,"
                f"{manager},,,person\n")
    rows = [row("S03", "head_pdu", "N00A"), row("S06", "head_omu", "ZZA"),
            row("S04", "pom", "ZZA", "S06"), row("S07", "resettlement", "ZZA", "S06"),
            row("S10", "reception", "ZZA", "S06")]
    for each in range(0, officers, TEAM):
        rows += [row(f"M{each:03d}", "spo", team(each), "S03"),
                 row(f"A{each:03d}", "acc_worker", team(each), f"M{each:03d}")]
    rows += [row(officer(each), "ro", team(each), f"M{each // TEAM * TEAM:03d}")
             for each in range(officers)]
    return HEAD + "".join(rows)


def facts(number):
    release = datetime.date.today() + datetime.timedelta(20 + number * 7 % 150)
    return {"prison": "ZZA", "ro_team": team(number // CASELOAD), "nation": "england",
            "sex": "male", "admission": "2026-07-01", "release": str(release),
            "release.certainty": "confirmed", "supervised": True,
            "risk.rosh": RISKS[number % len(RISKS)], "mappa.level": "none"}


def opening(number):
    return {"open": {"key": f"open-{number}", "person": {"noms": noms(number)},
                     "facts": facts(number),
                     "assignments": {"ro": officer(number // CASELOAD), "pom": "S04"}}}


def screening(number):
    return {"event": {"key": f"screen-{number}", "case": f"TG-{number + 1:06d}",
                      "event": "accommodation.screened", "fields": {"housing.before": "none"}}}


class Writer(threading.Thread):
    """Commits so many events a second while others read."""

    def __init__(self, call, cases, rate):
        super().__init__(daemon=True)
        self.call, self.cases, self.rate, self.sent, self.ended = call, cases, rate, 0, False

    def run(self):
        begun = time.monotonic()
        while not self.ended:
            number = self.sent * 37 % self.cases
            self.call("POST", f"/api/v1/cases/TG-{number + 1:06d}/events",
                      {"event": "address.proposed",
                       "fields": {"address.id": f"AD-{self.sent}", "address.kind": "private"}},
                      Idempotency_Key=f"w-{self.sent}")
            self.sent += 1
            time.sleep(max(0, begun + self.sent / self.rate - time.monotonic()))


def reads_in(program):
    with sqlite3.connect(f"file:{program.store}?mode=ro", uri=True) as store:
        return store.execute("SELECT max(number) FROM consultation").fetchone()[0]


def load(server, seconds, path, *fields):
    script = pathlib.Path(__file__).with_suffix(".lua")
    spent, begun = processor_seconds(server), time.monotonic()
    done = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "--timeout", "10s", "-s", script,
                           server.url, "--", path, *fields],
                          check=True, capture_output=True, text=True)
    spent = (processor_seconds(server) - spent) / (time.monotonic() - begun)
    rate, p50, p99, most, errors = done.stdout.split("\n")[-2].split()
    return {"pages": round(float(rate) * seconds), "rate": float(rate), "p50": float(p50),
            "p99": float(p99), "max": float(most), "errors": int(errors), "processors": spent}


def say(name, figures, plain, server):
    print(f"{name:34} {figures['rate']:7.0f} a second ({figures['rate'] / plain['rate']:.2f} of "
          f"/health), p50 {figures['p50']:6.1f} ms, p99 {figures['p99']:6.1f} ms, max "
          f"{figures['max']:6.1f} ms, {figures['errors']} errors, {figures['processors']:.2f} "
          f"processors, {peak_memory(server)} MiB", flush=True)


def sign_in(server, user):
    browser = Browser(server.port)
    answer = browser.sign_in(user)
    assert answer.status == 303, answer
    page = browser.get("/work")
    assert page.status == 200 and "wait for you" in page.text, page
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return "Cookie: " + cookie, page


def prepare(program, folder, cases):
    (folder / "definitions").mkdir()
    program.must("apply", definitions(folder / "definitions"))
    (folder / "staff.csv").write_text(staff((cases - 1) // CASELOAD + 1), encoding="utf-8")
    program.must("import", "staff", folder / "staff.csv")
    (folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    for each in range(SIGNED_IN):
        program.must("user", "add", officer(each).lower(), "--actor", officer(each), "--role",
                     "caseworker", "--password-from", folder / "password")


def measure(program, server, token, reader, arguments):
    plain = load(server, arguments.seconds, "/health")
    say("/health", plain, plain, server)
    signed = [sign_in(server, officer(each).lower()) for each in range(SIGNED_IN)]
    cookies = [cookie for cookie, _ in signed]
    words = signed[0][1].words
    print(words[words.index("My work today"):][:70], f"... {len(signed[0][1].text)} bytes")
    before = reads_in(program)
    figures = load(server, arguments.seconds, "/work", cookies[0])
    lines = reads_in(program) - before
    say("My work, one officer", figures, plain, server)
    print(f"{lines} lines in the log of reads for about {figures['pages']} pages")
    assert lines >= 0.98 * figures["pages"]
    figures = load(server, arguments.seconds, "/work", *cookies)
    say("My work, sixteen officers", figures, plain, server)
    writer = Writer(server.caller(token), arguments.cases, arguments.events)
    writer.start()
    figures = load(server, arguments.seconds, "/work", *cookies)
    writer.ended = True
    writer.join()
    say(f"the same beside {arguments.events} events a second", figures, plain, server)
    say("worklist of the API, one officer",
        load(server, arguments.seconds, f"/api/v1/worklists/{officer(0)}",
             f"Authorization: Bearer {reader}"), plain, server)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=13500)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--events", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ["TG_BUILD_DIR"]) as name:
        folder = pathlib.Path(name)
        program = Program(folder / "load.db")
        prepare(program, folder, arguments.cases)
        token = make_token(program, "--actor", officer(0), "--role", "operator")
        reader = make_token(program, "--actor", officer(0), "--role", "reader")
        screener = make_token(program, "--actor", "S07", "--role", "caseworker")
        with serve_live(program, "--quiet") as server:
            bulk(server.caller(token), [opening(each) for each in range(arguments.cases)])
            bulk(server.caller(screener), [screening(each) for each in range(arguments.cases)])
            measure(program, server, token, reader, arguments)


if __name__ == "__main__":
    main()
