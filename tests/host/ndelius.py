#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A stand-in for the record of another system, like nDelius: takes entries by POST /contacts, drops
a second copy by its Idempotency-Key, keeps what it took in a file that survives its own death, and
misbehaves when it is told to.

Run as a program it serves until it is ended; imported it starts and tells such a program.
POST /control {"mode": "up" | "down" | "slow" | "mute", "seconds": 3, "closed": ["X900001"]}
down: 503. slow: answers, but takes that long; mute: takes the entry and hangs up without a word.
GET /entries: what it took, in order. GET /attempts: every POST with what became of it.
"""
import http.client
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

from programs import wait_for


class Record:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.lock = threading.Lock()
        self.mode = {"mode": "up", "seconds": 0, "closed": []}
        self.attempts = []
        self.entries = []
        if self.path.exists():
            self.entries = [json.loads(line) for line in self.path.read_text().splitlines()]

    def take(self, key, entry):
        """True: it was new."""
        if any(each["key"] == key for each in self.entries):
            return False
        kept = {"key": key, **entry}
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(kept) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.entries.append(kept)
        return True

    def answer(self, key, entry):
        """Status and body; None: hang up."""
        with self.lock:
            mode = self.mode["mode"]
            if mode == "down":
                return 503, {"detail": "down for maintenance"}
            if entry.get("crn") in self.mode["closed"]:
                return 409, {"detail": "the record is closed; entries are no longer taken"}
            new = self.take(key, entry)
            if mode == "mute":
                return None
            return (201, {"id": key}) if new else (200, {"id": key, "duplicate": True})


def handler_of(record):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def body(self):
            return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def reply(self, status, value):
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self):
            rows = record.entries if self.path == "/entries" else record.attempts
            self.reply(200, rows)

        def do_POST(self):
            body = self.body()
            if self.path == "/control":
                record.mode = {**record.mode, **body}
                return self.reply(200, record.mode)
            key = self.headers["Idempotency-Key"]
            answer = record.answer(key, body)
            if record.mode["mode"] == "slow":
                time.sleep(record.mode["seconds"])
            record.attempts.append({"key": key, "status": answer[0] if answer else 0})
            if answer is None:
                self.close_connection = True
                return self.connection.close()
            try:
                return self.reply(*answer)
            except OSError:  # the caller did not wait
                return None

    return Handler


def main(port, path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), handler_of(Record(path)))
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


class StandIn:
    """The program above as a child that can be killed and comes back with what it had."""

    def __init__(self, folder, name="ndelius"):
        self.path = pathlib.Path(folder) / f"{name}.jsonl"
        self.port = 0
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen([sys.executable, __file__, str(self.port), str(self.path)],
                                        text=True, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.process.stdout.closed:
            self.kill()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/contacts"

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def be(self, mode, **more):
        self.ask("POST", "/control", {"mode": mode, **more})

    def entries(self):
        return self.ask("GET", "/entries")

    def attempts(self):
        return self.ask("GET", "/attempts")

    def holds(self, count, limit=60):
        return wait_for(f"{count} entries in the other record",
                        lambda: (lambda rows: rows if len(rows) >= count else None)(
                            self.entries()), limit)


if __name__ == "__main__":
    main(*sys.argv[1:3])
