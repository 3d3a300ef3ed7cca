# SPDX-License-Identifier: MIT
"""`throughgate serve` as a child, calls to it, and every answer held against its own OpenAPI
document."""
import http.client
import json
import pathlib
import re
import socket
import subprocess
import tempfile

from programs import BUILD, SMALL, START, Program, directory, wait_for

OPEN = {"person": {"noms": "A9001ZZ", "crn": "X900001"},
        "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"},
        "assignments": {"ro": "S01", "pom": "S04"}}


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """Of a problem."""
        return self.json["code"]

    def __repr__(self):
        return f"{self.status} {dict(self.headers)} {self.body[:600]!r}"


def faults(schema, value, document, at=""):
    """Where `value` is not as the (OpenAPI 3.1) schema says: the few keywords that we write."""
    if "$ref" in schema:
        target = document
        for part in schema["$ref"][2:].split("/"):
            target = target[part]
        return faults(target, value, document, at)
    found = []
    for each in schema.get("allOf", []):
        found += faults(each, value, document, at)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    fits = {"string": isinstance(value, str), "null": value is None,
            "boolean": isinstance(value, bool), "array": isinstance(value, list),
            "object": isinstance(value, dict),
            "integer": isinstance(value, int) and not isinstance(value, bool)}
    if kinds and not any(fits[kind] for kind in kinds):
        return [f"{at}: {value!r} is not {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is none of {schema['enum']}")
    if schema.get("format") == "date-time" and isinstance(value, str) and \
            not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", value):
        found.append(f"{at}: {value!r} is no instant")
    if isinstance(value, list):
        for index, each in enumerate(value):
            found += faults(schema.get("items", {}), each, document, f"{at}/{index}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        for name in schema.get("required", []):
            if name not in value:
                found.append(f"{at}: {name} is missing")
        for name, each in value.items():
            if name in known:
                found += faults(known[name], each, document, f"{at}/{name}")
            elif others is False:
                found.append(f"{at}: {name} is not declared")
            elif isinstance(others, dict):
                found += faults(others, each, document, f"{at}/{name}")
    return found


class Caller:
    """One connection to a server; answers are checked against the document when there is one."""

    def __init__(self, port, token=None, document=None, timeout=60):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.token = token
        self.document = document

    def __call__(self, method, path, body=None, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token and "Authorization" not in sent:
            sent["Authorization"] = "Bearer " + self.token
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if self.document:
            self.check(method, path, answer)
        return answer

    def operation(self, method, path):
        plain = path.split("?")[0]
        for template, methods in self.document["paths"].items():
            pattern = re.sub(r"\{[^}]*\}", "[^/]+", template)
            if re.fullmatch(pattern, plain) and method.lower() in methods:
                return methods[method.lower()]
        return None

    def check(self, method, path, answer):
        if method == "HEAD":
            return
        operation = self.operation(method, path)
        if operation is None:
            assert answer.status in (404, 405, 501), answer
            return
        described = operation["responses"].get(str(answer.status))
        if described is None:
            # What any request may meet; all of them are problems.
            assert answer.status in (400, 401, 404, 405, 413, 414, 431, 501, 505, 304), answer
            return
        if "content" not in described:
            assert answer.body == b"", answer
            return
        kind = answer.headers["Content-Type"].split(";")[0]
        content = described["content"].get(kind)
        if kind == "application/problem+json":
            content = {"schema": {"$ref": "#/components/schemas/Problem"}}
        assert content is not None, f"{kind} is not declared: {answer}"
        if kind.endswith("json"):
            wrong = faults(content["schema"], answer.json, self.document)
            assert not wrong, f"{method} {path}: {wrong}\n{answer}"


class Serving:
    """A running `throughgate serve`; ended by leaving the `with`."""

    def __init__(self, arguments, wants_token):
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log")
        self.process = subprocess.Popen([str(each) for each in arguments], text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.log)
        line = self.process.stdout.readline()
        assert line, self.talk()
        self.told = told = json.loads(line)
        self.url = told["url"]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.token = told["token"] if wants_token else None
        self.callers = [Caller(self.port)]
        self.document = self.callers[0]("GET", "/openapi.json").json

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in self.callers:
            each.connection.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def caller(self, token=None, **options):
        self.callers.append(Caller(self.port, token or self.token, self.document, **options))
        return self.callers[-1]

    def raw(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def talk(self):
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def records(self):
        """The lines of the log that are about requests."""
        lines = [json.loads(line) for line in self.talk().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == "request"]

    def record(self, **wanted):
        """Waits for a line with these members."""
        return wait_for(f"a record with {wanted}", lambda: next(
            (each for each in reversed(self.records())
             if all(each.get(name) == value for name, value in wanted.items())), None), 20)

    def terminate(self, limit=60):
        self.process.terminate()
        return self.process.wait(limit)


def small_caseload(folder):
    folder = pathlib.Path(folder)
    (folder / "directory.csv").write_text(directory(), encoding="utf-8")
    (folder / "prisoners.json").write_text('{"content": []}', encoding="utf-8")
    return folder


def serve_demo(folder, person="S04", now=START, more=()):
    """On the small definitions, without cases; the token is a service's when `person` is None."""
    acts_as = ["--as", person] if person else []
    return Serving([BUILD / "throughgate", "-o", "json", "--now", now, "serve", "--demo",
                    "--listen", "127.0.0.1:0", "--workflows", SMALL, "--caseload",
                    small_caseload(folder), *acts_as, *more], True)


def live_store(folder):
    """A store with the small definitions and staff."""
    program = Program(pathlib.Path(folder) / "live.db")
    program.must("apply", SMALL)
    staff = pathlib.Path(folder) / "staff.csv"
    staff.write_text(directory(), encoding="utf-8")
    program.must("import", "staff", staff)
    return program


def make_token(program, *arguments):
    return program.must("token", "create", *arguments).out.strip()


def serve_live(program, *arguments):
    return Serving(program.arguments(["-o", "json", "serve", "--listen", "127.0.0.1:0",
                                      *arguments]), False)
